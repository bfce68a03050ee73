"""Who waits for what, as it was and as it is now: a copy that comes free goes to the first who waits for it.

Who comes in vain and does not wait is counted by kind and day, without a name.
"""

from collections import Counter
from dataclasses import dataclass

from toollib.demo.past import PastDesk

# Of so many who find a kind gone, one asks for it at the desk; the others see the empty place and say nothing.
_TELLS = 3


@dataclass(slots=True)
class Waiting:
    """A hold. Rows less one for member, copy and tool; days are indices, `upto` the last day on which it is kept."""

    number: int
    member: int
    kind: str | None
    copy: int | None
    placed_at: str
    state: str = "waiting"
    tool: int | None = None
    upto: int | None = None
    closed_at: str | None = None


class Queues:
    """The holds of all members, in the order in which they were placed."""

    def __init__(self, desk: PastDesk) -> None:
        self.holds: list[Waiting] = []
        # How often a kind could not be had, by day, kind, what it was and the codes of why.
        self.unmet: Counter[tuple[str, str, str, str]] = Counter()
        self._in_vain = 0
        self._desk = desk
        self._keep = desk.settings.holds.keep_days
        self._of_kind: dict[str, list[Waiting]] = {}
        self._of_copy: dict[int, list[Waiting]] = {}
        self._waiting: set[int] = set()

    def place(self, day: int, second: int, *, member: int, tool: int, any_copy: bool) -> Waiting:
        """A hold on this tool, or on any copy of its kind."""
        desk = self._desk
        kind = desk.stock.kinds[tool] if any_copy else None
        hold = Waiting(
            len(self.holds) + 1, member, kind, None if any_copy else tool, desk.days.at(day, second)
        )
        self.holds.append(hold)
        self._waiting.add(member)
        (
            self._of_kind.setdefault(kind, []) if kind is not None else self._of_copy.setdefault(tool, [])
        ).append(hold)
        about = {"member": desk.people.codes[member], "hold": str(hold.number)}
        linked = [] if any_copy else [tool + 1]
        desk.book.event(hold.placed_at, "hold", about, members=[member + 1], tools=linked)
        return hold

    def turned_away(self, tool: int, day: int) -> None:
        """Somebody came in vain: this tool is lent, and no other of its kind is in. Now and then the desk is told."""
        desk = self._desk
        self._in_vain += 1
        if self._in_vain % _TELLS:
            return
        self.unmet[desk.days.iso[day], desk.stock.kinds[tool], "refused", "tool-on-loan"] += 1

    def waits(self, member: int) -> bool:
        """Whether a hold of this member is waiting or ready."""
        return member in self._waiting

    def waited_for(self, tool: int) -> bool:
        """Whether somebody waits for this tool."""
        return bool(self._of_copy.get(tool) or self._of_kind.get(self._desk.stock.kinds[tool]))

    def release(self, tool: int, day: int) -> Waiting | None:
        """A tool comes free: it is kept ready for the first who waits for it, else it may be lent."""
        desk = self._desk
        queues = [self._of_copy.get(tool) or [], self._of_kind.get(desk.stock.kinds[tool]) or []]
        first = min((queue[0] for queue in queues if queue), key=lambda hold: hold.number, default=None)
        if first is None:
            desk.shelve(tool)
            return None
        next(queue for queue in queues if queue and queue[0] is first).pop(0)
        first.state, first.tool, first.upto = "ready", tool, day + self._keep
        return first

    def close(self, hold: Waiting, state: str, day: int, second: int) -> None:
        """End a hold: collected, expired or cancelled. Its tool, if one was ready, stays busy."""
        for queue in (
            self._of_kind.get(hold.kind or ""),
            self._of_copy.get(-1 if hold.copy is None else hold.copy),
        ):
            if queue and hold in queue:
                queue.remove(hold)
        self._waiting.discard(hold.member)
        hold.state, hold.closed_at = state, self._desk.days.at(day, second)

    def rows(
        self,
    ) -> list[tuple[int, int, str | None, int | None, str, str, int | None, str | None, str | None]]:
        """All holds as rows; a copy ready for somebody is kept for whole open days."""
        iso = self._desk.days.iso
        return [
            (
                each.number,
                each.member + 1,
                each.kind,
                None if each.copy is None else each.copy + 1,
                each.placed_at,
                each.state,
                None if each.tool is None else each.tool + 1,
                None if each.upto is None else iso[each.upto],
                each.closed_at,
            )
            for each in self.holds
        ]
