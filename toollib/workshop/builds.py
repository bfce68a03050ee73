"""Building together: a build is started, its steps are ticked, and finished it is a remake, and may be a tool.

Each verb is one transaction and one event, as at the desk. A build keeps the steps and the version of the design as they
were when it was started: a file that is edited meanwhile moves no step under somebody's hands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.shelf import Shelf
from catalog.text import plain, quote
from toollib.desk import filing, portraits, reserving
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.desk.reads import ALL, Part
from toollib.desk.things import put_on_shelf
from toollib.rules import texts
from toollib.rules.reasons import Gathering, reason, refuse
from toollib.store import builds as store
from toollib.store import events, tools
from toollib.store.builds import BuildRecord, NewBuild, StepRecord, Ticked
from toollib.store.codes import Meant
from toollib.workshop import build_photos, finishing, ticks
from toollib.workshop.build_lookup import (
    Among,
    current_id,
    meant_build,
    meant_step,
    number_of,
    reserved_for,
)
from toollib.workshop.build_views import Build, Finished, Remake, remake_of
from toollib.workshop.built import build_view

if TYPE_CHECKING:
    from toollib.workshop.ready import Workshop


@dataclass(frozen=True, slots=True)
class Tick:
    """How a step is told to be done. `by`: who did it; `hours` as people write them; None: not told.

    `build`: which one, by number or design; None: the only one that it can be. `done` False takes a tick back.
    """

    build: str | None = None
    by: str | None = None
    hours: str | None = None
    done: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build. `tag`, `owner`, `place`: of the tool that it puts on the shelf.

    None: the next free tag, the library's own, nowhere told.
    """

    note: str = ""
    photos: tuple[Path, ...] = ()
    tag: str | None = None
    owner: str | None = None
    place: str | None = None


class Builds:
    """The builds of one open library. Belongs to the thread that opened it."""

    def __init__(self, workshop: "Workshop", context: Context) -> None:
        self._workshop = workshop
        self._context = context

    @property
    def _shelf(self) -> Shelf:
        return self._workshop.shelf

    @property
    def _today(self) -> str:
        return self._context.today.isoformat()

    def start(self, design: str, builders: Sequence[str] = (), *, anew: bool = False) -> Build:
        """Start a build of a design by these members; or, named by its number, the one for which a bench is reserved.

        What one of them has reserved for this design is what is started, unless `anew`: another one beside it.

        Raises:
            Refused: `design-unknown`, `design-broken`, `member-unknown` also where nobody is named, `role-missing`,
                `build-unknown` for a number that is none, or of a build that was started, or where several are reserved.
        """
        with acting(self._context, "desk") as action:
            rows = [found(action, member_row, each) for each in builders]
            people = list(dict.fromkeys(row for row in rows if row is not None))
            if number_of(design) is not None and self._shelf.card(design) is None:
                reserved = meant_build(action, design, self._shelf, Among(("reserved", "lapsed")))
                new = None if reserved is None else self._planned(action, reserved.design)
            else:
                reserved = None if anew else self._reserved(action, design, people)
                new = self._planned(action, design)
                if not rows:
                    action.reasons.append(reason("member-unknown", "say who builds it"))
            action.settle()
            assert new is not None  # noqa: S101 - else settle has raised
            return self._view(self._start(action, new, people, reserved))

    def _planned(self, action: Action, design: str) -> NewBuild | None:
        plan = found(action, lambda _, id_: self._workshop.design(id_), design)
        if plan is None:
            return None
        steps = tuple((each.id, plain(each.do)) for each in plan.steps)
        return NewBuild(plan.id, plain(plan.name), plan.version, plan.makes_tool, steps)

    def _reserved(self, action: Action, named: str, rows: Sequence[int]) -> BuildRecord | None:
        """The build of a design that one of these members has reserved tools for; None where there is none."""
        fits = reserved_for(action, named, self._shelf, rows)
        today = action.context.today.isoformat()
        begun = [each for each in fits if each.first is not None and each.first <= today]
        if len(begun or fits) > 1:
            several = ", ".join(f"{each.row} (from {each.first})" for each in fits)
            text = f"several builds of {fits[0].name} are reserved: {several}"
            action.reasons.append(reason("build-unknown", text))
            action.hints.append("start one by its number")
        return next(iter(begun or fits), None)

    def _start(self, action: Action, new: NewBuild, rows: Sequence[int], reserved: BuildRecord | None) -> int:
        db, at = self._context.db, action.moment.at
        if reserved is None:
            row = store.add(db, new, rows, at)
            self._record(action, "build-start", row)
            return row
        joined = [row for row in rows if store.join(db, reserved.row, row)]
        store.start(db, reserved.row, new, at)
        plan = [reserved.design, reserved.name, reserved.version, reserved.makes]
        detail = events.Detail(before={"plan": plan, "joined": joined})
        self._record(action, "build-start", reserved.row, detail=detail)
        return reserved.row

    def step(self, step: str, tick: Tick) -> Build:
        """Tick a step, by its number or id; whoever did it is on the build from then on.

        Raises:
            Refused: `build-unknown` for a build or step that there is not, or that is over, `amount-wrong` for the hours,
                the reasons of the member's name, `role-missing`.
        """
        with acting(self._context, "desk") as action:
            among = Among(by=tick.by, how="name one with `--build N`")
            build = meant_build(action, tick.build, self._shelf, among)
            wanted = None if build is None else meant_step(action, build, step)
            by = None if tick.by is None else found(action, member_row, tick.by)
            minutes = None if tick.hours is None else ticks.minutes(action, tick.hours)
            if not tick.done and (tick.by is not None or tick.hours is not None):
                action.reasons.append(reason("amount-wrong", "a step that is not done took nobody any hours"))
            action.settle()
            assert build is not None and wanted is not None  # noqa: S101, PT018 - else settle has raised
            by = by if by is not None or wanted.done_at is not None else ticks.likely(action, build)
            now = ticks.ticked(wanted, Ticked(action.moment.at, by, minutes), done=tick.done)
            if now != ticks.stands(wanted):
                self._tick(action, build, wanted, now)
            return self._view(build.row)

    def _tick(self, action: Action, build: BuildRecord, step: StepRecord, now: Ticked) -> None:
        db = self._context.db
        joined = now.member is not None and store.join(db, build.row, now.member)
        store.tick(db, build.row, step.n, now)
        before = {"step": list(ticks.stands(step)), "joined": now.member if joined else None}
        about = {"step": str(step.n), "done": now.done_at is not None}
        self._record(action, "build-step", build.row, about, detail=events.Detail(before=before))

    def finish(self, build: str, outcome: Outcome | None = None) -> Finished:
        """Finish a build, named by its number or its design: it is a remake now, and what it makes stands on the shelf.

        What was reserved for it and not collected is free. That is told, and steps that nobody ticked; both refuse nothing.

        Raises:
            Refused: `build-unknown`, `bad-file` for a photo, `code-taken`, `kind-unknown` where the library does not know
                what the design makes, or it makes no tool but a tag or owner is given, `role-missing`.
        """
        outcome = outcome or Outcome()
        pictures, wrong = build_photos.read_all(outcome.photos)
        try:
            with acting(self._context, "desk") as action:
                record = meant_build(action, build, self._shelf)
                new = None if record is None else finishing.new_tool(action, self._shelf, record, outcome)
                action.reasons.extend(wrong)
                action.note_text("the note", outcome.note, texts.NOTE)
                action.settle()
                assert record is not None  # noqa: S101 - else settle has raised
                build_photos.keep_all(action, record.row, pictures)
                given_up = reserving.give_up(action, record.row)
                tool = None if new is None else put_on_shelf(action, new)
                at, note = action.moment.at, plain(outcome.note, newlines=True).strip()
                store.finish(self._context.db, record.row, at, note=note, tool=tool)
                self._record(action, "build-finish", record.row, tool=tool, given_up=given_up)
                view = self._view(record.row)
                shown = None if tool is None else portraits.tool_view(self._context, tool)
                told = tuple(finishing.warnings(self._context, view, given_up))
                return Finished(view, remake_of(view, self._context.local_day), shown, told)
        finally:
            filing.end(self._context.db)

    def stop(self, build: str) -> Build:
        """Give a build up: it is under way no longer, and no remake; what is still reserved for it is free.

        Raises:
            Refused: `build-unknown`, `role-missing`, but whoever may reserve for themselves gives that up, too.
        """
        with acting(self._context, None) as action:
            record = meant_build(action, build, self._shelf, Among(("under-way", "reserved")))
            people = () if record is None else store.members(self._context.db, record.row)
            waits = record is not None and record.started_at is None
            reserving.note_right(action, [each.member for each in people] if waits else [])
            action.settle()
            assert record is not None  # noqa: S101 - else settle has raised
            given_up = reserving.give_up(action, record.row)
            view = self._view(record.row)
            if view.state in {"under-way", "reserved"}:  # also where some or all of its tools are out
                store.stop(self._context.db, record.row, action.moment.at)
            self._record(action, "build-stop", record.row, given_up=given_up)
            return self._view(record.row)

    def build(self, number: str) -> Build:
        """The build with this number, or the latest of a design.

        Raises:
            Refused: `build-unknown`.
        """
        db = self._context.db
        with db.reading():
            row = number_of(number)
            if row is not None:
                record = store.get(db, row)
            else:
                latest = store.listed(db, store.Wanted(designs=self._ids_of(number)), self._today, 1)
                record = latest[0] if latest else None
            if record is None:
                raise refuse(
                    "build-unknown", f"there is no build {quote(number)}", "see `toollib build list`"
                )
            return self._view(record.row)

    def listed(
        self,
        state: store.BuildState | None = None,
        *,
        member: str | None = None,
        design: str | None = None,
        part: Part = ALL,
    ) -> tuple[tuple[Build, ...], int]:
        """Builds, the newest first, and how many there are in all; what lapsed only where it is asked for.

        Raises:
            Refused: the reasons of the member's name; `design-unknown` for what neither is one nor was ever built.
        """
        db = self._context.db
        with db.reading():
            asking = Gathering()
            row = None if member is None else asking.ask(lambda: member_row(self._context, member), member)
            ids = None if design is None else self._ids_of(design)
            if design is not None and not ids:
                asking.ask(lambda: self._workshop.design(design), design)
            asking.settle()
            wanted = store.Wanted(state, ids, row)
            rows = store.listed(db, wanted, self._today, part.limit, part.offset)
            return tuple(self._view(each.row) for each in rows), store.count(db, wanted, self._today)

    def remakes(self, design: str) -> tuple[Remake, ...]:
        """Who has built a design here, under this id or one that it had before, the newest first."""
        found, _ = self.listed("finished", design=design)
        return tuple(remake_of(each, self._context.local_day) for each in found)

    def _ids_of(self, design: str) -> tuple[str, ...]:
        """The ids under which a design was ever built here."""
        now = current_id(self._shelf, design)
        built = store.designs(self._context.db)
        return tuple(each for each in built if current_id(self._shelf, each) == now)

    def _record(
        self,
        action: Action,
        what: str,
        build: int,
        more: dict[str, object] | None = None,
        *,
        tool: int | None = None,
        given_up: reserving.GivenUp = reserving.NOTHING,
        detail: events.Detail | None = None,
    ) -> None:
        """Append the event of a verb; it is about everybody on the build, and about the tool that came of it.

        Undo takes up again what was `given_up`.
        """
        db = self._context.db
        record, people = store.get(db, build), store.members(db, build)
        assert record is not None  # noqa: S101 - it was there a moment ago
        about: dict[str, object] = {
            "build": str(build),
            "design": record.design,
            "members": [each.member for each in people if each.member is not None],
            **(more or {}),
            **({} if tool is None else {"tool": tools.tag_of(db, tool)}),
        }
        if given_up.claims:
            about["reservations"] = [str(row) for row in given_up.claims]
            detail = events.Detail(before={"broken": given_up.broken})
        links = [Meant("member", each.row) for each in people]
        links += [] if tool is None else [Meant("tool", tool), *_owner(action, tool)]
        action.record(what, about, tuple(links), detail=detail)

    def _view(self, build: int) -> Build:
        return build_view(self._context, build, lambda id_: current_id(self._shelf, id_))


def _owner(action: Action, tool: int) -> list[Meant]:
    owner = tools.columns(action.context.db, tool, ["owner"])["owner"]
    return [] if owner is None else [Meant("member", owner)]
