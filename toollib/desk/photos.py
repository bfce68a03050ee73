"""Photos of tools: type and size checked, written anew without whatever a camera puts beside the picture.

A photo tells more than it shows: where it was taken, when, with which telephone. So the picture alone is kept, turned
upright, in the library's `files/`, for nobody else to read.
"""

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from toollib.desk import care_views, files
from toollib.desk.context import Context

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2_000
_FORMATS = ("JPEG", "PNG", "WEBP")


def add(context: Context, tool: str, file: Path) -> care_views.ToolFile:
    """Keep a photo of a tool.

    Raises:
        Refused: `tool-unknown`, `bad-file` for what is no photo or too large, `disk-full`, `read-only`, `role-missing`.
    """
    return files.keep(context, tool, file, sort())


def sort() -> files.Sort:
    """What a photo is, and how it is made clean."""
    way_out = "a photo is a JPEG, PNG or WebP of at most 20 MB"
    return files.Sort("photo", ".jpg", MOST_BYTES, _cleaned, way_out)


def _cleaned(file: Path, content: bytes) -> bytes:
    """The picture alone, upright and no larger than a screen, as JPEG.

    Raises:
        Refused: `bad-file`.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=_FORMATS) as photo:
                return _encoded(file, photo)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise sort().bad(file, "is no photo that can be read") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise sort().bad(file, "has too many pixels") from error


def _encoded(file: Path, photo: "Image") -> bytes:
    from PIL import Image, ImageOps

    if photo.width * photo.height > MOST_PIXELS:
        raise sort().bad(file, "has too many pixels")
    photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(photo).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = Image.new("RGB", upright.size, "white")
    picture.paste(upright, mask=upright.getchannel("A"))
    written = BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()
