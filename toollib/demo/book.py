"""The rows of the history, numbered and ordered as the desk would have written them, handed on in large pieces."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from toollib.store.bulk import Bulk

DESK = "front"
PIECE = 5_000


@dataclass(slots=True)
class Tables:
    """The small tables, gathered until the end. Rows have the columns of `store.bulk`."""

    repairs: list[list[Any]] = field(default_factory=list)
    inductions: list[tuple[Any, ...]] = field(default_factory=list)
    owed_parts: list[tuple[Any, ...]] = field(default_factory=list)
    reservations: list[tuple[Any, ...]] = field(default_factory=list)

    def named(self) -> Iterator[tuple[str, Sequence[tuple[Any, ...]]]]:
        """Each table's name with its rows."""
        yield "repair", [tuple(row) for row in self.repairs]
        yield "induction", self.inductions
        yield "owed_part", self.owed_parts
        yield "reservation", self.reservations


class Book:
    """Events, loans and money in the order of time. Members and tools are told by row."""

    def __init__(self, bulk: Bulk, *, progress: Callable[[int], None]) -> None:
        self.who = ""
        self._bulk = bulk
        self._progress = progress
        self._events: list[tuple[Any, ...]] = []
        self._abouts: list[tuple[Any, ...]] = []
        self._loans: list[tuple[Any, ...]] = []
        self._firsts: list[tuple[Any, ...]] = []
        self._entries: list[tuple[Any, ...]] = []
        self._details: list[tuple[Any, ...]] = []
        self._last_event = self._last_entry = self.last_loan = 0

    def scan(self, at: str, what: str, about: str, *, member: int, tool: int) -> int:
        """An event of one member and one tool; `about` is JSON. Answers its id. Short, since there are millions."""
        number = self._last_event = self._last_event + 1
        self._events.append((number, at, self.who, DESK, what, about, None))
        self._abouts.append(("member", member, number))
        self._abouts.append(("tool", tool, number))
        return number

    def event(
        self,
        at: str,
        what: str,
        about: dict[str, Any],
        *,
        members: Iterable[int] = (),
        tools: Iterable[int] = (),
        undoes: int | None = None,
    ) -> int:
        """Any other event, about these members and tools; answers its id."""
        number = self._last_event = self._last_event + 1
        text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
        self._events.append((number, at, self.who, DESK, what, text, undoes))
        self._abouts.extend(("member", row, number) for row in members)
        self._abouts.extend(("tool", row, number) for row in tools)
        return number

    def detail(
        self, event: int, *, member: int | None = None, why: str | None = None, before: str | None = None
    ) -> None:
        """What stands beside an event: a person's words, and the values before it (JSON) that an undo needs."""
        self._details.append((event, member, why, before, None))

    def loan(self, row: tuple[Any, ...]) -> None:
        """A loan, once nothing of it changes any more; columns as in `store.bulk`."""
        self._loans.append(row)

    def first(self, member: int, kind: str, loan: int) -> None:
        """The loan with which a member borrowed a kind for the first time."""
        self._firsts.append((member, kind, loan))

    def not_first(self, loan: int) -> None:
        """Take back what `first` said of this loan of the same day."""
        self._firsts[:] = [row for row in self._firsts if row[2] != loan]

    def entry(
        self,
        at: str,
        member: int,
        kind: str,
        amount: int,
        *,
        event: int,
        reason: str | None = None,
        method: str | None = None,
        loan: int | None = None,
        voids: int | None = None,
    ) -> int:
        """A line of the ledger; `amount` (minor units) is what it changes in the debt. Answers its id."""
        number = self._last_entry = self._last_entry + 1
        self._entries.append((number, at, member, kind, amount, reason, method, loan, event, voids))
        return number

    def turn(self, *, end: bool = False) -> None:
        """Hand on what has gathered, if it is much or the history is over."""
        if end or len(self._events) >= PIECE:
            for table, rows in (
                ("event", self._events), ("event_about", self._abouts), ("loan", self._loans),
                ("borrowed", self._firsts), ("ledger", self._entries), ("detail", self._details),
            ):  # fmt: skip
                self._bulk.put(table, rows)
                rows.clear()
            self._progress(self.last_loan)
