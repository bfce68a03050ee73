"""One way to bring a design within reach, however many kinds it takes: taken from all that would help, thinned till none is idle."""

from collections.abc import Iterable
from functools import cached_property

from catalog.bootstrap import Bootstrap
from catalog.ecology import Onward
from catalog.kindsets import Kindset


class Thinning:
    """What to add for one design that is never reached; each question costs about as many closures as a way has kinds."""

    def __init__(self, bootstrap: Bootstrap, target: int) -> None:
        self._of = bootstrap
        self._net = bootstrap.net
        self._target = target

    def one_way(self) -> Kindset | None:
        """A set of kinds that brings the design within reach, and none of whose kinds could be left out; None: there is none.

        Two are tried, and the smaller is taken: to begin where things begin, with what no design makes, so that the rest
        is built; and to get at once what is asked for.
        """
        if not self._does(self._useful):
            return None
        made = {kind for number in self._of.behind(self._target) for kind in self._made(number)}
        roots = self._useful - made
        rest = self._wanted(self._of.with_kinds(roots))
        ways = [self.thin(self._used(roots | rest)), self.thin(self._used(self._useful))]
        return min(ways, key=lambda way: (len(way), sorted(way)))

    def indispensable(self, way: Kindset) -> Kindset:
        """Those kinds of a way that are in every way: all others together do not make up for one of them."""
        return frozenset(kind for kind in way if not self._does(self._useful - {kind}))

    def thin(self, kinds: Kindset) -> Kindset:
        """A part of these kinds that does, and of which nothing can be left out."""
        left = kinds
        for kind in sorted(kinds):
            if self._does(left - {kind}):
                left -= {kind}
        return left

    @cached_property
    def _onward(self) -> Onward:
        return self._of.onward()

    @cached_property
    def _useful(self) -> Kindset:
        return self._wanted(self._of)

    def _wanted(self, bootstrap: Bootstrap) -> Kindset:
        """The kinds that would fill a need of the design, or of what it waits for, from that start."""
        if bootstrap.reached(self._net.designs[self._target].id):
            return frozenset()
        options = (
            option
            for number in bootstrap.behind(self._target)
            for condition in bootstrap.unmet(number)
            for option in condition.options
        )
        return frozenset(kind for option in options if (kind := self._net.kind_of(option)) is not None)

    def _made(self, number: int) -> Iterable[str]:
        return (kind for item in self._net.makes[number] if (kind := self._net.kind_of(item)) is not None)

    def _does(self, kinds: Kindset) -> bool:
        """Whether these kinds bring the design within reach."""
        self._of.heed()
        return self._target in self._onward.more(self._net.from_kinds(kinds))

    def _used(self, kinds: Kindset) -> Kindset:
        """Those of these kinds on which the reaching of the design rests, if all of them are there."""
        wider = self._of.with_kinds(kinds)
        used: set[str] = set()
        seen: set[str] = set()
        stack = [self._net.designs[self._target].id]
        while stack:
            design = stack.pop()
            if design in seen:
                continue
            seen.add(design)
            for because in wider.built(design).because:
                if because.maker is not None:
                    stack.append(because.maker)
                elif because.kind in kinds:
                    used.add(because.kind)
        return frozenset(used)
