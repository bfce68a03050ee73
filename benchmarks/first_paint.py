"""From fork to the first painted Desk screen, against a hello-world Textual app, both in a pseudo-terminal of 80x24.

Limit: 1.4 times. Painted means: the words of the scan line (or the hello) have reached the terminal.
"""

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from functools import partial
from pathlib import Path

from benchmarks.libraries import made
from benchmarks.measure import Ratio, milliseconds

HELLO = """
from textual.app import App, ComposeResult
from textual.widgets import Static
class Hello(App):
    def compose(self) -> ComposeResult:
        yield Static("hello, world")
Hello().run()
"""
PATIENCE = 20.0


def seconds_to(words: bytes, command: list[str], environment: dict[str, str]) -> float:
    """Seconds from fork until these words are on the terminal; the program is then ended.

    Raises:
        RuntimeError: they never came.
    """
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    try:
        while words not in seen:
            if time.perf_counter() - start > PATIENCE or not select.select([terminal], [], [], PATIENCE)[0]:
                raise RuntimeError(f"{words!r} never came; seen: {seen[-500:]!r}")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - start
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)


def main() -> int:
    """Print the ratio; 1 if it is beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer rounds")
    rounds = 7 if parser.parse_args().short else 21
    with tempfile.TemporaryDirectory() as name:
        hello = Path(name) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        folder = made(Path(name) / "library", members=60, tools=150, loans=1_000)
        environment = {**os.environ, "TERM": "xterm-256color", "XDG_CACHE_HOME": str(Path(name) / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = [str(Path(sys.executable).with_name("toollib")), "--library", str(folder)]
        works = {
            "ours": partial(seconds_to, b"can a card or a tag", ours, environment),
            "hello": partial(seconds_to, b"hello, world", [sys.executable, str(hello)], environment),
        }
        times: dict[str, list[float]] = {what: [] for what in works}
        for turn in range(rounds + 2):
            for what, work in works.items():
                spent = work()
                if turn > 1:  # the first turns fill caches of the machine
                    times[what].append(spent)
    middle = {what: statistics.median(each) for what, each in times.items()}
    ratio = Ratio(
        "first painted Desk screen / hello world",
        middle["ours"] / middle["hello"],
        1.4,
        milliseconds(middle["ours"]),
    )
    print(ratio)
    return int(ratio.ratio > ratio.limit)


if __name__ == "__main__":
    sys.exit(main())
