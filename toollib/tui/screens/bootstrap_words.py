"""The rounds in which everything can be built, in words: names instead of ids, and what each has to do with the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.bootstrap import Never, Owned
from toollib.tui.screens.thinking import Names
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.rounds import Ties
from toollib.tui.widgets.rounds_layout import Block, Named

if TYPE_CHECKING:
    from catalog.bootstrap import Because, Bootstrap, Built
    from toollib.workshop.outlook import InWhichOrder, Tell


@dataclass(frozen=True, slots=True)
class InRounds:
    """The question, with what kinds and designs are called."""

    order: InWhichOrder
    names: Names

    def answer(self, tell: Tell) -> Told:
        """The rounds by name."""
        found = self.order.answer(tell)
        rounds, never, owned = found.rounds(), found.never(), found.owned()
        by_id: dict[str, Built | Never | Owned] = {each.design: each for each in never}
        by_id |= {each.design: each for each in owned}
        by_id |= {each.design: each for built in rounds for each in built}
        return Told(
            rounds,
            never,
            found.circles(),
            by_id,
            _ties(rounds),
            owned,
            _made(found),
            self.names,
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What is built in which round, what never, what waits only for each other; all of them by id.

    `owned`: the designs whose product is there already; `made`: by design the kind that it makes.
    """

    rounds: Sequence[Sequence[Built]]
    never: Sequence[Never]
    circles: Sequence[Sequence[str]]
    by_id: Mapping[str, Built | Never | Owned]
    ties: Ties
    owned: Sequence[Owned]
    made: Mapping[str, str]
    names: Names

    def blocks(self) -> Iterator[Block]:
        """The rounds, then what is in none."""
        for number, built in enumerate(self.rounds, 1):
            made = dict.fromkeys(
                self.names.kind(self.made[each.design]) for each in built if each.design in self.made
            )
            rows = sorted(
                (Named(each.design, self.names.design(each.design)) for each in built), key=_spelled
            )
            notes = (f"makes {', '.join(made)}",) if made else ()
            yield Block(f"Round {number} · {_count(len(built), 'design')}", tuple(rows), notes)
        if self.owned:
            named = [
                Named(each.design, f"✓ {self.names.design(each.design)}: {self.there(each)}")
                for each in self.owned
            ]
            yield Block(f"Already there · {len(named):,}", tuple(named), listed=True)
        yield from self._unreached()

    def _unreached(self) -> Iterator[Block]:
        lacking = [each for each in self.never if not each.undocumented]
        if lacking:
            named = [
                Named(each.design, f"✗ {self.names.design(each.design)}: {self.lacks(each)}")
                for each in lacking
            ]
            yield Block(f"Never, since something is missing · {len(lacking):,}", tuple(named), listed=True)
        paper = [each for each in self.never if each.undocumented]
        if paper:
            named = [Named(each.design, f"? {self.names.design(each.design)}") for each in paper]
            yield Block(
                f"Nobody wrote down which tools they take · {len(paper):,}", tuple(named), listed=True
            )
        if self.circles:
            ways = [" → ".join(map(self.names.design, [*each, each[0]])) for each in self.circles]
            yield Block("These wait only for each other", (), tuple(f"↻ {way}" for way in ways), listed=True)

    def summary(self) -> str:
        """How many are reached and how many are not."""
        reached = sum(map(len, self.rounds))
        paper = sum(each.undocumented for each in self.never)
        lacking = len(self.never) - paper
        rounds = f" in {_count(len(self.rounds), 'round')}" if reached else ""
        told = [
            f"✓ {reached:,} reached{rounds}",
            f"✗ {lacking:,} never" if lacking else "",
            f"? {paper:,} undocumented" if paper else "",
            f"{len(self.owned):,} already there" if self.owned else "",
        ]
        return " · ".join(filter(None, told))

    def about(self, key: str | None) -> Iterator[Line]:
        """One design in three lines: what it is, because of what, and where it leads."""
        found = self.by_id.get(key or "")
        if isinstance(found, Never):
            head = f" · {found.design} · {found.status}"
            yield line(Piece(self.names.design(found.design), "title"), head)
            sign, more = ("? ", "") if found.undocumented else ("✗ ", "; Enter says what to add")
            yield line(Piece(f"{sign}never: ", "warn"), self.lacks(found) + more)
        elif isinstance(found, Owned):
            head = f" · {found.design} · {found.status}"
            yield line(Piece(self.names.design(found.design), "title"), head)
            yield line(Piece("✓ already there: ", "good"), self.there(found))
        elif found is not None:
            yield from self._reached(found)

    def there(self, owned: Owned) -> str:
        """What makes that a design need not be built."""
        tags = f" ({', '.join(owned.tags)})" if owned.tags else ""
        return f"{self.names.kind(owned.kind)}{tags}"

    def lacks(self, missed: Never) -> str:
        """What keeps a design out of reach."""
        if missed.undocumented:
            return "nobody wrote down which tools it takes"
        lacking = dict.fromkeys(map(self.names.kind, (*missed.missing, *missed.parts)))
        return f"lacks {', '.join(lacking)}" if lacking else "waits for others that are never reached"

    def _reached(self, each: Built) -> Iterator[Line]:
        made = self.made.get(each.design)
        makes = f" · makes {self.names.kind(made)}" if made is not None else ""
        head = f" · {each.design} · round {each.round} · {each.status}{makes}"
        yield line(Piece(self.names.design(each.design), "title"), head)
        grounds = ", ".join(dict.fromkeys(map(self._ground, each.because)))
        yield line(
            Piece("← ", "warn"), f"because of {grounds}" if grounds else "it needs nothing that is not there"
        )
        to = self.ties.leads_to.get(each.design, ())
        yield line(
            Piece("→ ", "good"),
            f"leads to {', '.join(map(self.names.design, to))}" if to else "leads to nothing more",
        )

    def _ground(self, because: Because) -> str:
        if because.part and because.maker is not None:
            return f"{self.names.design(because.maker)} (a part)"
        instead = f" in place of {self.names.kind(because.stands_in)}" if because.stands_in else ""
        there = because.tag or "there"
        whence = there if because.maker is None else f"made by {self.names.design(because.maker)}"
        return f"{self.names.kind(because.kind)}{instead} ({whence})"


def _ties(rounds: Sequence[Sequence[Built]]) -> Ties:
    """Whence each design comes, and where it leads."""
    comes_from = {
        each.design: tuple(dict.fromkeys(one.maker for one in each.because if one.maker is not None))
        for built in rounds
        for each in built
    }
    leads_to: dict[str, list[str]] = {}
    for design, makers in comes_from.items():
        for maker in makers:
            leads_to.setdefault(maker, []).append(design)
    return Ties(comes_from, leads_to)


def _made(found: Bootstrap) -> dict[str, str]:
    net = found.net
    return {each.id: net.slug(each.makes_tool) for each in net.designs if each.makes_tool is not None}


def _spelled(each: Named) -> tuple[str, str]:
    return each.text.casefold(), each.key


def _count(number: int, what: str) -> str:
    return f"one {what}" if number == 1 else f"{number:,} {what}s"
