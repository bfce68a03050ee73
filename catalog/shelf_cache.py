"""Parsed designs between two starts: a list that is read whole, bodies that are read one by one, words for searching.

Each shelf has three entries, named after its folders, so that two libraries of one person do not drive each other's
designs out. `….list` holds for each file what lists show and what problems it had; `….bodies` the designs themselves, each
at its offset and with its own digest, new ones after the old; `….words` what designs are found by. A body that does not fit
(another process has written since) is parsed anew.
"""

import contextlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from catalog import cache
from catalog.codec import decoded, encoded
from catalog.files import read_inside
from catalog.many import no_collecting
from catalog.problem import Problem
from catalog.shelf_reading import Fresh, Kept, Wanted, Words, read_files, words_of

if TYPE_CHECKING:
    from catalog.design import Design
    from catalog.plan import Buildable

_PREFIX = "designs-"
_SHELVES = 8  # so many are kept: those that had something new last
_SPARE = 1024 * 1024  # bytes of bodies that nobody wants any more, before they are worth a new file


class ShelfCache:
    """The cache of one look at a shelf of these folders: what was kept before, and what will be kept after it."""

    def __init__(self, folder: Path | None, shelf: Iterable[Path]) -> None:
        self._folder = folder
        name = _PREFIX + cache.digest(b"\0".join(map(os.fsencode, shelf)))[:16]
        self._list, self._bodies, self._words = f"{name}.list", f"{name}.bodies", f"{name}.words"
        self._old, self._written = _load(folder, self._list)
        self._now: dict[str, Kept] = {}
        self._fresh: dict[str, Fresh] = {}
        self._designs: dict[str, Design] = {}
        self._buildables: dict[str, Buildable] = {}
        self._changed = False

    def unchanged(self, path: str, stamp: cache.Stamp | None) -> Kept | None:
        """What is known of a file that looks as it looked when it was read."""
        known = self._old.get(path)
        if known is None or stamp is None:
            return None
        if (known.mtime_ns, known.size) != stamp or not stamp.settled(self._written):
            return None
        self._now[path] = known
        return known

    def read(self, files: Iterable[tuple[str, str]]) -> Mapping[str, Kept | Problem]:
        """Read files (path, folder) and keep what they hold; one that holds what it held is not parsed again."""
        wanted = [
            Wanted(path, folder, self._old[path].digest if path in self._old else "")
            for path, folder in files
        ]
        found: dict[str, Kept | Problem] = {}
        for each, fresh in zip(wanted, read_files(wanted), strict=True):
            found[each.path] = fresh if isinstance(fresh, Problem) else self._taken(fresh)
        return found

    def _taken(self, fresh: Fresh) -> Kept:
        self._changed = True
        kept = fresh.kept
        if fresh.same:
            kept = replace(self._old[kept.path], mtime_ns=kept.mtime_ns, size=kept.size)
        else:
            self._fresh[kept.path] = fresh
        self._now[kept.path] = kept
        return kept

    def known(self, path: str) -> Kept:
        """What is known of a file that was looked at."""
        return self._now[path]

    def design(self, path: str) -> "Design | None":
        """The whole design of a file that gave one; None if it is kept nowhere and the file is another by now."""
        if (design := self._designs.get(path)) is not None:
            return design
        from catalog.design import Design

        known = self._now[path]
        body = self._body(known)
        design = _parsed(known) if body is None else decoded(body[known.plan_size :], Design)
        if design is not None:
            self._designs[path] = design
        return design

    def buildable(self, path: str) -> "Buildable | None":
        """What `plan` needs of the design of a file that gave one; None as with `design`."""
        if (buildable := self._buildables.get(path)) is not None:
            return buildable
        from catalog.plan import Buildable

        known = self._now[path]
        if (body := self._body(known)) is not None:
            buildable = cast("Buildable", decoded(body[: known.plan_size], Buildable))
        elif (design := self.design(path)) is not None:
            buildable = Buildable.of(design)
        if buildable is not None:
            self._buildables[path] = buildable
        return buildable

    def words(self) -> Mapping[str, Words]:
        """What each design is found by, by the path of its file; none for a file that is another by now."""
        kept = {path: fresh.words for path, fresh in self._fresh.items() if fresh.words is not None}
        missing = [each for path, each in self._now.items() if each.row is not None and path not in kept]
        if not missing:
            return kept
        before = self._old_words()
        for each in missing:
            if (words := before.get(each.digest)) is not None:
                kept[each.path] = words
            elif (design := self.design(each.path)) is not None:
                kept[each.path] = words_of(design)
        return kept

    def save(self) -> None:
        """Write what this look has learned; nothing if it learned nothing."""
        if self._folder is None or not (self._changed or self._now.keys() != self._old.keys()):
            return
        # A folder whose name is no text cannot be told in the list; then all is read anew each time.
        with contextlib.suppress(UnicodeEncodeError), no_collecting():
            words = self.words()
            digests = {self._now[path].digest: each for path, each in words.items()}
            cache.save(self._folder, self._words, encoded(digests))
            if self._save_bodies(self._folder):
                cache.save(self._folder, self._list, encoded(list(self._now.values())))
                self._fresh.clear()
            cache.prune(self._folder, _PREFIX, keep=_SHELVES)

    def _save_bodies(self, folder: Path) -> bool:
        """Write the new bodies after the old ones, or all of them if much of the file is wanted no more."""
        fresh = {path: each.body for path, each in self._fresh.items() if each.body}
        there = cache.size(folder, self._bodies)
        old = sum(
            each.plan_size + each.body_size for path, each in self._now.items() if path not in self._fresh
        )
        if there is not None and self._old and there <= 2 * old + _SPARE:
            start = cache.append(folder, self._bodies, b"".join(fresh.values())) if fresh else 0
            if start is not None:
                self._place(fresh, start)
                return True
        bodies = {path: body for path, each in self._now.items() if (body := self._body(each)) is not None}
        if not cache.save(folder, self._bodies, b"".join(bodies.values())):
            return False
        self._place(bodies, 0)
        return True

    def _place(self, bodies: Mapping[str, bytes], offset: int) -> None:
        """Note where these bodies stand from now on, one after the other."""
        for path, body in bodies.items():
            self._now[path] = replace(self._now[path], offset=offset)
            offset += len(body)

    def _body(self, known: Kept) -> bytes | None:
        """The bytes of a body, if they are still there and sound."""
        if known.path in self._fresh:
            return self._fresh[known.path].body or None
        if not known.body_digest:
            return None
        body = cache.part(self._folder, self._bodies, known.offset, known.plan_size + known.body_size)
        return body if body is not None and cache.digest(body) == known.body_digest else None

    def _old_words(self) -> Mapping[str, Words]:
        entry = cache.load(self._folder, self._words)
        return {} if entry is None else decoded(entry[0], dict[str, Words])


def _load(folder: Path | None, name: str) -> tuple[dict[str, Kept], int]:
    entry = cache.load(folder, name)
    if entry is None:
        return {}, 0
    content, written = entry
    with no_collecting():
        return {kept.path: kept for kept in decoded(content, list[Kept])}, written


def _parsed(known: Kept) -> "Design | None":
    """The design of a file whose body is lost, read again if the file still holds what it held."""
    from catalog.reader import read_design

    path = Path(known.path)
    content = read_inside(path, path.parent)
    if isinstance(content, Problem) or cache.digest(content) != known.digest:
        return None
    return read_design(content, id=path.stem, file=known.path).design
