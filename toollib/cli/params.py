"""What the options of commands take: text, dates, instants, counts, and examples for their help."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from toollib.cli.instants import read_date, read_instant
from toollib.cli.session import Session

F = TypeVar("F", bound=Callable[..., Any])
_MOST = 1_000_000_000
_NEGATIVE = re.compile(r"-[.,]?\d")

pass_session = click.make_pass_decorator(Session)


class _Text(click.ParamType[str]):
    """Text of people; bytes that are no UTF-8 cannot be kept, so they become U+FFFD."""

    name = "text"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click's signature
        ctx: click.Context | None,  # noqa: ARG002 - likewise
    ) -> str:
        return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Why(_Text):
    """The why of an override; an empty one would be no override at all, and nobody would notice."""

    name = "why"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = super().convert(value, param, ctx)
        if not text.strip():
            self.fail("say why", param, ctx)
        return text


class _When(click.ParamType[date | datetime | None]):
    """A date or instant. A wrong one is no wrong usage but a reason (`date-wrong`), told with all others."""

    def __init__(self, name: str, read: Callable[[str], date | datetime]) -> None:
        self.name = name
        self._read = read

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click's signature
        ctx: click.Context | None,
    ) -> date | datetime | None:
        if isinstance(value, date):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            if ctx is not None and (session := ctx.find_object(Session)) is not None:
                session.note_wrong("date-wrong", value, error)
            return None


TEXT = _Text()
WHY = _Why()
DAY = _When("date", read_date)
INSTANT = _When("instant", read_instant)


class WithAmount(click.Command):
    """A command with an AMOUNT: a minus before a number is no option but an amount that is refused as one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words of the command; only where one is a negative number, unknown options are left to the values."""
        ctx.ignore_unknown_options = any(map(_NEGATIVE.match, args))
        return super().parse_args(ctx, args)


def paged_by(most: int) -> Callable[[F], F]:
    """Add `--limit` and `--offset` to a list that shows `most` rows unless told."""

    def add(command: F) -> F:
        count = click.IntRange(0, _MOST)
        option = click.option("--offset", type=count, default=0, help="Leave out the first N.", metavar="N")
        return _limit(most)(option(command))

    return add


def _limit(most: int) -> Callable[[F], F]:
    return click.option(
        "--limit",
        type=click.IntRange(0, _MOST),
        default=most,
        show_default=True,
        help="At most N of them.",
        metavar="N",
    )


def paged(command: F) -> F:
    """Add `--limit` and `--offset` to a list, as the contract has them for all long ones."""
    return paged_by(1000)(command)


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Options that several commands share, in this order in their help."""

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def examples(*lines: str) -> str:
    """The end of a command's help: lines that can be typed as they stand."""
    return "\n".join(["\b", "Example:" if len(lines) == 1 else "Examples:", *(f"  {line}" for line in lines)])


def require_change(session: Session, **given: Any) -> None:
    """Go on only if some option says what to change.

    Raises:
        UsageError: none does.
    """
    if session.wrong:  # what could not be read is told by the verb
        return
    if all(value is None or value is False or value == () for value in given.values()):
        raise click.UsageError("there is nothing to change: say what, see --help")
