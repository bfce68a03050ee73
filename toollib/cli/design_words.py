"""A whole design, and how its tools stand, as lines that a maker can read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from catalog.answers import Answer, NeedAnswer, Standing, Verdict, topics_for
from catalog.copies import Inductions, Way
from catalog.design import BomLine, Design, Span, ToolNeed
from catalog.text import plain
from toollib.cli.flowing import flowing


def design_lines(design: Design, inductions: Inductions) -> Iterator[str]:
    """Everything that a maker asks first: what it is, under which license, what it takes, in what one is inducted."""
    version = f" {design.version}" if design.version else ""
    yield f"{design.id}: {plain(design.name)}{plain(version)}"
    yield f"  {plain(design.summary)}"
    yield f"  {plain(design.category)} · {design.readiness.status} · {plain(design.license.hardware)}"
    source = f", {plain(design.credit.source)}" if design.credit.source else ""
    yield f"  by {plain(design.credit.author)}{source}"
    for each in design.safety:
        yield f"  Safety: {plain(each)}"
    yield from _section("Parts", (_part(line) for line in design.parts))
    yield from _section("Tools", (_need(need, inductions) for need in design.tools))
    yield from _section("Runs on", (_need(need, inductions) for need in design.runs_on))
    steps = (f"{number}. {plain(step.do)}{_hours(step.hours)}" for number, step in enumerate(design.steps, 1))
    yield from _section("Steps", steps)
    yield from _section("Facts", (f"{plain(fact.what)}: {plain(fact.value)}" for fact in design.facts))
    if design.unknown:
        yield f"Unknown: {plain(', '.join(design.unknown))}"


def answer_lines(answer: Answer, inductions: Inductions) -> Iterator[str]:
    """Whether a design can be built now and why not, need by need, with what it is made from and what it runs on.

    `inductions`: what the library asks for before it lends a tool, by kind.
    """
    if not answer.documented:
        yield f"{answer.design}: nobody wrote down which tools it takes, so nobody can say"
    else:
        yield f"{answer.design}: {'ready' if answer.ready else 'not ready'}{_BUT.get(answer.verdict.standing, '')}"
    for need in answer.needs:
        yield from _need_state(need, inductions)
    yield from _section("Made from", (_made(one) for one in answer.made_from))
    for number, need in enumerate(answer.runs_on):
        yield from () if number else ("Runs on:",)
        yield from _need_state(need, inductions)


_BUT: Final[Mapping[Standing, str]] = {
    "planned": ", so far it is only planned or drawn",
    "in a circle": ", it is made from what is made from it",
    "undocumented": ", nobody wrote down which tools some of what it is made from takes",
}

_PART: Final[Mapping[Standing, str]] = {"unknown": "no such design here, or its file is broken"}


def _made(one: Verdict) -> str:
    lacks = f"lacks {plain(', '.join(one.missing))}" if one.missing else _PART.get(one.standing, one.standing)
    return f"{'ok' if one.ready or _only_planned(one) else 'NO':<5} {one.design}: {lacks}"


def _only_planned(one: Verdict) -> bool:
    """Whether nothing but that it is planned stands against a part: then its tools are what counts."""
    return one.standing == "planned" and not one.missing


def _need_state(answer: NeedAnswer, inductions: Inductions) -> Iterator[str]:
    name = " or ".join(dict.fromkeys(plain(each.kind or each.outside or "") for each in answer.need.options))
    helps = " (helps)" if answer.need.helps else ""
    if answer.chosen is not None:
        return flowing(f"  ok    {name}{helps}: ", [_way(answer.chosen, inductions)])
    seen = [*dict.fromkeys(_way(way, inductions) for way in answer.ways)]
    if len(seen) == 1:  # what is not there is just what was asked for
        seen = [seen[0].removeprefix(f"{name} ")]
    return flowing(f"  {'-' if answer.need.helps else 'NO':<5} {name}{helps}: ", seen, between="; ")


def _way(way: Way, inductions: Inductions) -> str:
    slower = f", {way.slower} times slower" if way.slower is not None else ""
    if way.outside is not None:
        return f"from outside{slower}"
    kind = plain(way.kind or "")
    if way.tag is None:
        return f"{kind} {state_words(way)}{slower}"
    instead = f" stands in for {plain(way.stands_in)}" if way.stands_in else ""
    topics = inductions.get(way.kind or "", ()) if not way.because.lacks else ()
    asks = f", asks for the induction {named_topics(topics)}" if topics else ""
    return f"{plain(way.tag)} {kind}{instead}{slower} ({state_words(way)}{asks})"


def state_words(way: Way) -> str:
    """How a tool stands, and until when or since when."""
    if (lasting := way.because.lasting) is not None:
        return lasting
    lacks = f" in {named_topics(way.because.lacks)}" if way.because.lacks else ""
    until = f" until {way.until}" if way.until else ""
    return f"{way.state.replace('-', ' ')}{lacks}{until}"


def named_topics(topics: Iterable[str]) -> str:
    """Topics of inductions in quotes: “welding” and “lathe”."""
    return " and ".join(f"“{plain(topic)}”" for topic in topics)


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    first = True
    for line in lines:
        if first:
            yield f"{heading}:"
        first = False
        yield f"  {line}"


def _part(line: BomLine) -> str:
    qty = "?" if line.qty is None else str(line.qty)
    made = f" (design {line.make})" if isinstance(line.make, str) else ""
    return f"{plain(qty)}  {plain(line.part)}{' (optional)' if line.optional else ''}{plain(made)}"


def _need(need: ToolNeed, inductions: Inductions) -> str:
    names = " or ".join(plain(option.kind or option.outside or "") for option in need.options)
    purpose = f": {plain(need.for_)}" if need.for_ else ""
    topics = topics_for(need, inductions)
    asks = f" (asks for the induction {named_topics(topics)})" if topics else ""
    return f"{names}{' (helps)' if need.helps else ''}{purpose}{_hours(need.hours)}{asks}"


def _hours(span: Span | None) -> str:
    if span is None:
        return ""
    return f", {span.low} h" if span.low == span.high else f", {span.low} to {span.high} h"
