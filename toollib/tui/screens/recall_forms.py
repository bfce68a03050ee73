"""The forms of a recall: a kind or a copy is unsafe, who had one in the last year, and that it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from toollib.tui import words
from toollib.tui.screens.form import Field, Form, Values, no_scan
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from datetime import datetime

    from toollib.desk.care_views import Recall
    from toollib.desk.views import Tool
    from toollib.tui.seat import About, Seat
    from toollib.tui.words import Sayings

Did = Callable[[str, Iterable[Line]], None]
_WHAT = "like angle-grinder, or one tag"


def recall_form(about: About, now: datetime, did: Did, tool: Tool | None = None) -> Form:
    """What is unsafe and why; for a known tool, whether every copy of its kind is. The answer tells who had one."""
    this, every = "this copy", "every copy"
    asked = {this: tool.tag, every: tool.kind} if tool is not None else {}

    def verb(seat: Seat, values: Values) -> tuple[str, Recall]:
        what = asked[values["what"]] if asked else values["what"]
        recall = seat.desk.tool_recall(what, no_scan(seat, values["why"], "a why"))
        seat.session.refresh()
        return what, recall

    def done(answer: tuple[str, Recall]) -> None:
        what, recall = answer
        nobody = "" if recall.borrowers else "; nobody had one in the last year"
        text = f"Recalled {what}: {_copies(recall.tools)} lent to nobody{nobody}"
        did(text, _who_had(recall, about, now))

    field = (
        Field("what", f"Kind {words.kind(tool.kind)}", this, "choice", tuple(asked))
        if tool is not None
        else Field("what", "Kind or tag", needed=True, hint=_WHAT, takes="tool")
    )
    why = Field("why", "Why", needed=True, hint="like the guard breaks")
    title = f"Recall {tool.tag} {tool.name}" if tool is not None else "Recall a kind"
    intro = (
        "Blocked at once, copies that are out or come later too. You are told who had one in the last year: "
        "call them. “End a recall” (F12) takes it back."
    )
    fields = (field, why) if tool is None else (why, field)
    return Form(f"recall {tool.tag if tool else ''}", title, fields, verb, done, intro)


def recall_end_form(did: Did, tag: str = "") -> Form:
    """Whose recall is over, and why it is safe again."""

    def verb(seat: Seat, values: Values) -> tuple[str, tuple[Tool, ...]]:
        free = seat.desk.tool_recall_end(values["what"].strip(), no_scan(seat, values["why"], "a why"))
        seat.session.refresh()
        return values["what"].strip(), free

    def done(answer: tuple[str, tuple[Tool, ...]]) -> None:
        what, tools = answer
        did(f"The recall of {what} is over: {_copies(tools)}", ())

    fields = (
        Field("what", "Kind or tag", tag, needed=True, hint=_WHAT, takes="tool"),
        Field("why", "Why", needed=True, hint="like all guards were replaced"),
    )
    intro = "Where a whole kind was recalled, name the kind. What is free again goes to who waits for it."
    return Form(f"recall end {tag}", "End a recall", fields, verb, done, intro)


def _copies(tools: tuple[Tool, ...]) -> str:
    tags = ", ".join(each.tag for each in tools)
    return f"{len(tools)} cop{'y' if len(tools) == 1 else 'ies'} ({tags})" if tools else "no copy here"


def _who_had(recall: Recall, about: About, now: datetime) -> Iterator[Line]:
    """Who had one in the last year, those who have it still on top."""
    say: Sayings = about.sayings
    if recall.borrowers:
        yield line(Piece("Who had one in the last year; → has it still", "title"))
    for each in sorted(recall.borrowers, key=lambda each: not each.has_it):
        reach = " · ".join(filter(None, [each.phone, each.email])) or "no phone, no mail"
        out = words.day(say.today(each.out_at), say.today(now))
        yield line(
            Piece("→ " if each.has_it else "  ", "bad"),
            f"{each.name} · {each.member}  {each.tool} on {out}  ",
            Piece(reach, "strong" if each.has_it else ""),
        )
