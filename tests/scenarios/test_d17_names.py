"""D17 Names. Whatever people are called is stored as written and found as somebody would type it."""

import unicodedata
from contextlib import suppress

import pytest

from tests.riverside import Riverside, codes
from toollib.desk.people import MemberEdit
from toollib.desk.reads import MembersWanted
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused

COMPOSED = unicodedata.normalize("NFC", "Zoë Blum")
DECOMPOSED = unicodedata.normalize("NFD", "Zoë Blum")
# Name as written, and what people type to find it.
NAMES: list[tuple[str, list[str]]] = [
    (COMPOSED, ["Zoë", "ZOE", "zoe", "zoe bl", DECOMPOSED, "BLUM"]),
    (DECOMPOSED, ["Zoë", "ZOE", "zoe blum", COMPOSED]),
    ("Sean O'Neil", ["O'Neil", "oneil", "o’neil", "o neil", "ONEIL", "sean o'n"]),
    ("Rosa de la Cruz", ["de la Cruz", "cruz", "la cruz", "CRUZ rosa"]),
    ("Søren Łęcki", ["soren", "lecki", "Łęcki", "SØREN"]),
    ("Straße Größe", ["strasse", "STRASSE", "grosse"]),
    ("张伟", ["张伟", "张", "伟"]),
    ("مُحَمَّد علي", ["محمد", "محمد علي", "مُحَمَّد"]),
    ("🙂", ["🙂"]),
    ("🦊 Fox", ["fox", "🦊 fox"]),
    ("[red]Bob[/red]", ["bob", "[red]Bob[/red]", "red bob"]),
    ("'; drop table member; --", ["drop table", "'; drop table", "drop"]),
    ("x" * 300, ["x" * 300, "xxx"]),
    ('"quoted" NEAR(name) OR *', ["quoted", '"quoted"', "near", "NEAR(name"]),
    ("Anne-Marie", ["anne-marie", "anne marie", "marie"]),
    ("  spaced  out ", ["spaced out"]),
    ("A\u202eB\x1b[2JC", ["ab"]),
]


@pytest.mark.parametrize(("name", "typed"), NAMES, ids=[ascii(name)[:25] for name, _ in NAMES])
def test_a_name_is_kept_as_written_and_found_as_typed(
    riverside: Riverside, name: str, typed: list[str]
) -> None:
    added = riverside.desk.member_add(MemberEdit(name=name))
    assert added.name == name
    assert riverside.desk.member(added.id).name == name
    for text in typed:
        found = riverside.desk.search(text, within="members").members
        assert added.id in [each.id for each in found], text
        assert added.id in [each.id for each in riverside.desk.members(MembersWanted(text=text)).rows], text
    assert riverside.desk.member(name).id == added.id
    riverside.cora.tool_add(ToolEdit(name=name, kind="jigsaw"))
    assert name in [each.name for each in riverside.desk.search(typed[0], within="tools").tools]


@pytest.mark.parametrize(
    "text",
    [
        '"', "'", "*", "^", "(", "col:x", "name:ada", "-x", "+", "NOT", "OR", "AND", "NEAR(", "a NEAR/2 b", "{}", "\\",
        "%", "_", "\x00", "a\x00b", "🙂", "🙂🙂", "\u202e", "x" * 100_000, "a " * 10_000, "", "   ", "ada\n",
    ],
    ids=lambda text: ascii(text)[:20],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error(riverside: Riverside, text: str) -> None:
    desk = riverside.desk
    desk.search(text)
    desk.members(MembersWanted(text=text))
    desk.scans().scan(text)
    for verb in (desk.status, desk.member, desk.tool, desk.account, desk.kind):
        with suppress(Refused):
            verb(text)


def test_a_substring_is_found_where_no_word_begins_so(riverside: Riverside) -> None:
    assert [each.tag for each in riverside.desk.search("rinder").tools] == ["T-0042"]


def test_two_of_one_name_are_told_apart(riverside: Riverside) -> None:
    riverside.desk.member_add(MemberEdit(name=COMPOSED, cards=("M-0040",)))
    riverside.desk.member_add(MemberEdit(name=DECOMPOSED, cards=("M-0041",)))
    with pytest.raises(Refused) as refused:
        riverside.desk.member("zoe blum")
    assert codes(refused) == ["member-ambiguous"]
    assert "M-0040" in str(refused.value)
    assert "M-0041" in str(refused.value)


@pytest.mark.parametrize("name", ["", "   ", "\x00", "\u202e", "\t\n"])
def test_nobody_is_called_nothing(riverside: Riverside, name: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.member_add(MemberEdit(name=name))
    assert codes(refused) == ["member-unknown"]
    with pytest.raises(Refused):
        riverside.cora.tool_add(ToolEdit(name=name, kind="jigsaw"))
    with pytest.raises(Refused):
        riverside.desk.member_edit("M-0017", MemberEdit(name=name))


@pytest.mark.parametrize(("name", "typed"), NAMES[:-1], ids=[ascii(name)[:25] for name, _ in NAMES[:-1]])
def test_by_command(riverside: Riverside, name: str, typed: list[str]) -> None:
    added = riverside.done("member", "add", "--", name)["member"]
    assert added["name"] == name
    for text in typed:
        found = riverside.done("search", "--in", "members", "--", text)["members"]
        assert added["id"] in [each["id"] for each in found], text
