"""The shelf of designs: cold, warm, with one file changed, and the check of all, over ten thousand made-up files.

Limits: a cold load takes at most 2.5 times what the C parser takes in one process to walk the folder, read each file and
compose it: no look for deep nesting before (of which it dies), no Python value made of a node, nothing kept. The same is
asked of a cold load that is given one process only, as on a machine whose other cores are busy. A warm list takes at most
3 times a bare stat of all files plus reading the index rows; a changed file is read again alone; a check of all takes at
most 2 times the cold load.
"""

import argparse
import gc
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import msgspec
import yaml

from benchmarks.measure import Ratio, milliseconds
from catalog import shelf_reading
from catalog.checkrun import check_paths
from catalog.files import read_inside
from catalog.problem import Problem
from catalog.shelf import Shelf

KINDS = (
    "drill-press",
    "angle-grinder",
    "mig-welder",
    "jigsaw",
    "soldering-iron",
    "claw-hammer",
    "bench-vise",
)
LICENSES = ("CERN-OHL-S-2.0", "CC-BY-SA-4.0", "MIT", "GPL-3.0-or-later")
CATEGORIES = ("habitat", "energy", "science", "furniture")
HEAD = """\
# yaml-language-server: $schema=../design.schema.json
format: 1
name: Machine number {number}
summary: Presses, cuts or grinds what machine {number} was made for, as no machine before it.
category: {category}
version: "{number}.10"
license: {{hardware: {license}, software: MIT, stated-in: https://example.org/{number}/license}}
credit:
  author: Workshop {number}
  source: https://example.org/{number}
  from: [{{title: An older one, author: B. Maker, source: https://example.org/old, license: CC0-1.0, changes: bolted}}]
sources:
  bom: {{title: Bill of materials, where: https://example.org/{number}/bom, as-of: 2025-12-06}}
  guide: {{title: Guide, where: https://example.org/{number}/guide, as-of: 2025-12}}
readiness: {{status: prototype, source: bom, made: OTRL-5, docs: ODRL-2}}
documented: {{parts: full, tools: full, steps: partial}}
keywords: [earth, brick, number-{number}]
size: {{width: 1.5 m, depth: 1.2 m, height: 2 m, mass: 1700 lb}}
parts:
"""
PART = (
    "  - {{id: tube-{n}, part: Square tube {n}x4x1/4 in, qty: {n} m, cost: 20 USD, source: bom}}\n"
    "  - {{part: Bolt M{n}x40, qty: {n}, cost: 0.20 USD, source: bom}}\n"
)
TOOL = "  - {{id: tool-{n}, tool: {kind}, hours: {n}, for: frame, source: bom}}\n"
STEP = "  - {{id: step-{n}, do: Cut and drill tube {n}, tools: [tool-{n}], parts: [tube-{n}], hours: {{low: 2, high: 3}}}}\n"
TAIL = """\
runs-on:
  - {any: [power-cube, {outside: grid electricity}]}
skills: [{skill: mig-welding, level: 2}]
people: 2
files: {guide: https://example.org/guide}
safety: Crushing hazard; oil at 2300 psi.
facts: [{what: rate, value: 6 bricks/min, source: bom, as-of: 2017-08}, {what: cost, value: 6750-10450 USD, low: 6750, high: 10450, unit: USD, bound: about, source: guide}]
"""


def write(folder: Path, number: int) -> Path:
    """A design of some sixty lines and 3.5 KB, unlike the others in its words."""
    head = HEAD.format(number=number, category=CATEGORIES[number % 4], license=LICENSES[number % 3])
    lines = range(1, 9)
    parts = "".join(PART.format(n=n) for n in lines)
    tools = "".join(TOOL.format(n=n, kind=KINDS[(number + n) % 7]) for n in lines)
    steps = "".join(STEP.format(n=n) for n in lines)
    path = folder / f"machine-{number:05}.yaml"
    path.write_text(f"{head}{parts}tools:\n{tools}steps:\n{steps}{TAIL}", encoding="utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000))  # not of this moment: the cache believes its looks
    return path


def bare(folder: Path) -> int:
    """What no reader can do without: walk the folder, open each file, compose its nodes."""
    count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            yaml.compose(Path(place, name).read_bytes(), Loader=yaml.CSafeLoader)
            count += 1
    return count


def in_one_process(work: Callable[[], object]) -> object:
    """The work without the help of other processes."""
    with mock.patch.object(shelf_reading, "chunks_of", return_value=None):
        return work()


def once(work: Callable[[], object]) -> float:
    """Seconds that it takes, the garbage of earlier work gone."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def index(folder: Path, cache: Path) -> object:
    """What no list can do without: a look at each file, and the rows that were kept."""
    for entry in os.scandir(folder):
        entry.stat()
    [kept] = cache.glob("designs-*.list")
    with kept.open("rb") as file:
        file.readline()
        return msgspec.msgpack.decode(file.read())


def loading(folder: Path, cache: Path, rounds: int) -> list[Ratio]:
    """Cold against bare, warm against bare, and the check against cold; they take turns."""
    works: dict[str, Callable[[], object]] = {
        "bare": lambda: bare(folder),
        "alone": lambda: in_one_process(lambda: Shelf([folder], cache_folder=cache)),
        "cold": lambda: Shelf([folder], cache_folder=cache),
        "check": lambda: check_paths([folder]),
        "index": lambda: index(folder, cache),
        "warm": lambda: list(Shelf([folder], cache_folder=cache)),
    }
    best = dict.fromkeys(works, math.inf)
    for _ in range(rounds):
        for name, work in works.items():
            for _ in range(5 if name in {"index", "warm"} else 1):
                if name in {"alone", "cold"}:
                    shutil.rmtree(cache, ignore_errors=True)
                best[name] = min(best[name], once(work))
    words = {
        "cold": ("cold load / walk, read and compose in one process", "bare", 2.5),
        "alone": ("the same with one process for the load, too", "bare", 2.5),
        "warm": ("warm list / bare stat and index rows", "index", 3.0),
        "check": ("check of all / cold load", "cold", 2.0),
    }
    return [
        Ratio(what, best[name] / best[floor], limit, milliseconds(best[name]))
        for name, (what, floor, limit) in words.items()
    ]


def one_changed(folder: Path, cache: Path) -> Ratio:
    """How many files are read when one of all has changed: counted, not timed."""
    write(folder, 7).write_text(
        (folder / "machine-00008.yaml").read_text(encoding="utf-8").replace("Presses", "Bends"),
        encoding="utf-8",
    )
    read: list[str] = []

    def counted(path: Path, inside: Path) -> bytes | Problem:
        read.append(path.name)
        return read_inside(path, inside)

    with mock.patch.object(shelf_reading, "read_inside", counted):
        seconds = once(lambda: Shelf([folder], cache_folder=cache))
    return Ratio("files read after one has changed", len(read), 1.0, milliseconds(seconds))


def main() -> int:
    """Print the ratios; 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="1,000 files in place of 10,000")
    many = 1_000 if parser.parse_args().short else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "designs", Path(name) / "cache"
        folder.mkdir()
        for number in range(many):
            write(folder, number)
        ratios = [*loading(folder, cache, rounds=2 if many > 5_000 else 3), one_changed(folder, cache)]
    print(f"{many:,} designs")
    print(*ratios, sep="\n")
    return int(any(each.ratio > each.limit for each in ratios))


if __name__ == "__main__":
    sys.exit(main())
