"""What a member or tool can be found by, and what somebody typed as a query: the two sides of search."""

import re
from collections.abc import Iterable

from catalog.text import fold, plain

# Apostrophes inside names: people type "oneil" for "O'Neil" as often as they type the sign.
_JOINED = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_NOT_WORD = re.compile(r"[^\w]+")
# FTS5 takes long queries badly, and nobody types that many words at a desk.
_MOST_WORDS = 12
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


def prefix_query(text: str) -> str:
    """What a person typed as an FTS5 query: every word a quoted prefix, all must match; "" means: do not search."""
    folded = _JOINED.sub("", fold(plain(text[:400])))
    words = _NOT_WORD.sub(" ", folded).split()[:_MOST_WORDS]
    return " ".join(f'"{word[:_LONGEST]}"*' for word in words)


def substring_pattern(text: str) -> str:
    """What a person typed as a LIKE pattern for text anywhere inside the search words; "" where it is too short.

    Two letters stand in nearly every row; two signs of a script without blanks are a word.
    """
    folded = _NOT_WORD.sub(" ", fold(plain(text[:100]))).strip()
    return f"%{folded}%" if len(folded) >= 3 or not folded.isascii() else ""
