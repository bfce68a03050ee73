"""The desk of these tests is the front desk, wherever they run; what breaks is written down for each test alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.riverside import Riverside
from toollib.tui.app import ToollibApp


@pytest.fixture(autouse=True)
def front_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TOOLLIB_DESK", "front")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def app(made: Riverside) -> Iterator[ToollibApp]:
    """The screens to be pictured, on the library that a module calls `made`."""
    screens = ToollibApp(made.folder, clock=made.clock, who="Vera")
    yield screens
    screens.close_desk()
