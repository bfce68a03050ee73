"""Keys that work although the line at the bottom has no room for them; `?` tells of them."""

from textual.binding import Binding, BindingType


def unlisted(key: str, action: str, says: str, *, id: str, tooltip: str) -> Binding:  # noqa: A002 - Textual's word
    """A key that `?` tells of and the line at the bottom does not."""
    return Binding(key, action, says, show=False, id=id, tooltip=tooltip)


def moves(of: str, *keys: tuple[str, str, str]) -> list[BindingType]:
    """Keys that only move a mark: each with its action and what `?` says of it; the id is `of.key`."""
    return [Binding(key, action, says, show=False, id=f"{of}.{key}") for key, action, says in keys]


def row_moves(of: str, *, ends: str = "") -> list[BindingType]:
    """The keys that go from row to row of a list; `ends` goes before the keys that go to its first and last one."""
    return moves(
        of,
        ("up", "move(-1)", "Row up"),
        ("down", "move(1)", "Row down"),
        ("pageup", "page(-1)", "Page up"),
        ("pagedown", "page(1)", "Page down"),
        (f"{ends}home", "first", "First row"),
        (f"{ends}end", "last", "Last row"),
    )
