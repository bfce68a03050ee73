"""What to buy, in what order to build, what breaks without a tool: the reasoning of the catalog over the real shelf."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from catalog.additions import additions
from catalog.bootstrap import Bootstrap
from catalog.bootstrap import report as bootstrap_report
from catalog.plan import Buildable
from catalog.proofs import Proof
from catalog.proofs import proof as prove
from catalog.unlock import PATIENCE, Terms
from toollib.desk import queues
from toollib.desk.context import Context
from toollib.desk.lookup import kind_or_copy, kind_slug
from toollib.rules.money import AmountWrong
from toollib.rules.reasons import Gathering, refuse
from toollib.store import events, tools
from toollib.workshop.outlook import (
    InWhichOrder,
    Lost,
    Outlook,
    Priced,
    Tell,
    WhatIfGone,
    WhatToBuy,
    WhyReached,
)
from toollib.workshop.prices import prices_of
from toollib.workshop.priorities import wanted
from toollib.workshop.ready import Workshop
from toollib.workshop.shelf_state import Asking, copies

_SHOWN: Final = 50  # so many ways to reach a target are told


def last_change(context: Context) -> int:
    """The number of the last event: as long as it is the same, nobody has changed anything."""
    newest = events.newest(context.db, None, 1)
    return newest[0].row if newest else 0


class Questions:
    """What can be asked about these designs and the library's tools; belongs to the thread that opened the library.

    The tools are read once. What `what_to_buy`, `in_which_order`, `why_reached` and `what_if_gone` answer may be answered
    in any thread.
    """

    def __init__(self, context: Context, designs: Mapping[str, Buildable]) -> None:
        self._context = context
        self._designs = designs

    @cached_property
    def _outlook(self) -> Outlook:
        with queues.reading(self._context):
            shelf = copies(self._context, Asking(self._context.today, owned=True))
        return Outlook(self._designs, self._context.vocabulary.kinds, tuple(shelf))

    def what_to_buy(
        self, size: int, *, budget: int | None, limit: int, patience: int = PATIENCE
    ) -> WhatToBuy:
        """Which `limit` best sets of `size` kinds are within `budget` (minor units)? Nothing counts as out or promised.

        `patience`: how many sets are looked at before the rest is only bounded.
        """
        terms = Terms(size, limit, budget, prices_of(self._context), patience)
        return WhatToBuy(self._outlook, terms, *wanted(self._context))

    def in_which_order(self, have: Iterable[str] | None) -> InWhichOrder:
        """What comes within reach from tools of these kinds; None: from those of the library?

        Raises:
            Refused: `kind-unknown` with the nearest kinds.
        """
        return InWhichOrder(self._outlook, self._slugs(have))

    def why_reached(self, design: str, have: Iterable[str] | None) -> WhyReached:
        """Why does a design (by its id) come within reach, or why never, and what would bring it?

        Raises:
            Refused: `design-unknown`, `kind-unknown`.
        """
        if design not in self._designs:
            raise refuse("design-unknown", f"there is no design {design} (any more)")
        return WhyReached(self._outlook, design, self._slugs(have))

    def what_if_gone(self, tool_or_kind: str) -> WhatIfGone:
        """What is lost without a tool, or without all of a kind; where there is none, without all that stand in for it?

        Raises:
            Refused: `tool-unknown` or `kind-unknown`.
        """
        tag, slug = self.breaking(tool_or_kind)
        outlook = self._outlook
        return WhatIfGone(outlook, outlook.broken_kind(slug) if tag is None else outlook.broken(tag))

    def breaking(self, tool_or_kind: str) -> tuple[str | None, str]:
        """What is meant by this: the tag of a tool with the slug of its kind, or None with the slug of a kind.

        Raises:
            Refused: `tool-unknown` or `kind-unknown`.
        """
        if self._is_only_made(tool_or_kind):
            return None, tool_or_kind
        slug, row = kind_or_copy(self._context, tool_or_kind)
        return (None if row is None else tools.tag_of(self._context.db, row)), slug

    def kinds(self, names: Iterable[str]) -> tuple[str, ...]:
        """The slugs of these kinds, each by any of its names.

        Raises:
            Refused: `kind-unknown` with the nearest kinds, for each that is none.
        """
        asked = Gathering()
        slugs = asked.each(names, self._kind)
        asked.settle()
        return slugs

    def _slugs(self, kinds: Iterable[str] | None) -> tuple[str, ...] | None:
        return None if kinds is None else self.kinds(kinds)

    def _kind(self, text: str) -> str:
        """The slug of a kind: one that the library or the vocabulary knows, or that a design makes."""
        return text if self._is_only_made(text) else kind_slug(self._context, text)

    def _is_only_made(self, text: str) -> bool:
        """Whether it is a kind for no other reason than that a design makes it."""
        return text in self._made and self._context.vocabulary.find(text) is None

    @cached_property
    def _made(self) -> frozenset[str | None]:
        """What designs make, by the names in their files."""
        return frozenset(each.makes_tool for each in self._designs.values())


class Planning(Questions):
    """The same about the designs of a workshop, by their names, with the answers at once."""

    def __init__(self, context: Context, workshop: Workshop) -> None:
        super().__init__(context, {each.id: each for each in workshop.shelf.buildables()})
        self._workshop = workshop

    def unlock(
        self, size: int, *, budget: int | None, limit: int, tell: Tell, patience: int = PATIENCE
    ) -> Priced:
        """The answer to `what_to_buy`, at once."""
        return self.what_to_buy(size, budget=budget, limit=limit, patience=patience).answer(tell)

    def budget(self, text: str) -> int:
        """What somebody typed as the most that it may cost, in minor units.

        Raises:
            Refused: `amount-wrong`.
        """
        settings = self._context.settings
        try:
            amount = settings.currency.parse(text, settings.language)
        except AmountWrong as error:
            raise refuse("amount-wrong", str(error)) from error
        if amount < 0:
            raise refuse("amount-wrong", "a budget is not negative")
        return amount

    def bootstrap(self, have: Iterable[str] | None) -> Bootstrap:
        """The answer to `in_which_order`, at once.

        Raises:
            Refused: `kind-unknown` with the nearest kinds.
        """
        return self._outlook.bootstrap(self._slugs(have))

    def report(self, have: Iterable[str] | None, target: str | None) -> dict[str, Any]:
        """As the command contract prints `build bootstrap`; with a target only what leads to it, and what to add for it.

        The round of a target that is there already is 0.

        Raises:
            Refused: as in `proof`.
        """
        if target is None:
            return bootstrap_report(self.bootstrap(have))
        bootstrap, name = self._towards(target, have)
        way = prove(bootstrap, name)
        told = bootstrap_report(bootstrap, only=bootstrap.leading_to(name))
        found = additions(bootstrap.net, bootstrap, name)
        told["target"] = {
            "design": name,
            "round": way.round,
            "undocumented": not way.documented,
            "add": [list(kinds) for kinds in found.sets[:_SHOWN]],
            "largest": found.largest,
            "complete": found.complete and len(found.sets) <= _SHOWN,
            "one_way": found.one_way,
        }
        return told

    def proof(self, design: str, have: Iterable[str] | None) -> Proof:
        """Why a design comes within reach, or why never, at once.

        Raises:
            Refused: `design-unknown`, `design-broken`, `kind-unknown`.
        """
        return prove(*self._towards(design, have))

    def without(self, tool_or_kind: str) -> Lost:
        """The answer to `what_if_gone`, at once.

        Raises:
            Refused: `tool-unknown` or `kind-unknown`.
        """
        return self.what_if_gone(tool_or_kind).answer(lambda _done, _of: None)

    def _towards(self, design: str, have: Iterable[str] | None) -> tuple[Bootstrap, str]:
        """What comes within reach from tools of these kinds, and the id of the design that is meant."""
        asked = Gathering()
        slugs = None if have is None else asked.each(have, self._kind)
        ids = asked.each([design], self.design_named)
        asked.settle()
        return self._outlook.bootstrap(slugs), ids[0]

    def design_named(self, name: str) -> str:
        """The id of a design that the reasoning knows, by its id or as one says it.

        Raises:
            Refused: `design-unknown` with the nearest, `design-broken`.
        """
        found = self._workshop.design(name).id
        if found not in self._designs:
            raise refuse("design-broken", f"the file of {found} cannot be read", "see `toollib design check`")
        return found
