"""Reports over a million loans, against the bare SQL that counts the same. Limit: 3 times.

The floor reads the same tables once for each question, by months of UTC and without a rule: what a report costs above
it are the local months, tools that came and went, names, and the values that screens, pages and tables show.
"""

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.libraries import made, opened
from benchmarks.measure import Ratio, in_turns, milliseconds
from toollib.library import Library
from toollib.reports.book import write

BARE = {
    "usage": (
        """SELECT substr(out_at, 1, 7), count(*), sum(borrower = 'member'), sum(borrower = 'staff'),
        sum(borrower = 'owner'), sum(first_of_kind AND borrower = 'member'), sum(late_days > 0)
        FROM loan WHERE undone IS NULL GROUP BY 1""",
        """SELECT tool, count(*), sum(late_days > 0), sum(unixepoch(coalesce(returned_at, '2026-11-28T10:30:00Z'))
        - unixepoch(out_at)) FROM loan WHERE undone IS NULL GROUP BY tool""",
    ),
    "idle": ("SELECT tool, max(out_at), max(returned_at) FROM loan WHERE undone IS NULL GROUP BY tool",),
    "money": (
        "SELECT substr(at, 1, 10), kind, reason, method, count(*), sum(amount) FROM ledger GROUP BY 1, 2, 3, 4",
        "SELECT member, sum(amount) FROM ledger GROUP BY member",
    ),
    "members": (
        "SELECT tier, count(*) FROM member GROUP BY tier",
        "SELECT substr(out_at, 1, 7), count(DISTINCT member) FROM loan WHERE undone IS NULL GROUP BY 1",
        "SELECT count(DISTINCT member) FROM loan WHERE undone IS NULL",
    ),
    "events": ("SELECT substr(at, 1, 7), what, count(*) FROM event GROUP BY 1, 2",),
}
LIMIT = 3.0


def bare(library: Library, code: str) -> object:
    """The same counts by the driver alone, rows fetched and nothing made of them."""
    run = library.desk.context.db.connection.execute
    return [run(each).fetchall() for each in BARE[code]]


def main() -> int:
    """Print the ratios; 1 if one is beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="50,000 loans in place of a million")
    loans = 50_000 if parser.parse_args().short else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = made(Path(name) / "library", members=loans // 40, tools=loans // 12, loans=loans)
        with opened(folder) as library:
            gc.collect()
            gc.freeze()  # what making the library left behind is no part of a report
            ratios = [_ratio(library, code, loans) for code in BARE]
    for each in ratios:
        print(each)
    return int(any(each.ratio > each.limit for each in ratios))


def _ratio(library: Library, code: str, loans: int) -> Ratio:
    works: dict[str, Callable[[], object]] = {
        "report": partial(write, library, code),
        "bare": partial(bare, library, code),
    }
    times = in_turns(works, 5)
    what = f"report {code} over {loans:,} loans / bare SQL"
    return Ratio(what, times["report"] / times["bare"], LIMIT, milliseconds(times["report"]))


if __name__ == "__main__":
    sys.exit(main())
