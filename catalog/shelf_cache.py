"""Parsed designs between two starts: a list that is read whole, and bodies that are read one by one.

`designs.list` holds for each file what lists show and what problems it had; `designs.bodies` the designs themselves, each
at its offset and with its own digest. A body that does not fit (another process has written since) is parsed anew.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from catalog import cache
from catalog.files import read_inside
from catalog.problem import Problem

if TYPE_CHECKING:
    from catalog.design import Design
    from catalog.plan import Buildable
    from catalog.reader import Reading

_LIST = "designs.list"
_BODIES = "designs.bodies"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one file. `row` is None if it gives no design.

    In the bodies: `plan_size` bytes for `plan` from `offset` on, then `body_size` bytes of the whole design.
    """

    path: str
    mtime_ns: int
    size: int
    digest: str
    problems: tuple[Problem, ...]
    row: dict[str, Any] | None = None
    was: tuple[str, ...] = ()
    offset: int = 0
    plan_size: int = 0
    body_size: int = 0
    body_digest: str = ""

    @property
    def stamp(self) -> cache.Stamp:
        """How the file looked when it was read."""
        return cache.Stamp(self.mtime_ns, self.size)


class ShelfCache:
    """The cache of one look at the shelf: what was kept before, and what will be kept after it."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._old, self._written = _load(folder)
        self._new: dict[str, Kept] = {}
        self._designs: dict[str, Design] = {}
        self._changed = False

    def unchanged(self, path: Path, stamp: cache.Stamp | None) -> Kept | None:
        """What is known of a file that looks as it looked when it was read."""
        known = self._old.get(str(path))
        if known is None or not known.stamp.holds(stamp, cached_at_ns=self._written):
            return None
        self._new[known.path] = known
        return known

    def same(self, path: Path, stamp: cache.Stamp | None, content: bytes) -> Kept | None:
        """What is known of a file that was touched but holds what it held."""
        known = self._old.get(str(path))
        if known is None or stamp is None or known.digest != cache.digest(content):
            return None
        self._changed = True
        self._new[known.path] = replace(known, mtime_ns=stamp.mtime_ns, size=stamp.size)
        return self._new[known.path]

    def add(
        self,
        path: Path,
        stamp: cache.Stamp | None,
        content: bytes,
        *,
        reading: "Reading",
        row: dict[str, Any] | None,
    ) -> Kept:
        """Keep what was read from a file; a file that vanished meanwhile is never believed again."""
        self._changed = True
        look = stamp or cache.Stamp(0, -1)
        was = () if reading.design is None else reading.design.was
        kept = Kept(str(path), look.mtime_ns, look.size, cache.digest(content), reading.problems, row, was)
        self._new[kept.path] = kept
        if reading.design is not None:
            self._designs[kept.path] = reading.design
        return kept

    def design(self, known: Kept) -> "Design | None":
        """The whole design of a file that gave one; None if it is kept nowhere and the file is another by now."""
        if (design := self._designs.get(known.path)) is not None:
            return design
        from catalog.design import Design

        body = self._body(known)
        design = _parsed(known) if body is None else _decoded(body[known.plan_size :], Design)
        if design is not None:
            self._designs[known.path] = design
        return design

    def buildable(self, known: Kept) -> "Buildable | None":
        """What `plan` needs of the design of a file that gave one; None as with `design`."""
        from catalog.plan import Buildable

        if known.path in self._designs or (body := self._body(known)) is None:
            design = self.design(known)
            return None if design is None else Buildable.of(design)
        return cast("Buildable", _decoded(body[: known.plan_size], Buildable))

    def save(self) -> None:
        """Write what this look has learned; nothing if it learned nothing."""
        if self._folder is None or not (self._changed or self._new.keys() != self._old.keys()):
            return
        entries: list[Kept] = []
        bodies: list[bytes] = []
        offset = 0
        for kept in self._new.values():
            placed = self._placed(kept, offset)
            if placed is not None:
                entry, body = placed
                entries.append(entry)
                bodies.append(body)
                offset += len(body)
        cache.save(self._folder, _BODIES, b"".join(bodies))
        cache.save(self._folder, _LIST, _encoded(entries))

    def _placed(self, kept: Kept, offset: int) -> tuple[Kept, bytes] | None:
        """A body as it will be written, and its entry with the place where it will stand; None if it is lost."""
        if kept.row is None:
            return kept, b""
        if kept.path not in self._designs and (body := self._body(kept)) is not None:
            return replace(kept, offset=offset), body
        if (design := self.design(kept)) is None:
            return None
        from catalog.plan import Buildable

        plan, whole = _encoded(Buildable.of(design)), _encoded(design)
        body = plan + whole
        digest = cache.digest(body)
        sized = replace(kept, plan_size=len(plan), body_size=len(whole), body_digest=digest)
        return replace(sized, offset=offset), body

    def _body(self, known: Kept) -> bytes | None:
        """The bytes of a body, if they are still there and sound."""
        if self._folder is None or not known.body_digest:
            return None
        size = known.plan_size + known.body_size
        try:
            with (self._folder / _BODIES).open("rb") as file:
                file.readline(100)  # the head that `cache.save` writes
                file.seek(known.offset, 1)
                body = file.read(size)
        except OSError:
            return None
        return body if cache.digest(body) == known.body_digest else None


def _load(folder: Path | None) -> tuple[dict[str, Kept], int]:
    entry = cache.load(folder, _LIST)
    if entry is None:
        return {}, 0
    content, written = entry
    return {kept.path: kept for kept in _decoded(content, list[Kept])}, written


def _parsed(known: Kept) -> "Design | None":
    """The design of a file whose body is lost, read again if the file still holds what it held."""
    from catalog.reader import read_design

    path = Path(known.path)
    content = read_inside(path, path.parent)
    if isinstance(content, Problem) or cache.digest(content) != known.digest:
        return None
    return read_design(content, id=path.stem, file=known.path).design


def _encoded(value: Any) -> bytes:
    import msgspec

    def plain(other: Any) -> str:
        if isinstance(other, Fraction):
            return str(other)
        raise TypeError(f"cannot keep {type(other)}")

    return msgspec.msgpack.encode(value, enc_hook=plain)


def _decoded(content: bytes, kind: Any) -> Any:
    import msgspec

    def made(wanted: type, text: Any) -> Any:
        if wanted is Fraction:
            return Fraction(text)
        raise TypeError(f"cannot revive {wanted}")

    return msgspec.msgpack.decode(content, type=kind, dec_hook=made)
