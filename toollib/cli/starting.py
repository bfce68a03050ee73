"""Starting: a new library, and a made-up one to look around in."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shlex import quote as quote_for_shell
from typing import TYPE_CHECKING, Any

import click

from catalog.text import nearest, plain, quote
from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session
from toollib.cli.surroundings import is_zone, local_currency, local_zone
from toollib.rules.money import CURRENCIES
from toollib.rules.reasons import refuse

if TYPE_CHECKING:
    from toollib.demo import Sizes

_DIR = click.Path(path_type=Path, file_okay=False)
_DEMO = "toollib-demo"


@click.command(
    epilog=examples("toollib init", "toollib init ~/riverside --currency GBP --time-zone Europe/London")
)
@click.argument("folder", type=_DIR, required=False, metavar="[DIR]")
@click.option("--name", type=TEXT, metavar="NAME", help="What the library is called; else as its folder.")
@click.option("--currency", metavar="CODE", help="ISO 4217, such as GBP; else that of the computer's locale.")
@click.option("--time-zone", metavar="ZONE", help="IANA, such as Europe/London; else that of the computer.")
@pass_session
def init(
    session: Session, folder: Path | None, name: str | None, currency: str | None, time_zone: str | None
) -> None:
    """Make a new library, never over an existing one.

    Without DIR it is made in ./my-library. Settings that are there without a database are kept and get an empty one.
    """
    from toollib.newlibrary import NewLibrary, lacks_database, make_database, make_library
    from toollib.places import default_folder

    session.check()
    place = default_folder(Path.cwd(), folder or session.asked.library)
    if lacks_database(place):
        kept = make_database(place)
        session.warn("library.yaml was there and is kept as it is; an empty library.db was made beside it")
        new = NewLibrary(kept.name, kept.currency.code, str(kept.time_zone))
    else:
        new = NewLibrary(
            plain(name or _name_of(place)).strip() or "Tool library",
            _currency(currency) if currency is not None else local_currency(os.environ) or "EUR",
            _zone(time_zone) if time_zone is not None else local_zone(os.environ) or "UTC",
        )
        make_library(place, new)
    shown = plain(str(place))

    def words() -> Iterator[str]:
        yield f"{plain(new.name)} is ready in {shown}."
        yield f"  currency {new.currency}, time zone {new.time_zone}: change them in library.yaml before the first loan"
        library = f"toollib --library {quote_for_shell(shown)}"
        yield "Next: look through library.yaml (tiers, hours, how long things are lent), then"
        yield f'  {library} member add "Your Name" --role coordinator --waiver --identity'
        yield f'  {library} --as "Your Name" tool add "Angle grinder 125 mm" --kind angle-grinder'
        yield f'  {library} --as "Your Name"          opens the screens'

    session.show_plain(
        {"library": shown, "name": new.name, "currency": new.currency, "time_zone": new.time_zone}, words
    )


@click.command(
    epilog=examples("toollib demo", "toollib demo /tmp/big --tools 100000 --loans 1000000 --no-screen")
)
@click.argument("folder", type=_DIR, required=False, metavar="[DIR]")
@click.option("--members", type=int, metavar="N", help="How many members; about 60 unless told.")
@click.option("--tools", type=int, metavar="N", help="How many tools; 150 unless told.")
@click.option(
    "--loans", type=int, metavar="N", help="How many loans; what two years would bring unless told."
)
@click.option(
    "--seed", type=int, metavar="N", help="Another number makes another library, the same one the same."
)
@click.option("--no-screen", is_flag=True, help="Do not open the screens afterwards.")
@pass_session
@click.pass_context
def demo(
    ctx: click.Context, session: Session, /, folder: Path | None, *, no_screen: bool, **wanted: Any
) -> None:
    """Make a lively made-up library, and open the screens on it.

    Without DIR it is made in ./toollib-demo. A demo that is there already is opened as it is.
    """
    session.check()
    place = folder or session.asked.library or Path.cwd() / _DEMO
    asked = {key: value for key, value in wanted.items() if value is not None}
    now = _now(session)
    if _is_demo(place, now):
        if asked:
            raise refuse(
                "bad-file",
                f"{plain(str(place))} holds a demo already, which keeps its sizes",
                "name another folder, or delete this one",
            )
    else:
        _build(place, now, asked)
    session.use(place)
    if no_screen or session.asked.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _tell(session)
        return
    session.close()
    from toollib.cli.main import show_screens

    left = show_screens(session)
    if left == 0:
        shown = quote_for_shell(plain(str(place)))
        click.echo(f"The demo stays in {shown}; from there commands such as `toollib today` speak of it.")
    ctx.exit(left)


def _now(session: Session) -> datetime:
    """Now, `--now` without an offset being local time of the demo."""
    from zoneinfo import ZoneInfo

    return session.clock(zone=ZoneInfo("Europe/London")).now()


def _is_demo(folder: Path, now: datetime) -> bool:
    """Whether a demo was made here: its settings begin as only theirs do."""
    from toollib.demo.build import settings_text
    from toollib.places import FILE

    try:
        with (folder / FILE).open(encoding="utf-8") as file:
            return file.readline() == settings_text(now).splitlines(keepends=True)[0]
    except (OSError, ValueError):
        return False


def _build(folder: Path, now: datetime, wanted: dict[str, int]) -> None:
    """Make the demo, with a progress bar on stderr.

    Raises:
        Refused: `bad-file` where something else is there already, `read-only`.
    """
    from toollib.demo import DoesNotFit, build_demo

    with ExitStack() as stack:
        progress = _Progress(stack)
        try:
            build_demo(folder, now=now, progress=progress, **wanted)
        except DoesNotFit as error:
            raise click.UsageError(str(error)) from error
        except FileExistsError as error:
            raise refuse(
                "bad-file",
                f"{plain(str(error.args[0]))} is there already; nothing was changed",
                "name another folder",
            ) from error
        except PermissionError as error:
            raise refuse(
                "read-only", f"{plain(str(folder))} cannot be written to", "name another folder"
            ) from error


@dataclass
class _Progress:
    """A progress bar that begins when the first number is told."""

    stack: ExitStack
    done: int = 0
    bar: Any = None

    def __call__(self, made: int, total: int) -> None:
        if self.bar is None:
            label = "Making up a library"
            self.bar = self.stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr))
        self.bar.update(made - self.done)
        self.done = made


def _tell(session: Session) -> None:
    """How large the library is, and how to go on."""
    sizes = _sizes(session)
    shown = plain(str(session.folder))

    def words() -> Iterator[str]:
        library = f"toollib --library {quote_for_shell(shown)}"
        yield f"A made-up library of {sizes.members} members, {sizes.tools} tools and {sizes.loans} loans is in {shown}."
        yield f"  {library}          opens the screens"
        yield f"  {library} today    shows the day at the desk"

    session.show_plain(
        {"library": shown, "members": sizes.members, "tools": sizes.tools, "loans": sizes.loans}, words
    )


def _sizes(session: Session) -> "Sizes":
    from toollib.demo import Sizes
    from toollib.desk.reads import Part

    desk, none = session.desk, Part(limit=0)
    return Sizes(desk.members(part=none).total, desk.tools(part=none).total, desk.loans(part=none).total)


def _name_of(folder: Path) -> str:
    """A name for a library by its folder's: my-library → My library."""
    words = folder.absolute().name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    words = plain(words).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _currency(code: str) -> str:
    if code in CURRENCIES:
        return code
    near = nearest(code, CURRENCIES)
    raise click.BadParameter(
        f"{quote(code)} is no ISO 4217 currency" + (f"; did you mean {near[0]}?" if near else ""),
        param_hint="--currency",
    )


def _zone(name: str) -> str:
    if is_zone(name):
        return name
    from zoneinfo import available_timezones

    near = nearest(name, available_timezones())
    raise click.BadParameter(
        f"{quote(name)} is no IANA time zone" + (f"; did you mean {near[0]}?" if near else ""),
        param_hint="--time-zone",
    )
