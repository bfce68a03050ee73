"""erased.json: who must stay erased, without a name. It lies beside the database, so that an older one put back forgets too."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from toollib.rules.reasons import refuse
from toollib.store.leaving import Gone

_ABOUT = (
    "Members who were erased and must stay so; when an older library.db is put back, they are erased again."
)


def read(path: Path) -> tuple[Gone, ...]:
    """Who must stay erased; nobody where there is no such file.

    Raises:
        Refused: `bad-file` where it cannot be understood: opening an older database would bring people back.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path.name) from error
    try:
        found = json.loads(text)["erased"]
        return tuple(Gone(str(each["member"]), str(each["added_at"])) for each in found)
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(path.name) from error


def write(path: Path, gone: Iterable[Gone]) -> None:
    """Keep who must stay erased, beside whom the file names already: flushed and renamed, readable by its owner only.

    Raises:
        Refused: `bad-file`, or `read-only` where it cannot be written.
    """
    everyone = sorted({*read(path), *gone})
    document = {"about": _ABOUT, "erased": [each._asdict() for each in everyone]}
    beside = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(json.dumps(document, indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise refuse("read-only", f"{path.name} cannot be written: {error.strerror}") from error


def _broken(name: str) -> Exception:
    return refuse(
        "bad-file",
        f"{name} cannot be read; it says who was erased and must stay so",
        f"take {name} from the newest backup; without one, delete it only if library.db was never put back",
    )
