"""Checking whole folders of designs, as `python -m catalog check` and `toollib design check` do.

Needs no library and no database: maintainers and their CI have none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.across import Checked, check_across
from catalog.checks import check_design
from catalog.codec import decoded, encoded
from catalog.files import design_files, name_problem, read_inside
from catalog.kinds import SHIPPED, Kinds, ToolKind, read_kinds
from catalog.many import chunks_of, no_collecting, share_out
from catalog.problem import Problem, Problems
from catalog.reader import read_design
from catalog.shipped import shipped_designs, shipped_kinds
from catalog.text import plain
from catalog.ties import Ties, ties_of


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many files were looked at, and every problem in them: by file as given, then by place."""

    files: int
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    def to_json(self) -> dict[str, object]:
        """The report as the command contract prints it."""
        return {"files": self.files, "problems": [problem.to_json() for problem in self.problems]}


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one file gave: its own problems, and what it says about others if it could be read."""

    problems: tuple[Problem, ...]
    ties: Ties | None


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Files to be looked at in one go, by these kinds."""

    paths: tuple[str, ...]
    kinds: tuple[ToolKind, ...]


def check_paths(paths: Sequence[Path], *, kinds: Kinds | None = None) -> CheckReport:
    """Check designs and kinds files; a folder stands for the files in it.

    A `kinds.yaml` beside the designs, or beside the library.yaml above them, adds to the shipped vocabulary (or to
    `kinds`); shipped designs may be named.
    """
    files = list(dict.fromkeys(_expanded(paths)))
    designs = [path for path in files if path.name != SHIPPED]
    known = _Vocabulary(kinds or shipped_kinds())
    for path in files:
        if path.name == SHIPPED:
            known.add(path)
    looked = _look(designs, known)
    run = [Checked(path, looked[path].ties, Problems(plain(str(path)))) for path in designs]
    check_across(run, _others(designs))
    found = known.problems | {
        checked.path: _both(looked[checked.path].problems, checked.problems) for checked in run
    }
    told = [problem for path in dict.fromkeys([*files, *found]) for problem in found[path]]
    told += [problem for path in paths if (problem := _nothing(path)) is not None]
    return CheckReport(len(files), tuple(told))


class _Vocabulary:
    """The tool kinds that hold in each folder; `problems`: what is wrong in the files of kinds that were read."""

    def __init__(self, base: Kinds) -> None:
        self._base = base
        self._folders: dict[Path, Kinds] = {}
        self.problems: dict[Path, tuple[Problem, ...]] = {}

    def add(self, path: Path) -> None:
        """Let the kinds of a file that is checked hold everywhere."""
        self._base = self._joined(path)

    def of(self, folder: Path) -> Kinds:
        """The kinds that the designs of a folder may name."""
        if folder not in self._folders:
            beside = folder / SHIPPED
            if not beside.exists() and (folder.parent / "library.yaml").exists():
                beside = folder.parent / SHIPPED
            there = beside.exists() and beside not in self.problems
            self._folders[folder] = self._joined(beside) if there else self._base
        return self._folders[folder]

    def _joined(self, path: Path) -> Kinds:
        content = read_inside(path, path.parent)
        if isinstance(content, Problem):
            self.problems[path] = (content,)
            return self._base
        joined, self.problems[path] = read_kinds(content, file=plain(str(path)), base=self._base)
        return joined


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file to be looked at; the kinds of a folder come before its designs, which speak of them."""
    for path in paths:
        if path.is_dir():
            if (path / SHIPPED).exists():
                yield path / SHIPPED
            yield from design_files(path)
        elif path.exists() or path.is_symlink():
            yield path


def _nothing(path: Path) -> Problem | None:
    """What is wrong with a path that gave nothing to look at: a hook that checks nothing must not pass in silence."""
    file = plain(str(path))
    if not path.exists() and not path.is_symlink():
        return Problem(file, 1, 1, "file-missing", "error", "there is no such file or folder")
    if path.is_dir() and next(_expanded([path]), None) is None:
        hint = "designs are the *.yaml files of a folder; the folders inside it are not looked at"
        return Problem(file, 1, 1, "nothing-to-check", "warning", "there is no design in this folder", hint)
    return None


def _others(designs: Sequence[Path]) -> dict[str, Path]:
    """Designs that are not checked but may be named: the shipped ones, and neighbours of the checked ones."""
    others = {path.stem: path for path in shipped_designs()}
    for folder in dict.fromkeys(path.parent for path in designs):
        others |= {path.stem: path for path in design_files(folder)}
    for path in designs:
        others.pop(path.stem, None)
    return others


def _both(own: tuple[Problem, ...], across: Problems) -> tuple[Problem, ...]:
    if len(across) == 0:
        return own
    across.extend(own)
    return tuple(across)


def _look(designs: Sequence[Path], known: _Vocabulary) -> Mapping[Path, _Looked]:
    """Each file on its own; very many are shared out among processes."""
    found: dict[Path, _Looked] = {}
    folders: dict[Path, list[Path]] = {}
    for path in designs:
        folders.setdefault(path.parent, []).append(path)
    for folder, paths in folders.items():
        kinds = known.of(folder)
        cut = chunks_of(len(paths)) if all(map(_can_be_sent, paths)) else None
        if cut is None:
            with no_collecting():
                found |= {path: _one(path, kinds) for path in paths}
            continue
        chunks = [_Chunk(tuple(str(paths[number]) for number in part), tuple(kinds)) for part in cut]
        answers = share_out("catalog.checkrun:look_at_chunk", [encoded(chunk) for chunk in chunks])
        with no_collecting():
            looked = [each for answer in answers for each in decoded(answer, list[_Looked])]
        found |= dict(zip(paths, looked, strict=True))
    return found


def look_at_chunk(chunk: bytes) -> bytes:
    """What a process that looks at part of the files is given and gives back."""
    given: _Chunk = decoded(chunk, _Chunk)
    kinds = Kinds(given.kinds, ())
    return encoded([_one(Path(path), kinds) for path in given.paths])


def _can_be_sent(path: Path) -> bool:
    """Whether its name is text; others are looked at here."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _one(path: Path, kinds: Kinds) -> _Looked:
    file = plain(str(path))
    problems = Problems(file)
    if wrong_name := name_problem(path):
        problems.add(wrong_name)
    content = read_inside(path, path.parent)
    if isinstance(content, Problem):
        problems.add(content)
        return _Looked(tuple(problems), None)
    reading = read_design(content, id=path.stem, file=file)
    problems.extend(check_design(reading, kinds, folder=path.parent))
    return _Looked(tuple(problems), ties_of(reading, kinds))
