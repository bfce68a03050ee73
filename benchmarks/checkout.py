"""One durable checkout through the desk, against the same rows written by the bare driver with the same durability.

Limits: 2.0 times the bare rows; with 1,000,000 loans there 1.3 times as long as with 1,000.
Both write to the same file in turns: BEGIN IMMEDIATE, WAL, synchronous FULL, all indexes and triggers in place.
The floor also reads what it cannot do without: whether the kind is the member's first (one look-up).
"""

import argparse
import itertools
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.libraries import made, opened
from benchmarks.measure import Ratio, in_turns, milliseconds
from toollib.desk.people import MemberEdit
from toollib.library import Library

SIZES = {"few": (60, 1_500, 1_000), "many": (30_000, 60_000, 1_000_000)}
SHORT = {"few": (60, 1_500, 1_000), "many": (4_000, 6_000, 100_000)}


def free_tools(library: Library) -> Iterator[tuple[int, str]]:
    """Rows and tags of tools that are in and need no induction."""
    db = library.desk.context.db
    rows = db.all(
        """SELECT t.id, t.code, t.kind FROM tool t WHERE t.lost_at IS NULL AND t.retired_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM loan l WHERE l.tool = t.id AND l.returned_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.tool = t.id AND h.state = 'ready')
        AND NOT EXISTS (SELECT 1 FROM reservation v WHERE v.copy = t.id)"""
    )
    settings = library.settings
    return (
        (row[0], row[1])
        for row in rows
        if not settings.topics_of(row[2]) and not stays(library, row[1], row[2])
    )


def stays(library: Library, tag: str, kind: str) -> bool:
    """Whether a tool is for use in the library only."""
    from toollib.desk.facts import policy_for

    return policy_for(library.desk.context, tag, kind, None).stays_here


def bare(library: Library, row: int, tag: str, member: int) -> None:
    """The rows of a checkout, by the driver alone."""
    run = library.desk.context.db.connection.execute
    at, due = "2026-11-28T10:30:00Z", "2026-12-05"
    run("BEGIN IMMEDIATE")
    kind = run("SELECT kind FROM tool WHERE id = ?", (row,)).fetchone()[0]
    first = run("SELECT 1 FROM borrowed WHERE member = ? AND kind = ?", (member, kind)).fetchone() is None
    loan = run(
        "INSERT INTO loan (tool, member, out_at, due, first_of_kind) VALUES (?, ?, ?, ?, ?)",
        (row, member, at, due, first),
    ).lastrowid
    if first:
        run("INSERT INTO borrowed (member, kind, loan) VALUES (?, ?, ?)", (member, kind, loan))
    about = json.dumps({"member": "M-0001", "tools": [tag], "loans": [str(loan)]})
    event = run(
        "INSERT INTO event (at, who, desk, what, about, by_hand) VALUES (?, ?, ?, ?, ?, ?)",
        (at, "bench", "bench", "checkout", about, 1),
    ).lastrowid
    run("INSERT INTO event_about (thing, ref, event) VALUES ('tool', ?, ?)", (row, event))
    run("INSERT INTO event_about (thing, ref, event) VALUES ('member', ?, ?)", (member, event))
    run("COMMIT")


def borrower(library: Library) -> tuple[str, int]:
    """A new member whom nothing keeps from borrowing: (id, row)."""
    member = library.desk.member_add(MemberEdit(name="Bench Mark", waiver=True, identity=True), fee="cash")
    return member.id, library.desk.context.db.value("SELECT id FROM member WHERE code = ?", (member.id,))


def works(library: Library) -> dict[str, Callable[[], object]]:
    """A checkout by the desk, and its rows by the driver, each of another tool every time."""
    member, row = borrower(library)
    by_desk, by_driver = itertools.tee(free_tools(library))
    odd, even = itertools.islice(by_desk, 0, None, 2), itertools.islice(by_driver, 1, None, 2)
    return {
        "desk": lambda: library.desk.checkout(member, [next(odd)[1]]),
        "bare": lambda: bare(library, *next(even), row),
    }


def without_loan_limit(folder: Path) -> None:
    """Let one member have as many loans as the benchmark makes."""
    path = folder / "library.yaml"
    text = path.read_text(encoding="utf-8")
    lines = [
        line.replace("loans: 7", "loans: 100000").replace("loans: 15", "loans: 100000")
        for line in text.split("\n")
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    """Print the ratios; 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="100,000 loans in place of 1,000,000")
    short = parser.parse_args().short
    rounds = 150 if short else 400
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        all_works: dict[str, Callable[[], object]] = {}
        for size, (members, tools, loans) in (SHORT if short else SIZES).items():
            folder = made(Path(name) / size, members=members, tools=tools, loans=loans)
            without_loan_limit(folder)
            library = stack.enter_context(opened(folder))
            all_works |= {f"{size} {who}": work for who, work in works(library).items()}
        # All four take turns: a busy spell of the machine or its disk hits them alike.
        found = in_turns(all_works, rounds)
    loans = (SHORT if short else SIZES)["many"][2]
    ratios = [
        Ratio(
            f"checkout / bare rows, {1000:,} loans there",
            found["few desk"] / found["few bare"],
            2.0,
            milliseconds(found["few desk"]),
        ),
        Ratio(
            f"checkout / bare rows, {loans:,} loans there",
            found["many desk"] / found["many bare"],
            2.0,
            milliseconds(found["many desk"]),
        ),
        Ratio(f"checkout with {loans:,} loans / with 1,000", found["many desk"] / found["few desk"], 1.3),
    ]
    print(*ratios, sep="\n")
    return int(any(each.ratio > each.limit for each in ratios))


if __name__ == "__main__":
    sys.exit(main())
