"""What every test may ask for: Riverside, and how hard Hypothesis looks."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.riverside import Riverside, build, copy_of

_SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=_SLOW_IS_FINE)
settings.register_profile("ci", deadline=None, max_examples=100, suppress_health_check=_SLOW_IS_FINE)
settings.register_profile("thorough", deadline=None, max_examples=1000, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """With `-n auto` one worker more than there are cores: tests of screens, disks and clocks wait much of their time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is kept between runs lies apart from the home of whoever tests, and from tests that run beside these."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        for name in ("TOOLLIB_LIBRARY", "TOOLLIB_DESK", "TOOLLIB_AS"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def _looks_often() -> Iterator[None]:
    """Whether a screen rests is asked every 5 ms instead of every 20: tests of screens mostly wait for that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
        yield


@pytest.fixture(autouse=True, scope="session")
def _reads_styles_once() -> Iterator[None]:
    """The styles of a screen are read once a run, not once an app: a tenth of the time of tests of screens."""
    read = Stylesheet._parse_rules
    known: dict[object, list[RuleSet]] = {}

    def once(sheet: Stylesheet, *told: Any, **more: Any) -> list[RuleSet]:
        key = (told, tuple(more.items()), tuple(sheet._variables.items()))
        if key not in known:
            known[key] = read(sheet, *told, **more)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture(scope="session")
def riverside_as_built(tmp_path_factory: pytest.TempPathFactory) -> Riverside:
    """Riverside once a run; tests work on copies."""
    return build(tmp_path_factory.mktemp("built") / "riverside")


@pytest.fixture
def riverside(riverside_as_built: Riverside, tmp_path: Path) -> Iterator[Riverside]:
    """Riverside on a Saturday morning: a coordinator, three members with everything on file, a shelf of tools."""
    made = copy_of(riverside_as_built, tmp_path / "riverside")
    yield made
    made.close()
