"""The command line at Riverside: each call is a run of its own, as from a shell."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.riverside import Riverside
from toollib.cli.main import main

SATURDAY = "2026-11-28T10:02"


@dataclass
class Shell:
    """Runs of `toollib` on one library; a defect shows as its traceback."""

    folder: Path
    now: str = SATURDAY

    def run(self, *command: str, who: str = "Vera") -> Result:
        """One run as people do it."""
        return self._run(["--as", who, *command])

    def json(self, *command: str, who: str = "Vera") -> Any:
        """The document of a run that was done."""
        result = self._run(["--json", "--as", who, *command])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def refusal(self, *command: str, who: str = "Vera") -> Any:
        """The error of a run that was refused."""
        result = self._run(["--json", "--as", who, *command])
        assert result.exit_code == 1, result.output
        document = json.loads(result.stdout)
        assert set(document) == {"error"}
        assert {"code", "message", "reasons"} <= set(document["error"])
        for each in document["error"]["reasons"]:
            assert set(each) == {"code", "message", "override"}
        return document["error"]

    def codes(self, *command: str, who: str = "Vera") -> list[str]:
        """The codes of all reasons of a run that was refused."""
        return [each["code"] for each in self.refusal(*command, who=who)["reasons"]]

    def _run(self, arguments: list[str]) -> Result:
        everywhere = ["--library", str(self.folder), "--now", self.now]
        environment = {"TOOLLIB_TRACEBACK": "1", "TOOLLIB_DESK": "front"}
        return CliRunner().invoke(main, [*everywhere, *arguments], env=environment, catch_exceptions=False)


@pytest.fixture
def shell(riverside: Riverside) -> Shell:
    """The command line at Riverside."""
    return Shell(riverside.folder)
