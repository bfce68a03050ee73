"""The verbs of builds, in the order in which they can follow each other; each is tried at a desk where the ones before were done."""

from collections.abc import Callable
from datetime import date

from PIL import Image

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, write_designs
from toollib.desk.things import ToolEdit
from toollib.library import Library
from toollib.workshop.benches import Reserved, Wanted, reserve
from toollib.workshop.builds import Outcome, Tick

BUILT: dict[str, Callable[[Library], object]] = {
    "build-start": lambda library: library.builds.start("table", ["M-0017", "M-0021"]),
    "build-step": lambda library: library.builds.step("1", Tick(by="M-0030", hours="1.5")),
    "build-finish": lambda library: library.builds.finish(
        "table", Outcome("cuts", (library.folder / "photo.png",), tag="T-0300", owner="M-0030")
    ),
    "build-stop": lambda library: library.builds.stop("table"),
}


_TABLE = HEAD.format(name="Table", id="table", status="done", tools="full")
_STEPS = "tools: [jigsaw]\nmakes-tool: cnc-plasma-table\nsteps: [{do: Cut}, {do: Weld}]\n"
FIRST, LAST = date(2026, 11, 28), date(2026, 12, 2)


def bench(library: Library, design: str, member: str, first: date = FIRST, last: date = LAST) -> Reserved:
    """Reserve the tools of a design for a member."""
    wanted = Wanted(design, member)
    return reserve(library.desk.context, library.workshop, wanted, first=first, last=last)


# What makers do, each at the desk that `at_work` leaves.
WORK: dict[str, Callable[[Library], object]] = {
    "start": lambda library: library.builds.start("table", ["M-0017", "M-0021"], anew=True),
    "start-reserved": lambda library: library.builds.start("pair-sander", ["M-0017", "M-0030"]),
    "step": lambda library: library.builds.step("2", Tick("table", "M-0030", "1.5")),
    "finish": lambda library: library.builds.finish(
        "table", Outcome("cuts", (library.folder / "photo.png",), tag="T-0300", owner="M-0030")
    ),
    "stop": lambda library: library.builds.stop("table"),
    "stop-reserved": lambda library: library.builds.stop("pair-sander"),
    "reserve": lambda library: bench(library, "stool", "M-0021", date(2026, 12, 9), date(2026, 12, 12)),
    "collect": lambda library: library.desk.collect("M-0017", build="3"),
    "undo": lambda library: library.desk.undo(),
    "wish": lambda library: library.desk.wish("M-0017", "a kiln for pots"),
    "wish-vote": lambda library: library.desk.wish_vote("M-0021", library.desk.wishes()[0].id),
}


def at_work(riverside: Riverside) -> Library:
    """A desk at which a table is being built, two benches wait for their makers, and somebody wishes for something."""
    write_designs(riverside)
    (riverside.folder / "designs" / "table.yaml").write_text(_TABLE + _STEPS)
    Image.new("RGB", (4, 4), "red").save(riverside.folder / "photo.png")
    library = riverside.library("Cora Lind", "office")
    library.desk.tool_add(ToolEdit(name="Old table", kind="cnc-plasma-table", tag="T-0200"))
    library.desk.checkout("M-0021", ["T-0200"])
    library.desk.hold("M-0030", "cnc-plasma-table")
    library.desk.wish("M-0030", "table-saw")
    bench(library, "table", "M-0017")
    library.builds.start("table", ["M-0017"])
    library.builds.step("1", Tick(hours="2"))
    bench(library, "tiles", "M-0017")
    bench(library, "pair-sander", "M-0017")
    return library
