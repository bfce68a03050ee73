"""What a one-shot command must not import: start-up time is paid at every scan of a shell script."""

import subprocess
import sys

import pytest

from tests.riverside import Riverside

HEAVY = {"textual", "rich", "sqlite_utils", "babel", "license_expression", "rapidfuzz", "sqlite3", "asyncio"}
PROBE = """
import sys
from toollib.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as done:
    assert not done.code, done.code
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def imported(*command: str) -> set[str]:
    """The packages that a run of its own imports."""
    done = subprocess.run([sys.executable, "-c", PROBE, *command], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "command",
    [
        ["status", "T-0042"],
        ["--json", "status", "M-0017"],
        ["checkout", "M-0017", "T-0042"],
        ["--json", "today"],
    ],
)
def test_the_desk_is_light(riverside: Riverside, command: list[str]) -> None:
    here = ["--library", str(riverside.folder), "--now", "2026-11-28T10:02"]
    assert not imported(*here, *command) & HEAVY


def test_help_needs_neither_database_nor_yaml() -> None:
    assert not imported("--help") & (HEAVY | {"pysqlite3", "yaml", "zoneinfo"})
