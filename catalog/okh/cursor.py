"""A place that moves through a text: what every reader of manifests walks with, places and limits included."""

import re
from typing import Final

from catalog.limits import MAX_DEPTH, MAX_NODES
from catalog.problem import Mark, Problems

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Stop(Exception):
    """Nothing after this place is read; the problem is noted."""


class Cursor:
    """Where a walk over one text stands. `space` is what may stand between two words, `line_end` what ends a line."""

    def __init__(
        self, text: str, problems: Problems, *, space: re.Pattern[str], line_end: re.Pattern[str]
    ) -> None:
        self.text = text
        self.problems = problems
        self.at = 0
        self._space = space
        self._nodes = 0
        self._starts = [0, *(end.end() for end in line_end.finditer(text))]
        self._line = 0

    def here(self) -> Mark:
        """The place as people count it."""
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= self.at:
            self._line += 1
        return Mark(self._line + 1, self.at - self._starts[self._line] + 1)

    def skip(self) -> bool:
        """Go past what says nothing; whether anything comes after it."""
        found = self._space.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at < len(self.text)

    def sees(self, *signs: str) -> bool:
        """Whether one of these stands here."""
        return self.text.startswith(signs, self.at)

    def takes(self, sign: str) -> bool:
        """Go past the sign if it stands here; whether it did."""
        if not self.sees(sign):
            return False
        self.at += len(sign)
        return True

    def word(self, shape: re.Pattern[str]) -> str | None:
        """Go past what has this shape, if it stands here; what it was."""
        if (found := shape.match(self.text, self.at)) is None:
            return None
        self.at = found.end()
        return found[0]

    def count(self, mark: Mark) -> None:
        """One value more.

        Raises:
            Stop: there are too many.
        """
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self.stop("file-too-large", f"more than {MAX_NODES} values", mark)

    def check_depth(self, depth: int, mark: Mark) -> None:
        """See that nothing stands so deep in lists and mappings.

        Raises:
            Stop: it does.
        """
        if depth > MAX_DEPTH:
            raise self.stop("too-deep", f"nested deeper than {MAX_DEPTH} levels", mark)

    def check_text(self, text: str, mark: Mark) -> None:
        """Note a control character that an escape smuggled into a value."""
        if bad := _CONTROL.search(text):
            message = f"the value holds the control character U+{ord(bad.group()):04X}"
            self.problems.error(mark, "control-character", message, hint="take it out")

    def stop(self, code: str, message: str, mark: Mark | None = None) -> Stop:
        """What to raise where nothing more can be read; the problem is noted, here if no other place is said."""
        self.problems.error(mark or self.here(), code, message)
        return Stop()
