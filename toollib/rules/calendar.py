"""Claims on dates: can every reservation be kept, and what may be lent without breaking one?

A reservation names a kind (any copy will do) or one copy. It can be kept if copies can be dealt out so that no copy is
claimed twice at a time; which copy it gets is decided as late as possible, so that a late return or a repair breaks
nothing while any copy fits. Claims touch: one may begin on the day on which another ends.

Interval scheduling on copies that are partly taken is NP-hard in general (precoloring extension of interval graphs,
Biró, Hujter and Tuza 1992), so this is a search: exact, with copies that are alike tried once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Span = tuple[date, date]
# So many tries are a matter of seconds; a library does not come near it. Beyond it a claim counts as not to be kept.
MOST_TRIES = 50_000


@dataclass(frozen=True, slots=True)
class Claim:
    """A reservation: from its first to its last day, on one copy or (None) on any."""

    id: int
    start: date
    end: date
    copy: int | None = None

    @property
    def span(self) -> Span:
        """First and last day."""
        return self.start, self.end


def clash(one: Span, other: Span) -> bool:
    """Whether two claims on one copy are in each other's way; where one begins as the other ends they are not.

    Two that begin on one day are, even if one is for that day alone: both would come for it at once.
    """
    return one[0] == other[0] or overlap(one, other)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share more than the day on which one of them begins or ends."""
    return one[0] < other[1] and other[0] < one[1]


def deal(claims: Sequence[Claim], taken: Mapping[int, Sequence[Span]]) -> dict[int, int] | None:
    """A copy for each claim (by id), or None if they cannot all be kept.

    `taken`: every copy that can be lent at all, with the spans in which it is not there.
    """
    busy = {copy: list(spans) for copy, spans in taken.items()}
    dealt: dict[int, int] = {}
    for claim in claims:
        if claim.copy is None:
            continue
        if claim.copy not in busy or any(clash(claim.span, span) for span in busy[claim.copy]):
            return None
        busy[claim.copy].append(claim.span)
        dealt[claim.id] = claim.copy
    for together in apart(each for each in claims if each.copy is None):
        found = _Search(together, busy).run()
        if found is None:
            return None
        dealt |= found
    return dealt


def apart(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims in groups, by when they begin: whatever copies they get, no two of different groups clash."""
    groups: list[list[Claim]] = []
    last, end = date.min, date.min
    for claim in sorted(claims, key=lambda each: (each.start, each.end)):
        if groups and (claim.start < end or claim.start == last):
            groups[-1].append(claim)
            end = max(end, claim.end)
        else:
            groups.append([claim])
            end = claim.end
        last = claim.start
    return groups


def kept(claims: Sequence[Claim], taken: Mapping[int, Sequence[Span]]) -> tuple[Claim, ...]:
    """Those claims that can be kept together, by id: who came first goes first."""
    found: list[Claim] = []
    for together in apart(claims):
        good: list[Claim] = []
        for claim in sorted(together, key=lambda each: each.id):
            if deal([*good, claim], taken) is not None:
                good.append(claim)
        found += good
    return tuple(sorted(found, key=lambda each: each.id))


@dataclass(frozen=True, slots=True)
class Asked:
    """A copy that would be away for a span. The borrower's `own` claims may be broken by it, others may not.

    `collects`: the claim of their own that ends with it, if any. All claims by id.
    """

    copy: int
    span: Span
    own: frozenset[int] = frozenset()
    collects: int | None = None


def fits(claims: Sequence[Claim], taken: Mapping[int, Sequence[Span]], asked: Asked) -> bool:
    """Whether a copy may be away without breaking a claim of somebody else that could be kept otherwise.

    A claim of the borrower's own that stays may still be dealt a copy, and push out somebody who came later.
    """
    spans = taken.get(asked.copy, ())
    if any(overlap(asked.span, each) for each in spans):
        return False
    others = {each.id for each in kept(claims, taken)} - asked.own
    left = [each for each in claims if each.id != asked.collects]
    after = {each.id for each in kept(left, {**taken, asked.copy: [*spans, asked.span]})}
    return others <= after


class _Search:
    """Deal out copies claim by claim, in the order in which they begin, going back where that leads nowhere."""

    def __init__(self, claims: Sequence[Claim], busy: dict[int, list[Span]]) -> None:
        self._claims = claims
        self._busy = busy
        self._tries = 0

    def run(self) -> dict[int, int] | None:
        """A copy for each claim, or None. Without recursion: a kind may have thousands of claims."""
        dealt: dict[int, int] = {}
        ways: list[Iterator[int]] = []
        while len(dealt) < len(self._claims):
            claim = self._claims[len(dealt)]
            if len(ways) == len(dealt):
                ways.append(self._ways(claim))
            copy = next(ways[-1], None)
            if copy is not None:
                self._busy[copy].append(claim.span)
                dealt[claim.id] = copy
                continue
            ways.pop()
            if not dealt or self._tries > MOST_TRIES:
                return None
            _, copy = dealt.popitem()
            self._busy[copy].pop()
        return dealt

    def _ways(self, claim: Claim) -> Iterator[int]:
        """The copies that a claim may get as things stand, one of those that are alike."""
        tried: set[tuple[Span, ...]] = set()
        for copy, spans in self._busy.items():
            # Copies that will be there at the same times from now on are alike: one of them stands for all.
            ahead = tuple(sorted(span for span in spans if span[1] >= claim.start))
            if ahead in tried or any(clash(claim.span, span) for span in ahead):
                continue
            tried.add(ahead)
            self._tries += 1
            if self._tries > MOST_TRIES:
                return
            yield copy
