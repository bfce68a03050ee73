"""A clock that was set by hand is told once under the events of a rehearsal, and beside each event elsewhere."""

from tests.riverside import Riverside
from toollib.cli.words import by_hand_once


def test_the_clock_is_told_once_where_it_was_set_for_all(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.return_(["T-0042"])
    back, out = (each._replace(by_hand=True) for each in riverside.desk.events("T-0042")[:2])
    shown, below = by_hand_once((back, out))
    assert ([each.by_hand for each in shown], len(below)) == ([False, False], 1)
    alone = (back,)
    assert by_hand_once(alone) == (alone, ())
    mixed = (back._replace(by_hand=False), out)
    assert by_hand_once(mixed) == (mixed, ())
