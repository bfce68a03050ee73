"""A design as an Open Know-How manifest, and everything that such a manifest does not say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from catalog.design import Design
from catalog.okh import said as words
from catalog.okh.crossing import Loss, crossed
from catalog.okh.leftovers import ORIGIN, spoken, told_again
from catalog.okh.said import Said, said_by
from catalog.okh.shaping import link
from catalog.okh.terms import Data, Dialect, Value, dialect_of
from catalog.okh.writing import manifest_text
from catalog.text import quote

_NEEDED: Final[dict[Dialect, tuple[tuple[str, ...], ...]]] = {
    "okh-v1": (("title",), ("description",), ("license",), ("project-link", "documentation-home")),
    "okh-losh": (("okhv",), ("name",), ("repo",), ("license",), ("licensor",), ("function",)),
}
# Where in a design stands what version 1 calls by another name.
_OURS: Final[dict[str, tuple[str, ...]]] = {
    "development-stage": ("readiness", "status"),
    "health-safety-notice": ("safety",),
    "design-files": ("files", "source"),
    "manufacturing-files": ("files", "export"),
    "schematics": ("files", "drawings"),
    "making-instructions": ("files", "guide"),
    "image": ("files", "photos"),
    "licensor": ("credit", "author"),
    "derivative-of": ("credit", "from"),
    "description": ("summary",),
    "project-link": ("credit", "source"),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The text of a manifest. `missing`: what the format asks for and the design does not say."""

    text: str
    data: Data
    lost: tuple[Loss, ...]
    missing: tuple[str, ...]


def export_manifest(design: Design, dialect: Dialect) -> Outgoing:
    """The design as a manifest of that version.

    A design that came from a manifest of the same version says what that one said, wherever it was not changed since.
    """
    said = said_by(design)
    origin, kept = _kept(design)
    first = origin or ("okh-v1" if dialect == "okh-v1" else None)
    if first == dialect:
        data, gave_way = told_again(said, kept, dialect=dialect, imported=origin is not None)
        lost = [
            Loss(
                key,
                "changed-since",
                f"{quote(key)} as it was imported: the design says something else",
                ("okh", key),
            )
            for key, _ in gave_way
        ]
    else:
        data, lost = _other_version(design, kept, said=said, origin=origin, dialect=dialect)
    lost += _own(design, data, said=said, dialect=dialect, origin=origin)
    missing = tuple(" or ".join(keys) for keys in _NEEDED[dialect] if not any(key in data for key in keys))
    return Outgoing(manifest_text(data, dialect), data, tuple(dict.fromkeys(lost)), missing)


def _kept(design: Design) -> tuple[Dialect | None, Data]:
    """Which version the leftovers of a design spoke, and the leftovers."""
    okh = design.okh
    if not isinstance(okh, dict) or not okh:
        return None, {}
    kept = {key: _said(value) for key, value in okh.items() if key != ORIGIN and value is not None}
    origin = okh.get(ORIGIN)
    if origin == "okh-v1" or origin == "okh-losh":  # noqa: PLR1714 - a maintainer may have written anything there
        return origin, kept
    return dialect_of(list(kept)) or "okh-v1", kept


def _said(value: object) -> Value:
    """What stands under `okh`, without what says nothing: a maintainer may have written there."""
    if isinstance(value, dict):
        return {str(key): _said(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_said(inner) for inner in value if inner is not None]
    return str(value)


def _other_version(
    design: Design, kept: Data, *, said: Said, origin: Dialect | None, dialect: Dialect
) -> tuple[Data, list[Loss]]:
    """The manifest by way of the version that the design came from, and what only this version has a place for."""
    start = origin or "okh-v1"
    before, _ = told_again(said, kept, dialect=start, imported=origin is not None)
    data, lost = crossed(before, dialect)
    own = spoken(said, dialect)
    # The standard's converter has no place for the files of version 1 in version 2; those of our own have one.
    later = {"source", "export"} if origin is not None else set()
    data = {**data, **{key: value for key, value in own.items() if key not in data and key not in later}}
    if origin is None:
        taken = {"design-files": "source", "manufacturing-files": "export"}
        lost = [loss for loss in lost if taken.get(loss.field) not in data]
    elif dialect == "okh-v1" and said.hardware is not None:
        data["license"] = own["license"]
    where = design.okh if isinstance(design.okh, dict) else {}
    return data, [_placed(loss, where) for loss in lost if loss.code != "no-place" or loss.field not in data]


def _placed(loss: Loss, kept: dict[str, object]) -> Loss:
    """The loss with its place: among the leftovers, or where our format says it."""
    path = ("okh", loss.field) if loss.field in kept else _OURS.get(loss.field, (loss.field,))
    return replace(loss, path=path)


def _own(
    design: Design, data: Data, *, said: Said, dialect: Dialect, origin: Dialect | None
) -> Iterator[Loss]:
    """What our format says and no manifest of that version has a place for."""
    version = "version 1" if dialect == "okh-v1" else "version 2"
    own = [*_lists(design), *_words(design)]
    if (
        origin != "okh-losh" or dialect == "okh-losh"
    ):  # else told lost on the way already, by their names there
        own += _sizes(said, data)
        levels = ("made", "docs") if dialect == "okh-v1" else ()
        own += [
            (("readiness", key), f"`readiness.{key}`") for key in levels if getattr(said, key) is not None
        ]
    for path, what in own:
        yield Loss(".".join(path), "no-place", f"{what} has no place in {version}", path)
    for key in ("source", "export", "drawings", "photos", "guide"):
        if any(link(path) is None for path in getattr(design.files, key)):
            message = f"a path beside the design means nothing elsewhere: `files.{key}`"
            yield Loss(f"files.{key}", "no-place", message, ("files", key))
    if dialect == "okh-v1" and len(design.credit.from_) > 1 and "variant-of" not in data:
        message = "of the ancestors only the first has a place in version 1"
        yield Loss("credit.from", "shortened", message, ("credit", "from"))


def _lists(design: Design) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in ("parts", "tools", "runs_on", "steps", "skills", "facts", "unknown", "was"):
        if count := len(getattr(design, key)):
            name = key.replace("_", "-")
            yield (name,), f"`{name}` ({count})"


def _words(design: Design) -> Iterator[tuple[tuple[str, ...], str]]:
    if design.category != words.NO_CATEGORY:
        yield ("category",), "`category`"
    if design.people is not None:
        yield ("people",), "`people`"
    if design.makes_tool is not None:
        yield ("makes-tool",), "`makes-tool`"
    if set(design.sources) - {words.MANIFEST, words.BOM, words.TOOLS}:
        yield ("sources",), "`sources`"
    if design.readiness.claims:
        yield ("readiness", "claims"), "`readiness.claims`"
    if any((each.author, each.license, each.changes) != (None, None, None) for each in design.credit.from_):
        yield ("credit", "from"), "an ancestor's author, license and changes"
    for key in design.extra:
        yield (key,), quote(key)


def _sizes(said: Said, data: Data) -> Iterator[tuple[tuple[str, ...], str]]:
    if (
        any(getattr(said, side) is not None for side in ("width", "depth", "height"))
        and "outer-dimensions" not in data
    ):
        yield ("size",), "`size` (version 2 takes width, depth and height together, each exact)"
    if said.mass is not None and "mass" not in data:
        yield ("size", "mass"), "`size.mass`"
