"""Each write of each verb of a build, and of its undo, denied once: not one row and no file is different."""

import pytest
from PIL import Image

from tests.faults.building import BUILT
from tests.faults.test_refused_writes import deny_each
from tests.riverside import Riverside, dump
from tests.scenarios.makers import HEAD, write_designs
from toollib.desk.things import ToolEdit
from toollib.library import Library

pytestmark = pytest.mark.fault
_HEAD = HEAD.format(name="Table", id="table", status="done", tools="full")
_REST = "tools: [jigsaw]\nmakes-tool: cnc-plasma-table\nsteps: [{do: Cut}, {do: Weld}]\n"


@pytest.fixture
def library(riverside: Riverside) -> Library:
    """A desk with a table to be built, and somebody who waits for one."""
    write_designs(riverside)
    (riverside.folder / "designs" / "table.yaml").write_text(_HEAD + _REST)
    Image.new("RGB", (4, 4), "red").save(riverside.folder / "photo.png")
    riverside.cora.tool_add(ToolEdit(name="Old table", kind="cnc-plasma-table", tag="T-0200"))
    riverside.desk.checkout("M-0021", ["T-0200"])
    riverside.desk.hold("M-0030", "cnc-plasma-table")
    return riverside.library()


@pytest.mark.parametrize("name", BUILT)
def test_a_verb_whose_write_fails_leaves_no_trace_and_nor_does_its_undo(library: Library, name: str) -> None:
    for before in BUILT:
        if before == name:
            break
        if before != "build-finish":
            BUILT[before](library)
    db = library.desk.context.db
    was, plain = dump(db), dump(db, history=False)
    assert deny_each(library.desk, lambda _: BUILT[name](library)) >= 3
    assert dump(db) != was
    assert library.desk.events()[0].what == name
    assert deny_each(library.desk, lambda desk: desk.undo()) >= 3
    assert dump(db, history=False) == plain
    assert not list((library.folder / "files").iterdir())
