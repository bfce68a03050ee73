"""The border of the command line: every way in which a run can end becomes one message and one exit code.

0 done, 1 refused or failed, 2 wrong usage, 130 interrupted. A traceback never reaches a volunteer; what is a
defect goes to a log file that holds places in our code and no member's data.
"""

import errno
import io
import os
import sys
from typing import Any

import click

from catalog.text import plain
from toollib.cli.groups import LazyGroup
from toollib.cli.output import Unwritten, print_json, silence, tell
from toollib.cli.session import Asked, Session
from toollib.rules.reasons import Refused, refuse

DONE, FAILED, INTERRUPTED = 0, 1, 130
_BEFORE_THE_COMMAND = ("--library", "--json", "--as", "--now")
# Trouble of the machine, not of the program, wherever it comes up: what it is called for people.
_MACHINE = {
    errno.EACCES: "bad-file",
    errno.EPERM: "bad-file",
    errno.EBADF: "bad-file",
    errno.EIO: "bad-file",
    errno.ENOSPC: "disk-full",
    errno.EROFS: "read-only",
}
# For those who mend toollib: show the traceback of a defect instead of logging it.
SHOW_TRACEBACKS = "TOOLLIB_TRACEBACK"


class Program(LazyGroup):
    """The whole command line."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program. Nothing is begun whose answer could go nowhere; help that cannot be printed is told too."""
        if sys.stdout is None:
            tell("Error: there is no stdout to answer to; nothing was done")
            sys.exit(FAILED)
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # of click's own words: the command's trouble never comes so far
            if os.environ.get(SHOW_TRACEBACKS):
                raise
            _tell_unwritten(error.strerror or type(error).__name__, kept=False)
            sys.exit(FAILED)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; an answer that nobody can take is told on stderr."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal without “–” shows ? instead of failing
        try:
            self._run(ctx)
        except Unwritten as unwritten:
            _tell_unwritten(str(unwritten), kept=_session(ctx).has_kept)
            ctx.exit(FAILED)
        except BrokenPipeError:
            # Whoever read has gone (`toollib loans | head`): nobody is there to tell, at exit neither.
            silence(sys.stdout)
            ctx.exit(DONE)

    def _run(self, ctx: click.Context) -> None:
        """Run the command; a refusal is told with every reason."""
        try:
            super().invoke(ctx)
        except Refused as refused:
            _session(ctx).refuse(refused)
            ctx.exit(FAILED)
        except click.NoSuchOption as error:
            raise _with_place(error) from None
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (click.Abort, KeyboardInterrupt):
            tell("Interrupted.")
            _forget_interrupt()
            ctx.exit(INTERRUPTED)
        except (Unwritten, BrokenPipeError):
            raise
        except OSError as error:
            if os.environ.get(SHOW_TRACEBACKS) and error.errno not in _MACHINE:
                raise
            _tell_machine(_session(ctx), error)
            ctx.exit(FAILED)
        except Exception as error:
            if os.environ.get(SHOW_TRACEBACKS):
                raise
            _tell_defect(_session(ctx), error)
            ctx.exit(FAILED)


def _forget_interrupt() -> None:
    """Let the exit code be ours.

    If the interrupt fell into text that CPython was executing, as it does to make a dataclass, CPython remembers that and
    ends the process by the signal whatever was caught; executing another text makes it forget (`run_eval_code_obj`).
    """
    exec("")  # noqa: S102


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
    from toollib import defects

    kept = defects.note(error)
    where = f"details in {kept}" if kept else "the details could not be kept"
    message = f"{type(error).__name__}: this is a defect of toollib, not yours; {where}"
    tell(f"Error: {message}")
    if session.asked.json:
        reasons = [{"code": "defect", "message": message, "override": False}]
        print_json({"error": {"code": "defect", "message": message, "reasons": reasons}})


def _tell_machine(session: Session, error: OSError) -> None:
    """Say what the machine refused, with the file; what is no trouble of the machine's is a defect.

    Raises:
        Unwritten: it was no file but the answer (help is printed by click, past `say`).
    """
    if error.errno not in _MACHINE:
        _tell_defect(session, error)
    elif error.filename is None:
        raise Unwritten(error.strerror or "") from error
    else:
        code = _MACHINE[error.errno]
        session.refuse(refuse(code, f"{plain(os.fsdecode(error.filename))} cannot be used: {error.strerror}"))


def _tell_unwritten(why: str, *, kept: bool) -> None:
    """Say that the answer is lost, and whether that is all: whoever does it again would do it twice."""
    done = "; what was done is kept, do not do it again" if kept else ""
    tell(f"Error: the answer could not be written to stdout: {why}{done}")
    silence(sys.stdout)
