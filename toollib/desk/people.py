"""Members: signing up, changing what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from catalog.text import code_key, nearest, plain, quote
from toollib.desk import portraits, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.editing import changes, member_as_shown, note_overtaken
from toollib.desk.facts import day
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.desk.money import Method
from toollib.desk.naming import give_codes, note_not_theirs, note_taken
from toollib.rules import texts
from toollib.rules.dates import months_later
from toollib.rules.memberships import why_not_between
from toollib.rules.reasons import reason
from toollib.store import codes, events, ledger, members
from toollib.store.codes import Meant
from toollib.store.words import member_words

Fee = Method | Literal["no-fee"]


@dataclass(frozen=True, slots=True)
class MemberEdit:
    """What is to be known of a member. None: left as it is; "" empties a text.

    `waiver` and `identity`: signed (in this version, else the one in force), seen today. `inducted`: topics passed today.
    `cards` are added, `drop_cards` taken away. `seen`: the member as the form showed them; what is to change and was
    changed by another desk since is refused.
    """

    name: str | None = None
    cards: tuple[str, ...] = ()
    email: str | None = None
    phone: str | None = None
    tier: str | None = None
    since: date | None = None
    until: date | None = None
    waiver: bool = False
    identity: bool = False
    inducted: tuple[str, ...] = ()
    role: str | None = None
    no_access_before: bool | None = None
    note: str | None = None
    waiver_version: str | None = None
    drop_cards: tuple[str, ...] = ()
    seen: views.Member | None = None


def add(context: Context, edit: MemberEdit, *, fee: Fee | None = None) -> views.Member:
    """A new member. The tier's fee is charged; `fee` says how it was paid, or that none is taken.

    Raises:
        Refused: `code-taken`, `membership-missing` for an unknown tier, `date-wrong`, `role-missing`.
    """
    with acting(context, "desk") as action:
        tier = edit.tier or context.settings.first_tier
        note_reasons(action, edit if edit.name is not None else replace(edit, name=""), tier)
        since = edit.since or action.moment.today
        action.reasons.extend(why_not_between(since, edit.until))
        if fee == "no-fee":
            action.require("money")
        action.settle()
        code, extra = _new_code(context, edit.cards)
        values = values_of(action, edit) | {
            "code": code,
            "name": edit.name,
            "tier": tier,
            "since": since.isoformat(),
            "until": _until(context, edit, tier, since),
            "added_at": action.moment.at,
            "words": member_words(edit.name or "", [code, *extra], edit.email, edit.phone),
        }
        row = members.add(context.db, values)
        give_codes(action, Meant("member", row), [code, *extra])
        after = {key: value for key, value in values.items() if value is not None and key != "words"}
        detail = events.Detail(member=row, after=after)
        event = action.record("member-add", {"member": code}, (Meant("member", row),), detail=detail)
        _induct(action, row, edit)
        charge_fee(action, row, tier, fee, event)
        return portraits.member_view(context, row)


def edit(context: Context, member: str, change: MemberEdit) -> views.Member:
    """Change what is known of a member; what is so already makes no event.

    Raises:
        Refused: as in `add`, the reasons of the member's name, `library-busy` where another desk was quicker.
    """
    with acting(context, "desk") as action:
        row = found(action, member_row, member)
        note_reasons(action, change, change.tier)
        if row is not None:
            note_not_theirs(action, row, change.drop_cards)
        note_dates(action, row, change)
        values = _what_changes(action, row, change)
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        if values or change.cards or change.drop_cards or change.inducted:
            keep(action, row, change, values, what="member-edit")
        return portraits.member_view(context, row)


def _what_changes(action: Action, row: int | None, change: MemberEdit) -> dict[str, Any]:
    """The columns that an edit changes; those that another desk changed since the form was shown are noted."""
    values = values_of(action, change)
    if row is None:
        return values
    kept = members.columns(action.context.db, row, values)
    values = changes(values, kept)
    if change.seen is not None:
        shown = member_as_shown(change.seen)
        note_overtaken(action, Meant("member", row), values, kept, shown=shown)
    return values


def keep(action: Action, row: int, change: MemberEdit, values: Mapping[str, Any], *, what: str) -> int:
    """Write an edit that was checked: these columns, cards and inductions; answers its event."""
    context, meant = action.context, Meant("member", row)
    before = members.columns(context.db, row, values)
    members.change(context.db, row, values)
    dropped = [card for each in change.drop_cards if (card := codes.take(context.db, each, meant))]
    give_codes(action, meant, change.cards)
    renew_words(context, row)
    now = members.columns(context.db, row, values)
    detail = events.Detail(
        member=row,
        before={**before, "cards": list(change.cards), "dropped": dropped},
        after={**now, "topics": list(change.inducted)},
    )
    about = {"member": members.code_of(context.db, row), "changed": sorted(values)}
    event = action.record(what, about, (meant,), detail=detail)
    _induct(action, row, change)
    return event


def put_back(action: Action, row: int, detail: events.Detail) -> None:
    """Undo an edit: what it changed is as before, the cards it gave are taken away, those it took are back."""
    context, meant = action.context, Meant("member", row)
    before = dict(detail.before or {})
    for card in before.pop("cards", ()):
        codes.take(context.db, card, meant)
    dropped = before.pop("dropped", ())
    note_taken(action, dropped)
    action.settle()
    give_codes(action, meant, dropped)
    for topic in (detail.after or {}).get("topics", ()):
        members.forget_induction(context.db, row, topic)
    members.change(context.db, row, before)
    renew_words(context, row)


def unmake(action: Action, row: int) -> None:
    """Undo a sign-up: the codes are free again, and nothing personal stays in the row."""
    context = action.context
    for code in codes.shown(context.db, Meant("member", row)):
        codes.take(context.db, code, Meant("member", row))
    empty: Mapping[str, Any] = dict.fromkeys(
        (
            "email",
            "phone",
            "role",
            "waiver_at",
            "waiver_version",
            "identity_at",
            "block_why",
            "no_access_before",
        )
    )
    gone = {"code": f"undone-{row}", "name": "", "note": "", "words": "", "erased_at": action.moment.at}
    members.change(context.db, row, {**empty, **gone})
    members.forget_inductions(context.db, row)
    events.empty_details(context.db, row)


def note_reasons(action: Action, edit: MemberEdit, tier: str | None) -> None:
    """Everything that is wrong with what was given, and rights that it needs."""
    context = action.context
    settings = context.settings
    if edit.name is not None and not plain(edit.name).strip():
        action.reasons.append(reason("member-unknown", "a member needs a name"))
    note_lengths(action, edit)
    if tier is not None and tier not in settings.tiers:
        near = nearest(tier, settings.tiers) or list(settings.tiers)
        text = f"there is no tier {quote(tier)}; did you mean {', '.join(near)}?"
        action.reasons.append(reason("membership-missing", text))
    if edit.role and edit.role not in settings.roles:
        text = f"there is no role {quote(edit.role)}; library.yaml has {', '.join(settings.roles)}"
        action.reasons.append(reason("role-missing", text))
    if edit.role is not None:
        action.require("settings")
    if edit.since is not None or edit.until is not None:
        action.require("money")
    for topic in edit.inducted:
        if topic not in settings.inductions:
            known = ", ".join(settings.inductions) or "none"
            text = f"there is no induction {quote(topic)}; library.yaml has {known}"
            action.reasons.append(reason("kind-unknown", text))
    note_taken(action, edit.cards)


def note_lengths(action: Action, edit: MemberEdit) -> None:
    """Note each text that is too long to be kept."""
    for what, text in (
        ("the name", edit.name),
        ("the e-mail address", edit.email),
        ("the telephone number", edit.phone),
        ("the version of the waiver", edit.waiver_version),
    ):
        action.reasons.extend(texts.too_long(what, text, texts.NAME))
    action.reasons.extend(texts.too_long("the note", edit.note, texts.NOTE))


def note_dates(action: Action, row: int | None, change: MemberEdit) -> None:
    """Note a membership that would end before it begins; where only one date changes, the other is what it was."""
    if change.since is None and change.until is None:
        return
    kept = {} if row is None else members.columns(action.context.db, row, ["since", "until"])
    since, until = change.since or day(kept.get("since")), change.until or day(kept.get("until"))
    action.reasons.extend(why_not_between(since, until))


def _new_code(context: Context, cards: tuple[str, ...]) -> tuple[str, list[str]]:
    """The id of a new member and its further cards: a card of the form M-0017 becomes the id."""
    for card in cards:
        code = code_key(card).upper()
        prefix, dash, digits = code.partition("-")
        if prefix == "M" and dash and digits.isascii() and digits.isdigit():
            return code, [each for each in cards if each != card]
    return codes.next_free(context.db, "member", cards), list(cards)


def values_of(action: Action, edit: MemberEdit) -> dict[str, Any]:
    """The columns that an edit sets."""
    texts = {"email": edit.email, "phone": edit.phone, "role": edit.role}
    values: dict[str, Any] = {key: text or None for key, text in texts.items() if text is not None}
    kept = {"name": edit.name, "tier": edit.tier, "note": edit.note}
    values |= {key: text for key, text in kept.items() if text is not None}
    values |= {
        key: each.isoformat()
        for key, each in (("since", edit.since), ("until", edit.until))
        if each is not None
    }
    if edit.waiver:
        values["waiver_at"] = action.moment.at
        version = edit.waiver_version or action.context.settings.waiver.version or ""
        values["waiver_version"] = version.strip() or None
    if edit.identity:
        values["identity_at"] = action.moment.at
    if edit.no_access_before is not None:
        values["no_access_before"] = int(edit.no_access_before)
    return values


def _until(context: Context, edit: MemberEdit, tier: str, since: date) -> str | None:
    """The last day of a new membership: as given, else from the tier's months; None: no end."""
    if edit.until is not None:
        return edit.until.isoformat()
    months = context.settings.tiers[tier].months
    return None if months is None else months_later(since, months).isoformat()


def renew_words(context: Context, row: int) -> None:
    """Let search find a member by what is known of them now."""
    kept = members.columns(context.db, row, ["name", "email", "phone"])
    shown = codes.shown(context.db, Meant("member", row))
    words = member_words(kept["name"], shown, kept["email"], kept["phone"])
    members.change(context.db, row, {"words": words})


def _induct(action: Action, row: int, edit: MemberEdit) -> None:
    today = action.moment.today
    for topic in edit.inducted:
        months = action.context.settings.inductions[topic].months
        until = None if months is None else months_later(today, months).isoformat()
        values = {"topic": topic, "on_day": today.isoformat(), "until": until, "by": action.moment.actor.who}
        members.induct(action.context.db, row, values)


def charge_fee(action: Action, row: int, tier: str, fee: Fee | None, event: int) -> None:
    """Charge what the tier costs, and book how it was paid; nothing where no fee is taken."""
    amount = action.context.settings.tiers[tier].fee
    if not amount or fee == "no-fee":
        return
    at = action.moment.at
    ledger.add(action.context.db, ledger.NewEntry(at, row, "charge", amount, event, "fee"))
    if fee is not None:
        paid = ledger.NewEntry(at, row, "payment", -amount, event, "fee", method=fee)
        ledger.add(action.context.db, paid)
