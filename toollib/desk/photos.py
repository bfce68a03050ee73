"""Photos of tools: type and size checked, written anew without whatever a camera puts beside the picture.

A photo tells more than it shows: where it was taken, when, with which telephone. So the picture alone is kept, turned
upright, in the library's `files/`, for nobody else to read.
"""

import hashlib
import os
import tempfile
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.text import plain, quote
from toollib.desk import care_views, portraits
from toollib.desk.action import acting
from toollib.desk.care import settled, the_copy
from toollib.desk.context import Context, instant
from toollib.rules.reasons import Refused, reason, refuse
from toollib.store import care
from toollib.store.codes import Meant

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_WAY_OUT = "a photo is a JPEG, PNG or WebP of at most 20 MB"


def add(context: Context, tool: str, file: Path) -> care_views.ToolFile:
    """Keep a photo of a tool.

    Raises:
        Refused: `tool-unknown`, `bad-file` for what is no photo or too large, `disk-full`, `read-only`, `role-missing`.
    """
    content, wrong = _read(file)  # before the transaction: no other desk waits for a large picture
    written: Path | None = None
    try:
        with acting(context, "records") as action:
            copy = the_copy(action, tool)
            if wrong is not None:
                action.reasons.extend(wrong.reasons)
                action.hints.append(_WAY_OUT)
            copy = settled(action, copy)
            place = f"files/tool-{copy.row}-{hashlib.sha256(content).hexdigest()[:16]}.jpg"
            if any(each.path == place for each in care.files(context.db, copy.row)):
                action.reasons.append(reason("bad-file", f"{copy.tag} {copy.name} has this photo already"))
                action.settle()
            written = care.folder(context.db) / place
            _write(written, content)
            at = action.moment.at
            kept = care.add_file(context.db, copy.row, "photo", name=plain(file.name), path=place, at=at)
            action.record("tool-photo", {"tool": copy.tag, "file": str(kept.row)}, (Meant("tool", copy.row),))
            return care_views.ToolFile(portraits.tool_view(context, copy.row), view(kept))
    except BaseException:
        if written is not None:  # a file that no row tells of is nobody's
            with suppress(OSError):
                written.unlink(missing_ok=True)
        raise


def view(kept: care.FileRecord) -> care_views.File:
    """A file as the desk shows it."""
    return care_views.File(str(kept.row), kept.what, kept.name, kept.path, instant(kept.added_at))


def _read(file: Path) -> tuple[bytes, Refused | None]:
    """The picture, or why there is none."""
    try:
        return _cleaned(file), None
    except Refused as refused:
        return b"", refused


def _cleaned(file: Path) -> bytes:
    """The picture alone, upright and no larger than a screen, as JPEG.

    Raises:
        Refused: `bad-file`.
    """
    try:
        if not file.is_file():
            raise _bad(file, "is no file")
        if file.stat().st_size > MOST_BYTES:
            raise _bad(file, "is too large")
        content = file.read_bytes()
    except (OSError, ValueError) as error:
        raise _bad(file, "cannot be read") from error
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=_FORMATS) as photo:
                return _encoded(file, photo)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _bad(file, "is no photo that can be read") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _bad(file, "has too many pixels") from error


def _encoded(file: Path, photo: "Image") -> bytes:
    from PIL import Image, ImageOps

    if photo.width * photo.height > MOST_PIXELS:
        raise _bad(file, "has too many pixels")
    photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(photo).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = Image.new("RGB", upright.size, "white")
    picture.paste(upright, mask=upright.getchannel("A"))
    written = BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Put the file in its place whole, readable by its owner alone.

    Raises:
        Refused: `disk-full`, `read-only`.
    """
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".photo-")  # made with mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)  # noqa: PTH105 - a name, no path
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        code = "disk-full" if error.errno == 28 else "read-only"
        raise refuse(code, f"the photo could not be kept in {path.parent}: {error.strerror}") from error


def _bad(file: Path, why: str) -> Refused:
    return Refused([reason("bad-file", f"{quote(str(file))} {why}")], _WAY_OUT)
