"""A membership over the years: until when it is renewed, what keeps somebody from leaving, what two records become."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from toollib.rules.dates import months_later
from toollib.rules.money import Currency
from toollib.rules.reasons import Reason, reason


def renewed_until(until: date | None, months: int | None, today: date) -> date | None:
    """The last day of a renewed membership, counted from the later of today and its end; None: no end."""
    if months is None:
        return None
    return months_later(max(today, until) if until is not None else today, months)


def why_not_until(name: str, asked: date, until: date | None, today: date) -> Iterator[Reason]:
    """Reasons against renewing until a day that somebody names: it must be ahead, and no earlier than the end now."""
    if asked < today:
        yield reason("date-wrong", f"a membership cannot be renewed until {asked}, which is past")
    elif until is not None and asked < until:
        text = f"the membership of {name} already lasts to {until}; a renewal never ends earlier"
        yield reason("date-wrong", text)


def why_not_between(since: date | None, until: date | None) -> Iterator[Reason]:
    """Reasons against a membership with this first and last day (None: not known, no end)."""
    if since is not None and until is not None and until < since:
        yield reason("date-wrong", f"the membership ends ({until}) before it begins ({since})")


@dataclass(frozen=True, slots=True)
class Leaver:
    """What somebody who leaves still has open. Money in minor units, below zero: credit; the rest as told to people."""

    name: str
    loans: tuple[str, ...] = ()
    owes: int = 0
    parts: tuple[str, ...] = ()
    own_tools: tuple[str, ...] = ()


def why_not_leave(leaver: Leaver, currency: Currency) -> Iterator[Reason]:
    """Reasons against erasing a member: things and money that went one way and must come back first."""
    name = leaver.name
    if leaver.loans:
        yield reason("member-has-loans", f"{name} still has {', '.join(leaver.loans)}")
    if leaver.own_tools:
        whose = f"the library still has tools that belong to {name}: {', '.join(leaver.own_tools)}"
        yield reason("member-has-loans", whose)
    if leaver.owes > 0:
        yield reason("member-owes", f"{name} still owes {currency.format(leaver.owes)} {currency.code}")
    if leaver.owes < 0:
        text = f"{name} still has {currency.format(-leaver.owes)} {currency.code} to their credit"
        yield reason("member-owes", text)
    if leaver.parts:
        yield reason("member-owes", f"{name} still has to bring {', '.join(leaver.parts)}")


Known = Mapping[str, str | int | None]
_BLOCK = ("blocked_at", "block_why", "block_until")


def merged(keep: Known, gone: Known) -> dict[str, str | int | None]:
    """What is known of a member after a second record of theirs went into the first (columns that change).

    Nothing that was known is lost: what the first lacks comes from the second, notes are joined. The membership that
    lasts longer counts, with its tier, and the waiver that was signed last; a block of either stands on, the longer one.
    """
    alone = ("email", "phone", "role", "identity_at", "no_access_before")
    after = {name: gone[name] for name in alone if keep[name] is None and gone[name] is not None}
    if gone["waiver_at"] and str(gone["waiver_at"]) > str(keep["waiver_at"] or ""):
        after |= {name: gone[name] for name in ("waiver_at", "waiver_version")}
    if gone["note"]:
        after["note"] = "\n".join(dict.fromkeys(str(each) for each in (keep["note"], gone["note"]) if each))
    since = [str(each["since"]) for each in (keep, gone) if each["since"]]
    if since:
        after["since"] = min(since)
    if gone["tier"] and (not keep["tier"] or _end(gone, "until") > _end(keep, "until")):
        after |= {"tier": gone["tier"], "until": gone["until"]}
    if gone["block_why"] and (not keep["block_why"] or _end(gone, "block_until") > _end(keep, "block_until")):
        after |= {name: gone[name] for name in _BLOCK}
    return after


def _end(known: Known, column: str) -> str:
    """A last day for comparing, where none means for ever."""
    return str(known[column] or date.max.isoformat())
