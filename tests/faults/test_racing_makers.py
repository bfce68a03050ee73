"""Four desks race for the same few benches: each is had whole or not at all, and no refusal is but for who was quicker."""

import multiprocessing
import os
import random
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.building import bench
from tests.riverside import SATURDAY, Riverside
from tests.scenarios.makers import write_designs
from toollib.clock import SetClock
from toollib.desk.reads import Part
from toollib.desk.things import ToolEdit
from toollib.library import Library, Who
from toollib.rules.reasons import Refused

DESKS = 4
ACTIONS = 400 if "TOOLLIB_THOROUGH" in os.environ else 60
_DESIGNS = ("pair-sander", "stool", "tiles")
_DAYS = ((date(2026, 11, 28), date(2026, 12, 2)), (date(2026, 12, 2), date(2026, 12, 5)))
# What a desk may be told of each verb because another was quicker, or because there is nothing left to do.
_MAY = {
    "reserve": {"tool-reserved"},
    "collect": {"reservation-unknown", "tool-reserved", "loan-limit"},
    "start": {"build-unknown"},
    "stop": {"build-unknown"},
    "finish": {"build-unknown"},
    "return": {"not-on-loan"},
    "undo": {"undo-blocked", "tool-reserved", "reservation-unknown", "loan-limit", "build-unknown"},
}


class Answers(NamedTuple):
    """How often a desk was told that something was done, by verb; and what it was refused."""

    done: dict[str, int]
    refused: dict[str, set[str]]


def one_desk(folder: str, number: int, member: str) -> Answers:
    """Reserve, collect, start, finish, give up, bring back and undo at random."""
    rng = random.Random(number)  # noqa: S311 - what to do next, no secret
    answers = Answers(dict.fromkeys(_MAY, 0), {verb: set() for verb in _MAY})
    with Library.open(
        Path(folder), clock=SetClock(SATURDAY), person=Who("Vera", f"desk {number}")
    ) as library:
        for _ in range(ACTIONS):
            verb = rng.choice([*_MAY, "reserve", "collect", "collect"])
            try:
                _do(library, verb, member, rng)
                answers.done[verb] += 1
            except Refused as refused:
                answers.refused[verb] |= {each.code for each in refused.reasons}
    return answers


def _do(library: Library, verb: str, member: str, rng: random.Random) -> None:
    desk, builds = library.desk, library.builds
    if verb == "reserve":
        bench(library, rng.choice(_DESIGNS), member, *rng.choice(_DAYS))
    elif verb == "collect":
        desk.collect(member)
    elif verb == "return":
        desk.return_([rng.choice(["T-0043", "T-0050", "T-0051", "T-0052", "T-0060"])])
    elif verb == "undo":
        # Never a return: that is undone although somebody was promised the tool since, for it is the truth.
        _do(library, rng.choice(["reserve", "collect", "start", "stop", "finish"]), member, rng)
        desk.undo()
    else:
        number = str(rng.randint(1, max(1, builds.listed(part=Part(1))[1])))
        if verb == "start":
            builds.start(number)
        elif verb == "stop":
            builds.stop(number)
        else:
            builds.finish(number)


@pytest.mark.slow
@pytest.mark.fault
def test_a_bench_is_had_whole_or_not_at_all(riverside: Riverside) -> None:
    write_designs(riverside)
    riverside.cora.tool_add(ToolEdit(name="Orbital sander, green", kind="orbital-sander", tag="T-0052"))
    riverside.close()
    work = [(str(riverside.folder), number, f"M-00{(17, 21, 30, 17)[number]}") for number in range(DESKS)]
    with multiprocessing.get_context("spawn").Pool(DESKS) as pool:
        answers = pool.starmap(one_desk, work)
    for verb, codes in _MAY.items():
        assert set().union(*(each.refused[verb] for each in answers)) <= codes, verb
        assert sum(each.done[verb] for each in answers), f"{verb} was never done"
    assert riverside.db.all("PRAGMA foreign_key_check") == []
    claims = riverside.desk.reservations(everything=True, part=Part(100_000))
    for build in {each.build for each in claims}:
        states = {each.state for each in claims if each.build == build}
        assert len(states) == 1, f"build {build} is half {' and half '.join(states)}"
    assert riverside.desk.loans().total == sum(each.state == "collected" for each in claims)  # none twice
    assert riverside.desk.today().conflicts == ()
