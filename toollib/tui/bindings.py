"""Keys that work although the line at the bottom has no room for them; `?` tells of them."""

from textual.binding import Binding


def unlisted(key: str, action: str, says: str, *, id: str, tooltip: str) -> Binding:  # noqa: A002 - Textual's word
    """A key that `?` tells of and the line at the bottom does not."""
    return Binding(key, action, says, show=False, id=id, tooltip=tooltip)
