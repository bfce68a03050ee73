"""Rules that take more than one file: names that lead to other designs, and circles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from catalog.circles import circles
from catalog.compatible import may_clash
from catalog.credits import license_problems
from catalog.cycles import first_cycle
from catalog.design import BomLine, Design
from catalog.files import read_inside
from catalog.kinds import Kinds
from catalog.problem import Mark, Problems
from catalog.reader import Reading, read_design
from catalog.text import nearest, plain, quote
from catalog.ties import Ties, ties_of


@dataclass(slots=True)
class Checked:
    """One file of a run: what it says about others, and the problems that only show beside others."""

    path: Path
    ties: Ties | None
    problems: Problems

    @property
    def id(self) -> str:
        """The id of its design."""
        return self.path.stem


class Neighbours:
    """Every design that may be named: those of the run, and those beside them, which are read only when one is."""

    def __init__(self, run: Sequence[Checked], others: dict[str, Path]) -> None:
        """The designs of a run, and `others`: id → file of those that are not checked."""
        self._others = others
        self._paths = others | {checked.id: checked.path for checked in run}
        self._ties = {checked.id: checked.ties or Ties() for checked in run}
        self._old: dict[str, str] | None = None
        self._licenses: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    @property
    def ids(self) -> Iterable[str]:
        """All ids."""
        return self._paths

    def current(self, word: str) -> str | None:
        """The id that a word means: an id itself, or one that a design had before."""
        if word in self._paths:
            return word
        if self._old is None:
            named = ((tie.word, name) for name in self._paths for tie in self._of(name).was)
            self._old = {}
            for old, name in named:
                self._old.setdefault(old, name)
        return self._old.get(word)

    def makes(self, *starts: str) -> dict[str, list[str]]:
        """Everything that these are made from, over all levels, by current ids; the first of them is the first key."""
        graph: dict[str, list[str]] = {}
        waiting = list(reversed(starts))
        while waiting:
            name = waiting.pop()
            if name not in graph:
                graph[name] = self._made_of(name)
                waiting.extend(graph[name])
        return graph

    def reading(self, name: str) -> Reading | None:
        """The file of this id, read anew; None if it cannot be read."""
        path = self._paths.get(name)
        content = None if path is None else read_inside(path, path.parent)
        return read_design(content, id=name, file=str(path)) if isinstance(content, bytes) else None

    def draft(self, word: str) -> Design | None:
        """The design that a word means, read anew."""
        current = self.current(word)
        reading = None if current is None else self.reading(current)
        return None if reading is None else reading.draft

    def licenses_clash(self, start: str) -> bool:
        """Whether any two licenses of a design and of all that it contains could be at odds: cheap, and never too lax."""
        return may_clash(*self._stated(start))

    def _stated(self, start: str) -> tuple[frozenset[str], frozenset[str]]:
        """The licenses of a design and all that it contains, and of what these come from.

        Each design is looked at once in a run, however deep they stand in each other. In a circle, which is an error of
        its own, some may be missing.
        """
        entered: set[str] = set()
        stack = [(start, False)]
        while stack:
            name, leave = stack.pop()
            inner = [] if name in self._licenses else self._made_of(name)
            if leave:
                known = [self._licenses[each] for each in inner if each in self._licenses]
                ties = self._of(name)
                licenses = frozenset(ties.licenses).union(*(each[0] for each in known))
                self._licenses[name] = (licenses, frozenset(ties.origins).union(*(each[1] for each in known)))
            elif name not in entered and name not in self._licenses:
                entered.add(name)
                stack.append((name, True))
                stack.extend((each, False) for each in inner)
        return self._licenses[start]

    def _made_of(self, name: str) -> list[str]:
        words = (self.current(tie.word) for tie in self._of(name).makes)
        return [word for word in words if word is not None]

    def _of(self, name: str) -> Ties:
        if name not in self._ties:
            reading = self.reading(name)
            # Only tools ask for kinds, and those of neighbours do not count.
            self._ties[name] = Ties() if reading is None else ties_of(reading, Kinds((), ()))
        return self._ties[name]


@dataclass(slots=True)
class _Told:
    """Circles that were told already."""

    circles: set[frozenset[str]] = field(default_factory=set)


def check_across(run: Sequence[Checked], others: dict[str, Path]) -> None:
    """Note what is wrong between the files of a run; `others` may be named but are not looked at themselves."""
    _same_id(run)
    _old_ids(run, others)
    neighbours = Neighbours(run, others)
    told = _Told()
    made = neighbours.makes(
        *(checked.id for checked in run if checked.ties is not None and checked.ties.makes)
    )
    circling = {name for _, group in circles(made) for name in group}
    for checked in run:
        if checked.ties is not None and checked.ties.makes:
            _known_makes(checked, checked.ties, neighbours)
            if checked.id in circling:
                _make_cycle(checked, checked.ties, neighbours, told)
        _licenses(checked, neighbours)
    _tool_circles(run)


def _same_id(run: Sequence[Checked]) -> None:
    first: dict[tuple[Path, str], Checked] = {}
    for checked in run:
        other = first.setdefault((checked.path.parent, checked.id), checked)
        if other is not checked:
            message = f"{quote(other.path.name)} has the id {quote(checked.id)} already"
            checked.problems.error(Mark(1, 1), "id-twice", message, hint="rename one of the files")


def _old_ids(run: Sequence[Checked], others: dict[str, Path]) -> None:
    """An old id leads to one design: not to two, and not past a living one."""
    living = {checked.id for checked in run} | others.keys()
    first: dict[str, Checked] = {}
    for checked in run:
        for tie in () if checked.ties is None else checked.ties.was:
            message = None
            if tie.word in living:
                message = f"{quote(tie.word)} is the id of a design that is here: it never leads to this one"
            elif (other := first.setdefault(tie.word, checked)) is not checked:
                message = f"{quote(tie.word)} was {quote(other.path.name)} already"
            if message:
                checked.problems.error(tie.mark, "was-taken", message, hint="an old id leads to one design")


def _known_makes(checked: Checked, ties: Ties, neighbours: Neighbours) -> None:
    for tie in ties.makes:
        current = neighbours.current(tie.word)
        if current is None:
            near = nearest(tie.word, neighbours.ids)
            hint = f"did you mean {quote(near[0])}?" if near else "{external: https://…} if it lies elsewhere"
            checked.problems.error(tie.mark, "design-unknown", f"no design {quote(tie.word)} here", hint=hint)
        elif current != tie.word:
            message = f"{quote(tie.word)} is now called {quote(current)}"
            checked.problems.note(tie.mark, "design-renamed", message, hint=f"write {current}")


def _make_cycle(checked: Checked, ties: Ties, neighbours: Neighbours, told: _Told) -> None:
    """A design that is made from itself could never be bought or built; each circle is told once."""
    cycle = first_cycle(neighbours.makes(checked.id))
    if checked.id not in cycle or frozenset(cycle) in told.circles:
        return
    told.circles.add(frozenset(cycle))
    start = cycle.index(checked.id)
    turned = [*cycle[start:-1], *cycle[:start], checked.id]
    where = next(tie.mark for tie in ties.makes if neighbours.current(tie.word) == turned[1])
    message = f"designs are made from each other: {' → '.join(turned)}"
    checked.problems.error(where, "make-cycle", message, hint="take one `make` out of the circle")


def _licenses(checked: Checked, neighbours: Neighbours) -> None:
    """What a design contains and comes from goes together with its license."""
    if checked.ties is None or not neighbours.licenses_clash(checked.id):
        return
    reading = neighbours.reading(checked.id)
    if reading is None or reading.draft is None:
        return
    for blamed, finding in license_problems(reading.draft, neighbours.draft):
        key = "make" if isinstance(blamed, BomLine) and blamed.make is not None else "license"
        names = " and ".join(f"{quote(work.title)} ({plain(work.license)})" for work in finding.works)
        message = f"{names} do not go together: {plain(finding.why)}"
        source = f"; see {finding.source.where}" if finding.source else ""
        hint = f"ask its makers for another license, or do without it{source}"
        checked.problems.error(reading.place(blamed, key), "license-conflict", message, hint=hint)


def _tool_circles(run: Sequence[Checked]) -> None:
    """Printers make printers: no fault, but worth knowing, since somebody must own or borrow the first one."""
    makers: dict[str, list[str]] = {}
    by_id = {checked.id: checked for checked in run if checked.ties is not None}
    for name, checked in by_id.items():
        if checked.ties is not None and checked.ties.makes_tool is not None:
            makers.setdefault(checked.ties.makes_tool.word, []).append(name)
    # Over the kinds, since of a thousand printers each can print every other. A blank marks a kind: no id has one.
    graph = {
        name: [f" {kind}" for kind in _made(by_id[name].ties, makers)]
        for each in makers.values()
        for name in each
    }
    graph |= {f" {kind}": names for kind, names in makers.items()}
    for whole, group in circles({name: graph[name] for name in (*(n for n in by_id if n in graph), *graph)}):
        way = [name for name in whole if not name.startswith(" ")]
        size = sum(not name.startswith(" ") for name in group)
        first = by_id[way[0]].ties
        where = Mark(1, 1) if first is None or first.makes_tool is None else first.makes_tool.mark
        if len(way) == 2:
            message = "building it needs the tool kind that it makes"
        else:
            message = f"building it takes what only it helps to build: {' → '.join(way)}"
            message += f"; {size} designs need each other so" if size > len(way) - 1 else ""
        by_id[way[0]].problems.note(where, "tool-cycle", message, hint="the first one is bought or borrowed")


def _made(ties: Ties | None, makers: dict[str, list[str]]) -> list[str]:
    """The kinds that only designs of the run bring: of needs for which every kind that will do is made by one."""
    musts = (must for must in (ties.musts if ties else ()) if all(kind in makers for kind in must))
    return list(dict.fromkeys(kind for must in musts for kind in must))
