"""Eight desks at human pace on one library: how long does a checkout wait? Limit: p99 of 25 times one desk's median.

Each desk is a process that lends and takes back its own tools, with a pause of a person between. An absolute wait says
little on a busy machine, so the floor is the median checkout of one desk alone in the same run; 25 ms stand beside it
as the number that people notice.
"""

import argparse
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.checkout import borrower, free_tools, without_loan_limit
from benchmarks.libraries import NOW, made
from benchmarks.measure import Ratio, milliseconds
from toollib.clock import SetClock
from toollib.library import Library, Who

DESKS = 8
PAUSE = (0.1, 0.5)  # seconds: eight people who never chat
NOTICED = 0.025


def one_desk(folder: str, number: int, tags: list[str], rounds: int) -> list[float]:
    """Lend and take back; answers how long each action took."""
    rng, waits = random.Random(number), []  # noqa: S311 - pauses, no secret
    with Library.open(
        Path(folder), clock=SetClock(NOW), person=Who(f"desk {number}", f"desk {number}")
    ) as library:
        member = borrower(library)[0]
        for turn in range(rounds):
            tag = tags[turn % len(tags)]
            for action in (
                lambda tag=tag: library.desk.checkout(member, [tag]),
                lambda tag=tag: library.desk.return_([tag]),
            ):
                time.sleep(rng.uniform(*PAUSE))
                start = time.perf_counter()
                action()
                waits.append(time.perf_counter() - start)
    return waits


def main() -> int:
    """Print the ratio; 1 if it is beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer rounds")
    rounds = 20 if parser.parse_args().short else 60
    with tempfile.TemporaryDirectory() as name:
        folder = made(Path(name) / "library", members=200, tools=600, loans=5_000)
        without_loan_limit(folder)
        with Library.open(folder, clock=SetClock(NOW), person=Who("bench", "bench")) as library:
            tags = [tag for _, tag in free_tools(library)]
        share = len(tags) // DESKS
        alone = statistics.median(one_desk(str(folder), 99, tags[:share], rounds))
        work = [(str(folder), desk, tags[desk * share : (desk + 1) * share], rounds) for desk in range(DESKS)]
        with multiprocessing.get_context("spawn").Pool(DESKS) as pool:
            waits = sorted(wait for desk in pool.starmap(one_desk, work) for wait in desk)
    last = waits[int(len(waits) * 0.99)]
    note = (
        f"p99 {milliseconds(last)}, longest {milliseconds(waits[-1])}; noticed from {milliseconds(NOTICED)}"
    )
    ratio = Ratio(f"{DESKS} desks at human pace: p99 / median of one desk", last / alone, 25.0, note)
    print(ratio)
    return int(ratio.ratio > ratio.limit)


if __name__ == "__main__":
    sys.exit(main())
