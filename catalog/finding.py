"""Finding designs: by words anywhere in them, by what they are and need, and in spite of a slip of the finger.

What a person types is words and facets: `press status:prototype needs:mig-welder`. Nothing of it is syntax that could be
wrong: an unknown facet is a word like any other.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, get_args

from catalog.shelf_reading import Words
from catalog.text import fold, slug_of

if TYPE_CHECKING:
    from catalog.shelf import Held, Shelf

Facet = Literal["category", "license", "status", "needs", "makes"]
FACETS: Final[tuple[Facet, ...]] = get_args(Facet)
OPEN: Final = "open"
"""The license of everything that may be used, changed and sold by everybody."""

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(rf"({'|'.join(FACETS)}):(\S+)", re.IGNORECASE)
_MOST_WORDS: Final = 20  # of what was typed; the rest of a pasted page is left out
_FUZZY_FROM: Final = 4  # letters: a slip in a shorter word could mean anything
_NEAR: Final = 0.7
_EXACT, _NAMED, _SOMEWHERE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every word, and for each facet the values that will do, as ids.

    A design has one category, license and status, so of those any value will do; of the needed tools it must have all.
    """

    words: tuple[str, ...] = ()
    facets: Mapping[Facet, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Query":
        """What somebody typed."""
        facets: dict[Facet, frozenset[str]] = {}
        for name, value in _TOKEN.findall(text):
            facet = next(each for each in FACETS if each == name.casefold())
            facets[facet] = facets.get(facet, frozenset()) | {slug_of(value)}
        rest = _TOKEN.sub(" ", text).strip()
        # Nothing but signs is looked for as it stands: it must not mean "everything".
        return cls(tuple(_words(rest))[:_MOST_WORDS] or ((rest[:100],) if rest else ()), facets)


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of what was found, best first. `instead`: words that nothing has, and those that were looked for in their place."""

    ids: tuple[str, ...]
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One design: its values of each facet, each as an id with the words to show, and its text by telling power."""

    id: str
    values: Mapping[Facet, Mapping[str, str]]
    fields: tuple[str, ...]


class Index:
    """The designs of a shelf, ready to be searched again and again.

    `kind` gives the slug that a tool kind goes by, and `kind_words` what else it is called.
    """

    def __init__(
        self,
        shelf: "Shelf",
        *,
        kind: Callable[[str], str] = str,
        kind_words: Callable[[str], Iterable[str]] = lambda slug: (slug,),
    ) -> None:
        self._shelf = shelf
        self._kind = kind
        self._kind_words = kind_words

    def find(self, query: Query) -> Found:
        """What fits the query: the very name first, then names, then what says the words elsewhere."""
        among = [entry for entry in self._entries if _has(entry, query.facets)]
        if not query.words:
            return Found(tuple(entry.id for entry in among))
        instead = {word: near for word in query.words if (near := self._near(word))}
        choices = [instead.get(word, (word,)) for word in query.words]
        ranked = sorted((rank, entry.id) for entry in among if (rank := _rank(entry, choices)) is not None)
        if not ranked:
            return Found(self._alike(query, among))
        return Found(tuple(id_ for _, id_ in ranked), instead)

    def counts(self, query: Query) -> dict[Facet, list[tuple[str, int]]]:
        """For each facet its values with how many designs there would be, the most first.

        What is chosen of a facet does not narrow that facet itself, so that another value can be chosen.
        """
        return {facet: self._counts(facet, query) for facet in FACETS}

    def values(self, facet: Facet) -> list[str]:
        """Every value of a facet, as it is shown, by name."""
        return sorted({shown for entry in self._entries for shown in entry.values[facet].values()})

    def _counts(self, facet: Facet, query: Query) -> list[tuple[str, int]]:
        # All needed tools must be there, so each one narrows the others.
        narrow = None if facet == "needs" else facet
        others = {each: wanted for each, wanted in query.facets.items() if each != narrow}
        ids = set(self.find(Query(query.words, others)).ids)
        found: Counter[str] = Counter()
        for entry in self._entries:
            if entry.id in ids:
                found.update(entry.values[facet].values())
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))

    @cached_property
    def _entries(self) -> list[_Entry]:
        words = self._shelf.words()
        return [
            self._entry(id_, held, words.get(id_, Words("", "", "", "", "")))
            for id_, held in sorted(self._shelf.held.items())
        ]

    def _entry(self, id_: str, held: "Held", words: Words) -> _Entry:
        row = held.card.row
        kinds = [self._kind(each) for each in held.needs]
        values: dict[Facet, Iterable[str]] = {
            "category": [row["category"]],
            "license": self._licenses(row["license"]["hardware"]),
            "status": [row["status"]],
            "needs": kinds,
            "makes": [self._kind(held.makes)] if held.makes else [],
        }
        called = " ".join(name for kind in kinds for name in self._kind_words(kind))
        texts = (f"{id_} {words.name}", words.keywords, words.summary, f"{words.tools} {called}", words.parts)
        return _Entry(
            id_,
            {facet: {slug_of(each): each for each in some} for facet, some in values.items()},
            tuple(map(_spaced, texts)),
        )

    def _licenses(self, hardware: str) -> list[str]:
        if hardware not in self._open:
            from catalog.licenses import verdict

            self._open[hardware] = verdict(hardware) == OPEN
        return [hardware, OPEN] if self._open[hardware] else [hardware]

    @cached_property
    def _open(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """Every word that somebody may have meant: of names, keywords and tools."""
        return frozenset(
            word
            for entry in self._entries
            for text in (entry.fields[0], entry.fields[1], entry.fields[3])
            for word in text.split()
            if len(word) >= _FUZZY_FROM
        )

    def _near(self, word: str) -> tuple[str, ...]:
        """The words to look for in place of one that nothing has; () if something has it, or nothing is near."""
        if len(word) < _FUZZY_FROM or any(
            _in(word, text) for entry in self._entries for text in entry.fields
        ):
            return ()
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        similar = OSA.normalized_similarity  # edits, where two neighbours swapped count as one
        near = extract(word[:100], sorted(self._vocabulary), scorer=similar, limit=3, score_cutoff=_NEAR)
        return tuple(name for name, _, _ in near)

    def _alike(self, query: Query, among: Iterable[_Entry]) -> tuple[str, ...]:
        """The designs whose whole name is nearest to all that was typed: "cebpress" for CEB press."""
        ids = {entry.id for entry in among}
        return tuple(id_ for id_ in self._shelf.nearest(" ".join(query.words)[:100]) if id_ in ids)


def _words(text: str) -> Iterator[str]:
    return (found.group()[:100] for found in _WORD.finditer(fold(text)))


def _spaced(text: str) -> str:
    """The words of a text, folded, each with a blank before it: a word begins where a blank stands."""
    return " " + " ".join(_WORD.findall(fold(text)))


def _in(word: str, text: str) -> bool:
    """Whether a word of the text begins so; in writing without blanks between words, whether it stands anywhere."""
    return f" {word}" in text or (not word.isascii() and word in text)


def _has(entry: _Entry, facets: Mapping[Facet, frozenset[str]]) -> bool:
    for facet, wanted in facets.items():
        has = entry.values[facet].keys()
        if not (wanted <= has if facet == "needs" else wanted & has):
            return False
    return True


def _rank(entry: _Entry, choices: Iterable[tuple[str, ...]]) -> tuple[int, int] | None:
    """How well the words fit, less is better: how telling the place, then the least telling field; None: not at all."""
    worst = 0
    exact: list[str] = []
    for words in choices:
        place = _field(entry, words)
        if place is None:
            return None
        worst = max(worst, place)
        exact.append(words[0])
    if worst:
        return _SOMEWHERE, worst
    name = entry.fields[0].split()
    own = slug_of(entry.id).split("-")
    return (_EXACT if exact in (own, name[len(own) :]) else _NAMED), 0


def _field(entry: _Entry, words: tuple[str, ...]) -> int | None:
    """The most telling field that has one of the words."""
    return next(
        (place for place, text in enumerate(entry.fields) if any(_in(word, text) for word in words)), None
    )
