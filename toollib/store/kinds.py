"""Kinds as the tables know them: those made at the desk, and the slugs that tools and people's claims stand under."""

from toollib.store.database import Database


def all_made(db: Database) -> list[tuple[str, str, str | None]]:
    """Slug, name and category of each, by slug."""
    return [(row[0], row[1], row[2]) for row in db.all("SELECT slug, name, category FROM kind ORDER BY slug")]


def add(db: Database, slug: str, name: str, at: str, category: str | None = None) -> None:
    """Put in a kind; one that is there stays as it is."""
    db.run(
        "INSERT OR IGNORE INTO kind (slug, name, category, added_at) VALUES (?, ?, ?, ?)",
        (slug, name, category, at),
    )


def in_use(db: Database) -> list[str]:
    """Every slug under which a tool stands, somebody waits, wishes or has a claim, or a recall holds."""
    # One step of the index a kind, however many tools there are.
    rows = db.all(
        """WITH RECURSIVE each(kind) AS (SELECT min(kind) FROM tool UNION ALL
            SELECT (SELECT min(kind) FROM tool WHERE kind > each.kind) FROM each WHERE each.kind NOTNULL)
        SELECT kind FROM each WHERE kind NOTNULL
        UNION SELECT kind FROM hold WHERE state = 'waiting' AND kind NOTNULL
        UNION SELECT kind FROM hold WHERE state = 'ready' AND kind NOTNULL
        UNION SELECT kind FROM reservation WHERE state = 'accepted' AND kind NOTNULL
        UNION SELECT kind FROM wish WHERE closed_at IS NULL AND kind NOTNULL
        UNION SELECT kind FROM recalled_kind"""
    )
    return [row[0] for row in rows]


def move(db: Database, old: str, new: str, at: str) -> list[int]:
    """Everything that stands under one slug stands under another from now on; answers the tools (rows), by tag."""
    moved = [row[0] for row in db.all("SELECT id FROM tool WHERE kind = ? ORDER BY code", (old,))]
    both = {"old": old, "new": new, "at": at}
    for statement in MOVE.split(";;"):
        db.run(statement, both)
    return moved


# Whoever had both kinds has had the one: the earlier loan stays the first of it. Who wished for both wished once.
MOVE = """
UPDATE tool SET kind = :new WHERE kind = :old;;
UPDATE hold SET kind = :new WHERE kind = :old;;
UPDATE reservation SET kind = :new WHERE kind = :old;;
UPDATE OR IGNORE recalled_kind SET kind = :new WHERE kind = :old;;
DELETE FROM recalled_kind WHERE kind = :old;;
UPDATE loan SET first_of_kind = 0 WHERE id IN (SELECT max(a.loan, b.loan) FROM borrowed a
    JOIN borrowed b ON b.member = a.member AND b.kind = :new WHERE a.kind = :old);;
UPDATE borrowed SET loan = (SELECT min(b.loan) FROM borrowed b
    WHERE b.member = borrowed.member AND b.kind IN (:old, :new)) WHERE kind = :new;;
UPDATE OR IGNORE borrowed SET kind = :new WHERE kind = :old;;
DELETE FROM borrowed WHERE kind = :old;;
UPDATE OR IGNORE had_kind SET kind = :new WHERE kind = :old;;
DELETE FROM had_kind WHERE kind = :old;;
UPDATE loan SET first_of_kind = 0 WHERE id IN (SELECT b.loan FROM borrowed b
    JOIN had_kind h ON h.member = b.member AND h.kind = b.kind WHERE b.kind = :new);;
DELETE FROM borrowed WHERE kind = :new AND member IN (SELECT member FROM had_kind WHERE kind = :new);;
INSERT OR IGNORE INTO wish_vote (wish, member, at) SELECT n.id, v.member, v.at FROM wish_vote v
    JOIN wish o ON o.id = v.wish AND o.key = :old AND o.closed_at IS NULL
    JOIN wish n ON n.key = :new AND n.closed_at IS NULL;;
UPDATE wish SET closed_at = :at, closed_why = 'wished for as ' || :new WHERE key = :old AND closed_at IS NULL
    AND EXISTS (SELECT 1 FROM wish n WHERE n.key = :new AND n.closed_at IS NULL);;
UPDATE wish SET kind = :new, key = :new WHERE kind = :old;;
INSERT INTO unmet (day, kind, what, codes, count) SELECT day, :new, what, codes, count FROM unmet WHERE kind = :old
    ON CONFLICT DO UPDATE SET count = count + excluded.count;;
DELETE FROM unmet WHERE kind = :old
"""
"""What `move` does, table by table."""
