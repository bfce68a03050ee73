"""D19 Power cut. Killed at any point of a checkout: after the restart the loan is there whole or not at all, and if the
desk said so it is there. Every write of every verb, and any byte of the log, is cut off in tests/faults/.
"""

import json
import os
import random
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.processes import checking_out
from tests.riverside import Riverside
from toollib.desk.people import MemberEdit
from toollib.desk.reads import LoansWanted

pytestmark = pytest.mark.fault


def killed_checkout(folder: Path, seconds: float) -> str:
    """What the command said before it was killed so many seconds after its start, or by itself."""
    child = checking_out(folder, "front", "M-0017", "T-0070", "T-0042")
    try:
        return child.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.kill(child.pid, signal.SIGKILL)
        return child.communicate()[0]


def look_over(riverside: Riverside, said: str) -> bool:
    """Whether the basket was lent: both tools, the deposit and the event of it, or nothing of all that."""
    desk, db = riverside.desk, riverside.db
    assert db.value("PRAGMA integrity_check") == "ok"
    loans = desk.loans(LoansWanted(open_only=True)).rows
    assert sorted(each.tool for each in loans) in ([], ["T-0042", "T-0070"])
    checkouts = [each for each in desk.events("T-0070") if each.what == "checkout"]
    told = {row for each in checkouts for row in each.about["loans"]}
    assert {each.id for each in loans} <= told
    assert desk.account("M-0017").owes == (5000 if loans else 0)
    if said.endswith("}\n"):
        assert {each["id"] for each in json.loads(said)["loans"]} == {each.id for each in loans}
    return bool(loans)


def test_by_command_killed_at_any_moment(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0017", MemberEdit(inducted=("welding",)))
    dice, lent = random.Random(19), 0  # noqa: S311 - dice, no secret
    for number in range(16):
        riverside.close()
        said = killed_checkout(riverside.folder, 60 if number == 0 else dice.uniform(0.02, 0.5))
        if look_over(riverside, said):
            lent += 1
            riverside.desk.return_(["T-0042", "T-0070"])
    assert lent  # one was left to end by itself


def test_what_the_scan_line_said_is_there_when_the_power_fails(riverside: Riverside) -> None:
    """The answer comes after the commit: a copy of the files, taken the moment it is there, has the loan."""
    line = riverside.desk.scans()
    line.scan("M-0017")
    for number, tag in enumerate(("T-0042", "T-0043", "T-0060")):
        assert line.scan(tag).outcome == "lent"
        copy = riverside.folder.parent / f"after-{number}"
        shutil.copytree(riverside.folder, copy, ignore=shutil.ignore_patterns("*-shm"))
        found = Riverside(copy)
        try:
            assert found.desk.tool(tag).holder == "M-0017"
        finally:
            found.close()
