"""Text of people is data: it comes back as it was in JSON, and does nothing to a terminal."""

import os
import subprocess
import sys

import pytest

from tests.riverside import Riverside
from tests.toollib.cli.conftest import Shell

NASTY = [
    "[bold]red[/bold] [/b]",
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred",
    "\x9b31m C1",
    "\u202egnirts desrever",
    "Robert'); DROP TABLE member;--",
    '" OR NEAR( *',
    "=cmd|' /C calc'!A0",
    "عادل الشريف",
    "👩🏽‍🔧 tools",
    "e\u0301 combining",
    "two\nlines\tand a tab",
    "x" * 300,
    "$(reboot) `reboot`",
]
LIVE = [*map(chr, range(0x20)), "\x7f", *map(chr, range(0x80, 0xA0)), "\u202e", "\u2066", "\u2028"]
BREAKS = "\n"


@pytest.mark.parametrize("text", NASTY)
def test_a_name_comes_back_as_it_was_and_shows_harmless(shell: Shell, text: str) -> None:
    added = shell.json("member", "add", text, "--card", "M-0099", "--email", text)
    assert added["member"]["name"] == text
    assert shell.json("status", "M-0099")["member"]["email"] == text
    shell.json("member", "edit", "M-0099", "--waiver", "--identity")
    shell.json("pay", "M-0099", "40")
    shell.json("tool", "add", text, "--kind", "jigsaw", "--tag", "T-0900", "--place", text, who="Cora Lind")
    for command in (
        ["checkout", "M-0099", "T-0900"],
        ["status", "M-0099"],
        ["status", "T-0900"],
        ["member", "list"],
        ["tool", "list"],
        ["loans"],
        ["today"],
        ["search", "--", text],
        ["charge", "M-0099", "1", text],
        ["account", "M-0099"],
        ["event", "list"],
        ["return", "T-0900"],
        ["undo"],
        ["--json", "status", "M-0099"],
    ):
        result = shell.run(*command) if command[0] != "--json" else shell._run(command)
        assert result.exit_code == 0, result.output
        found = [sign for sign in LIVE if sign != BREAKS and sign in result.output]
        assert not found, (command, found)


@pytest.mark.parametrize("text", NASTY)
def test_a_refusal_shows_harmless(shell: Shell, text: str) -> None:
    for command in (["status", "--", text], ["checkout", "--", text, text], ["loans", "--member", text]):
        result = shell.run(*command)
        assert result.exit_code == 1
        assert not [sign for sign in LIVE if sign != BREAKS and sign in result.output]


def test_markup_is_shown_as_it_stands(shell: Shell) -> None:
    shell.json("member", "add", "[bold]Dora[/bold] :smile:")
    assert "[bold]Dora[/bold] :smile:" in shell.run("member", "list").stdout


def test_bytes_that_are_no_text(riverside: Riverside) -> None:
    here = [sys.executable, "-m", "toollib", "--library", str(riverside.folder), "--json"]
    command = [*map(os.fsencode, here), b"member", b"add", b"Dora \xff\xfe"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Dora \ufffd" in done.stdout.decode()


def test_a_terminal_of_few_letters_gets_what_it_can_show(riverside: Riverside) -> None:
    here = [sys.executable, "-m", "toollib", "--library", str(riverside.folder)]
    few = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    subprocess.run(
        [*here, "member", "add", "Zoë 工具", "--card", "M-0099"], env=few, check=True, capture_output=True
    )
    words = subprocess.run([*here, "status", "M-0099"], env=few, check=True, capture_output=True).stdout
    assert "Zoë ??".encode("latin-1") in words
    document = subprocess.run(
        [*here, "--json", "status", "M-0099"], env=few, check=True, capture_output=True
    ).stdout
    assert b"Zo\\u00eb" in document


def test_no_colour_where_no_terminal_is(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in shell.run("tool", "list").stdout
