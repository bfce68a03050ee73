"""Text of people at the border: made safe to show, alike to search, equal as a code.

Whatever a person can type (names, notes, titles, tags) is data. It is kept as written and goes through here once,
where it is shown, searched or compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# C0, DEL and C1 move cursors and open escape sequences; the bidi embeddings, overrides and isolates turn the rest of
# a line around; lone surrogates cannot be written out at all. U+2028/2029 break lines behind a reader's back.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")

# Letters with a stroke or joined letters have no decomposition, yet people type them plain.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i"})


def plain(text: str, *, newlines: bool = False) -> str:
    r"""Text that is safe on a terminal: no control characters, no escapes, no turned-around lines.

    Tabs and line ends become blanks; with `newlines`, line ends stay as "\n". Everything else stays as written.
    """
    if _UNSAFE.search(text) is None:
        return text

    def safe(match: re.Match[str]) -> str:
        char = match.group()
        if char == "\n" and newlines:
            return char
        if char in "\t\n":
            return " "
        return "\ufffd" if "\ud800" <= char <= "\udfff" else ""

    return _UNSAFE.sub(safe, _BREAKS.sub("\n", text))


def fold(text: str) -> str:
    """The text as a searcher would type it: no accents, no case, no compatibility forms; for comparing only."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKD", text).casefold().translate(_STROKES)
    )
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn").casefold()


def code_key(text: str) -> str:
    """What two codes of cards or tags must share to be the same code: NFKC, case folded, outer blanks gone."""
    once = unicodedata.normalize("NFKC", text.strip()).casefold()
    return unicodedata.normalize("NFKC", once).strip()


def is_slug(text: str) -> bool:
    """Whether a text is an id: small letters and digits, joined by single hyphens, at most 100."""
    return len(text) <= 100 and _SLUG.match(text) is not None


def slug_of(text: str) -> str:
    """A text as an id: "Cut the frame" → "cut-the-frame"."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def quote(text: str, *, limit: int = 60) -> str:
    """Somebody's text inside a message: safe, on one line, in backticks, cut to `limit` characters."""
    shown = plain(text)
    return f"`{shown}`" if len(shown) <= limit else f"`{shown[: limit - 1]}…`"


def nearest(word: str, words: Iterable[str], n: int = 1) -> list[str]:
    """Up to `n` of `words` that somebody who typed `word` may have meant, best first; [] if none is near."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    known = list(words)
    similar = OSA.normalized_similarity  # edits, where two neighbours swapped count as one
    found = extract(word[:100], known, scorer=similar, processor=fold, limit=n, score_cutoff=0.62)
    return [name for name, _, _ in found]
