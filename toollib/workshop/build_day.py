"""What a maker sees who asks for one day: how every design stands on it, or how each need of one of them does."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from catalog.answers import Answer
from catalog.copies import Inductions
from catalog.design import Design
from toollib.desk.context import Context
from toollib.rules.dates import Span
from toollib.store import tools
from toollib.workshop.looking import Look, Takes
from toollib.workshop.ready import Mark, When, Workshop, mark_of

_ORDER: tuple[Mark, ...] = ("ready", "almost", "missing", "undocumented", "planned")


@dataclass(frozen=True, slots=True)
class Used:
    """A tool that a ready design would use, by the name of its kind, or what is brought from outside (no tag).

    `helps`: it could do without; `stands_in`: the name of the kind in whose place it is used, how many times `slower`.
    """

    name: str
    tag: str | None
    helps: bool = False
    stands_in: str | None = None
    slower: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """How a design stands on the day. `lacks`: names of kinds, one as often as copies lack.

    `circle`: it waits for itself, being made from what is made from it; `of_a_part`: what nobody wrote down are the tools
    of a part. Told of the rows that are read (`BuildDay.told`): `used`, if it is ready, and `untrained`, the names of kinds
    of which nothing but an induction is missing.
    """

    id: str
    name: str
    mark: Mark
    lacks: tuple[str, ...] = ()
    circle: bool = False
    of_a_part: bool = False
    used: tuple[Used, ...] = ()
    untrained: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BuildDay:
    """Every design on a day: those that are ready first, then by how much they lack, then by name.

    `open`: when somebody is there, empty on a closed day, `closed_why` as far as a period says so; `broken`: how many
    files give no design and are left out; `look`, `called`: to tell more of some of them, with the names of kinds.
    """

    day: date
    open: tuple[Span, ...]
    closed_why: str
    designs: tuple[Stands, ...]
    broken: int
    look: Look
    called: Callable[[str], str]

    @property
    def counts(self) -> Mapping[Mark, int]:
        """How many designs stand how; each mark is there."""
        found = Counter(each.mark for each in self.designs)
        return {mark: found[mark] for mark in _ORDER}

    def told(self, rows: Iterable[Stands]) -> tuple[Stands, ...]:
        """The same rows with all that is known of them: too much work for ten thousand, little for a page."""
        return tuple(map(self._told, rows))

    def _told(self, row: Stands) -> Stands:
        if row.mark == "ready":
            return replace(row, used=tuple(map(self._used, self.look.takes(row.id))))
        if not row.lacks:
            return row
        return replace(row, untrained=frozenset(map(self.called, self.look.untrained(row.id))))

    def _used(self, takes: Takes) -> Used:
        way, called = takes.way, self.called
        stands_in = None if way.stands_in is None else called(way.stands_in)
        slower = None if way.slower == 1 else way.slower
        return Used(
            called(way.kind) if way.kind else way.outside or "", way.tag, takes.helps, stands_in, slower
        )


def build_day(context: Context, workshop: Workshop, when: When) -> BuildDay:
    """How every design stands on a day, for a member.

    Raises:
        Refused: as `Workshop.ready`.
    """
    look, called = workshop.look(when), context.vocabulary.name
    names = {card.id: str(card.row["name"]) for card in workshop.shelf}
    rows = [
        Stands(
            id_,
            names.get(id_, id_),
            mark_of(verdict),
            tuple(map(called, verdict.missing)),
            verdict.standing == "in a circle",
            look.of_a_part(id_),
        )
        for id_, verdict in look.verdicts().items()
    ]
    rows.sort(key=lambda row: (_ORDER.index(row.mark), len(row.lacks), row.name.casefold()))
    day = when.on or context.today
    opening = context.opening
    broken = len(workshop.shelf.broken)
    return BuildDay(day, opening.spans(day), opening.closed_why(day), tuple(rows), broken, look, called)


@dataclass(frozen=True, slots=True)
class WhyPage:
    """How each need of a design stands on a day. `names`: of the tools by tag, and of the kinds by slug.

    `inductions`: what the library asks for before it lends a tool, by kind; `untrained`: the kinds (slugs) that lack of
    which nothing but one of these is missing.
    """

    day: date
    design: Design
    answer: Answer
    names: Mapping[str, str]
    inductions: Inductions
    untrained: frozenset[str]


def why_page(context: Context, workshop: Workshop, design: str, when: When) -> WhyPage:
    """How each need of a design stands on a day, for a member.

    Raises:
        Refused: as `Workshop.why`.
    """
    found, answer = workshop.design(design), workshop.why(design, when)
    names, asked = _names(context, answer), workshop.inductions(found)
    untrained = workshop.look(when).untrained(found.id) if when.member is not None else frozenset[str]()
    return WhyPage(when.on or context.today, found, answer, names, asked, untrained)


def days_from(context: Context, day: date) -> tuple[date | None, date | None]:
    """The first open day from a day on, and the next after it: what a loan of that day would last at the least."""
    first = context.opening.next_open_or_none(day)
    if first is None or first == date.max:
        return first, first
    return first, context.opening.next_open_or_none(first + timedelta(days=1)) or first


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
