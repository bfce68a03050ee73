"""Who a name means, at the desk and behind it: names only, however they are typed, and never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.riverside import Riverside, codes
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.library import Library, Who
from toollib.rules.reasons import Refused
from toollib.store import members
from toollib.store.words import begins_a_name, member_words, query_words, same_name


def _sign_up_many(riverside: Riverside, name: str, count: int) -> None:
    with riverside.db.writing():
        for number in range(count):
            code = f"X-{number:05}"
            row = {"code": code, "name": f"{name} {number:05}", "added_at": "2026-11-28T10:00:00Z"}
            members.add(riverside.db, {**row, "words": f"{name.casefold()} {number:05} li"})


@pytest.mark.parametrize("part", ["gmail", "com", "d", "dead", "deadbeef.x", "riverside", "@", ".", "-"])
def test_what_stands_in_an_address_or_on_a_card_is_no_name(riverside: Riverside, part: str) -> None:
    riverside.desk.member_add(
        MemberEdit(name="Zoë O. Quist-Berg", cards=("deadbeef",), email="zoe.q@gmail.com", phone="020 7946")
    )
    for act in (
        lambda: riverside.desk.checkout(part, ["T-0042"], Asked()),
        lambda: riverside.desk.charge(part, "1", "a test"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["member-unknown"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Seán O'Neil", "oneil"),
        ("Seán O'Neil", "sean o'n"),
        ("Seán O'Neil", "SEÁN"),
        ("Søren Åkerlund", "soren ak"),
        ("Søren Åkerlund", "Søren"),
        ("Dora Ünal", "unal"),
        ("Ｆｕｌｌ Wide", "full"),
        ("山田 太郎", "山田"),
        ("Robo 🦊 Fox", "🦊"),
        ("🦊", "🦊"),
        ("J. Smith", "j. smith"),
        ("Dora_Two", "dora_t"),
        ("Straße Groß", "strasse"),
    ],
)
def test_a_name_is_found_however_it_is_typed(riverside: Riverside, name: str, typed: str) -> None:
    made = riverside.desk.member_add(MemberEdit(name=name, email="m@example.org", cards=("beef01",)))
    assert riverside.desk.member(typed).id == made.id


def test_the_exact_name_is_found_among_many_that_begin_alike(riverside: Riverside) -> None:
    _sign_up_many(riverside, "Ann Lindberg", 2_500)
    with pytest.raises(Refused) as refused:
        riverside.desk.member("ann li")
    assert codes(refused) == ["member-ambiguous"]
    exact = riverside.desk.member_add(MemberEdit(name="Ann Li"))
    assert riverside.desk.member("ann li").id == exact.id
    found = riverside.desk.search("Ann LI", within="members", limit=5).members
    assert (found[0].id, len(found)) == (exact.id, 5)


def test_the_exact_tool_is_found_among_many_that_begin_alike(riverside: Riverside) -> None:
    with riverside.db.writing():
        for number in range(2_500):
            row = (f"J-{number}", f"Jigsaw {number}", f"jigsaw {number}")
            riverside.db.run(
                "INSERT INTO tool (code, name, kind, added_at, words) VALUES (?, ?, 'jigsaw', '', ?)", row
            )
        row = ("J-last", "Jigsaw, big", "jigsaw big")
        riverside.db.run(
            "INSERT INTO tool (code, name, kind, added_at, words) VALUES (?, ?, 'jigsaw', '', ?)", row
        )
    assert riverside.desk.tool("jigsaw, big").tag == "J-last"
    assert riverside.desk.search("jigsaw, big", within="tools", limit=1).tools[0].tag == "J-last"


@pytest.mark.parametrize("who", ["ada osei", "ADA OSEI", "Àda  Osei", "m-0017", " M-0017 "])
def test_a_member_at_the_desk_has_their_own_rights_however_named(riverside: Riverside, who: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.library(who).desk.charge("M-0021", "1", "a test")
    assert codes(refused) == ["role-missing"]
    assert riverside.refused("charge", "M-0021", "1", "a test", who=who) == ["role-missing"]


@pytest.mark.parametrize("who", ["CORA LIND", "çora lind"])
def test_a_coordinator_is_known_however_named(riverside: Riverside, who: str) -> None:
    assert riverside.library(who).desk.actor.member == "M-0002"


def test_nobody_is_at_the_desk_by_a_tag_or_a_name_that_several_have(riverside: Riverside) -> None:
    riverside.desk.member_add(MemberEdit(name="ada osei"))
    for who, code in (("t-0042", "member-unknown"), ("Ada Osei", "member-ambiguous")):
        with pytest.raises(Refused) as refused:
            Library.open(riverside.folder, clock=riverside.clock, person=Who(who, "front"))
        assert codes(refused) == [code]
        assert refused.value.hint
        assert riverside.refused("today", who=who) == [code]


def test_a_guest_keeps_the_rights_of_a_volunteer(riverside: Riverside) -> None:
    assert riverside.done("charge", "M-0021", "1", "a test", who="Ada")["owes"] == "1.00"


NAMES = st.lists(
    st.text("aAoOéøß'’-_. n1🦊", min_size=1, max_size=7).filter(str.strip),
    min_size=1,
    max_size=8,
    unique=True,
)


@given(names=NAMES, typed=st.text("aAoOéøß'’-_. n", min_size=1, max_size=4))
def test_whoever_may_be_meant_is_found_and_nobody_else(
    riverside: Riverside, names: list[str], typed: str
) -> None:
    db = riverside.db
    with db.writing():
        db.run("DELETE FROM member WHERE code GLOB 'X-*'")
        for number, name in enumerate(names):
            words = member_words(name, [f"ano{number}"], "on@aao.example", "01")
            row = {"code": f"X-{number}", "name": name, "added_at": "", "words": words}
            members.add(db, row)
    everybody = db.all("SELECT id, name FROM member ORDER BY id")
    same = [row for row, name in everybody if same_name(name, typed)]
    assert members.exactly(db, typed, 99) == same
    if query_words(typed):
        begun = [row for row, name in everybody if begins_a_name(typed, name)]
        assert members.by_name(db, typed, 99) == (same or begun)
