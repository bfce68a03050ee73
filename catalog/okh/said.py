"""What a manifest and a design can both say: the values that pass between Open Know-How and our format.

`understood` of each version fills a `Said`, `spoken` says it again; what is in neither stays with the leftovers.
"""

from dataclasses import dataclass, fields
from typing import Final

from catalog.design import NOASSERTION, Design, Status
from catalog.quantity import Quantity
from catalog.text import quote

UNKNOWN_AUTHOR: Final = "unknown"
NO_SUMMARY: Final = "The manifest does not say what it is."
NO_CATEGORY: Final = "unsorted"
NO_STATUS: Final = "the manifest does not say how far the design is; `design` claims the least"

BOM, TOOLS, MANIFEST = "bom", "tool-list", "manifest"
"""Keys of `sources` in designs that came in."""


@dataclass(frozen=True, slots=True)
class Said:
    """The values in our terms; None and () where nothing is said. Links are web addresses, never paths."""

    name: str
    summary: str | None = None
    version: str | None = None
    hardware: str | None = None
    software: str | None = None
    documentation: str | None = None
    author: str | None = None
    source: str | None = None
    ancestors: tuple[tuple[str, str | None], ...] = ()
    """Title and web address of what it was made from."""
    stage: Status | None = None
    made: str | None = None
    docs: str | None = None
    keywords: tuple[str, ...] = ()
    width: Quantity | None = None
    depth: Quantity | None = None
    height: Quantity | None = None
    mass: Quantity | None = None
    safety: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    drawings: tuple[str, ...] = ()
    guide: tuple[str, ...] = ()
    bom: str | None = None
    tool_list: str | None = None

    def differences(self, other: "Said", among: frozenset[str]) -> list[str]:
        """The names of the values that differ, of those named."""
        return [each.name for each in fields(self) if each.name in among and self._differs(other, each.name)]

    def _differs(self, other: "Said", name: str) -> bool:
        return bool(getattr(self, name) != getattr(other, name))


def said_by(design: Design) -> Said:
    """What a design says of it; what import filled in where a manifest said nothing counts as not said."""
    size, files, ready = design.size, design.files, design.readiness
    filled = ready.status == "design" and ready.note == NO_STATUS
    return Said(
        name=design.name,
        summary=None if design.summary == NO_SUMMARY else design.summary,
        version=design.version,
        hardware=_license(design.license.hardware),
        software=_license(design.license.software),
        documentation=_license(design.license.documentation),
        author=None if design.credit.author == UNKNOWN_AUTHOR else design.credit.author,
        source=design.credit.source,
        ancestors=tuple((each.title, each.source) for each in design.credit.from_),
        stage=None if filled else ready.status,
        made=ready.made,
        docs=ready.docs,
        keywords=design.keywords,
        width=size.width,
        depth=size.depth if size.depth is not None else size.length,
        height=size.height,
        mass=size.mass,
        safety=design.safety,
        photos=_links(files.photos),
        sources=_links(files.source),
        exports=_links(files.export),
        drawings=_links(files.drawings),
        guide=_links(files.guide),
        bom=_where(design, BOM),
        tool_list=_where(design, TOOLS),
    )


def shorter(text: str, *, most: int = 220) -> str:
    """A description as a summary: whole sentences if one fits, else cut at a word with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[:most]
    end = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return cut[: end + 1] if end >= 40 else f"{cut[: cut.rfind(' ', 40)].rstrip(',;: ')}…"


def stated_as(kind: str, written: str, near: str | None) -> str:
    """The note on a license that is no SPDX expression."""
    meant = f"; perhaps {near} is meant: ask its makers" if near else ""
    return f"the license of the {kind} is stated as {quote(written, limit=200)}, which is no SPDX expression{meant}"


def _license(expression: str | None) -> str | None:
    return None if expression == NOASSERTION else expression


def _links(paths: tuple[str, ...]) -> tuple[str, ...]:
    from catalog.okh.shaping import link

    return tuple(path for path in paths if link(path) == path)


def _where(design: Design, key: str) -> str | None:
    source = design.sources.get(key)
    return None if source is None else source.where
