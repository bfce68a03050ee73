"""Lists and search over many tools: only the rows in view are asked for.

Limits: a list of 100,000 tools opens within 1.5 times the time of one of 100; search over 100,000 tools takes at most
2 times the bare FTS5 query for the same page.
"""

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.libraries import made, opened
from benchmarks.measure import Ratio, in_turns, milliseconds
from toollib.desk.reads import Part, ToolsWanted
from toollib.library import Library
from toollib.store.words import prefix_query

IN_VIEW = Part(40)
QUERIES = ("drill", "cordless drill", "saw 1")


def bare_search(library: Library, text: str) -> object:
    """The bare query: the best 40 rows by rank, and how many match."""
    run = library.desk.context.db.connection.execute
    query = prefix_query(text)
    rows = run(
        "SELECT rowid FROM tool_fts WHERE tool_fts MATCH ? ORDER BY rank LIMIT 40", (query,)
    ).fetchall()
    return rows, run("SELECT count(*) FROM tool_fts WHERE tool_fts MATCH ?", (query,)).fetchone()


def main() -> int:
    """Print the ratios; 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="20,000 tools in place of 100,000")
    many = 20_000 if parser.parse_args().short else 100_000
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        small = opened(made(Path(name) / "small", members=60, tools=100, loans=500))
        large = opened(made(Path(name) / "large", members=600, tools=many, loans=5_000))
        with small, large:
            opening = in_turns(
                {
                    "small": lambda: small.desk.tools(part=IN_VIEW),
                    "large": lambda: large.desk.tools(part=IN_VIEW),
                },
                101,
            )
            ratios.append(
                Ratio(
                    f"open a list of {many:,} tools / of 100",
                    opening["large"] / opening["small"],
                    1.5,
                    milliseconds(opening["large"]),
                )
            )
            for text in QUERIES:
                found = in_turns(
                    {
                        "ours": partial(large.desk.tools, ToolsWanted(text=text), IN_VIEW),
                        "bare": partial(bare_search, large, text),
                    },
                    31,
                )
                ratios.append(
                    Ratio(
                        f"search “{text}” over {many:,} tools / bare FTS5",
                        found["ours"] / found["bare"],
                        2.0,
                        milliseconds(found["ours"]),
                    )
                )
    print(*ratios, sep="\n")
    return int(any(each.ratio > each.limit for each in ratios))


if __name__ == "__main__":
    sys.exit(main())
