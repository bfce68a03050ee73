"""The open card: who stands at the desk, what they have, and what is due today while nobody does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.events import Click
from textual.message import Message

from toollib.tui import words
from toollib.tui.widgets.lines import Line, Lines, Piece, line

if TYPE_CHECKING:
    from toollib.desk.day_views import Today
    from toollib.desk.views import Hold, Loan, Member, Reservation, Tool
    from toollib.tui.words import Sayings

WELCOME = (
    line(Piece("No card open", "title")),
    line(),
    line("Scan a card to open it, or"),
    line("a tag that comes back."),
    line("Type a name to find somebody."),
    line(),
    line(Piece("ctrl+n", "key"), " adds a member."),
)


def member_lines(member: Member, say: Sayings, today: date) -> Iterator[Line]:
    """A member in a few lines: papers, inductions, money, notes; trouble has a sign in front."""
    yield line(Piece(member.name, "title"), f" · {member.id}")
    yield line(words.standing(member, today))
    lacks = "✗ waiver out of date" if member.waiver_on is not None else "✗ no waiver"
    waiver = Piece("✓ waiver", "good") if member.waiver else Piece(lacks, "bad")
    identity = Piece("✓ identity", "good") if member.identity else Piece("✗ identity not seen", "bad")
    yield line(waiver, "  ", identity)
    for each in member.inductions:
        gone = each.until is not None and each.until < today
        until = f" to {each.until}" if each.until is not None else ""
        yield line(
            Piece(
                f"{'✗' if gone else '✓'} {each.topic}{' ended' if gone else until}", "bad" if gone else "good"
            )
        )
    if (owes := words.owes(member, say.money)) is not None:
        yield line(owes)
    for part in member.owed_parts:
        yield line(Piece(f"! owes {part.qty} × {part.name} ({part.tool})", "warn"))
    for note in filter(None, map(str.strip, member.note.splitlines())):
        yield line(Piece(f"! {note}", "warn"))


def loan_lines(loans: Sequence[Loan], today: date, money: words.Money) -> Iterator[Line]:
    """What a member has, the first due on top, and who waits for it."""
    yield line(Piece(f"Loans ({len(loans)})", "title"), right=[Piece("due", "dim")] if loans else [])
    if not loans:
        yield line()
        yield line("Nothing lent. Scan a tag to lend it.")
    for loan in sorted(loans, key=lambda each: (each.due, each.tool)):
        yield line(f"{loan.tool} {loan.tool_name}", right=[words.due(loan, today)])
        if loan.would_cost > 0:
            yield line(Piece(f"       {money(loan.would_cost)} late if it came back now", "warn"))
        if loan.waiting:
            waits = "one waits" if loan.waiting == 1 else f"{loan.waiting} wait"
            yield line(Piece(f"       {waits} for it", "warn"))


def promise_lines(holds: Sequence[Hold], reservations: Sequence[Reservation], today: date) -> Iterator[Line]:
    """What a member can collect, waits for and has reserved, each bench together; what is ready stands on top."""
    if holds:
        yield line()
        yield line(Piece(f"Holds ({len(holds)})", "title"))
    for hold in sorted(holds, key=lambda each: each.state != "ready"):
        yield line(words.thing(hold), right=[words.hold(hold, today)])
    if reservations:
        yield line()
        ways = [Piece("ctrl+g", "key"), Piece(" lends it", "dim")] if to_collect(reservations, today) else []
        yield line(Piece(f"Reserved ({len(reservations)})", "title"), right=ways)
    benches: dict[str | None, list[Reservation]] = {}
    for each in reservations:
        benches.setdefault(each.build, []).append(each)
    for build, several in sorted(benches.items(), key=lambda bench: bench[0] is not None):
        if build is not None:
            yield line(Piece(f"for {several[0].build_name}, build {build}", "strong"))
        within = "" if build is None else "  "
        for each in several:
            yield line(f"{within}{words.thing(each)}", right=[words.reservation(each, today)])


def to_collect(reservations: Sequence[Reservation], today: date) -> bool:
    """Whether something of what is reserved can be collected today."""
    return any(each.from_ <= today <= each.to for each in reservations)


def day_lines(today: Today, when: date) -> Iterator[Line]:
    """The day at the desk: what is due, late and kept ready."""
    rows = [*today.overdue, *today.due]
    yield line(Piece("Due today and late", "title"), right=[Piece("due", "dim")] if rows else [])
    if not rows:
        yield line()
        yield line("Nothing is due today.")
    for loan in rows[:200]:
        yield line(
            f"{loan.tool} {loan.tool_name} · {loan.member_name}", right=[words.due_in_short(loan, when)]
        )
    if len(rows) > 200:
        yield line(Piece(f"and {len(rows) - 200} more", "dim"))
    for hold in today.ready:
        until = f" until {words.day(hold.ready_until, when)}" if hold.ready_until else ""
        yield line(Piece(f"◆ {hold.tool or hold.kind} kept for {hold.member_name or hold.member}{until}"))
    for each in today.starting:
        yield line(f"▣ {words.thing(each)} is collected today by {each.member_name or each.member}")
    for conflict in today.conflicts:
        claim = conflict.reservation
        who = f"{words.thing(claim)} for {claim.member_name or claim.member}"
        yield line(Piece(f"! {who} from {words.day(claim.from_, when)}: {conflict.why}", "bad"))
    for recalled in today.recalled:
        out = f" · {recalled.holder_name} has it: call" if recalled.holder_name else ""
        told = f"✗ {recalled.tool} {recalled.tool_name} recalled: {recalled.why}{out}"
        yield line(Piece(told, "bad" if out else "dim"))
    for back in today.going_back:
        out = f" · {back.holder_name} has it" if back.holder_name else ""
        told = f"↩ {back.tool} {back.tool_name} goes back to {back.owner_name}{out}"
        yield line(told, right=[words.day(back.give_back, when)])
    for repair in today.repairs:
        yield line(Piece(f"✗ {repair.tool} in repair: {repair.text}", "dim"))


class Candidates(Lines):
    """Who or what may be meant. Up and down mark one, Enter takes it; nothing is marked at first.

    So a scanner that ends its codes in two line ends never answers for a person.
    """

    class Picked(Message):
        """One was taken: a member id, or a tag."""

        def __init__(self, member: str | None, tool: str | None) -> None:
            super().__init__()
            self.member = member
            self.tool = tool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._found: tuple[Member | Tool, ...] = ()
        self._members = 0
        self._marked: int | None = None

    def offer(self, members: Sequence[Member], tools: Sequence[Tool]) -> None:
        """Offer these, members first."""
        self._found = (*members, *tools)
        self._members = len(members)
        self._marked = None
        self.display = bool(self._found)
        self._paint()

    def mark(self, by: int) -> None:
        """Mark the next one, or the one before."""
        if self._found:
            start = -1 if by > 0 else len(self._found)
            place = (start if self._marked is None else self._marked) + by
            self._marked = max(0, min(place, len(self._found) - 1))
            top = self.scroll_offset.y
            self._paint()
            row = self._marked + 1
            self.scroll_to(y=min(max(top, row - self.size.height + 1), row - 1), animate=False)

    def take(self) -> None:
        """Take the marked one, if any is."""
        if self._marked is not None:
            self._pick(self._marked)

    def on_click(self, event: Click) -> None:
        """A click takes the one under the mouse."""
        place = event.y - 1 + round(self.scroll_y)
        if event.y >= 1 and place < len(self._found):
            self._pick(place)

    def _pick(self, place: int) -> None:
        each = self._found[place]
        member, tool = getattr(each, "id", None), getattr(each, "tag", None)
        self.post_message(self.Picked(member, tool))

    def _paint(self) -> None:
        rows = [line(Piece("Which one? ", "title"), Piece("↑ ↓ and Enter, or a click; Esc for none", "dim"))]
        for place, each in enumerate(self._found):
            sign = "▸ " if place == self._marked else "  "
            member = place < self._members
            code = getattr(each, "id", "") if member else getattr(each, "tag", "")
            state = words.STANDINGS[each.standing] if hasattr(each, "standing") else words.STATES[each.state]
            look = "key" if place == self._marked else ""
            rows.append(line(Piece(f"{sign}{code}  {each.name}", look), right=[state]))
        self.show(rows)
