"""What somebody waits for or reserves: a kind, of which any copy will do, or one copy."""

from catalog.text import quote
from toollib.desk.action import Action
from toollib.desk.facts import policy_for
from toollib.desk.loan_events import found
from toollib.desk.lookup import kind_slug
from toollib.rules.dates import NoOpenDay
from toollib.rules.lending import no_day_to_come_back
from toollib.rules.reasons import reason
from toollib.store import codes, tools


def wanted(action: Action, text: str) -> tuple[str | None, int | None]:
    """The kind, or the copy (a row), that a text means; what is wrong with it is noted."""
    meant = codes.meaning(action.context.db, text)
    if meant is not None and meant.thing == "tool":
        _note_copy(action, meant.row)
        return None, meant.row
    if meant is not None:
        action.reasons.append(reason("kind-unknown", f"{quote(text)} is a member, not a tool or kind"))
        return None, None
    kind = found(action, kind_slug, text)
    if kind is not None:
        _note_kind(action, kind)
    return kind, None


def note_open(action: Action) -> None:
    """Note it where no day is open within a year: then nothing can be kept ready for anybody."""
    try:
        action.context.opening.next_open(action.moment.today)
    except NoOpenDay as error:
        action.reasons.append(no_day_to_come_back(error))


def _note_copy(action: Action, row: int) -> None:
    context = action.context
    copy = tools.get(context.db, row, action.moment.today.isoformat())
    name = f"{copy.tag} {copy.name}"
    if copy.retired:
        action.reasons.append(reason("tool-retired", f"{name} is retired"))
    if copy.lost:
        action.reasons.append(reason("tool-lost", f"{name} is recorded as lost"))
    if policy_for(context, copy.tag, copy.kind, None).stays_here:
        action.reasons.append(reason("tool-stays-here", f"{name} is for use in the library only"))


def _note_kind(action: Action, kind: str) -> None:
    context = action.context
    copies = tools.tags_of_kind(context.db, kind)
    if not copies:
        action.reasons.append(reason("kind-unknown", f"the library has no {context.vocabulary.name(kind)}"))
    elif all(policy_for(context, tag, kind, None).stays_here for tag in copies):
        text = f"{context.vocabulary.name(kind)} is for use in the library only"
        action.reasons.append(reason("tool-stays-here", text))
