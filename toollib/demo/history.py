"""Two years at the desk, one opening after the other: who comes, what they bring back, what they take."""

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from itertools import accumulate
from random import Random

from toollib.demo.days import BEGUN
from toollib.demo.past import OpenLoan, PastDesk
from toollib.demo.people import STAFF
from toollib.demo.queues import Queues, Waiting
from toollib.demo.sizes import DoesNotFit
from toollib.demo.visits import Visit

# When a tool comes back, as shares: before its due day, on it, late, very late.
_EARLY, _IN_TIME, _LATE = 0.22, 0.82, 0.988
_RENEWS, _COLLECTS = 0.14, 0.8
_BREAKS, _WEARS_OUT, _VANISHES = 0.006, 0.0064, 0.0066
_DAMAGE = ("does not start", "cable frayed", "guard bent", "handle loose", "blade dull", "smells of burning")
# The weight of a month: people build in spring and summer and stay at home around the turn of the year.
_MONTHS = (0.0, 0.8, 0.85, 1.0, 1.2, 1.25, 1.15, 1.05, 0.95, 1.1, 1.05, 0.95, 0.75)
_EVENING_EVERY, _INDUCTED = 9, 0.12
# Tools in a basket on average (see visits), and how many more visitors and wishes are drawn than are needed.
_BASKET, _MORE_VISITS, _MORE_WISHES = 1.84, 1.5, 1.8
# The last day keeps some of its time for the loans that are still missing then.
_FIRST_ROUND, _ROUNDS, _CALLS = 0.8, 12, 6
_UNLOCKING = 60
Chore = Callable[[int, int], object]


class History:
    """The story of every day; its scripted parts (`cast`) are chores of their day."""

    def __init__(self, desk: PastDesk, queues: Queues, rng: Random, *, loans: int) -> None:
        self.desk = desk
        self.queues = queues
        self.rng = rng
        # Members and tools that only the script uses, from a day on.
        self.kept_members: dict[int, int] = {}
        self.kept_tools: dict[int, int] = {}
        # Kinds of those tools: nobody else waits for any copy of them.
        self.kept_kinds: set[str] = set()
        # Members who let their membership end.
        self.gone: set[int] = set()
        self._loans = loans
        self._made = 0
        self._chores: dict[int, list[Chore]] = {}
        self._back: dict[int, list[OpenLoan]] = {}
        self._pickups: dict[int, dict[int, list[Waiting]]] = {}
        self._demand = {month: desk.stock.demand(month) for month in range(1, 13)}
        self._activity = list(accumulate(desk.people.weights))
        self._prepare()

    def chore(self, day: int, task: Chore) -> None:
        """Something to be done when the desk opens on this day, in the order in which it is asked for."""
        if 0 <= day <= self.desk.days.last:
            self._chores.setdefault(day, []).append(task)

    def run(self) -> None:
        """Every opening from the first to the last.

        Raises:
            DoesNotFit: so many loans could not be made.
        """
        days, upto = self.desk.days, 0.0
        weights = self._weights()
        whole = sum(weights) or 1.0
        last = max(day for day, weight in enumerate(weights) if weight) if any(weights) else 0
        for day in range(days.last + 1):
            self._open(day)
            upto += weights[day]
            quota = self._loans if day == last else int(self._loans * upto / whole)
            self._day(day, quota - self._made, tidy=day == last)
            self.desk.book.turn()
        if self._made < self._loans:
            raise DoesNotFit(
                f"only {self._made} of {self._loans} loans found a member and a tool; ask for fewer"
            )
        self.desk.still_out()

    # --- what follows from a visit ---

    def lent(self, loan: OpenLoan, day: int) -> None:
        """A tool was lent or its loan renewed: when will it be back, or will its loan be renewed (again)?"""
        chance = self.rng.random()
        loan.extend = chance < _RENEWS and loan.renewals < loan.terms.policy.renewals
        self.expect(loan, loan.due if loan.extend else self._comes_back(loan.due, day))

    def expect(self, loan: OpenLoan, day: int) -> None:
        """The day on which somebody comes with this tool, if the history does not end before."""
        self._back.setdefault(day, []).append(loan)

    def came_back(self, tool: int, day: int, second: int, event: int) -> None:
        """A tool is on the counter again: fine, broken, worn out, or gone from the shelf by the evening."""
        desk, chance = self.desk, self.rng.random()
        if chance >= _VANISHES or tool in self.kept_tools or self.queues.waited_for(tool):
            self.release(tool, day)
        elif chance < _BREAKS:
            text = self.rng.choice(_DAMAGE)
            ticket = desk.break_down(tool, text, day, second, event=event)
            self.chore(day + 1 + self.rng.randrange(8), partial(self.mend, ticket))
        elif chance < _WEARS_OUT:
            desk.retire(tool, "worn out", day, second)
        else:
            desk.lose(tool, day, second)

    def release(self, tool: int, day: int) -> None:
        """A tool comes free; whoever it is kept ready for fetches it in time, or does not."""
        hold = self.queues.release(tool, day)
        if hold is None or hold.upto is None:
            return
        if self.rng.random() < _COLLECTS and hold.member not in self.kept_members:
            fetched = self.rng.randint(day + 1, hold.upto)
            self._pickups.setdefault(fetched, {}).setdefault(hold.member, []).append(hold)
        self.chore(hold.upto + 1, partial(self._expire, hold))

    def mend(self, ticket: int, day: int, second: int) -> None:
        """A tool is mended and comes free."""
        self.release(self.desk.mend(ticket, day, second), day)

    def welcome(self, member: int, day: int) -> bool:
        """Whether a member may borrow, as far as loans and lateness go; money and membership are settled at the desk."""
        if member in self.gone or self.kept_members.get(member, day + 1) <= day:
            return False
        return self.desk.room(member) > 0 and not self.desk.overdue(member, day)

    # --- the plan ---

    def _prepare(self) -> None:
        """Who joins and which tools come on which day, and the evenings on which people are trained."""
        desk = self.desk
        for member, day in enumerate(desk.people.joined):
            self.chore(day, partial(desk.join, member))
        for tool, day in enumerate(desk.stock.added):
            self.chore(day, partial(self._new_tool, tool))
        topics = sorted({topic for topic in desk.stock.topics if topic})
        for number, topic in enumerate(topics):
            for member, day in enumerate(desk.people.joined):
                if self.rng.random() < _INDUCTED:
                    evening = day + 1 + (number - day) % _EVENING_EVERY
                    self.chore(evening, partial(desk.induct, member, topic))

    def _new_tool(self, tool: int, day: int, second: int) -> None:
        self.desk.add_tool(tool, day, second)
        self.release(tool, day)

    def _expire(self, hold: Waiting, day: int, second: int) -> None:
        if hold.state == "ready" and hold.tool is not None:
            self.queues.close(hold, "expired", day, second)
            self.release(hold.tool, day)

    def _weights(self) -> list[float]:
        """How lively each day is: its month, the hours, and how many have joined by then."""
        days, joined = self.desk.days, self.desk.people.joined
        weights = []
        for day in range(days.last + 1):
            seconds = days.ends[day] - days.opens[day] - BEGUN
            busy = seconds if seconds > 2 * BEGUN else 0
            weights.append(_MONTHS[days.dates[day].month] * busy * bisect_right(joined, day))
        return weights

    def _comes_back(self, due: int, day: int) -> int:
        chance = self.rng.random()
        if chance < _EARLY:
            return self.rng.randint(min(day + 1, due), due)
        if chance < _IN_TIME:
            return due
        if chance < _LATE:
            return due + 1 + int(self.rng.expovariate(0.9))
        return due + 4 + self.rng.randrange(12)

    # --- one day ---

    def _open(self, day: int) -> None:
        """What is done when the desk opens: somebody takes the desk, then the chores, within the second minute."""
        desk, days = self.desk, self.desk.days
        staff = min(STAFF, bisect_right(desk.people.joined, day))
        desk.book.who = desk.people.codes[self.rng.randrange(staff) if day else 0]
        tasks = self._chores.pop(day, [])
        pace = min(5.0, (BEGUN - _UNLOCKING) / max(1, len(tasks)))
        for number, task in enumerate(tasks):
            task(day, days.opens[day] + _UNLOCKING + int(number * pace))

    def _day(self, day: int, quota: int, *, tidy: bool) -> None:
        """The visits of one day, which make so many loans if they can. `tidy`: try again until they do."""
        days, rng = self.desk.days, self.rng
        due_back: dict[int, list[OpenLoan]] = {}
        for loan in self._back.pop(day, ()):
            due_back.setdefault(loan.member, []).append(loan)
        if day == days.last:
            due_back = {member: back for member, back in due_back.items() if rng.random() < days.elapsed}
        start, end = float(days.opens[day] + BEGUN), float(days.ends[day])
        first = middle = start + (end - start) * (_FIRST_ROUND if tidy else 1.0)
        goal = self._made + quota
        self._round(day, goal, span=(start, middle), due_back=due_back)
        for _ in range(_ROUNDS if tidy else 0):
            if self._made >= goal:
                break
            start, middle = middle, middle + (end - first) / _ROUNDS
            self._round(day, goal, span=(start, middle), due_back={})

    def _round(
        self, day: int, goal: int, *, span: tuple[float, float], due_back: dict[int, list[OpenLoan]]
    ) -> None:
        """Visits evenly spread over a span of seconds: those with something to bring or fetch, and those who borrow."""
        start, end = span
        if end <= start:
            return
        quota = goal - self._made
        pickups = self._pickups.pop(day, {})
        fresh = self._borrowers(day, quota)
        visitors = list(dict.fromkeys([*due_back, *pickups, *fresh]))
        self.rng.shuffle(visitors)
        wishes = self._wishes(day, quota)
        slot = (end - start) / max(1, len(visitors))
        for number, member in enumerate(visitors):
            if not (member in due_back or member in pickups or self._made < goal):
                continue
            visit = Visit(self, day, start + slot * number, start + slot * (number + 1))
            visit.bring_back(due_back.get(member, ()))
            visit.settle(member)
            self._made += visit.collect(pickups.get(member, ()), self._loans - self._made)
            if member in fresh:
                self._made += visit.borrow(member, wishes, goal - self._made)

    def _borrowers(self, day: int, quota: int) -> dict[int, None]:
        """Members who come to borrow, drawn by how often they do, in an order that the seed fixes."""
        count = bisect_right(self.desk.people.joined, day)
        if quota <= 0 or not count:
            return {}
        number = int(quota / _BASKET * _MORE_VISITS) + 5
        weights, found = self._activity[:count], dict[int, None]()
        for _ in range(_CALLS):
            drawn = self.rng.choices(range(count), cum_weights=weights, k=number)
            found.update(dict.fromkeys(member for member in drawn if self.welcome(member, day)))
            if len(found) >= number // 2:
                break
        return found

    def _wishes(self, day: int, quota: int) -> list[int]:
        """Tools that people ask for on this day, more than they will get."""
        demand = self._demand[self.desk.days.dates[day].month]
        if quota <= 0 or not demand[-1]:
            return []
        number = int(quota * _MORE_WISHES) + 10
        return self.rng.choices(range(len(demand)), cum_weights=demand, k=number)
