"""Renamed kinds: what stands under a former slug comes under the one that the vocabulary knows now.

Every rule compares the slug that the database keeps: who may borrow it, who waits, what is promised. So it is kept
current, rather than each rule asking what a slug was called before (docs/decisions/0014).
"""

from toollib.desk import care, queues
from toollib.desk.action import Action
from toollib.desk.context import Context
from toollib.desk.things import renew_words
from toollib.store import care as care_rows
from toollib.store import kinds, tools
from toollib.store.codes import Meant


def keep_up(context: Context) -> None:
    """Move whatever stands under former slugs, with an event for each; no right is needed, for nothing is decided.

    Raises:
        Refused: `library-busy`, `disk-full`; then nothing has moved.
    """
    with context.db.writing():
        context.look_for_changes()
        for old in kinds.in_use(context.db):
            new = context.vocabulary.current(old)
            if new != old:
                _move(Action(context, context.moment()), old, new)


def _move(action: Action, old: str, new: str) -> None:
    context = action.context
    moved = kinds.move(context.db, old, new, action.moment.at)
    for row in moved:
        renew_words(context, row)
    why = care_rows.why_recalled(context.db, new)
    if why is not None:  # a recall of a kind is of every copy, whenever it comes
        copies = care_rows.copies_of(context.db, new)
        blocked = sorted(set(copies) - set(care_rows.recalled(context.db, copies)))
        care_rows.recall(context.db, blocked, action.moment.at, why)
        care.let_go(action, blocked)
    queues.move_on(context, new, action.holds)
    about = {"kind": new, "was": old, "tools": [tools.tag_of(context.db, row) for row in moved]}
    action.record("kind-move", about, tuple(Meant("tool", row) for row in moved))
