"""Eight desks race on two hundred tools, without a pause: no tool is lent twice, and what a desk was told is what was kept."""

import json
import multiprocessing
import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.riverside import RULES, SATURDAY, Riverside
from toollib.clock import SetClock
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.library import Library, Who
from toollib.rules.reasons import Refused

DESKS, TOOLS = 8, 200
# In the thorough run some minutes of it.
ACTIONS = 2_000 if "TOOLLIB_THOROUGH" in os.environ else 150
# All that one desk may be told because another was quicker; never that the library is busy or broken.
_LOST_THE_RACE = {"tool-on-loan", "not-on-loan", "undo-blocked", "nothing-to-undo"}


class Told(NamedTuple):
    """What a desk was told was done: which verb, about which tools."""

    what: str
    tools: tuple[str, ...]


def one_desk(folder: str, number: int, member: str, actions: int) -> tuple[list[Told], set[str]]:
    """Lend, take back and undo at random; answers everything that was told to be done, and the codes of refusals."""
    rng = random.Random(number)  # noqa: S311 - what to do next, no secret
    clock = SetClock(datetime(2026, 11, 28, 10, 2, tzinfo=UTC) + timedelta(seconds=number), running=True)
    done: list[Told] = []
    refused: set[str] = set()
    with Library.open(Path(folder), clock=clock, person=Who("Vera", f"desk {number}")) as library:
        desk = library.desk
        for _ in range(actions):
            # Few tools at a time, so that desks meet.
            tags = tuple(f"X-{rng.randrange(TOOLS):03}" for _ in range(rng.choice((1, 1, 2))))
            tags = tuple(dict.fromkeys(tags))
            verb = rng.choices(("checkout", "return", "undo"), (6, 5, 1))[0]
            try:
                if verb == "checkout":
                    done.append(Told(verb, tuple(each.tool for each in desk.checkout(member, tags).loans)))
                elif verb == "return":
                    back = desk.return_(tags).returned
                    done.append(Told(verb, tuple(each.loan.tool for each in back)))
                else:
                    undone = desk.undo().undone
                    done.append(Told(f"undo {undone.what}", tuple(undone.about["tools"])))
            except Refused as each:
                refused |= {why.code for why in each.reasons}
    return done, refused


@pytest.fixture
def many(riverside: Riverside) -> Riverside:
    """Two hundred tools, eight members who may borrow any number of them."""
    (riverside.folder / "library.yaml").write_text(RULES.replace("loans: 7", "loans: 10000"))
    riverside.close()
    office = riverside.cora
    for number in range(TOOLS):
        office.tool_add(ToolEdit(name=f"Hammer {number}", kind="claw-hammer", tag=f"X-{number:03}"))
    for number in range(DESKS):
        office.member_add(
            MemberEdit(name=f"Member {number}", cards=(f"M-01{number:02}",), waiver=True, identity=True),
            fee="no-fee",
        )
    riverside.close()
    return riverside


@pytest.mark.slow
@pytest.mark.fault
def test_no_tool_is_lent_twice_and_nothing_that_was_told_is_lost(many: Riverside) -> None:
    work = [(str(many.folder), number, f"M-01{number:02}", ACTIONS) for number in range(DESKS)]
    with multiprocessing.get_context("spawn").Pool(DESKS) as pool:
        answers = pool.starmap(one_desk, work)
    assert many.db.all("PRAGMA integrity_check")[0][0] == "ok"
    assert {code for _, refused in answers for code in refused} <= _LOST_THE_RACE
    assert len({told.what for done, _ in answers for told in done}) >= 4, "nothing was tried"
    events = kept(many)
    for number, (done, _) in enumerate(answers):
        assert [told for desk, told in events if desk == f"desk {number}"] == done
    assert played(told for _, told in events) == out_now(many)


def kept(riverside: Riverside) -> list[tuple[str, Told]]:
    """What was kept since the race began, in its order: at which desk, what was done."""
    rows = riverside.db.all(
        """SELECT e.desk, e.what, e.about, u.what, u.about FROM event e LEFT JOIN event u ON u.id = e.undoes
        WHERE e.desk LIKE 'desk %' ORDER BY e.id"""
    )
    found = []
    for desk, what, about, undone, before in rows:
        name = what if undone is None else f"undo {undone}"
        found.append((desk, Told(name, tuple(json.loads(before or about)["tools"]))))
    return found


def played(events: Any) -> set[str]:
    """The tools that are out after all this; each step must have been possible when it was done."""
    out: set[str] = set()
    for told in events:
        for tag in told.tools:
            if told.what in {"checkout", "undo return"}:
                assert tag not in out, f"{tag} was lent while it was out"
                out.add(tag)
            else:
                assert tag in out, f"{tag} came back while it was in"
                out.remove(tag)
    return out


def out_now(riverside: Riverside) -> set[str]:
    """The tools that are out, as the desk tells it."""
    riverside.clock.move(SATURDAY - riverside.clock.now() + timedelta(hours=1))
    return {each.tag for each in riverside.desk.tools().rows if each.state == "out"}
