"""Which license may go into a whole under which other one: a table of rules, each with its reason and its source.

Nothing here is a guess: what no text says is "unclear". The first row that fits counts. Patterns are ids without
`-only`, `-or-later` and the country of a Creative Commons port, in small letters, with `*`; `|` parts alternatives.
"""

from dataclasses import dataclass
from typing import Final, Literal

Answer = Literal["no", "unclear", "yes"]
Reach = Literal["permissive", "weak", "strong"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is written down; `{id}` in the address stands for the license of the part."""

    title: str
    where: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether work under `part` may be in a whole under `whole`, and why."""

    part: str
    whole: str
    answer: Answer
    why: str
    source: Source


TEXT: Final = Source("text of the license", "https://spdx.org/licenses/{id}.html")
OSHWA: Final = Source("OSHWA, Open Source Hardware Definition 1.0", "https://www.oshwa.org/definition/")
CC_LIST: Final = Source(
    "Creative Commons, Compatible Licenses",
    "https://creativecommons.org/share-your-work/licensing-considerations/compatible-licenses/",
)
CC_FAQ: Final = Source(
    "Creative Commons FAQ, combining material under different licenses",
    "https://creativecommons.org/faq/#can-i-combine-material-under-different-creative-commons-licenses-in-my-work",
)
CC_BY: Final = Source(
    "CC BY 4.0, section 3(a)(4)", "https://creativecommons.org/licenses/by/4.0/legalcode.en"
)
CC_SA_3: Final = Source(
    "CC BY-SA 3.0, section 4(b)", "https://creativecommons.org/licenses/by-sa/3.0/legalcode.en"
)
FSF: Final = Source(
    "Free Software Foundation, Various Licenses and Comments about Them",
    "https://www.gnu.org/licenses/license-list.html",
)
FSF_FAQ: Final = Source(
    "Free Software Foundation, GPL compatibility matrix",
    "https://www.gnu.org/licenses/gpl-faq.html#AllCompatibility",
)
GPL_3: Final = Source("GNU GPL 3.0, sections 5(c) and 13", "https://www.gnu.org/licenses/gpl-3.0.html")
GPL_2: Final = Source("GNU GPL 2.0, section 2(b)", "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html")
LGPL_2: Final = Source("GNU LGPL 2.1, section 3", "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html")
CERN_S: Final = Source(
    "CERN-OHL-S 2.0, sections 1.2, 1.7, 3.2 and 3.3(d)", "https://ohwr.org/cern_ohl_s_v2.txt"
)
CERN_W: Final = Source("CERN-OHL-W 2.0, sections 1.8, 3.3(d) and 8.3", "https://ohwr.org/cern_ohl_w_v2.txt")
CERN_P: Final = Source("CERN-OHL-P 2.0, sections 3.4 and 6.2", "https://ohwr.org/cern_ohl_p_v2.txt")
CERN_1: Final = Source("CERN OHL 1.2, section 3.4(e)", "https://spdx.org/licenses/CERN-OHL-1.2.html")
TAPR: Final = Source(
    "TAPR Open Hardware License 1.0, sections 3 and 4", "https://tapr.org/the-tapr-open-hardware-license/"
)
APACHE: Final = Source("Apache License 2.0, section 4", "https://www.apache.org/licenses/LICENSE-2.0")
MPL: Final = Source("Mozilla Public License 2.0, section 3.3", "https://www.mozilla.org/en-US/MPL/2.0/")
EUPL: Final = Source("EUPL 1.2, article 5 and appendix", "https://eupl.eu/1.2/en/")
CECILL: Final = Source(
    "CeCILL 2.1, section 5.3.4", "https://cecill.info/licences/Licence_CeCILL_V2.1-en.html"
)
LAL: Final = Source("Free Art License 1.3, section 5", "https://artlibre.org/licence/lal/en/")

_SIMPLE = (
    "cc0-1.0|cc-pddc|pddl-1.0|unlicense|wtfpl|0bsd|mit|mit-0|isc|bsd-?-clause|zlib|bsl-1.0|ncsa|postgresql"
)

REACH: Final[tuple[tuple[str, Reach], ...]] = (
    (_SIMPLE, "permissive"),
    ("cern-ohl-p-2.0|apache-*|shl-*|python-2.0|mulanpsl-2.0|odc-by-1.0|cecill-b", "permissive"),
    ("cc-by-nc-sa-*|cc-by-sa-*", "strong"),
    ("cc-by-*", "permissive"),
    ("cern-ohl-w-2.0|lgpl-*|mpl-*|epl-*|cecill-c", "weak"),
    ("cern-ohl-*|tapr-ohl-1.0|gpl-*|agpl-*|gfdl-*|lal-*|eupl-*|cecill-2.?", "strong"),
)  # fmt: skip
"""How far a license reaches: not beyond itself, to changes of its own work, or to the whole that contains it."""

LATER: Final[tuple[tuple[str, ...], ...]] = (
    ("cc-by-sa-2.0", "cc-by-sa-2.5", "cc-by-sa-3.0", "cc-by-sa-4.0"),
    ("cc-by-nc-sa-2.0", "cc-by-nc-sa-2.5", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0"),
    ("cern-ohl-1.1", "cern-ohl-1.2", "cern-ohl-s-2.0"),
    ("eupl-1.1", "eupl-1.2"),
    ("lal-1.2", "lal-1.3"),
)
"""Licenses whose text lets changed work go to each later one (CC BY-SA since 2.0, CERN OHL 1.2 section 3.4(e), …)."""

OR_LATER: Final[tuple[tuple[str, ...], ...]] = (
    ("gpl-1.0", "gpl-2.0", "gpl-3.0"),
    ("lgpl-2.0", "lgpl-2.1", "lgpl-3.0"),
    ("agpl-1.0", "agpl-3.0"),
    ("gfdl-1.1", "gfdl-1.2", "gfdl-1.3"),
)
"""Licenses that go to later ones only where their author says `-or-later`."""

WHOLES: Final[tuple[str, ...]] = (
    "CC-BY-SA-4.0", "CC-BY-SA-3.0", "CC-BY-SA-2.5", "CC-BY-SA-2.0", "CC-BY-SA-1.0", "CERN-OHL-S-2.0", "CERN-OHL-1.2",
    "CERN-OHL-1.1", "TAPR-OHL-1.0", "GPL-3.0", "GPL-2.0", "GPL-1.0", "AGPL-3.0", "AGPL-1.0", "LAL-1.3", "LAL-1.2",
    "GFDL-1.3", "GFDL-1.2", "GFDL-1.1", "EUPL-1.2", "EUPL-1.1", "CECILL-2.1", "CECILL-2.0", "CC-BY-NC-SA-4.0",
    "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-2.5", "CC-BY-NC-SA-2.0", "CC-BY-NC-SA-1.0",
)  # fmt: skip
"""The licenses that a whole can be under because one of its parts asks for it."""

_WHOLE_GPL = "a work that contains it must as a whole be under the GPL"
_ALL_FREE = "everybody may sell and change the whole, but not this part"

RULES: Final[tuple[Rule, ...]] = (
    # Permissive ones
    Rule(_SIMPLE, "*", "yes", "it asks for no more than that its notice stays", TEXT),
    Rule("cern-ohl-p-2.0", "gpl-1.0|gpl-2.0", "unclear", "its patent clause may be a further restriction; nobody has said", CERN_P),
    Rule("cern-ohl-p-2.0", "*", "yes", "it may be given on under other terms, with its notices", CERN_P),
    Rule("apache-2.0", "gpl-3.0|agpl-3.0", "yes", "the FSF lists it as compatible with version 3", FSF),
    Rule("apache-2.0|apache-1.?", "gpl-1.0|gpl-2.0", "no", "its patent terms are further restrictions to version 2", FSF),
    Rule("apache-2.0", "cern-ohl-*", "yes", "derived works may as a whole be under other terms", APACHE),
    Rule("shl-*", "cern-ohl-*", "yes", "as the Apache License that it builds on, it allows other terms for the whole", APACHE),
    Rule("cc-by-4.0", "gpl-*", "yes", "the FSF lists it as compatible with all versions of the GPL", FSF),
    Rule("cc-by-4.0", "*", "yes", "adaptations may be under any license that lets its attribution be kept", CC_BY),
    # Those that keep something back: NonCommercial, NoDerivatives
    Rule("cc-by-nc-1.0|cc-by-nc-2.?|cc-by-nc-3.0|cc-by-nc-4.0", "cc-by-nc-sa-*", "yes", "both keep commerce out", CC_FAQ),
    Rule("cc-by-nc-*|cc-by-nd-*", "cc-by-*", "no", "Creative Commons does not let the two be put together", CC_FAQ),
    Rule("cc-by-nc-*|cc-by-nd-*", "gpl-*|agpl-*|gfdl-*", "no", "the FSF calls it nonfree: " + _ALL_FREE, FSF),
    Rule("cc-by-nc-*|cc-by-nd-*", "cern-ohl-*", "no", _ALL_FREE + " (section 2.3 forbids to restrict it)", CERN_S),
    Rule("cc-by-nc-*|cc-by-nd-*", "*", "no", _ALL_FREE, OSHWA),
    Rule("cc-by-1.0|cc-by-2.?|cc-by-3.0", "cc-by-*", "yes", "attribution goes into share-alike", CC_FAQ),
    # Creative Commons share-alike
    Rule("cc-by-sa-4.0", "gpl-3.0", "yes", "Creative Commons names GPLv3 as compatible, one way", CC_LIST),
    Rule("cc-by-sa-4.0", "lal-1.3", "yes", "Creative Commons names the Free Art License 1.3 as compatible", CC_LIST),
    Rule("cc-by-sa-4.0", "agpl-3.0", "unclear", "Creative Commons names GPLv3; of the AGPL it says nothing", CC_LIST),
    Rule("cc-by-sa-2.?|cc-by-sa-3.0", "gpl-3.0|lal-1.3|agpl-3.0", "unclear",
         "changed work may go on to BY-SA 4.0, and 4.0 has that way out; whether one may take both steps is not said", CC_SA_3),
    Rule("cc-by-sa-4.0", "*", "no", "share-alike: a whole made from it is under BY-SA 4.0, GPLv3 or the Free Art License", CC_LIST),
    Rule("cc-by-sa-*|cc-by-nc-sa-*", "*", "no", "share-alike: a whole made from it stays under it or a later version", CC_SA_3),
    # GNU
    Rule("gpl-3.0", "agpl-3.0", "yes", "the two may be combined", GPL_3),
    Rule("agpl-3.0", "gpl-3.0", "yes", "the two may be combined; what the AGPL asks of networks holds for the whole", GPL_3),
    Rule("gpl-1.0|gpl-2.0", "gpl-*|agpl-*", "no", "version 2 without `or later` goes into no other version", FSF_FAQ),
    Rule("gpl-3.0|agpl-3.0", "gpl-1.0|gpl-2.0", "no", "version 3 does not go back to version 2", FSF_FAQ),
    Rule("gpl-1.0|gpl-2.0", "*", "no", _WHOLE_GPL, GPL_2),
    Rule("gpl-3.0|agpl-*", "*", "no", _WHOLE_GPL, GPL_3),
    Rule("gfdl-*", "gpl-*|agpl-*", "no", "the two are not compatible either way", FSF),
    Rule("lgpl-2.?", "gpl-2.0|gpl-3.0", "yes", "it may be taken as GPL", LGPL_2),
    Rule("lgpl-3.0", "gpl-3.0|agpl-3.0", "yes", "it is GPL 3.0 with more permissions", FSF_FAQ),
    Rule("lgpl-3.0", "gpl-1.0|gpl-2.0", "no", "version 3 does not go back to version 2", FSF_FAQ),
    Rule("lgpl-*", "*", "unclear", "what it allows for libraries, nobody has said for parts of machines", FSF_FAQ),
    # CERN and TAPR
    Rule("cern-ohl-s-2.0", "*", "no", "a larger work that includes it must as a whole be under CERN-OHL-S", CERN_S),
    Rule("cern-ohl-w-2.0", "cern-ohl-s-2.0", "yes", "it may be taken as CERN-OHL-S", CERN_W),
    Rule("cern-ohl-w-2.0", "*", "unclear",
         "it stays under its own terms beside a documented interface; the other license asks for the whole", CERN_W),
    Rule("cern-ohl-1.1|cern-ohl-1.2", "*", "unclear",
         "changed work stays under it; of a larger work that contains it the text says nothing", CERN_1),
    Rule("tapr-ohl-1.0", "*", "unclear", "changed work stays under it; of a larger work that contains it the text says little", TAPR),
    # Others
    Rule("lal-1.3", "cc-by-sa-4.0", "yes", "both name each other as compatible", LAL),
    Rule("mpl-2.0", "gpl-2.0|gpl-3.0|agpl-3.0", "yes", "the GNU licenses are its secondary licenses", MPL),
    Rule("eupl-1.2", "gpl-2.0|gpl-3.0|agpl-3.0|cecill-2.?|cc-by-sa-3.0", "yes", "its appendix names the other as compatible", EUPL),
    Rule("eupl-1.1", "gpl-2.0|cecill-2.0", "yes", "its appendix names the other as compatible", EUPL),
    Rule("cecill-2.0", "gpl-2.0|gpl-3.0", "yes", "it may be given on under the GPL", CECILL),
    Rule("cecill-2.1", "gpl-2.0|gpl-3.0|agpl-3.0|eupl-1.?", "yes", "it may be given on under the other", CECILL),
)  # fmt: skip
"""Every rule that is known, in the order in which they are tried."""

UNSAID: Final = "no published word about the two is known here"
"""Why a pair that no row speaks of is unclear."""
