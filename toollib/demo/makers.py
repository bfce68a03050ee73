"""Plays the script of the workshop: wishes and their votes, what could not be had, and what was built, each on its day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from catalog.design import Design
from catalog.reader import read_design
from catalog.shipped import designs_folder
from catalog.text import plain
from toollib.demo.days import Days
from toollib.demo.history import Chore, History
from toollib.demo.plans import BUILDS, UNSERVED, WISHES, Built, Unserved, Wished
from toollib.demo.stock import Stock
from toollib.store.wishes import key_of

# How far into the history a tool comes at the earliest that was built here, as a share: somebody had to be there first.
_BUILT_FROM = 0.3


@dataclass(slots=True)
class MakersTables:
    """The rows of wishes and builds, and how often what was not to be had. Rows have the columns of `store.bulk`."""

    wishes: list[list[Any]] = field(default_factory=list)
    votes: list[tuple[Any, ...]] = field(default_factory=list)
    builds: list[list[Any]] = field(default_factory=list)
    builders: list[tuple[Any, ...]] = field(default_factory=list)
    steps: list[list[Any]] = field(default_factory=list)

    def named(self) -> Iterable[tuple[str, list[tuple[Any, ...]]]]:
        """Each table's name with its rows."""
        yield "wish", [tuple(row) for row in self.wishes]
        yield "wish_vote", self.votes
        yield "build", [tuple(row) for row in self.builds]
        yield "build_member", self.builders
        yield "build_step", [tuple(row) for row in self.steps]


def built_here(stock: Stock, days: Days) -> None:
    """Note which tools were built here, and that they came when there was somebody to build them."""
    for each in BUILDS:
        if each.tool is not None:
            row = each.tool - 1
            stock.built.add(row)
            stock.added[row] = max(stock.added[row], int(days.last * _BUILT_FROM))


class Makers:
    """The makers' part of the story; who has not joined by a day has no part in it."""

    def __init__(self, story: History) -> None:
        self.tables = MakersTables()
        self._story = story
        self._desk = story.desk
        self._last = story.desk.days.last

    def write(self) -> None:
        """Put every part of the script on its day."""
        for wish in WISHES:
            self._wish(wish)
        for lack in UNSERVED:
            self._unserved(lack)
        for build in BUILDS:
            design = shipped_design(build.design)
            if design is not None:
                self._build(build, design)

    def _on(self, day: int, task: Chore) -> None:
        self._story.chore(day, task)

    # --- wishes ---

    def _wish(self, wish: Wished) -> None:
        number = len(self.tables.wishes) + 1
        row: list[Any] = [
            number, wish.kind, wish.text, wish.kind or key_of(wish.text or ""), None, None, None,
        ]  # fmt: skip
        self.tables.wishes.append(row)
        for after, member in enumerate(wish.members):
            self._on(self._last + wish.day + after, partial(self._vote, row, member))
        if wish.closed is not None:
            day, why = wish.closed
            self._on(self._last + day, partial(self._close, row, why))

    def _vote(self, row: list[Any], member: int, day: int, second: int) -> None:
        first, at = row[4] is None, self._desk.days.at(day, second)
        row[4] = row[4] or at
        self.tables.votes.append((row[0], member, at))
        about = {"member": self._desk.people.codes[member - 1], "wish": str(row[0])}
        self._desk.book.event(at, "wish" if first else "wish-vote", about, members=[member])

    def _close(self, row: list[Any], why: str, day: int, second: int) -> None:
        row[5:] = [self._desk.days.at(day, second), why]
        self._desk.book.who = self._desk.people.codes[0]  # a coordinator's word
        self._desk.book.event(row[5], "wish-close", {"wish": str(row[0])})

    def _unserved(self, lack: Unserved) -> None:
        if lack.codes or lack.kind not in self._desk.stock.kinds:
            what = "refused" if lack.codes else "searched"
            for day in lack.days:
                self._story.queues.unmet[
                    self._desk.days.iso[self._last + day], lack.kind, what, lack.codes
                ] += 1

    # --- builds ---

    def _build(self, build: Built, design: Design) -> None:
        zero = self._last if build.tool is None else self._desk.stock.added[build.tool - 1]
        builders = [
            each for each in build.members if self._desk.people.joined[each - 1] < zero + build.started
        ]
        if not builders:
            return
        row = self._rows(design, builders)
        self._on(zero + build.started, partial(self._start, row))
        steps = self.tables.steps[-len(design.steps) :] if design.steps else []
        for step, (day, member, minutes) in zip(steps, build.ticked, strict=False):
            if member in builders:
                self._on(zero + day, partial(self._tick, row, step, (member, minutes)))
        if build.finished is not None:
            self._on(zero + build.finished, partial(self._finish, row, build))
        if build.stopped is not None:
            self._on(zero + build.stopped, partial(self._stop, row))

    def _rows(self, design: Design, builders: Iterable[int]) -> list[Any]:
        """The rows of a build that nothing was done at yet; answers that of the build itself."""
        number, tables = len(self.tables.builds) + 1, self.tables
        row: list[Any] = [
            number, design.id, plain(design.name), design.version, design.makes_tool, *(None,) * 4, "", None,
        ]  # fmt: skip
        tables.builds.append(row)
        tables.builders.extend((number, each) for each in builders)
        for n, each in enumerate(design.steps, 1):
            tables.steps.append([number, n, each.id, plain(each.do), None, None, None])
        return row

    def _start(self, row: list[Any], day: int, second: int) -> None:
        row[5] = row[6] = self._event(row, "build-start", (day, second))

    def _tick(
        self, row: list[Any], step: list[Any], done: tuple[int, int | None], day: int, second: int
    ) -> None:
        more = {"step": str(step[1]), "done": True}
        step[4:] = [self._event(row, "build-step", (day, second), more), *done]

    def _finish(self, row: list[Any], build: Built, day: int, second: int) -> None:
        tool = build.tool
        more = {} if tool is None else {"tool": self._desk.stock.tags[tool - 1]}
        row[7] = self._event(row, "build-finish", (day, second), more, tool=tool)
        row[9:] = [build.note, tool]

    def _stop(self, row: list[Any], day: int, second: int) -> None:
        row[8] = self._event(row, "build-stop", (day, second))

    def _event(
        self,
        row: list[Any],
        what: str,
        when: tuple[int, int],
        more: dict[str, Any] | None = None,
        *,
        tool: int | None = None,
    ) -> str:
        """Write the event of a build's verb; answers its instant."""
        at = self._desk.days.at(*when)
        members = [member for number, member in self.tables.builders if number == row[0]]
        codes = [self._desk.people.codes[each - 1] for each in members]
        about = {"build": str(row[0]), "design": row[1], "members": codes, **(more or {})}
        self._desk.book.event(at, what, about, members=members, tools=[] if tool is None else [tool])
        return at


def shipped_design(id_: str) -> Design | None:
    """A design that comes with the program, None where it does not."""
    file = designs_folder() / f"{id_}.yaml"
    return read_design(file.read_bytes(), id=id_, file=file.name).design if file.is_file() else None
