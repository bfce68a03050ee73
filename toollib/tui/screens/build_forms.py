"""The forms of those who build: reserve the whole bench, start a build, tick its steps, finish it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.text import plain
from toollib.tui.days import DAY_HINT, day_meant, today_of
from toollib.tui.screens.build_question import Asked, Asking
from toollib.tui.screens.form import Field, Form, Values, no_scan

if TYPE_CHECKING:
    from toollib.tui.screens.build_verbs import Meant
    from toollib.tui.seat import Seat
    from toollib.workshop.benches import Reserved
    from toollib.workshop.build_views import Build, BuildStep, Finished
    from toollib.workshop.builds import Tick

_MEMBER = "scan the card, or an id or name"
_MEMBERS = "scan each card, or ids or names, apart by commas"

Days = tuple[date | None, date | None]


def bench_form(design: Meant, asked: Asked, days: Days, took: Callable[[Reserved], None]) -> Form:
    """For whom and for which days every tool of a design is reserved."""

    def verb(seat: Seat, values: Values) -> Reserved:
        from toollib.workshop import benches

        today, asking = today_of(seat), Asking()
        first = asking.read(lambda: day_meant(values["first"], today))
        last = asking.read(lambda: day_meant(values["last"], today))
        asking.settle()
        assert first is not None and last is not None  # noqa: S101, PT018 - else settle has raised
        wanted = benches.Wanted(design.id, values["member"].strip(), bool(values["helps"]))
        done = benches.reserve(seat.desk.context, seat.workshop, wanted, first=first, last=last)
        seat.session.refresh()
        return done

    first, last = ("" if each is None else each.isoformat() for each in days)
    fields = (
        Field("member", "Member", asked.member or "", needed=True, hint=_MEMBER, takes="member"),
        Field("first", "From", first, needed=True, hint=DAY_HINT),
        Field("last", "To", last, needed=True, hint="that day included"),
        Field("helps", "Also what helps", kind="tick"),
    )
    intro = (
        "Every tool that it must have, and those of the designs that it is made from: all or none. "
        "Both days are open days; if “Also what helps” is ticked, that comes along as far as it is free."
    )
    key = f"bench {design.id}"
    return Form(key, f"Reserve the whole bench for {design.name}", fields, verb, took, intro)


def start_form(design: Meant, asked: Asked, took: Callable[[Build], None]) -> Form:
    """Who builds a design."""

    def verb(seat: Seat, values: Values) -> Build:
        started = seat.workshop.builds.start(
            design.id, codes_of(values["members"]), anew=bool(values["anew"])
        )
        seat.session.refresh()
        return started

    fields = (
        Field(
            "members",
            "Who builds it",
            f"{asked.member}, " if asked.member else "",
            "several",
            needed=True,
            hint=_MEMBERS,
            takes="member",
        ),
        Field("anew", "One more of it", kind="tick"),
    )
    intro = (
        "Its steps stay as they are now, whatever becomes of the file. What one of them has reserved for it is what is "
        "started, unless it is one more."
    )
    return Form(f"start {design.id}", f"Start to build {design.name}", fields, verb, took, intro)


def begin_form(build: Build, took: Callable[[Build], None]) -> Form:
    """Who else builds what was reserved, as it is started."""

    def verb(seat: Seat, values: Values) -> Build:
        started = seat.workshop.builds.start(build.id, codes_of(values["members"]))
        seat.session.refresh()
        return started

    fields = (Field("members", "Who else", "", "several", hint=_MEMBERS, takes="member"),)
    intro = "Whoever reserved it is on it already. Its steps are taken from the design as it is now."
    return Form(f"begin {build.id}", f"Start build {build.id}, {build.name}", fields, verb, took, intro)


def tick_form(build: Build, took: Callable[[Build], None]) -> Form:
    """Which step is done, by whom, and how long it took."""
    choices = step_choices(build.open_steps)

    def verb(seat: Seat, values: Values) -> Build:
        from toollib.workshop.builds import Tick

        by, hours = values["by"].strip() or None, values["hours"].strip() or None
        return _ticked(seat, choices[values["step"]], Tick(build.id, by, hours))

    alone = build.members[0] if len(build.members) == 1 else ""
    intro = "Whoever did it is on the build from then on."
    fields = (
        Field("step", "Step", next(iter(choices)), "choice", tuple(choices)),
        Field("hours", "Hours", hint="6, 1.5 or 1:30; empty: not told"),
        Field("by", "Who did it", alone, hint=_MEMBER, takes="member"),
    )
    return Form(
        f"tick {build.id}", f"A step of build {build.id}, {build.name}, is done", fields, verb, took, intro
    )


def untick_form(build: Build, took: Callable[[Build], None]) -> Form:
    """Which step is not done after all."""
    choices = step_choices([each for each in build.steps if each.done_at is not None])

    def verb(seat: Seat, values: Values) -> Build:
        from toollib.workshop.builds import Tick

        return _ticked(seat, choices[values["step"]], Tick(build.id, done=False))

    fields = (Field("step", "Step", list(choices)[-1], "choice", tuple(choices)),)
    intro = "The hours told for it, and who did it, are forgotten."
    return Form(
        f"untick {build.id}", f"A step of build {build.id} is not done after all", fields, verb, took, intro
    )


def finish_form(build: Build, makes: str | None, took: Callable[[Finished], None]) -> Form:
    """What came of a build; `makes`: the kind of tool that it puts on the shelf, if any."""

    def verb(seat: Seat, values: Values) -> Finished:
        from toollib.workshop.builds import Outcome

        told = {name: values.get(name, "").strip() or None for name in ("tag", "place", "owner")}
        for name, what in (("note", "a note"), ("photo", "a photo"), ("place", "a place")):
            no_scan(seat, values.get(name, "").strip(), what)
        photo = values["photo"].strip()
        photos = (Path(photo).expanduser(),) if photo else ()
        done = seat.workshop.builds.finish(build.id, Outcome(values["note"].strip(), photos, **told))
        seat.session.refresh()
        return done

    tool = (
        Field("tag", "Tag", hint=f"of the new {plain(makes or '')}; empty: the next free one", takes="code"),
        Field("place", "Place", hint="where it lies from now on, like shelf B2"),
        Field("owner", "Owner", hint="a member; empty: the library's own", takes="person"),
    )
    fields = (
        Field("note", "Note", hint="what the next builder should know"),
        Field("photo", "Photo", hint="a file; what a camera writes into it is taken out"),
        *(tool if makes is not None else ()),
    )
    left = len(build.open_steps)
    open_ = f"{left} step{'' if left == 1 else 's'} nobody ticked. " if left else ""
    puts = f"It puts a tool on the shelf: {makes}." if makes is not None else "It puts no tool on the shelf."
    return Form(
        f"finish {build.id}", f"Build {build.id}, {build.name}, is done", fields, verb, took, open_ + puts
    )


def codes_of(text: str) -> list[str]:
    """The cards, ids or names that stand apart by commas."""
    return [each.strip() for each in text.split(",") if each.strip()]


def step_choices(steps: Sequence[BuildStep]) -> dict[str, str]:
    """Steps as one chooses them, with their numbers."""
    return {f"{each.n} {each.do}": str(each.n) for each in steps}


def _ticked(seat: Seat, step: str, tick: Tick) -> Build:
    done = seat.workshop.builds.step(step, tick)
    seat.session.refresh()
    return done
