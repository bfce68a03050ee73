"""The text of a design file → a `Design`, or every problem in it; never a traceback, never a silent default."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from catalog.bind import WRONG, Binder
from catalog.design import (
    FORMAT,
    BomLine,
    Claim,
    Credit,
    Design,
    External,
    Fact,
    License,
    Readiness,
    Size,
    SkillNeed,
    Source,
    Span,
    Step,
    ToolNeed,
    ToolOption,
)
from catalog.fields import (
    as_of,
    cost,
    extent,
    filled,
    length,
    mass,
    quantity,
    several,
    slug,
    slugs,
    span,
    texts,
)
from catalog.problem import Mark, Problem, Problems
from catalog.quantity import Cost, Quantity, parse_quantity
from catalog.readers import Readers
from catalog.text import quote, slug_of
from catalog.yamltree import MapNode, Node, Scalar, parse

_SHORT_LINE = re.compile(r"(\d{1,6}) (\S.*)\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file. `design` is set only if there is no error.

    `draft` is what could be read in spite of errors: for checks that look for more faults, and for nothing else.
    `place` tells where in the file a part of the draft, or a key of it, stands; `tree` is the file as YAML.
    """

    file: str
    problems: tuple[Problem, ...]
    draft: Design | None
    place: Callable[..., Mark]
    tree: Node | None

    @property
    def design(self) -> Design | None:
        """The design, if the file is sound."""
        return None if any(problem.severity == "error" for problem in self.problems) else self.draft


def read_design(source: bytes | str, *, id: str, file: str) -> Reading:  # noqa: A002 - the word of the format
    """Read the text of one design; `id` is the stem of the file's name, `file` the name in problems."""
    problems = Problems(file)
    binder = Binder(problems, READERS)
    tree = parse(source, problems)
    draft: Any = WRONG if tree is None else binder.read(tree, Design)
    if isinstance(draft, Design):
        named = replace(draft, id=id)
        binder.stands_for(draft, named)
        draft = named
        if draft.format < 1:
            where = binder.place(draft, "format")
            problems.error(where, "value-wrong", f"there is no format {draft.format}", hint=f"write {FORMAT}")
        if draft.format > FORMAT:
            hint = "update the program, or use a file of an older format"
            message = f"format {draft.format} is newer than this program reads ({FORMAT})"
            problems.error(binder.place(draft, "format"), "format-newer", message, hint=hint)
    return Reading(file, tuple(problems), draft if isinstance(draft, Design) else None, binder.place, tree)


def _qty(node: Node, binder: Binder) -> Any:
    if isinstance(node, Scalar) and node.text == "unknown":
        return None
    return binder.read(node, Quantity)


def _part(node: Node, binder: Binder) -> Any:
    """A BOM line; `4 M12x40 bolt` is short for a whole number and the part."""
    if not isinstance(node, Scalar) or node.is_null:
        return binder.mapping(node, BomLine)
    if short := _SHORT_LINE.match(node.text):
        count = Decimal(short[1])
        line = BomLine(short[2], parse_quantity(str(count)))
    else:
        hint = "a whole number and the part, or {part: …, qty: unknown}"
        binder.problems.error(node.mark, "qty-missing", f"{quote(node.text)} says no quantity", hint=hint)
        line = BomLine(node.text, None)
    binder.stands(line, node)
    return line


def _make(node: Node, binder: Binder) -> Any:
    if isinstance(node, MapNode):
        return binder.mapping(node, External)
    return slug(node, binder)


def _skill(node: Node, binder: Binder) -> Any:
    if not isinstance(node, Scalar) or node.is_null:
        return binder.mapping(node, SkillNeed)
    return SkillNeed(node.text)


def _step(node: Node, binder: Binder) -> Any:
    step = binder.mapping(node, Step)
    if step is WRONG or step.id:
        return step
    named = replace(step, id=slug_of(step.do))
    binder.stands(named, node)
    return named


@dataclass(frozen=True, slots=True)
class WrittenNeed:
    """A tool need as it is written: one tool, or `any` of several."""

    tool: str | None = None
    any: tuple[ToolOption, ...] | None = None
    outside: str | None = None
    min: Mapping[str, tuple[Quantity, ...]] = field(default_factory=dict)
    with_: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id: str = ""
    helps: bool = False
    hours: Span | None = None
    for_: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None


def _option(node: Node, binder: Binder) -> Any:
    if isinstance(node, Scalar) and not node.is_null:
        option = ToolOption(kind=node.text)
        binder.stands(option, node)
        return option
    before = len(binder.problems)
    option = binder.mapping(node, ToolOption)
    if option is WRONG:
        return WRONG
    said = {"tool": option.kind, "outside": option.outside}
    return option if _one_of(said, node, binder, before) else WRONG


def _need(node: Node, binder: Binder) -> Any:
    if isinstance(node, Scalar) and not node.is_null:
        option = ToolOption(kind=node.text)
        binder.stands(option, node)
        need = ToolNeed((option,), id=slug_of(node.text))
    else:
        before = len(binder.problems)
        written = binder.mapping(node, WrittenNeed)
        if written is WRONG:
            return WRONG
        said = {"tool": written.tool, "any": written.any, "outside": written.outside}
        if not _one_of(said, node, binder, before):
            return WRONG
        options = _options(written, node, binder)
        first = options[0].kind or options[0].outside or "" if options else ""
        need = ToolNeed(
            options,
            written.id or slug_of(first),
            written.helps,
            written.hours,
            written.for_,
            written.source,
            written.note,
        )
    binder.stands(need, node)
    return need


def _options(written: WrittenNeed, node: Node, binder: Binder) -> tuple[ToolOption, ...]:
    """The options of a need; what `min` and `with` say beside `any` holds for every option that says nothing else."""
    if written.any is None:
        option = ToolOption(written.tool, written.outside, written.min, written.with_)
        binder.stands(option, node)
        return (option,)
    options = []
    for option in written.any:
        full = replace(option, min=option.min or written.min, with_=option.with_ or written.with_)
        binder.stands_for(option, full)
        options.append(full)
    return tuple(options)


def _one_of(said: Mapping[str, object], node: Node, binder: Binder, before: int) -> bool:
    """Whether exactly one of the keys says something; if not, a problem is noted, now or since there were `before`."""
    given = [name for name, value in said.items() if value not in (None, ())]
    if len(given) == 1:
        return True
    # A key with a wrong value has its problem already.
    if given or len(binder.problems) == before:
        choice = " or ".join(map(quote, said))
        binder.problems.error(node.mark, "tool-missing", f"a tool need says {choice}, one of them")
    return False


READERS: Final = Readers(
    {
        Quantity: quantity,
        tuple[Quantity, ...]: extent,
        Cost: cost,
        tuple[str, ...]: texts,
        Span: span,
        BomLine: _part,
        ToolNeed: _need,
        ToolOption: _option,
        SkillNeed: _skill,
        Step: _step,
        (BomLine, "qty"): _qty,
        (BomLine, "make"): _make,
        (Design, "keywords"): several,
        (Design, "was"): slugs,
        **{(Size, side): length for side in ("width", "depth", "length", "height", "diameter")},
        (Size, "mass"): mass,
        **{(Design, name): slug for name in ("category", "makes_tool")},
        **{(cls, "id"): slug for cls in (BomLine, Step, WrittenNeed)},
        **{(cls, "as_of"): as_of for cls in (Source, Claim, Readiness, Fact)},
        **dict.fromkeys(
            (
                (Design, "name"),
                (Design, "summary"),
                (BomLine, "part"),
                (Step, "do"),
                (Credit, "author"),
                (License, "hardware"),
                (External, "external"),
            ),
            filled,
        ),
    }
)
"""How the values of a design are read where their types do not say it."""
