"""A pick list over the room, and into a file: paper to take along the shelves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from catalog.text import plain
from toollib.tui.house import house_of
from toollib.tui.screens.form import Field, Form, FormScreen, Values, no_scan
from toollib.tui.screens.tell import TellScreen
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.prose import on_paper

if TYPE_CHECKING:
    from toollib.tui.seat import Seat

_SHEET = 80  # cells: a sheet of paper at the usual size of type


class PickScreen(TellScreen):
    """What was reserved, as a list to pick by."""

    HELP = (
        "What to take from the shelves, in their order. ↑ and ↓ scroll, ctrl+e writes it into a file to print, Esc or Enter "
        "goes back; the page of the build (ctrl+b) shows the list again until it is collected."
    )
    FOOT = "↑ ↓ scroll · ctrl+e file · Esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+e", "write", "file", id="pick.write", tooltip="Write the list into a file, to print it"
        ),
    ]

    def __init__(self, title: str, lines: Iterable[Line], name: str) -> None:
        """`name`: what the file is called, unless somebody calls it otherwise."""
        super().__init__(title, lines)
        self._file = name

    def action_write(self) -> None:
        """Ask for a file, and write the list there."""
        self.app.push_screen(
            FormScreen(pick_form(self.title_told, self.lines_told, self._file, self._written))
        )

    def _written(self, path: Path) -> None:
        text = f"The list stands in {path}"
        house_of(self).happened(text, sign="✓", undoable=False)
        for foot in self.query("#tell-foot").results(Static):
            foot.update(Content(plain(f"✓ {text} · Esc back")))


def pick_form(title: str, lines: Iterable[Line], name: str, written: Callable[[Path], None]) -> Form:
    """Into which new file a pick list is written; `name` is what it is called unless told otherwise."""
    text = "\n".join(on_paper((line(Piece(title, "title")), line(), *lines), _SHEET)) + "\n"

    def verb(seat: Seat, values: Values) -> Path:
        from toollib.new_file import write_new

        path = Path(no_scan(seat, values["file"].strip(), "a file")).expanduser().absolute()
        write_new(path, text)
        return path

    return Form(
        f"pick list {name}",
        "Write the pick list into a file",
        (Field("file", "File", str(Path.home() / name), needed=True),),
        verb,
        written,
        "One new file: a line for each tool in the order of the shelves, to print and to tick on paper.",
    )
