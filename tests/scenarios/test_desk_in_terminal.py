"""D1, D2, D3 in a real terminal: the program itself, fed as a scanner feeds it, read as a person reads it."""

import json
import os
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.processes import NOW, program
from tests.riverside import Riverside

pytestmark = [
    pytest.mark.tmux,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

PATIENCE = 30.0


@dataclass
class Terminal:
    """A real terminal of 80×24 with the screens of one library in it."""

    name: str
    riverside: Riverside

    def tmux(self, *words: str) -> str:
        """One command to the terminal."""
        return subprocess.run(
            ["tmux", "-L", self.name, *words], check=True, capture_output=True, text=True, timeout=PATIENCE
        ).stdout

    def start(
        self, *, env: dict[str, str] | None = None, now: str = NOW, size: tuple[int, int] = (80, 24)
    ) -> None:
        """Open the screens and wait for the desk."""
        given = {"TOOLLIB_DESK": "front", "LANG": "C.UTF-8", **(env or {})}
        pairs = [f"{key}={value}" for key, value in given.items()]
        self.tmux(
            "-u",
            "new-session",
            "-d",
            "-x",
            str(size[0]),
            "-y",
            str(size[1]),
            "env",
            "-u",
            "COLUMNS",
            "-u",
            "LINES",
            *pairs,
            *program(self.riverside.folder, "--as", "Vera", now=now),
        )
        self.until("No card open", "open to 14:00")

    def screen(self) -> str:
        """What stands in the terminal now."""
        return self.tmux("capture-pane", "-p")

    def until(self, *words: str) -> str:
        """The screen, once all these words are on it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.screen()
            if all(each in shown for each in words):
                return shown
            time.sleep(0.05)
        raise AssertionError(f"{words} never came:\n{self.screen()}")

    def type(self, text: str) -> None:
        """Everything at once, as a scanner does; a line end is Enter."""
        words: list[str] = []
        for part in text.splitlines():
            words += [*([";"] if words else []), "send-keys", "-l", part, ";", "send-keys", "Enter"]
        self.tmux(*words)

    def key(self, *names: str) -> None:
        """Keys by name."""
        self.tmux("send-keys", *names)

    def ask(self, *command: str) -> dict[str, object]:
        """The same library through the command line."""
        return answer(self.riverside, *command)

    def lent(self) -> list[tuple[str, str]]:
        """Every open loan: tag and member."""
        loans = self.ask("loans", "--open")["loans"]
        assert isinstance(loans, list)
        return sorted((loan["tool"], loan["member"]) for loan in loans)


def answer(riverside: Riverside, *command: str) -> dict[str, object]:
    """What the command line says of a library, whatever the screens show."""
    run = [*program(riverside.folder, "--json"), *command]
    done = subprocess.run(run, capture_output=True, text=True, timeout=PATIENCE, check=True)
    document: dict[str, object] = json.loads(done.stdout)
    return document


def terminal_of(riverside: Riverside) -> Iterator[Terminal]:
    """A terminal for this library, which is gone afterwards."""
    made = Terminal(f"toollib-{uuid.uuid4().hex[:8]}", riverside)
    yield made
    subprocess.run(["tmux", "-L", made.name, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def terminal(riverside: Riverside) -> Iterator[Terminal]:
    yield from terminal_of(riverside)


def test_d1_two_scans_in_a_burst_are_one_loan(terminal: Terminal) -> None:
    terminal.start()
    terminal.type("M-0017\nT-0042\n")
    shown = terminal.until("✓ T-0042 Angle grinder 125 mm to Ada Osei, due Sat 5 Dec", "Loans (1)")
    assert "Sat 5 Dec" in shown
    assert terminal.lent() == [("T-0042", "M-0017")]
    terminal.key("C-q")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and _runs(terminal):
        time.sleep(0.05)
    assert not _runs(terminal)


def test_d2_a_basket_and_the_next_card(terminal: Terminal) -> None:
    terminal.start()
    tags = ["T-0042", "T-0043", "T-0050", "T-0060", "T-0091"]
    terminal.type("\n".join(["M-0017", *tags, "M-0021", "T-0107"]))
    terminal.until("Ben Kaya · M-0021", "T-0107 Drill kit")
    assert terminal.lent() == [*((tag, "M-0017") for tag in tags), ("T-0107", "M-0021")]


def test_d3_a_tag_that_is_out_comes_back(terminal: Terminal) -> None:
    terminal.riverside.desk.checkout("M-0017", ["T-0042"])
    terminal.start(now="2026-12-12T10:00")
    terminal.type("T-0042\n")
    terminal.until("back from Ada Osei, 2 days late", "Ada Osei · M-0017", "! owes £")
    assert terminal.lent() == []


def test_a_pasted_block_and_typed_text_are_not_lost(terminal: Terminal) -> None:
    terminal.start()
    terminal.tmux("set-buffer", "M-0017\nT-0042\nT-0043\nT-00")
    terminal.tmux("paste-buffer", "-p")
    terminal.until("Loans (2)", "▸ T-00")
    terminal.key("5", "0", "Enter")
    terminal.until("Loans (3)")
    assert len(terminal.lent()) == 3


def test_a_window_made_small_and_large_again(terminal: Terminal) -> None:
    terminal.start()
    terminal.tmux("resize-window", "-x", "60", "-y", "15")
    terminal.until("The screens need 80×24")
    terminal.type("M-0017\nT-0042\n")
    terminal.tmux("resize-window", "-x", "120", "-y", "40")
    terminal.until("Loans (1)", "Ada Osei · M-0017")


def test_without_colour_every_state_still_has_its_sign(terminal: Terminal) -> None:
    terminal.riverside.cora.charge("M-0017", "12.00", "lost charger")
    terminal.start(env={"NO_COLOR": "1"})
    terminal.type("M-0017\nT-0042\n")
    terminal.until("✗ Not lent to Ada Osei", "! owes £12.00", "✓ waiver", "[Desk F1]")
    terminal.key("F2")
    terminal.until("[Tools F2]", "▸ T-0042", "✓ in")
    coloured = terminal.tmux("capture-pane", "-p", "-e")
    codes = [
        int(code)
        for part in coloured.split("\x1b[")[1:]
        for code in part.split("m")[0].split(";")
        if code.isdigit()
    ]
    rgb = [
        tuple(map(int, part.split("m")[0].split(";")[2:5]))
        for part in coloured.split("\x1b[")
        if part[:5] in ("38;2;", "48;2;")
    ]
    assert not any(31 <= code <= 36 or 91 <= code <= 96 for code in codes if code not in (38, 48)) or rgb
    assert all(len(set(each)) == 1 for each in rgb if len(each) == 3)  # grey at most


def test_forty_characters_in_fifty_milliseconds_and_the_next_burst_right_behind(riverside: Riverside) -> None:
    """A scanner's own pace into a bare pty: codes of 40 characters, each in 50 ms, Enter, and on without a pause."""
    from toollib.desk.things import ToolEdit

    codes = [f"{'X' * 32}-{number:07}" for number in range(5)]
    for number, code in enumerate(codes):
        edit = ToolEdit(name=f"Long {number}", kind="jigsaw", tag=f"T-{8000 + number}", barcodes=(code,))
        riverside.cora.tool_add(edit)
    riverside.close()
    child = _Pty(program(riverside.folder, "--as", "Vera"))
    try:
        child.until("card open", "open to")
        for code in ["M-0017", *codes]:
            child.burst(f"{code}\r", pause=0.05 / 40)
        child.until("Loans (5)")
    finally:
        child.end()
    loans = answer(riverside, "loans", "--open")["loans"]
    assert isinstance(loans, list)
    assert sorted(loan["tool"] for loan in loans) == [f"T-{8000 + number}" for number in range(5)]


class _Pty:
    """The program in a bare pty; what it paints is only searched for words."""

    def __init__(self, program: list[str]) -> None:
        import pexpect

        env = {**os.environ, "TERM": "xterm-256color", "TOOLLIB_DESK": "front", "LANG": "C.UTF-8"}
        self._child = pexpect.spawn(
            program[0], program[1:], env=env, dimensions=(24, 80), encoding="utf-8", timeout=PATIENCE
        )
        self._child.delaybeforesend = None

    def until(self, *words: str) -> None:
        """Until each of these was painted, one after the other or in one picture."""
        for word in words:
            self._child.expect_exact(word)

    def burst(self, text: str, *, pause: float) -> None:
        """The text letter by letter, that many seconds apart."""
        for letter in text:
            self._child.send(letter)
            time.sleep(pause)

    def end(self) -> None:
        """Quit as a person does; kill it if it does not."""
        self._child.send("\x11")
        self._child.expect_exact("\x1b[?1049l")
        self._child.close(force=True)


def _runs(terminal: Terminal) -> bool:
    listed = subprocess.run(
        ["tmux", "-L", terminal.name, "list-sessions"],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return listed.returncode == 0 and bool(listed.stdout.strip())
