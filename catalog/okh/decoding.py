"""The bytes of somebody else's file → text: UTF-8 where they are, else the likely encoding, told.

Our own files must be UTF-8; a manifest or a list of parts was made by whatever its author had.
"""

import codecs
from typing import Final

from catalog.limits import MAX_BYTES
from catalog.problem import Mark, Problems

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_START: Final = Mark(1, 1)


def decode(source: bytes, problems: Problems, *, most: int = MAX_BYTES) -> str | None:
    """The text of a file of at most so many bytes, without a byte order mark; None if it is larger, which is told."""
    if len(source) > most:
        problems.error(_START, "file-too-large", f"{len(source)} bytes; at most {most} are read")
        return None
    for mark, name in _MARKED:
        if source.startswith(mark):
            return _marked(source[len(mark) :], name, problems)
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(source, error.start)
        name = _likely(source)
        message = f"byte 0x{source[error.start]:02X} is not UTF-8; the file is read as {name}"
        problems.warning(Mark(line, column), "encoding-guessed", message, hint="look at letters with accents")
        return source.decode(name, errors="replace")


def _marked(source: bytes, name: str, problems: Problems) -> str:
    """Text behind a byte order mark, which says what it is; what does not fit becomes U+FFFD."""
    try:
        text = source.decode(name)
    except UnicodeDecodeError:
        message = f"the file says that it is {name}, but not all of it is"
        problems.warning(
            _START, "encoding-guessed", message, hint="look for the sign \N{REPLACEMENT CHARACTER}"
        )
        return source.decode(name, errors="replace")
    if name != "utf-8":
        problems.note(_START, "encoding-guessed", f"the file is {name}")
    return text


def _likely(source: bytes) -> str:
    """Windows-1252 where bytes mean something only there (curly quotes, the euro sign), else Latin-1."""
    return "windows-1252" if any(0x80 <= byte <= 0x9F for byte in source) else "latin-1"


def _place(source: bytes, position: int) -> tuple[int, int]:
    before = source[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    start = before.rfind(b"\n") + 1
    return line, len(before[start:].decode("utf-8", errors="replace")) + 1
