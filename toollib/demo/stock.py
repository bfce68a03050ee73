"""The made-up shelves, as arrays: real kinds, plausible copies, some lent far more often than others."""

from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from toollib.demo.days import Days
from toollib.settings import Settings

# How much more a tool is asked for in its season, and how much less in the others.
_SEASONS = {"w": (12, 1, 2), "s": (3, 4, 5), "u": (6, 7, 8), "a": (9, 10, 11)}
_IN_SEASON, _OFF_SEASON = 2.2, 0.6
_FROM_THE_START = 0.6


@dataclass(frozen=True, slots=True)
class Model:
    """A line of models.txt. `price` in minor units; `tags`: numbers that copies of it have in the first library."""

    kind: str
    name: str
    price: int
    popularity: int
    season: str
    copies: int
    tags: tuple[int, ...]
    accessories: tuple[tuple[str, int], ...]
    attributes: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Stock:
    """One list for each column of the tools, by row less one. `added`: the day (index) on which it came."""

    models: list[Model] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    barcodes: list[str | None] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    prices: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    topics: list[str | None] = field(default_factory=list)
    # What the desk keeps of them. `busy`: not to be lent now, for whatever reason.
    busy: list[bool] = field(default_factory=list)
    owners: dict[int, int] = field(default_factory=dict)
    retired: dict[int, tuple[str, str]] = field(default_factory=dict)
    lost: dict[int, str] = field(default_factory=dict)
    added_at: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    # Those that were built here: the end of their build is how they came.
    built: set[int] = field(default_factory=set)

    def demand(self, month: int) -> list[float]:
        """How much each tool is asked for in this month, summed up along the rows."""
        return list(accumulate(_wanted(model, month) for model in self.models))


@cache
def models() -> tuple[Model, ...]:
    """The models of models.txt, in its order."""
    text = Path(__file__).with_name("models.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(_model([cell.strip() for cell in line.split("|")]) for line in lines)


def make_stock(count: int, settings: Settings, days: Days, rng: Random) -> Stock:
    """So many tools: the first 150 always the same, further ones drawn from the same models."""
    stock = Stock()
    chosen = _first_shelf()[:count]
    everything = models()
    weights = list(accumulate(1 + model.popularity for model in everything))
    chosen += rng.choices(everything, cum_weights=weights, k=count - len(chosen))
    shelves: dict[str, int] = {}
    for row, model in enumerate(chosen):
        stock.models.append(model)
        stock.tags.append(f"T-{row + 1:04d}")
        stock.barcodes.append(f"4000{row + 1:09d}" if row % 4 else None)
        stock.kinds.append(model.kind)
        stock.prices.append(model.price)
        stock.places.append(_place(model, shelves))
        stock.added.append(_added(row, count, days.last))
        stock.topics.append(next(iter(sorted(settings.topics_of(model.kind))), None))
        stock.busy.append(True)
    return stock


def _model(cells: list[str]) -> Model:
    kind, name, price, popularity, season, copies, accessories, attributes = cells
    number, *tags = copies.split()
    parts = (part.partition("=") for part in _listed(accessories, ","))
    facts = (fact.partition("=") for fact in _listed(attributes, ";"))
    return Model(
        kind,
        name,
        int(price) * 100,
        int(popularity),
        season,
        int(number),
        tuple(int(tag.removeprefix("@")) for tag in tags),
        tuple((part, int(qty)) for part, _, qty in parts),
        tuple((fact, value) for fact, _, value in facts),
    )


def _listed(text: str, sign: str) -> list[str]:
    return [each.strip() for each in text.split(sign) if each.strip()]


def _first_shelf() -> list[Model]:
    """The models of the first tools: some at the number that their line names, the others in between."""
    fixed = {tag: model for model in models() for tag in model.tags}
    free = [model for model in models() for _ in range(model.copies - len(model.tags))]
    # Copies of one model shall not stand in a row: every fourth line first, then the next.
    free = [model for start in range(4) for model in free[start::4]]
    rest = iter(free)
    return [fixed[row] if row in fixed else next(rest) for row in range(1, len(free) + len(fixed) + 1)]


def _place(model: Model, shelves: dict[str, int]) -> str:
    """A shelf letter and a number; tools of one kind stand near each other."""
    shelf = shelves.setdefault(model.kind, len(shelves))
    return f"{chr(ord('A') + shelf // 12 % 26)}{shelf % 12 + 1}"


def _added(row: int, count: int, last: int) -> int:
    start = int(count * _FROM_THE_START)
    return 0 if row < start else int((row - start) / (count - start) * max(0, last - 60))


def _wanted(model: Model, month: int) -> float:
    months = _SEASONS.get(model.season)
    season = 1.0 if months is None else _IN_SEASON if month in months else _OFF_SEASON
    return float(model.popularity**2) * season
