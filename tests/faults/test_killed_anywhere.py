"""Killed before any write of any verb, or before its commit: after the next opening it is done whole, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.building import WORK, at_work
from tests.faults.kill_anywhere import MAKERS
from tests.faults.verbs import VERBS, busy
from tests.riverside import Riverside

pytestmark = [pytest.mark.fault, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
# What writes most kinds of rows; the others too, where there is time.
_SHORT_WORK = ["start-reserved", "finish", "collect"]
_SHORT = ["checkout-held", "return-broken", "member-erase"]


def kills(riverside: Riverside, *verbs: str) -> int:
    now = riverside.clock.now().isoformat()
    riverside.close()
    command = [sys.executable, "-m", "tests.faults.kill_anywhere", str(riverside.folder), now, *verbs]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout)


def test_the_verbs_that_write_most(riverside: Riverside) -> None:
    busy(riverside)
    assert kills(riverside, *_SHORT) > 30


@pytest.mark.skipif("TOOLLIB_THOROUGH" not in os.environ, reason="a minute of killing; set TOOLLIB_THOROUGH")
def test_every_verb(riverside: Riverside) -> None:
    busy(riverside)
    assert kills(riverside, *(set(VERBS) - set(_SHORT))) > 300


def test_what_makers_do(riverside: Riverside) -> None:
    at_work(riverside)
    thorough = "TOOLLIB_THOROUGH" in os.environ
    verbs = [f"{MAKERS}{name}" for name in (WORK if thorough else _SHORT_WORK)]
    assert kills(riverside, *verbs) > 5 * len(verbs)
