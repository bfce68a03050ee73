"""Builds in the corners: what is refused, taken back, kept of whom, and what happens beside it."""

from pathlib import Path

import pytest
from PIL import Image

from tests.picture import changed, picture
from tests.riverside import Riverside, codes, dump
from tests.scenarios.makers import HEAD, in_words, write_designs
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.workshop.builds import Builds, Outcome, Tick

TABLE = "tools: [angle-grinder]\nmakes-tool: {makes}\nsteps: [{{do: Cut}}, {{do: Weld}}]\n"


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    for id_, makes in (("table", "cnc-plasma-table"), ("ghost", "ghost-trap")):
        head = HEAD.format(name=id_.capitalize(), id=id_, status="done", tools="full")
        (riverside.folder / "designs" / f"{id_}.yaml").write_text(head + TABLE.format(makes=makes))
    return riverside


@pytest.fixture
def builds(makers: Riverside) -> Builds:
    return makers.library().builds


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "a.png"
    Image.new("RGB", (4, 4), "red").save(file)
    return file


# what is refused


def test_everything_that_is_wrong_with_a_start_is_told_at_once(builds: Builds) -> None:
    with pytest.raises(Refused) as refused:
        builds.start("tabel", ["Nobody", "M-0017"])
    assert codes(refused) == ["member-unknown", "design-unknown"]
    assert "table" in (refused.value.hint or "")
    with pytest.raises(Refused) as refused:
        builds.start("table", [])
    assert codes(refused) == ["member-unknown"]


def test_a_member_who_is_named_twice_is_one(builds: Builds) -> None:
    assert builds.start("table", ["M-0017", "Ada Osei"]).people == 1


def test_nothing_is_being_built(builds: Builds) -> None:
    for ask in (
        lambda: builds.step("1", Tick()),
        lambda: builds.finish("table"),
        lambda: builds.stop("3"),
        lambda: builds.build("table"),
        lambda: builds.build("99999999999999999999"),
        lambda: builds.finish("99999999999999999999"),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert codes(refused) == ["build-unknown"]


def test_of_several_builds_one_must_be_named_unless_only_one_is_of_who_did_it(builds: Builds) -> None:
    builds.start("table", ["M-0017"])
    builds.start("table", ["M-0021"])
    with pytest.raises(Refused, match=r"2 \(Table\), 1 \(Table\)") as refused:
        builds.step("1", Tick())
    assert codes(refused) == ["build-unknown"]
    with pytest.raises(Refused):
        builds.finish("table")
    assert builds.step("1", Tick(by="M-0021")).id == "2"
    assert builds.step("1", Tick(build="1")).steps[0].by == "M-0017"


def test_whoever_is_at_the_desk_ticks_their_own_build(makers: Riverside) -> None:
    makers.library().builds.start("table", ["M-0017", "M-0030"])
    makers.library().builds.start("table", ["M-0021"])
    makers.cora.member_edit("M-0017", MemberEdit(role="volunteer"))
    ticked = makers.done("build", "step", "2", "--done", who="M-0017")["build"]
    assert (ticked["id"], ticked["steps"][1]["by"]) == ("1", "M-0017")


def test_hours_and_members_that_are_none_are_told_at_once(builds: Builds) -> None:
    builds.start("table", ["M-0017"])
    with pytest.raises(Refused) as refused:
        builds.step("9", Tick(by="Nobody", hours="a while"))
    assert codes(refused) == ["member-unknown", "build-unknown", "amount-wrong"]
    with pytest.raises(Refused) as refused:
        builds.step("1", Tick(hours="2", done=False))
    assert codes(refused) == ["amount-wrong"]


def test_what_is_over_is_over(builds: Builds) -> None:
    builds.start("table", ["M-0017"])
    builds.finish("1")
    for ask in (
        lambda: builds.step("1", Tick(build="1")),
        lambda: builds.finish("1"),
        lambda: builds.stop("1"),
    ):
        with pytest.raises(Refused, match=r"build 1 \(Table\) is finished") as refused:
            ask()
        assert codes(refused) == ["build-unknown"]


def test_a_finish_tells_all_reasons_and_leaves_nothing(
    makers: Riverside, builds: Builds, tmp_path: Path, photo: Path
) -> None:
    builds.start("table", ["M-0017"])
    before = dump(makers.db)
    text = tmp_path / "list.jpg"
    text.write_text("a shopping list")
    with pytest.raises(Refused) as refused:
        builds.finish("table", Outcome("x" * 10_001, (photo, text), tag="T-0042", owner="Nobody"))
    assert codes(refused) == ["member-unknown", "code-taken", "amount-wrong", "bad-file"]
    assert dump(makers.db) == before
    assert not list((makers.folder / "files").iterdir())


def test_a_tool_of_no_kind_is_not_put_on_the_shelf(builds: Builds) -> None:
    builds.start("ghost", ["M-0017"])
    with pytest.raises(Refused) as refused:
        builds.finish("ghost")
    assert codes(refused) == ["kind-unknown"]
    assert "kind add ghost-trap" in (refused.value.hint or "")
    builds.start("stool", ["M-0017"])
    with pytest.raises(Refused, match="puts no tool on the shelf") as refused:
        builds.finish("stool", Outcome(tag="T-0300"))
    assert codes(refused) == ["kind-unknown"]
    assert builds.finish("stool").tool is None


def test_a_guest_without_the_right_builds_nothing(makers: Riverside) -> None:
    rules = makers.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("sign-on: free", "sign-on: required"))
    makers.close()
    assert makers.refused("build", "start", "table", "--member", "M-0017") == ["role-missing"]


# beside it


def test_what_the_design_made_is_made_even_if_its_file_is_gone(makers: Riverside, builds: Builds) -> None:
    builds.start("table", ["M-0017"])
    (makers.folder / "designs" / "table.yaml").unlink()
    makers.close()
    done = makers.library().builds.finish("table")
    assert done.tool is not None
    assert (done.tool.kind, done.build.design) == ("cnc-plasma-table", "table")


def test_who_waits_for_such_a_tool_gets_it_and_waits_again_after_an_undo(
    makers: Riverside, builds: Builds
) -> None:
    makers.cora.tool_add(ToolEdit(name="Old table", kind="cnc-plasma-table", tag="T-0200"))
    makers.desk.checkout("M-0021", ["T-0200"])
    makers.desk.hold("M-0030", "cnc-plasma-table")
    builds.start("table", ["M-0017"])
    before = picture(makers.desk)
    done = builds.finish("table")
    assert done.tool is not None
    assert done.tool.state == "ready"
    makers.desk.undo()
    assert changed(before, picture(makers.desk)) == {}
    assert makers.desk.holds_of("M-0030")[0].state == "waiting"


def test_the_same_photo_twice_is_one(makers: Riverside, builds: Builds, photo: Path) -> None:
    builds.start("table", ["M-0017"])
    assert len(builds.finish("table", Outcome(photos=(photo, photo))).remake.photos) == 1


def test_a_tick_that_says_nothing_new_makes_no_event(makers: Riverside, builds: Builds) -> None:
    builds.start("table", ["M-0017"])
    first = builds.step("1", Tick(hours="2"))
    makers.wait(minutes=5)
    count = len(makers.desk.events())
    assert builds.step("1", Tick()) == first
    assert len(makers.desk.events()) == count
    assert builds.step("cut", Tick(hours="3")).steps[0].hours == 3
    taken_back = builds.step("1", Tick(done=False)).steps[0]
    assert (taken_back.done_at, taken_back.by, taken_back.hours) == (None, None, None)


def test_words_of_people_reach_the_terminal_plain(makers: Riverside, builds: Builds) -> None:
    makers.cora.member_edit("M-0017", MemberEdit(name="A\x1b[2Jda"))
    builds.start("stool", ["M-0017"])
    builds.finish("stool", Outcome("wobbles\x1b]0;x\x07\nnot much"))
    told = in_words(makers, "build", "show", "stool").stdout
    assert "\x1b" not in told
    assert "  not much" in told


def test_the_day_on_which_it_was_built_is_that_of_the_library(makers: Riverside, builds: Builds) -> None:
    """Built after midnight in Berlin, before midnight in Greenwich."""
    rules = makers.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("time-zone: Europe/London", "time-zone: Europe/Berlin"))
    makers.close()
    makers.at("2026-11-28 23:30")
    library = makers.library()
    library.builds.start("table", ["M-0017"])
    remake = library.builds.finish("table").remake
    assert (remake.made_at.date().isoformat(), remake.made_on.isoformat()) == ("2026-11-28", "2026-11-29")


# undo


def test_each_verb_is_taken_back(makers: Riverside, builds: Builds, photo: Path) -> None:
    desk = makers.desk
    started = builds.start("table", ["M-0017"])
    ticked = builds.step("1", Tick(by="M-0021", hours="1"))
    assert ticked.people == 2
    before = dump(makers.db, history=False)
    builds.finish("table", Outcome("fine", (photo,)))
    assert desk.undo().undone.what == "build-finish"
    assert dump(makers.db, history=False) == before
    assert not list((makers.folder / "files").iterdir())
    builds.stop("table")
    assert builds.build("1").state == "stopped"
    assert desk.undo().undone.what == "build-stop"
    assert builds.build("1") == ticked
    assert desk.undo().undone.what == "build-step"
    assert builds.build("1") == started
    assert desk.undo().undone.what == "build-start"
    assert builds.listed() == ((), 0)
    assert builds.start("table", ["M-0017"]).id == "2"  # a number is never given twice


def test_a_step_of_another_desk_builds_on_the_start(makers: Riverside, builds: Builds) -> None:
    builds.start("table", ["M-0017"])
    makers.library("Cora Lind", "office").builds.step("1", Tick())
    with pytest.raises(Refused, match="build-step") as refused:
        makers.desk.undo()
    assert codes(refused) == ["undo-blocked"]


@pytest.mark.parametrize("what", ["lent", "edited", "repair"])
def test_a_tool_that_is_in_use_stays(makers: Riverside, builds: Builds, what: str) -> None:
    builds.start("table", ["M-0017"])
    done = builds.finish("table")
    assert done.tool is not None
    if what == "lent":
        makers.cora.checkout("M-0021", [done.tool.tag])
    elif what == "edited":
        makers.cora.tool_edit(done.tool.tag, ToolEdit(place="B3"))
    else:
        makers.db.run("INSERT INTO repair (tool, text, opened_at) SELECT tool, 'x', started_at FROM build")
    before = dump(makers.db)
    with pytest.raises(Refused) as refused:
        makers.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    assert dump(makers.db) == before


def test_the_next_tool_does_not_inherit_a_history(makers: Riverside, builds: Builds) -> None:
    builds.start("table", ["M-0017"])
    builds.finish("table")
    makers.desk.undo()
    tag = makers.cora.tool_add(ToolEdit(name="Saw", kind="jigsaw")).tag
    assert [each.what for each in makers.desk.tool_history(tag).events] == ["tool-add"]


# who leaves


def test_who_leaves_is_counted_without_a_name(makers: Riverside, builds: Builds, photo: Path) -> None:
    makers.join("Wilhelmina Quaxly", "M-0099")
    builds.start("stool", ["M-0099", "M-0017"])
    builds.start("tiles", ["M-0099"])
    builds.start("table", ["M-0099", "M-0017"])
    builds.step("1", Tick(build="3", by="M-0099", hours="2"))
    builds.finish("stool", Outcome("Quaxly sawed it", (photo,)))
    builds.finish("tiles", Outcome("easy", (photo,)))
    builds.finish("table", Outcome("cuts well"))
    makers.cora.member_erase("M-0099")
    stool, tiles, table = (builds.build(each) for each in "123")
    assert (stool.members, stool.people, stool.note, len(stool.photos)) == (("M-0017",), 2, "", 1)
    assert (tiles.members, tiles.people, tiles.note, tiles.photos) == ((), 1, "", ())
    assert table.note == "cuts well"
    assert (table.steps[0].by, table.steps[0].hours, table.hours) == (None, 2, 2)
    assert len(builds.remakes("tiles")) == 1
    assert [each.name for each in (makers.folder / "files").iterdir()] == [Path(stool.photos[0].path).name]
    assert "a member who left" in in_words(makers, "build", "show", "2").stdout
    makers.close()
    assert not [file for file in makers.folder.rglob("*") if file.is_file() and b"uaxly" in file.read_bytes()]


def test_two_records_of_one_person_are_one_on_a_build(makers: Riverside, builds: Builds) -> None:
    builds.start("stool", ["M-0017", "M-0021"])
    builds.start("table", ["M-0021"])
    builds.step("1", Tick(build="2"))
    makers.cora.member_merge("M-0017", "M-0021")
    assert [(each.members, each.people) for each in builds.listed()[0]] == [(("M-0017",), 1)] * 2
    assert builds.build("2").steps[0].by == "M-0017"


def test_members_read_what_is_kept_of_their_builds(makers: Riverside, builds: Builds) -> None:
    builds.start("table", ["M-0017", "M-0021"])
    builds.step("1", Tick(by="M-0017", hours="1.5"))
    told = makers.done("member", "export", "M-0017")
    assert [(each["id"], each["design"]) for each in told["builds"]] == [("1", "table")]
    assert [(each["do"], each["minutes"]) for each in told["build_steps"]] == [("Cut", 90)]
    assert makers.done("member", "export", "M-0030")["builds"] == []
    assert "M-0021" not in str(told["events"])


def test_lists_by_state_member_and_part(makers: Riverside, builds: Builds) -> None:
    builds.start("stool", ["M-0017"])
    builds.start("table", ["M-0021"])
    builds.start("frame", ["M-0017"])
    builds.finish("stool")
    builds.stop("frame")

    def ids(*words: str) -> list[str]:
        return [each["id"] for each in makers.done("build", "list", *words)["builds"]]

    assert ids() == ["3", "2", "1"]
    assert ids("--limit", "1", "--offset", "1") == ["2"]
    assert (ids("--state", "under-way"), ids("--state", "finished"), ids("--state", "stopped")) == (
        ["2"],
        ["1"],
        ["3"],
    )
    assert ids("--member", "Ada Osei") == ["3", "1"]
    assert makers.refused("build", "list", "--design", "nothing-such") == ["design-unknown"]
    assert makers.refused("build", "list", "--member", "Nobody") == ["member-unknown"]
