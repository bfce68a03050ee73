"""The shelf of designs: every design of several folders, found by id, without parsing what was parsed before.

One broken file never hides another. Later folders shadow earlier ones, so a library's own design of the same id goes
before the shipped one, broken or not: nobody is shown the shipped one in its place without knowing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog import cache
from catalog.files import design_files, name_problem, read_inside
from catalog.problem import Problem
from catalog.shelf_cache import Kept, ShelfCache
from catalog.text import nearest, plain, quote

if TYPE_CHECKING:
    from catalog.design import Design
    from catalog.plan import Buildable


@dataclass(frozen=True, slots=True)
class Card:
    """One design as the shelf lists it. `row` is its row in JSON.

    `problems` are warnings of its file; of a `stale` card they are the errors of the newer file: what is shown is the
    design as it was before somebody saved it broken.
    """

    id: str
    file: str
    row: dict[str, Any]
    was: tuple[str, ...]
    problems: tuple[Problem, ...]
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that gives no design, and why."""

    id: str
    file: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A card with the ways to its design and to what `plan` needs of it."""

    card: Card
    design: Callable[[], "Design | None"]
    buildable: Callable[[], "Buildable | None"]


class Shelf:
    """The designs of some folders, as they were when it was made; `renewed` looks again.

    Attributes:
        held: every design by id.
        broken: every file that gives none, in the order of the folders.
    """

    held: Mapping[str, Held]
    broken: tuple[Broken, ...]

    def __init__(
        self, folders: Sequence[Path], *, cache_folder: Path | None = None, before: "Shelf | None" = None
    ) -> None:
        """Look at every file of the folders; only new and changed ones are read.

        Files and folders that are not there or cannot be read become problems, never errors raised. A file that was
        sound `before` and is broken now keeps its old design, marked stale.
        """
        self._folders = tuple(folders)
        self._cache_folder = cache_folder
        kept = ShelfCache(cache_folder)
        earlier = {} if before is None else before.held
        self.held, self.broken = _look(self._folders, kept, earlier)
        kept.save()

    def renewed(self) -> "Shelf":
        """The shelf as it is now."""
        return Shelf(self._folders, cache_folder=self._cache_folder, before=self)

    def __len__(self) -> int:
        return len(self.held)

    def __iter__(self) -> Iterator[Card]:
        """By id."""
        return (self.held[id].card for id in sorted(self.held))  # noqa: A001 - the word of the format

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the files, in file order."""
        found = [problem for held in self.held.values() for problem in held.card.problems]
        found += [problem for broken in self.broken for problem in broken.problems]
        return tuple(sorted(set(found)))

    def card(self, id: str) -> Card | None:  # noqa: A002 - the word of the format
        """The card of this id, or of the design that had it before."""
        held = self._find(id)
        return None if held is None else held.card

    def get(self, id: str) -> "Design | None":  # noqa: A002
        """The whole design of this id, or of the design that had it before.

        None also if its file has changed or gone since the shelf was made, and nobody kept what it held.
        """
        held = self._find(id)
        return None if held is None else held.design()

    def nearest(self, id: str, n: int = 3) -> list[str]:  # noqa: A002
        """The ids of up to `n` designs that somebody may have meant, by id or by name, best first."""
        names = {plain(card.row["name"]): card.id for card in self}
        near = [names.get(word, word) for word in nearest(id, [*self.held, *names], n=2 * n)]
        return list(dict.fromkeys(near))[:n]

    def buildables(self) -> Iterator["Buildable"]:
        """What `plan` needs of every design, by id."""
        found = (self.held[id].buildable() for id in sorted(self.held))  # noqa: A001
        return (buildable for buildable in found if buildable is not None)

    def _find(self, id: str) -> Held | None:  # noqa: A002
        if (held := self.held.get(id)) is not None:
            return held
        if any(broken.id == id for broken in self.broken):
            return None
        return next((held for held in self.held.values() if id in held.card.was), None)


def _look(
    folders: Iterable[Path], kept: ShelfCache, before: Mapping[str, Held]
) -> tuple[dict[str, Held], tuple[Broken, ...]]:
    """Every design by id and every broken file; later folders go before earlier ones."""
    earlier = {held.card.file: held for held in before.values()}
    held: dict[str, Held] = {}
    broken: list[Broken] = []
    for folder in folders:
        seen: dict[str, str] = {}
        for path in design_files(folder):
            found = _one(path, folder, kept)
            if isinstance(found, Held) and path.stem in seen:
                found = _twice(path, seen[path.stem])
            elif isinstance(found, Held):
                seen[path.stem] = path.name
                held[found.card.id] = found
            if isinstance(found, Broken):
                broken.append(found)
                if (old := _stale(earlier.get(found.file), found)) is not None:
                    held[found.id] = old
                elif found.id not in seen:  # it shadows what earlier folders have under its name
                    held.pop(found.id, None)
    return held, tuple(broken)


def _stale(old: Held | None, now: Broken) -> Held | None:
    """What a file held before it was broken, if that is still known; its design is kept in memory from here on."""
    if old is None or (design := old.design()) is None:
        return None
    from catalog.plan import Buildable

    card = replace(old.card, problems=now.problems, stale=True)
    return Held(card, lambda: design, lambda: Buildable.of(design))


def _one(path: Path, folder: Path, kept: ShelfCache) -> Held | Broken:
    """One file: from the cache if it has not changed, or holds what it held; else read."""
    if (wrong_name := name_problem(path)) is not None:
        return Broken(path.stem, plain(str(path)), (wrong_name,))
    stamp = cache.stamp(path)
    known = kept.unchanged(path, stamp)
    if known is None:
        content = read_inside(path, folder)
        if isinstance(content, Problem):
            return Broken(path.stem, plain(str(path)), (content,))
        known = kept.same(path, stamp, content) or _read(path, stamp, content, kept)
    if known.row is None:
        return Broken(path.stem, plain(str(path)), tuple(known.problems))
    card = Card(path.stem, plain(str(path)), known.row, tuple(known.was), tuple(known.problems))
    return Held(card, lambda: kept.design(known), lambda: kept.buildable(known))


def _read(path: Path, stamp: cache.Stamp | None, content: bytes, kept: ShelfCache) -> Kept:
    from catalog.design_json import design_row
    from catalog.reader import read_design

    file = plain(str(path))
    reading = read_design(content, id=path.stem, file=file)
    row = None if reading.design is None else design_row(reading.design, file)
    return kept.add(path, stamp, content, reading=reading, row=row)


def _twice(path: Path, other: str) -> Broken:
    message = f"{quote(other)} has the id {quote(path.stem)} already"
    problem = Problem(plain(str(path)), 1, 1, "id-twice", "error", message, "rename one of the files")
    return Broken(path.stem, plain(str(path)), (problem,))
