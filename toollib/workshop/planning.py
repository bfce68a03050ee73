"""What to buy, in what order to build, what breaks without a tool: the reasoning of the catalog over the real shelf."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from catalog.additions import Additions, additions
from catalog.bootstrap import Bootstrap
from catalog.bootstrap import report as bootstrap_report
from catalog.copies import Copy, State
from catalog.ecology import Ecology, Onward
from catalog.plan import Buildable, Tools
from catalog.proofs import Proof
from catalog.proofs import proof as prove
from catalog.unlock import Terms, Unlock, Unlocks, families, unlock
from toollib.desk import queues
from toollib.desk.context import Context
from toollib.desk.lookup import kind_slug
from toollib.rules.reasons import refuse
from toollib.workshop.prices import prices_of
from toollib.workshop.priorities import wanted
from toollib.workshop.ready import Workshop
from toollib.workshop.shelf_state import Asking, copies

_OWNED: Final = frozenset[State]({"free", "stays-here", "held", "reserved", "out", "repair", "not-inducted"})
_SHOWN: Final = 50  # so many ways to reach a target are told


@dataclass(frozen=True, slots=True)
class Priced:
    """The best sets of kinds to buy; for each also the designs that follow once those it unlocks are built.

    `wishes` and `refused` count for each kind who wishes for one, and how often the desk could not lend one in a year.
    """

    found: Unlocks
    follow: Mapping[tuple[str, ...], tuple[str, ...]]
    wishes: Mapping[str, int]
    refused: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lost:
    """What is lost without a tool: the designs, those for which something stands in, and with which kinds."""

    lost: tuple[str, ...]
    substitutes: tuple[tuple[str, str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints `build without`."""
        rows = [{"design": design, "kind": kind, "tag": tag} for design, kind, tag in self.substitutes]
        return {"lost": list(self.lost), "substitutes": rows}


class Planning:
    """Questions of a workshop that look further than today. Belongs to the thread that opened the library."""

    def __init__(self, context: Context, workshop: Workshop) -> None:
        self._context = context
        self._workshop = workshop
        self._designs: dict[str, Buildable] = {each.id: each for each in workshop.shelf.buildables()}

    def unlock(
        self, size: int, *, budget: int | None, limit: int, tell: Callable[[int, int], None]
    ) -> Priced:
        """The best sets of `size` kinds to buy within `budget` (minor units); nothing counts as out or promised."""
        shelf = self._copies()
        tools = self._tools(shelf)
        found = families(tools, self._designs.values(), size)
        best = unlock(found, Terms(size, limit, budget, prices_of(self._context)), tell=tell)
        return Priced(best, self._following(shelf, best.rows), *wanted(self._context))

    def bootstrap(self, have: Iterable[str] | None) -> Bootstrap:
        """What comes within reach from tools of these kinds; None: from those of the library.

        Raises:
            Refused: `kind-unknown` with the nearest kinds.
        """
        net = Ecology(self._designs.values(), self._context.vocabulary.kinds)
        if have is None:
            return Bootstrap(net, net.from_copies(self._copies()))
        return Bootstrap(net, net.from_kinds([self._kind(kind) for kind in have]))

    def report(self, have: Iterable[str] | None, target: str | None) -> dict[str, Any]:
        """As the command contract prints `build bootstrap`; with a target only what leads to it, and what to add for it."""
        bootstrap = self.bootstrap(have)
        if target is None:
            return bootstrap_report(bootstrap)
        name = self._design(target)
        way = prove(bootstrap, name)
        told = bootstrap_report(bootstrap, only=way.designs())
        found = self._additions(bootstrap, name)
        return told | {
            "target": {
                "design": name,
                "round": way.round,
                "add": [list(kinds) for kinds in found.sets[:_SHOWN]],
                "largest": found.largest,
                "complete": found.complete and len(found.sets) <= _SHOWN,
            }
        }

    def proof(self, design: str, have: Iterable[str] | None) -> Proof:
        """Why a design comes within reach, or why never.

        Raises:
            Refused: `design-unknown`, `design-broken`, `kind-unknown`.
        """
        return prove(self.bootstrap(have), self._design(design))

    def without(self, tool_or_kind: str) -> Lost:
        """Which designs that could be built with all that the library owns are lost without a tool, or all of a kind.

        Raises:
            Refused: `tool-unknown` or `kind-unknown`.
        """
        shelf = self._copies()
        gone = self._gone(tool_or_kind, shelf)
        before, after = self._tools(shelf), self._tools([each for each in shelf if each.tag not in gone])
        lost, instead = [], []
        for design in self._designs.values():
            was = before.verdict(design)
            if not was.ready:
                continue
            now = after.verdict(design)
            if not now.ready:
                lost.append(design.id)
                continue
            served = {way.tag for way in was.chosen}
            if served & gone:
                instead += [
                    (design.id, way.kind or "", way.tag)
                    for way in now.chosen
                    if way.tag is not None and way.tag not in served
                ]
        return Lost(tuple(lost), tuple(instead))

    def _gone(self, tool_or_kind: str, shelf: Iterable[Copy]) -> set[str]:
        by_tag = {each.tag.casefold(): each.tag for each in shelf}
        if (tag := by_tag.get(tool_or_kind.strip().casefold())) is not None:
            return {tag}
        slug = self._kind(tool_or_kind)
        kinds = self._context.vocabulary.kinds
        return {
            each.tag for each in shelf if (found := kinds.get(each.kind)) is not None and found.slug == slug
        }

    def _additions(self, bootstrap: Bootstrap, design: str) -> Additions:
        return additions(bootstrap.net, bootstrap, design)

    def _following(
        self, shelf: Iterable[Copy], rows: Iterable[Unlock]
    ) -> dict[tuple[str, ...], tuple[str, ...]]:
        """For each set the designs that follow from what the unlocked ones make; planned ones build nothing."""
        built = [each for each in self._designs.values() if each.status not in {"planned", "design"}]
        net = Ecology(built, self._context.vocabulary.kinds)
        onward = Onward(net, net.from_copies(shelf))
        follow = {}
        for row in rows:
            reached = {net.designs[number].id for number in onward.more(net.from_kinds(row.kinds))}
            follow[row.kinds] = tuple(sorted(reached - set(row.designs)))
        return follow

    def _copies(self) -> list[Copy]:
        with queues.reading(self._context):
            return copies(self._context, Asking(self._context.today, owned=True))

    def _tools(self, shelf: Iterable[Copy]) -> Tools:
        kinds = self._context.vocabulary.kinds
        return Tools(shelf, kinds, usable=_OWNED, designs=self._designs.get)

    def _kind(self, text: str) -> str:
        """The slug of a kind: one that the library or the vocabulary knows, or that a design makes."""
        made = {each.makes_tool for each in self._designs.values()}
        return text if text in made else kind_slug(self._context, text)

    def _design(self, name: str) -> str:
        """The id of a design that the reasoning knows."""
        found = self._workshop.design(name).id
        if found not in self._designs:
            raise refuse("design-broken", f"the file of {found} cannot be read", "see `toollib design check`")
        return found
