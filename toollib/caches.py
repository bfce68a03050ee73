"""Where things lie that are kept between runs and may vanish at any time. Of its own, since the settings need it too."""

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Where parsed designs, kinds and holidays are kept between runs; losing it costs a moment."""
    system: str = sys.platform  # a variable, else type checkers see only the system that they run on
    if system == "linux":  # what platformdirs would say, without the 5 ms of importing it
        named = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (named if named.is_absolute() else Path.home() / ".cache") / "toollib"
    from platformdirs import user_cache_path

    return user_cache_path("toollib", appauthor=False)
