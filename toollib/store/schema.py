"""The tables, as migrations. Append only: a shipped step is never edited, its name never changed.

Truths that the database keeps by itself: one open loan a tool (partial unique index), ledger and events
that only grow (triggers), one code for one thing (one table for cards and tags).
Instants are UTC text ending in Z, dates are local text, money is whole minor units.
This module is imported only where a schema is made or migrated: sqlite-utils costs start-up time.
"""

import json

from sqlite_utils.db import Database
from sqlite_utils.migrations import Migrations

from toollib.store import schema_texts as texts
from toollib.store import wish_texts

schema = Migrations("toollib")


def _run(db: Database, script: str) -> None:
    """Each statement of a script, inside the migration's transaction (executescript would commit)."""
    for statement in script.split(";;"):
        if statement.strip():
            db.execute(statement)


@schema()
def m0001_people_and_tools(db: Database) -> None:
    """Members, tools, and the one space of codes that both share."""
    _run(db, texts.PEOPLE_AND_TOOLS)


@schema()
def m0002_events_loans_money(db: Database) -> None:
    """What happens at the desk: events, loans, the ledger."""
    _run(db, texts.EVENTS_LOANS_MONEY)


@schema()
def m0003_holds_reservations_repairs(db: Database) -> None:
    """Who waits for what, what is claimed, what is broken, who may use what."""
    _run(db, texts.HOLDS_AND_CARE)


@schema()
def m0004_search(db: Database) -> None:
    """Full-text search over tools and members, kept in step by triggers, forgetting what is erased."""
    for table in ("tool", "member"):
        _run(db, texts.SEARCH.format(table=table))
    _run(db, texts.SUBSTRINGS)


@schema()
def m0005_care(db: Database) -> None:
    """What care for tools and people needs: recalls, files, closed days, terms of members' own tools."""
    _run(db, texts.CARE)


@schema()
def m0006_leaving(db: Database) -> None:
    """What leaving needs: into whom a second record of a member went; events that forget to whom a loan went."""
    _run(db, texts.LEAVING)


@schema()
def m0007_collected(db: Database) -> None:
    """With which copy a reservation was collected."""
    db.execute("ALTER TABLE reservation ADD COLUMN tool INTEGER REFERENCES tool (id)")


@schema()
def m0008_recalled(db: Database) -> None:
    """Which copies are recalled is asked every morning: an index that holds these alone."""
    db.execute("CREATE INDEX tool_recalled ON tool (code) WHERE recalled_at IS NOT NULL")


@schema()
def m0009_builds(db: Database) -> None:
    """What is being built, by whom, how far it is, and what came of it."""
    _run(db, texts.BUILDS)


@schema()
def m0010_wishes(db: Database) -> None:
    """What members wish for, who wished along, and how often the shelf could not serve somebody."""
    _run(db, wish_texts.WISHES)


@schema()
def m0011_counted_once(db: Database) -> None:
    """To whom a loan went when it was made, and which kinds a member had before although the loan has forgotten them.

    Roles and owners change and old loans forget their member; figures must not change with them (docs/decisions/0017).
    """
    _run(db, _COUNTED_ONCE)


_COUNTED_ONCE = """
ALTER TABLE loan ADD COLUMN borrower TEXT NOT NULL DEFAULT 'member'
    CHECK (borrower IN ('member', 'staff', 'owner'));;
UPDATE loan SET borrower = 'staff' WHERE member IN (SELECT id FROM member WHERE role IS NOT NULL);;
UPDATE loan SET borrower = 'owner'
    WHERE tool IN (SELECT id FROM tool WHERE owner IS NOT NULL)
    AND member = (SELECT owner FROM tool WHERE id = loan.tool);;
CREATE TABLE had_kind (
    member INTEGER NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (member, kind)
) STRICT, WITHOUT ROWID
"""


@schema()
def m0012_benches(db: Database) -> None:
    """A reserved bench is a build that is not started yet, so that its reservations carry the number of a build.

    Before, they carried that of the event by which they were made (docs/decisions/0016).
    """
    _run(db, _BENCHES)
    made = "SELECT id, at, about FROM event WHERE id IN (SELECT -build FROM reservation)"
    for event, at, about in db.execute(made).fetchall():
        design = json.loads(about)["design"]
        values = (design, design, at)
        row = db.execute("INSERT INTO build (design, name, placed_at) VALUES (?, ?, ?)", values).lastrowid
        db.execute(
            "INSERT INTO build_member (build, member) SELECT DISTINCT ?, member FROM reservation WHERE build = ?",
            (row, -event),
        )
        db.execute("UPDATE reservation SET build = ? WHERE build = ?", (row, -event))


# The old numbers are turned negative first, since new and old ones are of one range.
_BENCHES = """
ALTER TABLE build RENAME COLUMN started_at TO placed_at;;
ALTER TABLE build ADD COLUMN started_at TEXT;;
UPDATE build SET started_at = placed_at;;
UPDATE reservation SET build = -build WHERE build IS NOT NULL;;
CREATE INDEX reservation_of_build ON reservation (build) WHERE build IS NOT NULL
"""

# What PRAGMA user_version says after all steps, so that opening needs no migration library.
VERSION = 12
