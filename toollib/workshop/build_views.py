"""What builds look like to people and programs: values only; JSON takes their fields as keys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from toollib.desk.views import Tool
from toollib.store.builds import BuildState


@dataclass(frozen=True, slots=True)
class BuildStep:
    """A step of a build. `by`: the member who did it, None where nobody knows or they left; `hours` it took, if told."""

    n: int
    id: str
    do: str
    done_at: datetime | None
    by: str | None
    hours: float | None


@dataclass(frozen=True, slots=True)
class BuildPhoto:
    """A photo of a build; `path` is within the library's folder."""

    id: str
    name: str
    path: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Build:
    """A build of a design. `members`: ids of those who are still members, `people`: how many worked on it, all told.

    `design` is the id that the design has now, `version` the one that was built; `hours`: the sum of those told;
    `tool`: the tag of what it put on the shelf. One that is reserved is not started, and has no steps yet; the days are
    those for which its tools are reserved or were collected.
    """

    id: str
    design: str
    name: str
    version: str | None
    state: BuildState
    members: tuple[str, ...]
    people: int
    reserved_from: date | None
    reserved_to: date | None
    started_at: datetime | None
    finished_at: datetime | None
    stopped_at: datetime | None
    steps: tuple[BuildStep, ...]
    hours: float | None
    note: str
    photos: tuple[BuildPhoto, ...]
    tool: str | None

    @property
    def open_steps(self) -> tuple[BuildStep, ...]:
        """The steps that nobody has ticked."""
        return tuple(each for each in self.steps if each.done_at is None)


@dataclass(frozen=True, slots=True)
class Remake:
    """Somebody built it: which version of which design, when, who, and what came of it. `made_on`: the local day."""

    build: str
    design: str
    version: str | None
    made_at: datetime
    made_on: date
    members: tuple[str, ...]
    people: int
    hours: float | None
    note: str
    photos: tuple[BuildPhoto, ...]
    tool: str | None


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer to a finish: the build, the remake it is now, and the tool that came to the shelf, if one did."""

    build: Build
    remake: Remake
    tool: Tool | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a tool that was built here comes from."""

    build: str
    design: str
    version: str | None
    made_at: datetime


def remake_of(build: Build, local_day: Callable[[datetime], date]) -> Remake:
    """The remake that a finished build is; `local_day`: on which day of the library an instant is."""
    assert build.finished_at is not None  # noqa: S101 - only finished builds are asked for
    return Remake(
        build.id,
        build.design,
        build.version,
        build.finished_at,
        local_day(build.finished_at),
        build.members,
        build.people,
        build.hours,
        build.note,
        build.photos,
        build.tool,
    )
