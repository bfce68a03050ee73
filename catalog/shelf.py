"""The shelf of designs: every design of several folders, found by id, without parsing what was parsed before.

One broken file never hides another. Later folders shadow earlier ones, so a library's own design of the same id goes
before the shipped one, broken or not: nobody is shown the shipped one in its place without knowing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.cache import Stamp
from catalog.files import design_looks, name_problem
from catalog.many import no_collecting
from catalog.problem import Problem
from catalog.shelf_cache import ShelfCache
from catalog.shelf_reading import Kept, Ties, Words, needs_of, ties_of, words_of
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
    """A card with the ways to its design and to what `plan` needs of it; `old` is the design of a stale card."""

    card: Card
    path: str
    source: ShelfCache
    old: "Design | None" = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The tool kinds that the design can use, as its file names them."""
        return self._kept.needs if self.old is None else needs_of(self.old)

    @property
    def makes(self) -> str | None:
        """The tool kind that finishing it puts on the shelf."""
        return self._kept.makes if self.old is None else self.old.makes_tool

    @property
    def ties(self) -> Ties:
        """What ties the design to others."""
        return (self._kept.ties if self.old is None else ties_of(self.old)) or Ties(None, (), ())

    def design(self) -> "Design | None":
        """The whole design, if it is still known."""
        return self.old or self.source.design(self.path)

    def buildable(self) -> "Buildable | None":
        """What `plan` needs of it."""
        if self.old is None:
            return self.source.buildable(self.path)
        from catalog.plan import Buildable

        return Buildable.of(self.old)

    @property
    def _kept(self) -> Kept:
        return self.source.known(self.path)


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
        self._kept = ShelfCache(cache_folder, self._folders)
        earlier = {} if before is None else before.held
        with no_collecting():
            self._looks = _looks(self._folders)
            self.held, self.broken = _look(zip(self._folders, self._looks, strict=True), self._kept, earlier)
        self._kept.save()

    def renewed(self) -> "Shelf":
        """The shelf as it is now."""
        return Shelf(self._folders, cache_folder=self._cache_folder, before=self)

    @property
    def is_old(self) -> bool:
        """Whether any file has come, gone or changed its looks since; cheap enough to ask every few seconds."""
        return self._looks != _looks(self._folders)

    def words(self) -> Mapping[str, Words]:
        """What each design can be found by, by id."""
        known = self._kept.words()
        found: dict[str, Words] = {}
        for id, held in self.held.items():  # noqa: A001 - the word of the format
            if held.old is not None:
                found[id] = words_of(held.old)
            elif held.path in known:
                found[id] = known[held.path]
        return found

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


_Looks = list[tuple[str, Stamp | None]]
_Known = Kept | Problem


def _looks(folders: Iterable[Path]) -> list[_Looks]:
    """The names of the files of each folder, and how each looks."""
    return [design_looks(folder) for folder in folders]


def _look(
    looks: Iterable[tuple[Path, _Looks]], kept: ShelfCache, before: Mapping[str, Held]
) -> tuple[dict[str, Held], tuple[Broken, ...]]:
    """Every design by id and every broken file; later folders go before earlier ones."""
    earlier = {held.card.file: held for held in before.values()} if before else {}
    held: dict[str, Held] = {}
    broken: list[Broken] = []
    for folder, names in _seen(tuple(looks), kept):
        seen: dict[str, str] = {}
        for name, known in names:
            found = _one(f"{folder}/{name}", known, kept)
            if isinstance(found, Held) and found.card.id in seen:
                found = _twice(found, seen[found.card.id])
            elif isinstance(found, Held):
                seen[found.card.id] = name
                held[found.card.id] = found
            if isinstance(found, Broken):
                broken.append(found)
                if (old := _stale(earlier.get(found.file), found)) is not None:
                    held[found.id] = old
                elif found.id not in seen:  # it shadows what earlier folders have under its name
                    held.pop(found.id, None)
    return held, tuple(broken)


def _seen(
    looks: Sequence[tuple[Path, _Looks]], kept: ShelfCache
) -> list[tuple[Path, list[tuple[str, _Known]]]]:
    """What is known of each file of each folder: from the cache if it has not changed, else read, all at once."""
    known: dict[str, _Known] = {}
    unread: list[tuple[str, str]] = []
    for folder, names in looks:
        for name, stamp in names:
            path = f"{folder}/{name}"
            if (same := kept.unchanged(path, stamp)) is not None:
                known[path] = same
            elif (wrong := name_problem(Path(path))) is not None:
                known[path] = wrong
            else:
                unread.append((path, str(folder)))
    if unread:
        known |= kept.read(unread)
    return [(folder, [(name, known[f"{folder}/{name}"]) for name, _ in names]) for folder, names in looks]


def _stale(old: Held | None, now: Broken) -> Held | None:
    """What a file held before it was broken, if that is still known; its design is kept in memory from here on."""
    if old is None or (design := old.design()) is None:
        return None
    return Held(replace(old.card, problems=now.problems, stale=True), old.path, old.source, design)


def _one(path: str, known: _Known, kept: ShelfCache) -> Held | Broken:
    file = plain(path)
    id_ = path[path.rindex("/") + 1 : path.rindex(".")]
    if isinstance(known, Problem):
        return Broken(id_, file, (known,))
    if known.row is None:
        return Broken(id_, file, known.problems)
    return Held(Card(id_, file, known.row, known.was, known.problems), path, kept)


def _twice(found: Held, other: str) -> Broken:
    id_, file = found.card.id, found.card.file
    message = f"{quote(other)} has the id {quote(id_)} already"
    problem = Problem(file, 1, 1, "id-twice", "error", message, "rename one of the files")
    return Broken(id_, file, (problem,))
