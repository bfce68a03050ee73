"""Rules across the fields of one design: what a sound file can still get wrong.

Each check is a plain function from a `Look` to noted problems, and all of them run. Rules
across several files are in `checkrun.py`.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from catalog.design import UNBUILT, BomLine, Claim, Fact, Readiness, Step, ToolNeed
from catalog.kinds import Kinds
from catalog.licenses import likely, verdict
from catalog.look import Look, meant
from catalog.problem import Mark, Problem, Problems
from catalog.reader import Reading
from catalog.text import nearest, quote
from catalog.units import UNITS
from catalog.work_checks import ids, kinds_known, steps, unused_parts
from catalog.yamltree import ListNode, MapNode, Node, Scalar

_URL = re.compile(r"https?://[^\s/]+", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Whole values that a template leaves behind, and words that say that somebody meant to come back.
_BLANK = re.compile(
    r"\[[a-z _-]+\]|<[a-z][a-z0-9 ,'/._-]*>|\{\{.*\}\}|…|\.\.\.|\?+|x{3,10}|lorem ipsum.*|change ?me|fill (?:me )?in",
    re.IGNORECASE | re.DOTALL,
)
_LATER = re.compile(r"\b(?:FIXME|TODO|TBD|XXX)\b")


def check_design(reading: Reading, kinds: Kinds, *, folder: Path | None) -> tuple[Problem, ...]:
    """Every problem of one file, those of the reader included, in file order.

    `folder` is where its paths lead from; None leaves paths unchecked.
    """
    problems = Problems(reading.file)
    problems.extend(reading.problems)
    if reading.draft is not None:
        look = Look(reading, reading.draft, kinds, folder, problems)
        for check in CHECKS:
            check(look)
    blanks = {
        (each.line, each.column)
        for each in problems
        if each.code == "template-text" and each.severity == "error"
    }
    # A blank is a blank: that it is no license or id either need not be said.
    return tuple(
        each for each in problems if each.code == "template-text" or (each.line, each.column) not in blanks
    )


def _licenses(look: Look) -> None:
    """Every license is an SPDX expression; the design's own is open."""
    own = look.design.license
    for name in ("hardware", "software", "documentation"):
        _license(look, getattr(own, name), look.at(own, name), what=f"the {name} license")
    for line in look.design.parts:
        _license(look, line.license, look.at(line, "license"), what=f"the license of {quote(line.part)}")
    for ancestor in look.design.credit.from_:
        _license(
            look,
            ancestor.license,
            look.at(ancestor, "license"),
            what=f"the license of {quote(ancestor.title)}",
        )


def _license(look: Look, expression: str | None, where: Mark, *, what: str) -> None:
    if not expression or look.problems.full:
        return
    answer = verdict(expression)
    if answer == "invalid":
        hint = meant([near] if (near := likely(expression)) else []) or "see https://spdx.org/licenses"
        look.problems.error(
            where, "license-unknown", f"{what} {quote(expression)} is not an SPDX expression", hint=hint
        )
    elif answer == "not-open":
        hint = "it may be listed, but not be called open, nor be sold or changed by everybody"
        look.problems.warning(where, "license-not-open", f"{what} {quote(expression)} is not open", hint=hint)
    elif answer == "unclear" and what == "the hardware license":
        look.problems.note(
            where, "license-unclear", f"whether {what} {quote(expression)} is open cannot be told"
        )


def _template_text(look: Look) -> None:
    """No blank of a template is left over."""
    for scalar in _scalars(look.reading.tree):
        text = scalar.text.strip()
        if _BLANK.fullmatch(text):
            hint = "fill it in, or take the key out"
            look.problems.error(
                scalar.mark, "template-text", f"{quote(text)} is left over from a template", hint=hint
            )
        elif found := _LATER.search(text):
            look.problems.warning(
                scalar.mark, "template-text", f"{quote(found.group())} is left in {quote(text)}"
            )


def _scalars(node: Node | None) -> Iterable[Scalar]:
    if isinstance(node, Scalar):
        if not node.is_null:
            yield node
    elif isinstance(node, ListNode):
        # [value] in a template is a list for YAML.
        if len(node.items) == 1 and isinstance(only := node.items[0], Scalar) and only.text == "value":
            yield Scalar("[value]", quoted=True, mark=node.mark)
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, MapNode):
        for entry in node.entries:
            if entry.key.text != "okh":  # another format's leftovers stay as they are
                yield from _scalars(entry.value)


def _costs(look: Look) -> None:
    """One currency in one bill of materials, and a price by a unit that the quantity has."""
    first: BomLine | None = None
    for line in look.design.parts:
        if line.cost is None:
            continue
        where = look.at(line, "cost")
        first = first or line
        if first.cost is not None and line.cost.currency != first.cost.currency:
            message = (
                f"{line.cost.currency} here, {first.cost.currency} in line {look.at(first, 'cost').line}"
            )
            hint = "sums come out apart for each currency"
            look.problems.warning(where, "currency-mixed", message, hint=hint)
        per = line.cost.per
        if per not in {"", "all"} and line.qty is not None and UNITS[per].dimension != line.qty.dimension:
            message = f"a price by {quote(per)} does not fit a quantity in {quote(line.qty.unit)}"
            look.problems.error(where, "unit-wrong", message)


def _paths(look: Look) -> None:
    """Files lie inside the design's folder and are there; links are web addresses."""
    files = look.design.files
    for key in ("source", "export", "drawings", "photos", "guide"):
        for index, path in enumerate(getattr(files, key)):
            _path(look, path, look.at(files, key, index))
    for step in look.design.steps:
        if step.doc is not None:
            _path(look, step.doc, look.at(step, "doc"))


def _path(look: Look, text: str, where: Mark) -> None:
    if _URL.match(text) or look.folder is None or look.problems.full:
        return
    path = Path(text)
    # A drive letter or a backslash means another place on another machine.
    if _SCHEME.match(text) or "\\" in text or "\0" in text or path.is_absolute() or ".." in path.parts:
        hint = "a path inside the design's folder, with /, or an http(s) address"
        look.problems.error(
            where, "path-outside", f"{quote(text)} leads out of the design's folder", hint=hint
        )
        return
    try:
        inside = (look.folder / path).resolve(strict=True).is_relative_to(look.folder.resolve())
    except (OSError, RuntimeError):
        look.problems.error(where, "path-missing", f"there is no file {quote(text)} beside the design")
        return
    if not inside:
        look.problems.error(where, "path-outside", f"{quote(text)} is a link out of the design's folder")


def _credits(look: Look) -> None:
    """An ancestor is named with its author, source and license."""
    for ancestor in look.design.credit.from_:
        missing = [key for key in ("author", "source", "license") if getattr(ancestor, key) is None]
        if missing:
            message = f"the ancestor {quote(ancestor.title)} has no {' and no '.join(missing)}"
            hint = "licenses ask for all of it; NOASSERTION if none is stated"
            look.problems.warning(look.at(ancestor), "attribution-missing", message, hint=hint)


def _evidence(look: Look) -> None:
    """A stage past the drawing board says where that is stated, and `documented` fits the lists."""
    ready = look.design.readiness
    if ready.status not in UNBUILT and not ready.source and not ready.claims:
        hint = "add `source:` with a key of `sources` or an address"
        message = f"status {quote(ready.status)} is claimed without a source"
        look.problems.warning(look.at(ready, "status"), "stage-unproven", message, hint=hint)
    for key in ("made", "docs"):
        level = getattr(ready, key)
        if level is not None and not level.endswith("-1") and not ready.source and not ready.claims:
            message = f"level {quote(level)} is claimed without a source"
            look.problems.warning(look.at(ready, key), "stage-unproven", message)
    for name in ("parts", "tools", "steps"):
        said = getattr(look.design.documented, name)
        # A tool that only helps may be our own advice.
        listed = any(not getattr(item, "helps", False) for item in getattr(look.design, name))
        if said is not None and (said == "none") == listed:
            there = "some are listed" if listed else "none are listed"
            where = look.at(look.design.documented, name)
            look.problems.warning(
                where, "documented-wrong", f"{name} are said to be {quote(said)}, but {there}"
            )


def _sources(look: Look) -> None:
    """A source is a key of `sources` or a web address; a figure has one."""
    design = look.design
    items: tuple[Readiness | BomLine | ToolNeed | Step | Fact | Claim, ...]
    items = (design.readiness, *design.readiness.claims, *design.parts, *design.tools)
    items += (*design.runs_on, *design.steps, *design.facts)
    stated: list[tuple[object, str, tuple[str, ...]]] = [(item, "source", item.source) for item in items]
    stated.append((design.license, "stated-in", design.license.stated_in))
    for owner, key, names in stated:
        for index, name in enumerate(names):
            if name not in design.sources and not _URL.match(name) and not look.problems.full:
                hint = meant(nearest(name, design.sources)) or "add it to `sources`, or give a web address"
                where = look.at(owner, key, index)
                look.problems.error(
                    where, "source-unknown", f"no source {quote(name)} in this file", hint=hint
                )
    for fact in design.facts:
        if not fact.source:
            look.problems.warning(
                look.at(fact), "fact-unsourced", f"the figure {quote(fact.what)} has no source"
            )


CHECKS: Final[tuple[Callable[[Look], None], ...]] = (
    kinds_known,
    _licenses,
    _template_text,
    _costs,
    ids,
    steps,
    unused_parts,
    _paths,
    _credits,
    _evidence,
    _sources,
)
"""Every check of a single file; the order does not matter."""
