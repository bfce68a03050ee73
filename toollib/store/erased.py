"""erased.json: who must stay erased, without a name. It lies beside the database, so that an older one put back forgets too."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from toollib.rules.reasons import refuse
from toollib.store.leaving import Gone

_ABOUT = (
    "Members who were erased and must stay so; when an older library.db is put back, they are erased again."
)


class Kept(NamedTuple):
    """Who must stay erased, and whose erasing has begun: it is not sure that it came to its end."""

    erased: tuple[Gone, ...] = ()
    under_way: tuple[Gone, ...] = ()


def read(path: Path) -> Kept:
    """Who must stay erased; nobody where there is no such file.

    Raises:
        Refused: `bad-file` where it cannot be understood: opening an older database would bring people back.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Kept()
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path.name) from error
    try:
        document = json.loads(text)
        return Kept(_people(document["erased"]), _people(document.get("under_way", [])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(path.name) from error


def write(path: Path, kept: Kept) -> None:
    """Keep this in place of what the file says: flushed and renamed, readable by its owner only.

    Raises:
        Refused: `read-only` where it cannot be written.
    """
    document = {"about": _ABOUT, **{name: _listed(people) for name, people in kept._asdict().items()}}
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


def _people(found: Iterable[Mapping[str, object]]) -> tuple[Gone, ...]:
    return tuple(Gone(str(each["member"]), str(each["added_at"])) for each in found)


def _listed(people: Iterable[Gone]) -> list[dict[str, str]]:
    return [each._asdict() for each in sorted(set(people))]


def _broken(name: str) -> Exception:
    return refuse(
        "bad-file",
        f"{name} cannot be read; it says who was erased and must stay so",
        f"take {name} from the newest backup; without one, delete it only if library.db was never put back",
    )
