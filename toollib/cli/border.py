"""The border of the command line: every way in which a run can end becomes one message and one exit code.

0 done, 1 refused or failed, 2 wrong usage, 130 interrupted. A traceback never reaches a volunteer; what is a
defect goes to a log file that holds places in our code and no member's data.
"""

import io
import os
import sys
import traceback
from pathlib import Path

import click

from toollib.cli.groups import LazyGroup
from toollib.cli.session import Asked, Session, print_json
from toollib.rules.reasons import Refused

DONE, FAILED, INTERRUPTED = 0, 1, 130
_BEFORE_THE_COMMAND = ("--library", "--json", "--as", "--now")
# For those who mend toollib: show the traceback of a defect instead of logging it.
SHOW_TRACEBACKS = "TOOLLIB_TRACEBACK"


class Program(LazyGroup):
    """The whole command line."""

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; a refusal is told with every reason."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal without “–” shows ? instead of failing
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except Refused as refused:
            _session(ctx).refuse(refused)
            ctx.exit(FAILED)
        except click.NoSuchOption as error:
            raise _with_place(error) from None
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # Whoever read has gone (`toollib loans | head`): nobody is there to tell, at exit neither.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(DONE)
        except Exception as error:
            if os.environ.get(SHOW_TRACEBACKS):
                raise
            _tell_defect(_session(ctx), error)
            ctx.exit(FAILED)


def _session(ctx: click.Context) -> Session:
    """The session, or one that only knows whether JSON is wanted where a global option itself was wrong."""
    found = ctx.find_object(Session)
    return found if found is not None else Session(Asked(json=bool(ctx.params.get("as_json"))))


def _with_place(error: click.NoSuchOption) -> click.NoSuchOption:
    """`toollib status --json` is a likely slip: say where the option goes."""
    name = error.option_name
    if name not in _BEFORE_THE_COMMAND:
        return error
    return click.NoSuchOption(name, f"{name} goes before the command: toollib {name} …", ctx=error.ctx)


def _tell_defect(session: Session, error: Exception) -> None:
    """Say that this is a fault of the program, and where its details are."""
    kept = _log(error)
    where = f"details in {kept}" if kept else "the details could not be kept"
    message = f"{type(error).__name__}: this is a defect of toollib, not yours; {where}"
    if session.asked.json:
        reasons = [{"code": "defect", "message": message, "override": False}]
        print_json({"error": {"code": "defect", "message": message, "reasons": reasons}})
    click.echo(f"Error: {message}", err=True)


def _log(error: Exception) -> Path | None:
    """Append where in our code it happened. Messages of exceptions may hold what people typed: they stay out."""
    import platform
    from datetime import UTC, datetime

    from toollib import __version__

    try:
        from platformdirs import user_log_path
    except ImportError:  # a broken installation may be the very defect
        return None
    path = user_log_path("toollib", appauthor=False) / "defects.log"
    places = [
        f"  {each.filename}:{each.lineno} in {each.name}"
        for each in traceback.extract_tb(error.__traceback__)
    ]
    head = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} toollib {__version__}, Python {platform.python_version()}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join([head, *places, f"  {type(error).__module__}.{type(error).__name__}", ""]))
    except OSError:
        return None
    return path
