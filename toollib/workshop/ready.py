"""Which machine can we build with the tools on our shelf, and if not, why not?"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from catalog.answers import ALMOST, Answer, ReadyReport, Verdict, topics_for
from catalog.copies import State
from catalog.design import Design
from catalog.plan import Buildable
from catalog.shelf import Shelf
from catalog.text import quote, slug_of
from toollib.desk import queues
from toollib.desk.context import Context
from toollib.desk.desk import Desk
from toollib.desk.facts import topics_of
from toollib.desk.lookup import member_row
from toollib.rules.reasons import Gathering, Refused, reason, refuse
from toollib.workshop.day_tools import DayTools, loose_copies
from toollib.workshop.looking import Look
from toollib.workshop.shelf_state import Asking, copies

if TYPE_CHECKING:
    from toollib.workshop.builds import Builds

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
        """What can be built, what lacks one or two tools, and whose tools nobody wrote down.

        Raises:
            Refused: `date-wrong` for a day in the past, the reasons of the member's name.
        """
        with queues.reading(self._context):
            designs = {each.id: each for each in self._shelf.buildables()}
            return self._tools(when, designs.get).ready(designs.values())

    def why(self, design: str, when: When = NOW) -> Answer:
        """How each need of a design stands.

        Raises:
            Refused: `design-unknown` with the nearest ids, `design-broken`, and as in `ready`.
        """
        with queues.reading(self._context):
            found, tools = self._about(design, when)
            return tools.why(Buildable.of(found), found.runs_on)

    def tools(self, design: str, when: When = NOW) -> list[dict[str, Any]]:
        """The tool needs of a design: how many of each the library owns and has free, and the inductions it asks for.

        Raises:
            Refused: as in `why`.
        """
        with queues.reading(self._context):
            found, tools = self._about(design, when)
            rows, asked = tools.overview(Buildable.of(found)), self.inductions(found)
        return [
            {**row, "inductions": topics_for(need, asked)}
            for row, need in zip(rows, found.tools, strict=True)
        ]

    def inductions(self, design: Design) -> dict[str, tuple[str, ...]]:
        """What the library asks for before it lends the tools of a design: topics by kind, where there are any.

        The kinds stand there by their slugs and by the names that the design has for them; stand-ins are among them.
        """
        kinds = self._context.vocabulary.kinds
        named = [kind for need in (*design.tools, *design.runs_on) for kind in need.kinds]
        slugs = {name: name if (kind := kinds.get(name)) is None else kind.slug for name in named}
        for slug in list(slugs.values()):
            slugs |= {each: each for each in (slug, *(one.kind for one in kinds.stand_ins(slug)))}
        asked = {name: tuple(sorted(topics_of(self._context, slug))) for name, slug in slugs.items()}
        return {name: topics for name, topics in asked.items() if topics}

    def verdicts(self, when: When = NOW) -> Mapping[str, Verdict]:
        """For each design whether it can be built, and which kinds lack.

        Raises:
            Refused: as in `ready`.
        """
        return self.look(when).verdicts()

    def look(self, when: When = NOW) -> Look:
        """The shelves as they stand on a day, to be asked about many designs.

        Raises:
            Refused: as in `ready`.
        """
        designs = {each.id: each for each in self._shelf.buildables()}
        with queues.reading(self._context):
            return Look(self._tools(when, designs.get), designs)

    def marks(self, when: When = NOW) -> Mapping[str, Mark]:
        """For each design one word: ready, almost (one or two tools lack), missing, undocumented, or planned only."""
        return {id_: mark_of(verdict) for id_, verdict in self.verdicts(when).items()}

    def completed_by_one(self) -> Mapping[str, int]:
        """For each kind, how many designs one more copy of it would make buildable: as `build unlock` counts them."""
        from catalog.unlock import families
        from toollib.workshop.outlook import Outlook

        designs = {each.id: each for each in self._shelf.buildables()}
        with queues.reading(self._context):
            shelf = copies(self._context, Asking(self._context.today, owned=True))
        tools = Outlook(designs, self._context.vocabulary.kinds, tuple(shelf)).tools()
        found = Counter[str]()
        for family in families(tools, designs.values(), 1).values():
            found.update(kind for kinds in family for kind in kinds)
        return found

    def design(self, name: str) -> Design:
        """The design with this id, or with the id that one says so: "CEB Press" is ceb-press.

        Raises:
            Refused: `design-unknown` with the nearest ids, `design-broken` with every error of its file.
        """
        for id_ in dict.fromkeys((name, slug_of(name))):
            found = self._shelf.get(id_)
            if found is not None:
                return found
            broken = [each for each in self._shelf.broken if each.id == id_]
            if broken:
                told = [reason("design-broken", str(one)) for each in broken for one in each.problems]
                raise Refused(told, f"mend {broken[0].file}, then try again")
        near = self._shelf.nearest(name, 3)
        hint = f"did you mean {', '.join(near)}?" if near else "`toollib design list` shows all"
        raise refuse("design-unknown", f"there is no design {quote(name)}", hint)

    @property
    def builds(self) -> "Builds":
        """What is being built here, and what was."""
        from toollib.workshop.builds import Builds

        return Builds(self, self._context)

    @property
    def _context(self) -> Context:
        return self._desk.context

    def _made(self, name: str) -> Buildable | None:
        found = self._shelf.get(name)
        return None if found is None else Buildable.of(found)

    def _about(self, design: str, when: When) -> tuple[Design, DayTools]:
        """A design, and the tools on the day that is asked about.

        Raises:
            Refused: everything that is wrong with the design's name, the day and the member's name.
        """
        asking = Gathering()
        found = asking.ask(lambda: self.design(design))
        tools = asking.ask(lambda: self._tools(when))
        asking.settle()
        assert found is not None and tools is not None  # noqa: S101, PT018 - else settle has raised
        return found, tools

    def _tools(self, when: When, designs: Callable[[str], Buildable | None] | None = None) -> DayTools:
        context = self._context
        day = when.on or context.today
        known = Gathering([*context.wrong])
        if day < context.today:
            known.reasons.append(
                reason("date-wrong", f"{day} is in the past; the shelf is known from today on")
            )
        who = when.member
        member = None if who is None else known.ask(lambda: member_row(context, who))
        known.settle()
        asking = Asking(day, member, when.owned)
        # What stays in the library can be worked with whenever somebody is there to open it.
        here: set[State] = {"stays-here"} if context.opening.is_open(day) or when.owned else set()
        usable = frozenset[State]({"free", *here})
        shelf = copies(context, asking)
        return DayTools(
            shelf,
            context.vocabulary.kinds,
            usable=usable,
            designs=designs or self._made,
            loose=loose_copies(context, asking, shelf),
        )


def mark_of(verdict: Verdict) -> Mark:
    """The word for how a design stands."""
    if verdict.standing == "missing":
        return "almost" if len(verdict.missing) <= ALMOST else "missing"
    if verdict.standing == "in a circle":
        return "missing"
    return "undocumented" if verdict.standing == "unknown" else verdict.standing
