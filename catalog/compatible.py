"""May work under these licenses be put together into one whole, and if so, under which license?

A whole needs one license that every part of it may go into (or none, as long as no part asks for the whole). A
permissive license speaks for its own part only; a strongly reciprocal one speaks for the whole that is published under
it. So CC-BY-SA-4.0 may be inside a GPL-3.0 design, but no GPL-3.0 part inside a design that is said to be CC-BY-SA-4.0.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

from catalog.license_rules import (
    LATER,
    OR_LATER,
    OSHWA,
    REACH,
    RULES,
    TEXT,
    UNSAID,
    WHOLES,
    Answer,
    Reach,
    Source,
)
from catalog.licenses import verdict
from catalog.spdx import Expression, Named, NotAnExpression, fold, names, parse

_PORT = re.compile(r"(cc-[a-z-]+-\d\.\d)-[a-z]{2,5}")
_TAIL = re.compile(r"(.+?)(?:-only|-or-later|-no-invariants|-invariants|\+)+")
_GRADES: Final[tuple[Answer, ...]] = ("no", "unclear", "yes")
_MANY = 60  # licenses; more are compared one by one, by whoever asked
_KEPT = 4096  # answers: licenses are few, but anybody may write any text for one
_NONE_ASKED = "nothing in it asks for the whole"
_NOT_TOLD = "whether and how it may be used is not stated in a way that programs know"


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether something fits, why (or why not), and where that is written."""

    answer: Answer
    why: str
    source: Source | None = None

    @property
    def grade(self) -> int:
        """0 no, 1 unclear, 2 yes."""
        return _GRADES.index(self.answer)


def read(expression: str) -> Expression:
    """The expression as a tree; what is none becomes one id that nobody knows."""
    try:
        return parse(expression)
    except NotAnExpression:
        return Named("NOASSERTION")


def reach(license_: Named) -> Reach | None:
    """How far a license reaches; None if that is not known here, as of one that only looks like a known one."""
    if verdict(str(license_)) == "invalid":
        return None
    base = _base(license_.id)
    return next((reach for patterns, reach in REACH if _match(base, patterns)), None)


@lru_cache(_KEPT)
def inside(outer: str, inner: str) -> Fit:
    """Whether a design under `outer` may contain a part under `inner`, as both are published."""
    one, other = read(outer), read(inner)
    # Who asks for several wholes at once speaks for none of them, and goes together with nothing more than with itself.
    wholes = [whole for whole in _wholes(one) if _speaks_for(one, whole)] or _wholes(one)
    return _best(one, other, wholes, told=_told(other, _wanted(one)))


@lru_cache(_KEPT)
def beside(one: str, other: str) -> Fit:
    """Whether parts under these two may be in one whole; the order does not matter."""
    first, second = read(one), read(other)
    told = (*_told(second, _wanted(first)), *_told(first, _wanted(second)))
    return _best(first, second, _wholes(first, second), told=told)


@lru_cache(_KEPT)
def adapted(ancestor: str, descendant: str) -> Fit:
    """Whether a changed version of work under `ancestor` may be published under `descendant`."""
    return fold(
        read(ancestor), lambda license_: _adapted(license_, read(descendant)), all_of=_least, any_of=_most
    )


def whole_of(expressions: Iterable[str]) -> tuple[str | None, Fit]:
    """The license that all of these may be under together, the first that will do; None: each stays under its own."""
    trees = [read(each) for each in dict.fromkeys(expressions)]
    best: tuple[str | None, Fit] = (None, Fit("yes", _NONE_ASKED))
    found = False
    for whole in _wholes(*trees):
        fit = _least([_fits(tree, whole) for tree in trees]) if trees else best[1]
        if not found or fit.grade > best[1].grade:
            best, found = (whole, fit), True
    return best


def may_clash(licenses: Iterable[str], origins: Iterable[str] = ()) -> bool:
    """Whether any two of these could be at odds, whichever contains which or comes from one of the origins."""
    own, old = tuple(licenses), tuple(origins)
    inner = (*own, *old)
    if len(inner) > _MANY:
        return True
    if any(inside(outer, part).answer == "no" for outer in inner for part in inner):
        return True
    return any(adapted(origin, each).answer == "no" for origin in old for each in own)


def _best(one: Expression, other: Expression, wholes: Sequence[str | None], *, told: Sequence[Fit]) -> Fit:
    """The best that any whole gives; if none will do, the reasons of `told`, which say more than those of the last."""
    best = _most([_least([_fits(one, whole), _fits(other, whole)]) for whole in wholes])
    refusals = [fit for fit in told if fit.answer == "no"]
    if best.answer != "no" or not refusals:
        return best
    return Fit("no", "; ".join(dict.fromkeys(fit.why for fit in refusals)), refusals[0].source)


def _told(part: Expression, wholes: Iterable[str]) -> tuple[Fit, ...]:
    return tuple(_fits(part, whole) for whole in wholes)


def _wanted(tree: Expression) -> tuple[str, ...]:
    """The whole that each strongly reciprocal license of the expression asks for."""
    asked = [_own(license_) for license_ in names(tree) if reach(license_) == "strong"]
    by_base = {whole.lower(): whole for whole in WHOLES}
    return tuple(by_base[own[0]] for own in asked if own[0] in by_base)


def _wholes(*trees: Expression) -> tuple[str | None, ...]:
    """The wholes to be tried: none asked for, those with rules of their own, and what else these licenses ask for."""
    asked = (_base(each.id).upper() for tree in trees for each in names(tree) if reach(each) == "strong")
    known = {whole.lower() for whole in WHOLES}
    return (None, *WHOLES, *dict.fromkeys(each for each in asked if each.lower() not in known))


def _speaks_for(tree: Expression, whole: str | None) -> bool:
    """Whether somebody who publishes under this expression can mean a whole under `whole`."""

    def one(license_: Named) -> bool:
        if reach(license_) != "strong":
            return True
        return whole is not None and whole.lower() in _own(license_)

    return fold(tree, one, all_of=all, any_of=any)


def _fits(tree: Expression, whole: str | None) -> Fit:
    return fold(tree, lambda license_: _one_fits(license_, whole), all_of=_least, any_of=_most)


@lru_cache(_KEPT)
def _one_fits(license_: Named, whole: str | None) -> Fit:
    if verdict(str(license_)) in {"invalid", "unclear"} and reach(license_) is None:
        return Fit("unclear", f"{license_}: {_NOT_TOLD}")
    if whole is None:
        return _without_whole(license_)
    if whole.lower() in _own(license_):
        return Fit("yes", f"{license_} is the license of the whole", _source(TEXT, license_))
    return _most([_by_rule(license_, base, whole) for base in _granted(license_)])


def _without_whole(license_: Named) -> Fit:
    known = reach(license_)
    if known == "strong":
        return Fit("no", f"{license_} asks that the whole is under it", _source(TEXT, license_))
    if known is None and verdict(str(license_)) != "not-open":
        return Fit("unclear", f"{license_}: how far it reaches is not known here")
    return Fit("yes", _NONE_ASKED)


def _by_rule(license_: Named, base: str, whole: str) -> Fit:
    shown = _shown(whole)
    for rule in RULES:
        if _match(base, rule.part) and _match(whole.lower(), rule.whole):
            verb = {"yes": "goes", "no": "does not go", "unclear": "may not go"}[rule.answer]
            return Fit(
                rule.answer,
                f"{license_} {verb} into a whole under {shown}: {rule.why}",
                _source(rule.source, license_),
            )
    if verdict(str(license_)) == "not-open" and not whole.startswith("CC-BY-NC"):
        why = f"{license_} does not go into a whole under {shown}: everybody may sell and change that"
        return Fit("no", why, OSHWA)
    return Fit("unclear", f"{license_} may not go into a whole under {shown}: {UNSAID}")


def _adapted(ancestor: Named, descendant: Expression) -> Fit:
    """Whether a changed version may be published under the other expression."""
    if verdict(str(ancestor)) in {"invalid", "unclear"} and reach(ancestor) is None:
        return Fit("unclear", f"{ancestor}: {_NOT_TOLD}")
    text = _source(TEXT, ancestor)
    if "-nd-" in _base(ancestor.id):
        return Fit("no", f"{ancestor} lets nobody give on changed versions", text)
    if reach(ancestor) == "permissive" and verdict(str(ancestor)) == "open":
        return Fit("yes", f"{ancestor} lets changed versions be under another license", text)
    return fold(descendant, lambda license_: _goes_on(ancestor, license_), all_of=_least, any_of=_most)


def _goes_on(ancestor: Named, descendant: Named) -> Fit:
    """Whether changed versions of what is no permissive work may be under one other license."""
    text = _source(TEXT, ancestor)
    known = {whole.lower(): whole for whole in WHOLES}
    fits = []
    for base in _granted(descendant):  # `or later` offers each of them, so each must be allowed
        if base in _own(ancestor):
            fits.append(Fit("yes", f"{ancestor} lets changed versions be under {descendant}", text))
        elif base in known and reach(descendant) == "strong":
            fits.append(_one_fits(ancestor, known[base]))
        elif verdict(str(descendant)) in {"invalid", "unclear"}:
            fits.append(Fit("unclear", f"{descendant}: {_NOT_TOLD}"))
        else:
            why = f"changed versions of work under {ancestor} cannot be under {descendant}"
            fits.append(Fit("no", why, text))
    return _least(fits)


@lru_cache(_KEPT)
def _own(license_: Named) -> tuple[str, ...]:
    """The wholes that a strongly reciprocal license itself allows: its own, and later ones where it or its author says so."""
    base = _base(license_.id)
    chains = LATER + (OR_LATER if _or_later(license_.id) else ())
    return next((chain[chain.index(base) :] for chain in chains if base in chain), (base,))


def _granted(license_: Named) -> tuple[str, ...]:
    """The licenses under which the author gives the work: several where `or later` is said."""
    return _own(license_) if _or_later(license_.id) else (_base(license_.id),)


def _or_later(id_: str) -> bool:
    return id_.lower().endswith(("-or-later", "+"))


@lru_cache(_KEPT)
def _base(id_: str) -> str:
    low = id_.lower()
    if (port := _PORT.fullmatch(low)) is not None:
        return port[1]
    return tail[1] if (tail := _TAIL.fullmatch(low)) is not None else low


def _match(base: str, patterns: str) -> bool:
    return any(fnmatchcase(base, pattern) for pattern in patterns.split("|"))


def _shown(whole: str) -> str:
    return f"{whole}-only" if re.match(r"A?GPL|GFDL", whole) else whole


def _source(source: Source, license_: Named) -> Source:
    return Source(source.title, source.where.replace("{id}", license_.id))


def _least(fits: Sequence[Fit]) -> Fit:
    return min(fits, key=lambda fit: fit.grade)


def _most(fits: Sequence[Fit]) -> Fit:
    return max(fits, key=lambda fit: fit.grade)
