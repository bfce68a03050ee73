"""Questions that take long say again and again how far they are: so they end when nobody waits for them any more."""

from collections.abc import Callable

import pytest

from catalog.copies import Copy
from catalog.unlock import Terms
from tests.catalog.test_bootstrap import KINDS, VILLAGE, design
from toollib.workshop.outlook import InWhichOrder, Outlook, Question, WhatIfGone, WhatToBuy, WhyReached

MANY = [*VILLAGE, *(design(f"d{n}", "lathe", "welder", status="done") for n in range(50))]
OUTLOOK = Outlook({each.id: each for each in MANY}, KINDS, (Copy("T-1", "welder", "free"),))
QUESTIONS: dict[str, Callable[[], Question[object]]] = {
    "what to buy": lambda: WhatToBuy(OUTLOOK, Terms(2), {}, {}),
    "in which order": lambda: InWhichOrder(OUTLOOK, None),
    "why reached": lambda: WhyReached(OUTLOOK, "robot", ()),
    "what if gone": lambda: WhatIfGone(OUTLOOK, OUTLOOK.broken("T-1")),
}


class _EnoughError(Exception):
    pass


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_long_question_can_be_ended_at_each_design(name: str) -> None:
    told: list[tuple[int, int]] = []
    QUESTIONS[name]().answer(lambda done, of: told.append((done, of)))
    assert len(told) >= len(MANY)
    assert all(0 <= done <= of for done, of in told)
    shares = [done / max(of, 1) for done, of in told]
    assert shares == sorted(shares)  # it never seems to go back
    for last in (1, len(told) // 2, len(told)):
        left = [last]

        def tell(_done: int, _of: int, left: list[int] = left) -> None:
            left[0] -= 1
            if not left[0]:
                raise _EnoughError

        with pytest.raises(_EnoughError):
            QUESTIONS[name]().answer(tell)


def test_what_is_told_of_the_rounds_can_be_ended_too() -> None:
    """The screen tells the rounds in words in the thread that thinks."""
    told: list[int] = []
    found = InWhichOrder(OUTLOOK, ("welder",)).answer(lambda done, _of: told.append(done))
    before = len(told)
    rounds, never = found.rounds(), found.never()
    assert len(told) - before >= sum(map(len, rounds)) + len(never)
