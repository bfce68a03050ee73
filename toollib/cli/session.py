"""One run of the command line: which library, who, when, and whether people or programs read the answer."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from toollib.cli.instants import local_instant, read_instant
from toollib.cli.output import print_json, say, tell

if TYPE_CHECKING:
    from toollib.cli.words import Words
    from toollib.clock import Clock
    from toollib.desk.desk import Desk
    from toollib.library import Library
    from toollib.rules.reasons import Reason, Refused
    from toollib.workshop.ready import Workshop


HOW_TO_SAY_WHO = "say who you are: `toollib --as` your card, id or name, or TOOLLIB_AS for the whole terminal"
HOW_DATES_ARE_WRITTEN = "a date is written like 2026-11-28, an instant like 2026-11-28T10:02"


class Asked(NamedTuple):
    """The global options as given. `now` without an offset is local time of the library."""

    library: Path | None = None
    json: bool = False
    who: str | None = None
    now: datetime | None = None


class Session:
    """The library of one run, opened when first asked for, and the one place that prints answers.

    Attributes:
        asked: the global options.
        has_written: whether this run has made files beside the library.
        wrong: what was wrong with the values of the command; raised together, before anything is done or with the
            reasons of the verb.
    """

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.wrong: list[Reason] = []
        self.has_written = False
        self._timeless = False
        self._warned: set[str] = set()
        self._handed: tuple[Reason, ...] = ()

    @classmethod
    def asked_for(cls, asked: Asked, now: str | None) -> Self:
        """The session for the global options; `now` as it was typed."""
        session = cls(asked)
        if now is not None:
            try:
                session.asked = asked._replace(now=read_instant(now))
            except ValueError as error:
                session.note_wrong("date-wrong", now, error)
                session._timeless = True
        return session

    def note_wrong(self, code: str, text: str, error: ValueError) -> None:
        """Note that a value could not be read; the command is refused with all of them."""
        from catalog.text import quote
        from toollib.rules.reasons import reason

        self.wrong.append(reason(code, f"{quote(text)} {error}"))

    @cached_property
    def folder(self) -> Path:
        """The folder of the library.

        Raises:
            Refused: `library-missing`.
        """
        from toollib.places import find_library

        return find_library(self.asked.library, Path.cwd())

    @cached_property
    def library(self) -> "Library":
        """The open library.

        Raises:
            Refused: what was wrong with the values of the command, or why it cannot be opened.
        """
        from toollib.library import Library, Who

        self.check()
        library = Library.open(self.folder, clock=self.clock(), person=Who(self.asked.who), to_read=True)
        self.tell_warnings(library.desk.clock_warnings())
        return library

    @property
    def desk(self) -> "Desk":
        """The desk of the open library."""
        return self.library.desk

    @property
    def verbs(self) -> "Desk":
        """The desk for a verb, which refuses wrong values of the command together with its own reasons.

        Raises:
            Refused: all that was wrong if `--now` was among it: without a time nothing else can be judged.
        """
        self._hand_over()
        return self.desk

    @property
    def workshop(self) -> "Workshop":
        """The designs and tools of the open library, for a question that refuses wrong values of the command likewise.

        Raises:
            Refused: as in `verbs`.
        """
        self._hand_over()
        return self.library.workshop

    def _hand_over(self) -> None:
        """What was wrong with the values of the command is told by whatever is asked next, with its own reasons."""
        if self._timeless:
            self.check()
        self._handed, self.wrong = tuple(self.wrong), []
        self.desk.context.wrong = self._handed

    def check(self) -> None:
        """Go on only if every value could be read.

        Raises:
            Refused: a reason for each that could not.
        """
        if self.wrong:
            from toollib.rules.reasons import Refused

            raise Refused(self.wrong, HOW_DATES_ARE_WRITTEN)

    def clock(self, *, running: bool = False, zone: tzinfo | None = None) -> "Clock":
        """The computer's clock, or the one that `--now` sets; `running`: it goes on from there.

        `zone` is that of a library which is not there yet.
        """
        from toollib.clock import SetClock, SystemClock

        if self.asked.now is None:
            return SystemClock()
        now = self.asked.now
        if now.tzinfo is None:
            now = local_instant(now, zone or self._zone(), self.warn)
        return SetClock(now, running=running)

    def _zone(self) -> tzinfo:
        """The library's time zone before it is open. Broken settings are told in full when it is opened."""
        from toollib.settings_file import load_settings

        settings = load_settings(self.folder).settings
        return UTC if settings is None else settings.time_zone

    def instant(self, given: datetime | None) -> datetime | None:
        """An instant of an option, in the library's time zone if it has no offset."""
        if given is None or given.tzinfo is not None:
            return given
        return local_instant(given, self.library.settings.time_zone, self.warn)

    @property
    def has_kept(self) -> bool:
        """Whether this run has changed the library, or made a file."""
        opened: Library | None = self.__dict__.get("library")
        return self.has_written or (opened is not None and opened.has_kept)

    def close(self) -> None:
        """Close the library if it was opened; it is opened again when asked for."""
        opened = self.__dict__.pop("library", None)
        if opened is not None:
            opened.close()

    def use(self, folder: Path) -> None:
        """Go on with the library in this folder, whatever was found before."""
        self.close()
        self.folder = folder

    def check_still(self) -> None:
        """Go on only if what was read can be believed; asked before an answer goes anywhere.

        Raises:
            Refused: `library-busy`, where the library may not be written here, and somebody else did meanwhile.
        """
        opened: Library | None = self.__dict__.get("library")
        if opened is not None:
            opened.check_still()

    def show(
        self, document: Mapping[str, Any], words: Callable[[], Iterable[str]], *, money: bool = True
    ) -> None:
        """Print an answer: the document for programs, with the currency once if it may hold money; else the words.

        Raises:
            Refused: `library-busy`, where what was read cannot be believed.
        """
        if not self.asked.json:
            self.show_plain(document, words)
            return
        self.check_still()
        from toollib.desk.answers import as_json

        currency = self.library.currency
        top = {"currency": currency.code} if money else {}
        print_json({**top, **as_json(document, currency)})

    def show_view(self, view: Any, words: Callable[[], Iterable[str]], *, money: bool = True) -> None:
        """Print an answer that is one view: its fields are the document's keys."""
        from toollib.desk.answers import as_json

        self.show(as_json(view, self.library.currency) if self.asked.json else {}, words, money=money)

    def show_plain(self, document: Mapping[str, Any], words: Callable[[], Iterable[str]]) -> None:
        """Print an answer that holds no money and needs no open library.

        Raises:
            Refused: as `show` does.
        """
        self.check_still()
        if self.asked.json:
            print_json(document)
        else:
            for line in words():
                say(line)

    @cached_property
    def words(self) -> "Words":
        """How this library says things."""
        from toollib.cli.words import Words

        return Words(self.library.currency, self.library.settings.time_zone)

    def tell_warnings(self, warnings: Iterable[str]) -> None:
        """Say on stderr what refused nothing but should be known."""
        from catalog.text import plain

        for each in warnings:
            self.warn(plain(each))

    def tell_broken(self, count: int) -> None:
        """Say on stderr that designs are left out of an answer because their files are broken."""
        if count:
            files = "1 design file is" if count == 1 else f"{count} design files are"
            self.warn(f"{files} broken and left out: toollib design check")

    def tell_rest(self, total: int, shown: int, things: str) -> None:
        """Say to people, not to programs, that a list is empty or goes on."""
        if self.asked.json:
            return
        if total == 0:
            tell(f"No {things}.")
        elif shown < total:
            tell(f"{total - shown} more of {total} {things}: --offset {shown} shows them.")

    def warn(self, message: str) -> None:
        """Say on stderr, once, what a volunteer should know, for people and programs alike."""
        if message not in self._warned:
            self._warned.add(message)
            tell(f"Warning: {message}")

    def refuse(self, refused: "Refused") -> None:
        """Tell every reason of a refusal, and the way out."""
        ways = [refused.hint] if refused.hint else []
        if any(each in self._handed for each in refused.reasons):
            ways.insert(0, HOW_DATES_ARE_WRITTEN)
        if any(each.code == "role-missing" for each in refused.reasons):
            ways.append(HOW_TO_SAY_WHO)
        refused.hint = "; ".join(dict.fromkeys(ways)) or None
        if self.asked.json:
            from toollib.desk.answers import refusal_json

            print_json(refusal_json(refused))
            return
        from catalog.text import plain

        for message in dict.fromkeys(each.message for each in refused.reasons):
            tell(f"Error: {plain(message, newlines=True)}")
        if refused.hint:
            tell(f"Hint: {plain(refused.hint)}")
