"""What the benchmarks share: taking turns, medians, and a line for each ratio."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """A measured cost over its floor, with the limit that we hold ourselves to."""

    what: str
    ratio: float
    limit: float
    note: str = ""

    def __str__(self) -> str:
        """One line: what, ratio, limit, whether it holds."""
        verdict = "ok" if self.ratio <= self.limit else "ABOVE"
        note = f"  ({self.note})" if self.note else ""
        return f"{verdict:5} {self.ratio:5.2f} x  (limit {self.limit:g})  {self.what}{note}"


def in_turns(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each work; they take turns, so that a busy spell of the machine hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds):
        for name in sorted(works, key=lambda name: (hash(name) + turn) % len(works)):
            start = time.perf_counter()
            works[name]()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in times.items()}


def milliseconds(seconds: float) -> str:
    """For notes."""
    return f"{seconds * 1000:.2f} ms"
