"""One desk action: it gathers every reason, then writes, then appends its one event; one transaction holds it all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from catalog.text import plain
from toollib.desk import queues
from toollib.desk.context import Context, Moment
from toollib.rules import texts
from toollib.rules.money import Amount, AmountWrong
from toollib.rules.reasons import Reason, Refused, reason
from toollib.rules.rights import Right, lacking
from toollib.store import events
from toollib.store.codes import Meant


@contextmanager
def acting(context: Context, right: Right | None) -> Iterator["Action"]:
    """One desk action in one transaction; nothing of it stays if it is refused.

    Reasons noted on the way are raised by `Action.settle`, the missing right among them. Without a `right` the action
    itself notes who may do it.
    """
    if context.settings.privacy.keep_loans is not None:
        from toollib.desk import forgetting

        forgetting.first_of_the_day(context)
    with context.db.writing():
        context.look_for_changes()
        moment = context.moment()
        action = Action(context, moment)
        if kinds := queues.behind(context):
            queues.catch_up(context, kinds)
        if right is not None:
            action.require(right)
        action.reasons.extend(context.wrong)
        yield action
        if context.wrong:  # a verb that never settles must not act on half of what it was asked
            raise Refused(context.wrong)


@dataclass(slots=True)
class Action:
    """A desk action under way: it gathers reasons, then writes, then appends its one event.

    `holds`, `claims`: holds and reservations as they were before the action changed them; the event keeps them for
    undo.
    """

    context: Context
    moment: Moment
    reasons: list[Reason] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    overridden: list[str] = field(default_factory=list)
    why: str | None = None
    holds: queues.Before = field(default_factory=dict)
    claims: dict[str, list[object]] = field(default_factory=dict)

    def require(self, right: Right) -> None:
        """Note the missing right, if it is missing."""
        missing = lacking(self.moment.actor, right)
        if missing is not None and missing not in self.reasons:
            self.reasons.append(missing)

    def note_text(self, what: str, text: str | None, most: int = texts.WHY) -> None:
        """Note a text that is too long to be kept; `what` it is, told to people."""
        self.reasons.extend(texts.too_long(what, text, most))

    def amount(self, text: str) -> Amount | None:
        """What somebody typed as an amount, which may be nothing; a wrong one is noted and None."""
        settings = self.context.settings
        try:
            return settings.currency.parse(text, settings.language)
        except AmountWrong as error:
            self.reasons.append(reason("amount-wrong", str(error)))
            return None

    def settle(self, override: str | None = None, hint: str | None = None) -> None:
        """Raise all reasons noted, unless each may be overridden and the person may do so, saying why.

        Raises:
            Refused: the reasons; without the right to override them also `role-missing`.
        """
        if not self.reasons:
            return
        if override is None or not plain(override).strip():
            raise Refused(self.reasons, hint or "; ".join(dict.fromkeys(self.hints)) or None)
        self.note_text("the why of the override", override)
        if (missing := lacking(self.moment.actor, "override")) is not None:
            raise Refused([*self.reasons, missing])
        if not all(each.override for each in self.reasons):
            raise Refused(self.reasons)
        self.overridden = sorted({each.code for each in self.reasons})
        self.why = override.strip()
        self.reasons.clear()

    def record(
        self,
        what: str,
        about: Mapping[str, Any],
        links: tuple[Meant, ...] = (),
        *,
        detail: events.Detail | None = None,
        undoes: int | None = None,
    ) -> int:
        """Append the event of this action; answers its id."""
        full = {**about, **({"override": self.overridden} if self.overridden else {})}
        moment = self.moment
        if self.holds or self.claims:
            detail = detail or events.Detail()
            detail = replace(
                detail, before={**(detail.before or {}), "holds": self.holds, "claims": self.claims}
            )
        if self.why is not None:
            detail = detail or events.Detail()
            member = next((each.row for each in links if each.thing == "member"), None)
            detail = replace(detail, why=self.why, member=detail.member or member)
        event = events.NewEvent(
            moment.at, moment.actor.who, moment.actor.desk, what, full, links, moment.by_hand, undoes
        )
        return events.append(self.context.db, event, detail)
