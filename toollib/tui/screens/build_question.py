"""For which day and whom something is to be built: what was asked, how it is typed, how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from catalog.text import plain
from toollib.rules.reasons import Reason, Refused, reason
from toollib.tui import words
from toollib.tui.days import DAY_HINT, day_meant, today_of
from toollib.tui.screens.form import Field, Form, Values

if TYPE_CHECKING:
    from toollib.tui.seat import Seat

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """For which day and whom it is asked: None is today, and anybody. `name`: what the member is called."""

    on: date | None = None
    member: str | None = None
    name: str = ""

    def day(self, today: date) -> date:
        """The day; today if it went by meanwhile."""
        return today if self.on is None else max(self.on, today)

    def day_words(self, today: date) -> str:
        """The day as one says it: "today, Sat 28 Nov"."""
        day = self.day(today)
        told = words.day(day, today)
        return f"today, {told}" if day == today else told

    def whom_words(self) -> str:
        """For whom, as one says it."""
        return "for anybody" if self.member is None else plain(f"for {self.name} · {self.member}")


ANYBODY = Asked()


def not_past(day: date, today: date) -> date:
    """The day, unless it is over.

    Raises:
        Refused: `date-wrong`.
    """
    if day < today:
        text = f"{words.day(day, today)} is in the past; the shelf is known from today on"
        raise Refused([reason("date-wrong", text, override=False)])
    return day


class Asking:
    """Reads what was typed into several fields, and gathers everything that is wrong with any of them."""

    def __init__(self) -> None:
        self._reasons: list[Reason] = []
        self._hints: list[str] = []

    def read(self, ask: Callable[[], T]) -> T | None:
        """What one field means; None, and noted, where it means nothing."""
        try:
            return ask()
        except Refused as refused:
            self._reasons.extend(reason(each.code, each.message, override=False) for each in refused.reasons)
            self._hints.extend([refused.hint] if refused.hint else [])
            return None

    def settle(self) -> None:
        """Go on only if nothing was wrong.

        Raises:
            Refused: every reason.
        """
        if self._reasons:
            raise Refused(self._reasons, "; ".join(dict.fromkeys(self._hints)) or None)


def ask_form(asked: Asked, today: date, took: Callable[[Asked], None], *, about: str = "") -> Form:
    """Which day, and by whom. `about`: the design that is asked about, if it is one."""

    def verb(seat: Seat, values: Values) -> Asked:
        now, asking = today_of(seat), Asking()
        typed = values["day"].strip()
        on = asking.read(lambda: not_past(day_meant(typed, now) if typed else asked.day(now), now))
        who = values["member"].strip()
        member = asking.read(lambda: seat.desk.member(who)) if who else None
        asking.settle()
        on = None if on == now else on
        return Asked(on) if member is None else Asked(on, member.id, member.name)

    stays = words.day(asked.day(today), today)
    fields = (
        Field("day", "Day", hint=f"{stays}; or {DAY_HINT}"),
        Field(
            "member",
            "For whom",
            asked.member or "",
            hint="scan a card, or an id or name; empty: anybody",
            takes="member",
        ),
    )
    intro = "With a member their inductions count, and what is kept for them is theirs."
    return Form(f"build-day {about}", "What can be built, when and by whom?", fields, verb, took, intro)
