"""The workshop of the made-up library lives: members wish, are turned away, build together, and reserve a bench."""

import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog.shipped import shipped_kinds
from scripts.bootstrapping import machines, page
from tests.toollib.demo.made import Made, make
from tests.toollib.demo.test_cast import INSTANTS
from toollib.cli.main import main
from toollib.demo.bench import open_saturday
from toollib.demo.makers import shipped_design
from toollib.demo.plans import BENCH, BUILDS, UNSERVED, WISHES
from toollib.desk.wishing import wish_list
from toollib.library import own_kinds
from toollib.rules.dates import Closed, Opening
from toollib.rules.reasons import CODES
from toollib.workshop.priorities import priorities


@pytest.fixture(scope="module", params=INSTANTS, ids=lambda now: now.strftime("%Y-%m-%d"))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("makers") / "demo", request.param)


def test_wishes_are_those_of_the_script_each_voted_for_once(made: Made) -> None:
    with made.library() as library:
        open_wishes = wish_list(library.desk.context)
        everything = wish_list(library.desk.context, closed=True)
    assert len(everything) == len(WISHES)
    assert len(open_wishes) == sum(each.closed is None for each in WISHES)
    votes = dict(made.rows("SELECT wish, count(*) FROM wish_vote GROUP BY wish"))
    assert votes == {number: len(each.members) for number, each in enumerate(WISHES, 1)}
    events = Counter(row[0] for row in made.rows("SELECT what FROM event WHERE what LIKE 'wish%'"))
    assert events["wish"] == len(WISHES)
    assert events["wish"] + events["wish-vote"] == sum(votes.values())


def test_what_could_not_be_had_is_counted_as_the_desk_counts(made: Made) -> None:
    first, last = made.rows("SELECT min(day), max(day) FROM unmet")[0]
    assert all(made.opening.is_open(date.fromisoformat(day)) for day in (first, last))
    assert last <= made.day(made.now.isoformat()).isoformat()
    told = {code for (codes,) in made.rows("SELECT codes FROM unmet") for code in codes.split(",") if code}
    assert told <= set(CODES)
    searched = {row[0] for row in made.rows("SELECT kind FROM unmet WHERE what = 'searched'")}
    assert searched == {each.kind for each in UNSERVED if not each.codes}
    assert not searched & {row[0] for row in made.rows("SELECT kind FROM tool")}


# When a copy was not to be had: lent, in repair, gone, or kept ready for somebody (at the longest since they asked).
NOT_THERE = """
SELECT tool, out_at, coalesce(returned_at, '9') FROM loan
UNION ALL SELECT tool, opened_at, coalesce(fixed_at, '9') FROM repair
UNION ALL SELECT id, coalesce(lost_at, retired_at), '9' FROM tool WHERE lost_at IS NOT NULL OR retired_at IS NOT NULL
UNION ALL SELECT tool, placed_at, coalesce(closed_at, '9') FROM hold WHERE tool IS NOT NULL
"""


def test_who_came_in_vain_found_every_copy_gone(made: Made) -> None:
    copies: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for kind, tool, added in made.rows("SELECT kind, id, added_at FROM tool"):
        copies[kind].append((tool, added[:10]))
    gone: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for tool, since, upto in made.rows(NOT_THERE):
        gone[tool].append((since[:10], upto[:10]))
    rows = made.rows("SELECT day, kind FROM unmet WHERE codes = 'tool-on-loan'")
    assert len(rows) > 20
    for day, kind in rows:
        there = [tool for tool, added in copies[kind] if added <= day]
        assert there
        assert all(any(since <= day <= upto for since, upto in gone[tool]) for tool in there), (day, kind)


def test_priorities_are_fed_by_every_part(made: Made) -> None:
    with made.library() as library:
        found = priorities(library.desk.context, library.workshop)
    for part in ("wishes", "refused", "holds", "searches", "unlocks"):
        assert any(getattr(each.parts, part) for each in found.rows), part
    assert any(each.text for each in found.rows)


def test_builds_are_in_every_state_with_their_steps(made: Made) -> None:
    with made.library() as library:
        builds, count = library.builds.listed()
        tool = library.desk.tool("T-0118")
        made_by = library.made("T-0118")
    assert count == len(BUILDS) + 1
    assert {each.state for each in builds} == {"reserved", "under-way", "finished", "stopped"}
    assert made_by is not None
    assert (made_by.design, tool.kind) == ("3d-printer", "3d-printer-fdm")
    for each in builds:
        design = shipped_design(each.design)
        assert design is not None
        assert each.name == design.name
        if each.state != "reserved":
            assert [step.do for step in each.steps] == [step.do for step in design.steps]
    running = [each for each in builds if each.state == "under-way"]
    assert running
    assert all(any(step.done_at for step in each.steps) for each in running)
    assert all(any(step.done_at is None for step in each.steps) for each in running)
    finished = [each for each in builds if each.state == "finished"]
    assert all(step.done_at for each in finished for step in each.steps)
    assert {each.design for each in finished} >= {"airrohr-sensor", "glia-stethoscope"}


def test_steps_are_done_in_their_order_by_those_who_build(made: Made) -> None:
    builders: dict[int, set[int]] = defaultdict(set)
    for build, member in made.rows("SELECT build, member FROM build_member"):
        builders[build].add(member)
    started = dict(made.rows("SELECT id, started_at FROM build WHERE started_at IS NOT NULL"))
    joined = dict(made.rows("SELECT id, added_at FROM member"))
    upto: dict[int, str] = {}
    for build, at, member in made.rows(
        "SELECT build, done_at, member FROM build_step WHERE done_at IS NOT NULL ORDER BY build, n"
    ):
        assert at >= upto.get(build, started[build])
        assert member in builders[build]
        assert joined[member] < started[build]
        upto[build] = at


def test_each_verb_of_a_build_is_an_event_that_says_which(made: Made) -> None:
    told = Counter(
        (json.loads(about)["build"], what)
        for what, about in made.rows("SELECT what, about FROM event WHERE what LIKE 'build-%'")
    )
    expected: Counter[tuple[str, str]] = Counter()
    for row, started, finished, stopped in made.rows(
        "SELECT id, started_at, finished_at, stopped_at FROM build"
    ):
        for what, at in (("build-start", started), ("build-finish", finished), ("build-stop", stopped)):
            expected[str(row), what] += at is not None
    for row, steps in made.rows(
        "SELECT build, count(*) FROM build_step WHERE done_at IS NOT NULL GROUP BY build"
    ):
        expected[str(row), "build-step"] += steps
    assert told == +expected
    added = {
        json.loads(row[0])["tool"] for row in made.rows("SELECT about FROM event WHERE what = 'tool-add'")
    }
    assert "T-0118" not in added
    assert len(added) == 149


def test_a_bench_waits_for_the_coming_saturday(made: Made) -> None:
    with made.library() as library:
        today = made.day(made.now.isoformat())
        (bench,) = [each for each in library.builds.listed()[0] if each.state == "reserved"]
        claims = [each for each in library.desk.reservations() if each.build == bench.id]
    assert bench.design == BENCH
    assert bench.reserved_from is not None
    assert bench.reserved_from > today
    assert bench.reserved_from.weekday() == 5
    assert len(claims) >= 5
    assert made.value("SELECT count(*) FROM event WHERE what = 'reserve' AND about LIKE '%design%'") == 1


def test_the_saturday_to_come_is_an_open_one() -> None:
    always, friday, saturday = Opening({}), date(2026, 11, 27), date(2026, 11, 28)
    assert open_saturday(always, date(2026, 11, 24)) == saturday
    assert open_saturday(always, friday) == open_saturday(always, saturday) == date(2026, 12, 5)
    holidays = Opening({}, (Closed(saturday, date(2026, 12, 5)),))
    assert open_saturday(holidays, date(2026, 11, 24)) == date(2026, 12, 12)
    assert open_saturday(Opening({}, (Closed(saturday, date(2027, 12, 5)),)), friday) is None


def test_what_is_to_be_bought_has_a_price(made: Made) -> None:
    words = ("--library", str(made.folder), "--json", "--now", made.now.isoformat())
    answer = CliRunner().invoke(main, [*words, "build", "unlock", "--size", "2", "--budget", "500"])
    unlocks = json.loads(answer.stdout)["unlocks"]
    assert len(unlocks) > 2
    assert all(each["cost"] is not None for each in unlocks)


def test_kinds_are_those_of_the_program_with_a_price(demo: Made) -> None:
    own, shipped = own_kinds(demo.folder), shipped_kinds()
    assert len(own) == len(shipped)
    priced = [each for each in own if each.price is not None]
    assert len(priced) > 10
    for each in own:
        theirs = shipped.get(each.slug)
        assert theirs is not None
        assert replace(each, price=None, seen_in=()) == replace(theirs, seen_in=())


def test_a_large_library_lives_as_well(tmp_path: Path) -> None:
    large = make(
        tmp_path / "large", datetime.fromisoformat("2026-11-28T12:00:00+00:00"), tools=600, loans=2000
    )
    with large.library() as library:
        builds, _ = library.builds.listed()
        made_by = library.made("T-0118")
    assert {each.state for each in builds} == {"reserved", "under-way", "finished", "stopped"}
    assert made_by is not None
    assert large.value("SELECT count(*) FROM wish") == len(WISHES)


@pytest.mark.parametrize("sizes", [{"members": 59}, {"tools": 149}, {"loans": 299}])
def test_a_small_library_goes_without(tmp_path: Path, sizes: dict[str, int]) -> None:
    small = make(tmp_path / "small", INSTANTS[0], **sizes)
    assert small.value("SELECT count(*) FROM build") == 0
    assert small.value("SELECT count(*) FROM wish") == 0
    assert small.value("SELECT count(*) FROM event WHERE what = 'reserve'") == 0


def test_the_page_on_bootstrapping_tells_of_the_shelf_as_the_library_does(demo: Made) -> None:
    run = CliRunner().invoke(main, ["--library", str(demo.folder), "--json", "build", "bootstrap"])
    answer = json.loads(run.stdout)
    fifty = {machine.id for machine in machines()}
    sizes = [sum(each["design"] in fifty for each in rows) for rows in answer["rounds"]]
    never = sum(each["design"] in fifty for each in answer["never"])
    row = next(line for line in page().splitlines() if line.startswith("| the demo library |"))
    cells = [cell.strip() for cell in row.split("|")]
    assert cells[2:5] == [str(50 - never), str(len(sizes)), ", ".join(map(str, sizes))]
    assert cells[5].startswith(f"{never},")
