"""Where the designs and the vocabulary lie that come with the program."""

from pathlib import Path

from catalog.files import design_files
from catalog.kinds import SHIPPED, Kinds, read_kinds

_HERE = Path(__file__).resolve().parent


def designs_folder() -> Path:
    """The folder of the shipped designs: inside an installed package, or beside it in a work tree."""
    installed = _HERE / "_designs"
    return installed if installed.is_dir() else _HERE.parent / "designs"


def shipped_designs() -> list[Path]:
    """The files of the shipped designs, by name."""
    return design_files(designs_folder())


def kinds_file() -> Path:
    """The file of the shipped tool kinds."""
    return _HERE / SHIPPED


def shipped_kinds() -> Kinds:
    """The shipped tool kinds, read anew (65 ms; `shelf.load_kinds` has them from the cache)."""
    kinds, problems = read_kinds(kinds_file().read_bytes(), file=SHIPPED)
    if not kinds:
        raise RuntimeError(f"the program's own {problems[0]}")
    return kinds
