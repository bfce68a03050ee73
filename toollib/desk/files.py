"""Files of tools, photos and manuals: kept in the library's `files/` for nobody else to read, with a row that tells of each.

What may come in is for `photos` and `manuals` to say; here it is put in its place whole, or not at all, and taken away.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from catalog import whole
from catalog.text import code_key, plain, quote
from toollib.desk import care_views, filing, portraits
from toollib.desk.action import Action, acting
from toollib.desk.care import named, settled, the_copy
from toollib.desk.context import Context, instant
from toollib.desk.lookup import tool_row
from toollib.rules.reasons import Refused, reason, unwritable
from toollib.store import care, events
from toollib.store.codes import Meant
from toollib.store.records import ToolRecord


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file: how it is called, how its name ends, the most bytes it has, and how its content is made clean.

    `cleaned` raises `Refused` (`bad-file`) for what is none. `way_out` says what would be taken.
    """

    what: Literal["photo", "manual"]
    ending: str
    most_bytes: int
    cleaned: Callable[[Path, bytes], bytes]
    way_out: str

    def bad(self, file: Path, why: str) -> Refused:
        """The refusal of a file."""
        return Refused([reason("bad-file", f"{quote(str(file))} {why}")], self.way_out)


def keep(context: Context, tool: str, file: Path, sort: Sort) -> care_views.ToolFile:
    """Keep a clean copy of a file beside a tool; the file itself stays where and as it is.

    Raises:
        Refused: `tool-unknown`, `bad-file` for what is no such file, too large or here already, `disk-full`,
            `read-only`, `role-missing`.
    """
    content, wrong = read_clean(file, sort)  # before the transaction: no other desk waits for a large file
    try:
        with acting(context, "records") as action:
            copy = the_copy(action, tool)
            if wrong is not None:
                action.reasons.extend(wrong.reasons)
                action.hints.append(sort.way_out)
            copy = settled(action, copy)
            place = f"files/tool-{copy.row}-{hashlib.sha256(content).hexdigest()[:16]}{sort.ending}"
            if any(each.path == place for each in care.files(context.db, copy.row)):
                action.reasons.append(reason("bad-file", f"{named(copy)} has this {sort.what} already"))
                action.settle()
            filing.begin(context.db, place)
            write_whole(care.folder(context.db) / place, content, sort.what)
            at = action.moment.at
            kept = care.add_file(context.db, copy.row, sort.what, name=plain(file.name), path=place, at=at)
            _record(action, f"tool-{sort.what}", copy, kept)
            return care_views.ToolFile(portraits.tool_view(context, copy.row), view(kept))
    finally:
        filing.end(context.db)


def remove(context: Context, tool: str, file: str) -> care_views.ToolFile:
    """Take a file away from a tool and from the disk; `file` is its number, or its name where only one is called so.

    Raises:
        Refused: `tool-unknown`, `bad-file` for what the tool does not have, `role-missing`.
    """
    try:
        with acting(context, "records") as action:
            copy = the_copy(action, tool)
            meant = None if copy is None else _meant(action, copy, file)
            copy = settled(action, copy)
            assert meant is not None  # noqa: S101 - else settle has raised
            filing.begin(context.db, meant.path)
            care.drop_file(context.db, meant.row)
            _record(action, "tool-file-remove", copy, meant)
            answer = care_views.ToolFile(portraits.tool_view(context, copy.row), view(meant))
    finally:  # Only now that no row tells of it: a row without its file would be worse than a file without a row.
        filing.end(context.db)
    if (care.folder(context.db) / meant.path).exists():
        left = f"{meant.path} is still on the disk: it is tried again when the library is next opened"
        return answer._replace(warnings=(left,))
    return answer


def of_tool(context: Context, tool: str) -> tuple[care_views.File, ...]:
    """The photos and manuals of a tool, oldest first.

    Raises:
        Refused: the reasons of the tool's name.
    """
    with context.db.reading():
        return tuple(view(each) for each in care.files(context.db, tool_row(context, tool)))


def view(kept: care.FileRecord) -> care_views.File:
    """A file as the desk shows it."""
    return care_views.File(str(kept.row), kept.what, kept.name, kept.path, instant(kept.added_at))


def _meant(action: Action, copy: ToolRecord, text: str) -> care.FileRecord | None:
    """The file that a number or a name means; what it could be is told where it means none."""
    files = care.files(action.context.db, copy.row)
    fits = [each for each in files if str(each.row) == text.strip()]
    fits = fits or [each for each in files if code_key(each.name) == code_key(text)]
    if len(fits) == 1:
        return fits[0]
    there = ", ".join(f"{each.row} {each.what} {quote(each.name)}" for each in fits or files) or "none"
    what = f"{named(copy)} has several files called" if fits else f"{named(copy)} has no file"
    action.reasons.append(reason("bad-file", f"{what} {quote(text)}; there is: {there}"))
    return None


def _record(action: Action, what: str, copy: ToolRecord, kept: care.FileRecord) -> None:
    about = {"tool": copy.tag, "file": str(kept.row)}
    detail = events.Detail(after={"name": kept.name, "what": kept.what})
    action.record(what, about, (Meant("tool", copy.row),), detail=detail)


def read_clean(file: Path, sort: Sort) -> tuple[bytes, Refused | None]:
    """The clean content, or why there is none."""
    try:
        if not file.is_file():
            raise sort.bad(file, "is no file")
        if file.stat().st_size > sort.most_bytes:
            raise sort.bad(file, "is too large")
        content = file.read_bytes()
    except (OSError, ValueError):
        return b"", sort.bad(file, "cannot be read")
    except Refused as refused:
        return b"", refused
    try:
        return sort.cleaned(file, content), None
    except Refused as refused:
        return b"", refused


def write_whole(path: Path, content: bytes, what: str) -> None:
    """Put the file in its place whole, readable by its owner alone.

    Raises:
        Refused: `disk-full`, `read-only`.
    """
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        whole.write_whole(path, content)
    except OSError as error:
        raise unwritable(error, f"the {what} could not be kept in {path.parent}") from error
