"""The tool kinds that this library knows: those of the program, its own kinds.yaml, and those made at the desk."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.kinds import Kinds, ToolKind, name_key
from catalog.text import nearest


@dataclass(frozen=True, slots=True)
class DeskKind:
    """A kind that somebody made at the desk; it lives in the database, since files of people are never written to."""

    slug: str
    name: str
    category: str | None = None


class Vocabulary:
    """Kinds by slug, name or alias. `made`: kinds made at the desk; a kind of a file goes before them."""

    def __init__(self, kinds: Kinds, made: Iterable[DeskKind] = ()) -> None:
        self.kinds = kinds
        self._made: dict[str, DeskKind] = {}
        self._overtaken: dict[str, DeskKind] = {}
        for each in made:
            (self._made if kinds.get(each.slug) is None else self._overtaken)[each.slug] = each

    def with_kinds(self, made: Iterable[DeskKind]) -> "Vocabulary":
        """The same, with more kinds made at the desk."""
        return Vocabulary(self.kinds, [*self._all_made, *made])

    def with_own(self, kind: ToolKind) -> "Vocabulary":
        """The same, with one more kind in the library's kinds.yaml."""
        return Vocabulary(self.kinds.joined(Kinds([kind], ())), self._all_made)

    @property
    def _all_made(self) -> tuple[DeskKind, ...]:
        return (*self._made.values(), *self._overtaken.values())

    def current(self, slug: str) -> str:
        """The slug by which a kind is known now, whatever it was known by; itself where nobody knows it (any more)."""
        kind = self.kinds.get(slug)
        return slug if kind is None else kind.slug

    def former(self, slug: str) -> tuple[str, ...]:
        """The slugs by which a kind was known before; library.yaml may still name it so."""
        made = (old for old in self._overtaken if self.current(old) == slug != old)
        return tuple(dict.fromkeys([*self.kinds.former.get(slug, ()), *made]))

    @property
    def all_slugs(self) -> tuple[str, ...]:
        """Every slug under which a rule of library.yaml may stand, former ones too."""
        return (*self.slugs, *(old for some in self.kinds.former.values() for old in some))

    def get(self, slug: str) -> ToolKind | None:
        """The kind of a file behind this slug or alias, or None."""
        return self.kinds.get(slug)

    def find(self, text: str) -> str | None:
        """The slug of the kind that this slug, name or alias means, or None."""
        if (kind := self.kinds.get(text)) is not None:
            return kind.slug
        if not (wanted := name_key(text)):
            return None
        named = (
            each.slug for each in self._made.values() if wanted in {name_key(each.slug), name_key(each.name)}
        )
        return next(named, None)

    def name(self, slug: str) -> str:
        """What the kind is called; the slug itself if nobody knows it (any more)."""
        kind = self.kinds.get(slug) or self._made.get(slug)
        return slug if kind is None else kind.name

    def category(self, slug: str) -> str | None:
        """The category of a kind, or None."""
        kind = self.kinds.get(slug) or self._made.get(slug)
        return None if kind is None else kind.category

    def words(self, slug: str) -> tuple[str, ...]:
        """What a kind can be found by: its name and aliases."""
        kind = self.kinds.get(slug)
        return (self.name(slug), *(kind.aliases if kind is not None else ()))

    @property
    def slugs(self) -> tuple[str, ...]:
        """All slugs, in the order of the files, then those made at the desk."""
        return (*(kind.slug for kind in self.kinds), *self._made)

    @property
    def categories(self) -> tuple[str, ...]:
        """All categories."""
        own = (each.category for each in self._made.values() if each.category)
        return tuple(dict.fromkeys([*self.kinds.categories, *own]))

    def of_category(self, category: str) -> tuple[str, ...]:
        """The slugs of a category."""
        return tuple(slug for slug in self.slugs if self.category(slug) == category)

    def near(self, text: str, n: int = 3) -> list[str]:
        """Slugs that somebody who typed `text` may have meant, best first: a word of a name, else what looks alike."""
        key = name_key(text)
        begun = [
            slug
            for slug in self.slugs
            if key and any(f"-{key}" in f"-{name_key(name)}" for name in (slug, *self.words(slug)))
        ]
        return list(dict.fromkeys([*begun, *nearest(text, self.slugs, n)]))[:n]
