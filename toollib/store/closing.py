"""Days that were closed at the desk, and what lies on a day: loans due, copies kept ready, reservations."""

from typing import NamedTuple

from toollib.store.database import Database

ClosedDays = tuple[tuple[str, str], ...]


class Claim(NamedTuple):
    """An accepted reservation that begins or ends on a day."""

    row: int
    from_day: str
    to_day: str


def how_many(db: Database) -> int:
    """How many days were closed at the desk; they are never opened again, so another number is another calendar."""
    return int(db.value("SELECT count(*) FROM closed_day"))


def closed_days(db: Database) -> ClosedDays:
    """Each day that was closed at the desk, and why, in order."""
    return tuple((row[0], row[1]) for row in db.all("SELECT day, why FROM closed_day ORDER BY day"))


def close(db: Database, day: str, why: str, at: str, event: int) -> None:
    """Keep a day as closed."""
    db.run("INSERT INTO closed_day (day, why, at, event) VALUES (?, ?, ?, ?)", (day, why, at, event))


def due_on(db: Database, day: str) -> list[int]:
    """The open loans that are due on this day, oldest first."""
    rows = db.all("SELECT id FROM loan WHERE returned_at IS NULL AND due = ? ORDER BY id", (day,))
    return [row[0] for row in rows]


def move_due(db: Database, day: str, to: str) -> None:
    """Let all open loans that are due on one day be due on another."""
    db.run("UPDATE loan SET due = ? WHERE returned_at IS NULL AND due = ?", (to, day))


def due_on_closed_days(db: Database, loan: int) -> str | None:
    """The due date of an open loan if it is a day that was closed at the desk, else None."""
    due: str | None = db.value(
        "SELECT due FROM loan WHERE id = ? AND returned_at IS NULL AND due IN (SELECT day FROM closed_day)",
        (loan,),
    )
    return due


def kept_from(db: Database, day: str) -> list[tuple[int, str]]:
    """The holds whose copy is kept ready until this day or a later one, with that day, oldest first."""
    rows = db.all(
        "SELECT id, ready_until FROM hold WHERE state = 'ready' AND ready_until >= ? ORDER BY id", (day,)
    )
    return [(row[0], row[1]) for row in rows]


def keep_until(db: Database, hold: int, day: str) -> None:
    """Keep the copy of a ready hold until this day."""
    db.run("UPDATE hold SET ready_until = ? WHERE id = ?", (day, hold))


def kept_until_closed_day(db: Database, hold: int) -> str | None:
    """The last day of a ready hold if it is a day that was closed at the desk, else None."""
    until: str | None = db.value(
        """SELECT ready_until FROM hold WHERE id = ? AND state = 'ready'
        AND ready_until IN (SELECT day FROM closed_day)""",
        (hold,),
    )
    return until


def claim_on_closed_days(db: Database, claim: int) -> list[Claim]:
    """This reservation, if it is accepted and begins or ends on a day that was closed at the desk."""
    rows = db.all(
        """SELECT id, from_day, to_day FROM reservation WHERE id = ? AND state = 'accepted'
        AND (from_day IN (SELECT day FROM closed_day) OR to_day IN (SELECT day FROM closed_day))""",
        (claim,),
    )
    return [Claim(*row) for row in rows]


def claims_on(db: Database, day: str) -> list[Claim]:
    """The accepted reservations that begin or end on this day, oldest first."""
    rows = db.all(
        """SELECT id, from_day, to_day FROM reservation
        WHERE state = 'accepted' AND (from_day = :day OR to_day = :day) ORDER BY id""",
        {"day": day},
    )
    return [Claim(*row) for row in rows]


def move_claim(db: Database, claim: Claim) -> None:
    """Let a reservation begin and end on other days."""
    db.run(
        "UPDATE reservation SET from_day = ?, to_day = ? WHERE id = ?",
        (claim.from_day, claim.to_day, claim.row),
    )
