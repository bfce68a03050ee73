"""Whether a license is named so that programs know it, and whether it lets anybody build, change and sell.

"Open" is the Open Source Hardware Definition 1.0 of OSHWA (no restriction on who builds or on selling, derived works
allowed): NonCommercial and NoDerivatives licenses are not. Names are SPDX license expressions.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final, Literal

from catalog.spdx import Named, NotAnExpression, fold, parse
from catalog.text import nearest

Verdict = Literal["open", "not-open", "unclear", "invalid"]

_WORST: Final[tuple[Verdict, ...]] = ("invalid", "not-open", "unclear", "open")
_BEST: Final[tuple[Verdict, ...]] = ("invalid", "open", "unclear", "not-open")

# Answers without the SPDX list for what designs nearly always say; anything else is looked up (60 ms the first time).
_OPEN = re.compile(
    r"""CERN-OHL-(?:1\.[12]|[PSW]-2\.0) | TAPR-OHL-1\.0 | SHL-(?:0\.5|0\.51) | LAL-1\.[23]
      | CC0-1\.0 | CC-PDDC | CC-BY(?:-SA)?-(?:1\.0|2\.0|2\.5|3\.0|4\.0)(?:-[A-Z]{2,3})?
      | [AL]?GPL-(?:1\.0|2\.0|2\.1|3\.0)(?:-only|-or-later|\+)? | GFDL-1\.[123](?:-no-invariants)?(?:-only|-or-later)?
      | MIT(?:-0)? | Apache-(?:1\.1|2\.0) | BSD-[123]-Clause | 0BSD | ISC | Zlib | BSL-1\.0 | Unlicense | WTFPL
      | MPL-(?:1\.1|2\.0) | EUPL-1\.[12] | EPL-[12]\.0 | CECILL-(?:2\.0|2\.1|B|C) | MulanPSL-2\.0 | Artistic-2\.0
      | ODbL-1\.0 | ODC-By-1\.0 | PDDL-1\.0 | OFL-1\.1 | LPPL-1\.3c | NCSA | PostgreSQL | Python-2\.0""",
    re.VERBOSE | re.IGNORECASE,  # SPDX 2.3, annex D: ids are compared without regard to case
)
_NOT_OPEN = re.compile(
    r".*-(?:NC|ND)(?:-.*|\Z)|PolyForm-.*|BUSL-.*|SSPL-.*|Elastic-.*|CC-Devnations-.*", re.IGNORECASE
)
_REF = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_ID = re.compile(r"[A-Za-z0-9.+-]+(?: WITH [A-Za-z0-9.+-]+)?")
_MOST = 300  # letters of a name that are looked at

_LIKELY: Final = (
    "CERN-OHL-P-2.0 CERN-OHL-W-2.0 CERN-OHL-S-2.0 CERN-OHL-1.2 TAPR-OHL-1.0 CC0-1.0 CC-BY-4.0 CC-BY-SA-4.0 "
    "CC-BY-3.0 CC-BY-SA-3.0 CC-BY-NC-4.0 CC-BY-NC-SA-4.0 CC-BY-NC-SA-3.0 CC-BY-ND-4.0 CC-BY-NC-ND-4.0 GPL-2.0-only "
    "GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later AGPL-3.0-only "
    "AGPL-3.0-or-later MIT Apache-2.0 BSD-2-Clause BSD-3-Clause ISC MPL-2.0 EUPL-1.2 Unlicense NOASSERTION"
).split()
# What people call them, folded to letters and digits.
_CALLED: Final = {
    "publicdomain": "CC0-1.0", "cc0": "CC0-1.0", "ccby": "CC-BY-4.0", "ccbysa": "CC-BY-SA-4.0", "gpl": "GPL-3.0-or-later",
    "gplv2": "GPL-2.0-only", "gpl2": "GPL-2.0-only", "gplv3": "GPL-3.0-only", "gpl3": "GPL-3.0-only",
    "gplv3+": "GPL-3.0-or-later", "lgplv3": "LGPL-3.0-only", "agplv3": "AGPL-3.0-only", "apache": "Apache-2.0",
    "apache2": "Apache-2.0", "apachelicense20": "Apache-2.0", "mitlicense": "MIT", "bsd": "BSD-3-Clause",
    "cernohl": "CERN-OHL-S-2.0", "cernohls": "CERN-OHL-S-2.0", "cernohlw": "CERN-OHL-W-2.0", "cernohlp": "CERN-OHL-P-2.0",
    "cernohlv12": "CERN-OHL-1.2", "cernohlsv2": "CERN-OHL-S-2.0", "cernohlwv2": "CERN-OHL-W-2.0", "tapr": "TAPR-OHL-1.0",
    "cernohl2s": "CERN-OHL-S-2.0", "cernohl2w": "CERN-OHL-W-2.0", "cernohl2p": "CERN-OHL-P-2.0", "none": "NOASSERTION",
    "unknown": "NOASSERTION", "shl20": "Apache-2.0 WITH SHL-2.0", "shl21": "Apache-2.0 WITH SHL-2.1",
}  # fmt: skip


@lru_cache(4096)
def verdict(expression: str) -> Verdict:
    """Whether the expression is open, not open, or cannot be told ("unclear": NOASSERTION, LicenseRef-…), or no SPDX at all.

    Of an `OR` the better side counts (one may choose), of an `AND` the worse.
    """
    try:
        return fold(parse(expression), _of, all_of=_worst, any_of=_best)
    except NotAnExpression:
        return "invalid"


def likely(expression: str) -> str | None:
    """The SPDX id that was probably meant by a wrong one, or None."""
    wanted = _letters(expression)
    if wanted in _CALLED:
        return _CALLED[wanted]
    by_letters = {_letters(name): name for name in _LIKELY}
    near = [by_letters[wanted]] if wanted in by_letters else nearest(expression, _LIKELY)
    return near[0] if near else None


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9+]", "", text[:_MOST].casefold())


@cache
def _spdx(expression: str) -> bool:
    """Whether it is on the SPDX list, by the library that carries the list."""
    # The library raises where a sign stands that no id has, such as the slashes of an address.
    return _ID.fullmatch(expression) is not None and not _list().validate(expression).errors


@cache
def _list() -> Any:
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()


def _of(license_: Named) -> Verdict:
    if license_.exception is None:
        return _of_id(license_.id)
    # An exception only ever gives more.
    return _of_id(license_.id) if _spdx(str(license_)) else "invalid"


def _worst(sides: Sequence[Verdict]) -> Verdict:
    return next(word for word in _WORST if word in sides)


def _best(sides: Sequence[Verdict]) -> Verdict:
    return next(word for word in _BEST if word in sides)


def _of_id(name: str) -> Verdict:
    if _OPEN.fullmatch(name):
        return "open"
    if name == "NOASSERTION" or _REF.fullmatch(name):
        return "unclear"
    if not _spdx(name):
        return "invalid"
    return "not-open" if _NOT_OPEN.fullmatch(name) else "unclear"
