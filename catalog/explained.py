"""What each key of our files says, in a sentence: shown by editors on hover and in the table of keys.

Beside the types and not in them: the types are loaded by every command, these words by none. A test holds that each key
has its sentence.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from catalog.design import (
    Ancestor,
    BomLine,
    Claim,
    Credit,
    Design,
    DocumentedParts,
    External,
    Fact,
    Files,
    License,
    Readiness,
    Size,
    SkillNeed,
    Source,
    Span,
    Step,
    ToolOption,
)
from catalog.kinds import Attribute, StandIn, ToolKind
from catalog.kinds_file import KindsFile
from catalog.reader import WrittenNeed

_SOURCE = "where it is stated: keys of `sources`, or addresses"
_AS_OF = "the day, month or year for which it holds: 2025-12-06, 2010-07, 2012, about 2018"
_NOTE = "anything else worth knowing"
_HOURS = "hours of work: a number, or {low, high}"
_MIN = "least measures, each with its unit: {current: 180 A}"
_WITH = "traits that must be there: {bits: [T25, PH1]}"

EXPLAINED: Final[Mapping[type[Any], Mapping[str, str]]] = MappingProxyType(
    {
        Design: {
            "format": "version of this file format",
            "name": "what people call it",
            "summary": "one sentence: what it is and does",
            "category": "one word, such as habitat",
            "version": "the makers' own version, as they write it",
            "license": "under which licenses it may be built, changed and sold",
            "credit": "who made it, and what it was made from",
            "sources": "short keys for where things are stated; `source` names them",
            "readiness": "how far it is",
            "documented": "how much of each list the source itself states",
            "keywords": "words by which somebody may look for it",
            "size": "outer measures and mass of the finished thing",
            "parts": "what the build consumes, the bill of materials; `4 M12x40 bolt` is short for a whole number and a part",
            "tools": "what is used while building and comes back; a plain word is a tool kind",
            "runs-on": "what is needed to work it, not to build it; written like `tools`",
            "skills": "what a maker must be able to do; a plain word is a skill",
            "people": "how many it takes: a number, or {low, high}",
            "steps": "the work, step by step",
            "files": "the makers' files: paths inside the folder of this file, or addresses",
            "safety": "what can hurt, a sentence each",
            "makes-tool": "the tool kind that stands on the shelf once this is built",
            "facts": "figures with their sources; sources that disagree both stay",
            "unknown": "what is known to be unknown",
            "was": "ids that this design had before; they still lead here",
            "okh": "what an import from Open Know-How could not place; kept word for word",
        },
        License: {
            "hardware": "for the hardware; NOASSERTION in a record of facts about a machine without a license",
            "software": "for software and firmware",
            "documentation": "for texts and pictures",
            "stated-in": "where the licenses are stated: keys of `sources`, or addresses",
            "note": _NOTE,
        },
        Credit: {
            "author": "the name or names to be credited",
            "source": "where the design comes from",
            "from": "the designs that it was made from",
            "note": _NOTE,
        },
        Ancestor: {
            "title": "what the ancestor is called",
            "author": "who made it",
            "source": "where it is",
            "license": "its license; NOASSERTION if none is stated",
            "changes": "what was changed",
        },
        Source: {
            "title": "what it is called",
            "where": "its address, or where it can be found",
            "as-of": _AS_OF,
            "note": _NOTE,
        },
        Readiness: {
            "status": "as the source claims; done: a released version or a finished build guide",
            "source": _SOURCE,
            "as-of": _AS_OF,
            "made": "Open Know-How level of the thing (OTRL)",
            "docs": "Open Know-How level of the documentation (ODRL)",
            "claims": "what others say about the status",
            "note": _NOTE,
        },
        Claim: {
            "status": "the status in the words of that source",
            "source": _SOURCE,
            "as-of": _AS_OF,
            "note": _NOTE,
        },
        DocumentedParts: {
            "parts": "how much of the parts the source lists",
            "tools": "how much of the tools; without tools nobody can say that it can be built",
            "steps": "how much of the work",
        },
        Size: {
            "width": "a length with its unit",
            "depth": "a length with its unit",
            "length": "a length with its unit",
            "height": "a length with its unit",
            "diameter": "a length with its unit",
            "mass": "a mass with its unit",
        },
        BomLine: {
            "part": "what it is called in a shop or a drawing",
            "qty": "a number and its unit: 6 m, 4 kg, 3 sheet; a bare number counts pieces; unknown if nobody says",
            "id": "a short name by which steps name it",
            "cost": "price of one unit of the line: 20 USD, 7.34 USD/m; 12 USD for all is that of the whole line",
            "make": "another design of the catalog that makes it, or {external: address}",
            "or": "other parts that will do",
            "optional": "true: the thing works without it",
            "use": "consumable: it is used up in the work and not part of the thing",
            "license": "license of the part, where it is a design by others",
            "credit": "who made the part",
            "source": _SOURCE,
            "note": _NOTE,
        },
        External: {"external": "address of a design outside this catalog"},
        WrittenNeed: {
            "tool": "the tool kind, a word of kinds.yaml",
            "any": "several tool kinds any of which will do; the first is what is meant",
            "outside": "something that no library lends, in words",
            "min": _MIN,
            "with": _WITH,
            "id": "a short name by which steps name it; otherwise the kind",
            "helps": "true: nice to have, not needed",
            "hours": _HOURS,
            "for": "what it is for",
            "source": _SOURCE,
            "note": _NOTE,
        },
        ToolOption: {
            "tool": "the tool kind, a word of kinds.yaml",
            "outside": "something that no library lends, in words",
            "min": _MIN,
            "with": _WITH,
            "slower": "how many times longer the work takes than with the first one",
            "note": _NOTE,
        },
        SkillNeed: {"skill": "what one must be able to do", "level": "1 beginner, 2 intermediate, 3 expert"},
        Step: {
            "do": "what to do, in a few words",
            "id": "a short name for `after`; otherwise made of `do`",
            "after": "the steps that come before, by id",
            "tools": "the tools it takes, by id or kind",
            "parts": "the parts it takes, by id or name",
            "hours": _HOURS,
            "doc": "where it is explained: a path beside this file, or an address",
            "source": _SOURCE,
            "safety": "what can hurt in this step",
            "optional": "true: it may be left out",
            "note": _NOTE,
        },
        Files: {
            "source": "what one edits: CAD, schematics, code",
            "export": "what machines and viewers read: STEP, STL, Gerber",
            "drawings": "drawings to be read by people",
            "photos": "pictures",
            "guide": "build guides",
        },
        Fact: {
            "what": "what is measured or said",
            "value": "the figure as its source writes it",
            "source": _SOURCE,
            "as-of": _AS_OF,
            "low": "its lower end as a number",
            "high": "its upper end as a number",
            "unit": "the unit of low and high",
            "bound": "how closely the value holds",
            "note": _NOTE,
        },
        Span: {"low": "the least", "high": "the most"},
        KindsFile: {
            "kinds": "the tool kinds",
            "format": "version of this file format",
            "categories": "the words for groups of kinds, in the order in which they are listed",
            "sources": "short keys for who lends or needs a kind",
        },
        ToolKind: {
            "slug": "what designs, settings and commands write",
            "name": "what people read",
            "category": "one of `categories`",
            "aliases": "other names that people use; no two kinds share one",
            "stands-in-for": "the kinds in whose place this one will do",
            "induction": "true: spaces usually ask for training first; only advice",
            "accessories": "parts that usually travel with it and must come back",
            "attributes": "what a tool need may set a minimum on or ask for",
            "safety": "the one sentence to say at the desk",
            "price": "price of a new one",
            "mass": "a mass with its unit",
            "was": "slugs that this kind had before; they still lead here",
            "replaced-by": "the kind that took its place; whoever names this one is led there",
            "seen-in": "who lends, runs or needs one: keys of `sources`",
            "note": _NOTE,
        },
        StandIn: {"kind": "a tool kind", "slower": "how many times longer the work takes"},
        Attribute: {"name": "what is measured, or a trait", "unit": "the unit in which it is told"},
    }
)
"""Class → key → sentence."""
