"""What became of the last thing asked: said in full, until the next one; a refusal names every reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual.content import Content

from catalog.text import plain
from toollib.rules.reasons import Reason, Refused
from toollib.tui.widgets.prose import Hung, Prose

Kind = Literal["done", "noted", "asked", "refused", "broken"]
_SIGNS: dict[Kind, str] = {"done": "✓", "noted": "·", "asked": "?", "refused": "✗", "broken": "✗"}
_COLOURS: dict[Kind, str] = {
    "done": "bold $text-success",
    "noted": "bold",
    "asked": "bold $text-warning",
    "refused": "bold $text-error",
    "broken": "bold $text-error",
}

_HANG = 2  # behind the sign before every row


class Verdict(Prose):
    """A heading with a sign, the reasons below it, and which key goes on. Hidden while there is nothing to say."""

    DEFAULT_CSS = """
    Verdict {
        display: none; height: auto; max-height: 10; overflow-y: auto; padding: 0 1;
        background: $surface; border-left: thick $secondary;
        &.-done { border-left: thick $success; }
        &.-asked { border-left: thick $warning; }
        &.-refused, &.-broken { border-left: thick $error; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__((), id=id)
        self.kind: Kind | None = None
        self.words = ""

    def say(self, kind: Kind, heading: str, lines: Iterable[str] = (), *, keys: str = "") -> None:
        """Say this instead of what was said before."""
        rows = [Hung(Content.styled(f"{_SIGNS[kind]} {plain(heading)}", _COLOURS[kind]), _HANG)]
        rows += [Hung(Content(f"· {plain(each)}"), _HANG) for each in lines]
        if keys:
            rows.append(Hung(Content.styled(keys, "bold"), _HANG))
        for each in _SIGNS:
            self.set_class(each == kind, f"-{each}")
        self.kind = kind
        self.words = "\n".join(each.text.plain for each in rows)
        self.display = True
        self.tell_hung(rows)
        self.scroll_to(y=0, animate=False)

    def refusal(self, heading: str, refused: Refused, *, keys: str = "") -> None:
        """Say why not: every reason, and the way out if there is one."""
        self.say("refused", heading, told(refused.reasons, refused.hint), keys=keys)

    def hush(self) -> bool:
        """Say nothing more; whether anything was said."""
        was = self.kind is not None
        self.kind, self.words = None, ""
        self.display = False
        return was


def told(reasons: Iterable[Reason], hint: str | None = None) -> list[str]:
    """The reasons as lines for people; where only some may be overridden, it says which may not."""
    reasons = tuple(reasons)
    mixed = len({each.override for each in reasons}) > 1
    lines = [
        sentence(each.message) + (" (nothing goes past this)" if mixed and not each.override else "")
        for each in reasons
    ]
    return [*lines, f"→ {hint}"] if hint else lines


def sentence(text: str) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]
