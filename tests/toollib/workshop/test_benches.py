"""Benches beside brute force: every way to give copies to needs and to promises is tried, on small shelves."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.riverside import Riverside, codes, copy_of
from tests.scenarios.makers import HEAD, write_designs
from toollib.desk import bookings
from toollib.desk.things import ToolEdit
from toollib.rules.calendar import Claim
from toollib.rules.reasons import Refused
from toollib.workshop import benches
from toollib.workshop.benches import Wanted
from toollib.workshop.together import most_of

OPEN = [date(2026, 11, 28) + timedelta(days=days) for week in range(3) for days in (7 * week, 7 * week + 4)]
KIND = {
    "T-0050": "orbital-sander",
    "T-0051": "orbital-sander",
    "T-0052": "orbital-sander",
    "T-0043": "jigsaw",
}
WATTS = {"T-0050": 200, "T-0051": 400, "T-0052": 400, "T-0043": 500}
# What a design may ask for: how it is written, and which copies serve.
NEEDS = {
    "{id: %s, tool: orbital-sander}": {"T-0050", "T-0051", "T-0052"},
    "{id: %s, tool: orbital-sander, min: {power: 300 W}}": {"T-0051", "T-0052"},
    "{id: %s, tool: orbital-sander, min: {power: 100 W}}": {"T-0050", "T-0051", "T-0052"},
    "{id: %s, any: [jigsaw, {tool: orbital-sander, min: {power: 300 W}}]}": {"T-0043", "T-0051", "T-0052"},
}


class Claimed(NamedTuple):
    """What somebody else has reserved: a kind or a tag, from one open day to another, by their places."""

    wanted: str
    first: int
    length: int


def clash(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether one copy cannot keep both: they share more than the day on which one ends and the other begins."""
    return one[0] == other[0] or (one[0] < other[1] and other[0] < one[1])


def can_be_had(needs: list[str], claims: list[Claimed], span: tuple[date, date]) -> bool:
    """Whether copies can be given to all needs and all claims so that no copy is given twice at a time."""
    spans = [(OPEN[each.first], OPEN[each.first + each.length]) for each in claims]
    serve = [[tag for tag in KIND if each.wanted in (tag, KIND[tag])] for each in claims]
    for mine in product(*(sorted(NEEDS[need]) for need in needs)):
        if len(set(mine)) < len(mine):
            continue
        for theirs in product(*serve):
            given_ = [*((tag, span) for tag in mine), *zip(theirs, spans, strict=True)]
            if not any(
                one[0] == other[0] and clash(one[1], other[1])
                for place, one in enumerate(given_)
                for other in given_[:place]
            ):
                return True
    return False


@pytest.fixture(scope="module")
def shelf(riverside_as_built: Riverside, tmp_path_factory: pytest.TempPathFactory) -> Riverside:
    """Riverside with three sanders, one of them too small for some needs."""
    made = copy_of(riverside_as_built, tmp_path_factory.mktemp("shelf") / "riverside")
    write_designs(made)
    made.cora.tool_add(ToolEdit(name="Orbital sander, green", kind="orbital-sander", tag="T-0052"))
    for tag, watts in WATTS.items():
        made.cora.tool_edit(tag, ToolEdit(attributes=(f"power={watts} W",)))
    made.close()
    return made


_CLAIMS = st.builds(
    Claimed,
    st.sampled_from([*sorted(set(KIND.values())), "orbital-sander", *sorted(KIND)]),
    st.integers(0, 3),
    st.integers(0, 2),
)


@settings(max_examples=40)
@given(
    needs=st.lists(st.sampled_from(sorted(NEEDS)), min_size=1, max_size=3),
    claims=st.lists(_CLAIMS, max_size=5),
    days=st.integers(1, 3),
)
def test_the_first_day_is_the_first_on_which_brute_force_finds_a_way(
    shelf: Riverside,
    tmp_path_factory: pytest.TempPathFactory,
    needs: list[str],
    claims: list[Claimed],
    days: int,
) -> None:
    there = copy_of(shelf, tmp_path_factory.mktemp("one") / "riverside")
    tools = ", ".join(need % f"n{place}" for place, need in enumerate(needs))
    text = HEAD.format(name="Asked", id="asked", status="done", tools="full") + f"tools: [{tools}]\n"
    (there.folder / "designs" / "asked.yaml").write_text(text)
    try:
        kept = [each for each in claims if accepted(there, each)]
        ways = [
            can_be_had(needs, kept, (first, last))
            for first, last in zip(OPEN, OPEN[days - 1 :], strict=False)
        ]
        note(f"{needs} {kept} {ways}")
        library = there.library()
        wanted = Wanted("asked", "M-0017")
        found = benches.when(library.desk.context, library.workshop, wanted, days)
        if True not in ways:
            assert found.first is None or found.first > OPEN[len(ways) - 1]
            return
        assert found.first == OPEN[ways.index(True)]
        for first, last, way in zip(OPEN, OPEN[days - 1 :], ways, strict=False):
            if way:
                done = benches.reserve(library.desk.context, library.workshop, wanted, first=first, last=last)
                assert len(done.reservations) == len(needs)
                assert not library.desk.today().conflicts
                return
            with pytest.raises(Refused) as refused:
                benches.reserve(library.desk.context, library.workshop, wanted, first=first, last=last)
            assert codes(refused)[0] in {"tool-reserved", "kind-unknown"}
    finally:
        there.close()


def accepted(there: Riverside, claim: Claimed) -> bool:
    """Whether the desk takes this reservation for somebody else."""
    first, last = OPEN[claim.first], OPEN[claim.first + claim.length]
    try:
        there.desk.reserve("M-0021", claim.wanted, first=first, last=last)
    except Refused:
        return False
    return True


@pytest.fixture
def forty(shelf: Riverside, tmp_path: Path) -> Iterator[Riverside]:
    """Forty sanders, all but one of them promised from one open day to the next."""
    there = copy_of(shelf, tmp_path / "riverside")
    for number in range(1, 38):
        there.cora.tool_add(ToolEdit(name="Sander", kind="orbital-sander", tag=f"T-{number:04}"))
        there.cora.tool_edit(f"T-{number:04}", ToolEdit(attributes=("power=400 W",)))
    for _ in range(39):
        there.desk.reserve("M-0021", "orbital-sander", first=OPEN[1], last=OPEN[2])
    yield there
    there.close()


def test_forty_copies_of_which_one_is_left_are_no_riddle(forty: Riverside) -> None:
    library = forty.library()
    found = benches.when(library.desk.context, library.workshop, Wanted("three-sander", "M-0017"), 3)
    assert found.first == OPEN[2]
    either = "{id: %s, any: [orbital-sander, jigsaw]}"
    text = HEAD.format(name="Either", id="either", status="done", tools="full")
    text += f"tools: [{either % 'one'}, {either % 'two'}]\n"
    (forty.folder / "designs" / "either.yaml").write_text(text)
    days = {"first": OPEN[1], "last": OPEN[2]}
    forty.close()
    library = forty.library()
    done = benches.reserve(library.desk.context, library.workshop, Wanted("either", "M-0017"), **days)
    assert sorted(each.kind or "" for each in done.reservations) == ["jigsaw", "orbital-sander"]


def test_of_copies_that_are_alike_as_many_count_as_can_be_had_together() -> None:
    days = OPEN[1], OPEN[2]
    for promised_ones in range(6):
        claims = tuple(Claim(number, *days) for number in range(promised_ones))
        promised = bookings.Promised(claims, {copy: [] for copy in range(5)})
        assert most_of(range(5), promised, days) == 5 - min(5, promised_ones)
