"""Made-up libraries of given sizes for the benchmarks, opened at a fixed instant."""

from datetime import UTC, datetime
from pathlib import Path

from toollib.clock import SetClock
from toollib.demo.build import build_demo
from toollib.library import Library, Who

NOW = datetime(2026, 11, 28, 10, 30, tzinfo=UTC)


def made(folder: Path, *, members: int, tools: int, loans: int) -> Path:
    """A library of this size in this folder."""
    build_demo(folder, now=NOW, members=members, tools=tools, loans=loans)
    return folder


def opened(folder: Path) -> Library:
    """The library, with a coordinator at the desk."""
    return Library.open(folder, clock=SetClock(NOW), person=Who("bench", "bench"))
