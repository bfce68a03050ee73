"""What somebody scanned or typed → the member or tool that it means, or the reason why it means none."""

from catalog.text import quote
from toollib.desk.context import Context
from toollib.rules.reasons import Refused, reason, refuse
from toollib.store import codes, members, tools
from toollib.store.codes import Meant

_SHOWN = 5


def member_row(context: Context, text: str) -> int:
    """The row of the member that an id, a card or an unambiguous name means, tried in this order.

    Raises:
        Refused: `member-unknown`, `member-ambiguous` (naming those whom it may mean).
    """
    meant = codes.meaning(context.db, text)
    if meant is not None and meant.thing == "member":
        return meant.row
    if meant is not None:
        raise refuse("member-unknown", f"{quote(text)} is a tool, not a member")
    rows = members.by_name(context.db, text)
    if len(rows) == 1:
        return rows[0]
    if not rows:
        raise refuse(
            "member-unknown", f"no member has the card, id or name {quote(text)}", "try `toollib search`"
        )
    found = members.several(context.db, rows[:_SHOWN], context.cutoff)
    raise refuse(
        "member-ambiguous",
        f"{quote(text)} may be {', '.join(f'{each.name} ({each.code})' for each in found)}",
        "name the member by id or card",
    )


def tool_row(context: Context, text: str) -> int:
    """The row of the tool that a tag, any code of it or its full name (if no other has it) means.

    Raises:
        Refused: `tool-unknown` (naming near ones), `tool-ambiguous`.
    """
    meant = codes.meaning(context.db, text)
    if meant is not None and meant.thing == "tool":
        return meant.row
    if meant is not None:
        raise refuse("tool-unknown", f"{quote(text)} is a member, not a tool")
    exact, near = tools.by_name(context.db, text, _SHOWN)
    if len(exact) == 1:
        return exact[0]
    shown = ", ".join(tools.tag_of(context.db, row) for row in (exact or near))
    if exact:
        raise refuse(
            "tool-ambiguous", f"several tools are called {quote(text)}: {shown}", "name it by its tag"
        )
    hint = f"did you mean {shown}?" if shown else "try `toollib search`"
    raise refuse("tool-unknown", f"no tool has the tag or code {quote(text)}", hint)


def anything(context: Context, text: str) -> Meant:
    """The member or tool that a code or name means.

    Raises:
        Refused: the reasons of `member_row` and `tool_row`; where both are unknown, those that the text looks like.
    """
    meant = codes.meaning(context.db, text)
    if meant is not None:
        return meant
    found: list[Refused] = []
    try:
        return Meant("member", member_row(context, text))
    except Refused as refused:
        found.append(refused)
    try:
        return Meant("tool", tool_row(context, text))
    except Refused as refused:
        found.append(refused)
    looks = text.strip().upper()[:2]
    if looks in {"M-", "T-"}:
        raise found[looks == "T-"]
    ambiguous = [each for each in found if each.code.endswith("ambiguous")]
    if ambiguous:
        raise ambiguous[0]
    message = f"no member or tool has the code or name {quote(text)}"
    raise Refused(
        [reason("member-unknown", message), reason("tool-unknown", message)], "try `toollib search`"
    )


def kind_slug(context: Context, text: str) -> str:
    """The slug of the kind that a slug, name or alias means.

    Raises:
        Refused: `kind-unknown`, with the nearest ones.
    """
    slug = context.vocabulary.find(text)
    if slug is None:
        near = context.vocabulary.near(text)
        hint = (
            f"did you mean {', '.join(near)}?"
            if near
            else "`toollib kind list` shows all, `toollib kind add` makes one"
        )
        raise refuse("kind-unknown", f"{quote(text)} is no tool kind", hint)
    return slug


def kind_or_copy(context: Context, text: str) -> tuple[str, int | None]:
    """The kind that a text means; where it means one copy, that copy (a row) too.

    Raises:
        Refused: `kind-unknown`, or the reasons of the tool's name; `tool-unknown` where it looks like a tag.
    """
    meant = codes.meaning(context.db, text)
    if meant is None and context.vocabulary.find(text) is not None:
        return kind_slug(context, text), None
    try:
        row = tool_row(context, text)
    except Refused as refused:
        if meant is None and refused.code == "tool-unknown" and not _looks_like_a_tag(text):
            return kind_slug(context, text), None  # raises, with the nearest kinds
        raise
    return tools.kind_of(context.db, row), row


def _looks_like_a_tag(text: str) -> bool:
    return text.strip().upper().startswith("T-")
