"""The verbs of builds, in the order in which they can follow each other; each is tried at a desk where the ones before were done."""

from collections.abc import Callable

from toollib.library import Library
from toollib.workshop.builds import Outcome, Tick

BUILT: dict[str, Callable[[Library], object]] = {
    "build-start": lambda library: library.builds.start("table", ["M-0017", "M-0021"]),
    "build-step": lambda library: library.builds.step("1", Tick(by="M-0030", hours="1.5")),
    "build-finish": lambda library: library.builds.finish(
        "table", Outcome("cuts", (library.folder / "photo.png",), tag="T-0300", owner="M-0030")
    ),
    "build-stop": lambda library: library.builds.stop("table"),
}
