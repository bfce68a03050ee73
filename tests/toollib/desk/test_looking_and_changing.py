"""The desk's smaller promises: who is meant, what a tool is known by, the clock, the hours, and answers for programs."""

import json
from datetime import UTC, date, datetime

import pytest

from tests.riverside import LONDON, Riverside, codes, dump
from toollib.desk.answers import as_json, refusal_json
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Reason, Refused


@pytest.mark.parametrize("text", ["M-0017", " m-0017", "Ada Osei", "ada osei", "ada", "osei", "OSEI ada"])
def test_a_member_is_an_id_a_card_or_an_unambiguous_name(riverside: Riverside, text: str) -> None:
    assert riverside.desk.member(text).id == "M-0017"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("M-001", "member-unknown"),
        ("T-0042", "member-unknown"),
        ("c", "member-ambiguous"),
        ("", "member-unknown"),
    ],
)
def test_half_a_card_is_nobody(riverside: Riverside, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.member(text)
    assert codes(refused) == [code]


def test_an_exact_name_goes_before_longer_ones(riverside: Riverside) -> None:
    riverside.desk.member_add(MemberEdit(name="Ada Osei Mensah"))
    assert riverside.desk.member("ada osei").id == "M-0017"
    with pytest.raises(Refused):
        riverside.desk.member("ada")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("T-004", "tool-unknown"),
        ("M-0017", "tool-unknown"),
        ("orbital", "tool-unknown"),
        ("", "tool-unknown"),
    ],
)
def test_half_a_tag_is_no_tool(riverside: Riverside, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.tool(text)
    assert codes(refused) == [code]


def test_a_full_name_means_a_tool_if_no_other_has_it(riverside: Riverside) -> None:
    assert riverside.desk.tool("jigsaw").tag == "T-0043"
    riverside.cora.tool_add(ToolEdit(name="Jigsaw", kind="jigsaw"))
    with pytest.raises(Refused) as refused:
        riverside.desk.tool("jigsaw")
    assert codes(refused) == ["tool-ambiguous"]
    assert "T-0043" in str(refused.value)


def test_a_tool_keeps_every_code_it_ever_had(riverside: Riverside) -> None:
    cora = riverside.cora
    cora.tool_edit("T-0042", ToolEdit(tag="G-1", barcodes=("4006381333931",)))
    for code in ("T-0042", "g-1", "4006381333931"):
        assert riverside.desk.tool(code).tag == "G-1"
    with pytest.raises(Refused) as refused:
        cora.tool_edit("T-0043", ToolEdit(tag="t-0042"))
    assert codes(refused) == ["code-taken"]
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].tool == "G-1"


@pytest.mark.parametrize(
    ("edit", "reasons"),
    [
        (ToolEdit(name="x", kind="jigsw"), ["kind-unknown"]),
        (ToolEdit(name="x"), ["kind-unknown"]),
        (ToolEdit(kind="jigsaw"), ["tool-unknown"]),
        (ToolEdit(name="x", kind="jigsaw", tag="M-0017"), ["code-taken"]),
        (ToolEdit(name="x", kind="jigsaw", tag="  "), ["code-taken"]),
        (ToolEdit(name="x", kind="jigsaw", barcodes=("b", "B")), ["code-taken"]),
        (ToolEdit(name="x", kind="jigsaw", price="1.005"), ["amount-wrong"]),
        (ToolEdit(name="x", kind="jigsaw", owner="nobody"), ["member-unknown"]),
        (ToolEdit(name="x", kind="jigsaw", accessories=("a=0",)), ["amount-wrong"]),
        (ToolEdit(name="x", kind="jigsaw", accessories=("a=1", "a=2")), ["amount-wrong"]),
        (ToolEdit(name="x", kind="jigsaw", attributes=("=5 mm",)), ["amount-wrong"]),
        (ToolEdit(name="x", kind="jigsaw", attributes=("disc=big",)), ["amount-wrong"]),
        (ToolEdit(name=" ", kind="jigsw", price="x", owner="nobody"),
         ["member-unknown", "tool-unknown", "kind-unknown", "amount-wrong"]),
    ],
)  # fmt: skip
def test_a_tool_that_cannot_be_is_refused_with_every_reason(
    riverside: Riverside, edit: ToolEdit, reasons: list[str]
) -> None:
    before = dump(riverside.db)
    with pytest.raises(Refused) as refused:
        riverside.cora.tool_add(edit)
    assert codes(refused) == reasons
    assert dump(riverside.db) == before


def test_a_volunteer_lends_and_changes_no_tool(riverside: Riverside) -> None:
    for verb in (
        lambda: riverside.desk.tool_add(ToolEdit(name="x", kind="jigsaw")),
        lambda: riverside.desk.tool_edit("T-0042", ToolEdit(note="x")),
        lambda: riverside.desk.member_edit("M-0017", MemberEdit(role="coordinator")),
        lambda: riverside.desk.member_edit("M-0017", MemberEdit(until=date(2030, 1, 1))),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert codes(refused) == ["role-missing"]


def test_a_member_without_a_role_only_looks(riverside: Riverside) -> None:
    ada = riverside.library("Ada Osei", "front").desk
    assert ada.actor.who == "M-0017"
    assert ada.tool("T-0042").state == "in"
    with pytest.raises(Refused) as refused:
        ada.checkout("M-0017", ["T-0042"])
    assert codes(refused) == ["role-missing"]


def test_a_new_kind_is_made_at_the_desk_and_known_at_once(riverside: Riverside) -> None:
    riverside.cora.tool_add(ToolEdit(name="Cider press", kind="Cider press", new_kind=True))
    assert riverside.cora.kind("cider-press").tools == 1
    riverside.close()
    assert riverside.desk.kind("cider press").slug == "cider-press"


@pytest.mark.parametrize(
    ("now", "closes", "opens"),
    [
        ("2026-11-28 10:02", "14:00", None),
        ("2026-11-28 09:59", None, "2026-11-28 10:00"),
        ("2026-11-28 14:01", None, "2026-12-02 18:00"),
        ("2026-12-19 15:00", None, "2027-01-06 18:00"),
        ("2026-12-25 12:00", None, "2027-01-06 18:00"),
    ],
)
def test_the_bar_says_until_when_or_when_next(
    riverside: Riverside, now: str, closes: str | None, opens: str | None
) -> None:
    riverside.at(now)
    said = riverside.desk.open_now()
    assert (said.closes and f"{said.closes:%H:%M}") == closes
    assert (said.opens and f"{said.opens:%Y-%m-%d %H:%M}") == opens


def test_a_clock_set_back_warns_charges_nobody_and_keeps_the_order_of_events(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    order = [each.id for each in riverside.desk.events()]
    for by in ({"hours": -1}, {"days": -1}, {"days": -20_000}):
        riverside.wait(**by)
        lent = riverside.desk.warnings()
        assert any("is the clock right?" in each for each in lent)
    back = riverside.desk.return_(["T-0042"]).returned[0]
    assert (back.charged, back.loan.late_days) == (0, 0)
    assert back.loan.returned_at == back.loan.out_at
    assert [each.id for each in riverside.desk.events()][1:] == order


def test_a_clock_that_leaps_ahead_warns(riverside: Riverside) -> None:
    assert not any("clock" in each for each in riverside.desk.warnings())
    riverside.wait(days=3650)
    assert any("nothing happened here since" in each for each in riverside.desk.warnings())


def test_the_event_says_that_the_clock_was_set_by_hand(riverside: Riverside) -> None:
    riverside.desk.charge("M-0017", "1", "x")
    assert riverside.db.value("SELECT by_hand FROM event ORDER BY id DESC LIMIT 1") == 1


def test_events_hold_ids_and_no_words_of_people(riverside: Riverside) -> None:
    desk = riverside.cora
    desk.member_add(MemberEdit(name="Xanthippe", phone="999", note="calls", cards=("q1",)), fee="cash")
    desk.member_edit("Xanthippe", MemberEdit(email="x@y.example"))
    desk.charge("Xanthippe", "1", "her reason")
    told = " ".join(row[0] for row in riverside.db.all("SELECT about FROM event"))
    for word in ("Xanthippe", "999", "calls", "x@y", "her reason", "Ada"):
        assert word not in told


def test_answers_for_programs_are_plain_json(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    for view in (
        riverside.desk.status("T-0042"), riverside.desk.today(), riverside.desk.events(), riverside.desk.search("a"),
        riverside.desk.members().rows, riverside.desk.tools().rows, riverside.desk.account("M-0017"),
    ):  # fmt: skip
        text = json.dumps(riverside.json(view))
        assert "_name" not in text  # for screens only
    instant = datetime(2026, 11, 28, 10, 2, 0, 999, tzinfo=LONDON)
    assert as_json(instant, riverside.library().currency) == "2026-11-28T10:02:00Z"
    assert as_json(datetime(2026, 7, 1, 10, tzinfo=LONDON).astimezone(UTC), riverside.library().currency) == (
        "2026-07-01T09:00:00Z"
    )
    document = refusal_json(Refused([Reason("loan-limit", "no more", override=True)], "a hint"))
    assert document["error"]["code"] == "loan-limit"
    assert document["error"]["reasons"] == [{"code": "loan-limit", "message": "no more", "override": True}]


def test_reading_writes_nothing(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.db.all("PRAGMA wal_checkpoint(TRUNCATE)")
    changes = riverside.db.value("SELECT total_changes()")
    desk = riverside.desk
    for read in (
        desk.today,
        desk.kinds,
        desk.members,
        desk.tools,
        desk.loans,
        desk.events,
        desk.warnings,
        desk.open_now,
    ):
        read()
    for look in (desk.status, desk.search, desk.tool):
        look("T-0042")
    desk.scans().scan("M-0017")
    assert riverside.db.value("SELECT total_changes()") == changes
