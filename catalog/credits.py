"""Who must be named, and may it be sold? Attribution and license of a design with everything that is made for it.

What counts as part of the work: the design, the designs that its parts are made by, over all levels, what these were
adapted from, and parts of which the file states a design elsewhere, a license or a credit. A part that is merely bought
(none of these) is no part of the work: nobody asks for the license of a bolt.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from catalog.compatible import Fit, adapted, beside, inside, whole_of
from catalog.design import NOASSERTION, Ancestor, BomLine, Credit, Design, External
from catalog.license_rules import OSHWA, TEXT, Source
from catalog.licenses import verdict as openness

Verdict = Literal["conflict", "not-open", "unclear", "ok"]
Get = Callable[[str], Design | None]

# A machine has a few licenses; files that name hundreds are not meant to be read, but must not hang a program.
_MOST_LICENSES = 60
_MOST_WORKS = 500

_IN_ORDER: Final[tuple[Verdict, ...]] = ("conflict", "not-open", "unclear", "ok")


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One work that must be named: title, author, source, license, in that order; None where nobody said.

    `design` is its id in this catalog. `changes` is only for a work that another was adapted from.
    """

    title: str
    author: str | None
    source: str | None
    license: str
    changes: str | None = None
    design: str | None = None
    ancestor: bool = False

    def __str__(self) -> str:
        """The line as it can be pasted under a work."""
        author = f" by {self.author}" if self.author else ", author not stated"
        source = f", {self.source}" if self.source else ", source not stated"
        stated = "license not stated" if self.license == NOASSERTION else _linked(self.license)
        changes = f"; changed: {self.changes}" if self.changes else ""
        adapted_from = "Adapted from " if self.ancestor else ""
        return f"{adapted_from}“{self.title}”{author}{source}, {stated}{changes}"

    def to_json(self) -> dict[str, object]:
        """The line for programs; `text` is ready to paste."""
        return {
            "title": self.title,
            "author": self.author,
            "source": self.source,
            "license": self.license,
            "changes": self.changes,
            "design": self.design,
            "ancestor": self.ancestor,
            "text": str(self),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a license is not `ok`: one work, or two that do not go together, with the reason and where it is written."""

    verdict: Verdict
    works: tuple[CreditLine, ...]
    why: str
    source: Source | None

    def __str__(self) -> str:
        """The finding in words."""
        works = " and ".join(f"“{each.title}” ({each.license})" for each in self.works)
        source = f" [{self.source.title}: {self.source.where}]" if self.source else ""
        return f"{works}: {self.why}{source}"

    def to_json(self) -> dict[str, object]:
        """The finding for programs."""
        return {
            "verdict": self.verdict,
            "parts": [each.title for each in self.works],
            "licenses": [each.license for each in self.works],
            "designs": [each.design for each in self.works],
            "why": self.why,
            "source": None
            if self.source is None
            else {"title": self.source.title, "where": self.source.where},
        }


@dataclass(frozen=True, slots=True)
class Credits:
    """Everything that must be named, the design first, and what follows for its license.

    `whole` is the license that the whole can be published under; None: each part stays under its own, or none will do.
    """

    lines: tuple[CreditLine, ...]
    findings: tuple[Finding, ...]
    whole: str | None

    @property
    def verdict(self) -> Verdict:
        """The worst that was found: conflict, not-open, unclear, or ok."""
        found = {each.verdict for each in self.findings}
        return next((word for word in _IN_ORDER if word in found), "ok")

    @property
    def expression(self) -> str:
        """All licenses of the work as one SPDX expression."""
        stated = dict.fromkeys(each.license for each in self.lines)
        if len(stated) == 1:
            return next(iter(stated))
        return " AND ".join(f"({each})" if " OR " in each else each for each in stated)

    def to_json(self) -> dict[str, object]:
        """The answer as the command contract prints it; `reasons` tells what is not open or unclear."""
        conflicts = [each.to_json() for each in self.findings if each.verdict == "conflict"]
        reasons = [each.to_json() for each in self.findings if each.verdict != "conflict"]
        return {
            "lines": [each.to_json() for each in self.lines],
            "license": {
                "verdict": self.verdict,
                "expression": self.expression,
                "whole": self.whole,
                "conflicts": conflicts,
                "reasons": reasons,
            },
        }


@dataclass(slots=True)
class _Work:
    """A work while it is looked for: who contains it directly, what it was adapted into, and the way in.

    `via`: the part or ancestor of the design asked about that brings it in first; None for that design itself.
    """

    line: CreditLine
    via: BomLine | Ancestor | None
    parents: set[int]
    adapted_into: set[int]


def credits_of(design: Design, get: Get) -> Credits:
    """The credits of a design; `get` finds the designs that its parts are made by. Circles are gone through once."""
    works = _Walk(get).works(design)
    lines = tuple(work.line for work in works)
    findings = (*(finding for _, _, finding in _pairs(works)), *_alone(lines))
    if len({line.license for line in lines}) > _MOST_LICENSES:
        why = f"more than {_MOST_LICENSES} different licenses are stated; only the first ones were compared"
        findings = (*findings, Finding("unclear", lines[:1], why, None))
    if any(each.verdict == "conflict" for each in findings):
        return Credits(lines, findings, None)
    whole, fit = whole_of([each.license for each in lines][:_MOST_WORKS])
    if fit.answer == "no":
        why = "each two of them go together, but no license will do for all"
        findings = (Finding("conflict", lines, why, None), *findings)
    return Credits(lines, findings, whole if fit.answer == "yes" else None)


def license_problems(design: Design, get: Get) -> list[tuple[BomLine | Ancestor, Finding]]:
    """The conflicts that a design's own file brings about: with each the part or the ancestor to blame.

    Conflicts between two works that come in by one and the same part are told with that part's own file.
    """
    found = []
    for one, other, finding in _pairs(_Walk(get).works(design)):
        blamed = other.via or one.via
        if finding.verdict == "conflict" and blamed is not None and one.via is not other.via:
            found.append((blamed, finding))
    return found


def _alone(lines: tuple[CreditLine, ...]) -> Iterator[Finding]:
    """Works that are not open, or of which that cannot be told, whatever they are put together with."""
    for work in lines:
        told = openness(work.license)
        if told == "not-open":
            yield Finding("not-open", (work,), _closed(work.license), OSHWA)
        elif work.license == NOASSERTION:
            why = "no license is stated, so only its maker can say what is allowed"
            yield Finding("unclear", (work,), why, None)
        elif told == "unclear":
            yield Finding("unclear", (work,), "whether this license is open cannot be told by programs", None)
        elif told == "invalid":
            yield Finding("unclear", (work,), "this is no SPDX expression, so nobody can look it up", None)


def _closed(license_: str) -> str:
    low = license_.lower()
    if "-nd" in low:
        return "it lets nobody give on changed versions, so the whole cannot be called open"
    if "-nc" in low or "noncommercial" in low:
        return "it lets nobody sell, so the whole can be neither sold nor called open"
    return "it is no open license, so the whole cannot be called open"


def _pairs(works: Sequence[_Work]) -> Iterator[tuple[_Work, _Work, Finding]]:
    """Works that do not go together, or of which nobody has said whether they do; each pair once."""
    within = _within(works)
    unknown = {"unclear", "invalid"}
    for first, second in combinations(_compared(works), 2):
        one, other = works[first].line, works[second].line
        fit = _together(works, within, first, second)
        told = (one, other)
        if fit.answer == "no":
            yield works[first], works[second], Finding("conflict", told, fit.why, fit.source)
        # What is unclear by itself is told by itself.
        elif fit.answer == "unclear" and not unknown & {openness(one.license), openness(other.license)}:
            yield works[first], works[second], Finding("unclear", told, fit.why, fit.source)


def _compared(works: Sequence[_Work]) -> list[int]:
    """The numbers of the works that are compared: all, or of a great many one for each license and place."""
    licenses = list(dict.fromkeys(work.line.license for work in works))
    few = set(licenses[:_MOST_LICENSES])
    numbers = [number for number, work in enumerate(works) if work.line.license in few]
    if len(numbers) <= _MOST_WORKS:
        return numbers
    first: dict[tuple[str, frozenset[int]], int] = {}
    for number in numbers:
        work = works[number]
        first.setdefault((work.line.license, frozenset(work.parents | work.adapted_into)), number)
    return list(first.values())[:_MOST_WORKS]


def _together(works: Sequence[_Work], within: Sequence[set[int]], first: int, second: int) -> Fit:
    one, other = works[first].line.license, works[second].line.license
    if first in works[second].adapted_into:
        return adapted(other, one)
    if second in works[first].adapted_into:
        return adapted(one, other)
    if first in within[second]:
        return inside(one, other)
    if second in within[first]:
        return inside(other, one)
    return beside(one, other)


def _within(works: Sequence[_Work]) -> list[set[int]]:
    """For each work the numbers of all that contain it, over all levels."""
    answers = []
    for work in works:
        found: set[int] = set()
        waiting = list(work.parents)
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting += works[number].parents
        answers.append(found)
    return answers


class _Walk:
    """A design and everything that belongs to its work, each once; without recursion, since chains may be long."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self._works: list[_Work] = []
        self._numbers: dict[str | CreditLine, int] = {}

    def works(self, root: Design) -> list[_Work]:
        """The works in the order of the files, what a design contains after it."""
        waiting: list[tuple[Design, BomLine | Ancestor | None, int | None]] = [(root, None, None)]
        while waiting:
            design, via, parent = waiting.pop()
            known = design.id in self._numbers
            number = self._add(design.id, _of_design(design), via, parent)
            if known:
                continue
            for ancestor in design.credit.from_:
                origin = self._add(None, _of_ancestor(ancestor), via or ancestor, number)
                self._works[origin].adapted_into.add(number)
            made = [self._of_part(each, via or each, number) for each in design.parts]
            waiting += [(inner, way, number) for inner, way in reversed([each for each in made if each])]
        return self._works

    def _of_part(
        self, line: BomLine, via: BomLine | Ancestor, number: int
    ) -> tuple[Design, BomLine | Ancestor] | None:
        """The design that makes the part, to be gone into; a work elsewhere is noted at once."""
        if isinstance(line.make, str) and (design := self._get(line.make)) is not None:
            return design, via
        if line.make is not None or line.license is not None or line.credit is not None:
            self._add(None, _of_line(line), via, number)
        return None

    def _add(
        self, id_: str | None, line: CreditLine, via: BomLine | Ancestor | None, parent: int | None
    ) -> int:
        """The number of the work; one that is there already is only contained in one more."""
        number = self._numbers.setdefault(id_ or line, len(self._works))
        if number == len(self._works):
            self._works.append(_Work(line, via, set(), set()))
        if parent is not None and parent != number:
            self._works[number].parents.add(parent)
        return number


def _of_design(design: Design) -> CreditLine:
    credit = design.credit
    source = credit.source or next(iter(design.license.stated_in), None)
    license_ = design.license.hardware or NOASSERTION
    return CreditLine(design.name, credit.author or None, source, license_, design=design.id)


def _of_ancestor(ancestor: Ancestor) -> CreditLine:
    license_ = ancestor.license or NOASSERTION
    return CreditLine(
        ancestor.title, ancestor.author, ancestor.source, license_, ancestor.changes, ancestor=True
    )


def _of_line(line: BomLine) -> CreditLine:
    credit = line.credit or Credit("")
    elsewhere = line.make.external if isinstance(line.make, External) else None
    return CreditLine(
        line.part, credit.author or None, credit.source or elsewhere, line.license or NOASSERTION
    )


def _linked(license_: str) -> str:
    """The license with the address of its text, where it is a single one of the SPDX list."""
    if (
        " " in license_
        or license_.startswith(("LicenseRef-", "DocumentRef-"))
        or openness(license_) == "invalid"
    ):
        return license_
    return f"{license_} ({TEXT.where.replace('{id}', license_)})"
