"""A manifest → the text of a new design file, or why it does not come in. Nothing is opened that the manifest names."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from catalog.checks import check_design
from catalog.design import FORMAT, NOASSERTION
from catalog.kinds import Kinds
from catalog.okh import said as words
from catalog.okh.doubts import doubts, meant_license, written_licenses
from catalog.okh.leftovers import ORIGIN, leftovers, spoken, understood
from catalog.okh.reading import Manifest, read_manifest
from catalog.okh.said import Said
from catalog.okh.shaping import shape_up
from catalog.okh.terms import KEYS, Data
from catalog.problem import Mark, Problem, Problems
from catalog.quantity import Quantity
from catalog.reader import read_design
from catalog.text import plain, quote, slug_of
from catalog.yamltext import yaml_text

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
HEAD: Final = "# yaml-language-server: $schema=../design.schema.json\n"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came of one file: a design and its text, or neither and the errors in `problems`.

    `lost` are the fields that our format has no place for; they stand under `okh:` and go back on export.
    """

    file: str
    id: str
    text: str | None
    problems: tuple[Problem, ...]
    lost: tuple[Problem, ...] = ()


def import_manifest(source: bytes, *, file: str) -> Incoming:
    """The design that a manifest tells of; `file` is its name in problems, and what `sources` calls it by."""
    problems = Problems(file)
    manifest = read_manifest(source, problems)
    if manifest is None:
        return refused(file, problems)
    data = shape_up(manifest, problems)
    said = understood(data, manifest.dialect)
    if said is None:
        key = "title" if manifest.dialect == "okh-v1" else "name"
        given = data.get(key)
        message = f"a design needs a name; {quote(key)} is {quote(given) if isinstance(given, str) else 'not there'}"
        problems.error(manifest.at(key), "name-missing", message, hint=f"give it a {quote(key)}")
        return refused(file, problems)
    doubts(manifest, data, problems)
    _filled_in(manifest, said, data, problems)
    kept = leftovers(data, said, manifest.dialect)
    text = _text(manifest, said, data, kept)
    id = slug_of(said.name)[:60].strip("-") or slug_of(PurePath(file).stem) or "design"  # noqa: A001 - the word of the format
    return finished(Incoming(file, id, text, (), _lost(manifest, said, data, kept)), problems)


def refused(file: str, problems: Problems) -> Incoming:
    """The answer for a file that does not come in."""
    return Incoming(file, "", None, tuple(problems))


def finished(incoming: Incoming, problems: Problems) -> Incoming:
    """The design, if our own reader and checks find no error in it; else it does not come in, and they say why."""
    reading = read_design(incoming.text or "", id=incoming.id, file=incoming.file)
    wrong = [each for each in check_design(reading, Kinds((), ()), folder=None) if each.severity == "error"]
    for each in wrong:
        message = f"the design made of it would not be sound: {each.message.splitlines()[0]}"
        problems.error(Mark(1, 1), each.code, message, hint=each.hint)
    if wrong:
        return refused(incoming.file, problems)
    return Incoming(incoming.file, incoming.id, incoming.text, tuple(problems), incoming.lost)


def _filled_in(manifest: Manifest, said: Said, data: Data, problems: Problems) -> None:
    """Tell what our format asks for and the manifest does not say, and what stands there now."""
    top = Mark(1, 1)
    hint = "write it into the design once you know it"
    fills = [(True, "category", words.NO_CATEGORY)]
    fills += [
        (said.summary is None, "summary", words.NO_SUMMARY),
        (said.author is None, "author", words.UNKNOWN_AUTHOR),
    ]
    fills += [(said.stage is None, "readiness.status", "design")]
    for missing, key, filling in fills:
        if missing:
            problems.note(top, "filled-in", f"no {key} is stated; {quote(filling)} stands there", hint=hint)
    if not any(True for _ in written_licenses(data)):
        message = "no license is stated: nobody may build on it until its makers say so"
        problems.warning(
            manifest.at("license"),
            "license-missing",
            message,
            hint="NOASSERTION stands there; ask its makers",
        )
    elif said.hardware is None and not any(kind == "hardware" for kind, *_ in written_licenses(data)):
        message = "no license of the hardware is stated, only of other things; NOASSERTION stands there"
        problems.warning(manifest.at("license"), "license-missing", message, hint="ask its makers")


def _lost(manifest: Manifest, said: Said, data: Data, kept: Data) -> tuple[Problem, ...]:
    found = Problems(manifest.file)
    told = spoken(said, manifest.dialect)
    known = KEYS[manifest.dialect]
    for key, value in kept.items():
        if told.get(key) == value:  # said by the design, and kept because another key says it too
            continue
        others = {name: each for name, each in data.items() if name != key} if key in known else data
        if key not in known or understood(others, manifest.dialect) == said:
            message = f"{quote(key)} has no place in a design; it is kept under `okh`"
            found.note(manifest.at(key), "no-place", message)
        else:
            message = f"{quote(key)} says more than a design can; the whole of it is kept under `okh`"
            found.note(manifest.at(key), "kept-whole", message)
    return tuple(found)


def _text(manifest: Manifest, said: Said, data: Data, kept: Data) -> str:
    """The new file, keys in the order in which ours are read best."""
    design: dict[str, object] = {"format": FORMAT, "name": said.name}
    design["summary"] = said.summary or words.NO_SUMMARY
    design["category"] = words.NO_CATEGORY
    if said.version is not None:
        design["version"] = said.version
    design["license"] = _license(said, data)
    design["credit"] = _credit(said)
    design["sources"] = _sources(manifest, said, data)
    design["readiness"] = _readiness(said)
    if said.keywords:
        design["keywords"] = list(said.keywords)
    design |= {key: part for key, part in (("size", _size(said)), ("files", _files(said))) if part}
    if said.safety:
        design["safety"] = said.safety[0]
    design["okh"] = {ORIGIN: manifest.dialect} | {key: value for key, value in kept.items() if key != ORIGIN}
    return HEAD + yaml_text(design)


def _license(said: Said, data: Data) -> dict[str, object]:
    license_: dict[str, object] = {"hardware": said.hardware or NOASSERTION}
    for kind in ("software", "documentation"):
        if (name := getattr(said, kind)) is not None:
            license_[kind] = name
    kinds: dict[str, list[str]] = {}
    for kind, text, _ in written_licenses(data):
        if getattr(said, kind) is None:
            kinds.setdefault(plain(text), []).append(kind)
    notes = [words.stated_as(" and ".join(of), text, meant_license(text)) for text, of in kinds.items()]
    if notes:
        license_["note"] = "; ".join(notes)
    return license_


def _credit(said: Said) -> dict[str, object]:
    credit: dict[str, object] = {"author": said.author or words.UNKNOWN_AUTHOR}
    if said.source is not None:
        credit["source"] = said.source
    if said.ancestors:
        credit["from"] = [
            {"title": title} | ({} if source is None else {"source": source})
            for title, source in said.ancestors
        ]
    return credit


def _sources(manifest: Manifest, said: Said, data: Data) -> dict[str, object]:
    own: dict[str, object] = {"title": f"Open Know-How manifest {plain(PurePath(manifest.file).name)}"}
    day = data.get("date-updated", data.get("date-created"))
    if isinstance(day, str) and _DAY.fullmatch(day):
        own["as-of"] = day
    sources: dict[str, object] = {words.MANIFEST: own}
    for key, title, where in (
        (words.BOM, "Bill of materials", said.bom),
        (words.TOOLS, "List of tools", said.tool_list),
    ):
        if where is not None:
            sources[key] = {"title": title, "where": where}
    return sources


def _readiness(said: Said) -> dict[str, object]:
    ready: dict[str, object] = {"status": said.stage or "design"}
    if said.stage is not None or said.made is not None or said.docs is not None:
        ready["source"] = words.MANIFEST
    ready |= {key: level for key, level in (("made", said.made), ("docs", said.docs)) if level is not None}
    if said.stage is None:
        ready["note"] = words.NO_STATUS
    return ready


def _size(said: Said) -> dict[str, object]:
    sides: dict[str, Quantity | None] = {
        side: getattr(said, side) for side in ("width", "depth", "height", "mass")
    }
    return {side: str(quantity) for side, quantity in sides.items() if quantity is not None}


def _files(said: Said) -> dict[str, object]:
    named = (
        ("source", said.sources),
        ("export", said.exports),
        ("drawings", said.drawings),
        ("photos", said.photos),
        ("guide", said.guide),
    )
    return {key: paths[0] if len(paths) == 1 else list(paths) for key, paths in named if paths}
