"""What a design's page says, line by line: how it stands, tools, parts, steps, credits, family, and its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from catalog.answers import topics_for
from catalog.design import UNBUILT
from toollib.tui.screens.detail import section
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.answers import Answer, NeedAnswer
    from catalog.bom import PartsList
    from catalog.copies import Inductions, Way
    from catalog.credits import Credits
    from catalog.design import BomLine, Design, Fact, Span, Step
    from catalog.family import Family
    from catalog.problem import Problem
    from toollib.workshop.build_views import Remake
    from toollib.workshop.design_page import DesignPage

_SHOWN_WAYS = 4
_NOBODY = "nobody wrote them down"
# A sign before every verdict: colour is never the only one.
_VERDICTS = {
    "ok": Piece("✓ The licenses go together", "good"),
    "conflict": Piece("✗ The licenses do not go together", "bad"),
    "not-open": Piece("✗ Not open: it may not be used, changed and sold by everybody", "bad"),
    "unclear": Piece(
        "? Nobody can tell from the papers what is allowed: ask its makers before you sell one", "warn"
    ),
}


def page_lines(page: DesignPage, folder: Path) -> Iterator[Line]:
    """Everything known of a design; places in files of the library's `folder` are told from there on."""
    design = page.design
    if page.stale:
        yield line(Piece("! Its file was saved with errors; this is what it said before:", "bad"))
        yield from problem_lines(page.problems, folder)
        yield line()
    yield from _head(design, page.answer)
    tools = [
        _need(each, counts, page.inductions)
        for each, counts in zip(page.answer.needs, page.counts, strict=False)
    ]
    yield from section("Tools", tools, empty=_NOBODY)
    if design.runs_on:
        yield from section("Runs on", [_need(each, None, page.inductions) for each in page.answer.runs_on])
    yield from section("Parts", [*map(_part, design.parts), *_costs(page.parts)], empty=_NOBODY)
    yield from section("Steps", map(_step, design.steps), empty=_NOBODY)
    if design.safety:
        yield from section("Safety", (line(Piece(f"  ! {each}", "warn")) for each in design.safety))
    if design.facts:
        yield from section("Facts", map(_fact, design.facts))
    yield from section("Credits and license", _credits(page.credits))
    if family := list(_family(page.family)):
        yield from section("Family", family)
    if page.remakes:
        yield from section("Built here", (each for remake in page.remakes for each in _remake(remake)))
    yield from section("Its file", _file(page, folder))


def problem_lines(problems: Iterable[Problem], folder: Path) -> Iterator[Line]:
    """Each fault: where (within the library's folder), what, and the way out."""
    for each in problems:
        first, *excerpt = each.message.split("\n")
        sign, look = ("✗", "bad") if each.severity == "error" else ("!", "warn")
        yield line(Piece(f"  {sign} {within(each.file, folder)}:{each.line}:{each.column}", look))
        yield line(f"    {first}", Piece(f"  {each.code}", "dim"))
        for row in excerpt:
            yield line(Piece(f"    {row}", "dim"))
        if each.hint:
            yield line(f"    → {each.hint}")


def within(file: str, folder: Path) -> str:
    """A file as it is called from the library's folder."""
    return file.removeprefix(f"{folder}/")


def _head(design: Design, answer: Answer) -> Iterator[Line]:
    version = f" · {design.version}" if design.version else ""
    yield line(Piece(design.name, "title"), f" · {design.id}{version}")
    yield line(design.summary)
    yield line()
    yield line(_standing(design, answer))
    facts = {
        "Status": design.readiness.status,
        "License": design.license.hardware,
        "Software": design.license.software,
        "Category": design.category,
        "People": _span(design.people, ""),
        "Skills": ", ".join(each.skill for each in design.skills),
        "Makes": design.makes_tool,
    }
    for name, value in facts.items():
        if value:
            yield line(Piece(f"{name:<9} ", "dim"), value)
    claims = [
        f"{each.status} ({each.as_of})" if each.as_of else each.status for each in design.readiness.claims
    ]
    if claims:
        yield line(Piece(f"{'Others':<9} ", "dim"), f"say {', '.join(claims)}")


def _standing(design: Design, answer: Answer) -> Piece:
    if answer.ready:
        return Piece("✓ Every tool is free today", "good")
    if not answer.documented:
        return Piece("? Nobody wrote down which tools it takes", "dim")
    if design.readiness.status in UNBUILT:
        return Piece(f"· Only a {'plan' if design.readiness.status == 'planned' else 'design'} so far", "dim")
    if answer.verdict.standing == "undocumented":
        return Piece("? Nobody wrote down which tools some of what it is made from takes", "dim")
    if answer.verdict.standing == "in a circle":
        return Piece("✗ It is made from what is made from it", "bad")
    return Piece(f"✗ Lacks today: {', '.join(answer.missing)}", "bad")


def _need(each: NeedAnswer, counts: tuple[int, int] | None, inductions: Inductions) -> Line:
    if each.chosen is not None:
        sign, look = "✓", "good"
    else:
        sign, look = ("~", "warn") if each.need.helps else ("✗", "bad")
    kinds = " or ".join(option.kind or f"{option.outside} (from outside)" for option in each.need.options)
    helps = " (helps, not needed)" if each.need.helps else ""
    purpose = f" for {each.need.for_}" if each.need.for_ else ""
    ways = each.ways[:_SHOWN_WAYS]
    told = _way(each.chosen) if each.chosen is not None else "; ".join(map(_way, ways)) or "not owned"
    here = f"  {counts[1]} of {counts[0]} free" if counts is not None and counts[0] else ""
    topics = " and ".join(f"“{topic}”" for topic in topics_for(each.need, inductions))
    asks = f"  asks for the induction {topics}" if topics else ""
    return line(
        Piece(f"  {sign} ", look),
        f"{kinds}{purpose}{helps}: ",
        Piece(told, look),
        Piece(f"{here}{asks}", "dim"),
    )


def _way(way: Way) -> str:
    what = way.tag or way.outside or way.kind or ""
    stands = f" stands in for {way.stands_in}" if way.stands_in else ""
    slower = f", {way.slower} times slower" if way.slower and way.slower != 1 else ""
    state = "" if way.state == "free" else f", {way.state.replace('-', ' ')}"
    return f"{what}{stands}{slower}{state}{_since_or_until(way)}"


def _since_or_until(way: Way) -> str:
    if (lasting := way.because.lasting) is not None:
        return f", {lasting}"
    lacks = " and ".join(f"“{topic}”" for topic in way.because.lacks)
    return f" in {lacks}" if lacks else f" until {way.until}" if way.until else ""


def _part(part: BomLine) -> Line:
    qty = str(part.qty) if part.qty is not None else "? (how many is unknown)"
    notes = [
        name for name, told in (("optional", part.optional), ("used up", part.use == "consumable")) if told
    ]
    marks = f" ({', '.join(notes)})" if notes else ""
    make = getattr(part.make, "external", part.make)
    made = f" → design {make}" if make else ""
    instead = f" or {' or '.join(part.or_)}" if part.or_ else ""
    cost = f"  {part.cost}" if part.cost is not None else ""
    return line(f"  {qty}  {part.part}{instead}{marks}{made}", Piece(cost, "dim"))


def _costs(parts: PartsList) -> Iterator[Line]:
    """What is known of the costs, and of how many lines it is unknown: never as nothing."""
    told = parts.to_json()
    totals, unknown = told["totals"], told["unknown_costs"]
    if not parts.lines:
        return
    if isinstance(totals, list) and totals:
        sums = ", ".join(f"{each['amount']} {each['currency']}" for each in totals)
        rest = f"; of {unknown} of {len(parts.lines)} parts the cost is unknown" if unknown else ""
        yield line(Piece(f"  Known costs: {sums}{rest}", "strong"))
    else:
        yield line(Piece("  No cost is known.", "dim"))


def _step(step: Step) -> Line:
    hours = f"  {_span(step.hours, ' h')}" if step.hours is not None else ""
    after = f"  after {', '.join(step.after)}" if step.after else ""
    tools = f"  with {', '.join(step.tools)}" if step.tools else ""
    return line(
        f"  {step.do}{' (optional)' if step.optional else ''}",
        Piece(f"{hours}{after}{tools}", "dim"),
        Piece(f"  ! {step.safety}" if step.safety else "", "warn"),
    )


def _span(span: Span | None, unit: str) -> str:
    if span is None:
        return ""
    low, high = (f"{Decimal(each).normalize():f}" for each in (span.low, span.high))
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}"


def _fact(fact: Fact) -> Line:
    source = ", ".join((*fact.source, *((fact.as_of,) if fact.as_of else ())))
    note = f"  {fact.note}" if fact.note else ""
    return line(f"  {fact.what}: {fact.value}", Piece(f"  {source}{note}", "dim"))


def _credits(credits_: Credits) -> Iterator[Line]:
    """Whom to name, in words to paste, then what the licenses allow together."""
    for each in credits_.lines:
        yield line(f"  {each}")
    yield line(Piece("  "), _VERDICTS[credits_.verdict])
    for finding in credits_.findings:
        yield line(Piece(f"    {finding}", "dim"))


def _family(family: Family) -> Iterator[Line]:
    names = {
        "made from": family.ancestors,
        "forks": family.forks,
        "has in it": family.made_of,
        "is in": family.part_of,
        "its tools": family.makers,
        "opens": family.opens,
    }
    words = {
        "its tools": "are made by ",
        "opens": "its tool is used by ",
    }
    for name, ids in names.items():
        if ids:
            yield line(Piece(f"  {name:<10} ", "dim"), f"{words.get(name, '')}{', '.join(ids)}")


def _remake(remake: Remake) -> Iterator[Line]:
    who = f" by {', '.join(remake.members)}" if remake.members else ""
    version = f" ({remake.version})" if remake.version else ""
    tool = f": {remake.tool}" if remake.tool else ""
    yield line(f"  {remake.made_on}{who}{version}{tool}")
    for text in remake.note.splitlines():
        yield line(Piece(f"    {text}", "dim"))


def _file(page: DesignPage, folder: Path) -> Iterator[Line]:
    yield line(f"  {within(page.file, folder)}")
    if page.papers:
        yield line(Piece(f"  To build it from paper there lack: {', '.join(page.papers)}", "dim"))
    else:
        yield line(Piece("  It can be built from its papers.", "good"))
    if page.design.unknown:
        yield line(Piece(f"  Known to be unknown: {', '.join(page.design.unknown)}", "dim"))
    if not page.own:
        yield line(Piece(f"  It comes with the program: toollib design fork {page.design.id} NEW-ID", "dim"))
    if page.problems and not page.stale:
        yield from problem_lines(page.problems, folder)
