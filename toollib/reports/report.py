"""A report as a value: titled tables, plots and lines, knowing neither a file, a screen nor how they are drawn."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from toollib.rules.money import Amount

SUMMARY = "summary"
"""What the headline figures are called where programs read them, beside the names of tables."""
Cell = str | int | float | date | Amount | None
"""What stands in a table; None where nothing is known or nothing applies."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its title for people, and how its cells are written.

    `money`: an `Amount` in minor units of the library's currency. `share`: from 0 to 1, shown in per cent.
    """

    name: str
    title: str
    kind: Literal["text", "count", "money", "date", "share"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, in the order in which they are best read. `empty`: what to say where there are none."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn in one colour: a value for each label of its plot; None where there is none."""

    name: str
    values: tuple[float | None, ...]


def drawn(cell: Cell) -> float:
    """A count of a table as a plot draws it; what is none is nothing."""
    return float(cell) if isinstance(cell, int | float) else 0.0


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture of figures that stand in a table too. `unit`: what an axis counts, in the plural or a currency."""

    title: str
    kind: Literal["bars", "line"]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str


class Figure(NamedTuple):
    """One headline figure as programs take it: a name that is its own in the report, a title, the value, what is counted.

    `unit`: in the plural; of an `Amount` it is the currency, whatever stands here.
    """

    name: str
    title: str
    value: Cell
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Headline figures in words, with what is to be known of them (formula, inputs, sources), and as values."""

    title: str
    text: str
    notes: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `first` and `last`: the days that count, both inclusive; `first` None: from the beginning.

    `days` tells in words what those days narrow, where the rest is of now. `told`: what the lines tell people, as a table
    for programs and spreadsheets alone, where a figure is more than a name and a value.
    """

    code: str
    title: str
    first: date | None
    last: date
    lines: tuple[Line, ...] = ()
    plots: tuple[Plot, ...] = ()
    tables: tuple[Table, ...] = ()
    days: str = ""
    told: Table | None = None

    @property
    def summary(self) -> tuple[Figure, ...]:
        """The headline figures of all lines, in their order."""
        return tuple(each for line in self.lines for each in line.figures)
