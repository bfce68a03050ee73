"""What the desk's thread holds, and what the screens must know of the library to say things its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toollib.clock import Clock
from toollib.tui.words import Sayings, day, money_of

if TYPE_CHECKING:
    from catalog.shelf import Shelf
    from toollib.desk.desk import Desk
    from toollib.desk.scanning import ScanSession
    from toollib.library import Library
    from toollib.workshop.ready import Workshop


class UnreadDesigns(Exception):
    """Nobody has read the designs yet, and the desk's thread is not to wait for that."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The shelf of designs as it was last looked at, None if nobody has; and how to look. For any thread."""

    shelf: Shelf | None
    folders: tuple[Path, ...]
    cache: Path | None

    def count(self) -> int:
        """How many files there are to look at."""
        from catalog.files import design_files

        return sum(len(design_files(each)) for each in self.folders)

    def read(self) -> Shelf:
        """The shelf as it is now."""
        from catalog.shelf import Shelf

        return Shelf(self.folders, cache_folder=self.cache, before=self.shelf)


class Catalogue:
    """The shelf of designs as the screens last looked at it."""

    def __init__(self) -> None:
        self._workshop: Workshop | None = None

    def workshop(self) -> Workshop:
        """The workshop upon the shelf as last looked at.

        Raises:
            UnreadDesigns: nobody has looked yet.
        """
        if self._workshop is None:
            raise UnreadDesigns
        return self._workshop

    def looked_at(self, library: Library) -> LookedAt:
        """What was seen the last time, and where to look now."""
        from toollib import places
        from toollib.library import design_folders

        shelf = None if self._workshop is None else self._workshop.shelf
        folders = tuple(design_folders(library.folder, library.settings))
        return LookedAt(shelf, folders, places.cache_folder())

    def take(self, library: Library, shelf: Shelf) -> None:
        """Go by this shelf from now on."""
        from toollib.workshop.ready import Workshop

        self._workshop = Workshop(library.desk, shelf)


@dataclass(frozen=True, slots=True)
class Seat:
    """The library, its desk and the scans of this screen; belongs to the desk's thread."""

    library: Library
    session: ScanSession
    designs: Catalogue

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
        from toollib.library import Library, Who

        library = Library.open(folder, clock=clock, person=Who(who))
        return cls(library, library.desk.scans(), Catalogue())

    @property
    def workshop(self) -> Workshop:
        """Designs × shelves.

        Raises:
            UnreadDesigns: the job is put off until they are read, and done anew; let it be the first thing asked for.
        """
        return self.designs.workshop()

    def leave(self) -> None:
        """Close the library."""
        self.library.close()


@dataclass(frozen=True, slots=True)
class About:
    """What the screens know of the library without asking again.

    `major`: an amount in major units as one types it; `fees`: each tier with its fee; `topics`: of inductions.
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
    topics: tuple[str, ...] = ()

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
            tuple(settings.inductions),
        )


def opening_words(seat: Seat) -> str:
    """Whether the library is open, for the bar: "open to 14:00", "closed, next Wed 18:00"."""
    now = seat.desk.open_now()
    today = now.local.date()
    if now.closes is not None:
        return f"open to {now.closes:%H:%M}"
    why = f" ({now.closed_why})" if now.closed_why else ""
    if now.opens is None:
        return f"closed{why}"
    when = "" if now.opens.date() == today else f"{day(now.opens.date(), today)} "
    return f"closed{why}, opens {when}{now.opens:%H:%M}"
