"""`python -m catalog check PATH...`: for maintainers of designs, their editors, hooks and CI."""

import argparse
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from catalog.checkrun import CheckReport, check_paths
from catalog.problem import Problem

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if a file has an error."""
    options = _parser().parse_args(arguments)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m catalog",
        description="Open machine designs as text files.",
        epilog="example: python -m catalog check designs/",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="tell every problem of designs and kinds files",
        description="Tell every problem of designs and kinds files, with file, line and column; exit 1 if any is an error.",
    )
    check.add_argument("paths", nargs="+", metavar="PATH", help="a design, a kinds.yaml, or a folder of them")
    output = check.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="one JSON document on stdout")
    output.add_argument("--github", action="store_true", help="annotations for GitHub Actions")
    return parser


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
