"""D6 All the reasons at once; an override goes past what may be gone past, with the right and a why, and no further."""

from datetime import date

import pytest

from tests.riverside import Riverside, codes
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused


@pytest.fixture
def dora(riverside: Riverside) -> str:
    """A member who has it all: expired, owes £12, no waiver."""
    edit = MemberEdit(
        name="Dora Lenk", cards=("M-0040",), identity=True, since=date(2025, 1, 1), until=date(2026, 1, 1)
    )
    riverside.cora.member_add(edit, fee="no-fee")
    riverside.desk.charge("M-0040", "12", "lost guard")
    return "M-0040"


FOUR = ["membership-expired", "waiver-missing", "induction-missing", "owes-too-much"]


def test_one_refusal_with_all_four(riverside: Riverside, dora: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout(dora, ["T-0070"])
    assert codes(refused) == FOUR
    assert [each.override for each in refused.value.reasons] == [True, False, False, True]


def test_no_override_helps_while_waiver_or_induction_is_missing(riverside: Riverside, dora: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.cora.checkout(dora, ["T-0070"], Asked(override="she is in a hurry"))
    assert codes(refused) == FOUR
    assert riverside.desk.tool("T-0070").state == "in"


def test_a_coordinator_with_a_why_goes_through_and_the_event_keeps_both(
    riverside: Riverside, dora: str
) -> None:
    riverside.cora.member_edit(dora, MemberEdit(waiver=True))
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout(dora, ["T-0042"], Asked(override="she pays on Saturday"))
    assert codes(refused) == ["membership-expired", "owes-too-much", "role-missing"]
    with pytest.raises(Refused) as refused:
        riverside.cora.checkout(dora, ["T-0042"], Asked(override="  "))
    assert codes(refused) == ["membership-expired", "owes-too-much"]
    assert riverside.cora.checkout(dora, ["T-0042"], Asked(override="she pays on Saturday")).loans
    (event,) = riverside.desk.events()[:1]
    assert event.about["override"] == ["membership-expired", "owes-too-much"]
    assert event.who == "M-0002"
    assert (event.why, event.by_hand) == ("she pays on Saturday", riverside.clock.by_hand)
    shown = riverside.done("event", "list", "--about", dora)["events"][0]
    assert (shown["why"], shown["by_hand"]) == (event.why, event.by_hand)


def test_a_block_stands_beside_the_others_and_may_be_gone_past(riverside: Riverside, dora: str) -> None:
    riverside.cora.member_block(dora, "the guard is still out", until=date(2026, 12, 5))
    with pytest.raises(Refused, match="blocked until 2026-12-05: the guard is still out") as refused:
        riverside.desk.checkout(dora, ["T-0070"])
    assert codes(refused) == [FOUR[0], "member-blocked", *FOUR[1:]]
    riverside.cora.member_edit(dora, MemberEdit(waiver=True))
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout(dora, ["T-0042"], Asked(override="she brought it"))
    assert codes(refused) == ["membership-expired", "member-blocked", "owes-too-much", "role-missing"]
    assert riverside.cora.checkout(dora, ["T-0042"], Asked(override="she brought it")).loans
    past = ["member-blocked", "membership-expired", "owes-too-much"]
    assert riverside.desk.events()[0].about["override"] == past


def test_on_the_scan_line_one_key_goes_past(riverside: Riverside, dora: str) -> None:
    riverside.cora.member_edit(dora, MemberEdit(waiver=True))
    volunteer, coordinator = riverside.desk.scans(), riverside.cora.scans()
    volunteer.scan(dora)
    coordinator.scan(dora)
    assert not volunteer.scan("T-0042").can_override
    refused = coordinator.scan("T-0042")
    assert refused.outcome == "refused"
    assert refused.can_override
    assert coordinator.override("she pays on Saturday").outcome == "lent"
    assert coordinator.override("again").outcome == "refused"


def test_an_override_is_for_the_scan_that_was_refused(riverside: Riverside, dora: str) -> None:
    riverside.cora.member_edit(dora, MemberEdit(waiver=True))
    riverside.desk.checkout("M-0021", ["T-0043"])
    riverside.wait(minutes=5)
    line = riverside.cora.scans()
    line.scan(dora)
    line.scan("T-0042")
    assert line.scan("T-0043").outcome == "returned"
    assert line.override("too late").outcome == "refused"
    assert riverside.desk.tool("T-0042").state == "in"


def test_a_due_date_beyond_the_policy_may_be_overridden_and_no_other_date(riverside: Riverside) -> None:
    beyond, closed, past = date(2026, 12, 12), date(2026, 12, 13), date(2026, 11, 21)
    for due, override in ((beyond, True), (closed, False), (past, False), (date(9999, 12, 31), False)):
        with pytest.raises(Refused) as refused:
            riverside.cora.checkout("M-0017", ["T-0042"], Asked(due=due))
        assert [(each.code, each.override) for each in refused.value.reasons] == [("date-wrong", override)]
    with pytest.raises(Refused, match="next open day is 2026-12-16"):
        riverside.cora.checkout("M-0017", ["T-0042"], Asked(due=closed, override="holiday"))
    lent = riverside.cora.checkout("M-0017", ["T-0042"], Asked(due=beyond, override="away"))
    assert lent.loans[0].due == beyond
    assert riverside.cora.checkout("M-0017", ["T-0043"], Asked(due=date(2026, 12, 2))).loans[0].due == date(
        2026, 12, 2
    )


def test_by_command(riverside: Riverside, dora: str) -> None:
    told = riverside.run("checkout", dora, "T-0070", "T-0080", "--override", "why not", who="Cora Lind")
    assert told.exit == 1
    assert [each["code"] for each in told.document["error"]["reasons"]] == [*FOUR, "tool-stays-here"]
    assert told.document["error"]["code"] == "membership-expired"
    riverside.done("member", "edit", dora, "--waiver", who="Cora Lind")
    asked = ("checkout", dora, "T-0042", "--override", "she pays on Saturday")
    assert riverside.refused(*asked) == ["membership-expired", "owes-too-much", "role-missing"]
    assert riverside.done(*asked, who="Cora Lind")["loans"][0]["tool"] == "T-0042"
