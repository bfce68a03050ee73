"""D12 Kit. Back with a part missing: the loan ends, the kit waits until it is whole, the member owes the part and borrows on."""

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk.kits import Trouble
from toollib.desk.lending import Asked
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused

KIT = "T-0107"


@pytest.fixture
def lent(riverside: Riverside) -> Riverside:
    """Ada has the drill kit: charger, two batteries, thirteen bits."""
    riverside.desk.checkout("M-0017", [KIT])
    return riverside


@pytest.fixture
def short(lent: Riverside) -> Riverside:
    """It came back with one battery."""
    lent.desk.return_([KIT], trouble=Trouble(missing=("battery=1",)))
    return lent


def test_back_with_one_battery(lent: Riverside) -> None:
    back = lent.desk.return_([KIT], trouble=Trouble(missing=("battery=1",))).returned[0]
    assert back.loan.returned_at is not None
    assert back.repair == "1"
    assert lent.desk.tool(KIT).state == "repair"
    ada = lent.desk.member("M-0017")
    assert lent.json(ada.owed_parts) == [{"name": "battery", "qty": 1, "tool": KIT}]
    assert (ada.standing, ada.owes, ada.loans) == ("good", 0, 0)
    assert [each.text for each in lent.desk.today().repairs] == ["missing: battery"]
    assert lent.desk.checkout("M-0017", ["T-0042"]).loans


def test_the_same_by_command(riverside: Riverside) -> None:
    lent = riverside.done("checkout", "M-0017", KIT)
    assert lent["warnings"] == []
    back = riverside.done("return", KIT, "--missing", "battery=1", "--missing", "BIT=3")["returned"][0]
    assert set(back) == {"loan", "charged", "ready_for", "repair"}
    assert back["repair"] == "1"
    assert riverside.done("status", KIT)["tool"]["state"] == "repair"
    owed = riverside.done("member", "show", "M-0017")["member"]["owed_parts"]
    assert owed == [{"name": "battery", "qty": 1, "tool": KIT}, {"name": "bit", "qty": 3, "tool": KIT}]
    assert riverside.refused("checkout", "M-0021", KIT) == ["accessory-missing"]
    brought = riverside.done("tool", "part-brought", KIT, "bit=2")["tool"]
    assert brought["state"] == "repair"
    charged = riverside.done("tool", "part-charged", KIT, "battery", "35.00")
    assert (charged["member"], charged["charged"], charged["tool"]["state"]) == ("M-0017", "35.00", "repair")
    owed = riverside.done("member", "show", "M-0017")["member"]["owed_parts"]
    assert owed == [{"name": "bit", "qty": 1, "tool": KIT}]
    assert riverside.done("account", "M-0017")["entries"][-1]["why"] == "missing part"
    riverside.done("tool", "part-brought", KIT, "bit")
    assert riverside.done("tool", "fixed", KIT)["tool"]["state"] == "in"


def test_it_is_whole_when_the_part_is_brought(short: Riverside) -> None:
    assert short.desk.part_brought(KIT, "Battery").state == "in"
    assert short.desk.member("M-0017").owed_parts == ()
    assert short.desk.today().repairs == ()


def test_whoever_waits_gets_it_when_it_is_whole(lent: Riverside) -> None:
    lent.desk.hold("M-0021", "cordless-drill")
    back = lent.desk.return_([KIT], trouble=Trouble(missing=("battery",))).returned[0]
    assert (back.ready_for, back.waits) == (None, "Ben Kaya")
    assert lent.desk.part_brought(KIT, "battery").state == "ready"
    with pytest.raises(Refused) as refused:
        lent.desk.checkout("M-0030", [KIT])
    assert codes(refused) == ["tool-held"]


def test_a_part_that_never_comes_is_charged_and_the_kit_waits_for_a_new_one(short: Riverside) -> None:
    charged = short.desk.part_charged(KIT, "battery", "35.00")
    assert (charged.member, charged.charged, charged.tool.state) == ("M-0017", 3500, "repair")
    assert short.desk.member("M-0017").owed_parts == ()
    assert short.desk.member("M-0017").owes == 3500
    assert short.desk.tool_fixed(KIT).state == "in"


def test_a_new_battery_makes_it_whole_and_the_old_one_stays_owed(short: Riverside) -> None:
    assert short.desk.tool_fixed(KIT).state == "in"
    assert [each.name for each in short.desk.member("M-0017").owed_parts] == ["battery"]
    short.desk.checkout("M-0021", [KIT])
    short.desk.part_brought(KIT, "battery")
    assert short.desk.member("M-0017").owed_parts == ()
    assert short.desk.tool(KIT).state == "out"


def test_an_incomplete_kit_is_lent_by_an_override_with_a_why(short: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        short.desk.checkout("M-0021", [KIT], Asked(override="has his own battery"))
    assert codes(refused) == ["accessory-missing", "role-missing"]
    assert "missing: battery" in str(refused.value)
    assert short.cora.checkout("M-0021", [KIT], Asked(override="has his own battery")).loans
    assert short.desk.tool(KIT).state == "repair"
    with pytest.raises(Refused) as refused:
        short.desk.return_([KIT], trouble=Trouble(missing=("battery=2",)))
    assert codes(refused) == ["accessory-missing"]
    assert "it went out with 1" in str(refused.value)
    short.desk.return_([KIT], trouble=Trouble(missing=("battery=1",)))
    assert [each.qty for each in short.desk.member("M-0021").owed_parts] == [1]
    short.desk.part_brought(KIT, "battery", member="M-0021")
    assert [short.desk.member(each).owed_parts == () for each in ("M-0017", "M-0021")] == [False, True]
    assert short.desk.tool(KIT).state == "repair"


def test_or_the_list_says_what_is_in_the_box(short: Riverside) -> None:
    short.cora.tool_edit(KIT, ToolEdit(accessories=("charger=1", "battery=1", "bit=13")))
    short.desk.tool_fixed(KIT)
    assert short.desk.checkout("M-0021", [KIT]).loans[0].parts[1] == ("battery", 1)


@pytest.mark.parametrize(
    ("part", "code", "words"),
    [
        ("guard", "accessory-missing", "it has charger, 2 battery, 13 bit"),
        ("battery=3", "accessory-missing", "it went out with 2"),
        ("battery=0", "amount-wrong", "write it like battery=2"),
        ("battery=x", "amount-wrong", "write it like battery=2"),
        ("=1", "amount-wrong", "write it like battery=2"),
    ],
)
def test_what_cannot_be_missing_is_refused_and_nothing_changes(
    lent: Riverside, part: str, code: str, words: str
) -> None:
    before = dump(lent.db)
    with pytest.raises(Refused) as refused:
        lent.desk.return_([KIT], trouble=Trouble(missing=("charger", part)))
    assert codes(refused) == [code]
    assert not refused.value.reasons[0].override
    assert words in str(refused.value)
    assert dump(lent.db) == before


def test_all_reasons_at_once(lent: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        lent.desk.return_([KIT], trouble=Trouble(" ", ("guard", "bit=x")))
    assert codes(refused) == ["tool-in-repair", "accessory-missing", "amount-wrong"]
    assert lent.refused("return", "T-0042", "--missing", "disc") == ["not-on-loan"]


@pytest.mark.parametrize(
    ("part", "amount", "code"),
    [
        ("bit", "1", ["accessory-missing"]),
        ("battery=2", "1", ["amount-wrong"]),
        ("battery=", "none", ["amount-wrong", "amount-wrong"]),
    ],
)
def test_what_is_not_owed_is_neither_brought_nor_charged(
    short: Riverside, part: str, amount: str, code: list[str]
) -> None:
    before = dump(short.db)
    with pytest.raises(Refused) as refused:
        short.desk.part_charged(KIT, part, amount)
    assert codes(refused)[: len(code)] == code
    with pytest.raises(Refused) as refused:
        short.desk.part_brought(KIT, part)
    assert codes(refused) == code[:1]
    with pytest.raises(Refused) as refused:
        short.desk.part_brought(KIT, "battery", member="M-0021")
    assert codes(refused) == ["accessory-missing"]
    assert dump(short.db) == before


def test_undoing_the_return_takes_the_debt_and_the_ticket_back(lent: Riverside) -> None:
    lent.desk.hold("M-0021", KIT)
    before = dump(lent.db, history=False)
    lent.desk.return_([KIT], trouble=Trouble("chuck slips", ("battery=1", "bit=2")))
    assert len(lent.desk.today().repairs) == 3
    assert lent.desk.undo().undone.what == "return"
    assert dump(lent.db, history=False) == before


def test_after_the_part_was_brought_the_return_is_not_undone(short: Riverside) -> None:
    short.cora.part_brought(KIT, "battery")
    with pytest.raises(Refused) as refused:
        short.desk.undo()
    assert codes(refused) == ["undo-blocked"]


def test_the_checklist_goes_with_the_answer(riverside: Riverside) -> None:
    parts = [("charger", 1), ("battery", 2), ("bit", 13)]
    assert sorted(riverside.desk.checkout("M-0017", [KIT, "T-0043"]).loans[0].parts) == sorted(parts)
    back = riverside.desk.return_(["T-0043", KIT]).returned
    assert back[0].loan.parts == ()
    assert sorted(back[1].loan.parts) == sorted(parts)
