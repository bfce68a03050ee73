"""What is refused about builds, benches and wishes: every reason at once, in words that fit, with a way out."""

from datetime import date
from typing import Any

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, in_words, write_designs
from toollib.desk.people import MemberEdit
from toollib.workshop import benches

SAT, WED = date(2026, 12, 5), date(2026, 12, 9)
DAYS = ("--from", "2026-12-05", "--to", "2026-12-09")


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    head = HEAD.format(name="Table", id="table", status="done", tools="full")
    text = f"{head}tools: [jigsaw]\nmakes-tool: cnc-plasma-table\nsteps: [{{do: Cut}}, {{do: Weld}}]\n"
    (riverside.folder / "designs" / "table.yaml").write_text(text)
    return riverside


def refusal(makers: Riverside, *words: str, who: str = "Vera") -> tuple[list[str], str, str]:
    """The codes, what is told, and the hint."""
    told = makers.run(*words, who=who)
    assert told.exit == 1
    error: dict[str, Any] = told.document["error"]
    return [each["code"] for each in error["reasons"]], error["message"], error.get("hint", "")


# all at once


def test_a_list_of_builds_tells_of_the_member_and_of_the_design(makers: Riverside) -> None:
    codes, _, hint = refusal(makers, "build", "list", "--design", "tabel", "--member", "zz")
    assert codes == ["member-unknown", "design-unknown"]
    assert "table" in hint
    assert "toollib search" in hint


def test_a_reservation_tells_of_the_member_and_of_the_tool(makers: Riverside) -> None:
    makers.cora.reserve("M-0021", "tile-cutter", first=SAT, last=WED)
    makers.cora.member_edit("M-0030", MemberEdit(until=date(2026, 11, 21)))
    codes, _, hint = refusal(makers, "reserve", "M-0030", "tile-cutter", *DAYS)
    assert codes == ["membership-expired", "tool-reserved"]
    assert "reservations --on tile-cutter" in hint
    assert refusal(makers, "reserve", "zz", "tile-cutter", *DAYS)[0] == ["member-unknown", "tool-reserved"]
    assert refusal(makers, "reserve", "M-0017", "tile-cuttr", *DAYS)[0] == ["kind-unknown"]


# a missing option is wrong usage


def test_who_builds_is_asked_for_as_an_option(makers: Riverside) -> None:
    done = in_words(makers, "build", "start", "table")
    assert done.exit_code == 2
    assert "--member" in done.stderr
    assert makers.library().builds.listed() == ((), 0)
    wanted = benches.Wanted("table", "M-0017")
    library = makers.library()
    bench = benches.reserve(library.desk.context, library.workshop, wanted, first=SAT, last=WED)
    assert makers.done("build", "start", str(bench.build))["build"]["members"] == ["M-0017"]


def test_another_build_is_started_by_the_design_alone(makers: Riverside) -> None:
    done = in_words(makers, "build", "start", "7", "--new")
    assert (done.exit_code, "by its id" in done.stderr) == (2, True)


# words that fit


def test_hours_beyond_all_measure_are_told_their_bound(makers: Riverside) -> None:
    makers.library().builds.start("table", ["M-0017"])
    for hours in ("100000000", "100000000.5", "9999999:30", "10001"):
        codes, told, _ = refusal(makers, "build", "step", "1", "--done", "--hours", hours)
        assert codes == ["amount-wrong"]
        assert "no step takes more than 10000 hours" in told


def test_a_build_that_is_none_is_told_as_that(makers: Riverside) -> None:
    for verb in ("stop", "finish", "start"):
        codes, told, hint = refusal(makers, "build", verb, "99")
        assert (codes, told) == (["build-unknown"], "there is no build `99`")
        assert "build list" in hint
    assert "under way or reserved" in refusal(makers, "build", "stop", "table")[1]
    assert refusal(makers, "build", "finish", "table")[1] == "no build of `table` is under way"


def test_what_begins_later_is_not_told_as_nothing(makers: Riverside) -> None:
    library, wanted = makers.library(), benches.Wanted("table", "M-0017")
    bench = benches.reserve(library.desk.context, library.workshop, wanted, first=SAT, last=WED)
    told = refusal(makers, "collect", "M-0017", "--build", str(bench.build))[1]
    assert told.endswith(
        f"for a build `{bench.build}` that could be collected today: it begins on 2026-12-05"
    )
    assert refusal(makers, "collect", "M-0017")[1].endswith("collected today: it begins on 2026-12-05")
    assert refusal(makers, "collect", "M-0017", "--build", "9")[1].endswith("collected today")


def test_tools_of_a_build_that_has_ended_were_reserved(makers: Riverside) -> None:
    library, wanted = makers.library(), benches.Wanted("table", "M-0017")
    bench = str(benches.reserve(library.desk.context, library.workshop, wanted, first=SAT, last=WED).build)
    assert "its tools are reserved" in in_words(makers, "build", "show", bench).stdout
    makers.at("2026-12-05 10:05")
    makers.desk.collect("M-0017")
    library.builds.start(bench)
    library.builds.finish(bench)
    assert "its tools were reserved" in in_words(makers, "build", "show", bench).stdout


def test_one_of_several_is_named_as_the_verb_takes_it(makers: Riverside) -> None:
    builds = makers.library().builds
    for _ in range(10):
        builds.start("table", ["M-0017"], anew=True)
    assert "--build N" in refusal(makers, "build", "step", "1", "--done")[2]
    assert "--build N" in refusal(makers, "build", "step", "1", "--done", "--build", "table")[2]
    _, told, hint = refusal(makers, "build", "finish", "table")
    assert hint == "name one by its number"
    assert told.endswith(", and 2 more")


# then a hint


def test_each_has_a_way_out(makers: Riverside) -> None:
    makers.library().builds.start("table", ["M-0017"])
    makers.desk.wish("M-0017", "table-saw")
    closed = ("--from", "2026-12-06", "--to", "2026-12-09")
    for words, code, way in (
        (("build", "finish", "table", "--tag", "T-0042"), "code-taken", "without `--tag`"),
        (("reserve-cancel", "99"), "reservation-unknown", "toollib reservations"),
        (("wish", "add", "M-0017", "table-saw"), "already-voted", "wish list"),
        (("wish", "vote", "M-0017", "1"), "already-voted", "wish list"),
        (
            ("build", "reserve", "table", "--member", "M-0017", *closed),
            "date-wrong",
            "can be had on 2026-12-09",
        ),
    ):
        codes, _, hint = refusal(makers, *words)
        assert codes == [code]
        assert way in hint
    told = refusal(makers, *"build reserve table --member M-0017 --from 5.12. --to 2026-12-09".split())
    assert told[0] == ["date-wrong"]
    assert told[2] == "a date is written like 2026-11-28, an instant like 2026-11-28T10:02"
    told = refusal(makers, *"reserve M-0017 jigsaw --from 5.12. --to 2026-12-09".split(), who="M-0030")
    assert told[0] == ["date-wrong", "role-missing"]
    assert told[2].startswith("a date is written like 2026-11-28")
    assert "toollib --as" in told[2]
    for verb in ("build finish table", "build stop table", "wish vote M-0021 1"):
        codes, _, hint = refusal(makers, *verb.split(), who="M-0030")
        assert codes == ["role-missing"]
        assert "toollib --as" in hint
