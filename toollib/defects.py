"""Defects of the program, written down where whoever mends it can find them: places in our code, and nobody's data.

The command line and the screens both end here. Messages of exceptions may hold what people typed: they stay out.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path

# Beyond so many bytes the log begins anew; the one before is kept beside it.
_MOST = 256 * 1024
_DEEPEST = 5


def log_file() -> Path | None:
    """Where defects are written down, whether or not there are any yet; None in a broken installation."""
    try:
        from platformdirs import user_log_path
    except ImportError:  # that may be the very defect
        return None
    return user_log_path("toollib", appauthor=False) / "defects.log"


def note(error: BaseException) -> Path | None:
    """Write down where in our code this broke; the log, or None where it cannot be written."""
    path = log_file()
    if path is None:
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > _MOST:
            path.replace(path.with_name(f"{path.name}.1"))
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join([_head(), *_told(error), ""]))
    except OSError:
        return None
    return path


def _head() -> str:
    import platform

    from toollib import __version__
    from toollib.clock import SystemClock

    at = f"{SystemClock().now():%Y-%m-%dT%H:%M:%SZ}"
    return f"{at} toollib {__version__}, Python {platform.python_version()}"


def _told(error: BaseException) -> Iterator[str]:
    """The places where it broke, then what broke by its type; and the same of what it came of."""
    cause: BaseException | None = error
    for depth in range(_DEEPEST):
        if cause is None:
            return
        if depth:
            yield "  which came of"
        for each in traceback.extract_tb(cause.__traceback__):
            yield f"  {each.filename}:{each.lineno} in {each.name}"
        yield f"  {type(cause).__module__}.{type(cause).__name__}"
        cause = cause.__cause__ or cause.__context__
