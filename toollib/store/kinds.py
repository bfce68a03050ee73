"""Kinds that were made at the desk; those of files are read by the catalog."""

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
