"""Why a loan has the terms it has: each value of the policy, and the line of library.yaml that gave it."""

from dataclasses import fields

from catalog.problem import Problems
from catalog.yamltree import MapNode, Node, parse
from toollib.desk import queues, rule_views
from toollib.desk.context import Context
from toollib.desk.facts import names_of
from toollib.desk.lookup import member_row, tool_row
from toollib.rules.money import Amount
from toollib.rules.policies import PartialPolicy, Said
from toollib.rules.reasons import Refused
from toollib.settings import level
from toollib.store import members, tools

_MONEY = frozenset(each.name for each in fields(PartialPolicy) if each.type == Amount | None)


def explain(context: Context, tool: str, member: str) -> rule_views.PolicyTold:
    """The terms on which this member would borrow this tool, each with what says so.

    Raises:
        Refused: the reasons of both names.
    """
    with queues.reading(context):
        row, who = _both(context, tool, member)
        copy = tools.get(context.db, row, context.today.isoformat())
        borrower = members.get(context.db, who, context.cutoff)
    found = context.policies.explain(names_of(context, copy.tag, copy.kind), borrower.tier)
    tree = _tree(context)
    told = {
        key: rule_views.PolicyValue(
            Amount(value) if key in _MONEY and isinstance(value, int) else value,
            None if said.name is None else _origin(context, tree, said, key),
        )
        for key, (value, said) in found.items()
    }
    return rule_views.PolicyTold(copy.tag, borrower.code, borrower.tier, told)


def _both(context: Context, tool: str, member: str) -> tuple[int, int]:
    """The rows of both; where both names mean nothing, both are told."""
    try:
        row = tool_row(context, tool)
    except Refused as refused:
        try:
            member_row(context, member)
        except Refused as more:
            raise Refused([*refused.reasons, *more.reasons], refused.hint) from more
        raise
    return row, member_row(context, member)


def _tree(context: Context) -> Node | None:
    """The file as it is now. It may have become unreadable since it was last good; then no line can be told."""
    file = context.settings_file
    try:
        return parse(file.read_bytes(), Problems(str(file)))
    except OSError:
        return None


def _origin(context: Context, tree: Node | None, said: Said, key: str) -> rule_views.PolicyOrigin:
    line, name = None, said.name or ""
    levels = _at(tree, "policies") if said.tier is None else _at(tree, "tiers", said.tier, "policies")
    for entry in levels.entries if isinstance(levels, MapNode) else ():
        if level(entry.key.text) == said.name and (value := _at(entry.value, key.replace("_", "-"))):
            line, name = value.mark.line, entry.key.text
    return rule_views.PolicyOrigin(str(context.settings_file), line, name, said.tier)


def _at(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        node = node.get(key) if isinstance(node, MapNode) else None
    return node
