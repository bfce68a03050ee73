"""Much work of one kind, done by several processes: parsing ten thousand files keeps more than one core busy.

Plain child processes that take a chunk and give its answer, one after the other, over pipes. No fork (the program has
threads), no pickle (bytes in, bytes out), no need to be the main module. Whatever becomes of a child, its chunk is done
here: nothing is lost, it only takes longer.
"""

import contextlib
import gc
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Final

Task = Callable[[bytes], bytes]
Waiting = deque[tuple[int, bytes]]

_MOST_CHILDREN: Final = 3  # beyond, starting them costs more than they bring
_WORTH: Final = 300  # files; with fewer, one process is done before a second has started
_CHUNK: Final = 50


def chunks_of(count: int) -> list[range] | None:
    """How to cut `count` files into chunks; None if they are too few to be shared out."""
    if count < _WORTH:
        return None
    return [range(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]


def share_out(task: str, chunks: Sequence[bytes]) -> list[bytes]:
    """What the function `task` ("package.module:name") answers to each chunk, in their order.

    The function takes bytes and answers bytes, and must be the same whoever calls it: children do part of the chunks.
    """
    work = _found(task)
    waiting: Waiting = deque(enumerate(chunks))
    answers: dict[int, bytes] = {}
    children = [_Child(task, waiting, answers) for _ in range(min(_MOST_CHILDREN, _cores() - 1))]
    try:
        with no_collecting():
            while (taken := _take(waiting)) is not None:
                answers[taken[0]] = work(taken[1])
        for child in children:
            child.wait()
    finally:
        for child in children:
            child.end()
    return [answers[number] if number in answers else work(chunk) for number, chunk in enumerate(chunks)]


@contextlib.contextmanager
def no_collecting() -> Iterator[None]:
    """No search for cyclic garbage while much is made that is all kept: it would look at everything again and again."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Child:
    """A process that does chunks, and the thread here that hands them to it."""

    def __init__(self, task: str, waiting: Waiting, answers: dict[int, bytes]) -> None:
        self._process = _started(task)
        self._thread = threading.Thread(target=self._feed, args=(waiting, answers), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until there is nothing left to take, and the last answer is here."""
        self._thread.join()

    def end(self) -> None:
        """Be rid of the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._thread.join()

    def _feed(self, waiting: Waiting, answers: dict[int, bytes]) -> None:
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return
        into, out = self._process.stdin, self._process.stdout
        # A child that dies in the middle breaks the pipe; its chunk is done by who waits for the answers.
        with contextlib.suppress(OSError), into, out:
            while (taken := _take(waiting)) is not None:
                _write(into, taken[1])
                if (answer := _read(out)) is None:
                    return
                answers[taken[0]] = answer


def _started(task: str) -> "subprocess.Popen[bytes] | None":
    """A child at work; None where no Python can be started."""
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    here = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    environment = os.environ | {"PYTHONPATH": f"{here}{os.pathsep}{known}" if known else here}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    # -P: a folder named `catalog` where somebody stands is not our package.
    command = [sys.executable, "-P", "-m", "catalog.many", task]
    try:
        # Our own interpreter and our own module; nothing that anybody typed.
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=environment)  # noqa: S603
    except OSError:
        return None


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _take(waiting: Waiting) -> tuple[int, bytes] | None:
    try:
        return waiting.popleft()
    except IndexError:
        return None


def _write(into: IO[bytes], content: bytes) -> None:
    into.write(len(content).to_bytes(8, "big"))
    into.write(content)
    into.flush()


def _read(out: IO[bytes]) -> bytes | None:
    """The next message; None if the other end has gone, perhaps in the middle of it."""
    size = int.from_bytes(out.read(8), "big")
    content = out.read(size)
    return content if size and len(content) == size else None


def _found(task: str) -> Task:
    module, _, name = task.partition(":")
    found: Task = getattr(import_module(module), name)
    return found


def main(task: str) -> None:
    """What a child does: chunks from stdin, answers to stdout, until nobody asks any more."""
    work = _found(task)
    with no_collecting():
        while (chunk := _read(sys.stdin.buffer)) is not None:
            _write(sys.stdout.buffer, work(chunk))


if __name__ == "__main__":
    main(sys.argv[1])
