"""The desk of these tests is the front desk, wherever they run."""

import pytest


@pytest.fixture(autouse=True)
def front_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLLIB_DESK", "front")
    monkeypatch.delenv("NO_COLOR", raising=False)
