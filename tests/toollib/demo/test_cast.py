"""Those who are always there: every state occurs, and what the documentation tells of them is so."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from catalog.shelf import Shelf
from tests.toollib.demo.made import Made, make
from toollib.library import design_folders
from toollib.workshop.ready import Workshop

# Besides the Saturday of the documentation: a Tuesday, Wednesday evening, the winter break, after it, summer.
INSTANTS = [
    datetime(2026, 11, 28, 10, 2, tzinfo=UTC),
    datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
    datetime(2027, 3, 3, 19, 0, tzinfo=UTC),
    datetime(2026, 12, 27, 12, 0, tzinfo=UTC),
    datetime(2027, 1, 9, 13, 0, tzinfo=UTC),
    datetime(2026, 7, 4, 11, 0, tzinfo=UTC),
]


@pytest.fixture(scope="module", params=INSTANTS, ids=lambda now: now.strftime("%Y-%m-%d"))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("cast") / "demo", request.param)


def test_every_state_of_tools_members_holds_and_money_occurs(made: Made) -> None:
    with made.library() as library:
        states = {each.state for each in library.desk.tools().rows}
        standings = {each.standing for each in library.desk.members().rows}
    assert states == {"in", "out", "ready", "repair", "lost", "retired"}
    assert standings == {"good", "expired", "blocked", "pending"}
    assert {row[0] for row in made.rows("SELECT state FROM hold")} == {
        "waiting", "ready", "collected", "expired", "cancelled",
    }  # fmt: skip
    assert {row[0] for row in made.rows("SELECT state FROM reservation")} == {
        "accepted", "collected", "cancelled", "expired",
    }  # fmt: skip
    assert {row[0] for row in made.rows("SELECT kind FROM ledger")} == {
        "charge", "payment", "forgive", "deposit", "refund", "void",
    }  # fmt: skip


def test_everything_that_a_desk_does_was_done(made: Made) -> None:
    assert {row[0] for row in made.rows("SELECT what FROM event")} == set(
        """checkout return renew pay charge forgive undo member-add member-edit member-renew member-block
        member-induct tool-add tool-repair tool-fixed tool-lost tool-retire hold reserve wish wish-vote wish-close build-start build-step build-finish build-stop""".split()
    )
    assert {row[0] for row in made.rows("SELECT role FROM member WHERE role IS NOT NULL")} == {
        "coordinator",
        "volunteer",
    }
    assert {row[0] for row in made.rows("SELECT tier FROM member")} == {"regular", "concession", "business"}
    assert made.value("SELECT count(*) FROM loan WHERE undone IS NOT NULL") == 1
    assert made.value("SELECT max(renewals) FROM loan WHERE returned_at IS NULL") == 2
    assert made.value("SELECT count(*) FROM tool WHERE owner IS NOT NULL") == 2
    assert made.value("SELECT count(*) FROM owed_part WHERE closed_at IS NULL") == 1
    today = made.local(made.now.isoformat()).date().isoformat()
    assert made.rows("SELECT 1 FROM induction WHERE until < ?", (today,))
    assert made.rows("SELECT 1 FROM reservation WHERE from_day > ? AND state = 'accepted'", (today,))


def test_the_desk_has_a_day_before_it(made: Made) -> None:
    with made.library() as library:
        today = library.desk.today()
        open_today = library.settings.opening.is_open(made.local(made.now.isoformat()).date())
    assert len(today.overdue) >= 3
    assert len(today.repairs) >= 2
    assert today.ready
    assert ("T-0107" in [each.tool for each in today.due]) == open_today


def test_ada_has_the_drill_kit_and_owes_three_pounds(made: Made) -> None:
    with made.library() as library:
        ada, kit = library.desk.member("M-0017"), library.desk.tool("T-0107")
        local = made.local(made.now.isoformat()).date()
        due = library.settings.opening.next_open(local)
    assert (ada.name, ada.standing, ada.tier, ada.owes, ada.loans) == ("Ada Osei", "good", "regular", 300, 1)
    assert ada.cards
    assert ada.note == "call before 10"
    assert "welding" in [each.topic for each in ada.inductions]
    assert (kit.name, kit.holder, kit.due, kit.waiting) == ("Drill kit (5 pieces)", "M-0017", due, 1)


def test_the_others_of_the_documentation_are_as_it_says(made: Made) -> None:
    with made.library() as library:
        desk = library.desk
        ben, cleo, grinder = desk.member("M-0021"), desk.member("M-0030"), desk.tool("T-0042")
        assert (ben.name, ben.standing, ben.owes, ben.loans) == ("Ben Kaya", "good", 200, 0)
        assert (cleo.name, cleo.standing, cleo.owes, cleo.loans) == ("Cleo Ruiz", "good", 0, 0)
        assert (grinder.name, grinder.state) == ("Angle grinder 125 mm", "in")
        assert desk.tool("T-0084").owner == "M-0021"
        assert desk.member("M-0048").owes < 0
        assert desk.member("M-0047").owes > 1000
        assert [each.tool for each in desk.member("M-0031").owed_parts] == ["T-0108"]
    assert made.rows("SELECT member FROM reservation WHERE copy = 66 AND state = 'accepted'") == [(30,)]


def test_several_designs_can_be_built_and_some_almost(made: Made) -> None:
    with made.library() as library:
        shelf = Shelf(design_folders(library.folder, library.settings))
        report = Workshop(library.desk, shelf).ready()
    ready = {each.design for each in report.ready}
    assert {
        "airrohr-sensor",
        "brachiograph",
        "glia-stethoscope",
        "openflexure-microscope",
        "sofle-keyboard",
    } <= ready
    assert len(ready) >= 8
    assert len(report.almost) >= 3


def test_the_desk_goes_on_where_the_history_ends(tmp_path: Path) -> None:
    made = make(tmp_path / "demo", INSTANTS[0])
    with made.library() as library:
        desk = library.desk
        lent = desk.checkout("M-0030", ["T-0042"]).loans[0]
        assert lent.due == date(2026, 12, 5)
        assert int(lent.id) == made.value("SELECT max(id) FROM loan")
        desk.undo()
        assert desk.tool("T-0042").state == "in"
        back = desk.return_(["T-0107"]).returned[0]
        assert back.charged == 0
        assert desk.undo().undone.what == "return"
        assert desk.tool("T-0107").holder == "M-0017"
        late = desk.return_(["T-0068"]).returned[0]
        assert (late.loan.late_days, late.charged) == (2, 200)


def test_dates_of_the_story_move_with_now(made: Made) -> None:
    newest = made.value("SELECT max(at) FROM event")
    assert made.now - datetime.fromisoformat(newest) < timedelta(
        days=25
    )  # the winter break is the longest pause
