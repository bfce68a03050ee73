"""Counting what the shelf could not serve, so that the next purchase goes where people were turned away.

Refusals and searches in vain are counted by kind, reason and day, without a name (docs/decisions/0018). The count comes
after the answer and never changes it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from toollib.desk.context import Context
from toollib.rules.reasons import Reason, Refused
from toollib.store import codes, members, tools, unmet
from toollib.store.unmet import Lack

Lacks = list[Lack]
_SHORTER = "tool-reserved"


@contextmanager
def counted(context: Context) -> Iterator[Lacks]:
    """A list of what could not be had: if the action is refused, it is counted once the action is over."""
    lacks: Lacks = []
    try:
        yield lacks
    except Refused:
        if lacks:
            unmet.keep(context.db, context.today.isoformat(), "refused", lacks)
        raise


def lack(kind: str, reasons: Iterable[Reason]) -> Iterator[Lack]:
    """What could not be had of a kind, if anything stood in the way."""
    told = sorted({each.code for each in reasons})
    if told:
        yield Lack(kind, ",".join(told))


def lent_after_all(context: Context, lacks: Lacks, shorter: Iterable[str]) -> None:
    """Refused first, lent then: take the refusal back. `shorter`: kinds lent for less than was asked for at first."""
    also = [Lack(kind, _SHORTER) for kind in shorter]
    unmet.served(context.db, context.today.isoformat(), [*lacks, *also])


def searched(context: Context, text: str) -> None:
    """Somebody looked for tools and found none: count it if the words are a kind of which there is no copy.

    Nothing else is kept, and nothing of words that a member may be called by: what people type is theirs.
    """
    vocabulary, db = context.vocabulary, context.db
    kind = vocabulary.find(text)
    if kind is None or any(vocabulary.find(each) == kind for each in tools.per_kind(db)):
        return
    if codes.meaning(db, text) is None and not members.by_name(db, text):
        unmet.keep(db, context.today.isoformat(), "searched", [Lack(kind)])
