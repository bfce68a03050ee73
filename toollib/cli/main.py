"""The program `toollib`: its global options, and where each command lives."""

import sys
from pathlib import Path

import click

from toollib import __version__
from toollib.cli.border import Program
from toollib.cli.params import TEXT, examples
from toollib.cli.session import Asked, Session

_HEADINGS = {
    "Starting": {
        "init": "toollib.cli.starting:init",
        "demo": "toollib.cli.starting:demo",
        "doctor": "toollib.cli.doctor:doctor",
    },
    "The desk": {
        "checkout": "toollib.cli.desk:checkout",
        "return": "toollib.cli.desk:return_",
        "return-trouble": "toollib.cli.desk:return_trouble",
        "renew": "toollib.cli.desk:renew",
        "hold": "toollib.cli.holds:hold",
        "holds": "toollib.cli.holds:holds",
        "hold-cancel": "toollib.cli.holds:hold_cancel",
        "reserve": "toollib.cli.reservations:reserve",
        "reservations": "toollib.cli.reservations:reservations",
        "reserve-cancel": "toollib.cli.reservations:reserve_cancel",
        "collect": "toollib.cli.build_reserve:collect",
        "pay": "toollib.cli.money:pay",
        "charge": "toollib.cli.money:charge",
        "forgive": "toollib.cli.money:forgive",
        "refund": "toollib.cli.money:refund",
        "void": "toollib.cli.money:void",
        "account": "toollib.cli.money:account",
        "undo": "toollib.cli.desk:undo",
        "close-day": "toollib.cli.policies:close_day",
        "status": "toollib.cli.looking:status",
        "today": "toollib.cli.looking:today",
        "loans": "toollib.cli.looking:loans",
        "search": "toollib.cli.looking:search",
    },
    "Records": {
        "member": "toollib.cli.members:member",
        "tool": "toollib.cli.tools:tool",
        "kind": "toollib.cli.kinds:kind",
        "wish": "toollib.cli.wishes:wish",
        "policy": "toollib.cli.policies:policy",
        "event": "toollib.cli.kinds:event",
    },
    "Designs": {
        "design": "toollib.cli.designs:design",
        "build": "toollib.cli.builds:build",
    },
    "Reports": {
        "report": "toollib.cli.reports:report",
    },
}


@click.group(
    name="toollib",
    cls=Program,
    headings=_HEADINGS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "toollib demo                          a made-up library to look around in",
        "toollib checkout M-0017 T-0042        lend a tool",
        "toollib --json today                  the day at the desk, for programs",
        'eval "$(_TOOLLIB_COMPLETE=bash_source toollib)"   completion (or zsh_source, fish_source)',
    ),
)
@click.option(
    "--library",
    type=click.Path(path_type=Path, readable=False),  # whether it can be used is told as a reason
    metavar="DIR",
    help="The library's folder. Otherwise TOOLLIB_LIBRARY, the nearest folder upward, your data folder.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON document on stdout.")
@click.option(
    "--as", "who", type=TEXT, metavar="WHO", envvar="TOOLLIB_AS",
    help="Who is at the desk. Otherwise TOOLLIB_AS, the system's user.",
)  # fmt: skip
@click.option("--now", type=TEXT, metavar="INSTANT", help="Pretend that it is this instant (ISO 8601).")
@click.version_option(__version__, prog_name="toollib", message="%(prog)s %(version)s")
@click.pass_context
def main(
    ctx: click.Context, *, library: Path | None, as_json: bool, who: str | None, now: str | None
) -> None:
    """Run a tool library and build machines from open designs.

    Without a command the screens open on the library.
    """
    if who is not None and not who.strip():
        raise click.UsageError("--as needs a name, an id or a card")
    session = ctx.obj = Session.asked_for(Asked(library, as_json, who), now)
    ctx.call_on_close(session.close)
    if ctx.invoked_subcommand is None:
        if as_json:
            raise click.UsageError("--json needs a command")
        ctx.exit(show_screens(session))


def show_screens(session: Session) -> int:
    """Open the screens; the exit code."""
    session.check()
    folder, clock = session.folder, session.clock(running=True)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("the screens need a terminal; see toollib --help for commands")
    from toollib.tui.app import run_screens

    return run_screens(folder, clock=clock, who=session.asked.who)
