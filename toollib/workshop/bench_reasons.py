"""Why a bench is not to be had for some days, tool by tool, and what can be done about it."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from catalog.answers import NeedAnswer, meant
from catalog.copies import Way
from toollib.desk.context import Context
from toollib.desk.facts import topics_of
from toollib.rules.reasons import Reason, reason

_TOLD: Final = 4  # copies; a library may have a hundred drills


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom (id and name) and when it is asked; `span`: the days in words, such as "from 2026-12-05 to 2026-12-09".

    `first`: the first of the days; `trained`: the topics in which they are inducted today, `then`: on the first day.
    """

    member: str
    name: str
    span: str
    first: date
    trained: AbstractSet[str]
    then: AbstractSet[str]

    def lacks(self, topics: Iterable[str]) -> str:
        """That inductions lack; the day only where that is not so today already."""
        return f"which {self.name} lacks" + (f" on {self.first}" if self.trained >= set(topics) else "")


def why_not(context: Context, lacking: Iterable[NeedAnswer], asked: Asked) -> Iterator[Reason]:
    """The reasons for each must that nothing is left for: all that stands in the way of it."""
    for lack in lacking:
        name = context.vocabulary.name(meant(lack.need) or "")
        if topics := _untrained(context, lack, asked):
            told = " and ".join(f"“{topic}”" for topic in topics)
            text = f"{name} needs the induction {told}, {asked.lacks(topics)}"
            yield reason("induction-missing", text)
        if lack.state == "not-inducted":
            continue
        if lack.state in _WORDS:
            code, words = _WORDS[lack.state]
            yield reason(code, words.format(name=name), override=False)
        else:
            yield reason("tool-reserved", _not_free(context, lack, name, asked.span), override=False)


_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "not-owned": ("kind-unknown", "the library has no {name}, and nothing that stands in for it"),
    "too-small": ("kind-unknown", "no {name} of the library is large enough"),
    "repair": ("tool-in-repair", "every {name} is in repair"),
    "lost": ("tool-lost", "every {name} is recorded as lost"),
}


def _untrained(context: Context, lack: NeedAnswer, asked: Asked) -> list[str]:
    """The inductions without which nothing fills the need: those of every kind of which there is a copy."""
    kinds = {way.kind for way in lack.ways if way.kind and way.tag and way.state not in {"lost", "too-small"}}
    topics = [topics_of(context, kind) for kind in kinds]
    if not topics or any(each <= asked.then for each in topics):
        return []
    return sorted(frozenset().union(*topics))


def _not_free(context: Context, lack: NeedAnswer, name: str, span: str) -> str:
    """That none is free, and how each copy stands."""
    head = f"one {name} more is needed than can be had" if _one_more(lack) else f"no {name} is free"
    copies = [way for way in lack.ways if way.tag is not None]
    told = [_stands(context, way, lack) for way in copies[:_TOLD]]
    more = [f"and {len(copies) - _TOLD} more"] if len(copies) > _TOLD else []
    return f"{head} {span}" + (f": {'; '.join([*told, *more])}" if told else "")


def _one_more(lack: NeedAnswer) -> bool:
    """Whether there are copies, but other needs take them."""
    return any(way.state == "too-few" for way in lack.ways)


def _stands(context: Context, way: Way, lack: NeedAnswer) -> str:
    """How a copy stands, in words; what stands in for the tool that is meant says what it is."""
    kind = way.kind or ""
    what = f"{way.tag} ({context.vocabulary.name(kind)})" if kind != meant(lack.need) else f"{way.tag}"
    if (lasting := way.because.lasting) is not None:
        return f"{what} {'is ' if way.because.overdue_since else ''}{lasting}"
    until = f" until {way.until}" if way.until else ""
    return f"{what} {_STANDS[way.state]}{until}"


_STANDS: Final[Mapping[str, str]] = {
    "free": "serves another need",
    "stays-here": "serves another need",
    "too-few": "serves another need",
    "held": "is kept for somebody",
    "reserved": "is reserved",
    "out": "is lent",
    "repair": "is in repair",
    "not-inducted": "needs an induction",
    "too-small": "does not reach what is asked for",
    "lost": "is lost",
}


def ways_out(context: Context, lacking: Iterable[NeedAnswer], asked: Asked) -> str | None:
    """What can be done about musts that nothing is left for; None where nothing is known."""
    found: dict[str, None] = {}
    for lack in lacking:
        kind = meant(lack.need) or ""
        for topic in _untrained(context, lack, asked):
            found[f"ask at the desk for the induction “{topic}”"] = None
        for way in lack.ways:
            if (told := _way_out(way)) is not None:
                found[told] = None
        if lack.state in {"not-owned", "too-small", "lost"} or _one_more(lack):
            found[f"`toollib wish add {asked.member} {kind}` asks for one"] = None
        if any(way.state == "reserved" and way.because.goes_back is None for way in lack.ways):
            found[f"`toollib reservations --on {kind}` shows who has reserved it"] = None
    return "; ".join(found) or None


def _way_out(way: Way) -> str | None:
    """What would bring this copy back; None where only time does."""
    if way.because.overdue_since is not None:
        return "`toollib loans --overdue` shows who has what is late"
    if way.because.goes_back is not None:
        return f"ask its owner for longer, then `toollib tool edit {way.tag} --no-give-back`"
    if way.state == "repair":
        return f"`toollib tool fixed {way.tag}` once it is mended"
    return f"`toollib tool found {way.tag}` if it turns up" if way.state == "lost" else None
