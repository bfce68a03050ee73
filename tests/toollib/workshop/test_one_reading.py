"""`build ready` and `build reserve` are of one mind, whatever happens on the shelf.

A design is ready on an open day if and only if its bench can be reserved for that day, but for the days on which a copy
changes hands: a reservation may begin then, while nobody promises at what hour the copy is back. The first day of `when`
is the first day that can be reserved.
"""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, note, settings
from hypothesis import strategies as st

from tests.riverside import Riverside, copy_of
from tests.scenarios.makers import HEAD, write_designs
from toollib.desk import queues
from toollib.desk.lending import Asked
from toollib.desk.reads import LoansWanted
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.workshop import benches
from toollib.workshop.bench_choice import Bench
from toollib.workshop.benches import Wanted
from toollib.workshop.ready import When

ADA, OTHERS = "M-0017", ("M-0021", "M-0030")
OPEN = [date(2026, 11, 28) + timedelta(days=days) for week in range(3) for days in (7 * week, 7 * week + 4)]
CLOSED = [date(2026, 11, 29), date(2026, 12, 3), date(2026, 12, 10)]
TAGS = ("T-0043", "T-0050", "T-0051", "T-0052", "T-0070", "T-0080")
KINDS = ("jigsaw", "orbital-sander", "mig-welder")
NEEDS = (
    "{id: %s, tool: orbital-sander}",
    "{id: %s, tool: orbital-sander, min: {power: 300 W}}",
    "{id: %s, any: [jigsaw, {tool: orbital-sander, min: {power: 300 W}}]}",
    "{id: %s, tool: mig-welder}",
    "{id: %s, tool: laser-cutter}",
)


class Happens(NamedTuple):
    """Something that happens on the shelf; what the desk refuses does not happen."""

    what: str
    tag: str
    kind: str
    who: str
    first: int
    length: int
    any_copy: bool


HAPPENINGS = st.builds(
    Happens,
    st.sampled_from(("loan", "loan", "hold", "hold", "reserve", "reserve", "repair", "lost", "give back")),
    st.sampled_from(TAGS),
    st.sampled_from(KINDS),
    st.sampled_from(OTHERS),
    st.integers(0, 3),
    st.integers(0, 2),
    st.booleans(),
)


def happen(there: Riverside, one: Happens) -> None:
    last = OPEN[one.first + one.length]
    with suppress(Refused):
        if one.what == "loan":
            there.cora.checkout(one.who, [one.tag], Asked(due=OPEN[1 + one.length]))
        elif one.what == "hold":
            there.desk.hold(one.who, one.kind if one.any_copy else one.tag)
        elif one.what == "reserve":
            wanted = one.kind if one.any_copy else one.tag
            there.desk.reserve(one.who, wanted, first=OPEN[one.first], last=last)
        elif one.what == "repair":
            there.desk.tool_repair(one.tag, "does not run")
        elif one.what == "lost":
            there.cora.tool_lost(one.tag)
        else:
            days = [*OPEN, *CLOSED]
            day = days[(3 * one.first + one.length) % len(days)]
            there.cora.tool_edit(one.tag, ToolEdit(owner=one.who, give_back=day))


@pytest.fixture(scope="module")
def shelf(riverside_as_built: Riverside, tmp_path_factory: pytest.TempPathFactory) -> Riverside:
    made = copy_of(riverside_as_built, tmp_path_factory.mktemp("shelf") / "riverside")
    write_designs(made)
    made.cora.tool_add(ToolEdit(name="Orbital sander, green", kind="orbital-sander", tag="T-0052"))
    for tag, watts in (("T-0050", 400), ("T-0051", 400), ("T-0052", 200), ("T-0043", 500)):
        made.cora.tool_edit(tag, ToolEdit(attributes=(f"power={watts} W",)))
    made.close()
    return made


def write(there: Riverside, name: str, needs: list[str], part: str | None = None) -> None:
    tools = ", ".join(need % f"n{place}" for place, need in enumerate(needs))
    text = HEAD.format(name=name.capitalize(), id=name, status="done", tools="full") + f"tools: [{tools}]\n"
    if part is not None:
        text += f"parts: [{{part: A part, qty: 1, make: {part}}}]\n"
    (there.folder / "designs" / f"{name}.yaml").write_text(text)


def change_hands(there: Riverside) -> set[date]:
    """The days on which a copy may change hands."""
    desk = there.desk
    days = {each.due for each in desk.loans(LoansWanted(open_only=True)).rows}
    days |= {each.ready_until for each in desk.holds() if each.ready_until is not None}
    return days | {each.to for each in desk.reservations() if each.to > each.from_}


# A promise that names no copy leaves the large ones to who needs them, however it might be kept.
@example(
    needs=[NEEDS[1], NEEDS[1]],
    of_part=[],
    happenings=[Happens("reserve", "T-0050", "orbital-sander", OTHERS[0], 1, 2, any_copy=True)],
    inducted=None,
    now="2026-11-28 10:02",
)
@settings(max_examples=60)
@given(
    needs=st.lists(st.sampled_from(NEEDS), min_size=1, max_size=3),
    of_part=st.lists(st.sampled_from(NEEDS), max_size=2),
    happenings=st.lists(HAPPENINGS, max_size=8),
    inducted=st.sampled_from([None, OPEN[2], OPEN[5]]),
    now=st.sampled_from(["2026-11-28 10:02", "2026-11-29 12:00", "2026-12-02 18:10", "2026-12-05 10:10"]),
)
def test_ready_is_what_can_be_reserved(
    shelf: Riverside, tmp_path_factory: pytest.TempPathFactory, **given_: Any
) -> None:
    there = copy_of(shelf, tmp_path_factory.mktemp("one") / "riverside")
    write(there, "asked", given_["needs"], "part" if given_["of_part"] else None)
    write(there, "part", given_["of_part"])
    try:
        if given_["inducted"] is not None:
            there.desk.member_induct("welding", [ADA], until=given_["inducted"])
        for each in OTHERS:
            there.desk.member_induct("welding", [each])
        for one in given_["happenings"]:
            happen(there, one)
        there.at(given_["now"])
        of_one_mind(there)
    finally:
        there.close()


def of_one_mind(there: Riverside) -> None:
    library = there.library()
    context, workshop = library.desk.context, library.workshop
    days = [day for day in OPEN if day >= context.today]
    ready = [day for day in days if is_ready(there, day)]
    with queues.reading(context):
        bench = Bench(
            context, benches._designs(workshop, "asked", context.vocabulary.kinds, helps=False), member(there)
        )
        free = [day for day in days if not bench.choose(day, day).lacking]
    note(f"ready on {ready}, can be reserved on {free}")
    handed = change_hands(there)
    assert [day for day in ready if day not in free] == []
    assert [day for day in free if day not in ready and day not in handed] == []
    first = benches.when(context, workshop, Wanted("asked", ADA)).first
    assert first == next(iter(free), first), "the first day that can be reserved"
    assert free or first is None or first > days[-1]
    for day in days:
        if day in free:
            benches.reserve(context, workshop, Wanted("asked", ADA), first=day, last=day)
            return
        with pytest.raises(Refused):
            benches.reserve(context, workshop, Wanted("asked", ADA), first=day, last=day)


def is_ready(there: Riverside, day: date) -> bool:
    workshop, when = there.library().workshop, When(day, ADA)
    answer = workshop.why("asked", when)
    assert answer.ready == (not answer.missing)
    assert all(each.chosen for each in answer.needs) or not answer.ready
    assert ("asked" in {each.design for each in workshop.ready(when).ready}) == answer.ready
    assert (workshop.marks(when)["asked"] == "ready") == answer.ready
    return answer.ready


def member(there: Riverside) -> int:
    row: int = there.db.value("SELECT id FROM member WHERE code = ?", (ADA,))
    return row
