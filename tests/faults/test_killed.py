"""Killed at any point of a checkout: what the desk acknowledged is there, whole; what it did not is there whole or not."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import write_designs
from toollib.desk.reads import LoansWanted, Part

pytestmark = pytest.mark.fault
ROOT = Path(__file__).parents[2]
_ALL = 1_000_000  # two hundred desks do more than a list shows unless told

# Lends, takes back and takes payments for ever; says what was acknowledged, one line each.
_DESK = """
import sys
from pathlib import Path
from toollib.clock import SystemClock
from toollib.library import Library, Who
library = Library.open(Path(sys.argv[1]), person=Who("Cora Lind", "office"))
tags = ["T-0042", "T-0043", "T-0060"]
print("ready", flush=True)
while True:
    lent = library.desk.checkout("M-0017", tags)
    print("lent", *(each.id for each in lent.loans), flush=True)
    back = library.desk.return_(tags)
    print("back", *(each.loan.id for each in back.returned), flush=True)
    booked = library.desk.charge("M-0017", "0.01", "x")
    print("owes", booked.owes, flush=True)
    library.desk.forgive("M-0017", "0.01", "x")
"""

# Reserves a bench, collects it, starts the build, finishes it and brings all back, for ever.
_MAKERS = """
import sys
from datetime import datetime
from pathlib import Path
from tests.faults.building import bench
from toollib.clock import SetClock
from toollib.library import Library, Who
clock = SetClock(datetime.fromisoformat("2026-11-28T10:05:00+00:00"))
library = Library.open(Path(sys.argv[1]), clock=clock, person=Who("Cora Lind", "office"))
print("ready", flush=True)
while True:
    build = bench(library, "pair-sander", "M-0017").build
    print("reserved", build, flush=True)
    lent = library.desk.collect("M-0017", build=build)
    print("collected", build, flush=True)
    library.builds.start(build)
    print("under-way", build, flush=True)
    library.builds.finish(build)
    print("finished", build, flush=True)
    library.desk.return_([each.tool for each in lent.loans])
"""


def kill_after(folder: Path, lines: int, seconds: float, program: str = _DESK) -> list[list[str]]:
    """What the desk acknowledged before it was killed: so many lines, and what came in so many seconds more."""
    child = subprocess.Popen([sys.executable, "-c", program, str(folder)], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    heard = b"".join(child.stdout.readline() for _ in range(lines))
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    heard += child.stdout.read()
    child.stdout.close()
    child.wait()
    return [line.split() for line in heard.decode().splitlines(keepends=True) if line.endswith("\n")]


def look_over(riverside: Riverside, told: list[list[str]], known: set[str]) -> set[str]:
    """Everything acknowledged is there, and nothing is there in part. `known`: loans of earlier rounds; answers all."""
    db = riverside.db
    assert db.value("PRAGMA integrity_check") == "ok"
    assert db.all("PRAGMA foreign_key_check") == []
    lent = {row for line in told if line[0] == "lent" for row in line[1:]}
    back = {row for line in told if line[0] == "back" for row in line[1:]}
    loans = {str(row[0]): row[1] for row in db.all("SELECT id, returned_at FROM loan")}
    assert lent <= set(loans)
    assert all(loans[row] is not None for row in back)
    events = riverside.desk.events(part=Part(_ALL))
    for event in events:
        assert set(event.about.get("loans", ())) <= set(loans)
    with_event = {row for event in events if event.what == "checkout" for row in event.about["loans"]}
    assert with_event == set(loans)  # a loan has its event, and all three of a basket are there or none
    assert len(set(loans)) % 3 == 0
    assert len(set(loans) - known - lent) in {0, 3}  # one more than acknowledged, at most
    assert db.value("SELECT count(*) FROM event WHERE what = 'charge'") == db.value(
        "SELECT count(*) FROM ledger WHERE kind = 'charge' AND reason IS NULL"
    )
    return set(loans)


def rounds(riverside: Riverside, count: int, dice: random.Random) -> None:
    known: set[str] = set()
    for _ in range(count):
        riverside.close()
        told = kill_after(riverside.folder, dice.randint(0, 7), dice.uniform(0, 0.003))
        known = look_over(riverside, told, known)
        if riverside.desk.tool("T-0042").state == "out":
            riverside.desk.return_(["T-0042", "T-0043", "T-0060"])
    assert known


def test_thirty_desks_killed_at_random(riverside: Riverside) -> None:
    rounds(riverside, 30, random.Random(19))  # noqa: S311 - dice, no secret


@pytest.mark.slow
@pytest.mark.skipif("TOOLLIB_THOROUGH" not in os.environ, reason="a minute of killing; set TOOLLIB_THOROUGH")
def test_two_hundred_desks_killed_at_random(riverside: Riverside) -> None:
    rounds(riverside, 200, random.Random(20))  # noqa: S311 - dice, no secret


def look_over_builds(riverside: Riverside, told: list[list[str]]) -> None:
    """Every build stands at least as it was acknowledged; of each bench all tools are reserved, or all lent."""
    assert riverside.db.value("PRAGMA integrity_check") == "ok"
    assert riverside.db.all("PRAGMA foreign_key_check") == []
    builds = {each.id: each for each in riverside.library("Cora Lind", "office").builds.listed()[0]}
    claims = riverside.desk.reservations(everything=True)
    for what, number in told:
        stages = ["reserved", "under-way", "finished"]
        least = stages.index("reserved" if what == "collected" else what)
        assert stages.index(builds[number].state) >= least
        if what == "collected":
            assert {each.state for each in claims if each.build == number} == {"collected"}
    for build in {each.build for each in claims}:
        states = [each.state for each in claims if each.build == build]
        assert states in (["accepted"] * 2, ["collected"] * 2, ["cancelled"] * 2)
    assert len([each for each in claims if each.state == "collected"]) == riverside.desk.loans().total


def test_twenty_makers_killed_at_random(riverside: Riverside) -> None:
    write_designs(riverside)
    dice, seen = random.Random(21), 0  # noqa: S311 - dice, no secret
    for _ in range(20):
        riverside.close()
        told = kill_after(riverside.folder, dice.randint(0, 6), dice.uniform(0, 0.01), _MAKERS)
        look_over_builds(riverside, told)
        seen += len(told)
        library = riverside.library("Cora Lind", "office")
        for each in library.builds.listed("reserved")[0]:
            library.builds.stop(each.id)
        if out := [each.tool for each in library.desk.loans(LoansWanted(open_only=True)).rows]:
            library.desk.return_(out)
    assert seen
