"""What is found out after a return: one action of its own, on top of the return, and one undo takes it back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.picture import changed, picture
from tests.riverside import Riverside, codes, copy_of
from toollib.desk.kits import Trouble
from toollib.rules.reasons import Refused


@pytest.fixture
def back(riverside: Riverside) -> Riverside:
    """Ada's drill kit came back a week late a moment ago; Ben waited for it, and it is kept for him."""
    riverside.desk.checkout("M-0017", ["T-0107"])
    riverside.desk.hold("M-0021", "T-0107")
    riverside.at("2026-12-12 10:30")
    riverside.desk.return_(["T-0107"])
    return riverside


def test_the_return_stands_with_what_it_cost_and_the_borrower_owes_the_part(back: Riverside) -> None:
    owed = back.desk.member("M-0017").owes
    (told,) = back.desk.return_trouble("T-0107", Trouble("chuck slips", ("battery=1", "bit=2"))).returned
    assert (told.loan.member, told.charged, told.repair) == ("M-0017", 0, "1")
    ada, kit = back.desk.member("M-0017"), back.desk.tool("T-0107")
    assert [(part.name, part.qty) for part in ada.owed_parts] == [("battery", 1), ("bit", 2)]
    assert (ada.owes, ada.loans) == (owed, 0)
    assert kit.state == "repair"
    assert [each.state for each in back.desk.holds_of("M-0021")] == ["waiting"]
    texts = [each.text for each in back.desk.today().repairs]
    assert texts == ["chuck slips", "missing: battery", "missing: 2 bit"]
    assert back.desk.events("T-0107")[0].what == "return-trouble"


def test_one_undo_takes_back_what_was_told_and_a_second_the_return(back: Riverside) -> None:
    returned = picture(back.desk)
    back.desk.return_trouble("T-0107", Trouble(missing=("battery",)))
    assert back.desk.undo().undone.what == "return-trouble"
    assert changed(returned, picture(back.desk)) == {}
    assert back.desk.undo().undone.what == "return"
    assert back.desk.tool("T-0107").holder == "M-0017"
    assert back.desk.member("M-0017").owes == 0


def test_what_was_told_elsewhere_keeps_the_return_from_being_undone(back: Riverside) -> None:
    back.cora.return_trouble("T-0107", Trouble("chuck slips"))
    with pytest.raises(Refused) as refused:
        back.desk.undo()
    assert codes(refused) == ["undo-blocked"]


def test_it_may_be_told_in_two_goes_and_after_other_things_at_the_desk(back: Riverside) -> None:
    back.desk.pay("M-0017", "1.00")
    back.desk.return_trouble("T-0107", Trouble(missing=("battery",)))
    back.wait(minutes=240)
    back.desk.return_trouble("T-0107", Trouble(missing=("battery",)))
    with pytest.raises(Refused) as refused:  # two were there
        back.desk.return_trouble("T-0107", Trouble(missing=("battery",)))
    assert codes(refused) == ["accessory-missing"]


def test_of_a_copy_that_is_out_or_was_never_lent_or_came_back_long_ago_nothing_is_told(
    back: Riverside,
) -> None:
    back.desk.checkout("M-0030", ["T-0042"])
    back.cora.tool_lost("T-0043")
    wrong = {"T-0042": ["tool-on-loan"], "T-0050": ["not-on-loan"], "T-9": ["tool-unknown"]}
    wrong["T-0043"] = ["tool-lost", "not-on-loan"]
    for tag, why in wrong.items():
        with pytest.raises(Refused) as refused:
            back.desk.return_trouble(tag, Trouble("chuck"))
        assert codes(refused) == why, tag
    back.wait(minutes=241)
    with pytest.raises(Refused) as refused:
        back.desk.return_trouble("T-0107", Trouble("chuck"))
    assert codes(refused) == ["not-on-loan"]
    assert "tool repair" in (refused.value.hint or "")


@pytest.mark.parametrize("told", [Trouble(), Trouble(broken="  "), Trouble(broken="\x1b")])
def test_nothing_told_is_refused(back: Riverside, told: Trouble) -> None:
    with pytest.raises(Refused) as refused:
        back.desk.return_trouble("T-0107", told)
    assert codes(refused) == ["tool-in-repair"]
    assert back.desk.tool("T-0107").state == "ready"


def test_an_undone_loan_is_none_that_anything_could_be_told_of(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0107"])
    riverside.desk.undo()
    with pytest.raises(Refused) as refused:
        riverside.desk.return_trouble("T-0107", Trouble("chuck"))
    assert codes(refused) == ["not-on-loan"]


def test_a_loan_that_ended_by_a_loss_did_not_come_back(back: Riverside) -> None:
    back.desk.checkout("M-0021", ["T-0107"])
    back.cora.tool_lost("T-0107")
    back.cora.tool_found("T-0107")
    with pytest.raises(Refused) as refused:
        back.desk.return_trouble("T-0107", Trouble("chuck"))
    assert codes(refused) == ["not-on-loan"]


PARTS = st.lists(
    st.sampled_from(["battery=1", "battery=2", "bit=1", "bit=13", "charger", "lamp", "bit=x"]), max_size=4
)
TROUBLE = st.builds(Trouble, st.none() | st.just("chuck slips"), PARTS.map(tuple))


@settings(max_examples=25, deadline=None)
@given(st.lists(TROUBLE, max_size=4), st.sampled_from([None, "M-0021"]))
def test_whatever_is_told_stays_whole_or_not_at_all_and_undo_goes_back_step_by_step(
    riverside_as_built: Riverside,
    tmp_path_factory: pytest.TempPathFactory,
    told: list[Trouble],
    waits: str | None,
) -> None:
    there = copy_of(riverside_as_built, tmp_path_factory.mktemp("trouble") / "riverside")
    try:
        desk = there.desk
        desk.checkout("M-0017", ["T-0107"])
        if waits is not None:
            desk.hold(waits, "T-0107")
        there.wait(days=14)
        pictures = [picture(desk)]
        desk.return_(["T-0107"])
        pictures.append(picture(desk))
        for each in told:
            try:
                desk.return_trouble("T-0107", each)
            except Refused:
                assert changed(pictures[-1], picture(desk)) == {}
            else:
                pictures.append(picture(desk))
                owed = [(part.name, part.qty) for part in desk.member("M-0017").owed_parts]
                most = {"battery": 2, "bit": 13, "charger": 1}
                assert all(sum(qty for name, qty in owed if name == one) <= most[one] for one in most)
                assert desk.tool("T-0107").state == "repair"
        for before in reversed(pictures[:-1]):
            desk.undo()
            assert changed(before, picture(desk)) == {}
    finally:
        there.close()


def test_by_command(back: Riverside) -> None:
    told = back.done("return-trouble", "T-0107", "--missing", "battery=1", "--broken", "chuck slips")
    assert (told["returned"][0]["loan"]["member"], told["returned"][0]["repair"]) == ("M-0017", "1")
    assert back.refused("return-trouble", "T-0060", "--broken", "wheel") == ["not-on-loan"]
    assert back.done("status", "M-0017")["member"]["owed_parts"] == [
        {"name": "battery", "qty": 1, "tool": "T-0107"}
    ]
    assert back.done("undo")["undone"]["what"] == "return-trouble"
    assert back.done("status", "M-0017")["member"]["owed_parts"] == []
