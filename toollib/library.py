"""The library as faces hold it: settings, database, catalog and desk of one folder, opened together."""

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from catalog.cache import Stamp, stamp
from catalog.kinds import Kinds
from catalog.kinds_cache import load_kinds
from catalog.text import plain, quote
from toollib import places, settings_cache
from toollib.clock import Clock, SystemClock
from toollib.desk.context import Context, Person
from toollib.desk.desk import Desk
from toollib.rules import texts
from toollib.rules.money import Currency
from toollib.rules.reasons import Refused, refuse
from toollib.settings import Settings
from toollib.store import codes, kinds, members
from toollib.store.database import Database, open_database
from toollib.vocabulary import DeskKind, Vocabulary

if TYPE_CHECKING:
    from catalog.shelf import Shelf
    from toollib.workshop.build_views import Provenance
    from toollib.workshop.builds import Builds
    from toollib.workshop.ready import Workshop


# How often the settings are looked at while screens are open, in seconds.
_LOOK_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Reload:
    """What a look at library.yaml found. `changed`: the desk goes by new settings from now on.

    `wrong`: why the file as it is now cannot be used, with each place; the desk goes by the last good settings.
    """

    changed: bool
    wrong: Refused | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """What an open library goes by: its settings and kinds as its files say, or said when they were last right."""

    settings: Settings
    vocabulary: Vocabulary


class Library:
    """One open library. Belongs to the thread that opened it; close it, or use it in a `with`."""

    def __init__(self, folder: Path, context: Context, seen: tuple[Stamp | None, ...] = ()) -> None:
        self.folder = folder
        self.desk = Desk(context)
        self._context = context
        if (folder / places.ERASED).exists():
            from toollib.desk import leaving

            leaving.stay_erased(context)
        if not context.db.only_reads:  # else it waits for somebody who may write
            self._end_what_was_begun()
        self._seen = seen
        self._looked_at = -math.inf
        self._wrong: Refused | None = None

    def _end_what_was_begun(self) -> None:
        """Do what the last to write may have left: files half kept, kinds that were renamed meanwhile."""
        if (self.folder / places.FILES_UNDER_WAY).exists():
            from toollib.desk import filing

            filing.end(self._context.db)
        self._keep_kinds_current()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Clock | None = None,
        person: "Who | None" = None,
        by: InForce | None = None,
        to_read: bool = False,
    ) -> "Library":
        """The library in this folder. `by`: what the same library, open already, goes by, whatever its files say now.

        `to_read`: for one question, so that a library which may not be written will do.

        Raises:
            Refused: `library-missing`, `settings-broken`, `library-damaged`, `library-newer`, `read-only`, `bad-file`.
        """
        places.require_library(folder)
        who = person or Who()
        seen = _stamps(folder)
        vocabulary = Vocabulary(own_kinds(folder)) if by is None else by.vocabulary
        path = folder / places.DATABASE
        if not places.is_file(path):
            raise refuse(
                "library-missing", f"{plain(str(folder))} has no {places.DATABASE}", places.NO_DATABASE
            )
        db = open_database(path, keep_older_in=folder / places.BACKUPS, to_read=to_read)
        try:
            settings = read_settings_of(folder, vocabulary, db) if by is None else by.settings
            vocabulary = _with_made(vocabulary, db)
            clock = clock or SystemClock()
            file = folder / places.FILE
            return cls(folder, Context(db, settings, vocabulary, clock, _person(db, who), file), seen)
        except BaseException:
            db.close()
            raise

    @property
    def settings(self) -> Settings:
        """What library.yaml says, or said when it was last right."""
        return self._context.settings

    @property
    def in_force(self) -> InForce:
        """What the desk goes by now."""
        return InForce(self._context.settings, self._context.vocabulary)

    def reload_settings(self, *, tick: Callable[[], float] = time.monotonic) -> Reload:
        """Go on by library.yaml and kinds.yaml as they are now, if they are right; else by what they last said.

        The files are looked at once a second at most, so this may be asked before every action. `tick` counts seconds.
        """
        now = tick()
        if now - self._looked_at >= _LOOK_EVERY:
            self._looked_at = now
            seen = _stamps(self.folder)
            if seen != self._seen:
                self._seen = seen
                return self._read_again()
        return Reload(changed=False, wrong=self._wrong)

    def _read_again(self) -> Reload:
        context = self._context
        try:
            vocabulary = Vocabulary(own_kinds(self.folder))
            settings = read_settings_of(self.folder, vocabulary, context.db)
            changed = settings != context.settings
        except Refused as refused:
            self._wrong = refused
            return Reload(changed=False, wrong=refused)
        self._wrong = None
        context.vocabulary = _with_made(vocabulary, context.db)
        context.use(settings if changed else context.settings)
        try:
            self._keep_kinds_current()
        except Refused:  # another desk was in the way: the next look tries again
            self._seen = ()
        return Reload(changed)

    def _keep_kinds_current(self) -> None:
        """Bring what stands under a kind's former slug under its present one."""
        known = self._context.vocabulary
        if any(known.current(each) != each for each in kinds.in_use(self._context.db)):
            from toollib.desk import kind_moves

            kind_moves.keep_up(self._context)

    @property
    def currency(self) -> Currency:
        """The currency of all amounts."""
        return self._context.settings.currency

    @property
    def has_kept(self) -> bool:
        """Whether anything was written since it was opened."""
        return self._context.db.has_kept

    @property
    def clock(self) -> Clock:
        """What tells the time here."""
        return self._context.clock

    @property
    def vocabulary(self) -> Vocabulary:
        """The tool kinds that this library knows."""
        return self._context.vocabulary

    @cached_property
    def shelf(self) -> "Shelf":
        """The designs: those of the program, then the library's own, which shadow them."""
        from catalog.shelf import Shelf

        return Shelf(design_folders(self.folder, self.settings), cache_folder=places.cache_folder())

    @property
    def workshop(self) -> "Workshop":
        """Where designs meet this library's shelves."""
        from toollib.workshop.ready import Workshop

        return Workshop(self.desk, self.shelf)

    @property
    def builds(self) -> "Builds":
        """What is being built here, and what was."""
        return self.workshop.builds

    def made(self, tool: str) -> "Provenance | None":
        """From which build a tool comes; None for one that was not built here.

        Raises:
            Refused: the reasons of the tool's name.
        """
        from toollib.workshop.build_lookup import current_id
        from toollib.workshop.built import provenance

        return provenance(self._context, tool, lambda design: current_id(self.shelf, design))

    def check_still(self) -> None:
        """Go on only if what was read can be believed.

        Raises:
            Refused: `library-busy` where the library may not be written here, and somebody else did meanwhile.
        """
        self._context.db.check_still()

    def interrupt(self) -> None:
        """Let what is read now end at once, as broken off; of all verbs the one that another thread may call."""
        self._context.db.interrupt()

    def close(self) -> None:
        """Give the database back."""
        self._context.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Who:
    """Who is at which desk. Without a name it is the system's user; a member is named by card, id or full name."""

    def __init__(self, name: str | None = None, desk: str | None = None) -> None:
        self.name = name or _kept(_user()) or "volunteer"
        self.desk = desk or _kept(os.environ.get("TOOLLIB_DESK", "")) or _kept(_host())


def _kept(name: str) -> str:
    """A name from the environment as it can be kept: bytes that are no UTF-8 become signs that say so."""
    return plain(name).strip()


def _stamps(folder: Path) -> tuple[Stamp | None, ...]:
    """What tells that a file with rules was changed."""
    return tuple(stamp(folder / name) for name in (places.FILE, places.KINDS))


def _with_made(vocabulary: Vocabulary, db: Database) -> Vocabulary:
    return vocabulary.with_kinds(DeskKind(*each) for each in kinds.all_made(db))


def own_kinds(folder: Path) -> Kinds:
    """The tool kinds of the program, and over them those of the library's own kinds.yaml if it has one.

    Raises:
        Refused: `settings-broken`, a reason for each error in kinds.yaml.
    """
    files = [places.shipped_kinds(), folder / places.KINDS]
    found, problems = load_kinds(files, cache_folder=places.cache_folder())
    if errors := [each for each in problems if each.severity == "error"]:
        from toollib.settings_file import broken

        raise broken(errors, places.KINDS)
    return found


def design_folders(folder: Path, settings: Settings) -> list[Path]:
    """The folders of designs, later ones shadowing earlier ones."""
    from catalog.shipped import designs_folder

    own = [folder / each for each in settings.designs.folders]
    return [
        *([designs_folder()] if settings.designs.shipped else []),
        *(each for each in own if each.is_dir()),
    ]


def read_settings_of(folder: Path, vocabulary: Vocabulary, db: Database) -> Settings:
    """What library.yaml says; from the cache if these very words were read before without a fault.

    A policy named after no kind and no category must be named after a tool, or a kind made at the desk.

    Raises:
        Refused: `settings-broken`, a reason for each error in the file.
    """
    names = (*vocabulary.all_slugs, *vocabulary.categories)
    try:
        source = (folder / places.FILE).read_bytes()
    except OSError as error:
        file = plain(str(folder / places.FILE))
        raise refuse("settings-broken", f"{file} cannot be read: {error.strerror}") from error
    cached = settings_cache.find(places.cache_folder(), source, names)
    if cached is not None:
        return cached
    from toollib.settings_file import Names, broken, no_such_tool, read_settings

    known = Names(frozenset(vocabulary.all_slugs), vocabulary.categories)
    reading = read_settings(source, plain(str(folder / places.FILE)), known)
    settings = reading.usable
    if not reading.maybe_tools:
        settings_cache.keep(places.cache_folder(), source, names, settings)
        return settings
    wanted = [name for name, _ in reading.maybe_tools]
    there = codes.tool_keys(db, wanted).keys() | {slug for slug, _, _ in kinds.all_made(db)}
    if problems := no_such_tool(plain(str(folder / places.FILE)), reading, there, known):
        raise broken(problems)
    return settings


def _person(db: Database, who: Who) -> Person:
    """The member whom a card, id or full name means, else a guest.

    Raises:
        Refused: `member-unknown` for the code of a tool, `member-ambiguous` where several members are called so,
            `amount-wrong` for a name that is too long to stand in events.
    """
    way_out = "say who is at the desk by an id or card: toollib --as M-0017"
    names = (("the name of who is at the desk", who.name), ("the name of the desk", who.desk))
    if wrong := [each for what, name in names for each in texts.too_long(what, name, texts.NAME)]:
        raise Refused(wrong, way_out)
    meant = codes.meaning(db, who.name)
    if meant is not None and meant.thing == "tool":
        raise refuse("member-unknown", f"{quote(who.name)} is a tool: it cannot be at the desk", way_out)
    named = [meant.row] if meant is not None else members.exactly(db, who.name)
    if len(named) > 1:
        ids = ", ".join(members.code_of(db, row) for row in named[:5])
        raise refuse("member-ambiguous", f"{quote(who.name)} at the desk may be any of {ids}", way_out)
    row = named[0] if named else None
    return Person(who.name if row is None else members.code_of(db, row), who.desk, row)


def _user() -> str:
    for variable in ("LOGNAME", "USER", "USERNAME"):
        if name := os.environ.get(variable):
            return name
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "volunteer"


def _host() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename or "desk"
    import platform  # slower to load

    return platform.node() or "desk"
