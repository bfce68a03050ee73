"""One build: who builds it, which steps are done, what came of it; its steps are ticked and it is finished here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui import words
from toollib.tui.screens.build_list import STATES, people_of
from toollib.tui.screens.detail import DetailRoom, section
from toollib.tui.screens.verbs import Verb
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from toollib.tui.seat import Seat
    from toollib.tui.words import Sayings
    from toollib.workshop.benches import Pick
    from toollib.workshop.build_views import Build, BuildStep, Finished


# The states in which somebody still comes for what is reserved.
_TO_COLLECT = frozenset({"reserved", "under-way", "lapsed"})


@dataclass(frozen=True, slots=True)
class Told:
    """A build, what its members are called, and the name of the kind of tool that it puts on the shelf, if any.

    `picks`: what to take from the shelves for it, in their order, while it is reserved and not collected.
    """

    build: Build
    names: Mapping[str, str]
    makes: str | None
    picks: tuple[Pick, ...] = ()


class BuildPage(DetailRoom[Told]):
    """Everything about one build."""

    ROOM = "designs"
    HELP = (
        "A build with its steps as they were when it was started: ctrl+t ticks one, with the hours that it took and who did "
        "it. ctrl+f finishes the build: with a note and a photo it is a remake, and a design that makes a tool puts it on the "
        "shelf; what was reserved for it and not collected is free. What was reserved is started with ctrl+n; ctrl+e writes its pick list "
        "into a file to print. F12 takes a "
        "tick back, or gives the build up. ctrl+z undoes."
    )
    MORE: ClassVar[tuple[Verb, ...]] = (
        Verb("Take a tick back", "A step is not done after all", "untick"),
        Verb("Give the build up", "What is reserved for it is free again", "give_up"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "begin", "start", id="build.begin", tooltip="Start what was reserved"),
        Binding("ctrl+t", "tick", "tick a step", id="build.tick", tooltip="A step is done, in so many hours"),
        Binding("ctrl+f", "finish", "finish", id="build.finish", tooltip="It runs: a remake, and its tool"),
        Binding(
            "ctrl+e",
            "write",
            "list",
            id="build.write",
            tooltip="Write the pick list into a file, to print it",
        ),
    ]

    def __init__(self, build: str) -> None:
        super().__init__()
        self.build = build

    def read(self) -> Callable[[Seat], Told]:
        """The build with the names that belong to it."""
        number = self.build

        def work(seat: Seat) -> Told:
            from toollib.workshop.build_people import names_of
            from toollib.workshop.pick_lists import pick_list

            build = seat.workshop.builds.build(number)
            design = seat.workshop.shelf.get(build.design)
            kind = None if design is None else design.makes_tool
            makes = None if kind is None else seat.library.vocabulary.name(kind)
            picks = pick_list(seat.desk.context, seat.workshop, build) if build.state in _TO_COLLECT else ()
            return Told(build, names_of(seat.desk.context, (build,)), makes, picks)

        return work

    def lines(self, found: Told) -> Iterator[Line]:
        """What it is, how far it is, its steps, what came of it."""
        if (about := self.house.about) is None:
            return
        build, say, now = found.build, about.sayings, self.house.clock.now()
        version = f" · {build.version}" if build.version else ""
        yield line(Piece(build.name, "title"), f" · build {build.id} · {build.design}{version}")
        yield line(STATES[build.state])
        for name, value in _facts(found, say, now):
            yield line(Piece(f"{name:<10} ", "dim"), value)
        if found.picks:
            yield from section(
                "To take from the shelves (the card, then ctrl+g at the desk)", _picks(found.picks)
            )
        steps = (_step(each, found.names, say, now) for each in build.steps)
        done = len(build.steps) - len(build.open_steps)
        count = f" ({done} of {len(build.steps)} done)" if build.steps else ""
        empty = "taken from the design when it is started" if build.started_at is None else "it has none"
        yield from section(f"Steps{count}", steps, empty=empty)
        if build.photos:
            yield from section(
                "Photos", (line(f"  {each.name}  ", Piece(each.path, "dim")) for each in build.photos)
            )
        if build.note:
            yield from section("Note", (line(f"  {each}") for each in build.note.splitlines()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is to do with a build in this state."""
        build = None if self.shown is None else self.shown.build
        state = "" if build is None else build.state
        if action == "begin":
            return state in ("reserved", "lapsed")
        if action == "tick":
            return build is not None and state == "under-way" and bool(build.open_steps)
        if action == "untick":
            return build is not None and state == "under-way" and len(build.open_steps) < len(build.steps)
        if action == "finish":
            return state == "under-way"
        if action == "write":
            return self.shown is not None and bool(self.shown.picks)
        if action == "give_up":
            return state in ("reserved", "under-way")
        return super().check_action(action, parameters)

    def action_begin(self) -> None:
        """Ask who else builds it, and start it."""
        from toollib.tui.screens.build_forms import begin_form

        if self.shown is not None:
            self.ask_form(begin_form(self.shown.build, lambda build: self.done(f"{named(build)} is started")))

    def action_tick(self) -> None:
        """Ask which step is done."""
        from toollib.tui.screens.build_forms import tick_form

        if self.shown is not None:
            build = self.shown.build
            self.ask_form(tick_form(build, lambda now: self._ticked(build, now)))

    def action_untick(self) -> None:
        """Ask which step is not done after all."""
        from toollib.tui.screens.build_forms import untick_form

        if self.shown is not None:
            build = self.shown.build
            self.ask_form(untick_form(build, lambda now: self._ticked(build, now)))

    def action_finish(self) -> None:
        """Ask what came of it."""
        from toollib.tui.screens.build_forms import finish_form

        if self.shown is not None:
            self.ask_form(finish_form(self.shown.build, self.shown.makes, self._finished))

    def action_write(self) -> None:
        """Ask for a file, and write there what is to be taken from the shelves."""
        from toollib.tui.screens.build_pick import file_name, picks
        from toollib.tui.screens.pick_screen import pick_form

        if self.shown is not None and (about := self.house.about) is not None:
            found, today = self.shown, about.sayings.today(self.house.clock.now())
            build = found.build
            title = f"{named(build)}, for {people_of(build, found.names)}"
            if build.reserved_from is not None and build.reserved_to is not None:
                title += f", {words.day(build.reserved_from, today)} to {words.day(build.reserved_to, today)}"
            name = file_name(build.design, build.id)
            self.ask_form(pick_form(title, picks(found.picks), name, self._written))

    def _written(self, path: Path) -> None:
        self.verdict.say("done", f"The pick list stands in {path}")

    def action_give_up(self) -> None:
        """Give it up; ctrl+z takes that back."""
        number = self.build

        def work(seat: Seat) -> Build:
            stopped = seat.workshop.builds.stop(number)
            seat.session.refresh()
            return stopped

        self.house.ask(work, lambda build: self.done(f"{named(build)} is given up"))

    def _ticked(self, before: Build, build: Build) -> None:
        left = len(build.open_steps)
        rest = f"{left} left" if left else "all are done: ctrl+f finishes it"
        which = _told_anew(before, build)
        self.done(
            f"{named(build)}{which}: {len(build.steps) - left} of {len(build.steps)} steps are done, {rest}"
        )

    def _finished(self, done: Finished) -> None:
        tool = done.tool
        shelf = ""
        if tool is not None:
            place = f", {tool.place}" if tool.place else ""
            shelf = f": {tool.tag} {tool.name} is on the shelf{place}"
        text = f"{named(done.build)} is finished{shelf}"
        self.done(text)
        if done.warnings:
            self.verdict.say("done", text, done.warnings)


def _told_anew(before: Build, build: Build) -> str:
    """Which steps stand otherwise than before."""
    was = {each.n: each.done_at is not None for each in before.steps}
    others = [each for each in build.steps if was.get(each.n) != (each.done_at is not None)]
    told = (f", step {each.n} {each.do}{'' if each.done_at else ' not done after all'}" for each in others)
    return "".join(told)


def named(build: Build) -> str:
    """A build by name and number."""
    return f"{build.name} (build {build.id})"


def _picks(found: tuple[Pick, ...]) -> Iterator[Line]:
    from toollib.tui.screens.build_pick import picks

    return picks(found)


def _facts(found: Told, say: Sayings, now: datetime) -> Iterator[tuple[str, str]]:
    build, today = found.build, say.today(now)
    yield "By", people_of(build, found.names, ids=True)
    if build.reserved_from is not None and build.reserved_to is not None:
        days = f"{words.day(build.reserved_from, today)} to {words.day(build.reserved_to, today)}"
        yield "Reserved", days
    for name, at in (
        ("Started", build.started_at),
        ("Finished", build.finished_at),
        ("Given up", build.stopped_at),
    ):
        if at is not None:
            yield name, say.moment(at, now)
    if build.hours is not None:
        yield "Hours", f"{build.hours:g} told"
    if build.tool is not None:
        yield "Made", f"{build.tool}, on the shelf"
    elif found.makes is not None and build.state != "stopped":
        yield "Makes", f"{found.makes}, a tool for the shelf"


def _step(step: BuildStep, names: Mapping[str, str], say: Sayings, now: datetime) -> Line:
    if step.done_at is None:
        return line(f"  [ ] {step.n} {step.do}")
    by = f", {names.get(step.by, step.by)}" if step.by else ""
    hours = f", {step.hours:g} h" if step.hours is not None else ""
    return line(
        Piece(f"  [x] {step.n} ", "good"),
        step.do,
        Piece(f"  {say.moment(step.done_at, now)}{by}{hours}", "dim"),
    )
