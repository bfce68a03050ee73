"""The scan line takes bursts of a scanner: nothing mixed, nothing lost, in order."""

from textual.app import App, ComposeResult
from textual.events import Key, Paste
from textual.widgets import Input

from toollib.tui.widgets.scan_line import ScanLine

CODES = [f"T-{number:04}" for number in range(40)]


class Desk(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield ScanLine(id="scan")

    def on_mount(self) -> None:
        self.query_one(ScanLine).focus()

    def on_scan_line_scanned(self, event: ScanLine.Scanned) -> None:
        self.heard.append(event.text)

    def on_scan_line_entered(self) -> None:
        self.heard.append("<enter>")

    def on_scan_line_asked(self) -> None:
        self.heard.append("<help>")

    def type_at_once(self, text: str) -> None:
        """As a scanner does: every key is in the queue before the first is looked at."""
        for letter in text:
            key = {"\r": "enter", "\n": "ctrl+j"}.get(letter, letter)
            self.post_message(Key(key, letter))


async def test_a_basket_of_scans_in_one_burst() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.type_at_once("".join(f"{code}\r" for code in CODES))
        await pilot.pause()
        assert app.heard == CODES
        assert app.query_one(Input).value == ""


async def test_line_feeds_and_both_line_ends() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.type_at_once("M-0017\nT-0042\r\nT-0043\r")
        await pilot.pause()
        assert app.heard == ["M-0017", "T-0042", "<enter>", "T-0043"]


async def test_a_pasted_block_is_as_many_scans_and_the_rest_stays() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.query_one(ScanLine).post_message(Paste("M-0017\r\nT-0042\n\n  T-0043  \rT-00"))
        await pilot.pause()
        assert app.heard == ["M-0017", "T-0042", "T-0043"]
        assert app.query_one(Input).value == "T-00"
        await pilot.press("4", "4", "enter")
        assert app.heard[-1] == "T-0044"


async def test_typed_text_stays_when_the_focus_comes_back() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("a", "d", "a")
        line = app.query_one(ScanLine)
        app.set_focus(None)
        await pilot.pause()
        line.focus()
        await pilot.pause()
        await pilot.press(" ", "o")
        assert line.value == "ada o"


async def test_a_question_mark_asks_only_on_an_empty_line() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("?")
        await pilot.press("a", "?", "enter")
        assert app.heard == ["<help>", "a?"]


async def test_enter_ends_the_whole_line_wherever_the_cursor_stands() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "left", "enter")
        assert app.heard == ["ab"]


async def test_blanks_are_no_scan() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("space", "space", "enter")
        assert app.heard == ["<enter>"]
        assert app.query_one(Input).value == ""
