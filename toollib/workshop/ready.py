"""Which machine can we build with the tools on our shelf, and if not, why not?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from catalog.design import Design
from catalog.plan import Answer, Buildable, ReadyReport, Tools
from catalog.shelf import Shelf
from toollib.desk import queues
from toollib.desk.context import Context
from toollib.desk.desk import Desk
from toollib.desk.lookup import member_row
from toollib.rules.reasons import refuse
from toollib.workshop.shelf_state import Asking, copies

Mark = Literal["ready", "almost", "missing", "undocumented", "planned"]


@dataclass(frozen=True, slots=True)
class When:
    """For which day and whom: None is today, and anybody. `owned`: as if nothing were out."""

    on: date | None = None
    member: str | None = None
    owned: bool = False


NOW = When()


class Workshop:
    """Designs × shelves of one open library. Belongs to the thread that opened it."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf

    @property
    def shelf(self) -> Shelf:
        """The designs."""
        return self._shelf

    def ready(self, when: When = NOW) -> ReadyReport:
        """What can be built, what lacks one tool, and whose tools nobody wrote down.

        Raises:
            Refused: `date-wrong` for a day in the past, the reasons of the member's name.
        """
        with queues.reading(self._context):
            return self._tools(when).ready(self._shelf.buildables())

    def why(self, design: str, when: When = NOW) -> Answer:
        """How each need of a design stands.

        Raises:
            Refused: `design-unknown` with the nearest ids, `design-broken`, and as in `ready`.
        """
        found = self.design(design)
        with queues.reading(self._context):
            return self._tools(when).why(Buildable.of(found))

    def tools(self, design: str, when: When = NOW) -> list[dict[str, Any]]:
        """The tool needs of a design with how many of each the library owns, and how many are free."""
        found = self.design(design)
        with queues.reading(self._context):
            return self._tools(when).overview(Buildable.of(found))

    def marks(self, when: When = NOW) -> Mapping[str, Mark]:
        """For each design one word: ready, almost (one tool lacks), missing, undocumented, or planned only."""
        with queues.reading(self._context):
            tools = self._tools(when)
        return {each.id: _mark(tools, each) for each in self._shelf.buildables()}

    def design(self, name: str) -> Design:
        """The design with this id.

        Raises:
            Refused: `design-unknown` with the nearest ids, `design-broken` with the errors of its file.
        """
        found = self._shelf.get(name)
        if found is not None:
            return found
        broken = [each for each in self._shelf.broken if each.id == name]
        if broken:
            told = "; ".join(str(problem) for each in broken for problem in each.problems)
            raise refuse("design-broken", told, f"mend {broken[0].file}, then try again")
        near = self._shelf.nearest(name, 3)
        hint = f"did you mean {', '.join(near)}?" if near else "`toollib design list` shows all"
        raise refuse("design-unknown", f"there is no design {name}", hint)

    @property
    def _context(self) -> Context:
        return self._desk.context

    def _tools(self, when: When) -> Tools:
        context = self._context
        day = when.on or context.today
        if day < context.today:
            raise refuse("date-wrong", f"{day} is in the past; the shelf is known from today on")
        asking = Asking(day, None if when.member is None else member_row(context, when.member), when.owned)
        # What stays in the library can be worked with whenever somebody is there to open it.
        here = {"stays-here"} if context.opening.is_open(day) or when.owned else set()
        return Tools(copies(context, asking), context.vocabulary.kinds, usable=frozenset({"free", *here}))  # type: ignore[arg-type]


def _mark(tools: Tools, design: Buildable) -> Mark:
    if not design.tools_documented:
        return "undocumented"
    if design.status in {"planned", "design"}:
        return "planned"
    answer = tools.why(design)
    return "ready" if answer.ready else "almost" if len(answer.missing) == 1 else "missing"
