"""The tool kinds of a library within a few milliseconds: nearly every command needs them, and reading YAML is slow."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from catalog import cache
from catalog.kinds import Attribute, Kinds, StandIn, ToolKind, read_kinds
from catalog.problem import Problem
from catalog.text import plain

_ENTRY = "kinds.json"


def load_kinds(files: Sequence[Path], *, cache_folder: Path | None) -> tuple[Kinds, tuple[Problem, ...]]:
    """The kinds of several files, later ones adding to and replacing earlier ones, and the problems in them.

    A file that is not there counts as empty; one with errors adds nothing.
    """
    stamps = [cache.stamp(path) for path in files]
    if (found := _from_cache(files, stamps, cache_folder)) is not None:
        return found
    kinds = Kinds((), ())
    problems: list[Problem] = []
    for path, stamp in zip(files, stamps, strict=True):
        if stamp is not None:
            kinds, more = _read(path, kinds)
            problems += more
    cache.save(cache_folder, _ENTRY, _encoded(files, stamps, kinds, problems))
    return kinds, tuple(problems)


def _read(path: Path, base: Kinds) -> tuple[Kinds, tuple[Problem, ...]]:
    file = plain(str(path))
    try:
        return read_kinds(path.read_bytes(), file=file, base=base)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return base, (Problem(file, 1, 1, "file-unreadable", "error", message),)


def _from_cache(
    files: Sequence[Path], stamps: Sequence[cache.Stamp | None], folder: Path | None
) -> tuple[Kinds, tuple[Problem, ...]] | None:
    entry = cache.load(folder, _ENTRY)
    if entry is None:
        return None
    content, written = entry
    # The entry is undamaged and of this program, so its form is known.
    data = json.loads(content)
    if data["files"] != [str(path) for path in files]:
        return None
    for then, now in zip(data["stamps"], stamps, strict=True):
        kept = None if then is None else cache.Stamp(*then)
        if kept is None or now is None:
            if kept is not now:
                return None
        elif not kept.holds(now, cached_at_ns=written):
            return None
    kinds = Kinds(map(_kind, data["kinds"]), data["categories"])
    return kinds, tuple(Problem(**problem) for problem in data["problems"])


def _encoded(
    files: Sequence[Path], stamps: Sequence[cache.Stamp | None], kinds: Kinds, problems: Sequence[Problem]
) -> bytes:
    data = {
        "files": [str(path) for path in files],
        "stamps": [None if stamp is None else [stamp.mtime_ns, stamp.size] for stamp in stamps],
        "categories": kinds.categories,
        "kinds": [_row(kind) for kind in kinds],
        "problems": [problem.to_json() for problem in problems],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")


def _row(kind: ToolKind) -> list[Any]:
    stand_ins = [[one.kind, None if one.slower is None else str(one.slower)] for one in kind.stands_in_for]
    attributes = [[one.name, one.unit] for one in kind.attributes]
    texts = [kind.safety, kind.price, kind.mass, kind.was, kind.replaced_by, kind.seen_in, kind.note]
    return [
        kind.slug, kind.name, kind.category, kind.aliases, stand_ins, kind.induction, kind.accessories, attributes, *texts,
    ]  # fmt: skip


def _kind(row: list[Any]) -> ToolKind:
    slug, name, category, aliases, stand_ins, induction, accessories, attributes, *texts = row
    safety, price, mass, was, replaced_by, seen_in, note = texts
    return ToolKind(
        slug, name, category, tuple(aliases),
        tuple(StandIn(kind, None if slower is None else Decimal(slower)) for kind, slower in stand_ins),
        induction, tuple(accessories), tuple(Attribute(*one) for one in attributes),
        safety, price, mass, tuple(was), replaced_by, tuple(seen_in), note,
    )  # fmt: skip
