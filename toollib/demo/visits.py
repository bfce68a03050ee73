"""One visit at the desk: bring back, pay, fetch what was kept ready, take something along."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from toollib.demo.past import OpenLoan
from toollib.demo.queues import Waiting

if TYPE_CHECKING:
    from toollib.demo.history import History

# How baskets are filled: which share of them holds at most one, two, three, … tools.
_BASKETS = (0.52, 0.78, 0.9, 0.96, 1.0)
_PAYS, _STAYS, _WAITS, _ANY_COPY = 0.55, 0.9, 0.08, 0.6
_SCAN, _SCANS = 6.0, 14


class Visit:
    """A member at the desk for some seconds of a day; nothing is done outside of them."""

    def __init__(self, story: "History", day: int, start: float, end: float) -> None:
        self._story = story
        self._day = day
        self._end = end
        self._step = min(_SCAN, (end - start) / _SCANS)
        self._now = start + story.rng.random() * (end - start - self._step * _SCANS)

    def bring_back(self, loans: Iterable[OpenLoan]) -> None:
        """Return these loans, or renew those that were meant to be renewed and may be."""
        story, day = self._story, self._day
        for loan in loans:
            if loan.number not in story.desk.open:
                continue  # the script had it brought back already
            second = self._tick()
            if loan.extend and self._may_renew(loan):
                story.desk.renew(loan, day, second)
                story.lent(loan, day)
            else:
                event = story.desk.take_back(loan, day, second)
                story.came_back(loan.tool, day, second, event)

    def settle(self, member: int) -> None:
        """Pay what is owed: often, and always before it would stop the next loan."""
        story = self._story
        owes = story.desk.people.owes[member]
        if owes <= 0 or story.kept_members.get(member, self._day + 1) <= self._day:
            return
        if owes > story.desk.may_owe or story.rng.random() < _PAYS:
            by = story.rng.choice(("cash", "cash", "card"))
            story.desk.pay(member, owes, self._day, self._tick(), by=by)

    def collect(self, holds: Iterable[Waiting], at_most: int) -> int:
        """Fetch what was kept ready, if nothing speaks against it; answers how many loans that made."""
        story, made = self._story, 0
        for hold in holds:
            if made >= at_most or hold.state != "ready" or hold.tool is None or not self._ready(hold.member):
                continue
            second = self._tick()
            loan = story.desk.lend(self._day, second, member=hold.member, tool=hold.tool)
            story.queues.close(hold, "collected", self._day, second)
            story.lent(loan, self._day)
            made += 1
        return made

    def borrow(self, member: int, wishes: list[int], at_most: int) -> int:
        """Take a basket of what is wished for and may be had; answers how many loans that made."""
        story = self._story
        if at_most <= 0 or not self._ready(member):
            return 0
        chance = story.rng.random()
        basket = 1 + sum(chance >= share for share in _BASKETS[:-1])
        room = min(basket, at_most, story.desk.room(member))
        made = 0
        for _ in range(room * 3):
            if made >= room or not wishes or not self._may_owe(member):
                break
            made += self._take(member, wishes.pop())
        return made

    def _take(self, member: int, tool: int) -> bool:
        story, day = self._story, self._day
        if story.kept_tools.get(tool, day + 1) <= day:
            return False
        if story.desk.stock.busy[tool]:
            self._perhaps_wait(member, tool)
            return False
        topic = story.desk.stock.topics[tool]
        if topic is not None and not story.desk.inducted(member, topic, day):
            return False
        story.lent(story.desk.lend(day, self._tick(), member=member, tool=tool), day)
        return True

    def _perhaps_wait(self, member: int, tool: int) -> None:
        """Now and then somebody who comes in vain waits for the copy, or for any copy if none is in."""
        story = self._story
        waits = story.rng.random() < _WAITS
        if not story.desk.is_out(tool, not_with=member):
            return
        if not waits or tool in story.kept_tools:
            if story.desk.none_free(tool):
                story.queues.turned_away(tool, self._day)
            return
        if story.desk.stock.topics[tool] is None and not story.queues.waits(member):
            any_copy = story.desk.stock.kinds[tool] not in story.kept_kinds and story.desk.none_free(tool)
            any_copy = any_copy and story.rng.random() < _ANY_COPY
            story.queues.place(self._day, self._tick(), member=member, tool=tool, any_copy=any_copy)

    def _ready(self, member: int) -> bool:
        """Whether the member may borrow; who must pay or renew first does so, or goes for good."""
        story, desk = self._story, self._story.desk
        if not story.welcome(member, self._day):
            return False
        if desk.people.until[member] < desk.days.ordinals[self._day]:
            if story.rng.random() >= _STAYS:
                story.gone.add(member)
                return False
            desk.renew_member(member, self._day, self._tick())
        return self._may_owe(member)

    def _may_owe(self, member: int) -> bool:
        return self._story.desk.people.owes[member] <= self._story.desk.may_owe

    def _may_renew(self, loan: OpenLoan) -> bool:
        desk = self._story.desk
        lasts = desk.people.until[loan.member] >= desk.days.ordinals[self._day]
        return lasts and self._day <= loan.due and not self._story.queues.waited_for(loan.tool)

    def _tick(self) -> int:
        """The second of the next scan."""
        now = int(self._now)
        self._now = min(self._now + self._step, self._end)
        return now
