"""The desk's thread: order, one thread for everything, answers for every ending."""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from toollib.rules.reasons import Refused, refuse
from toollib.tui.worker import OrderedWorker, Replies

PATIENCE = 5.0


class Loop:
    """Stands for the loop of the screens: runs what was delivered, in this thread."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.heard: list[object] = []

    def deliver(self, tell: Callable[[], None]) -> None:
        self._waiting.put(tell)

    def run(self, count: int) -> list[object]:
        for _ in range(count):
            self._waiting.get(timeout=PATIENCE)()
        return self.heard

    def replies(self) -> Replies[Any]:
        return Replies(self.heard.append, self.heard.append, self.heard.append)


def test_jobs_are_done_in_the_order_they_were_asked_for_in_one_thread() -> None:
    loop = Loop()
    threads: set[int] = set()
    worker = OrderedWorker(list[int], lambda _: None, loop.deliver)
    worker.begin(loop.replies())

    def job(number: int) -> Callable[[list[int]], int]:
        def work(owned: list[int]) -> int:
            threads.add(threading.get_ident())
            owned.append(number)
            return len(owned)

        return work

    for number in range(50):
        worker.ask(job(number), loop.replies())
    assert loop.run(51) == [None, *range(1, 51)]
    assert worker.stop(PATIENCE)
    assert len(threads) == 1
    assert threads != {threading.get_ident()}
    assert worker.pending == 0


def test_a_refusal_is_an_answer_and_a_defect_does_not_end_the_desk() -> None:
    loop = Loop()
    worker = OrderedWorker(object, lambda _: None, loop.deliver)
    worker.begin(loop.replies())

    def refused(_: object) -> None:
        raise refuse("tool-on-loan", "T-0042 is out")

    def broken(_: object) -> None:
        raise ZeroDivisionError

    worker.ask(refused, loop.replies())
    worker.ask(broken, loop.replies())
    worker.ask(lambda _: "on it goes", loop.replies())
    _, no, oops, on = loop.run(4)
    assert isinstance(no, Refused)
    assert no.code == "tool-on-loan"
    assert isinstance(oops, ZeroDivisionError)
    assert on == "on it goes"
    assert worker.stop(PATIENCE)


def test_what_was_asked_before_quitting_is_done_before_it_closes() -> None:
    loop = Loop()
    done: list[str] = []
    worker = OrderedWorker(object, lambda _: done.append("closed"), loop.deliver)
    worker.begin(loop.replies())
    gate = threading.Event()
    worker.ask(lambda _: gate.wait(PATIENCE), loop.replies())
    worker.ask(lambda _: done.append("kept"), loop.replies())
    gate.set()
    assert worker.stop(PATIENCE)
    assert done == ["kept", "closed"]


def test_a_library_that_does_not_open_is_said_and_nothing_is_done() -> None:
    loop = Loop()

    def shut() -> object:
        raise refuse("library-missing", "no library here", "toollib init")

    worker = OrderedWorker(shut, lambda _: None, loop.deliver)
    worker.begin(loop.replies())
    (no,) = loop.run(1)
    assert isinstance(no, Refused)
    assert no.hint == "toollib init"
    assert worker.stop(PATIENCE)


def test_a_worker_that_never_began_stops_at_once() -> None:
    assert OrderedWorker(object, lambda _: None, lambda tell: tell()).stop(PATIENCE)
