"""Which designs a list shows, and which one somebody means who remembers a few words of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog.text import fold, plain, quote, slug_of
from toollib.desk.context import Context
from toollib.desk.lookup import kind_slug
from toollib.desk.reads import ALL, Part
from toollib.desk.views import Found
from toollib.rules.reasons import Reason, Refused, reason

if TYPE_CHECKING:
    from catalog.finding import Facet, Index
    from catalog.shelf import Shelf
    from toollib.desk.desk import Desk
    from toollib.vocabulary import Vocabulary
    from toollib.workshop.ready import Workshop

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which designs are wanted; nothing said: any. Of several values any will do, but all needed kinds must be used.

    `license`: "open", or SPDX ids. `needs`, `makes`: tool kinds by any name. `text`: words that stand in them, and facets.
    """

    buildable: bool = False
    text: str = ""
    category: tuple[str, ...] = ()
    license: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()


def choose(context: Context, workshop: "Workshop", wanted: Wanted) -> list[dict[str, Any]]:
    """The rows of the designs that are wanted, by id; those that fit a text, best first.

    Raises:
        Refused: `kind-unknown` for a kind, `design-unknown` for a category or license that there is not.
    """
    from catalog.finding import Query

    index = index_of(workshop.shelf, context.vocabulary)
    typed, chosen = Query.of(wanted.text), _facets(context, index, wanted)
    facets = dict(typed.facets)
    for name, values in chosen.items():
        facets[name] = facets.get(name, frozenset()) | values
    ids: Iterable[str] = index.find(Query(typed.words, facets)).ids
    if wanted.buildable:
        marks = workshop.marks()
        ids = [id_ for id_ in ids if marks.get(id_) == "ready"]
    held = workshop.shelf.held
    return [held[id_].card.row for id_ in ids]


def search(
    desk: "Desk", shelf: Callable[[], "Shelf"], text: str, *, within: str | None = None, part: Part = ALL
) -> Found:
    """Tools, members and designs for what somebody typed, best first; `part` of each of them.

    `within`: "tools", "members" or "designs"; None: all three. The shelf is asked for only if designs are looked for.
    """
    end = part.offset + part.limit
    found = Found((), ()) if within == "designs" else desk.search(text, within=within, limit=end)
    designs = find(shelf(), desk.context.vocabulary, text) if within in {None, "designs"} else []
    wanted = slice(part.offset, end)
    return Found(found.tools[wanted], found.members[wanted], tuple(designs[wanted]))


def find(shelf: "Shelf", vocabulary: "Vocabulary", text: str) -> list[dict[str, Any]]:
    """The rows of the designs that fit what somebody typed (words, and facets such as `status:done`), best first."""
    from catalog.finding import Query

    if not text.strip():
        return []
    found = index_of(shelf, vocabulary).find(Query.of(text))
    return [shelf.held[id_].card.row for id_ in found.ids]


def index_of(shelf: "Shelf", vocabulary: "Vocabulary") -> "Index":
    """The designs of a shelf, ready to be searched by what this library calls its tool kinds."""
    from catalog.finding import Index

    def slug(kind: str) -> str:
        return vocabulary.find(kind) or kind

    return Index(shelf, kind=slug, kind_words=vocabulary.words)


def _facets(context: Context, index: "Index", wanted: Wanted) -> "Mapping[Facet, frozenset[str]]":
    """What is wanted as ids. What no design could fit is refused: a slip of the finger must not look like an empty shelf.

    Raises:
        Refused: as in `choose`, everything at once.
    """
    reasons: list[Reason] = []
    hints: list[str] = []
    categories = index.values("category")
    known = {fold(each) for each in categories}
    for category in wanted.category:
        if fold(category) not in known:
            reasons.append(reason("design-unknown", f"no design has the category {quote(category)}"))
            hints.append(f"known: {', '.join(map(plain, categories))}")
    for license_ in wanted.license:
        if (told := _no_license(license_)) is not None:
            reasons.append(reason("design-unknown", f"{quote(license_)} is no SPDX license"))
            hints.append(told)
    needs = [_kind(context, each, reasons, hints) for each in wanted.needs]
    makes = [_kind(context, each, reasons, hints) for each in wanted.makes]
    if reasons:
        raise Refused(reasons, "; ".join(dict.fromkeys(hints)))
    facets: dict[Facet, Iterable[str]] = {
        "category": wanted.category,
        "license": wanted.license,
        "status": wanted.status,
        "needs": needs,
        "makes": makes,
    }
    return {name: frozenset(map(slug_of, values)) for name, values in facets.items() if values}


def _kind(context: Context, text: str, reasons: list[Reason], hints: list[str]) -> str:
    """The slug of a kind; a reason and a hint more if there is none."""
    try:
        return kind_slug(context, text)
    except Refused as refused:
        reasons += refused.reasons
        hints.append(refused.hint or "see `toollib kind list`")
        return ""


def _no_license(license_: str) -> str | None:
    """What was probably meant by words that are no license; None if they are one."""
    from catalog.licenses import likely, verdict

    if license_ == OPEN or verdict(license_) != "invalid":
        return None
    near = likely(license_)
    return f"did you mean {near}?" if near else "`open`, or an id such as CERN-OHL-S-2.0 (spdx.org/licenses)"
