"""What is said of designs and shelves: whether one can be built, how each need stands, and what lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from catalog.copies import Inductions, State, Way
from catalog.design import ToolNeed

ALMOST: Final = 2
"""A design that lacks at most so many tools is almost ready."""

_NO_INDUCTIONS: Final[Inductions] = {}

Standing = Literal["ready", "missing", "undocumented", "planned", "in a circle", "unknown"]
"""How a design stands; `unknown` is a part of which there is no design, or whose file cannot be read."""


@dataclass(frozen=True, slots=True)
class NeedAnswer:
    """One need with every way to fill it, the best first; `chosen` is the way taken, None if there is none."""

    need: ToolNeed
    state: State
    chosen: Way | None
    ways: tuple[Way, ...]

    @property
    def kind(self) -> str | None:
        """The tool kind that is meant: that of the first option."""
        return meant(self.need)

    def to_json(self, inductions: Inductions = _NO_INDUCTIONS) -> dict[str, Any]:
        """As the command contract prints a need; `inductions`: those that are asked for, by kind."""
        return {
            "must": not self.need.helps,
            "state": self.state,
            "chosen": None if self.chosen is None else self.chosen.tag,
            "for": self.need.for_,
            "inductions": topics_for(self.need, inductions),
            "options": [way.to_json(inductions) for way in self.ways],
        }


def meant(need: ToolNeed) -> str | None:
    """The tool kind that a need means: that of the first option that names one."""
    for option in need.options:
        if option.kind is not None:
            return option.kind
    return None


def topics_for(need: ToolNeed, inductions: Inductions) -> list[str]:
    """The inductions that are asked for before tools of the kinds are lent that a need names, each once."""
    asked = (topic for kind in need.kinds for topic in inductions.get(kind, ()))
    return list(dict.fromkeys(asked))


class Verdict(NamedTuple):
    """Whether one design can be built, in short; a named tuple, since they are made by the ten thousand.

    `missing`: the kinds of the unfilled musts, its own in the order of the file, then those of the designs that it is
    made from; a kind as often as copies lack, where all are built one after the other; empty does not mean ready. `chosen`: the ways that fill its own needs, where it lacks nothing itself.
    """

    design: str
    standing: Standing
    missing: tuple[str, ...] = ()
    chosen: tuple[Way, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be built."""
        return self.standing == "ready"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one design can be built, and how each of its needs stands.

    `made_from` says how the designs stand that its parts are made by: they are built before it, with tools that are back
    by then. `runs_on` is for working it, and never keeps anybody from building it.
    """

    verdict: Verdict
    documented: bool
    needs: tuple[NeedAnswer, ...]
    made_from: tuple[Verdict, ...] = ()
    runs_on: tuple[NeedAnswer, ...] = ()

    @property
    def design(self) -> str:
        """The design's id."""
        return self.verdict.design

    @property
    def ready(self) -> bool:
        """Whether it can be built."""
        return self.verdict.ready

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds of the unfilled musts; empty does not mean ready."""
        return self.verdict.missing

    def to_json(self, inductions: Inductions = _NO_INDUCTIONS) -> dict[str, Any]:
        """As the command contract prints `build why`; `made_from` and `runs_on` are more than it asks for."""
        return {
            "design": self.design,
            "ready": self.ready,
            "documented": self.documented,
            "needs": [need.to_json(inductions) for need in self.needs],
            "made_from": [
                {"design": one.design, "state": one.standing, "missing": list(one.missing)}
                for one in self.made_from
            ],
            "runs_on": [need.to_json(inductions) for need in self.runs_on],
        }


@dataclass(frozen=True, slots=True)
class ReadyReport:
    """What can be built: ready designs, those that lack a little (the least first), and those whose tools nobody wrote down."""

    ready: tuple[Verdict, ...]
    almost: tuple[Verdict, ...]
    undocumented: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints `build ready`; a tool from outside has no tag and is left out."""
        return {
            "ready": [{"design": one.design, "tools": _tools(one.chosen)} for one in self.ready],
            "almost": [{"design": one.design, "missing": list(one.missing)} for one in self.almost],
            "undocumented": list(self.undocumented),
        }


def _tools(ways: Iterable[Way]) -> list[dict[str, str | None]]:
    return [{"kind": way.kind, "tag": way.tag} for way in ways if way.tag is not None]
