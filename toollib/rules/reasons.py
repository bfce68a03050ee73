"""Why something is refused: stable codes for programs, sentences for people, all of them at once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from errno import ENOSPC
from functools import partial
from typing import TypeVar

from catalog.text import quote

T = TypeVar("T")

# The order in which reasons are told: the person, then the tool, then the rest (docs: reason codes).
CODES: tuple[str, ...] = (
    "member-unknown", "member-ambiguous", "tool-unknown", "tool-ambiguous", "membership-missing",
    "membership-expired", "member-blocked", "waiver-missing", "induction-missing", "identity-unchecked",
    "loan-limit", "owes-too-much", "has-overdue", "kind-unknown", "hold-unknown", "reservation-unknown",
    "build-unknown", "wish-unknown", "code-taken", "tool-on-loan", "tool-held", "tool-reserved", "tool-in-repair",
    "tool-retired", "tool-lost", "tool-stays-here", "accessory-missing", "renewals-used-up", "waited-for",
    "not-on-loan", "hold-limit", "already-held", "already-voted", "member-has-loans", "member-owes", "nothing-to-undo",
    "too-late-to-undo", "undo-blocked", "amount-wrong", "date-wrong", "role-missing", "design-unknown",
    "design-broken", "settings-broken", "library-missing", "library-busy", "library-damaged",
    "library-newer", "read-only", "disk-full", "bad-file",
)  # fmt: skip

# A person with the right may go past these, saying why. All others are liability or truth.
OVERRIDABLE: frozenset[str] = frozenset(
    {
        "membership-expired", "member-blocked", "identity-unchecked", "loan-limit", "owes-too-much",
        "has-overdue", "tool-held", "tool-reserved", "renewals-used-up", "waited-for", "accessory-missing",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a refusal: a stable code, a sentence for people, and whether it may be overridden."""

    code: str
    message: str
    override: bool = False


def reason(code: str, message: str, *, override: bool | None = None) -> Reason:
    """The reason with this code, overridable as the contract says unless told otherwise.

    Raises:
        KeyError: the code is not one of the contract's; a mistake of ours, never of the person.
    """
    if code not in CODES:
        raise KeyError(code)
    return Reason(code, message, code in OVERRIDABLE if override is None else override)


class Refused(Exception):
    """A verb was refused: every reason, in the contract's order, and what to do next.

    Raised inside the transaction of a desk action so that nothing of it stays.
    """

    def __init__(self, reasons: Iterable[Reason], hint: str | None = None) -> None:
        self.reasons: tuple[Reason, ...] = tuple(sorted(set(reasons), key=_told_at))
        self.hint = hint
        super().__init__("; ".join(dict.fromkeys(each.message for each in self.reasons)))

    @property
    def code(self) -> str:
        """The code of the first reason, which names the refusal as a whole."""
        return self.reasons[0].code


def refuse(code: str, message: str, hint: str | None = None) -> Refused:
    """A refusal for one reason, to be raised."""
    return Refused([reason(code, message)], hint)


class Gathering:
    """Asks several things one after the other, and gathers everything that is wrong with any of them."""

    def __init__(self, reasons: Iterable[Reason] = ()) -> None:
        self.reasons: list[Reason] = list(reasons)
        self._ways_out: list[tuple[Reason, str, str]] = []

    def ask(self, question: Callable[[], T], word: str = "") -> T | None:
        """What the question answers; None, and noted, where it is refused. `word`: what somebody typed that it is about."""
        try:
            return question()
        except Refused as refused:
            self.reasons.extend(refused.reasons)
            if refused.hint:
                self._ways_out.append((refused.reasons[0], refused.hint, word))
            return None

    def each(self, words: Iterable[str], find: Callable[[str], T]) -> tuple[T, ...]:
        """What is found for these words, without those that are refused."""
        found = (self.ask(partial(find, word), word) for word in words)
        return tuple(one for one in found if one is not None)

    def settle(self) -> None:
        """Go on only if nothing was wrong.

        Raises:
            Refused: every reason, with every way out; of several words each way names those for which it is one, in the
                order of the reasons.
        """
        if not self.reasons:
            return
        together = Refused(self.reasons)
        words: dict[str, dict[str, None]] = {}
        for _, hint, word in sorted(self._ways_out, key=lambda each: together.reasons.index(each[0])):
            words.setdefault(hint, {}).update({quote(word): None} if word else {})
        alone = len(together.reasons) == 1
        told = [hint if alone or not some else f"{', '.join(some)}: {hint}" for hint, some in words.items()]
        raise Refused(together.reasons, "; ".join(told) or None)


def unwritable(error: OSError, message: str) -> Refused:
    """Why a file was not written: the disk is full, or nobody may write there."""
    return refuse("disk-full" if error.errno == ENOSPC else "read-only", f"{message}: {error.strerror}")


_NUMBERED = re.compile(r"([0-9]+)")


def _told_at(each: Reason) -> tuple[int, list[tuple[int, str]], str]:
    """By code, then by message as people number: line 7 before line 10."""
    parts = _NUMBERED.split(each.message)
    return (
        CODES.index(each.code),
        [(len(part.lstrip("0")) if place % 2 else 0, part) for place, part in enumerate(parts)],
        each.message,
    )
