"""Files made to hurt: how long the check of each takes and how much memory, each in a process of its own.

The floor is the check of a sound design as large as any that is read, in the same way. Limits: 100 MB at most, whatever the
file, and no longer than five times the sound one: twelve thousand different licenses are twelve thousand to be looked up.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Ratio, milliseconds

ROOT = Path(__file__).resolve().parent.parent
MEGABYTES = 100
TIMES = 5.0
SOUND = """\
name: Small press
summary: Presses damp soil.
category: habitat
license: {hardware: CERN-OHL-S-2.0}
credit: {author: A. Maker, source: https://example.org/press}
readiness: {status: design}
"""
# Told by the child itself: the time of the check alone, and the most memory that it ever held. What getrusage tells begins
# with the memory of whoever started it, so Linux is asked for that of the program alone.
CHILD = """
import re, resource, sys, time
from pathlib import Path
from catalog.checkrun import check_paths
start = time.perf_counter()
report = check_paths([Path(sys.argv[1])])
seconds = time.perf_counter() - start
codes = ",".join(sorted({problem.code for problem in report.problems}))
try:
    kilobytes = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
except OSError:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(seconds, kilobytes / 1024, codes)
"""


class Cost(NamedTuple):
    """What one check took: seconds, megabytes, and the codes of the problems that it told."""

    seconds: float
    megabytes: float
    codes: str


def bomb(rows: int, width: int) -> str:
    """Aliases of aliases: a few lines that would unfold to `width` to the power of `rows` values."""
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{row}: &a{row} [{', '.join([f'*a{row - 1}'] * width)}]" for row in range(1, rows)]
    return "\n".join(lines)


def pipe(path: Path) -> None:
    """A pipe into which nobody ever writes."""
    os.mkfifo(path)


def endless(path: Path) -> None:
    """A link to a device that never ends."""
    path.symlink_to("/dev/zero")


def loop(path: Path) -> None:
    """A link to itself."""
    path.symlink_to(path)


def huge(path: Path) -> None:
    """Two gigabytes that take no place on the disk."""
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)


def text(content: str) -> Callable[[Path], None]:
    """A file of this text."""

    def make(path: Path) -> None:
        path.write_text(content, encoding="utf-8")

    return make


def large() -> str:
    """Parts, tools and steps of a design that nobody will ever build: just below what is read at all."""
    lines = range(2_700)
    parts = "".join(
        f"- {{id: tube-{n}, part: Square tube {n}, qty: {n % 9 + 1} m, cost: 20 USD}}\n" for n in lines
    )
    tools = "".join(f"- {{id: drill-{n}, tool: drill-press, hours: 2, for: tube {n}}}\n" for n in lines)
    steps = "".join(
        f"- {{id: s-{n}, do: Cut it, after: [s-{max(n - 1, 0)}], parts: [tube-{n}], tools: [drill-{n}]}}\n"
        for n in lines
    )
    return f"parts:\n{parts}tools:\n{tools}steps:\n{steps.replace('after: [s-0], ', '', 1)}"


FULL = 1024 * 1024 - 2000  # as much as is read at all
HOSTILE: dict[str, Callable[[Path], None]] = {
    "sound": text(SOUND + large()),
    "sound-and-small": text(SOUND),
    "alias-bomb": text(bomb(20, 9)),
    "alias-bomb-in-a-value": text(SOUND + "okh:\n  " + bomb(30, 20).replace("\n", "\n  ")),
    "python-object": text(SOUND + "safety: !!python/object/apply:os.system ['true']\n"),
    "ten-thousand-levels": text(SOUND + "okh: " + "{a: " * 10_000),
    "brackets": text("[" * FULL),
    "dashes": text("- " * (FULL // 2)),
    "question-marks": text("? " * (FULL // 2)),
    "colons": text(":" * FULL),
    "one-line": text(SOUND + "safety: " + "a" * FULL),
    "quoted-line-never-closed": text(SOUND + 'safety: "' + "a\n " * (FULL // 3)),
    "many-items": text("parts:\n" + "- a\n" * (FULL // 4)),
    "many-parts": text(SOUND + "parts:\n" + "- 1 a\n" * 40_000),
    "many-steps-in-a-row": text(
        SOUND
        + "steps:\n"
        + "".join(f"- {{id: s{n}, do: S, after: [s{n + 1}]}}\n" for n in range(12_000))
        + "- {id: s12000, do: S}\n"
    ),
    "steps-that-all-wait-for-all": text(
        SOUND + "steps:\n" + "".join(f"- {{id: s{n}, do: S, after: [{', '.join(f's{m}' for m in range(300))}]}}\n" for n in range(300))
    ),
    "many-mistyped-steps": text(
        SOUND + "steps:\n" + "".join(f"- {{id: step-{n}, do: S, after: [stop-{n}]}}\n" for n in range(9_000))
    ),
    "many-mistyped-kinds": text(SOUND + "tools:\n" + "".join(f"- angel-grinder-{n}\n" for n in range(30_000))),
    "many-mistyped-sources": text(
        SOUND
        + "sources:\n"
        + "".join(f"  source-{n}: {{title: T}}\n" for n in range(8_000))
        + "facts:\n"
        + "".join(f"- {{what: W, value: V, source: sauce-{n}}}\n" for n in range(8_000))
    ),
    "many-licenses": text(
        SOUND + "parts:\n" + "".join(f"- {{part: P, qty: 1, license: LicenseRef-{n} OR MIT}}\n" for n in range(12_000))
    ),
    "many-licenses-made-elsewhere": text(
        SOUND
        + "parts:\n"
        + "".join(f"- {{part: P{n}, qty: 1, make: {{external: x}}, license: GPL-{n % 3 + 1}.0-only}}\n" for n in range(7_500))
    ),
    "many-ancestors": text(
        SOUND.replace(
            "press}",
            "press, from: ["
            + ", ".join(f"{{title: T{n}, author: A, source: S, license: CC-BY-SA-{n % 3 + 2}.0}}" for n in range(7_000))
            + "]}",
        )
    ),
    "long-license": text(SOUND.replace("CERN-OHL-S-2.0", "'" + "(" * 500_000 + "MIT'")),
    "unknown-keys": text(SOUND + "".join(f"k{n}: 1\n" for n in range(60_000))),
    "one-key-often": text(SOUND + "name: x\n" * 60_000),
    "digits": text(SOUND + "parts: [{part: Bolt, qty: " + "9" * 900_000 + "}]\n"),
    "power-tower": text(SOUND + "parts: [{part: Bolt, qty: 9**9**9}]\n"),
    "blanks-of-a-template": text(SOUND + "keywords:\n" + "- <" + "a " * 100_000 + "\n" + "- '{{" + "x" * 400_000 + "'\n"),
    "paths": text(SOUND + "files:\n  source:\n" + "  - ../../etc/passwd\n" * 30_000),
    "combining-letters": text(SOUND + "tools: [a" + "\u0301" * 400_000 + "]\n"),
    "control-characters": text(SOUND + "safety: " + "\x01" * 500_000),
    "nothing-but-blanks": text(" " * FULL),
    "pipe": pipe,
    "device": endless,
    "loop": loop,
    "two-gigabytes": huge,
}  # fmt: skip


def check(path: Path) -> Cost:
    """One check in a process of its own; one that crashes or takes a minute ends the benchmark."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", CHILD, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    seconds, megabytes, *codes = done.stdout.split()
    return Cost(float(seconds), float(megabytes), " ".join(codes))


def main() -> int:
    """Print a line for each file; 1 if one is beyond a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="each file once")
    rounds = 1 if parser.parse_args().short else 3
    costs: dict[str, list[Cost]] = {name: [] for name in HOSTILE}
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.yaml" for name in HOSTILE}
        for name, make in HOSTILE.items():
            make(paths[name])
        for _ in range(rounds):
            for name, path in paths.items():
                costs[name].append(check(path))
    floor = statistics.median(cost.seconds for cost in costs["sound"])
    above = False
    for name, each in costs.items():
        seconds, memory = (
            statistics.median(cost.seconds for cost in each),
            max(cost.megabytes for cost in each),
        )
        note = f"{milliseconds(seconds)}, {memory:.0f} MB: {each[0].codes or 'no problem'}"
        time, room = (
            Ratio(name, seconds / floor, TIMES, note),
            Ratio(f"{name}, memory", memory / MEGABYTES, 1.0),
        )
        print(time)
        if room.ratio > room.limit:
            print(room)
        above = above or time.ratio > time.limit or room.ratio > room.limit
    return int(above)


if __name__ == "__main__":
    sys.exit(main())
