"""What the desk's thread holds, and what the screens must know of the library to say things its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toollib.clock import Clock
from toollib.tui.words import Sayings, money_of

if TYPE_CHECKING:
    from toollib.desk.desk import Desk
    from toollib.desk.scanning import ScanSession
    from toollib.library import Library


@dataclass(frozen=True, slots=True)
class Seat:
    """The library, its desk and the scans of this screen; belongs to the desk's thread."""

    library: Library
    session: ScanSession

    @property
    def desk(self) -> Desk:
        """The verbs."""
        return self.library.desk

    @classmethod
    def take(cls, folder: Path, clock: Clock, who: str | None) -> Seat:
        """Open the library in this folder.

        Raises:
            Refused: it cannot be opened; every reason is in it.
        """
        from toollib.desk.scanning import ScanSession
        from toollib.library import Library

        library = Library.open(folder, clock=clock, who=who)
        return cls(library, ScanSession(library.desk))

    def leave(self) -> None:
        """Close the library."""
        self.library.close()


@dataclass(frozen=True, slots=True)
class About:
    """What the screens know of the library without asking again.

    `major`: an amount in major units as one types it; `fees`: each tier with its fee.
    """

    name: str
    who: str
    sayings: Sayings
    major: Callable[[int], str]
    tiers: tuple[str, ...]
    fees: str
    may_override: bool
    opening: str
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, seat: Seat) -> About:
        """What there is to know now; called in the desk's thread."""
        settings, desk = seat.library.settings, seat.desk
        currency = settings.currency
        money = money_of(currency.code, currency.digits, settings.language)
        place = f" · {settings.branch}" if settings.branch != "main" else ""
        return cls(
            f"{settings.name}{place}",
            desk.actor.who,
            Sayings(settings.time_zone, money),
            currency.format,
            tuple(settings.tiers),
            "  ".join(f"{name}: {money(tier.fee)}" for name, tier in settings.tiers.items()),
            desk.actor.may("override"),
            opening_words(seat),
            tuple(desk.warnings()),
        )


def opening_words(seat: Seat) -> str:
    """Whether the library is open, for the bar: "open to 14:00", "closed, next Wed 18:00"."""
    return str(seat.desk.opening_now())


def today_of(sayings: Sayings, clock: Clock) -> date:
    """The library's local date now."""
    return sayings.today(clock.now())
