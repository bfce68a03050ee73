"""The day at the desk: each list in its order and in pages; what was recalled, and members' own tools that go back."""

from datetime import date

from tests.riverside import Riverside
from toollib.desk.reads import Part
from toollib.desk.things import ToolEdit

SAT_28, WED_9, SAT_12, WED_16 = (date(2026, *day) for day in ((11, 28), (12, 9), (12, 12), (12, 16)))


def lent_by_ben(riverside: Riverside, tag: str, until: date | None) -> None:
    """A tool is Ben's own, and he wants it back by a day."""
    riverside.cora.tool_edit(tag, ToolEdit(owner="M-0021", give_back=until))


def test_a_members_own_tool_is_shown_two_weeks_before_it_goes_back(riverside: Riverside) -> None:
    lent_by_ben(riverside, "T-0042", SAT_12)
    lent_by_ben(riverside, "T-0043", date(2026, 12, 13))
    lent_by_ben(riverside, "T-0050", None)
    (soon,) = riverside.desk.today().going_back
    assert (soon.tool, soon.owner, soon.give_back, soon.due) == ("T-0042", "M-0021", SAT_12, None)
    assert (soon.tool_name, soon.owner_name) == ("Angle grinder 125 mm", "Ben Kaya")
    riverside.wait(days=1)
    assert [each.tool for each in riverside.desk.today().going_back] == ["T-0042", "T-0043"]


def test_one_that_is_out_or_late_for_its_owner_is_shown_until_it_has_gone(riverside: Riverside) -> None:
    lent_by_ben(riverside, "T-0042", WED_9)
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-16 19:00")
    (late,) = riverside.desk.today().going_back
    assert (late.give_back, late.due, late.holder, late.holder_name) == (
        WED_9,
        date(2026, 12, 5),
        "M-0017",
        "Ada Osei",
    )
    riverside.desk.return_(["T-0042"])
    riverside.cora.tool_retire("T-0042", "back to Ben")
    assert riverside.desk.today().going_back == ()


def test_recalled_copies_those_still_out_first(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0051"])
    riverside.cora.tool_recall("orbital-sander", "the switch sticks")
    told = riverside.desk.today().recalled
    assert [(each.tool, each.why, each.holder) for each in told] == [
        ("T-0051", "the switch sticks", "M-0017"),
        ("T-0050", "the switch sticks", None),
    ]
    assert told[0].since == riverside.clock.now()
    riverside.cora.tool_lost("T-0051")
    assert [each.tool for each in riverside.desk.today().recalled] == ["T-0050"]
    riverside.cora.tool_recall_end("orbital-sander", "new switches")
    assert riverside.desk.today().recalled == ()


def test_pages_of_every_list_together_are_the_whole(riverside: Riverside) -> None:
    desk = riverside.desk
    desk.checkout("M-0017", ["T-0042", "T-0091"])
    desk.checkout("M-0021", ["T-0092", "T-0107"])
    riverside.at("2026-12-02 19:00")
    desk.hold("M-0030", "T-0050")
    desk.hold("M-0030", "T-0051")
    desk.reserve("M-0021", "T-0060", first=date(2026, 12, 5), last=WED_9)
    desk.reserve("M-0017", "T-0090", first=date(2026, 12, 5), last=WED_9)
    riverside.at("2026-12-05 10:00")
    desk.tool_repair("T-0060", "no water")
    desk.tool_repair("T-0090", "a rung")
    lent_by_ben(riverside, "T-0042", SAT_12)
    lent_by_ben(riverside, "T-0043", SAT_12)
    riverside.cora.tool_recall("T-0091", "the head")
    riverside.cora.tool_recall("T-0092", "the tape")
    for when, late in (("2026-12-05 10:00", 0), ("2026-12-09 18:30", 4)):
        riverside.at(when)
        whole = desk.today()
        assert len(whole.overdue) == late
        assert len(whole.due) == 4 - late
        pages = [desk.today(Part(1, offset)) for offset in range(5)]
        for name in whole._fields:
            assert sum((getattr(page, name) for page in pages), ()) == getattr(whole, name), name
        assert all(len(rows) <= 1 for page in pages for rows in page)
