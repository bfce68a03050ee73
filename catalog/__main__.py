"""`python -m catalog COMMAND`: for maintainers of designs, their editors, hooks and CI. Needs no library."""

import argparse
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.checkrun import CheckReport, check_paths
from catalog.problem import Problem
from catalog.text import nearest, plain, quote

if TYPE_CHECKING:
    from catalog.drafting import Drafted
    from catalog.kinds import Kinds

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if something is refused or a file has an error."""
    options = _parser().parse_args(arguments)
    run = {"check": _check, "new": _new, "fork": _fork, "explain": _explain, "schema": _schema}
    return run[options.command](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m catalog",
        description="Open machine designs as text files.",
        epilog="example: python -m catalog check designs/",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", dest="command")
    check = commands.add_parser(
        "check",
        help="tell every problem of designs and kinds files",
        description="Tell every problem of designs and kinds files, with file, line and column; exit 1 if any is an error.",
    )
    check.add_argument("paths", nargs="+", metavar="PATH", help="a design, a kinds.yaml, or a folder of them")
    output = check.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="one JSON document on stdout")
    output.add_argument("--github", action="store_true", help="annotations for GitHub Actions")
    new = commands.add_parser("new", help="write a commented template for a new design")
    new.add_argument("id", metavar="ID", help="small letters and digits, joined by hyphens")
    fork = commands.add_parser("fork", help="copy a design, its ancestor credited")
    fork.add_argument(
        "file", type=Path, metavar="FILE", help="the file of the original, which stays as it is"
    )
    fork.add_argument("id", metavar="NEW_ID", help="small letters and digits, joined by hyphens")
    fork.add_argument("--author", help="who makes the fork; else the author stays")
    for command in (new, fork):
        command.add_argument(
            "--to", type=Path, default=Path(), metavar="DIR", help="the folder; else this one"
        )
    explain = commands.add_parser("explain", help="tell what a problem means and the way out")
    explain.add_argument(
        "code", nargs="?", metavar="CODE", help="such as key-unknown; without it all are listed"
    )
    schema = commands.add_parser("schema", help="print the JSON Schema of design files, for editors")
    schema.add_argument(
        "--kinds", type=Path, metavar="FILE", help="a kinds.yaml whose kinds are suggested too"
    )
    return parser


def _check(options: argparse.Namespace) -> int:
    report = check_paths([Path(path) for path in options.paths])
    if options.json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    elif options.github:
        for problem in report.problems:
            print(_annotation(problem))
    else:
        for problem in report.problems:
            print(problem)
        print(_summary(report), file=sys.stderr)
    return 1 if report.has_errors else 0


def _new(options: argparse.Namespace) -> int:
    from catalog.drafting import new_design
    from catalog.shipped import shipped_kinds

    return _drafted(lambda: new_design(options.to, options.id, kinds=shipped_kinds()))


def _fork(options: argparse.Namespace) -> int:
    from catalog.drafting import fork_design
    from catalog.shipped import shipped_kinds

    author = options.author
    return _drafted(
        lambda: fork_design(options.file, options.to, options.id, kinds=shipped_kinds(), author=author)
    )


def _drafted(make: "Callable[[], Drafted | Problem]") -> int:
    try:
        made = make()
    except OSError as error:
        print(f"{plain(str(error.filename))} cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    if isinstance(made, Problem):
        print(made, file=sys.stderr)
        return 1
    print(made.path)
    for problem in made.problems:
        print(problem, file=sys.stderr)
    return 0


def _explain(options: argparse.Namespace) -> int:
    from catalog.explain import codes

    known = {code.code: code for code in codes()}
    if options.code is None:
        width = max(map(len, known))
        for name, code in known.items():
            print(f"{name:{width}}  {' '.join(code.means.split())}")
        return 0
    if options.code not in known:
        near = nearest(options.code, known)
        hint = f"; did you mean {quote(near[0])}?" if near else "; without a code all are listed"
        print(f"there is no problem {quote(options.code)}{hint}", file=sys.stderr)
        return 1
    code = known[options.code]
    print(f"{code.code} ({', '.join(code.severity)})\n\n{' '.join(code.means.split())}")
    example = code.example or code.shown_as or ""
    print(
        "\nExample:\n" + "".join(f"  {line}\n" for line in example.splitlines()) + f"\nWay out: {code.mend}"
    )
    return 0


def _schema(options: argparse.Namespace) -> int:
    from catalog.schema import as_text, design_schema

    kinds = _kinds(options.kinds)
    if kinds is None:
        return 1
    print(as_text(design_schema(kinds)), end="")
    return 0


def _kinds(path: Path | None) -> "Kinds | None":
    """The shipped kinds, with those of a file; None if that cannot be read, and stderr says why."""
    from catalog.files import read_plain
    from catalog.kinds import read_kinds
    from catalog.shipped import shipped_kinds

    kinds = shipped_kinds()
    if path is None:
        return kinds
    content = read_plain(path)
    problems: tuple[Problem, ...] = (content,) if isinstance(content, Problem) else ()
    if isinstance(content, bytes):
        kinds, problems = read_kinds(content, file=plain(str(path)), base=kinds)
    for problem in problems:
        print(problem, file=sys.stderr)
    return None if any(problem.severity == "error" for problem in problems) else kinds


def _summary(report: CheckReport) -> str:
    found = Counter(problem.severity for problem in report.problems)
    counts = {
        "file": report.files,
        "error": found["error"],
        "warning": found["warning"],
        "note": found["note"],
    }
    told = (f"{number} {word}" + ("" if number == 1 else "s") for word, number in counts.items() if number)
    return (", ".join(told) or "no files") + ("" if report.problems else ": all well")


def _annotation(problem: Problem) -> str:
    """The problem as a workflow command; its own signs are escaped as GitHub asks."""
    place = (
        f"file={_value(problem.file)},line={problem.line},col={problem.column},title={_value(problem.code)}"
    )
    hint = f"\nhint: {problem.hint}" if problem.hint else ""
    return f"::{_LEVELS[problem.severity]} {place}::{_data(problem.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _run() -> int:
    """The command as a process: whatever people wrote can be printed, and a reader may go away (`| head`)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain when it flushes at the end: there is nobody left to complain to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return status


if __name__ == "__main__":
    sys.exit(_run())
