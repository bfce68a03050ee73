"""What a maker sees who asks for one day: how every design stands on it, or how each need of one of them does."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from catalog.answers import Answer, Verdict
from catalog.copies import Inductions, Way
from catalog.design import Design
from toollib.desk.context import Context
from toollib.rules.dates import Span
from toollib.store import tools
from toollib.workshop.ready import Mark, When, Workshop, mark_of

_ORDER: tuple[Mark, ...] = ("ready", "almost", "missing", "undocumented", "planned")


@dataclass(frozen=True, slots=True)
class Stands:
    """How a design stands on the day. `lacks`: names of kinds; `ways`: the tools that would be used, if it is ready.

    `circle`: it waits for itself, being made from what is made from it.
    """

    id: str
    name: str
    mark: Mark
    lacks: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    circle: bool = False


@dataclass(frozen=True, slots=True)
class BuildDay:
    """Every design on a day: those that are ready first, then by how much they lack, then by name.

    `open`: when somebody is there, empty on a closed day, `closed_why` as far as a period says so; `broken`: how many
    files give no design and are left out.
    """

    day: date
    open: tuple[Span, ...]
    closed_why: str
    designs: tuple[Stands, ...]
    broken: int

    @property
    def counts(self) -> Mapping[Mark, int]:
        """How many designs stand how; each mark is there."""
        found = Counter(each.mark for each in self.designs)
        return {mark: found[mark] for mark in _ORDER}


def build_day(context: Context, workshop: Workshop, when: When) -> BuildDay:
    """How every design stands on a day, for a member.

    Raises:
        Refused: as `Workshop.ready`.
    """
    verdicts = workshop.verdicts(when)
    names = {card.id: str(card.row["name"]) for card in workshop.shelf}
    rows = [_stands(context, names.get(id_, id_), verdict) for id_, verdict in verdicts.items()]
    rows.sort(key=lambda row: (_ORDER.index(row.mark), len(row.lacks), row.name.casefold()))
    day = when.on or context.today
    opening = context.opening
    return BuildDay(day, opening.spans(day), opening.closed_why(day), tuple(rows), len(workshop.shelf.broken))


@dataclass(frozen=True, slots=True)
class WhyPage:
    """How each need of a design stands on a day. `names`: of the tools by tag, and of the kinds by slug.

    `inductions`: what the library asks for before it lends a tool, by kind.
    """

    day: date
    design: Design
    answer: Answer
    names: Mapping[str, str]
    inductions: Inductions


def why_page(context: Context, workshop: Workshop, design: str, when: When) -> WhyPage:
    """How each need of a design stands on a day, for a member.

    Raises:
        Refused: as `Workshop.why`.
    """
    found, answer = workshop.design(design), workshop.why(design, when)
    names, asked = _names(context, answer), workshop.inductions(found)
    return WhyPage(when.on or context.today, found, answer, names, asked)


def days_from(context: Context, day: date) -> tuple[date | None, date | None]:
    """The first open day from a day on, and the next after it: what a loan of that day would last at the least."""
    first = context.opening.next_open_or_none(day)
    if first is None or first == date.max:
        return first, first
    return first, context.opening.next_open_or_none(first + timedelta(days=1)) or first


def _stands(context: Context, name: str, verdict: Verdict) -> Stands:
    lacks = tuple(map(context.vocabulary.name, verdict.missing))
    circle = verdict.standing == "in a circle"
    return Stands(verdict.design, name, mark_of(verdict), lacks, verdict.chosen, circle)


def _names(context: Context, answer: Answer) -> dict[str, str]:
    """What the tools and kinds of an answer are called, by tag and by slug: no slug is written like a tag."""
    ways = [way for need in (*answer.needs, *answer.runs_on) for way in need.ways]
    kinds = {each for way in ways for each in (way.kind, way.stands_in) if each is not None}
    kinds.update(option.kind for need in answer.needs for option in need.need.options if option.kind)
    kinds.update(answer.missing, *(one.missing for one in answer.made_from))
    tags = {way.tag for way in ways if way.tag is not None}
    shelf = tools.on_shelf(context.db, context.today.isoformat())
    called = {each.tag: each.name for each in shelf if each.tag in tags}
    return {**{kind: context.vocabulary.name(kind) for kind in kinds}, **called}
