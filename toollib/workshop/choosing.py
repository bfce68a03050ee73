"""Which designs a list shows, and which one somebody means who remembers a few words of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog.text import fold, plain, quote
from toollib.desk.context import Context
from toollib.desk.lookup import kind_slug
from toollib.desk.reads import ALL, Part
from toollib.desk.views import Found
from toollib.rules.reasons import Reason, Refused, reason

if TYPE_CHECKING:
    from catalog.shelf import Shelf
    from toollib.desk.desk import Desk
    from toollib.workshop.ready import Workshop

_WORD = re.compile(r"\w+")
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which designs are wanted; None: any. `license`: "open", or an SPDX id. `needs`: a tool kind that can be used."""

    buildable: bool = False
    category: str | None = None
    license: str | None = None
    needs: str | None = None


def choose(context: Context, workshop: "Workshop", wanted: Wanted) -> list[dict[str, Any]]:
    """The rows of the designs that are wanted, by id.

    Raises:
        Refused: `kind-unknown` for the needed kind, `design-unknown` for a category or license that there is not.
    """
    rows = [card.row for card in workshop.shelf]
    _look_at(context, wanted, {str(row["category"]) for row in rows})
    if wanted.category is not None:
        rows = [row for row in rows if fold(str(row["category"])) == fold(wanted.category)]
    if wanted.license is not None:
        rows = [row for row in rows if _licensed(row, wanted.license)]
    if wanted.needs is not None:
        using = _using(context, workshop, wanted.needs)
        rows = [row for row in rows if row["id"] in using]
    if wanted.buildable:
        marks = workshop.marks()
        rows = [row for row in rows if marks.get(row["id"]) == "ready"]
    return rows


def search(
    desk: "Desk", shelf: Callable[[], "Shelf"], text: str, *, within: str | None = None, part: Part = ALL
) -> Found:
    """Tools, members and designs for what somebody typed, best first; `part` of each of them.

    `within`: "tools", "members" or "designs"; None: all three. The shelf is asked for only if designs are looked for.
    """
    end = part.offset + part.limit
    found = Found((), ()) if within == "designs" else desk.search(text, within=within, limit=end)
    designs = find(shelf(), text, end) if within in {None, "designs"} else []
    wanted = slice(part.offset, end)
    return Found(found.tools[wanted], found.members[wanted], tuple(designs[wanted]))


def _look_at(context: Context, wanted: Wanted, categories: set[str]) -> None:
    """Refuse what no design could fit: a slip of the finger must not look like an empty shelf."""
    reasons: list[Reason] = []
    hints = []
    if wanted.category is not None and fold(wanted.category) not in map(fold, categories):
        reasons.append(reason("design-unknown", f"no design has the category {quote(wanted.category)}"))
        hints.append(f"known: {', '.join(sorted(map(plain, categories)))}")
    if wanted.license is not None and (told := _no_license(wanted.license)) is not None:
        reasons.append(reason("design-unknown", f"{quote(wanted.license)} is no SPDX license"))
        hints.append(told)
    if wanted.needs is not None:
        try:
            kind_slug(context, wanted.needs)
        except Refused as refused:
            reasons += refused.reasons
            hints.append(refused.hint or "see `toollib kind list`")
    if reasons:
        raise Refused(reasons, "; ".join(hints))


def _no_license(license_: str) -> str | None:
    """What was probably meant by words that are no license; None if they are one."""
    from catalog.licenses import likely, verdict

    if license_ == OPEN or verdict(license_) != "invalid":
        return None
    near = likely(license_)
    return f"did you mean {near}?" if near else "`open`, or an id such as CERN-OHL-S-2.0 (spdx.org/licenses)"


def find(shelf: "Shelf", text: str, limit: int) -> list[dict[str, Any]]:
    """The rows of at most `limit` designs in which every word of `text` begins a word, best first."""
    wanted = _WORD.findall(fold(text))
    if not wanted:
        return []
    ranked = ((_rank(card.row, wanted), card.id, card.row) for card in shelf)
    found = sorted(each for each in ranked if each[0] is not None)
    return [row for _, _, row in found[:limit]]


def _rank(row: Mapping[str, Any], wanted: list[str]) -> int | None:
    """How well the words fit: 0 the very name or id, 1 the name, 2 anything else that the row says, None not at all."""
    name = _WORD.findall(fold(f"{row['name']}"))
    if wanted in (name, _WORD.findall(fold(row["id"]))):
        return 0
    if _fits(wanted, [*name, *_WORD.findall(fold(row["id"]))]):
        return 1
    rest = _WORD.findall(fold(f"{row['summary']} {row['category']}"))
    return 2 if _fits(wanted, [*name, *rest]) else None


def _fits(wanted: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted)


def _licensed(row: Mapping[str, Any], license_: str) -> bool:
    from catalog.licenses import verdict

    hardware = row["license"]["hardware"]
    if license_ == OPEN:
        return verdict(hardware) == "open"
    return bool(hardware.casefold() == license_.casefold())


def _using(context: Context, workshop: "Workshop", text: str) -> set[str]:
    """The ids of designs with a tool need that this kind can fill as it is (no stand-ins)."""
    slug = kind_slug(context, text)
    vocabulary = context.vocabulary
    return {
        each.id
        for each in workshop.shelf.buildables()
        if any(vocabulary.find(kind) == slug for need in each.tools for kind in need.kinds)
    }
