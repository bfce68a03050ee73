"""`toollib doctor`: is all well with this library, and if not, what to do? Each check stands alone."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from catalog.text import plain
from toollib.cli.params import examples, pass_session
from toollib.cli.session import Session
from toollib.rules.reasons import Refused

if TYPE_CHECKING:
    from toollib.settings import Settings
    from toollib.settings_file import Names, Reading
    from toollib.store.health import Health

_LITTLE_ROOM = 200 * 1024 * 1024
_OLD_BACKUP = timedelta(days=7)
State = Literal["ok", "advice", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. `hint` is what to do, empty where all is well."""

    check: str
    state: State
    message: str
    hint: str = ""


@dataclass
class Patient:
    """The library under examination: what could be read of it so far."""

    folder: Path
    now: datetime
    settings: "Settings | None" = None
    reading: "Reading | None" = None
    names: "Names | None" = None
    health: "Health | None" = None


@click.command(epilog=examples("toollib doctor", "toollib --json doctor"))
@pass_session
@click.pass_context
def doctor(ctx: click.Context, session: Session) -> None:
    """Check the whole library: one line each, ok or what to do. Works where the library does not open."""
    session.check()
    patient = Patient(session.folder, session.clock().now())
    findings = [each for check in _CHECKS for each in _alone(check, patient)]
    document = {
        "checks": [
            {"check": each.check, "state": each.state, "message": each.message, "hint": each.hint or None}
            for each in findings
        ]
    }
    session.show_plain(document, lambda: _lines(findings))
    ctx.exit(1 if any(each.state == "wrong" for each in findings) else 0)


def _alone(check: Callable[[Patient], Iterator[Finding]], patient: Patient) -> Iterator[Finding]:
    """What a check finds; a file that cannot be read is a finding too, and hides no other check."""
    try:
        yield from check(patient)
    except OSError as error:
        message = f"{error.filename or patient.folder} cannot be looked at: {error.strerror}"
        yield Finding(
            check.__name__.strip("_"), "wrong", message, "check the rights of the folder and its files"
        )


def _lines(findings: list[Finding]) -> Iterator[str]:
    for each in findings:
        sign = {"ok": "ok", "advice": "!", "wrong": "WRONG"}[each.state]
        yield f"{sign:<5}  {each.check}: {plain(each.message)}" + (
            f"; {plain(each.hint)}" if each.hint else ""
        )


def _settings(patient: Patient) -> Iterator[Finding]:
    from toollib.library import own_kinds
    from toollib.settings_file import Names, load_settings
    from toollib.vocabulary import Vocabulary

    try:
        kinds = own_kinds(patient.folder)
        patient.names = Names(frozenset(Vocabulary(kinds).all_slugs), kinds.categories)
        yield Finding("kinds", "ok", f"{len(kinds)} tool kinds are known")
    except Refused as refused:
        yield from _wrong("kinds", refused)
    try:
        patient.reading = load_settings(patient.folder, patient.names)
        patient.settings = patient.reading.usable
    except Refused as refused:
        yield from _wrong("settings", refused)
        return
    yield Finding("settings", "ok", f"library.yaml of {patient.settings.name}")


def _open_days(patient: Patient) -> Iterator[Finding]:
    """Without a day on which tools can come back, nothing can be lent: said here before somebody stands at the desk."""
    from toollib.rules.dates import NoOpenDay

    if patient.settings is None:
        return
    today = patient.now.astimezone(patient.settings.time_zone).date()
    try:
        yield Finding("open days", "ok", f"the next one is {patient.settings.opening.next_open(today)}")
    except NoOpenDay as error:
        yield Finding("open days", "wrong", str(error), "look at hours, closed and holidays in library.yaml")


def _sqlite(_patient: Patient) -> Iterator[Finding]:
    from toollib.store.health import sqlite_version

    version, safe = sqlite_version()
    if safe:
        yield Finding("sqlite", "ok", f"version {version}")
    else:
        yield Finding(
            "sqlite",
            "wrong",
            f"version {version} can lose loans when two desks write",
            "install toollib anew",
        )


def _database(patient: Patient) -> Iterator[Finding]:
    from toollib.places import DATABASE, NO_DATABASE
    from toollib.rules.rights import FOUNDING
    from toollib.store.health import known_schema, look

    roles = patient.settings.roles if patient.settings is not None else {}
    founding = [name for name, rights in roles.items() if FOUNDING in rights]
    restore = "copy the newest good library.db from backups/ in its place; keep this file for rescue"
    if not (patient.folder / DATABASE).is_file():
        yield Finding("database", "wrong", "library.db is missing", NO_DATABASE)
        return
    named = () if patient.reading is None else (name for name, _ in patient.reading.maybe_tools)
    try:
        found = look(patient.folder / DATABASE, founding, named)
    except Refused as refused:
        # Only what is damaged is to be replaced: another desk at work, or a lack of rights, is no damage.
        way_out = restore if refused.code == "library-damaged" else refused.hint
        yield Finding(
            "database", "wrong", str(refused), way_out or "look at the folder's rights and its disk"
        )
        return
    if found.damage:
        yield Finding("database", "wrong", f"library.db is damaged: {'; '.join(found.damage)}", restore)
        return
    if found.schema > known_schema():
        yield Finding("database", "wrong", "library.db was made by a newer toollib", "upgrade toollib here")
        return
    patient.health = found
    written = (patient.folder, *patient.folder.glob(f"{DATABASE}*"))  # with the log's side files, if any
    if all(os.access(each, os.W_OK) for each in written):
        yield Finding("database", "ok", "library.db is sound")
    else:
        hint = "check the rights of its folder, library.db and its -wal and -shm files"
        yield Finding("database", "wrong", "library.db is sound, but cannot be written to", hint)
    if found.dangling:
        yield Finding("references", "wrong", f"rows point to nothing in {', '.join(found.dangling)}", restore)
    else:
        yield Finding("references", "ok", "every row points to something")


def _policies(patient: Patient) -> Iterator[Finding]:
    """A library whose policy is named after nothing does not open."""
    from toollib.places import FILE
    from toollib.settings_file import no_such_tool

    reading, names, health = patient.reading, patient.names, patient.health
    if patient.settings is None or reading is None or names is None or health is None:
        return
    problems = no_such_tool(plain(str(patient.folder / FILE)), reading, health.known, names)
    for each in problems:
        yield Finding("policies", "wrong", str(each), "mend library.yaml")
    if not problems:
        yield Finding("policies", "ok", "each is named after a tool, kind or category")


def _coordinator(patient: Patient) -> Iterator[Finding]:
    if patient.health is None or patient.settings is None:
        return
    if patient.health.founded:
        yield Finding("coordinator", "ok", "somebody may give roles")
    else:
        hint = "toollib member edit MEMBER --role coordinator"
        yield Finding("coordinator", "advice", "nobody is coordinator yet: everybody has every right", hint)


def _designs(patient: Patient) -> Iterator[Finding]:
    if patient.settings is None:
        return
    from catalog.shelf import Shelf
    from toollib.library import design_folders
    from toollib.places import cache_folder

    for folder in design_folders(patient.folder, patient.settings):
        os.scandir(folder).close()  # a folder that cannot be looked into would count as an empty one
    shelf = Shelf(design_folders(patient.folder, patient.settings), cache_folder=cache_folder())
    if shelf.broken:
        files = ", ".join(plain(each.file) for each in shelf.broken[:3])
        yield Finding(
            "designs", "wrong", f"{len(shelf.broken)} of them cannot be read: {files}", "toollib design check"
        )
    else:
        yield Finding("designs", "ok", f"{len(shelf)} can be read")


def _clock(patient: Patient) -> Iterator[Finding]:
    if patient.health is None:
        return
    last = patient.health.last_event
    if last is not None and f"{patient.now:%Y-%m-%dT%H:%M:%SZ}" < last:
        message = f"it says {patient.now:%Y-%m-%dT%H:%M:%SZ}, but the last event is from {last}"
        yield Finding("clock", "wrong", message, "set the computer's clock")
    else:
        yield Finding("clock", "ok", f"{patient.now:%Y-%m-%dT%H:%M:%SZ} is not before the last event")


def _disk(patient: Patient) -> Iterator[Finding]:
    from toollib.places import DATABASE

    database = patient.folder / DATABASE
    size = database.stat().st_size if database.is_file() else 0
    free = shutil.disk_usage(patient.folder).free
    told = f"{free // 1024**2:,} MiB are free"
    if free < max(_LITTLE_ROOM, 2 * size):
        yield Finding("disk", "wrong", told, "make room: a full disk refuses every loan")
    else:
        yield Finding("disk", "ok", told)


def _backup(patient: Patient) -> Iterator[Finding]:
    folder = patient.folder / "backups"
    kept = [each for each in folder.iterdir() if each.is_file()] if folder.is_dir() else []
    if not kept:
        yield Finding(
            "backup", "advice", "there is none in backups/", "keep copies of this folder on another disk"
        )
        return
    newest = max(kept, key=lambda each: each.stat().st_mtime)
    made = datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    told = f"the newest is {newest.name} of {made:%Y-%m-%d}"
    if patient.now - made > _OLD_BACKUP:
        yield Finding("backup", "advice", told, "make a new one every day of lending")
    else:
        yield Finding("backup", "ok", told)


def _privacy(patient: Patient) -> Iterator[Finding]:
    from toollib.places import DATABASE

    open_to_others = [
        each.name or str(each)
        for each in (patient.folder, patient.folder / DATABASE)
        if each.exists() and stat.S_IMODE(each.stat().st_mode) & (stat.S_IRWXO)
    ]
    if open_to_others:
        hint = f"chmod o-rwx {' '.join(open_to_others)}"
        yield Finding("privacy", "advice", "every account of this computer can read members' data", hint)
    else:
        yield Finding("privacy", "ok", "other accounts of this computer cannot read members' data")


def _defects(_patient: Patient) -> Iterator[Finding]:
    from toollib.defects import log_file

    log = log_file()
    if log is None or not log.is_file():
        yield Finding("defects", "ok", f"none was noted; it would stand in {log or 'no file'}")
        return
    last = datetime.fromtimestamp(log.stat().st_mtime, UTC)
    hint = "send it to whoever mends toollib (it names no member), then delete it"
    yield Finding("defects", "advice", f"something broke, last on {last:%Y-%m-%d}: see {log}", hint)


def _wrong(check: str, refused: Refused) -> Iterator[Finding]:
    for each in refused.reasons:
        yield Finding(check, "wrong", each.message, refused.hint or "check the rights of the file")


_CHECKS: tuple[Callable[[Patient], Iterator[Finding]], ...] = (
    _settings,
    _open_days,
    _sqlite,
    _database,
    _policies,
    _coordinator,
    _designs,
    _clock,
    _disk,
    _backup,
    _privacy,
    _defects,
)
