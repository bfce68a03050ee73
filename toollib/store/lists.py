"""Lists and search: pages of members and tools, filtered and counted by the database.

A list asks for the rows in view only. Ids come first, by an index where there is one; what is derived is then
read for these rows alone, so that a list of 100,000 opens as quickly as one of 100.
"""

from dataclasses import dataclass
from typing import Literal

from toollib.store.database import Database, Values
from toollib.store.tools import JOINS, STATE
from toollib.store.words import prefix_query, substring_pattern

# Ranking a word that stands in every row means reading every row; beyond so many matches the order says little.
_RANKED = 2000


@dataclass(frozen=True, slots=True)
class ToolFilter:
    """Which tools a list shows. `kinds` are slugs (of a kind or of a whole category); `owner` a row, 0: the library."""

    text: str = ""
    state: str | None = None
    kinds: tuple[str, ...] | None = None
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Which members a list shows; `standing` needs `today`, `grace` days after `until`, and the papers needed."""

    text: str = ""
    standing: str | None = None
    tier: str | None = None
    today: str = ""
    expired_before: str = ""
    needs_waiver: bool = True
    needs_identity: bool = True


def tool_page(
    db: Database, wanted: ToolFilter, today: str, limit: int, offset: int = 0
) -> tuple[int, list[int]]:
    """How many tools the filter lets through, and the rows of one page by tag (by rank where text is given)."""
    if wanted.text.strip():
        return _found("tool", db, wanted.text, _tool_where(wanted), {"today": today}, limit, offset)
    where, values = _tool_where(wanted)
    joins = JOINS if wanted.state is not None else ""
    named = {**values, "today": today, "limit": limit, "offset": offset}
    total = int(db.value(f"SELECT count(*) FROM tool t {joins} WHERE {where}", named))
    rows = db.all(
        f"SELECT t.id FROM tool t {joins} WHERE {where} ORDER BY t.code LIMIT :limit OFFSET :offset", named
    )
    return total, [row[0] for row in rows]


def member_page(db: Database, wanted: MemberFilter, limit: int, offset: int = 0) -> tuple[int, list[int]]:
    """How many members the filter lets through, and the rows of one page by name (by rank where text is given)."""
    if wanted.text.strip():
        return _found("member", db, wanted.text, _member_where(wanted), {}, limit, offset)
    where, values = _member_where(wanted)
    named = {**values, "limit": limit, "offset": offset}
    total = int(db.value(f"SELECT count(*) FROM member t WHERE {where}", named))
    rows = db.all(
        f"SELECT t.id FROM member t WHERE {where} ORDER BY t.name COLLATE NOCASE, t.id LIMIT :limit OFFSET :offset",
        named,
    )
    return total, [row[0] for row in rows]


Where = tuple[str, dict[str, object]]


def _found(
    table: Literal["tool", "member"], db: Database, text: str, filter_: Where, more: dict[str, object],
    limit: int, offset: int,
) -> tuple[int, list[int]]:  # fmt: skip
    """Rows whose words begin so, best first; without any, rows that have the text somewhere inside."""
    where, values = filter_
    joins = JOINS if "today" in more and "l.id" in where else ""
    named = {
        **values,
        **more,
        "query": prefix_query(text),
        "limit": limit,
        "offset": offset,
        "ranked": _RANKED,
    }
    if not named["query"]:
        return 0, []
    plain = where == "1" or where == _ALIVE
    hits = f"(SELECT rowid, rank FROM {table}_fts WHERE {table}_fts MATCH :query LIMIT :ranked)"
    rows = db.all(
        f"""SELECT t.id FROM {hits} hit JOIN {table} t ON t.id = hit.rowid {joins} WHERE {where}
        ORDER BY hit.rank, t.id LIMIT :limit OFFSET :offset""",
        named,
    )
    if rows or offset:
        count = f"SELECT count(*) FROM {table}_fts WHERE {table}_fts MATCH :query"
        if not plain:
            count = (
                f"SELECT count(*) FROM {hits} hit JOIN {table} t ON t.id = hit.rowid {joins} WHERE {where}"
            )
        return min(int(db.value(count, named)), max(_RANKED, offset + len(rows))), [row[0] for row in rows]
    return _inside(table, db, text, filter_, named, joins)


def _inside(
    table: Literal["tool", "member"], db: Database, text: str, filter_: Where, named: Values, joins: str
) -> tuple[int, list[int]]:  # fmt: skip
    pattern = substring_pattern(text)
    if not pattern or not isinstance(named, dict):
        return 0, []
    inside = (
        "t.id IN (SELECT rowid FROM tool_part WHERE words LIKE :pattern)"
        if table == "tool"
        else "t.words LIKE :pattern"
    )
    rows = db.all(
        f"SELECT t.id FROM {table} t {joins} WHERE {inside} AND {filter_[0]} ORDER BY t.id LIMIT :limit OFFSET :offset",
        {**named, "pattern": pattern},
    )
    return len(rows), [row[0] for row in rows]


def _tool_where(wanted: ToolFilter) -> Where:
    terms: list[str] = []
    values: dict[str, object] = {}
    if wanted.state is not None:
        terms.append(f"({STATE}) = :state AND (l.id IS NULL OR l.id > 0)")
        values["state"] = wanted.state
    if wanted.kinds is not None:
        names = [f":kind{number}" for number in range(len(wanted.kinds))]
        values |= {name[1:]: kind for name, kind in zip(names, wanted.kinds, strict=True)}
        terms.append(f"t.kind IN ({', '.join(names)})")
    if wanted.owner is not None:
        terms.append("t.owner IS NULL" if wanted.owner == 0 else "t.owner = :owner")
        values["owner"] = wanted.owner
    return " AND ".join(terms) or "1", values


_ALIVE = "t.erased_at IS NULL"
_BLOCKED = "(t.block_why IS NOT NULL AND (t.block_until IS NULL OR t.block_until >= :today))"
_EXPIRED = "(t.until IS NOT NULL AND t.until < :expired_before)"


def _member_where(wanted: MemberFilter) -> Where:
    """The standing in SQL says the same as `rules.eligibility.standing`; a property test holds them together."""
    terms = [_ALIVE]
    values: dict[str, object] = {}
    if wanted.tier is not None:
        terms.append("t.tier = :tier")
        values["tier"] = wanted.tier
    if wanted.standing is not None:
        missing = ["t.tier IS NULL"]
        missing += ["t.waiver_at IS NULL"] if wanted.needs_waiver else []
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
    return " AND ".join(terms), values
