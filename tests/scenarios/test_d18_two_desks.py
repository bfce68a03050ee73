"""D18 Two desks. Two processes scan T-0042 for their own member in the same moment: one loan, one clear refusal, and the
losing scan never takes the tool back. A hundred times."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT, checking_out
from tests.riverside import Riverside, dump
from toollib.desk.reads import LoansWanted

ROUNDS = 100

# Opens the member's card, waits for the starting shot, scans the tag and says what came of it; one line a round.
_DESK = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from toollib.clock import SetClock
from toollib.library import Library, Who
import json
import os
folder, desk, member, rounds = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
clock = SetClock(datetime(2026, 11, 28, 10, 2, tzinfo=UTC), running=True)
library = Library.open(folder, clock=clock, person=Who("Vera", desk))
line = library.desk.scans()
for number in range(rounds):
    line = library.desk.scans()
    line.scan(member)
    print("ready", flush=True)
    sys.stdin.readline()
    told = line.scan("T-0042")
    print(json.dumps([told.outcome, [each.code for each in told.reasons], told.message]), flush=True)
    sys.stdin.readline()
    if told.outcome == "lent":
        library.desk.undo() if number % 2 else library.desk.return_(["T-0042"])
library.close()
"""


class Process:
    """One desk in a process of its own."""

    def __init__(self, folder: Path, desk: str, member: str) -> None:
        command = [sys.executable, "-c", _DESK, str(folder), desk, member, str(ROUNDS)]
        self.child = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def hear(self) -> str:
        assert self.child.stdout is not None
        return self.child.stdout.readline()

    def go(self) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write("go\n")
        self.child.stdin.flush()

    def end(self) -> int:
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.child.stdin.close()
        self.child.stdout.close()
        return self.child.wait(30)


def round_of(desks: list[Process]) -> list[list[Any]]:
    for each in desks:
        assert each.hear() == "ready\n"
    for each in desks:
        each.go()
    return [json.loads(each.hear()) for each in desks]


@pytest.mark.slow
def test_a_hundred_times_one_loan_and_one_clear_refusal(riverside: Riverside) -> None:
    riverside.close()
    desks = [Process(riverside.folder, "front", "M-0017"), Process(riverside.folder, "back", "M-0021")]
    names = {0: "Ada Osei", 1: "Ben Kaya"}
    try:
        for _ in range(ROUNDS):
            told = round_of(desks)
            assert sorted(outcome for outcome, _, _ in told) == ["lent", "refused"], told
            winner = next(number for number, (outcome, _, _) in enumerate(told) if outcome == "lent")
            _, reasons, message = told[1 - winner]
            assert reasons == ["tool-on-loan"]
            assert names[winner] in message
            state = riverside.desk.tool("T-0042")
            assert (state.state, state.holder_name) == ("out", names[winner])
            for each in desks:
                each.go()
            riverside.close()
    finally:
        ended = [each.end() for each in desks]
    assert ended == [0, 0]
    loans = riverside.db.all("SELECT count(*), count(returned_at) FROM loan")[0]
    assert tuple(loans) == (ROUNDS, ROUNDS)
    assert riverside.db.value("PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize("second", ["front", "back"])
def test_a_scan_just_after_another_desks_loan_never_takes_it_back(riverside: Riverside, second: str) -> None:
    """Slower than a race: Ben's desk scans a second after Ada's. Two windows on one computer are one desk: it asks."""
    first, other = riverside.desk.scans(), riverside.library("Walt", second).desk.scans()
    first.scan("M-0017")
    other.scan("M-0021")
    assert first.scan("T-0042").outcome == "lent"
    riverside.wait(seconds=1)
    before = dump(riverside.db)
    late = other.scan("T-0042")
    assert late.outcome == ("ask" if second == "front" else "refused")
    assert dump(riverside.db) == before
    assert riverside.desk.tool("T-0042").holder == "M-0017"


def test_two_who_hurry_through_one_basket_lend_each_tool_once(riverside: Riverside) -> None:
    ada, ben = riverside.desk.scans(), riverside.library("Walt", "back").desk.scans()
    ada.scan("M-0017")
    ben.scan("M-0021")
    tags = ["T-0042", "T-0043", "T-0060"]
    told = [line.scan(tag).outcome for tag in tags for line in (ada, ben)]
    assert told == ["lent", "refused"] * 3
    assert riverside.desk.loans().total == 3


def test_by_command_two_processes_at_once(riverside: Riverside) -> None:
    riverside.close()
    for number in range(8):
        desks = [checking_out(riverside.folder, desk, member, "T-0042") for desk, member in TWO]
        answers = [json.loads(desk.communicate()[0]) for desk in desks]
        codes = sorted(desk.returncode for desk in desks)
        assert codes == [0, 1], answers
        won, lost = sorted(answers, key=lambda answer: "error" in answer)
        assert [each["tool"] for each in won["loans"]] == ["T-0042"]
        assert [each["code"] for each in lost["error"]["reasons"]] == ["tool-on-loan"]
        (loan,) = riverside.desk.loans(LoansWanted(open_only=True)).rows
        assert loan.id == won["loans"][0]["id"], f"round {number}"
        riverside.desk.return_(["T-0042"])
        riverside.close()


TWO = (("one", "M-0017"), ("two", "M-0021"))
