"""D21 A member's own tool. Lent under the same rules; back to its owner by a date; its history is told; never an asset."""

from datetime import date

import pytest

from tests.riverside import Riverside, codes
from toollib.desk.lending import Asked
from toollib.desk.reads import ToolsWanted
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused

ROUTER = "T-0300"


@pytest.fixture
def owned(riverside: Riverside) -> Riverside:
    """Ben lends the library his router until Saturday 12 December."""
    riverside.cora.tool_add(
        ToolEdit(
            name="Router",
            kind="plunge-router",
            tag=ROUTER,
            owner="M-0021",
            give_back=date(2026, 12, 12),
            terms="no metal",
            new_kind=True,
        )
    )
    return riverside


def test_it_is_lent_under_the_same_rules(owned: Riverside) -> None:
    tool = owned.desk.tool(ROUTER)
    assert (tool.owner, tool.give_back, tool.terms) == ("M-0021", date(2026, 12, 12), "no metal")
    loan = owned.desk.checkout("M-0017", [ROUTER]).loans[0]
    assert loan.due == date(2026, 12, 5)
    assert owned.desk.return_([ROUTER]).returned


def test_no_loan_goes_beyond_the_day_on_which_its_owner_wants_it_back(owned: Riverside) -> None:
    owned.at("2026-12-09 19:00")
    with pytest.raises(Refused) as refused:
        owned.desk.checkout("M-0017", [ROUTER])
    assert codes(refused) == ["tool-reserved"]
    assert "goes back to its owner M-0021 on 2026-12-12" in str(refused.value)
    assert owned.desk.checkout("M-0017", [ROUTER], Asked(due=date(2026, 12, 12))).loans
    owned.desk.undo()
    owned.cora.tool_edit(ROUTER, ToolEdit(no_give_back=True))
    assert owned.desk.checkout("M-0017", [ROUTER]).loans


def test_nor_does_a_renewal(owned: Riverside) -> None:
    owned.desk.checkout("M-0017", [ROUTER])
    owned.at("2026-12-05 11:00")
    assert owned.desk.renew([ROUTER]).loans[0].due == date(2026, 12, 12)
    owned.at("2026-12-09 19:00")
    with pytest.raises(Refused) as refused:
        owned.desk.renew([ROUTER])
    assert codes(refused) == ["tool-reserved"]
    assert owned.desk.loans().rows[0].due == date(2026, 12, 12)


def test_nor_a_reservation(owned: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        owned.desk.reserve("M-0017", ROUTER, first=date(2026, 12, 9), last=date(2026, 12, 16))
    assert codes(refused) == ["tool-reserved"]
    claim = owned.desk.reserve("M-0017", ROUTER, first=date(2026, 12, 9), last=date(2026, 12, 12))
    assert claim.state == "accepted"
    assert owned.desk.checkout("M-0030", [ROUTER]).loans[0].due == date(2026, 12, 5)


def test_he_sees_how_often_it_helped_somebody(owned: Riverside) -> None:
    for member in ("M-0017", "M-0030", "M-0017"):
        owned.desk.checkout(member, [ROUTER])
        owned.desk.return_([ROUTER])
    history = owned.desk.tool_history(ROUTER)
    assert (history.lent, history.members) == (3, 2)
    told = owned.run("tool", "history", ROUTER, "--limit", "2").document
    assert set(told) == {"currency", "tool", "lent", "members", "loans", "events", "repairs", "files"}
    assert (told["lent"], len(told["loans"]), len(told["events"])) == (3, 2, 2)


def test_what_he_is_told_names_nobody_else(owned: Riverside) -> None:
    for member in ("M-0017", "M-0030", "M-0017"):
        owned.desk.checkout(member, [ROUTER])
        owned.desk.return_([ROUTER])
    (own,) = owned.done("member", "export", "M-0021")["own_tools"]
    assert (own["tag"], own["terms"], own["give_back"]) == (ROUTER, "no metal", "2026-12-12")
    assert (own["lent"], own["members"], own["retired_at"]) == (3, 2, None)
    assert "Ada Osei" not in str(own)


def test_it_is_none_of_the_librarys_assets(owned: Riverside) -> None:
    theirs, ours = (owned.desk.tools(ToolsWanted(owner=who)) for who in ("M-0021", "library"))
    assert [each.tag for each in theirs.rows] == [ROUTER]
    assert ROUTER not in [each.tag for each in ours.rows]
    assert theirs.total + ours.total == owned.desk.tools().total


def test_he_has_it_back_when_it_is_in(owned: Riverside) -> None:
    owned.desk.checkout("M-0017", [ROUTER])
    with pytest.raises(Refused) as refused:
        owned.cora.tool_retire(ROUTER, "back to Ben")
    assert codes(refused) == ["tool-on-loan"]
    owned.desk.return_([ROUTER])
    assert owned.cora.tool_retire(ROUTER, "back to Ben").state == "retired"


def test_by_command(riverside: Riverside) -> None:
    words = (
        "tool",
        "add",
        "Router",
        "--kind",
        "jigsaw",
        "--tag",
        ROUTER,
        "--owner",
        "M-0021",
        "--terms",
        "wood only",
    )
    added = riverside.done(*words, "--give-back", "2026-12-12", who="M-0002")["tool"]
    assert (added["owner"], added["give_back"], added["terms"]) == ("M-0021", "2026-12-12", "wood only")
    assert [each["tag"] for each in riverside.done("tool", "list", "--owner", "M-0021")["tools"]] == [ROUTER]
    edited = riverside.done("tool", "edit", ROUTER, "--give-back", "2027-01-09", who="M-0002")["tool"]
    assert edited["give_back"] == "2027-01-09"
    assert riverside.done("undo", who="M-0002")["undone"]["what"] == "tool-edit"
    assert riverside.done("tool", "show", ROUTER)["tool"]["give_back"] == "2026-12-12"
    given = riverside.done("tool", "edit", ROUTER, "--owner", "library", who="M-0002")["tool"]
    assert (given["owner"], given["give_back"], given["terms"]) == ("library", None, "")
    late = ("tool", "edit", ROUTER, "--give-back", "2020-01-01")
    assert riverside.refused(*late, who="M-0002") == ["date-wrong", "date-wrong"]
    assert riverside.refused("tool", "edit", ROUTER, "--give-back", "soon", who="M-0002") == ["date-wrong"]
