"""How the screens say dates, money, standings and events: short, in one place, in the words of the house."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from toollib.tui.widgets.lines import Piece

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from toollib.desk.views import Event, Hold, Loan, Member, Reservation, Tool, ToolState
    from toollib.rules.eligibility import Standing

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

NEAR = 270  # days off within which a day is written with its weekday, and without its year

Money = Callable[[int], str]

# A sign before every state, so that colour is never the only one.
STANDINGS: dict[Standing, Piece] = {
    "good": Piece("✓ good", "good"),
    "expired": Piece("✗ expired", "bad"),
    "blocked": Piece("✗ blocked", "bad"),
    "pending": Piece("… pending", "warn"),
}
STATES: dict[ToolState, Piece] = {
    "in": Piece("✓ in", "good"),
    "out": Piece("→ out", "strong"),
    "ready": Piece("◆ ready", "warn"),
    "repair": Piece("✗ repair", "bad"),
    "lost": Piece("? lost", "bad"),
    "retired": Piece("- retired", "dim"),
}
_EVENTS = {
    "checkout": "lent",
    "return": "taken back",
    "return-trouble": "found broken or incomplete",
    "renew": "renewed",
    "pay": "paid",
    "charge": "charged",
    "forgive": "forgiven",
    "undo": "undone",
    "member-add": "member added",
    "member-edit": "member edited",
    "member-renew": "membership renewed",
    "tool-add": "tool added",
    "build-start": "build started",
    "build-step": "step of a build",
    "build-finish": "build finished",
    "build-stop": "build given up",
    "tool-edit": "tool edited",
    "hold-cancel": "hold given up",
    "reserve": "reserved",
    "reserve-cancel": "reservation given up",
    "member-block": "member blocked",
    "member-unblock": "block ended",
    "member-induct": "inducted",
    "tool-repair": "put in repair",
    "tool-fixed": "fixed",
    "tool-retire": "retired",
    "tool-lost": "recorded as lost",
    "tool-found": "found again",
    "tool-note": "note on tool changed",
    "tool-recall": "recalled",
    "tool-recall-end": "recall ended",
    "tool-photo": "photo kept",
    "tool-manual": "manual kept",
    "tool-file-remove": "file taken away",
    "kind-add": "kind added",
    "kind-move": "kind renamed",
    "member-merge": "records merged",
    "member-erase": "erased",
    "refund": "credit given back",
    "void": "entry taken back",
    "close-day": "day closed",
    "part-brought": "part brought",
    "part-charged": "part charged",
    "wish": "wished",
    "wish-vote": "wished along",
    "wish-close": "wish ended",
}

_ON_BUILDS = {
    "reserve": "reserved for {build}",
    "build-start": "{build} started",
    "build-step": "step {step} of {build}",
    "build-finish": "{build} finished",
    "build-stop": "{build} given up",
}


@dataclass(frozen=True, slots=True)
class Sayings:
    """How this library says instants and money: its time zone, and what an amount in minor units looks like."""

    zone: ZoneInfo
    money: Callable[[int], str]

    def today(self, now: datetime) -> date:
        """The library's local date at an instant."""
        return now.astimezone(self.zone).date()

    def clock(self, at: datetime) -> str:
        """The local time of day: "10:02"."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def moment(self, at: datetime, now: datetime) -> str:
        """The local day and time: "Sat 28 Nov 10:02"."""
        return f"{day(at.astimezone(self.zone).date(), self.today(now))} {self.clock(at)}"


def day(when: date, today: date) -> str:
    """A date as one says it: "Sat 5 Dec", with the year if it is not near."""
    text = f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}"
    return text if abs((when - today).days) <= NEAR else f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def due(loan: Loan, today: date) -> Piece:
    """When a loan is due; one that is late says by how many open days it is charged."""
    if loan.overdue:
        late = f"{loan.late_days} open day{'' if loan.late_days == 1 else 's'}"
        return Piece(
            f"! {day(loan.due, today)}, {late} late" if loan.late_days else f"! {day(loan.due, today)}, late",
            "bad",
        )
    if loan.due == today:
        return Piece("today", "warn")
    return Piece(day(loan.due, today))


def due_in_short(loan: Loan, today: date) -> Piece:
    """When a loan is due, where there is room for little more than the day."""
    return Piece(f"! {day(loan.due, today)}", "bad") if loan.overdue else due(loan, today)


def tool_due(tool: Tool, today: date) -> str:
    """Until when a tool is out; "!" if that day is over. Blank for one that is not out."""
    if tool.due is None:
        return ""
    return f"! {day(tool.due, today)}" if tool.due < today else day(tool.due, today)


def standing(member: Member, today: date) -> Piece:
    """The membership in a few words: tier, how long, and what is wrong with it."""
    tier = (member.tier or "no membership").capitalize()
    if member.standing == "blocked":
        return Piece(f"✗ blocked: {member.blocked or 'no reason given'}", "bad")
    if member.standing == "expired" and member.until is not None:
        return Piece(f"✗ {tier}, ended {member.until}", "bad")
    until = f" to {member.until}" if member.until is not None else ""
    begins = f", begins {member.since}" if member.since is not None and member.since > today else ""
    return Piece(f"{tier}{until}{begins}")


def thing(promised: Hold | Reservation) -> str:
    """What is waited for or reserved: a tag, or any copy of a kind."""
    copy = promised.tool or ""
    return copy if promised.kind is None else f"{copy} {kind(promised.kind)}".strip()


def kind(slug: str) -> str:
    """A tool kind as one says it."""
    return slug.replace("-", " ")


def hold(each: Hold, today: date) -> Piece:
    """How far a hold is: ready until a day, or the place in the queue."""
    if each.state == "ready":
        until = f" until {day(each.ready_until, today)}" if each.ready_until is not None else ""
        return Piece(f"◆ ready{until}", "good")
    return Piece(f"… place {each.place}" if each.place is not None else f"… {each.state}")


def reservation(each: Reservation, today: date) -> Piece:
    """The days of a reservation; one that has begun can be collected."""
    days = f"{day(each.from_, today)} – {day(each.to, today)}"
    return Piece(f"◆ collect now, to {day(each.to, today)}", "good") if each.from_ <= today else Piece(days)


def owes(member: Member, money: Callable[[int], str]) -> Piece | None:
    """What the member owes, or has to their credit; None for nothing."""
    if member.owes > 0:
        return Piece(f"! owes {money(member.owes)}", "warn")
    return Piece(f"has {money(-member.owes)} credit", "good") if member.owes < 0 else None


def event(each: Event) -> str:
    """An event in a few words: what was done, to which tools and members, and the why that was given."""
    about = each.about
    ids = _ids(about, "tools", "tool", "kind"), _ids(about, "member", "members"), _ids(about, "day")
    done = " ".join(filter(None, [_done(each), *ids]))
    return f"{done}: {each.why}" if each.why else done


def _done(each: Event) -> str:
    """What was done; of a build, which one and which step of it."""
    about = each.about
    if "build" not in about or each.what not in _ON_BUILDS:
        return _EVENTS.get(each.what, each.what.replace("-", " "))
    design = f" ({about['design']})" if "design" in about else ""
    untick = " not done after all" if not about.get("done", True) else ""
    told = _ON_BUILDS[each.what].format(build=f"build {about['build']}{design}", step=about.get("step", ""))
    return f"{told}{untick}"


def _ids(about: dict[str, Any], *names: str) -> str:
    for name in names:
        value = about.get(name)
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value))
        if value is not None:
            return str(value)
    return ""


def money_of(code: str, digits: int, language: str) -> Callable[[int], str]:
    """What amounts look like to people of this language: "£3.00". Slow the first time: it reads locale data."""
    from decimal import Decimal

    from babel import Locale, UnknownLocaleError
    from babel.numbers import format_currency

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")

    def money(minor: int) -> str:
        return format_currency(Decimal(minor).scaleb(-digits), code, locale=locale).replace("\xa0", " ")

    return money
