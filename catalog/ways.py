"""The ways in which the copies of a shelf fill tool needs, the best of them, and a choice that takes no copy twice."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from operator import itemgetter
from typing import Final

from catalog.answers import meant
from catalog.copies import Copy, State, Way, fits, way_of
from catalog.design import ToolNeed, ToolOption
from catalog.kinds import Kinds
from catalog.matching import cheapest_matching
from catalog.needs import need_key, option_key

_STAND_IN_COST: Final = 10**9  # one more stand-in is worse than any slowness
_OUTSIDE_COST: Final = 10**6  # what must be brought from outside is worse than what is on the shelf


class Ways:
    """The copies of the library by kind; what is asked once is known from then on."""

    def __init__(self, copies: Iterable[Copy], kinds: Kinds, usable: AbstractSet[State]) -> None:
        self._kinds = kinds
        self._usable_states = usable
        self._best: dict[str, Way | None] = {}
        self._best_tags: dict[str, str] = {}
        self._missing: dict[str, str] = {}
        self._best_options: dict[str, _Ranked] = {}
        self._known_usable: dict[str, Sequence[Way]] = {}
        self._known_ways: dict[str, tuple[Way, ...]] = {}
        self._filled_by: dict[str, tuple[str, ...]] = {}
        self._by_kind: dict[str, list[Copy]] = {}
        for copy in sorted(copies, key=lambda copy: copy.tag):
            self._by_kind.setdefault(self._slug(copy.kind), []).append(copy)

    def all(self, need: ToolNeed) -> tuple[Way, ...]:
        """Every way to fill a need, each copy once: where it is large enough, and there in the best way."""
        key = need_key(need)
        if key not in self._known_ways:
            self._known_ways[key] = tuple(self._all_ways(need))
        return self._known_ways[key]

    def _all_ways(self, need: ToolNeed) -> list[Way]:
        ways: dict[str | None, Way] = {}
        without: list[Way] = []
        for option in need.options:
            if option.kind is None:
                without.append(Way(None, None, "free", slower=option.slower, outside=option.outside))
                continue
            real = self._real(option)
            if not real:
                without.append(Way(self._slug(option.kind), None, "not-owned", slower=option.slower))
            for way in (*real, *self._stand_ins(option)):
                if (old := ways.get(way.tag)) is None or _goodness(way) < _goodness(old):
                    ways[way.tag] = way
        return [*ways.values(), *without]

    def _real(self, option: ToolOption) -> list[Way]:
        copies = self._by_kind.get(self._slug(option.kind or ""), ())
        return [way_of(copy, option, slower=option.slower) for copy in copies]

    def _stand_ins(self, option: ToolOption) -> Iterable[Way]:
        if option.kind is None:
            return
        real = self._slug(option.kind)
        for stand_in in self._kinds.stand_ins(real):
            slower = (stand_in.slower or 1) * (option.slower or 1)
            for copy in self._by_kind.get(stand_in.kind, ()):
                yield way_of(copy, option, stands_in=real, slower=None if slower == 1 else Decimal(slower))

    def choose(self, needs: Sequence[ToolNeed]) -> list[Way | None]:
        """A way for each need: as many musts as can be, at the least cost; then as many helps as that leaves room for."""
        offers = [self._offers(need, place, len(needs)) for place, need in enumerate(needs)]
        musts = [place for place, need in enumerate(needs) if not need.helps]
        helps = [place for place, need in enumerate(needs) if need.helps]
        prices = [{name: cost(way) for name, way in offer.items()} for offer in offers]
        match = cheapest_matching([prices[place] for place in musts], [prices[place] for place in helps])
        chosen: list[Way | None] = [None] * len(needs)
        for place, name in zip((*musts, *helps), match, strict=True):
            chosen[place] = None if name is None else offers[place][name]
        return chosen

    def _offers(self, need: ToolNeed, place: int, most: int) -> dict[str, Way]:
        """The ways among which a need is to choose: with one for each need, the cheapest are enough."""
        # Something from outside is there for every need that names it: a right side of its own.
        return {way.tag or f"outside {place} {way.outside}": way for way in self.usable(need)[:most]}

    def filled_by(self, need: ToolNeed) -> tuple[str, ...]:
        """The kinds of which one new copy fills a need, stand-ins too, each once; a new one is taken to be large enough."""
        key = need_key(need)
        if key not in self._filled_by:
            real = [self._slug(kind) for kind in need.kinds]
            stand_ins = [one.kind for slug in real for one in self._kinds.stand_ins(slug)]
            self._filled_by[key] = tuple(dict.fromkeys([*real, *stand_ins]))
        return self._filled_by[key]

    def apart(self, needs: Sequence[ToolNeed], keys: Sequence[str]) -> bool:
        """Whether no two needs have the same copy as their best way; `keys` are the needs' own."""
        try:
            return len(set(map(self._best_tags.__getitem__, keys))) == len(keys)
        except KeyError:
            self._look_up(needs, keys)
            return len(set(map(self._best_tags.__getitem__, keys))) == len(keys)

    def missing(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The kinds of those needs with these keys that must be filled and cannot; `apart` was asked about them."""
        return tuple(filter(None, map(self._missing.get, keys)))

    def best(self, keys: Iterable[str]) -> tuple[Way, ...]:
        """The best ways for the needs with these keys, where there is one; `apart` was asked about them."""
        return tuple(filter(None, map(self._best.__getitem__, keys)))

    def quickly(self, needs: Sequence[ToolNeed], keys: Sequence[str] = ()) -> list[Way | None] | None:
        """The best way for each need; None: two that ask for different things want the same copy, so match them."""
        keys = keys or [need_key(need) for need in needs]
        apart = self.apart(needs, keys)
        chosen = [self._best[key] for key in keys]
        if apart:
            return chosen
        # Needs that ask for the same take the cheapest ways in turn: nothing can be cheaper, if no others want those.
        repeated = {key for key in keys if keys.count(key) > 1}
        for key in repeated:
            places = [place for place, other in enumerate(keys) if other == key]
            ways = self.usable(needs[places[0]], key)
            # What comes from outside is there for every need that names it, so nothing behind it is wanted.
            outside = next((turn for turn, way in enumerate(ways) if way.tag is None), len(places))
            for turn, place in enumerate(places):
                chosen[place] = next(iter(ways[min(turn, outside) :]), None)
        taken = [way.tag for way in chosen if way is not None and way.tag is not None]
        return chosen if len(set(taken)) == len(taken) else None

    def usable(self, need: ToolNeed, key: str | None = None) -> Sequence[Way]:
        """The ways that can be worked with, the cheapest first."""
        key = key or need_key(need)
        if key not in self._known_usable:
            ranked = [
                (cost(way), way.tag or "", way) for way in self.all(need) if way.state in self._usable_states
            ]
            self._known_usable[key] = [way for _, _, way in sorted(ranked, key=_rank)]
        return self._known_usable[key]

    def _look_up(self, needs: Iterable[ToolNeed], keys: Iterable[str]) -> None:
        """Find the best way for each need that was never asked for, and its tag; what has none gets a word of its own."""
        for key, need in zip(keys, needs, strict=True):
            if key in self._best:
                continue
            way = min(map(self._best_of, need.options), key=_rank)[2]
            self._best[key] = way
            self._best_tags[key] = f"\n{key}" if way is None or way.tag is None else way.tag
            if way is None and not need.helps:
                self._missing[key] = lack(need)

    def _best_of(self, option: ToolOption) -> "_Ranked":
        """The cheapest way that can be worked with, and its rank; the tag decides between equals, as in a matching."""
        key = option_key(option)
        found = self._best_options.get(key)
        if found is None:
            found = self._best_options[key] = self._search(option)
        return found

    def _search(self, option: ToolOption) -> "_Ranked":
        if option.kind is None:
            outside = Way(None, None, "free", slower=option.slower, outside=option.outside)
            return cost(outside), "", outside
        # Copies stand in the order of their tags, and no stand-in is as good as the real kind.
        for copy in self._by_kind.get(self._slug(option.kind), ()):
            if copy.state in self._usable_states and fits(copy, option):
                way = way_of(copy, option, slower=option.slower)
                return cost(way), copy.tag, way
        usable = (way for way in self._stand_ins(option) if way.state in self._usable_states)
        ranked = ((cost(way), way.tag or "", way) for way in usable)
        return min(ranked, key=_rank, default=_NO_WAY)

    def _slug(self, word: str) -> str:
        kind = self._kinds.get(word)
        return word if kind is None else kind.slug


_Ranked = tuple[int, str, Way | None]
_rank: Final = itemgetter(0, 1)
_SLOWEST: Final = Decimal(1000)
_NO_WAY: Final[_Ranked] = (10**12, "", None)


def _goodness(way: Way) -> tuple[bool, int]:
    """What ranks the ways in which one copy fills one need, the least the best."""
    return way.state == "too-small", cost(way)


def lack(need: ToolNeed) -> str:
    """A need that nothing fills, in a word: the kind that is meant."""
    return need.options[0].kind or meant(need) or need.id


def cost(way: Way) -> int:
    """What ranks ways: the real kind before a stand-in, the shelf before outside, the quick before the slow."""
    stand_in = _STAND_IN_COST if way.stands_in is not None else 0
    outside = _OUTSIDE_COST if way.outside is not None else 0
    slowness = 100 if way.slower is None else int(min(way.slower, _SLOWEST) * 100)
    return stand_in + outside + slowness
