"""Building together on the command line: start, tick steps, finish, and look at what is being built."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.workshop.benches import Pick
    from toollib.workshop.build_views import Build, BuildStep, Finished

_BUILD = click.argument("build", type=TEXT, metavar="ID|BUILD")


@click.command(
    epilog=examples("toollib build start ceb-press --member M-0017 --member M-0021", "toollib build start 7")
)
@_BUILD
@click.option(
    "--member",
    "members",
    type=TEXT,
    multiple=True,
    metavar="MEMBER",
    help="Who builds it; several times for several.",
)
@click.option("--new", "anew", is_flag=True, help="Another one, although its tools are reserved for one.")
@pass_session
def start(session: Session, build: str, members: tuple[str, ...], *, anew: bool) -> None:
    """Start a build of a design.

    What MEMBER has reserved for that design is the build that is started; with its number nobody has to be named. Its
    steps are kept as they are now: an edit of the design moves none of them.
    """
    numbered = build.strip().isdigit() and session.library.workshop.shelf.card(build) is None
    if not members and not numbered:
        raise click.UsageError(
            "say with --member who builds it; only what is reserved needs no more than its number"
        )
    if anew and numbered:
        raise click.UsageError("--new starts another build of a design: name the design by its id")
    _show(session, session.library.builds.start(build, members, anew=anew))


@click.command(
    epilog=examples("toollib build step 2 --done --hours 1.5", "toollib build step 2 --not-done --build 7")
)
@click.argument("number", type=TEXT, metavar="N")
@click.option("--done/--not-done", default=None, help="It is done, or is not after all.")
@click.option("--build", type=TEXT, metavar="BUILD", help="Which build, if several are under way.")
@click.option("--hours", type=TEXT, metavar="H", help="How long it took: 6, 1.5 or 1:30.")
@click.option("--by", type=TEXT, metavar="MEMBER", help="Who did it; they are on the build from then on.")
@pass_session
def step(session: Session, /, *, number: str, done: bool | None, **told: str | None) -> None:
    """Tick step N of a build, by its number or id."""
    from toollib.workshop.builds import Tick

    if done is None:
        raise click.UsageError("say --done or --not-done")
    _show(session, session.library.builds.step(number, Tick(done=done, **told)))


@click.command(
    epilog=examples('toollib build finish ceb-press --tag T-0300 --photo press.jpg --note "Runs well"')
)
@_BUILD
@click.option("--tag", type=TEXT, metavar="T", help="Tag of the tool that it puts on the shelf.")
@click.option("--owner", type=TEXT, metavar="MEMBER", help="Whose that tool is; else the library's.")
@click.option("--place", type=TEXT, metavar="TEXT", help="Where that tool lies, like shelf B2.")
@click.option(
    "--photo",
    "photos",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="What it looks like; several times for several.",
)
@click.option("--note", type=TEXT, default="", metavar="TEXT", help="What the next builder should know.")
@pass_session
def finish(
    session: Session,
    /,
    *,
    build: str,
    photos: tuple[Path, ...],
    note: str,
    **made: str | None,
) -> None:
    """Finish a build: a remake, and the tool it makes.

    What was reserved for it and nobody collected is free.
    """
    from toollib.workshop.builds import Outcome

    done = session.library.builds.finish(build, Outcome(note, photos, **made))
    session.tell_warnings(done.warnings)
    session.show_view(done, lambda: _finished(session, done))


@click.command(epilog=examples("toollib build stop 7"))
@_BUILD
@pass_session
def stop(session: Session, build: str) -> None:
    """Give a build up: it is no remake.

    What is still reserved for it is free.
    """
    _show(session, session.library.builds.stop(build))


@click.command(epilog=examples("toollib build show 7", "toollib build show ceb-press"))
@_BUILD
@pass_session
def show(session: Session, build: str) -> None:
    """Show a build with its steps, or the latest of a design.

    While its tools are reserved and not collected: the list to pick them by, in the order of the shelves, as it is now.
    """
    from toollib.workshop.pick_lists import pick_list

    found = session.library.builds.build(build)
    picks = pick_list(session.desk.context, session.library.workshop, found)
    session.show({"build": found, "pick_list": picks}, lambda: _with_picks(session, found, picks))


@click.command("list", epilog=examples("toollib build list", "toollib build list --state finished"))
@click.option(
    "--state",
    type=click.Choice(("reserved", "under-way", "finished", "stopped", "lapsed")),
    help="Only those in this state; lapsed: reserved and never started.",
)
@click.option("--member", type=TEXT, metavar="MEMBER", help="Only those that this member is on.")
@click.option("--design", type=TEXT, metavar="ID", help="Only those of this design, by any id it had.")
@paged
@pass_session
def list_(session: Session, /, *, limit: int, offset: int, **wanted: str | None) -> None:
    """List builds, the newest first.

    Also those that are reserved and not started; those that lapsed only with --state.
    """
    from toollib.desk.reads import Part

    rows, total = session.library.builds.listed(part=Part(limit, offset), **wanted)  # type: ignore[arg-type] # a Choice
    session.show({"builds": rows}, lambda: _rows(rows))
    session.tell_rest(total, offset + len(rows), "builds")


def _show(session: Session, build: "Build") -> None:
    session.show({"build": build}, lambda: _build(session, build))


def _with_picks(session: Session, build: "Build", picks: "tuple[Pick, ...]") -> Iterator[str]:
    from toollib.cli import pick_list

    yield from _build(session, build)
    yield from pick_list.lines(picks)


def _build(session: Session, build: "Build") -> Iterator[str]:
    words = session.words
    version = f" {plain(build.version)}" if build.version else ""
    yield f"Build {build.id}: {build.design}{version}, {plain(build.name)} ({build.state.replace('-', ' ')})"
    if build.reserved_from is not None:
        whose = "" if build.started_at is not None else f" by {_people(build)}"  # later others join
        verb = "are" if build.state in ("reserved", "under-way") else "were"
        yield f"  its tools {verb} reserved {build.reserved_from} to {build.reserved_to}{whose}"
    for verb, at in (
        (f"started by {_people(build)}", build.started_at),
        ("finished", build.finished_at),
        ("given up", build.stopped_at),
    ):
        if at is not None:
            yield f"  {verb} {words.instant(at)}"
    yield from (f"  {_step(session, each)}" for each in build.steps)
    if build.hours is not None:
        yield f"  {build.hours:g} hours told"
    if build.tool is not None:
        yield f"  on the shelf as {plain(build.tool)}"
    yield from (f"  photo {plain(each.name)}: {plain(each.path)}" for each in build.photos)
    yield from (f"  {plain(line)}" for line in build.note.splitlines())


def _step(session: Session, step: "BuildStep") -> str:
    if step.done_at is None:
        return f"[ ] {step.n} {plain(step.do)}"
    by = f" by {plain(step.by)}" if step.by else ""
    hours = f", {step.hours:g} h" if step.hours is not None else ""
    return f"[x] {step.n} {plain(step.do)} ({session.words.instant(step.done_at)}{by}{hours})"


def _days(build: "Build") -> str:
    """For which days its tools are reserved, or were."""
    return "" if build.reserved_from is None else f"{build.reserved_from} to {build.reserved_to}"


def _people(build: "Build") -> str:
    left = build.people - len(build.members)
    gone = [] if not left else ["a member who left" if left == 1 else f"{left} members who left"]
    return plain(", ".join([*build.members, *gone]))


def _finished(session: Session, done: "Finished") -> Iterator[str]:
    yield from _build(session, done.build)
    if done.tool is not None:
        yield from session.words.tool(done.tool)


def _rows(rows: "tuple[Build, ...]") -> Iterator[str]:
    from toollib.cli.tables import table

    yield from table(
        ("Build", "Design", "State", "Reserved", "Steps", "Members", "Tool"),
        (
            (
                each.id,
                each.design,
                each.state.replace("-", " "),
                _days(each),
                f"{len(each.steps) - len(each.open_steps)}/{len(each.steps)}",
                _people(each),
                each.tool or "",
            )
            for each in rows
        ),
        right=("Build",),
    )
