"""The command line in a process of its own: for the tests that race it, kill it or put it in a terminal."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOW = "2026-11-28T10:02"


def program(folder: Path, *options: str, now: str = NOW) -> list[str]:
    """What starts `toollib` for this library at some moment; the command and its own words go behind it."""
    return [sys.executable, "-m", "toollib", "--library", str(folder), *options, "--now", now]


def checking_out(folder: Path, desk: str, *words: str) -> "subprocess.Popen[str]":
    """A desk that is at this moment lending (member, tags); what it answers comes from its stdout."""
    return subprocess.Popen(
        [*program(folder, "--json"), "checkout", *words],
        cwd=ROOT,
        env={**os.environ, "TOOLLIB_DESK": desk},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
