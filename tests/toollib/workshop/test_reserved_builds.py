"""A reserved bench and the build that is started with it are one, under one number, from reserving to finishing."""

from datetime import date

import pytest
from rich.cells import cell_len

from tests.picture import changed, picture
from tests.riverside import Riverside, codes, dump
from tests.scenarios.makers import HEAD, in_words, write_designs
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.workshop import benches
from toollib.workshop.builds import Builds, Tick

SAT, WED, LATER, LAST = date(2026, 12, 5), date(2026, 12, 9), date(2026, 12, 12), date(2026, 12, 16)
TILED = "tools: [tile-cutter]\nsteps: [{do: Cut}, {do: Lay}]\n"


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    head = HEAD.format(name="Tiled", id="tiled", status="done", tools="full")
    (riverside.folder / "designs" / "tiled.yaml").write_text(head + TILED)
    return riverside


@pytest.fixture
def builds(makers: Riverside) -> Builds:
    return makers.library().builds


def reserve(
    makers: Riverside, design: str, member: str = "M-0017", days: tuple[date, date] = (SAT, WED)
) -> benches.Reserved:
    library = makers.library()
    wanted = benches.Wanted(design, member)
    return benches.reserve(library.desk.context, library.workshop, wanted, first=days[0], last=days[1])


def let_makers_reserve(makers: Riverside, more: str = "") -> None:
    rules = makers.folder / "library.yaml"
    rules.write_text(rules.read_text() + f"makers: {{reserve: true{more}}}\n")
    makers.close()


def asked(first: str, last: str) -> tuple[str, ...]:
    return "build", "reserve", "stool", "--member", "M-0017", "--from", first, "--to", last


def reserve_by_oneself(makers: Riverside) -> None:
    makers.done(*asked("2026-12-05", "2026-12-09"), who="M-0017")


# one thing


def test_a_bench_is_the_build_from_the_first_day_to_the_last(makers: Riverside, builds: Builds) -> None:
    bench = reserve(makers, "tiled")
    assert [each.build for each in bench.reservations] == [bench.build]
    ((planned,), total) = builds.listed()
    assert (planned.id, planned.state, planned.members, total) == (bench.build, "reserved", ("M-0017",), 1)
    assert (planned.reserved_from, planned.reserved_to, planned.started_at) == (SAT, WED, None)
    assert planned.steps == ()
    makers.at("2026-12-05 10:05")
    (lent,) = makers.desk.collect("M-0017").benches
    assert (lent.build, lent.name, lent.started, len(lent.loans)) == (bench.build, "Tiled", False, 1)
    started = builds.start("tiled", ["M-0017", "M-0021"])
    assert (started.id, started.state, started.members) == (bench.build, "under-way", ("M-0017", "M-0021"))
    assert [each.do for each in started.steps] == ["Cut", "Lay"]
    assert (started.reserved_from, started.reserved_to) == (SAT, WED)
    assert builds.finish("tiled").build.id == bench.build
    assert [(each.id, each.state) for each in builds.listed()[0]] == [(bench.build, "finished")]


def test_it_is_started_by_its_number_with_nobody_named(makers: Riverside, builds: Builds) -> None:
    bench = reserve(makers, "tiled")
    assert bench.build is not None
    assert builds.start(bench.build).members == ("M-0017",)
    with pytest.raises(Refused, match="is under way already") as refused:
        builds.start(bench.build)
    assert codes(refused) == ["build-unknown"]
    with pytest.raises(Refused, match="there is no build `77`"):
        builds.start("77")
    with pytest.raises(Refused) as refused:
        builds.start("tiled")
    assert codes(refused) == ["member-unknown"]


def test_who_has_not_reserved_starts_another(makers: Riverside, builds: Builds) -> None:
    bench = reserve(makers, "tiled")
    assert builds.start("tiled", ["M-0021"]).id != bench.build
    assert builds.start("tiled", ["M-0017"], anew=True).id != bench.build
    assert builds.start("tiled", ["M-0030", "M-0017"]).id == bench.build
    assert builds.listed("reserved") == ((), 0)


def test_of_two_reserved_the_one_that_has_begun_is_started(makers: Riverside, builds: Builds) -> None:
    later, sooner = reserve(makers, "tiled", days=(LATER, LAST)), reserve(makers, "tiled")
    with pytest.raises(Refused, match=rf"{sooner.build} \(from 2026-12-05\), {later.build}") as refused:
        builds.start("tiled", ["M-0017"])
    assert codes(refused) == ["build-unknown"]
    makers.at("2026-12-05 10:05")
    assert builds.start("tiled", ["M-0017"]).id == sooner.build


def test_steps_and_finish_of_what_is_not_started_say_how(makers: Riverside, builds: Builds) -> None:
    bench = reserve(makers, "tiled")
    assert bench.build is not None
    for ask in (lambda: builds.finish(str(bench.build)), lambda: builds.step("1", Tick(build=bench.build))):
        with pytest.raises(Refused, match="is reserved and not started") as refused:
            ask()
        assert codes(refused) == ["build-unknown"]
        assert f"build start {bench.build}" in (refused.value.hint or "")


def test_what_was_never_started_lapses_and_can_be_started_yet(makers: Riverside, builds: Builds) -> None:
    bench = reserve(makers, "tiled")
    assert bench.build is not None
    makers.at("2026-12-09 20:05")
    assert [each.id for each in builds.listed("reserved")[0]] == [bench.build]  # the last day is one of them
    makers.at("2026-12-12 10:05")
    assert builds.listed() == ((), 0)
    assert [each.id for each in builds.listed("lapsed")[0]] == [bench.build]
    assert builds.build(bench.build).state == "lapsed"
    assert builds.start("tiled", ["M-0017"]).id != bench.build
    assert builds.start(bench.build).state == "under-way"


def test_a_start_that_is_undone_leaves_the_bench_reserved(makers: Riverside, builds: Builds) -> None:
    reserve(makers, "tiled")
    before, shown = dump(makers.db, history=False), picture(makers.desk)
    builds.start("tiled", ["M-0017", "M-0021"])
    makers.desk.undo()
    assert dump(makers.db, history=False) == before
    assert changed(shown, picture(makers.desk)) == {}
    makers.desk.undo()
    assert builds.listed() == ((), 0)
    assert makers.desk.reservations() == ()


def test_a_bench_with_a_build_on_it_is_not_undone(makers: Riverside, builds: Builds) -> None:
    bench = reserve(makers, "tiled")
    assert bench.build is not None
    makers.library("Cora Lind", "office").builds.start(bench.build)
    with pytest.raises(Refused, match="build-start") as refused:
        makers.desk.undo()
    assert codes(refused) == ["undo-blocked"]


def test_a_bench_is_given_up_as_a_whole(makers: Riverside, builds: Builds) -> None:
    reserve(makers, "stool")
    assert builds.stop("stool").state == "lapsed"
    assert {each.state for each in makers.desk.reservations(everything=True)} == {"cancelled"}
    assert makers.desk.events()[0].what == "build-stop"


def test_a_build_that_is_given_up_frees_what_is_still_reserved_for_it(
    makers: Riverside, builds: Builds
) -> None:
    reserve(makers, "tiled")
    builds.start("tiled", ["M-0017"])
    assert builds.stop("tiled").state == "stopped"
    assert makers.desk.reservations() == ()
    assert [each.what for each in makers.desk.events()[:2]] == ["build-stop", "build-start"]


def test_a_build_that_is_finished_frees_what_nobody_collected(makers: Riverside, builds: Builds) -> None:
    reserve(makers, "stool")
    reserve(makers, "tiled", days=(LATER, LAST))  # of which nothing is touched
    builds.start("stool", ["M-0017"])
    done = makers.done("build", "finish", "stool")
    free = "from 2026-12-05 to 2026-12-09: Jigsaw, Random orbital sander"
    assert done["warnings"] == [f"free again, since nobody collected what was reserved {free}"]
    assert {each.build_name for each in makers.desk.reservations()} == {"Tiled"}
    makers.at("2026-12-05 10:05")
    assert makers.refused("collect", "M-0017") == ["reservation-unknown"]
    assert makers.desk.today().starting == ()


def test_what_was_collected_stays_so(makers: Riverside, builds: Builds) -> None:
    reserve(makers, "stool")
    makers.at("2026-12-05 10:05")
    makers.desk.checkout("M-0017", ["T-0043"])
    builds.start("stool", ["M-0017"])
    (told,) = builds.finish("stool").warnings
    assert told.endswith(": Random orbital sander")
    states = sorted(each.state for each in makers.desk.reservations(everything=True))
    assert states == ["cancelled", "collected"]
    assert builds.finish(builds.start("stool", ["M-0021"]).id).warnings == ()


def test_one_undo_takes_all_of_a_finish_back(makers: Riverside, builds: Builds) -> None:
    reserve(makers, "tiled")
    makers.at("2026-12-05 10:05")
    makers.desk.hold("M-0021", "tile-cutter")
    builds.start("tiled", ["M-0017"])
    before, rows = picture(makers.cora), dump(makers.db, history=False)
    builds.finish("tiled")
    assert makers.desk.holds_of("M-0021")[0].state == "ready"
    assert makers.desk.undo().undone.what == "build-finish"
    assert changed(before, picture(makers.cora)) == {}
    assert dump(makers.db, history=False) == rows
    assert makers.desk.collect("M-0017").benches[0].build == "1"


def test_a_finish_is_not_undone_once_somebody_else_has_what_it_freed(
    makers: Riverside, builds: Builds
) -> None:
    makers.at("2026-12-05 10:05")
    reserve(makers, "tiled")
    builds.start("tiled", ["M-0017"])
    builds.finish("tiled")
    makers.cora.reserve("M-0021", "tile-cutter", first=SAT, last=WED)
    with pytest.raises(Refused, match="cannot all be kept any more") as refused:
        makers.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    makers.cora.undo()
    makers.desk.undo()
    makers.desk.hold("M-0021", "tile-cutter")
    builds.finish("tiled")
    makers.cora.checkout("M-0021", ["T-0060"])
    with pytest.raises(Refused, match="builds on this build-finish: checkout"):
        makers.desk.undo()


def test_a_finish_that_frees_one_and_brings_another_is_undone_as_one(makers: Riverside) -> None:
    head = HEAD.format(name="Cutter", id="cutter", status="done", tools="full")
    text = f"{head}tools: [tile-cutter]\nmakes-tool: tile-cutter\n"
    (makers.folder / "designs" / "cutter.yaml").write_text(text)
    builds = makers.library().builds
    makers.at("2026-12-05 10:05")
    reserve(makers, "cutter")
    makers.desk.hold("M-0021", "tile-cutter")
    makers.desk.hold("M-0030", "tile-cutter")
    builds.start("cutter", ["M-0017"])
    before = picture(makers.cora)
    assert builds.finish("cutter").tool is not None
    assert {each.state for each in makers.desk.holds()} == {"ready"}
    makers.desk.undo()
    assert changed(before, picture(makers.cora)) == {}


@pytest.mark.parametrize("started", [True, False])
def test_one_undo_takes_all_of_a_giving_up_back(makers: Riverside, builds: Builds, *, started: bool) -> None:
    reserve(makers, "tiled")
    reserve(makers, "tiled", days=(LATER, LAST))  # of which nothing is touched
    makers.at("2026-12-05 10:05")
    makers.desk.hold("M-0021", "tile-cutter")
    if started:
        builds.start("tiled", ["M-0017"])
    before = picture(makers.cora)
    builds.stop("1")
    assert makers.desk.holds_of("M-0021")[0].state == "ready"
    assert makers.desk.undo().undone.what == "build-stop"
    assert changed(before, picture(makers.cora)) == {}
    assert makers.desk.holds_of("M-0021")[0].state == "waiting"
    assert makers.desk.collect("M-0017").benches[0].build == "1"


def test_what_was_given_up_is_not_had_back_once_somebody_else_has_it(
    makers: Riverside, builds: Builds
) -> None:
    reserve(makers, "tiled")
    builds.stop("tiled")
    makers.cora.reserve("M-0021", "tile-cutter", first=SAT, last=WED)
    rows = dump(makers.db)
    with pytest.raises(Refused, match="cannot all be kept any more") as refused:
        makers.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    assert dump(makers.db) == rows


def test_nor_once_who_waited_has_come_for_it(makers: Riverside, builds: Builds) -> None:
    makers.at("2026-12-05 10:05")
    reserve(makers, "tiled")
    makers.desk.hold("M-0021", "tile-cutter")
    builds.stop("tiled")
    makers.cora.checkout("M-0021", ["T-0060"])
    with pytest.raises(Refused, match="builds on this build-stop: checkout") as refused:
        makers.desk.undo()
    assert codes(refused) == ["undo-blocked"]


def test_a_bench_that_could_not_be_kept_anyway_is_had_back_all_the_same(
    makers: Riverside, builds: Builds
) -> None:
    reserve(makers, "tiled")
    makers.cora.tool_repair("T-0060", "wheel loose")
    builds.stop("tiled")
    makers.cora.reserve("M-0021", "jigsaw", first=SAT, last=WED)
    makers.cora.tool_repair("T-0043", "blade bent")  # which is none of this build
    makers.desk.undo()
    assert [each.state for each in builds.listed()[0]] == ["reserved"]


def test_a_bench_that_was_collected_is_given_up_and_that_is_undone(makers: Riverside, builds: Builds) -> None:
    reserve(makers, "tiled")
    makers.at("2026-12-05 10:05")
    makers.desk.collect("M-0017")
    assert builds.stop("tiled").state == "stopped"
    assert builds.listed("reserved") == ((), 0)
    assert makers.desk.undo().undone.what == "build-stop"
    assert [each.state for each in builds.listed()[0]] == ["reserved"]


def test_a_bench_of_which_half_is_out_is_given_up(makers: Riverside, builds: Builds) -> None:
    reserve(makers, "stool")
    makers.at("2026-12-05 10:05")
    makers.desk.checkout("M-0017", ["T-0043"])
    assert sorted(each.state for each in makers.desk.reservations(everything=True)) == [
        "accepted",
        "collected",
    ]
    assert builds.stop("stool").state == "stopped"
    assert makers.desk.reservations() == ()


def test_who_waits_gets_the_copy_of_a_bench_that_is_given_up(makers: Riverside, builds: Builds) -> None:
    makers.at("2026-12-05 10:05")
    reserve(makers, "tiled")
    makers.desk.hold("M-0021", "tile-cutter")
    assert makers.desk.holds_of("M-0021")[0].state == "waiting"
    builds.stop("tiled")
    assert makers.desk.holds_of("M-0021")[0].state == "ready"


def test_who_leaves_takes_their_bench_along(makers: Riverside, builds: Builds) -> None:
    reserve(makers, "tiled", "M-0030")
    makers.cora.member_erase("M-0030")
    assert builds.listed() == ((), 0)
    assert makers.desk.reservations() == ()


# several benches


def test_one_bench_of_several_is_collected_by_its_number(makers: Riverside) -> None:
    stool, tiled = reserve(makers, "stool"), reserve(makers, "tiled")
    makers.at("2026-12-05 10:05")
    done = makers.done("collect", "M-0017", "--build", str(tiled.build))
    assert [each["tool"] for each in done["loans"]] == ["T-0060"]
    assert done["benches"] == [
        {"build": tiled.build, "name": "Tiled", "loans": [done["loans"][0]["id"]], "started": False}
    ]
    assert makers.refused("collect", "M-0017", "--build", str(tiled.build)) == ["reservation-unknown"]
    makers.cora.tool_repair("T-0043", "blade bent")
    makers.cora.tool_repair("T-0042", "switch stuck")
    with pytest.raises(Refused):
        makers.desk.collect("M-0017", build=stool.build)


def test_benches_are_told_apart_in_words(makers: Riverside, builds: Builds) -> None:
    stool, tiled = reserve(makers, "stool"), reserve(makers, "tiled")
    told = in_words(makers, "reservations").stdout
    assert f"for build {stool.build} (Stool)" in told
    assert f"for build {tiled.build} (Tiled)" in told
    listed = in_words(makers, "build", "list").stdout
    assert "2026-12-05 to 2026-12-09" in listed
    assert "reserved" in in_words(makers, "build", "show", str(tiled.build)).stdout
    makers.at("2026-12-05 10:05")
    builds.start("stool", ["M-0017"])
    makers.cora.tool_repair("T-0060", "wheel loose")
    told = in_words(makers, "collect", "M-0017").stdout
    assert f"for build {stool.build}, Stool:" in told
    assert f"Not lent for build {tiled.build}, Tiled (reservation" in told
    assert "by its tag" not in told  # where nothing else is reserved for it
    assert f"build start {tiled.build}" not in told


# who may


def test_who_reserves_for_themselves_takes_it_back_too(makers: Riverside) -> None:
    let_makers_reserve(makers)
    reserve_by_oneself(makers)
    makers.done("undo", who="M-0017")
    reserve_by_oneself(makers)
    first, second = makers.desk.reservations()
    assert makers.refused("reserve-cancel", first.id, who="M-0021") == ["role-missing"]
    assert makers.done("reserve-cancel", first.id, who="M-0017")["reservation"]["state"] == "cancelled"
    assert makers.refused("build", "stop", str(second.build), who="M-0021") == ["role-missing"]
    assert makers.done("build", "stop", str(second.build), who="M-0017")["build"]["state"] == "lapsed"
    assert makers.desk.reservations() == ()
    assert makers.done("undo", who="M-0017")["undone"]["what"] == "build-stop"
    assert [each.build for each in makers.desk.reservations()] == [second.build]


def test_and_nothing_else(makers: Riverside) -> None:
    let_makers_reserve(makers)
    makers.desk.reserve("M-0021", "jigsaw", first=SAT, last=WED)
    (other,) = makers.desk.reservations()
    assert makers.refused("reserve-cancel", other.id, who="M-0017") == ["role-missing"]
    assert makers.refused("reserve-cancel", "99", who="M-0017") == ["reservation-unknown", "role-missing"]
    assert makers.refused("undo", who="M-0017") == ["role-missing"]
    reserve_by_oneself(makers)
    build = makers.desk.reservations()[-1].build
    assert makers.refused("build", "start", str(build), who="M-0017") == ["role-missing"]
    makers.cora.member_edit("M-0017", MemberEdit(role="volunteer"))
    makers.done("build", "start", str(build), who="M-0017")
    makers.cora.member_edit("M-0017", MemberEdit(role=""))
    assert makers.refused("build", "stop", str(build), who="M-0017") == ["role-missing"]
    assert makers.refused("undo", who="M-0017") == ["role-missing"]


def test_by_oneself_only_so_long_and_so_far_ahead(makers: Riverside) -> None:
    let_makers_reserve(makers)
    told = makers.run(*asked("2026-12-05", "2036-12-10"), who="M-0017").document["error"]
    assert [each["code"] for each in told["reasons"]] == ["date-wrong"]
    assert told["reasons"][0] == {
        "code": "date-wrong",
        "message": "by themselves members reserve from 2026-12-05 until 2026-12-19, not 2036-12-10",
        "override": False,
    }
    assert "a volunteer may reserve for longer" in told["hint"]
    told = makers.run(*asked("2027-02-27", "2027-03-17"), who="M-0017").document["error"]
    assert [each["message"] for each in told["reasons"]] == [
        "by themselves members reserve from 2027-02-27 until 2027-03-13, not 2027-03-17",
        "by themselves members reserve what begins on 2027-02-26 or before, not 2027-02-27",
    ]
    assert makers.desk.reservations() == ()
    makers.done(*asked("2027-02-24", "2027-03-10"), who="M-0017")


def test_how_long_is_counted_as_a_loan_and_is_a_setting(makers: Riverside) -> None:
    let_makers_reserve(makers, ", days: 5, days-ahead: 10")
    assert makers.refused(*asked("2026-12-05", "2026-12-16"), who="M-0017") == ["date-wrong"]
    assert makers.refused(*asked("2026-12-09", "2026-12-12"), who="M-0017") == ["date-wrong"]
    makers.done(*asked("2026-12-05", "2026-12-12"), who="M-0017")  # five days on the library is closed


def test_at_the_desk_it_is_as_long_as_it_takes(makers: Riverside) -> None:
    let_makers_reserve(makers, ", days: 0, days-ahead: 0")
    makers.done(*asked("2027-06-02", "2028-06-03"))
    makers.cora.member_edit("M-0017", MemberEdit(role="volunteer"))
    makers.done(*asked("2028-06-07", "2029-06-02"), who="M-0017")
    makers.cora.member_edit("M-0017", MemberEdit(role=""))
    assert makers.refused(*asked("2026-12-05", "2036-12-10"), who="M-0021") == ["role-missing"]


def test_without_the_setting_nobody_takes_back_their_own(makers: Riverside) -> None:
    reserve(makers, "tiled")
    (mine,) = makers.desk.reservations()
    assert makers.refused("reserve-cancel", mine.id, who="M-0017") == ["role-missing"]
    assert makers.refused("build", "stop", "tiled", who="M-0017") == ["role-missing"]


# on paper


def test_the_pick_list_is_a_line_for_each_tool_and_fits_a_sheet(makers: Riverside) -> None:
    for tag, place, name in (
        ("T-0043", "Shelf B10", "Jigsaw"),
        ("T-0060", "shelf a", "Tile cutter " + "very " * 20 + "long"),
        ("T-0107", "Shelf B9 " + "behind the stairs " * 3, "张" * 90),
    ):
        makers.cora.tool_edit(tag, ToolEdit(place=place, name=name))
    rest = "tools: [jigsaw, orbital-sander, cordless-drill, tile-cutter, laser-cutter, {outside: a crane}]\n"
    head = HEAD.format(name="Many", id="many", status="done", tools="full")
    (makers.folder / "designs" / "many.yaml").write_text(head + rest)
    asked = ("--member", "M-0017", "--from", "2026-12-05", "--to", "2026-12-09")
    told = in_words(makers, "build", "reserve", "many", *asked).stdout.splitlines()
    assert all(cell_len(line) <= 80 for line in told)
    tags = [word for line in told for word in line.split() if word.startswith("T-")]
    assert tags == ["T-0060", "T-0107", "T-0043", "T-0050", "T-0080"]
    assert [line for line in told if line.startswith("[ ]")][-1] == "[ ] from outside: a crane"
    assert sum("stays in the library" in line for line in told) == 1
    assert "Jigsaw (jigsaw)" in "\n".join(told)
    assert any("1 × charger, 2 × battery, 13 × bit" in line for line in told)
    assert told[-1] == "Where a copy is out, another of its kind will do."
