"""The desk of these tests is the front desk, wherever they run; what breaks is written down for each test alone."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def front_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TOOLLIB_DESK", "front")
    monkeypatch.delenv("NO_COLOR", raising=False)
