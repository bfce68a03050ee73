"""Checking whole folders of designs, as `python -m catalog check` and `toollib design check` do.

Needs no library and no database: maintainers and their CI have none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from catalog.checks import check_design
from catalog.cycles import first_cycle
from catalog.design import Design
from catalog.files import design_files, name_problem, read_inside
from catalog.kinds import Kinds, read_kinds
from catalog.problem import Mark, Problem, Problems
from catalog.reader import Reading, read_design
from catalog.shipped import shipped_designs, shipped_kinds
from catalog.text import nearest, plain, quote


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


@dataclass(slots=True)
class _Checked:
    """One file of the run: its folder, its reading, and the problems found in it so far."""

    path: Path
    reading: Reading | None
    problems: Problems

    @property
    def design(self) -> Design | None:
        return None if self.reading is None else self.reading.draft


@dataclass(slots=True)
class _Run:
    """What the rules across files need to know."""

    kinds: Kinds
    files: list[_Checked] = field(default_factory=list)
    others: dict[str, Path] = field(default_factory=dict)
    """Designs that are not checked but may be named: neighbours of a checked file, and the shipped ones."""


def check_paths(paths: Sequence[Path], *, kinds: Kinds | None = None) -> CheckReport:
    """Check designs and kinds files; a folder stands for the files in it.

    A `kinds.yaml` beside the designs adds to the shipped vocabulary (or to `kinds`); shipped designs may be named.
    """
    run = _Run(kinds or shipped_kinds())
    problems: list[Problem] = []
    count = 0
    for path in dict.fromkeys(_expanded(paths)):
        count += 1
        if path.name == "kinds.yaml":
            problems += _kinds_problems(path, run)
        else:
            run.files.append(_one(path, run))
    run.others |= {path.stem: path for path in shipped_designs()}
    for folder in dict.fromkeys(checked.path.parent for checked in run.files):
        run.others |= {path.stem: path for path in design_files(folder)}
    _across(run)
    for checked in run.files:
        problems += checked.problems
    problems += [problem for path in paths if (problem := _nothing(path)) is not None]
    return CheckReport(count, tuple(problems))


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file to be looked at; the kinds of a folder come before its designs, which speak of them."""
    for path in paths:
        if path.is_dir():
            if (path / "kinds.yaml").exists():
                yield path / "kinds.yaml"
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


def _kinds_problems(path: Path, run: _Run) -> Iterable[Problem]:
    content = read_inside(path, path.parent)
    if isinstance(content, Problem):
        return [content]
    run.kinds, problems = read_kinds(content, file=plain(str(path)), base=run.kinds)
    return problems


def _one(path: Path, run: _Run) -> _Checked:
    file = plain(str(path))
    problems = Problems(file)
    if wrong_name := name_problem(path):
        problems.add(wrong_name)
    content = read_inside(path, path.parent)
    if isinstance(content, Problem):
        problems.add(content)
        return _Checked(path, None, problems)
    reading = read_design(content, id=path.stem, file=file)
    problems.extend(check_design(reading, run.kinds, folder=path.parent))
    return _Checked(path, reading, problems)


def _across(run: _Run) -> None:
    """The rules that take more than one file."""
    _same_id(run)
    makes = _Makes(run)
    told: set[frozenset[str]] = set()
    for checked in run.files:
        if checked.design is not None:
            _known_makes(checked, checked.design, run)
            _make_cycle(checked, checked.design, makes, told)
    _tool_cycle(run)


def _same_id(run: _Run) -> None:
    first: dict[tuple[Path, str], _Checked] = {}
    for checked in run.files:
        other = first.setdefault((checked.path.parent, checked.path.stem), checked)
        if other is not checked:
            message = f"{quote(other.path.name)} has the id {quote(checked.path.stem)} already"
            checked.problems.error(Mark(1, 1), "id-twice", message, hint="rename one of the files")


def _known_makes(checked: _Checked, design: Design, run: _Run) -> None:
    known = {*run.others, *(other.path.stem for other in run.files)}
    for line in design.parts:
        if isinstance(line.make, str) and line.make not in known:
            near = nearest(line.make, known)
            hint = f"did you mean {quote(near[0])}?" if near else "{external: https://…} if it lies elsewhere"
            where = _place(checked, line, "make")
            checked.problems.error(where, "design-unknown", f"no design {quote(line.make)} here", hint=hint)


class _Makes:
    """Which designs a design is made from; files beside the checked ones are read when a chain leads to them."""

    def __init__(self, run: _Run) -> None:
        self._others = run.others
        self._known = {checked.path.stem: checked.design.makes for checked in run.files if checked.design}

    def graph(self, start: str) -> dict[str, tuple[str, ...]]:
        """Everything that `start` is made from, over all levels; `start` is the first key."""
        graph: dict[str, tuple[str, ...]] = {}
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in graph:
                graph[name] = self._of(name)
                waiting.extend(graph[name])
        return graph

    def _of(self, name: str) -> tuple[str, ...]:
        if name not in self._known:
            path = self._others.get(name)
            content = None if path is None else read_inside(path, path.parent)
            draft = read_design(content, id=name, file=name).draft if isinstance(content, bytes) else None
            self._known[name] = draft.makes if draft else ()
        return self._known[name]


def _make_cycle(checked: _Checked, design: Design, makes: _Makes, told: set[frozenset[str]]) -> None:
    """A design that is made from itself could never be bought or built; each circle is told once."""
    cycle = first_cycle(makes.graph(design.id))
    if design.id not in cycle or frozenset(cycle) in told:
        return
    told.add(frozenset(cycle))
    turned = cycle[:-1][cycle.index(design.id) :] + cycle[: cycle.index(design.id)] + [design.id]
    line = next(line for line in design.parts if line.make == turned[1])
    message = f"designs are made from each other: {' → '.join(turned)}"
    where = _place(checked, line, "make")
    checked.problems.error(where, "make-cycle", message, hint="take one `make` out of the circle")


def _tool_cycle(run: _Run) -> None:
    """Printers make printers: no fault, but worth knowing, since somebody must own or borrow the first one."""
    makers: dict[str, list[_Checked]] = {}
    for checked in run.files:
        if checked.design is not None and (kind := _slug(run, checked.design.makes_tool)):
            makers.setdefault(kind, []).append(checked)
    for kind, checkeds in makers.items():
        for checked in checkeds:
            needs = checked.design.tools if checked.design else ()
            if any(not need.helps and {_slug(run, name) for name in need.kinds} == {kind} for need in needs):
                message = f"building it needs the tool kind that it makes ({quote(kind)})"
                where = _place(checked, checked.design, "makes-tool")
                checked.problems.note(
                    where, "tool-cycle", message, hint="the first one is bought or borrowed"
                )


def _slug(run: _Run, word: str | None) -> str | None:
    kind = None if word is None else run.kinds.get(word)
    return None if kind is None else kind.slug


def _place(checked: _Checked, value: object, *path: str) -> Mark:
    return Mark(1, 1) if checked.reading is None else checked.reading.place(value, *path)
