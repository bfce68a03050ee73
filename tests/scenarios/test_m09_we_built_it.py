"""M9 We built it: start, tick steps, finish; a remake with photo and note, its tool on the shelf, and more can be built."""

from pathlib import Path

import pytest
from PIL import Image

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, in_words, write_designs
from tests.toollib.tui.onscreen import onscreen
from toollib.desk.reads import ToolsWanted
from toollib.workshop.builds import Outcome, Tick

TABLE = """\
version: "1.10"
tools: [angle-grinder]
makes-tool: cnc-plasma-table
steps:
- {do: Cut the rails, hours: 6}
- {id: wire, do: Wire the motors, after: [cut-the-rails]}
- {do: Try it out}
"""


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    for id_, status, rest in (("table", "done", TABLE), ("sign", "done", "tools: [cnc-plasma-table]\n")):
        text = HEAD.format(name=id_.capitalize(), id=id_, status=status, tools="full") + rest
        (riverside.folder / "designs" / f"{id_}.yaml").write_text(text)
    riverside.desk.checkout("M-0021", ["T-0043"])
    return riverside


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "table.png"
    Image.new("RGB", (40, 20), "red").save(file)
    return file


def chosen(makers: Riverside, design: str) -> list[str | None]:
    answer = makers.library().workshop.why(design)
    return [None if need.chosen is None else need.chosen.tag for need in answer.needs]


def test_a_finished_table_stands_on_the_shelf_and_opens_what_needs_it(makers: Riverside, photo: Path) -> None:
    builds = makers.library().builds
    assert chosen(makers, "sign") == ["T-0042"]  # a grinder stands in, six times slower
    started = builds.start("table", ["Ada Osei", "M-0021"])
    assert (started.state, started.version, started.members) == ("under-way", "1.10", ("M-0017", "M-0021"))
    makers.wait(minutes=90)
    builds.step("1", Tick(by="M-0017", hours="1:30"))
    makers.wait(minutes=5)
    builds.step("wire", Tick(by="Cleo Ruiz", hours="0.5"))
    builds.step("3", Tick())
    done = builds.finish("table", Outcome("Cuts 6 mm.\nLevel it first.", (photo,), tag="T-0300"))
    assert done.warnings == ()
    assert (done.build.state, done.build.hours) == ("finished", 2.0)
    assert [(each.n, each.by, each.hours) for each in done.build.steps] == [
        (1, "M-0017", 1.5),
        (2, "M-0030", 0.5),
        (3, None, None),
    ]
    assert (done.remake.design, done.remake.version, done.remake.people) == ("table", "1.10", 3)
    assert done.remake.note == "Cuts 6 mm.\nLevel it first."
    (kept,) = done.remake.photos
    with Image.open(makers.folder / kept.path) as picture:
        assert (picture.format, picture.size) == ("JPEG", (40, 20))
    assert done.tool is not None
    assert (done.tool.tag, done.tool.kind, done.tool.owner) == ("T-0300", "cnc-plasma-table", "library")
    assert chosen(makers, "sign") == ["T-0300"]
    assert builds.remakes("table") == (done.remake,)
    made = makers.library().made("T-0300")
    assert made is not None
    assert (made.build, made.design, made.version) == (done.build.id, "table", "1.10")
    assert makers.library().made("T-0042") is None


def test_build_ready_has_grown_by_the_command_line(makers: Riverside, photo: Path) -> None:
    makers.desk.checkout("M-0021", ["T-0042"])
    before = {each["design"] for each in makers.done("build", "ready")["ready"]}
    assert "sign" not in before
    started = makers.done("build", "start", "table", "--member", "M-0017", "--member", "M-0021")["build"]
    assert started["state"] == "under-way"
    ticked = makers.done("build", "step", "1", "--done", "--hours", "1,5", "--by", "M-0021")["build"]
    assert ticked["steps"][0] | {"done_at": None} == {
        "n": 1,
        "id": "cut-the-rails",
        "do": "Cut the rails",
        "done_at": None,
        "by": "M-0021",
        "hours": 1.5,
    }
    done = makers.done("build", "finish", "table", "--photo", str(photo), "--note", "Cuts 6 mm")
    assert set(done) == {"currency", "build", "remake", "tool", "warnings"}
    assert done["warnings"] == ["nobody ticked steps 2 Wire the motors, 3 Try it out"]
    assert done["remake"]["tool"] == done["tool"]["tag"] == "T-0108"
    after = {each["design"]: each["tools"] for each in makers.done("build", "ready")["ready"]}
    assert before < after.keys()
    assert [each["tag"] for each in after["sign"]] == ["T-0108"]
    assert makers.done("design", "show", "table")["design"]["remakes"] == 1
    assert makers.done("design", "show", "sign")["design"]["remakes"] == 0
    assert makers.done("tool", "show", "T-0108")["made"]["version"] == "1.10"
    assert makers.done("tool", "show", "T-0042")["made"] is None
    assert [each["id"] for each in makers.done("build", "list", "--design", "table")["builds"]] == ["1"]
    told = in_words(makers, "build", "show", "1").stdout
    assert "[x] 1 Cut the rails (2026-11-28 10:02 by M-0021, 1.5 h)" in told
    assert "[ ] 2 Wire the motors" in told
    assert "on the shelf as T-0108" in told
    assert (
        "built here on 2026-11-28 10:02: table 1.10, build 1"
        in in_words(makers, "tool", "show", "T-0108").stdout
    )


def test_steps_left_open_are_told_and_refuse_nothing(makers: Riverside) -> None:
    makers.done("build", "start", "table", "--member", "M-0017")
    told = in_words(makers, "build", "finish", "1")
    assert told.exit_code == 0
    assert "nobody ticked steps 1 Cut the rails, 2 Wire the motors, 3 Try it out" in told.stderr


def test_a_member_may_own_what_comes_of_it(makers: Riverside) -> None:
    makers.done("build", "start", "table", "--member", "M-0017")
    tool = makers.done("build", "finish", "table", "--owner", "M-0017", "--place", "shelf B2")["tool"]
    assert (tool["owner"], tool["place"]) == ("M-0017", "shelf B2")
    assert [each.tag for each in makers.desk.tools(ToolsWanted(owner="M-0017")).rows] == [tool["tag"]]


def test_a_renamed_design_keeps_its_remakes(makers: Riverside) -> None:
    makers.done("build", "start", "table", "--member", "M-0017")
    makers.done("build", "finish", "table")
    old = makers.folder / "designs" / "table.yaml"
    (makers.folder / "designs" / "cutter.yaml").write_text(old.read_text() + "was: [table]\n")
    old.unlink()
    makers.close()
    assert makers.done("design", "show", "cutter")["design"]["remakes"] == 1
    assert makers.done("build", "show", "cutter")["build"]["design"] == "cutter"
    assert makers.done("build", "list", "--design", "table")["builds"][0]["design"] == "cutter"
    assert makers.done("tool", "show", "T-0108")["made"]["design"] == "cutter"


def test_the_steps_stay_as_they_were_when_it_was_started(makers: Riverside) -> None:
    makers.done("build", "start", "table", "--member", "M-0017")
    path = makers.folder / "designs" / "table.yaml"
    path.write_text(
        path.read_text()
        .replace("- {do: Cut the rails, hours: 6}\n", "")
        .replace(", after: [cut-the-rails]", "")
    )
    build = makers.done("build", "step", "1", "--done")["build"]
    assert [each["do"] for each in build["steps"]][:2] == ["Cut the rails", "Wire the motors"]
    assert [each["by"] for each in build["steps"]] == ["M-0017", None, None]  # who builds alone did it


async def test_in_the_screens(makers: Riverside, photo: Path) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        assert "Sign ✓ ready Angle grinder in place of" in on.words()
        await on.type("table")
        await on.pilot.pause(0.1)
        await on.press("ctrl+n")
        await on.scan("M-0017", "M-0021")
        await on.press("ctrl+s")
        for hours, who in (("1:30", "M-0017"), ("0.5", "M-0030"), ("", "")):
            await on.press("ctrl+t", "tab")
            await on.type(hours)
            await on.press("tab")
            await on.type(who)
            await on.press("ctrl+s")
        assert "3 of 3 steps are done" in on.words()
        await on.press("ctrl+f")
        await on.type("Cuts 6 mm.")
        await on.press("tab")
        await on.type(str(photo))
        await on.press("tab")
        await on.type("T-0300")
        await on.press("ctrl+s")
        assert "Table (build 1) is finished: T-0300 Table is on the shelf" in on.words()
        assert "Hours 2 told" in on.words()
        await on.press(*["escape"] * 4)
        assert "Sign ✓ ready CNC plasma table" in on.words()  # no longer six times slower
    (remake,) = makers.library().builds.remakes("table")
    assert (remake.note, remake.tool, remake.people) == ("Cuts 6 mm.", "T-0300", 3)
