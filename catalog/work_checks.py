"""Rules of the work: tools by their kinds, steps, and what steps take."""

from collections.abc import Iterable

from catalog.cycles import first_cycle
from catalog.design import BomLine, Step, ToolNeed, ToolOption
from catalog.kinds import ToolKind
from catalog.look import Look, meant
from catalog.problem import Mark
from catalog.text import nearest, quote, slug_of
from catalog.units import UNITS, unit_of


def kinds_known(look: Look) -> None:
    """Every tool kind is in the vocabulary, under its own name."""
    for need in (*look.design.tools, *look.design.runs_on):
        for option in need.options:
            if option.kind is not None:
                kind = _kind(look, option.kind, look.at(option, "tool"))
                if kind is not None:
                    _measures(look, option, kind)
    if look.design.makes_tool is not None:
        _kind(look, look.design.makes_tool, look.at(look.design, "makes-tool"))


def _kind(look: Look, word: str, where: Mark) -> ToolKind | None:
    kind = look.kinds.get(word)
    if kind is None:
        if look.problems.full:  # to look for the nearest of many words takes its time
            return None
        hint = meant(look.kinds.nearest(word, 1)) or "name one of kinds.yaml, or add it there"
        look.problems.error(where, "kind-unknown", f"tool kind {quote(word)} is not known", hint=hint)
    elif kind.slug != word:
        message = f"{quote(word)} is another name of {quote(kind.slug)}"
        look.problems.note(where, "kind-alias", message, hint=f"write {kind.slug}")
    return kind


def _measures(look: Look, option: ToolOption, kind: ToolKind) -> None:
    """What a need sets a least measure on is told of this kind, and in a unit that can be compared."""
    units = {each.name: each.unit for each in kind.attributes}
    for name, least in option.min.items():
        told = unit_of(units.get(name) or "")
        if told is not None and least and UNITS[told].dimension != least[0].dimension:
            message = f"{quote(name)} of {quote(kind.slug)} is told in {told}, not in {quote(least[0].unit)}"
            look.problems.error(look.at(option, "min", name), "unit-wrong", message)
        elif name not in units and (near := nearest(name, units)):
            message = f"no {quote(name)} is told of {quote(kind.slug)}"
            look.problems.note(look.at(option, "min", name), "measure-unknown", message, hint=meant(near))


def ids(look: Look) -> None:
    """An id means one thing in its list."""
    lists: tuple[tuple[str, tuple[BomLine, ...] | tuple[ToolNeed, ...] | tuple[Step, ...]], ...]
    lists = (("part", look.design.parts), ("tool need", look.design.tools), ("step", look.design.steps))
    for what, items in lists:
        first: dict[str, BomLine | ToolNeed | Step] = {}
        for item in items:
            if item.id and first.setdefault(item.id, item) is not item:
                line = look.at(first[item.id]).line
                message = f"{what} {quote(item.id)} is in line {line} already"
                hint = "give one of them an `id` of its own"
                look.problems.error(look.at(item, "id"), "id-twice", message, hint=hint)


def steps(look: Look) -> None:
    """Steps speak of steps, tools and parts that are there, and come one after the other."""
    design = look.design
    steps = {step.id: step for step in design.steps}
    tools = {name for need in design.tools for name in (need.id, *need.kinds)}
    # An alias of a kind means the kind, wherever it stands.
    slugs = {kind.slug for name in tools if (kind := look.kinds.get(name)) is not None}
    parts = {name for line in design.parts for name in (line.id, slug_of(line.part), line.part) if name}
    for step in design.steps:
        _refer(look, step, "after", steps)
        _refer(look, step, "parts", parts)
        for index, name in enumerate(step.tools):
            kind = look.kinds.get(name)
            if name not in tools and (kind is None or kind.slug not in slugs):
                _unknown_reference(look, look.at(step, "tools", index), "tool", name, tools)
    cycle = first_cycle({step.id: [name for name in step.after if name in steps] for step in design.steps})
    if cycle:
        message = f"steps wait for each other: {' → '.join(cycle)}"
        look.problems.error(
            look.at(steps[cycle[0]], "after"), "step-cycle", message, hint="take one `after` out"
        )


def _refer(look: Look, step: Step, key: str, known: Iterable[str]) -> None:
    what = "step" if key == "after" else "part"
    for index, name in enumerate(getattr(step, key)):
        if name not in known:
            _unknown_reference(look, look.at(step, key, index), what, name, known)


def _unknown_reference(look: Look, where: Mark, what: str, name: str, known: Iterable[str]) -> None:
    if look.problems.full:
        return
    hint = meant(nearest(name, known)) or f"name the id of a {what} of this file"
    look.problems.error(where, f"{what}-unknown", f"no {what} {quote(name)} in this file", hint=hint)


def unused_parts(look: Look) -> None:
    """A part that has an id, in a file whose steps name parts, is used by one of them."""
    used = {name for step in look.design.steps for name in step.parts}
    names = {line: {line.id, line.part, slug_of(line.part)} for line in look.design.parts if line.id}
    # A mistyped part is told already; what it was meant to be is not unused.
    strange = used - {name for some in names.values() for name in some if name}
    used |= {near for name in strange for near in nearest(name, [line.id for line in names if line.id])}
    for line in names if used else ():
        if not used & names[line]:
            look.problems.note(
                look.at(line, "id"), "part-unused", f"no step uses part {quote(line.id or '')}"
            )
