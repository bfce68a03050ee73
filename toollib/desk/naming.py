"""Codes of cards and tags: asking whether they are free, and giving them."""

from collections.abc import Iterable

from catalog.text import code_key, quote
from toollib.desk.action import Action
from toollib.rules import texts
from toollib.rules.reasons import reason
from toollib.store import codes, tools
from toollib.store.codes import Meant


def note_taken(action: Action, wanted: Iterable[str]) -> None:
    """Note each of these codes that already means something, or nothing at all, or is too long."""
    for code in wanted:
        if len(code) > texts.CODE:
            action.reasons.extend(texts.too_long("the code", code, texts.CODE))
            continue
        meant = codes.meaning(action.context.db, code)
        if not code_key(code):
            action.reasons.append(reason("code-taken", "an empty code means nothing"))
        elif meant is None and codes.is_an_id(action.context.db, code):
            action.reasons.append(reason("code-taken", f"{quote(code)} was the id of a member who left"))
        elif meant is not None:
            whose = "a member" if meant.thing == "member" else "a tool"
            action.reasons.append(reason("code-taken", f"the code {quote(code)} already means {whose}"))


def note_not_theirs(action: Action, member: int, dropped: Iterable[str]) -> None:
    """Note each of these cards that cannot be taken from a member: it is not theirs, or it is somebody's id."""
    for code in dropped:
        if codes.meaning(action.context.db, code) != ("member", member):
            text = f"{quote(code)} is no card of this member"
        elif codes.is_an_id(action.context.db, code):
            text = f"{quote(code)} is an id; only further cards can be taken away"
        else:
            continue
        action.reasons.append(reason("member-unknown", text))


def note_not_its(action: Action, tool: int, dropped: Iterable[str], *, tag: str | None = None) -> None:
    """Note each of these codes that cannot be taken from a tool: it is not on it, or needed. `tag`: its new one, if any."""
    now = tools.tag_of(action.context.db, tool)
    for code in dropped:
        if codes.meaning(action.context.db, code) != ("tool", tool):
            wrong = reason("tool-unknown", f"{quote(code)} is no code of {now}")
        elif code_key(code) in {code_key(now), code_key(tag or now)}:
            wrong = reason("tool-unknown", f"{quote(code)} is the tag; only further codes can be taken away")
        elif (
            code_key(code) in action.context.policies.lines
        ):  # a library with a policy for nothing would not open again
            text = f"library.yaml has a policy for {quote(code)}: change that first"
            wrong = reason("settings-broken", text)
        else:
            continue
        action.reasons.append(wrong)


def give_codes(action: Action, to: Meant, given: Iterable[str]) -> None:
    """Give these codes to a member or tool.

    Raises:
        Refused: `code-taken`, where one was named twice.
    """
    for code in given:
        if not codes.give(action.context.db, code, to):
            action.reasons.append(reason("code-taken", f"the code {quote(code)} is already taken"))
    action.settle()
