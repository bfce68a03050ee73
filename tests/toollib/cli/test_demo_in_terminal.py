"""The first minute: `toollib demo` at a terminal makes a library, opens it, and says where it stays."""

import os
import sys
from pathlib import Path

import pexpect

PATIENCE = 30
CTRL_Q = "\x11"


def test_a_demo_says_where_it_stays_when_its_screens_close(tmp_path: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "toollib", "demo", "here", "--members", "20", "--tools", "30", "--loans", "100"],
        cwd=str(tmp_path),
        env={**os.environ, "TERM": "xterm-256color", "XDG_CACHE_HOME": str(tmp_path / "cache")},
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=PATIENCE,
    )
    try:
        child.expect("No card open")
        child.send(CTRL_Q)
        child.expect("The demo stays in here; from there commands such as `toollib today`")
        child.expect(pexpect.EOF)
    finally:
        child.close(force=True)
    assert child.exitstatus == 0
    assert (tmp_path / "here" / "library.yaml").is_file()
