"""Answers as lines that a volunteer can read: plain text, ISO dates, one thing a line.

Whatever people typed goes through `plain` here, where it is shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from catalog.text import plain
from toollib.desk import views
from toollib.rules.money import Currency

if TYPE_CHECKING:
    from toollib.desk import care_views


class Words:
    """How this library says things: its currency, its time zone."""

    def __init__(self, currency: Currency, zone: tzinfo) -> None:
        self._currency = currency
        self._zone = zone

    def money(self, amount: int) -> str:
        """An amount with its currency."""
        return f"{self._currency.format(amount)} {self._currency.code}"

    def instant(self, at: datetime) -> str:
        """An instant in local time."""
        return f"{at.astimezone(self._zone):%Y-%m-%d %H:%M}"

    def owes(self, amount: int) -> str:
        """What a member owes, or has to their credit."""
        if amount == 0:
            return "owes nothing"
        return f"owes {self.money(amount)}" if amount > 0 else f"has {self.money(-amount)} to their credit"

    def member(self, member: views.Member, loans: Iterable[views.Loan] = ()) -> Iterator[str]:
        """What is known of a member, with what they have."""
        yield f"{member.id} {plain(member.name)}"
        until = "" if member.until is None else f" to {member.until}"
        last = f" until {member.blocked_until}" if member.blocked_until else ""
        blocked = f"{last}: {plain(member.blocked)}" if member.blocked else ""
        yield f"  {member.standing}{blocked} · {plain(member.tier or 'no tier')}{until} · {self.owes(member.owes)}"
        topics = [plain(each.topic) + _until(each.until) + _given(each) for each in member.inductions]
        yield "  " + " · ".join([*_papers(member), *(f"inducted: {', '.join(topics)}" for _ in topics[:1])])
        reached = [plain(each) for each in (member.email, member.phone) if each]
        cards = [plain(each) for each in member.cards if each != member.id]
        further = [
            *(f"card {each}" for each in cards),
            *reached,
            *([f"role {member.role}"] if member.role else []),
        ]
        if further:
            yield "  " + " · ".join(further)
        for part in member.owed_parts:
            yield f"  still to bring: {part.qty} {plain(part.name)} of {plain(part.tool)}"
        if member.note:
            yield f"  note: {plain(member.note)}"
        yield from ("  " + self.loan_of_member(each) for each in loans)

    def loan_of_member(self, loan: views.Loan) -> str:
        """A loan where its member is known."""
        parts = f"; goes with {_parts(loan.parts)}" if loan.parts else ""
        return f"{plain(loan.tool)} {plain(loan.tool_name)}, {self.due(loan)}{_waited(loan.waiting)}{parts}"

    def due(self, loan: views.Loan) -> str:
        """When a loan is due, or when it ended, with what being late costs."""
        late = f", {_days(loan.late_days)} late" if loan.late_days else ""
        charged = (
            f", {self.money(loan.charged)}{'' if loan.returned_at else ' charged'}" if loan.charged else ""
        )
        if loan.returned_at is not None:
            return f"back {self.instant(loan.returned_at)}{late}{charged}"
        cost = f", {self.money(loan.would_cost)} if it came back now" if loan.would_cost else ""
        return f"due {day(loan.due)}{', overdue' if loan.overdue else ''}{late}{charged}{cost}"

    def tool(self, tool: views.Tool) -> Iterator[str]:
        """What is known of a tool."""
        yield f"{plain(tool.tag)} {plain(tool.name)}"
        where = [tool.kind, tool.category, tool.place and f"place {tool.place}", tool.branch]
        yield "  " + " · ".join(plain(each) for each in where if each)
        trouble = f": {plain(tool.trouble)}" if tool.trouble else ""
        yield "  " + state(tool) + trouble + _waited(tool.waiting)
        facts = [f"{plain(name)} {plain(value)}" for name, value in tool.attributes.items()]
        if tool.accessories:
            facts.append("with " + _parts(tool.accessories))
        if tool.price is not None:
            facts.append(f"price {self.money(tool.price)}")
        if tool.owner != "library":
            back = f", goes back on {tool.give_back}" if tool.give_back else ""
            facts.append(f"belongs to {plain(tool.owner)}{back}")
            facts += [f"terms: {plain(tool.terms)}"] if tool.terms else []
        facts += [f"code {plain(each)}" for each in tool.codes if each != tool.tag]
        if facts:
            yield "  " + " · ".join(facts)
        if tool.note:
            yield f"  note: {plain(tool.note)}"

    def files(self, files: "Iterable[care_views.File]") -> Iterator[str]:
        """Photos and manuals, each with its number and where it lies."""
        for each in files:
            yield f"{each.what} {each.id}: {each.path} ({plain(each.name)})"

    def returned(self, back: views.ReturnedTool) -> str:
        """A tool that came back: from whom, what it cost, who waits."""
        loan = back.loan
        late = f", {_days(loan.late_days)} late" if loan.late_days else ""
        cost = f": {self.money(back.charged)} charged" if back.charged else ""
        waits = f"; {plain(back.waits)} waits for it" if back.waits else ""
        if back.ready_for is not None:
            waits = f"; kept ready for {plain(back.waits or back.ready_for)}"
        if back.ready_for_name:
            waits = f"; kept ready for {plain(back.ready_for_name)}"
        whom = plain(loan.member_name or loan.member or "a member who left")
        repair = f"; repair ticket {back.repair}" if back.repair is not None else ""
        check = f"; came with {_parts(loan.parts)}?" if loan.parts and back.repair is None else ""
        name = f"{plain(loan.tool)} {plain(loan.tool_name)}"
        return f"{name} is back from {whom}{late}{cost}{repair}{waits}{check}"

    def entry(self, entry: views.Entry) -> str:
        """A line of an account."""
        why = f" · {plain(entry.why)}" if entry.why else ""
        by = f" by {entry.by}" if entry.by else ""
        return f"{self.instant(entry.at)}  {entry.kind}{by}  {self.money(entry.amount)}{why}"

    def event(self, event: views.Event) -> str:
        """A line of the audit."""
        about = ", ".join(f"{key} {_flat(value)}" for key, value in event.about.items())
        undone = f" (undone by {event.undone_by})" if event.undone_by else ""
        why = f": {plain(event.why)}" if event.why else ""
        by_hand = " (clock set by hand)" if event.by_hand else ""
        return f"{self.instant(event.at)}  {plain(event.what)}  {about}{why}{by_hand}{undone}"


def by_hand_once(events: Sequence[views.Event]) -> tuple[Sequence[views.Event], Sequence[str]]:
    """The events for people, and what is said below: that the clock was set by hand, once where it was so for all."""
    if len(events) < 2 or not all(each.by_hand for each in events):
        return events, ()
    return [each._replace(by_hand=False) for each in events], ("all with the clock set by hand",)


def day(when: date) -> str:
    """A date with its weekday, the same in every locale."""
    return f"{('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[when.weekday()]} {when}"


def state(tool: views.Tool) -> str:
    """Where a tool is."""
    if tool.state != "out":
        return {"in": "in", "ready": "ready for a member", "repair": "in repair"}.get(tool.state, tool.state)
    holder = plain(tool.holder_name or tool.holder or "a member who left")
    who = f"{holder} ({tool.holder})" if tool.holder_name and tool.holder else holder
    return f"out with {who}" + (f", due {day(tool.due)}" if tool.due else "")


def _parts(parts: Iterable[views.Accessory]) -> str:
    return ", ".join(accessory(each) for each in parts)


def accessory(part: views.Accessory) -> str:
    """An accessory with its number, if it is not one."""
    return plain(part.name) if part.qty == 1 else f"{part.qty} {plain(part.name)}"


def _papers(member: views.Member) -> tuple[str, str]:
    """Which papers are on file: since when, and of the waiver which version."""
    version = f" {plain(member.waiver_version)}" if member.waiver_version else ""
    signed = f"{version} signed {member.waiver_on}"
    waiver = f"yes,{signed}" if member.waiver else f"out of date,{signed}" if member.waiver_on else "missing"
    return (
        f"waiver {waiver}",
        f"identity seen {member.identity_on}" if member.identity else "identity missing",
    )


def _given(induction: views.Inducted) -> str:
    """When an induction was given, and by whom."""
    by = f" by {plain(induction.by)}" if induction.by else ""
    return f" (given {induction.on}{by})" if induction.on else ""


def _until(last: date | None) -> str:
    return "" if last is None else f" to {last}"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _waited(count: int) -> str:
    return "" if not count else "; 1 member waits for it" if count == 1 else f"; {count} members wait for it"


def _flat(value: object) -> str:
    return " ".join(plain(str(each)) for each in value) if isinstance(value, list) else plain(str(value))
