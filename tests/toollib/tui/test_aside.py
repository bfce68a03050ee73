"""Thinking beside the desk: one question at a time, each percent told once, nothing heard of what was given up."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.toollib.tui.test_worker import PATIENCE, Loop
from toollib.rules.reasons import Refused, refuse
from toollib.tui.aside import Aside, Thoughts
from toollib.workshop.outlook import Tell


@dataclass(eq=False)
class Asked:
    """A question that is answered once the gate is open."""

    work: Callable[[Tell], str]
    gate: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def answer(self, tell: Tell) -> str:
        try:
            assert self.gate.wait(PATIENCE)
            return self.work(tell)
        finally:
            self.ended.set()


def thoughts(loop: Loop) -> Thoughts[str]:
    return Thoughts(loop.heard.append, loop.heard.append, loop.heard.append, loop.heard.append)


def of(word: str) -> Asked:
    asked = Asked(lambda _: word)
    asked.gate.set()
    return asked


def test_an_answer_is_heard_and_then_it_rests() -> None:
    loop = Loop()
    aside = Aside(loop.deliver)
    assert not aside.stop()
    aside.think(of("yes"), thoughts(loop))
    assert aside.busy
    assert loop.run(1) == ["yes"]
    assert not aside.busy


def test_each_percent_is_told_once() -> None:
    loop = Loop()

    def work(tell: Tell) -> str:
        for done in range(1000):
            tell(done, 2000)
        tell(0, 0)
        return "done"

    asked = Asked(work)
    asked.gate.set()
    Aside(loop.deliver).think(asked, thoughts(loop))
    assert loop.run(52) == [*range(50), 0, "done"]


def test_an_answer_that_comes_too_late_is_not_heard() -> None:
    loop = Loop()
    aside = Aside(loop.deliver)
    late = Asked(lambda _: "late")
    aside.think(late, thoughts(loop))
    assert aside.stop()
    assert not aside.busy
    late.gate.set()
    assert loop.run(1) == []


def test_what_was_told_before_it_was_given_up_is_not_heard_after() -> None:
    loop = Loop()
    aside = Aside(loop.deliver)
    aside.think(of("first"), thoughts(loop))
    aside.think(of("second"), thoughts(loop))
    assert loop.run(2) == ["second"]


def test_a_question_given_up_ends_when_it_next_tells() -> None:
    loop = Loop()
    aside = Aside(loop.deliver)
    further: list[str] = []

    def work(tell: Tell) -> str:
        tell(1, 2)
        further.append("went on")
        return "never"

    asked = Asked(work)
    aside.think(asked, thoughts(loop))
    aside.stop()
    asked.gate.set()
    assert asked.ended.wait(PATIENCE)
    assert further == []
    assert loop.heard == []


def test_a_refusal_and_a_defect_are_answers() -> None:
    loop = Loop()
    aside = Aside(loop.deliver)

    def no(_: Tell) -> str:
        raise refuse("kind-unknown", "no such kind")

    def oops(_: Tell) -> str:
        raise ZeroDivisionError

    for count, work in enumerate((no, oops), 1):
        asked = Asked(work)
        asked.gate.set()
        aside.think(asked, thoughts(loop))
        assert len(loop.run(1)) == count
        assert not aside.busy
    assert [type(each) for each in loop.heard] == [Refused, ZeroDivisionError]


def test_of_those_that_share_a_turn_the_next_waits_till_the_one_before_has_ended() -> None:
    loop, turn = Loop(), threading.Lock()
    first, second = (Aside(loop.deliver, lambda: turn) for _ in range(2))
    begun, at_once = threading.Event(), list[str]()

    def slow(tell: Tell) -> str:
        begun.set()
        at_once.append("first begins")
        while not gate.wait(0.002):
            pass  # it does not notice that nobody waits for it
        at_once.append("first ends")
        tell(1, 1)
        return "never heard"

    def quick(_: Tell) -> str:
        at_once.append("second")
        return "second"

    gate = threading.Event()
    one, other = Asked(slow), Asked(quick)
    for each in (one, other):
        each.gate.set()
    first.think(one, thoughts(loop))
    assert begun.wait(PATIENCE)
    assert first.stop()
    second.think(other, thoughts(loop))
    assert second.busy
    assert not other.ended.wait(0.05)
    gate.set()
    assert loop.run(1) == ["second"]
    assert at_once == ["first begins", "first ends", "second"]


def test_a_question_given_up_before_its_turn_is_never_asked() -> None:
    loop = Loop()
    aside = Aside(loop.deliver)
    asked: list[str] = []

    def note(_: Tell) -> str:
        asked.append("given up")
        return "no"

    first, given_up = Asked(lambda _: "late"), Asked(note)
    given_up.gate.set()
    aside.think(first, thoughts(loop))
    aside.think(given_up, thoughts(loop))
    aside.think(of("third"), thoughts(loop))
    first.gate.set()
    assert loop.run(2) == ["third"]  # the first answer is brought, and not heard
    assert asked == []
    assert not given_up.ended.is_set()
