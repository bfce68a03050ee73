"""`today` at the desk over 100,000 open loans, against its bare SQL for the same rows. Limit: 3 times.

The largest made-up library has 100,000 tools, a few of them lost, retired or in repair, so nearly all are out.

The floor: the queries for what is due and what is overdue, with the same joins and the same limit, rows fetched and
nothing made of them.
"""

import argparse
import gc
import sys
import tempfile
from pathlib import Path

from benchmarks.libraries import made, opened
from benchmarks.measure import Ratio, in_turns, milliseconds
from toollib.desk.reads import LIMIT
from toollib.library import Library

JOINED = """
SELECT l.id, l.tool, l.member, t.code, t.name, t.kind, t.price, m.code, m.name, m.tier, l.out_at, l.due, l.returned_at,
l.renewals, l.late_days, (SELECT coalesce(sum(amount), 0) FROM ledger g WHERE g.loan = l.id AND g.reason = 'late')
FROM loan l JOIN tool t ON t.id = l.tool LEFT JOIN member m ON m.id = l.member
WHERE l.returned_at IS NULL
"""


def lend_all(library: Library, wanted: int) -> int:
    """Put in open loans by the bare driver until there are so many: a quarter overdue, the rest due from today on."""
    run = library.desk.context.db.connection.execute
    run("BEGIN IMMEDIATE")
    run(
        """INSERT INTO loan (tool, member, out_at, due)
        SELECT t.id, 1 + t.id % (SELECT count(*) FROM member), '2026-11-07T10:30:00Z',
               date('2026-11-28', CASE WHEN t.id % 4 = 0 THEN '-14 days' WHEN t.id % 4 = 1 THEN '+0 days' ELSE '+7 days' END)
        FROM tool t WHERE t.lost_at IS NULL AND t.retired_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM loan l WHERE l.tool = t.id AND l.returned_at IS NULL) LIMIT ?""",
        (wanted,),
    )
    run("COMMIT")
    run("ANALYZE")
    return int(run("SELECT count(*) FROM loan WHERE returned_at IS NULL").fetchone()[0])


def bare(library: Library) -> object:
    """The same rows, by the driver alone."""
    context = library.desk.context
    run, cutoff, today = context.db.connection.execute, context.cutoff, context.today.isoformat()
    due = run(
        f"{JOINED} AND l.due > ? AND l.due <= ? ORDER BY l.due, l.id LIMIT ?", (cutoff, today, LIMIT)
    ).fetchall()
    late = run(
        f"{JOINED} AND l.undone IS NULL AND l.due <= ? ORDER BY l.due, l.id LIMIT ?", (cutoff, LIMIT)
    ).fetchall()
    return due, late


def main() -> int:
    """Print the ratio; 1 if it is beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="20,000 open loans in place of 100,000")
    wanted = 20_000 if parser.parse_args().short else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = made(
            Path(name) / "library", members=2_000, tools=min(100_000, wanted + wanted // 10), loans=5_000
        )
        with opened(folder) as library:
            there = lend_all(library, wanted)
            gc.collect()
            gc.freeze()  # what making the library left behind is no part of a desk
            times = in_turns({"today": library.desk.today, "bare": lambda: bare(library)}, 21)
    ratio = Ratio(
        f"today over {there:,} open loans / bare SQL",
        times["today"] / times["bare"],
        3.0,
        milliseconds(times["today"]),
    )
    print(ratio)
    return int(ratio.ratio > ratio.limit)


if __name__ == "__main__":
    sys.exit(main())
