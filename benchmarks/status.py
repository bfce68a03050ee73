"""`toollib status` as a whole process, against `python -c "import click, sqlite_utils"`. Limit: 1.5 times.

Both are run in turns; what counts is the processor time of the process, which a busy machine disturbs least.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.libraries import NOW, made
from benchmarks.measure import Ratio, milliseconds

FLOOR = [sys.executable, "-c", "import click, sqlite_utils"]


def cost(command: list[str], environment: dict[str, str]) -> float:
    """Processor seconds of a whole process.

    Raises:
        RuntimeError: it failed.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} failed")
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Print the ratio; 1 if it is beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer rounds")
    rounds = 11 if parser.parse_args().short else 31
    with tempfile.TemporaryDirectory() as name:
        folder = made(Path(name) / "library", members=60, tools=150, loans=1_000)
        environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(Path(name) / "cache"),
            "TOOLLIB_LIBRARY": str(folder),
        }
        # An installed program has its bytecode beside it; a work tree may not.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = {
            what: [str(Path(sys.executable).with_name("toollib")), "--now", NOW.isoformat(), "status", code]
            for what, code in (("a member", "M-0017"), ("a tool", "T-0042"))
        }
        for command in (*ours.values(), *ours.values(), FLOOR):
            cost(command, environment)
        times: dict[str, list[float]] = {"floor": [], **{what: [] for what in ours}}
        for _ in range(rounds):
            times["floor"].append(cost(FLOOR, environment))
            for what, command in ours.items():
                times[what].append(cost(command, environment))
    middle = {what: statistics.median(each) for what, each in times.items()}
    ratios = [
        Ratio(
            f"toollib status of {what} / import click, sqlite_utils",
            middle[what] / middle["floor"],
            1.5,
            milliseconds(middle[what]),
        )
        for what in ours
    ]
    print(*ratios, sep="\n")
    return int(any(each.ratio > each.limit for each in ratios))


if __name__ == "__main__":
    sys.exit(main())
