"""Which copies can be had together on some days, beside everything that is promised to others.

What others have reserved names mostly no copy, so of two copies each may be free while both are not.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from catalog.copies import Copy
from toollib.desk import bookings
from toollib.rules.calendar import Claim, Span

# So many tries are a matter of seconds. Beyond them the tools count as not to be had together.
MOST_TRIES: Final = 300
# A claim that is not in the database yet comes after all that are.
_NEW: Final = 2**62


def claims_on(span: Span, rows: Iterable[int | None]) -> list[Claim]:
    """A claim on each of these copies (rows; None: any copy of the kind) for all these days."""
    return [Claim(_NEW + place, *span, row) for place, row in enumerate(rows)]


def most_of(rows: Sequence[int], promised: bookings.Promised, span: Span) -> int:
    """How many of these copies (rows), from the first on, can be had together beside all promises."""
    if promised.leaves_room_for(claims_on(span, rows)):
        return len(rows)
    counts = range(1, len(rows) + 1)
    return bisect_left(
        counts, True, key=lambda count: not promised.leaves_room_for(claims_on(span, rows[:count]))
    )


def clashing(
    wanted: Mapping[str, Mapping[str, int]], promised: Callable[[str], bookings.Promised], span: Span
) -> tuple[str, ...]:
    """Copies of which each can be had, but not all together, as few as say so; () where there are none.

    `wanted`: of each kind the tags with their rows.
    """
    for kind, copies in wanted.items():
        rows = dict(copies)
        if promised(kind).leaves_room_for(claims_on(span, rows.values())):
            continue
        for tag in copies:
            fewer = {other: row for other, row in rows.items() if other != tag}
            if not promised(kind).leaves_room_for(claims_on(span, fewer.values())):
                rows = fewer
        return tuple(rows)
    return ()


def look_of(copy: Copy) -> tuple[str, str]:
    """What is told of a copy, measures and traits: two of a kind for which it is the same serve the same needs."""
    measures = sorted((name, tuple(map(str, some))) for name, some in copy.attributes.items())
    traits = sorted((name, tuple(sorted(some))) for name, some in copy.traits.items())
    return str(measures), str(traits)
