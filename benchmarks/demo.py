"""How long a made-up library takes, against the same rows put in by the bare driver in the same run.

The floor: prepared tuples, `executemany`, one transaction, a new file with the same tables, indexes and triggers.
The limit is 3 times the floor. `--short` is for CI.
"""

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from toollib.demo.build import build_demo
from toollib.demo.sizes import Sizes
from toollib.places import DATABASE
from toollib.store.bulk import COLUMNS
from toollib.store.database import connect, create

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
LIMIT = 3.0
SHORT = Sizes(600, 2_000, 20_000)
FULL = Sizes(20_000, 100_000, 1_000_000)


def seconds_of_demo(folder: Path, sizes: Sizes) -> float:
    """How long the demo takes."""
    start = time.perf_counter()
    build_demo(folder, now=NOW, members=sizes.members, tools=sizes.tools, loans=sizes.loans)
    return time.perf_counter() - start


def seconds_of_driver(made: Path, path: Path) -> float:
    """How long the bare driver takes for the rows of a library that was made; reading them is not counted."""
    source, target = connect(made).connection, create(path)
    source.row_factory = None
    connection = target.connection
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    spent = time.perf_counter() - start
    for table, columns in COLUMNS.items():
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        rows = source.execute(f"SELECT {names} FROM {table}").fetchall()
        start = time.perf_counter()
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        spent += time.perf_counter() - start
    start = time.perf_counter()
    connection.commit()
    target.close()
    source.close()
    return spent + time.perf_counter() - start


def main() -> int:
    """Print the ratio; 1 if it is beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--short", action="store_true", help="2,000 tools and 20,000 loans, the best of three"
    )
    short = parser.parse_args().short
    sizes = SHORT if short else FULL
    demos, floors = [], []
    for _ in range(3 if short else 1):
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "made"
            demos.append(seconds_of_demo(made, sizes))
            floors.append(seconds_of_driver(made / DATABASE, Path(folder) / "floor.db"))
    ratio = min(demos) / min(floors)
    print(f"demo of {sizes.tools} tools, {sizes.members} members, {sizes.loans} loans: ", end="")
    print(f"{min(demos):.2f} s, bare driver {min(floors):.2f} s, ratio {ratio:.2f} (limit {LIMIT})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
