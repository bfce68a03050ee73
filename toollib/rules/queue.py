"""Who is next: a queue of holds moves on when copies come free and when ready ones are not collected.

Pure: given the holds on one kind and the copies that are free, it says what changes, as if somebody had watched the
shelf every day. Order is the order in which the holds were placed, and nothing changes it.
"""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

QueueState = Literal["waiting", "ready", "collected", "expired", "cancelled"]


@dataclass(frozen=True, slots=True)
class Queued:
    """A hold in its queue. `copy`: only this copy will do; `tool`: the copy kept ready, `until` its last day."""

    id: int
    state: QueueState
    copy: int | None = None
    tool: int | None = None
    until: date | None = None


def _always(_copy: int, _since: date) -> bool:
    return True


def advance(
    queue: Sequence[Queued],
    free: Mapping[int, date],
    today: date,
    *,
    keep: Callable[[date], date],
    may_keep: Callable[[int, date], bool] = _always,
) -> tuple[Queued, ...]:
    """The holds that change, as they are on `today`, in queue order.

    `queue`: holds on one kind, waiting or ready. `free`: copies that nobody has and that are kept for nobody, with the
    day since which that is so. `keep`: the last day of a copy that is made ready on a day. A ready copy that was not
    collected by its last day is free on the day after, and goes to the next. `may_keep`: whether a copy may be kept
    from a day on, or is spared for something else; one that is spared stays free, and is looked at again today.
    """
    now = {each.id: each for each in sorted(queue, key=lambda each: each.id)}
    coming = [(since, copy) for copy, since in free.items()]
    coming += [_let_go(each) for each in now.values() if _over(each, today)]
    for each in [each for each in now.values() if _over(each, today)]:
        now[each.id] = replace(each, state="expired")
    heapq.heapify(coming)
    while coming:
        since, copy = heapq.heappop(coming)
        following = next((each for each in now.values() if _wants(each, copy)), None)
        if following is None:
            continue
        if not may_keep(copy, since):
            if since < today:
                heapq.heappush(coming, (today, copy))
            continue
        ready = replace(following, state="ready", tool=copy, until=keep(since))
        if _over(ready, today):
            heapq.heappush(coming, _let_go(ready))
            ready = replace(ready, state="expired")
        now[ready.id] = ready
    before = {each.id: each for each in queue}
    return tuple(each for each in now.values() if each != before[each.id])


def _over(hold: Queued, today: date) -> bool:
    return hold.state == "ready" and hold.until is not None and hold.until < today


def _let_go(hold: Queued) -> tuple[date, int]:
    assert hold.until is not None and hold.tool is not None  # noqa: S101, PT018 - a ready hold has both
    return hold.until + timedelta(days=1), hold.tool


def _wants(hold: Queued, copy: int) -> bool:
    return hold.state == "waiting" and hold.copy in {None, copy}
