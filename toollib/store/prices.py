"""What the copies on the shelf cost."""

from toollib.store.database import Database


def of_copies(db: Database) -> list[tuple[str, int]]:
    """Kind and price (minor units) of every copy whose price is known, retired and lost ones too: prices stay true."""
    rows = db.all("SELECT kind, price FROM tool WHERE price > 0 ORDER BY kind, price, id")
    return [(row[0], row[1]) for row in rows]
