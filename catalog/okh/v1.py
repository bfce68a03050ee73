"""Version 1 of Open Know-How: what its keys mean in our terms, and the other way."""

import re
from typing import Final, cast

from catalog.design import Status
from catalog.licenses import verdict
from catalog.okh.said import Said, shorter
from catalog.okh.shaping import link, said
from catalog.okh.terms import V1_LANGUAGE, Data, Value

FACETS: Final = frozenset(
    "name summary version hardware software documentation author source ancestors stage keywords safety photos sources "
    "exports drawings guide bom tool_list".split()
)
"""The values of `Said` that a manifest of this version has keys for."""

# The words that the standard gives as examples, and ours.
_STAGES: Final[dict[str, Status]] = {
    "idea": "planned",
    "planned": "planned",
    "design": "design",
    "prototype": "prototype",
    "almost-done": "almost-done",
    "product": "done",
    "done": "done",
}
_DOCS: Final = (
    ("design-files", "sources"),
    ("schematics", "drawings"),
    ("making-instructions", "guide"),
    ("manufacturing-files", "exports"),
)


def understood(data: Data) -> Said | None:
    """What the manifest says in our terms; None if it has no title."""
    title = said(data.get("title"))
    if title is None:
        return None
    about = said(data.get("description"))
    licenses = data.get("license")
    names = licenses if isinstance(licenses, dict) else {}
    return Said(
        name=title,
        summary=None if about is None else shorter(about),
        version=said(data.get("version")),
        hardware=_expression(names.get("hardware")),
        software=_expression(names.get("software")),
        documentation=_expression(names.get("documentation")),
        author=_author(data),
        source=link(data.get("project-link")) or link(data.get("documentation-home")),
        ancestors=(*_ancestor(data.get("derivative-of")), *_ancestor(data.get("variant-of"))),
        stage=stage_of(data.get("development-stage")),
        keywords=tuple(text for each in _list(data.get("keywords")) if (text := said(each)) is not None),
        safety=tuple(text for text in [said(data.get("health-safety-notice"))] if text is not None),
        photos=_single(link(data.get("image"))),
        sources=_paths(data.get("design-files")),
        drawings=_paths(data.get("schematics")),
        guide=_paths(data.get("making-instructions")),
        exports=_paths(data.get("manufacturing-files")),
        bom=link(data.get("bom")),
        tool_list=link(data.get("tool-list")),
    )


def spoken(said: Said) -> Data:
    """The manifest that says it."""
    data: Data = {"okh-manifest-version": V1_LANGUAGE, "title": said.name}
    texts = {
        "description": said.summary,
        "version": said.version,
        "project-link": said.source,
        "development-stage": said.stage,
        "image": said.photos[0] if said.photos else None,
        "health-safety-notice": " ".join(said.safety) or None,
        "bom": said.bom,
        "tool-list": said.tool_list,
    }
    data |= {key: text for key, text in texts.items() if text is not None}
    if said.keywords:
        data["keywords"] = list(said.keywords)
    names = {key: getattr(said, key) for key in ("hardware", "documentation", "software")}
    if licenses := {key: name for key, name in names.items() if name is not None}:
        data["license"] = cast("Data", licenses)
    if said.author is not None:
        data["licensor"] = {"name": said.author}
    if said.ancestors:
        title, source = said.ancestors[0]
        data["derivative-of"] = {"title": title} if source is None else {"title": title, "web": source}
    for key, name in _DOCS:
        if paths := getattr(said, name):
            data[key] = [{"path": path} for path in paths]
    return data


def stage_of(value: Value | None) -> Status | None:
    """The status that a word of the standard means; None for any other word."""
    text = said(value)
    return None if text is None else _STAGES.get(re.sub(r"[ _]", "-", text.casefold()))


def _expression(value: Value | None) -> str | None:
    """A license as it stands, if it is an SPDX expression; what it was probably meant to be is never taken for it."""
    text = said(value)
    return text if text is not None and verdict(text) != "invalid" and text != "NOASSERTION" else None


def _author(data: Data) -> str | None:
    """The licensor; else the contributors, who made something of it at least."""
    licensor = data.get("licensor")
    names = [_name(licensor), *(_name(each) for each in _list(data.get("contributors")))]
    return names[0] or "; ".join(name for name in dict.fromkeys(names) if name) or None


def _name(value: Value | None) -> str | None:
    if not isinstance(value, dict):
        return None
    name = said(value.get("name")) or said(value.get("affiliation"))
    return name if name is not None and re.search(r"\w", name) else None


def _ancestor(value: Value | None) -> tuple[tuple[str, str | None], ...]:
    if not isinstance(value, dict):
        return ()
    source = link(value.get("web")) or link(value.get("manifest"))
    title = said(value.get("title")) or said(value.get("name")) or source
    return () if title is None else ((title, source),)


def _paths(value: Value | None) -> tuple[str, ...]:
    found = (link(each.get("path")) for each in _list(value) if isinstance(each, dict))
    return tuple(dict.fromkeys(path for path in found if path is not None))


def _list(value: Value | None) -> list[Value]:
    return value if isinstance(value, list) else []


def _single(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)
