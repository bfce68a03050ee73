"""What people say beside a deed is kept, so it has a length: a slip of a scanner or a paste makes no list unreadable."""

import inspect
from collections.abc import Callable
from datetime import date

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk.desk import Desk
from toollib.desk.kits import Trouble
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.library import Library, Who
from toollib.rules import texts
from toollib.rules.reasons import Refused

Deed = Callable[[Desk, str], object]


def _over_a_scan(desk: Desk, why: str) -> object:
    session = desk.scans()
    session.scan("M-0021")
    session.scan("T-0042")
    told = session.override(why)
    if told.outcome == "refused":
        raise Refused(told.reasons)
    return told


# Each verb that keeps what somebody says, with a text that is the only thing wrong.
SPOKEN: dict[str, tuple[Deed, int]] = {
    "charge": (lambda desk, why: desk.charge("M-0017", "1", why), texts.WHY),
    "forgive": (lambda desk, why: desk.forgive("M-0021", "1", why), texts.WHY),
    "refund": (lambda desk, why: desk.refund("M-0030", "1", why), texts.WHY),
    "void": (lambda desk, why: desk.void(desk.account("M-0021").entries[-1].id, why), texts.WHY),
    "member_block": (lambda desk, why: desk.member_block("M-0017", why), texts.WHY),
    "member_note": (lambda desk, text: desk.member_note("M-0017", text), texts.NOTE),
    "member_waiver": (lambda desk, version: desk.member_waiver("M-0017", version), texts.NAME),
    "member_induct": (lambda desk, by: desk.member_induct("welding", ["M-0017"], by=by), texts.NAME),
    "tool_repair": (lambda desk, text: desk.tool_repair("T-0042", text), texts.WHY),
    "tool_retire": (lambda desk, why: desk.tool_retire("T-0042", why), texts.WHY),
    "tool_recall": (lambda desk, why: desk.tool_recall("T-0042", why), texts.WHY),
    "tool_recall_end": (lambda desk, why: desk.tool_recall_end("T-0050", why), texts.WHY),
    "tool_note": (lambda desk, text: desk.tool_note("T-0042", text), texts.NOTE),
    "close_day": (lambda desk, why: desk.close_day(date(2026, 12, 2), why), texts.WHY),
    "checkout": (lambda desk, why: desk.checkout("M-0021", ["T-0042"], asked=Asked(override=why)), texts.WHY),
    "renew": (lambda desk, why: desk.renew(["T-0043"], override=why), texts.WHY),
    "return_": (lambda desk, text: desk.return_(["T-0043"], trouble=Trouble(broken=text)), texts.WHY),
    "scans": (_over_a_scan, texts.WHY),
    "collect": (lambda desk, why: desk.collect("M-0021", override=why), texts.WHY),
    "wish_close": (lambda desk, why: desk.wish_close(desk.wishes()[0].id, why), texts.WHY),
}
FORMS: dict[str, Deed] = {
    "name": lambda desk, text: desk.member_edit("M-0017", MemberEdit(name=text)),
    "email": lambda desk, text: desk.member_edit("M-0017", MemberEdit(email=text)),
    "phone": lambda desk, text: desk.member_edit("M-0017", MemberEdit(phone=text)),
    "place": lambda desk, text: desk.tool_edit("T-0042", ToolEdit(place=text)),
    "terms": lambda desk, text: desk.tool_edit("T-0042", ToolEdit(owner="M-0017", terms=text * 10)),
}


@pytest.fixture
def spoken(riverside: Riverside) -> Riverside:
    """Riverside, where each verb has something to do: Ben owes too much and has a jigsaw, Cleo has credit."""
    riverside.cora.tool_recall("T-0050", "pads fly off")
    riverside.cora.pay("M-0030", "5", by="cash")
    riverside.cora.checkout("M-0021", ["T-0043"])
    riverside.wait(minutes=5)
    riverside.cora.renew(["T-0043"])
    riverside.cora.renew(["T-0043"])
    riverside.cora.reserve("M-0021", "tile-cutter", first=date(2026, 11, 28), last=date(2026, 12, 2))
    riverside.cora.wish("M-0017", "a kiln")
    riverside.cora.charge("M-0021", "12", "a broken window")
    return riverside


@pytest.mark.parametrize("verb", SPOKEN)
def test_what_is_too_long_is_refused_and_what_just_fits_is_kept(spoken: Riverside, verb: str) -> None:
    deed, most = SPOKEN[verb]
    before = dump(spoken.db)
    with pytest.raises(Refused) as refused:
        deed(spoken.cora, "ß" * (most + 1))
    assert "amount-wrong" in codes(refused)
    assert f"the most is {most}" in str(refused.value)
    assert not all(each.override for each in refused.value.reasons)
    assert dump(spoken.db) == before
    deed(spoken.cora, "ß" * most)
    assert dump(spoken.db) != before


@pytest.mark.parametrize("field", FORMS)
def test_so_are_the_fields_of_forms(riverside: Riverside, field: str) -> None:
    with pytest.raises(Refused, match="the most is") as refused:
        FORMS[field](riverside.cora, "x" * (texts.NAME + 1))
    assert codes(refused) == ["amount-wrong"]
    FORMS[field](riverside.cora, "x" * texts.NAME)


def test_every_verb_that_takes_words_is_tried() -> None:
    """A parameter of such a name is kept as somebody said it; a new verb with one must stand in the table above."""
    said = {"why", "text", "override", "asked", "trouble"}
    reads = {"search", "kind", "calendar"}
    verbs = {
        name
        for name, verb in inspect.getmembers(Desk, inspect.isfunction)
        if not name.startswith("_") and said & set(inspect.signature(verb).parameters)
    }
    assert verbs - reads <= set(SPOKEN)


@pytest.mark.parametrize("who", [Who("x" * 1001, "front"), Who("Vera", "x" * 1001)])
def test_a_name_at_the_desk_stands_in_every_event(riverside: Riverside, who: Who) -> None:
    with pytest.raises(Refused, match="the most is 1000") as refused:
        Library.open(riverside.folder, clock=riverside.clock, person=who)
    assert codes(refused) == ["amount-wrong"]
    Library.open(riverside.folder, clock=riverside.clock, person=Who("x" * 1000, "front")).close()


@pytest.mark.parametrize(
    "words",
    [
        ("charge", "M-0017", "1", "WHY"),
        ("forgive", "M-0021", "1", "WHY"),
        ("refund", "M-0030", "1", "WHY"),
        ("void", "1", "WHY"),
        ("close-day", "2026-12-02", "WHY"),
        ("checkout", "M-0021", "T-0042", "--override", "WHY"),
        ("renew", "T-0043", "--override", "WHY"),
        ("return", "T-0043", "--broken", "WHY"),
        ("member", "block", "M-0017", "WHY"),
        ("member", "note", "M-0017", "NOTE"),
        ("member", "waiver", "M-0017", "--version", "WHY"),
        ("member", "induct", "welding", "M-0017", "--by", "WHY"),
        ("tool", "repair", "T-0042", "WHY"),
        ("tool", "retire", "T-0042", "WHY"),
        ("tool", "recall", "T-0042", "WHY"),
        ("tool", "recall-end", "T-0050", "WHY"),
        ("tool", "note", "T-0042", "NOTE"),
    ],
    ids=" ".join,
)
def test_by_command(spoken: Riverside, words: tuple[str, ...]) -> None:
    spoken.close()
    long = {"WHY": "x" * (texts.WHY + 1), "NOTE": "x" * (texts.NOTE + 1)}
    refused = spoken.refused(*(long.get(each, each) for each in words), who="Cora Lind")
    assert "amount-wrong" in refused
