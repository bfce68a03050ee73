"""Lists and search: pages of members and tools, filtered and counted by the database.

A list asks for the rows in view only. Ids come first, by an index where there is one; what is derived is then
read for these rows alone, so that a list of 100,000 opens as quickly as one of 100.
"""

import json
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from toollib.store.database import Database
from toollib.store.tools import JOINS, STATE
from toollib.store.words import prefix_query, substring_pattern

# Ranking a word that stands in every row means reading every row; beyond so many matches the order says little.
_RANKED = 2000
_ANY = "1"


@dataclass(frozen=True, slots=True)
class ToolFilter:
    """Which tools a list shows. `kinds` are slugs (of a kind or of a whole category); `owner` a row, 0: the library."""

    text: str = ""
    state: str | None = None
    kinds: tuple[str, ...] | None = None
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Which members a list shows; `standing` needs `today`, the papers needed, and the tiers that there are.

    `waiver_version`: the only one that counts; None: any.
    """

    text: str = ""
    standing: str | None = None
    tier: str | None = None
    today: str = ""
    expired_before: str = ""
    needs_waiver: bool = True
    waiver_version: str | None = None
    needs_identity: bool = True
    tiers: tuple[str, ...] = ()


class Page(NamedTuple):
    """How many rows there are in all, and those of one page."""

    total: int
    rows: list[int]


class Slice(NamedTuple):
    """Which rows of a list: how many, after how many."""

    limit: int
    offset: int = 0


def tool_page(db: Database, wanted: ToolFilter, today: str, part: Slice) -> Page:
    """Tools that the filter lets through: by tag, or best first where text is given."""
    return _page(db, _tools(wanted, today), wanted.text, part, "t.code")


def member_page(db: Database, wanted: MemberFilter, part: Slice) -> Page:
    """Members that the filter lets through: by name, or best first where text is given."""
    return _page(db, _members(wanted), wanted.text, part, "t.name COLLATE NOCASE, t.id")


def members_by_tier(db: Database, wanted: MemberFilter) -> dict[str | None, int]:
    """How many members the filter lets through, by tier; for a filter without text."""
    among = _members(wanted)
    return {
        row[0]: row[1]
        for row in db.all(f"SELECT t.tier, count(*) {among.source} GROUP BY t.tier", among.values)
    }


@dataclass(frozen=True, slots=True)
class _Filtered:
    """A table (as t) with what is joined to it, and which of its rows count."""

    table: Literal["tool", "member"]
    where: str
    values: dict[str, object]
    joins: str = ""

    @property
    def source(self) -> str:
        # Without a WHERE the database counts pages, not rows.
        where = f" WHERE {self.where}" if self.where != _ANY else ""
        return f"FROM {self.table} t {self.joins}{where}"


def _page(db: Database, among: _Filtered, text: str, part: Slice, order: str) -> Page:
    named = {**among.values, **part._asdict()}
    if text.strip():
        return _search(db, among, text, named)
    total = int(db.value(f"SELECT count(*) {among.source}", named))
    rows = db.all(f"SELECT t.id {among.source} ORDER BY {order} LIMIT :limit OFFSET :offset", named)
    return Page(total, [row[0] for row in rows])


def _search(db: Database, among: _Filtered, text: str, named: dict[str, object]) -> Page:
    """Rows whose words begin so, best first; where there are none, rows that have the text somewhere inside."""
    named = {**named, "query": prefix_query(text), "pattern": substring_pattern(text), "ranked": _RANKED}
    if not named["query"]:  # no letter in it: an emoji, say, that stands in a name as it is
        among = replace(among, where=f"{among.where} AND instr(t.name, :literal)")
        return _hits(db, among.source, {**named, "literal": text.strip()}, "t.id")
    fts = f"{among.table}_fts"
    found = _hits(
        db,
        f"""FROM (SELECT rowid, rank FROM {fts} WHERE {fts} MATCH :query LIMIT :ranked) hit
        JOIN {among.table} t ON t.id = hit.rowid {among.joins} WHERE {among.where}""",
        named,
        "hit.rank, t.id",
    )
    if found.total or not named["pattern"]:
        return found
    inside = {
        "tool": "t.id IN (SELECT rowid FROM tool_part WHERE words LIKE :pattern)",
        "member": "t.words LIKE :pattern",
    }[among.table]
    return _hits(db, f"FROM {among.table} t {among.joins} WHERE {among.where} AND {inside}", named, "t.id")


def _hits(db: Database, source: str, named: dict[str, object], order: str) -> Page:
    total = int(db.value(f"SELECT count(*) {source}", named))
    rows = (
        db.all(f"SELECT t.id {source} ORDER BY {order} LIMIT :limit OFFSET :offset", named) if total else []
    )
    return Page(total, [row[0] for row in rows])


def _tools(wanted: ToolFilter, today: str) -> _Filtered:
    terms: list[str] = []
    values: dict[str, object] = {"today": today}
    if wanted.state is not None:
        terms.append(f"{STATE} = :state")
        values["state"] = wanted.state
    if wanted.kinds is not None:
        names = [f"kind{number}" for number in range(len(wanted.kinds))]
        values |= dict(zip(names, wanted.kinds, strict=True))
        terms.append(f"t.kind IN ({', '.join(f':{name}' for name in names)})")
    if wanted.owner is not None:
        terms.append("t.owner IS NULL" if wanted.owner == 0 else "t.owner = :owner")
        values["owner"] = wanted.owner
    return _Filtered("tool", " AND ".join(terms) or _ANY, values, JOINS if wanted.state is not None else "")


_ALIVE = "t.erased_at IS NULL"
_BLOCKED = "(t.block_why IS NOT NULL AND (t.block_until IS NULL OR t.block_until >= :today))"
_EXPIRED = "(t.until IS NOT NULL AND t.until < :expired_before)"


def _members(wanted: MemberFilter) -> _Filtered:
    """The standing in SQL says the same as `rules.eligibility.standing`; a property test holds them together."""
    terms = [_ALIVE]
    values: dict[str, object] = {}
    if wanted.tier is not None:
        terms.append("t.tier = :tier")
        values["tier"] = wanted.tier
    if wanted.standing is not None:
        missing = ["t.tier IS NULL OR t.tier NOT IN (SELECT value FROM json_each(:tiers))"]
        if wanted.needs_waiver:
            missing.append("t.waiver_at IS NULL")
        if wanted.needs_waiver and wanted.waiver_version is not None:
            missing.append("t.waiver_version IS NOT :waiver_version")
            values["waiver_version"] = wanted.waiver_version
        missing += ["t.identity_at IS NULL"] if wanted.needs_identity else []
        pending = f"({' OR '.join(missing)})"
        terms.append(
            {
                "blocked": _BLOCKED,
                "expired": f"(NOT {_BLOCKED} AND {_EXPIRED})",
                "pending": f"(NOT {_BLOCKED} AND NOT {_EXPIRED} AND {pending})",
                "good": f"(NOT {_BLOCKED} AND NOT {_EXPIRED} AND NOT {pending})",
            }[wanted.standing]
        )
        values |= {"today": wanted.today, "expired_before": wanted.expired_before}
        values["tiers"] = json.dumps(wanted.tiers)
    return _Filtered("member", " AND ".join(terms), values)
