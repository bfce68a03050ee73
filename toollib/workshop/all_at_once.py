"""Several words of one question, each looked up by itself, and whatever is wrong with any of them told at once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from catalog.text import quote
from toollib.rules.reasons import Refused

T = TypeVar("T")


class AllAtOnce:
    """Words that are being looked up; those that mean nothing are noted, and refused together in the end."""

    def __init__(self) -> None:
        self._refused: list[tuple[Refused, str]] = []

    def each(self, words: Iterable[str], find: Callable[[str], T]) -> tuple[T, ...]:
        """What `find` finds for these words, without those that it refuses."""
        found = []
        for word in words:
            try:
                found.append(find(word))
            except Refused as refused:
                self._refused.append((refused, word))
        return tuple(found)

    def settle(self) -> None:
        """Go on only if every word means something.

        Raises:
            Refused: all reasons; of several words, each way out names those for which it is one, in the order of the reasons.
        """
        if not self._refused:
            return
        together = Refused(each for refused, _ in self._refused for each in refused.reasons)
        words: dict[str, dict[str, None]] = {}
        for refused, word in sorted(
            self._refused, key=lambda each: together.reasons.index(each[0].reasons[0])
        ):
            if refused.hint is not None:
                words.setdefault(refused.hint, {})[quote(word)] = None
        told = [f"{', '.join(some)}: {hint}" for hint, some in words.items()]
        single = len(together.reasons) == 1
        raise Refused(together.reasons, "; ".join(words if single else told) or None)
