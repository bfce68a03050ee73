"""Wishes: one vote a member, whatever they are called by, and counts that outlive who leaves."""

import pytest

from tests.picture import picture
from tests.riverside import Riverside, codes
from toollib.rules.reasons import Refused


def test_the_same_wish_by_any_name_of_the_kind_is_one(riverside: Riverside) -> None:
    first = riverside.desk.wish("M-0017", "table-saw")
    again = riverside.desk.wish("M-0021", " Table SAW ")
    assert (first.kind, first.text, first.votes, first.owned) == ("table-saw", None, 1, 0)
    assert (again.id, again.votes) == (first.id, 2)


def test_a_tag_wishes_for_one_more_of_its_kind(riverside: Riverside) -> None:
    wish = riverside.desk.wish("M-0017", "T-0050")
    assert (wish.kind, wish.owned) == ("orbital-sander", 2)


def test_words_are_kept_as_written_and_compared_as_read(riverside: Riverside) -> None:
    first = riverside.desk.wish("M-0017", "  A Kiln for Pots ")
    assert first.text == "A Kiln for Pots"
    assert riverside.desk.wish("M-0021", "a kiln  for pots").id == first.id


def test_everybody_counts_once(riverside: Riverside) -> None:
    wish = riverside.desk.wish("M-0017", "table-saw")
    with pytest.raises(Refused) as refused:
        riverside.desk.wish("Ada Osei", "table saw")
    assert codes(refused) == ["already-voted"]
    with pytest.raises(Refused) as refused:
        riverside.desk.wish_vote("M-0017", wish.id)
    assert codes(refused) == ["already-voted"]
    assert riverside.desk.wishes()[0].votes == 1


@pytest.mark.parametrize("wanted", ["", "  ", "\x1b", "M-0021"])
def test_nothing_and_a_member_are_no_wish(riverside: Riverside, wanted: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.wish("M-0017", wanted)
    assert codes(refused) == ["kind-unknown"]
    assert riverside.desk.wishes() == ()


def test_all_reasons_at_once(riverside: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.wish("nobody at all", "x" * 101)
    assert codes(refused) == ["member-unknown", "amount-wrong"]
    with pytest.raises(Refused) as refused:
        riverside.desk.wish_vote("nobody at all", "99")
    assert codes(refused) == ["member-unknown", "wish-unknown"]


@pytest.mark.parametrize("number", ["0", "99", "-1", "one", "9" * 40, "١"])
def test_a_number_that_no_wish_has(riverside: Riverside, number: str) -> None:
    riverside.desk.wish("M-0021", "table-saw")
    with pytest.raises(Refused) as refused:
        riverside.desk.wish_vote("M-0017", number)
    assert codes(refused) == ["wish-unknown"]


def test_a_closed_wish_takes_no_votes_and_may_be_wished_anew(riverside: Riverside) -> None:
    old = riverside.desk.wish("M-0017", "table-saw")
    closed = riverside.cora.wish_close(old.id, "bought in May")
    assert (closed.state, closed.why, closed.votes) == ("closed", "bought in May", 1)
    assert riverside.desk.wishes() == ()
    with pytest.raises(Refused) as refused:
        riverside.desk.wish_vote("M-0021", old.id)
    assert codes(refused) == ["wish-unknown"]
    with pytest.raises(Refused) as refused:
        riverside.cora.wish_close(old.id, "x")
    assert codes(refused) == ["wish-unknown"]
    new = riverside.desk.wish("M-0017", "table-saw")
    assert new.id != old.id
    assert [each.id for each in riverside.desk.wishes(closed=True)] == [old.id, new.id]


def test_most_members_first_then_the_oldest(riverside: Riverside) -> None:
    for member, wanted in (
        ("M-0017", "kiln"),
        ("M-0017", "table-saw"),
        ("M-0021", "table-saw"),
        ("M-0021", "loom"),
    ):
        riverside.desk.wish(member, wanted)
    assert [(each.kind or each.text, each.votes) for each in riverside.desk.wishes()] == [
        ("table-saw", 2),
        ("kiln", 1),
        ("loom", 1),
    ]


def test_each_vote_is_an_event_without_the_words(riverside: Riverside) -> None:
    riverside.desk.wish("M-0017", "a kiln for pots")
    riverside.desk.wish_vote("M-0021", "1")
    last, first = riverside.desk.events()[:2]
    assert (first.what, first.about) == ("wish", {"member": "M-0017", "wish": "1"})
    assert (last.what, last.about) == ("wish-vote", {"member": "M-0021", "wish": "1"})


def test_two_records_of_one_person_are_one_vote(riverside: Riverside) -> None:
    for member in ("M-0017", "M-0021", "M-0030"):
        riverside.desk.wish(member, "table-saw")
    riverside.desk.wish("M-0021", "kiln")
    riverside.cora.member_merge("M-0017", "M-0021")
    assert [(each.kind or each.text, each.votes) for each in riverside.desk.wishes()] == [
        ("table-saw", 2),
        ("kiln", 1),
    ]
    with pytest.raises(Refused):
        riverside.desk.wish("M-0017", "kiln")


def test_who_leaves_still_counts_and_their_own_words_go(riverside: Riverside) -> None:
    riverside.desk.wish("M-0030", "table-saw")
    riverside.desk.wish("M-0030", "a loom like my aunt's")
    riverside.desk.wish("M-0017", "the saw that Cleo Ruiz had")
    riverside.desk.wish("M-0017", "a kiln")
    riverside.desk.wish("M-0030", "a kiln")
    riverside.cora.member_erase("M-0030")
    told = {each.kind or each.text: each.votes for each in riverside.desk.wishes()}
    assert told == {"table-saw": 1, "a kiln": 2, "(in the words of a member who left)": 1}
    assert len(riverside.desk.wishes()) == 4
    assert "aunt" not in repr(riverside.db.all("SELECT * FROM wish"))


def test_a_member_is_told_their_own_wishes(riverside: Riverside) -> None:
    riverside.desk.wish("M-0017", "a kiln")
    riverside.desk.wish("M-0021", "table-saw")
    assert [each["text"] for each in riverside.desk.member_export("M-0017")["wishes"]] == ["a kiln"]


def test_a_wish_that_nobody_shares_yet_is_gone_with_one_undo(riverside: Riverside) -> None:
    before = picture(riverside.cora)
    wish = riverside.desk.wish("M-0017", "a kiln for pots")
    undone = riverside.desk.undo().undone
    assert (undone.what, undone.about) == ("wish", {"member": "M-0017", "wish": wish.id})
    assert picture(riverside.cora) == before
    again = riverside.desk.wish("M-0017", "a kiln for pots")
    assert (again.votes, again.id != wish.id) == (1, True), "no number is given twice"


@pytest.mark.parametrize("by", ["wish", "vote"])
def test_a_vote_is_withdrawn_and_the_wish_stays(riverside: Riverside, by: str) -> None:
    wish = riverside.cora.wish("M-0017", "table-saw")
    before = picture(riverside.cora)
    if by == "wish":
        riverside.desk.wish("M-0021", "table saw")
    else:
        riverside.desk.wish_vote("M-0021", wish.id)
    riverside.cora.wish_vote("M-0030", wish.id)
    riverside.desk.undo()
    assert riverside.desk.wishes()[0].votes == 2, "what others voted since is none of this vote"
    riverside.cora.undo()
    assert picture(riverside.cora) == before
    assert riverside.desk.wish_vote("M-0021", wish.id).votes == 2


def test_a_wish_that_others_share_by_now_is_not_undone(riverside: Riverside) -> None:
    wish = riverside.desk.wish("M-0017", "table-saw")
    riverside.cora.wish_vote("M-0021", wish.id)
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    assert "wish-vote" in refused.value.reasons[0].message
    riverside.cora.undo()
    riverside.desk.undo()
    assert riverside.desk.wishes(closed=True) == ()


def test_a_vote_for_what_ended_since_is_not_undone(riverside: Riverside) -> None:
    wish = riverside.desk.wish("M-0017", "table-saw")
    riverside.cora.wish_close(wish.id, "bought")
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    riverside.cora.undo()
    assert (riverside.desk.wishes()[0].state, riverside.desk.wishes()[0].why) == ("open", None)
    riverside.desk.undo()
    assert riverside.desk.wishes(closed=True) == ()


def test_what_ended_goes_on_unless_it_was_wished_anew(riverside: Riverside) -> None:
    wish = riverside.desk.wish("M-0017", "a kiln")
    before = picture(riverside.cora)
    riverside.cora.wish_close(wish.id, "too hot")
    riverside.desk.wish("M-0021", "A  Kiln")
    with pytest.raises(Refused) as refused:
        riverside.cora.undo()
    assert codes(refused) == ["undo-blocked"]
    riverside.desk.undo()
    riverside.cora.undo()
    assert picture(riverside.cora) == before


def test_undo_of_a_wish_in_words_that_are_forgotten(riverside: Riverside) -> None:
    riverside.desk.wish("M-0030", "a loom like my aunt's")
    riverside.desk.wish("M-0030", "a spinning wheel")
    riverside.cora.wish_close("1", "too big")
    riverside.cora.member_erase("M-0030")
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    riverside.cora.undo()
    assert [each.text for each in riverside.desk.wishes()] == ["(in the words of a member who left)"] * 2


def test_undo_of_a_wish_by_the_command_line(riverside: Riverside) -> None:
    wish = riverside.done("wish", "add", "M-0017", "table-saw")["wish"]
    riverside.done("wish", "vote", "M-0021", wish["id"])
    undone = riverside.done("undo")["undone"]
    assert (undone["what"], undone["about"]) == ("wish-vote", {"member": "M-0021", "wish": wish["id"]})
    riverside.done("undo")
    assert riverside.done("wish", "list")["wishes"] == []
    assert riverside.refused("undo") == ["nothing-to-undo"]
