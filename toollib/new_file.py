"""Answers that go into a file: always a new one, so that no maintainer's file is ever written over."""

from pathlib import Path

from catalog.text import plain


def write_new(path: Path, text: str) -> None:
    """Write a text to a file that is not there yet.

    Raises:
        Refused: `bad-file` where something is there already, or it cannot be written; then nothing is left behind.
    """
    from toollib.rules.reasons import refuse

    shown = plain(str(path))
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            try:
                file.write(text)
                file.flush()
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError as error:
        raise refuse(
            "bad-file", f"{shown} is there already; nothing was changed", "name another file"
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or "no file can be called so"
        raise refuse("bad-file", f"{shown} cannot be written: {why}") from error
