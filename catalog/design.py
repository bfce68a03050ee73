"""What an open machine design is: the values that the file format (version 1) speaks of. No I/O, no rules.

One file holds one design; its id is the file's name. Keys are these names in kebab-case. `reader.py` fills them,
`checks.py` judges them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal

from catalog.keys import reads
from catalog.quantity import Cost, Quantity

FORMAT = 1
"""The newest version of the file format that this program reads."""

Status = Literal["planned", "design", "prototype", "almost-done", "done"]
UNBUILT: Final = frozenset({"planned", "design"})
"""With such a status nobody has built one yet."""
Documented = Literal["full", "partial", "none"]

NOASSERTION = "NOASSERTION"
"""License of a design of which we only keep our own record of facts (the SPDX word for it)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A number, or a range of which both ends count (hours, people)."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("low is above high")


@dataclass(frozen=True, slots=True)
class License:
    """SPDX expressions for what the design consists of, and where they are stated (URLs or keys of `sources`)."""

    hardware: str = field(metadata=reads(hole="", hint="an SPDX id such as CERN-OHL-S-2.0, or NOASSERTION"))
    software: str | None = None
    documentation: str | None = None
    stated_in: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A design that this one was made from; a full attribution has title, author, source and license."""

    title: str = field(metadata=reads(hole=""))
    author: str | None = None
    source: str | None = None
    license: str | None = None
    changes: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made it, where it comes from, and what it was made from."""

    author: str = field(metadata=reads(hole="", hint="the name or names to be credited"))
    source: str | None = None
    from_: tuple[Ancestor, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One place where things are stated; other keys name it by its short key."""

    title: str = field(metadata=reads(hole=""))
    where: str | None = None
    as_of: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What another source says about the status."""

    status: str
    source: tuple[str, ...] = ()
    as_of: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the design is; `made` and `docs` are the Open Know-How levels OTRL and ODRL."""

    status: Status = field(metadata=reads(hole="planned"))
    source: tuple[str, ...] = ()
    as_of: str | None = None
    made: Literal["OTRL-1", "OTRL-2", "OTRL-3", "OTRL-4", "OTRL-5", "OTRL-6"] | None = None
    docs: Literal["ODRL-1", "ODRL-2", "ODRL-3", "ODRL-3*", "ODRL-4"] | None = None
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentedParts:
    """How much of each list the source itself states; None if nobody said."""

    parts: Documented | None = None
    tools: Documented | None = None
    steps: Documented | None = None


@dataclass(frozen=True, slots=True)
class External:
    """A design outside this catalog that makes a part."""

    external: str


@dataclass(frozen=True, slots=True)
class Size:
    """Outer measures and mass of the finished thing."""

    width: Quantity | None = None
    depth: Quantity | None = None
    length: Quantity | None = None
    height: Quantity | None = None
    diameter: Quantity | None = None
    mass: Quantity | None = None


@dataclass(frozen=True, slots=True)
class BomLine:
    """One part that the build consumes. `qty` is None where it is known to be unknown.

    `cost` without a unit is that of *one* of the line's unit (6 m at 20 USD are 120 USD).
    """

    part: str = field(metadata=reads(hole="", hint="what it is called in a shop or a drawing"))
    qty: Quantity | None = field(metadata=reads(hole=None, hint="`qty: unknown` if the source does not say"))
    id: str | None = None
    cost: Cost | None = None
    make: str | External | None = None
    or_: tuple[str, ...] = ()
    optional: bool = False
    use: Literal["part", "consumable"] = "part"
    license: str | None = None
    credit: Credit | None = None
    source: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ToolOption:
    """One way to fill a tool need: a tool kind, or something from outside the library.

    Exactly one of `kind` and `outside` is set. `min` sets least measures, `with_` names traits that must be there;
    `slower` is how many times longer the work takes than with the first option.
    """

    kind: str | None = field(default=None, metadata=reads(name="tool"))
    outside: str | None = None
    min: Mapping[str, tuple[Quantity, ...]] = field(default_factory=dict)
    with_: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slower: Decimal | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ToolNeed:
    """A tool that the work asks for and that comes back; any of the options will do, the first is what is meant.

    `helps`: nice to have, never keeps anybody from building.
    """

    options: tuple[ToolOption, ...]
    id: str = ""
    helps: bool = False
    hours: Span | None = None
    for_: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The tool kinds named, in the order of the file."""
        return tuple(option.kind for option in self.options if option.kind is not None)


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """What a maker must be able to do."""

    skill: str
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work; `after`, `tools` and `parts` name ids of this file."""

    do: str = field(metadata=reads(hole="", hint="what to do, in a few words"))
    id: str = ""
    after: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    hours: Span | None = None
    doc: str | None = None
    source: tuple[str, ...] = ()
    safety: str | None = None
    optional: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """Where the makers' files are: paths inside the design's folder, or URLs."""

    source: tuple[str, ...] = ()
    export: tuple[str, ...] = ()
    drawings: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    guide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its source; `value` is the text that counts, low and high take it apart where that can be done."""

    what: str
    value: str
    source: tuple[str, ...] = ()
    as_of: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    bound: Literal["about", "below", "above", "at-most", "at-least"] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Design:
    """One open machine design, as its file tells it."""

    name: str = field(metadata=reads(hole=""))
    summary: str = field(metadata=reads(hole="", hint="one sentence: what it is and does"))
    category: str = field(metadata=reads(hole="", hint="one word such as habitat"))
    license: License = field(metadata=reads(hole=License(""), hint="license: {hardware: …}"))
    credit: Credit = field(metadata=reads(hole=Credit(""), hint="credit: {author: …, source: …}"))
    readiness: Readiness = field(
        metadata=reads(hole=Readiness("planned"), hint="readiness: {status: design}")
    )
    id: str = field(default="", metadata=reads(skip=True))
    format: int = FORMAT
    version: str | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    documented: DocumentedParts = field(default_factory=DocumentedParts)
    keywords: tuple[str, ...] = ()
    size: Size = field(default_factory=Size)
    parts: tuple[BomLine, ...] = ()
    tools: tuple[ToolNeed, ...] = ()
    runs_on: tuple[ToolNeed, ...] = ()
    skills: tuple[SkillNeed, ...] = ()
    people: Span | None = None
    steps: tuple[Step, ...] = ()
    files: Files = field(default_factory=Files)
    safety: tuple[str, ...] = ()
    makes_tool: str | None = None
    facts: tuple[Fact, ...] = ()
    unknown: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    okh: Any = None
    extra: Mapping[str, Any] = field(default_factory=dict, metadata=reads(prefix="x-"))

    @property
    def tools_documented(self) -> bool:
        """Whether anybody wrote down which tools it takes; if not, nobody can say that it is ready to be built."""
        return bool(self.tools) and self.documented.tools != "none"

    @property
    def makes(self) -> tuple[str, ...]:
        """The ids of the designs in this catalog that its parts are made by, each once."""
        return tuple(dict.fromkeys(line.make for line in self.parts if isinstance(line.make, str)))
