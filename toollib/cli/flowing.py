"""Many names after a few words: on a terminal they flow over as many lines as it takes, elsewhere `grep` gets one line."""

import sys
from collections.abc import Iterable, Iterator

_WITHIN = "    "


def flowing(head: str, names: Iterable[str], *, between: str = ", ") -> Iterator[str]:
    """A head and names with commas between; what does not fit the terminal stands below, set in. No word is broken."""
    text = f"{head}{between.join(names)}"
    if not sys.stdout.isatty():
        yield text
        return
    from shutil import get_terminal_size
    from textwrap import wrap

    margin = " " * (len(head) - len(head.lstrip())) + _WITHIN
    width = max(get_terminal_size().columns, 2 * len(margin))
    yield from wrap(
        text, width, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    ) or [text]
