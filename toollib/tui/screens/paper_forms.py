"""The form for slips of paper: what was lent or came back while the computer was off, with the day and hour of the slip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from toollib.rules.reasons import refuse
from toollib.tui import words
from toollib.tui.days import day_meant
from toollib.tui.screens.form import Field, Form, Values

if TYPE_CHECKING:
    from datetime import date

    from toollib.desk.views import CheckedOut, Returned
    from toollib.tui.seat import About, Seat

_OUT, _BACK = "went out", "came back"
_INTRO = "One slip after the other, the oldest first: charges and due dates count from what stands here. Esc when done."


def paper_form(
    about: About, today: date, told: Callable[[str], None], *, again: Callable[[Form], None], last: str = ""
) -> Form:
    """What one slip says; after it the same is asked for the next. `last`: the day of the slip before."""

    def verb(seat: Seat, values: Values) -> tuple[str, str]:
        day = day_meant(values["day"], today, past=True)
        at = _instant(day, values["time"], about)
        tags = [tag for part in values["tags"].split(",") if (tag := part.strip())]
        if values["what"] == _BACK:
            said = _came_back(seat.desk.return_(tags, at=at), about)
        else:
            from toollib.desk.lending import Asked

            said = _went_out(seat.desk.checkout(values["member"], tags, Asked(at=at)), today)
        seat.session.refresh()
        when = f"{words.day(day, today)} {values['time'].strip()}"
        return f"{said}, from paper of {when}", str(day)

    def done(answer: tuple[str, str]) -> None:
        said, day = answer
        told(said)
        again(paper_form(about, today, told, again=again, last=day))

    fields = (
        Field("what", "It", _OUT, "choice", (_OUT, _BACK)),
        Field("member", "Member", hint="whom it went to: scan the card, or an id or name", takes="member"),
        Field(
            "tags", "Tags", kind="several", needed=True, hint="scan tag after tag, then Enter", takes="tool"
        ),
        Field("day", "Day", last or str(today), needed=True, hint="like sat, 5 dec or 2026-12-05"),
        Field("time", "Time", needed=True, hint="like 18:40"),
    )
    return Form("from paper", "From paper", fields, verb, done, _INTRO)


def _instant(day: date, clock: str, about: About) -> datetime:
    """When it happened, by the library's clock.

    Raises:
        Refused: `date-wrong`.
    """
    try:
        at = time.fromisoformat(clock.strip().zfill(5))
    except ValueError:
        raise refuse("date-wrong", f"“{clock.strip()}” is no time of day; write it like 18:40") from None
    return datetime.combine(day, at.replace(tzinfo=None), about.sayings.zone).astimezone(UTC)


def _went_out(out: CheckedOut, today: date) -> str:
    lent = ", ".join(f"{each.tool} due {words.day(each.due, today)}" for each in out.loans)
    return f"{lent}, to {out.loans[0].member_name}"


def _came_back(back: Returned, about: About) -> str:
    def one(tool: str, charged: int, ready: str | None) -> str:
        late = f" ({about.sayings.money(charged)} late)" if charged else ""
        return f"{tool} back{late}{f', kept ready for {ready}' if ready else ''}"

    return ", ".join(one(each.loan.tool, each.charged, each.ready_for_name) for each in back.returned)
