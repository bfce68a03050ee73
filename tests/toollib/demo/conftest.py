"""The made-up library of a Saturday morning, made once a run; nobody writes to it."""

from datetime import UTC, datetime

import pytest

from tests.toollib.demo.made import Made, make

SATURDAY = datetime(2026, 11, 28, 10, 2, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("made") / "demo", SATURDAY)
