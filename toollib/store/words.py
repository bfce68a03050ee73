"""What a member or tool can be found by, and what somebody typed as a query: the two sides of search."""

import re
from collections.abc import Iterable

from catalog.text import fold, plain

# Apostrophes inside names: people type "oneil" for "O'Neil" as often as they type the sign.
_JOINED = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
# An underscore parts words, as the index of the database has it.
_NOT_WORD = re.compile(r"[\W_]+")
# FTS5 takes long queries badly, and nobody types that many words at a desk.
_MOST_WORDS = 12
_MOST_LETTERS = 400
_LONGEST = 60


def search_words(*texts: str | None) -> str:
    """The words by which a row is found: folded, each once, with and without apostrophes."""
    words: dict[str, None] = {}
    for text in filter(None, texts):
        folded = fold(plain(text))
        for form in (folded, _JOINED.sub("", folded)):
            words.update(dict.fromkeys(_NOT_WORD.sub(" ", form).split()))
    return " ".join(words)


def member_words(name: str, cards: Iterable[str], email: str | None = None, phone: str | None = None) -> str:
    """Search words of a member; a phone number is also found without its blanks."""
    digits = re.sub(r"\D", "", phone or "")
    return search_words(name, *cards, email, phone, digits)


def tool_words(name: str, kind_words: Iterable[str], codes: Iterable[str]) -> str:
    """Search words of a tool: its name, the names of its kind, its codes."""
    return search_words(name, *kind_words, *codes)


def query_words(text: str) -> list[str]:
    """The words of what a person typed, as they stand among search words: folded, apostrophes left out."""
    folded = _JOINED.sub("", fold(plain(text[:_MOST_LETTERS])))
    return [word[:_LONGEST] for word in _NOT_WORD.sub(" ", folded).split()[:_MOST_WORDS]]


def prefix_query(text: str) -> str:
    """What a person typed as an FTS5 query: every word a quoted prefix, all must match; "" means: do not search."""
    return " ".join(f'"{word}"*' for word in query_words(text))


def same_name_query(text: str) -> str:
    """An FTS5 query that finds every row of this very name (and others); "" where the name has no word in it."""
    words = query_words(text)
    # A word that was cut stands for what it begins.
    cut = {word for word in words if len(word) == _LONGEST}
    cut |= set(words[-1:]) if len(text) > _MOST_LETTERS else set()
    return " ".join(f'"{word}"' + ("*" if word in cut else "") for word in words)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one to people: case, accents and the width of blanks aside."""
    return fold(plain(one)).split() == fold(plain(other)).split()


def begins_a_name(typed: str, name: str) -> bool:
    """Whether every word typed begins a word of the name; an apostrophe may be typed or left out."""
    words = search_words(name).split()
    typed_words = query_words(typed)
    return bool(typed_words) and all(any(word.startswith(each) for word in words) for each in typed_words)


def substring_pattern(text: str) -> str:
    """What a person typed as a LIKE pattern for text anywhere inside the search words; "" where it is too short.

    Two letters stand in nearly every row; two signs of a script without blanks are a word.
    """
    folded = _NOT_WORD.sub(" ", fold(plain(text[:100]))).strip()
    return f"%{folded}%" if len(folded) >= 3 or not folded.isascii() else ""
