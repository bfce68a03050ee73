"""The app by its own type, for screens that ask the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.dom import DOMNode

if TYPE_CHECKING:
    from toollib.tui.app import ToollibApp


def house_of(node: DOMNode) -> ToollibApp:
    """The app that a screen or widget stands in.

    Raises:
        TypeError: it stands in another app; a mistake of ours.
    """
    from toollib.tui.app import ToollibApp

    app = node.app
    if not isinstance(app, ToollibApp):
        raise TypeError("only ToollibApp has a desk to ask")
    return app
