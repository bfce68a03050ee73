"""The queue of holds: what `advance` says at once is what somebody would see who watched the shelf every day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.queue import Queued, advance

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)


@st.composite
def queues(draw: st.DrawFn) -> tuple[list[Queued], dict[int, date], int]:
    copies = draw(st.integers(1, 4))
    busy = draw(st.lists(st.integers(1, copies), unique=True, max_size=copies))
    holds: list[Queued] = []
    for number, copy in enumerate(busy):
        until = TODAY + draw(st.integers(-12, 6)) * DAY
        only = draw(st.sampled_from([None, copy]))
        holds.append(Queued(draw(st.integers(0, 40)) * 10 + number, "ready", only, copy, until))
    for number in range(draw(st.integers(0, 6))):
        only = draw(st.none() | st.integers(1, copies))
        holds.append(Queued(draw(st.integers(0, 40)) * 10 + 5 + number % 5, "waiting", only))
    unique = {each.id: each for each in holds}
    ready = {each.tool for each in unique.values() if each.state == "ready"}
    free = {copy: TODAY for copy in range(1, copies + 1) if copy not in ready and draw(st.booleans())}
    return list(unique.values()), free, draw(st.integers(0, 5))


def watched(queue: list[Queued], free: dict[int, date], days: int) -> dict[int, Queued]:
    """Day by day: what is over is let go, then each free copy goes to the first who can use it."""
    now = {each.id: each for each in sorted(queue, key=lambda each: each.id)}
    shelf = dict(free)
    day = min([TODAY, *(each.until + DAY for each in queue if each.until is not None)])
    while day <= TODAY:
        for each in list(now.values()):
            if each.state == "ready" and each.until is not None and each.until < day:
                shelf[each.tool or 0] = day
                now[each.id] = replace(each, state="expired")
        for copy in sorted(copy for copy, since in shelf.items() if since <= day):
            for each in now.values():
                if each.state == "waiting" and each.copy in {None, copy}:
                    now[each.id] = replace(each, state="ready", tool=copy, until=day + days * DAY)
                    del shelf[copy]
                    break
        day += DAY
    return now


@given(queues())
def test_at_once_is_as_day_by_day(case: tuple[list[Queued], dict[int, date], int]) -> None:
    queue, free, days = case
    changes = advance(queue, free, TODAY, keep=lambda day: day + days * DAY)
    after = {each.id: each for each in queue} | {each.id: each for each in changes}
    assert after == watched(queue, free, days)


@given(queues())
def test_nothing_is_left_to_do(case: tuple[list[Queued], dict[int, date], int]) -> None:
    queue, free, days = case
    after = {each.id: each for each in queue}
    after |= {each.id: each for each in advance(queue, free, TODAY, keep=lambda day: day + days * DAY)}
    kept = {each.tool for each in after.values() if each.state == "ready"}
    let_go = {each.tool for each in queue if each.state == "ready"} - kept
    still_free = {copy for copy in {*free, *let_go} if copy is not None} - kept
    open_ = [each for each in after.values() if each.state in {"waiting", "ready"}]
    assert advance(open_, dict.fromkeys(still_free, TODAY), TODAY, keep=lambda day: day + days * DAY) == ()


@given(queues())
def test_no_copy_is_kept_twice_and_nobody_is_overtaken(
    case: tuple[list[Queued], dict[int, date], int],
) -> None:
    queue, free, days = case
    after = {each.id: each for each in queue}
    changed = advance(queue, free, TODAY, keep=lambda day: day + days * DAY)
    after |= {each.id: each for each in changed}
    kept = [each.tool for each in after.values() if each.state == "ready"]
    assert len(kept) == len(set(kept))
    new = [each for each in changed if each.state == "ready"]
    for each in new:
        waiting_before = [one for one in after.values() if one.id < each.id and one.state == "waiting"]
        assert all(one.copy not in {None, each.tool} for one in waiting_before)


@given(queues(), st.sets(st.integers(1, 4)))
def test_a_copy_that_is_spared_is_kept_for_nobody_anew(
    case: tuple[list[Queued], dict[int, date], int], spared: set[int]
) -> None:
    """And whoever had it kept has it until the day that they were told."""
    queue, free, days = case
    changes = advance(
        queue,
        free,
        TODAY,
        keep=lambda day: day + days * DAY,
        may_keep=lambda copy, _since: copy not in spared,
    )
    assert not [each for each in changes if each.state == "ready" and each.tool in spared]
    over = {each.id for each in queue if each.until is not None and each.until < TODAY}
    gone = {each.id for each in changes if each.state == "expired"}
    assert over <= gone
    if not spared:
        assert changes == advance(queue, free, TODAY, keep=lambda day: day + days * DAY)
