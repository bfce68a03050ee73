"""Why a design comes within reach, or why it does not: a tree that a person can follow down to what is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

from catalog.bootstrap import Because, Bootstrap, Owned
from catalog.design import Status
from catalog.text import plain

DEEPEST: Final = 100
"""So many designs deep a proof goes; what lies deeper has a proof of its own."""


class Called(Protocol):
    """What is said for the slug of a kind, and for the id of a design."""

    def kind(self, slug: str, /) -> str:
        """A kind, or where one waits for that the design of a part."""

    def design(self, id_: str, /) -> str:
        """A design."""


class _ById:
    """Slugs and ids as they are: what commands take."""

    def kind(self, slug: str, /) -> str:
        return slug

    def design(self, id_: str, /) -> str:
        return id_


_BY_ID: Final[Called] = _ById()


@dataclass(frozen=True, slots=True)
class Ground:
    """One need in a proof: what fills it, with the proof of the design that made it; shown once, None where it stands already."""

    because: Because
    proof: "Proof | None"

    def to_json(self) -> dict[str, Any]:
        """The because, and the proof below it."""
        return {**self.because.to_json(), "proof": None if self.proof is None else self.proof.to_json()}


@dataclass(frozen=True, slots=True)
class Lack:
    """One need that nothing fills: its kinds, any of which would do, and for each design that would fill it why it does not.

    The kind that is meant comes first; of a part it is the design that makes it. `makers` are the designs that make one of
    the kinds or what stands in for it, `proofs` those that are not explained elsewhere in the tree; no maker: only buying
    helps.
    """

    kinds: tuple[str, ...]
    makers: tuple[str, ...]
    proofs: tuple["Proof", ...]

    def to_json(self) -> dict[str, Any]:
        """Kinds (`kind` is the one that is meant), makers, and the proofs below it."""
        return {
            "kind": self.kinds[0],
            "kinds": list(self.kinds),
            "makers": list(self.makers),
            "proofs": [one.to_json() for one in self.proofs],
        }


@dataclass(frozen=True, slots=True)
class Proof:
    """A design with its grounds, and if it is never reached (`round` None) with what it lacks.

    `round` 0: it need not be built, what it makes is there from the start.
    """

    design: str
    status: Status
    round: int | None
    documented: bool
    grounds: tuple[Ground, ...]
    lacks: tuple[Lack, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The tree as JSON."""
        return {
            "design": self.design,
            "status": self.status,
            "round": self.round,
            "undocumented": not self.documented,
            "because": [one.to_json() for one in self.grounds],
            "lacks": [one.to_json() for one in self.lacks],
        }

    def lines(self, indent: str = "", called: Called = _BY_ID) -> Iterator[str]:
        """The tree as indented lines, the claim first and its grounds below."""
        name = called.design(self.design)
        if self.round == 0:
            yield f"{indent}{name}: already there, because"
        elif self.round is not None:
            yield f"{indent}{name}: round {self.round}, because"
        elif self.documented:
            yield f"{indent}{name}: never, because"
        else:
            yield f"{indent}{name}: never, because nobody wrote down which tools it takes"
        for ground in self.grounds:
            yield f"{indent}  {_told(ground.because, called)}"
            if ground.proof is not None:
                yield from ground.proof.lines(indent + "    ", called)
        for lack in self.lacks:
            yield f"{indent}  {_lacking(lack, called)}"
            for proof in lack.proofs:
                yield from proof.lines(indent + "    ", called)


def proof(bootstrap: Bootstrap, design: str) -> Proof:
    """Why a design of the net is reached, or why never; each design is explained once, where it is met first."""
    return _Explained(bootstrap).proof(design)


class _Explained:
    """One proof in the making; what is being explained further up is not explained again, so that circles end."""

    def __init__(self, bootstrap: Bootstrap) -> None:
        self._of = bootstrap
        self._seen: set[str] = set()
        self._depth = 0

    def proof(self, design: str) -> Proof:
        self._seen.add(design)
        self._depth += 1
        found = self._proof(design)
        self._depth -= 1
        return found

    def _proof(self, design: str) -> Proof:
        if self._of.is_owned(design):
            return self._there(self._of.there(design))
        built = self._of.built(design)
        grounds = tuple(Ground(one, self._below(one.maker)) for one in built.because)
        if self._of.reached(design):
            return Proof(design, built.status, built.round, documented=True, grounds=grounds)
        missed = self._of.missed(design)
        lacks = tuple(
            Lack(kinds, makers, tuple(one for maker in makers if (one := self._below(maker)) is not None))
            for kinds, makers in self._of.lacking(design)
        )
        return Proof(design, built.status, None, not missed.undocumented, grounds, lacks)

    def _there(self, owned: Owned) -> Proof:
        documented = self._of.net.designs[self._of.net.numbers[owned.design]].tools_documented
        grounds = tuple(Ground(Because(owned.kind, tag=tag), None) for tag in owned.tags or (None,))
        return Proof(owned.design, owned.status, 0, documented, grounds)

    def _below(self, maker: str | None) -> Proof | None:
        if maker is None or maker in self._seen or self._depth >= DEEPEST:
            return None
        return self.proof(maker)


def _told(because: Because, called: Called) -> str:
    maker = None if because.maker is None else called.design(because.maker)
    if because.part and maker is not None:
        return f"{maker} is a part of it, built before"
    instead = f", in place of {called.kind(because.stands_in)}" if because.stands_in else ""
    tag = "" if because.tag is None else f" ({plain(because.tag)})"
    whence = f"there from the start{tag}" if maker is None else f"made by {maker}"
    return f"{called.kind(because.kind)}{instead}: {whence}"


def _lacking(lack: Lack, called: Called) -> str:
    kinds = " or ".join(map(called.kind, lack.kinds))
    if not lack.makers:
        return f"{kinds}: not there, and no design makes one"
    known = [one for one in lack.makers if one not in {proof.design for proof in lack.proofs}]
    told = f", see {', '.join(map(called.design, known))} elsewhere" if known else ""
    return f"{kinds}: not there; {', '.join(map(called.design, lack.makers))} would make one{told}"
