"""A file put in its place whole or not at all: nobody ever reads half of it, not even after a power cut."""

import contextlib
import os
from pathlib import Path


def write_whole(path: Path, *parts: bytes, mode: int | None = None) -> None:
    """Put the parts, one after the other, in the place of what was at `path`: written beside, flushed, renamed.

    Its rights are `mode`; without one its owner alone may read it.

    Raises:
        OSError: it could not be written; what was there before is there still.
    """
    import tempfile  # slow to load, and seldom needed

    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(beside).unlink(missing_ok=True)
        raise
