"""Make the pictures of docs/images from the demo library: the same demo, clock and keys each time, so the same pictures.

Run it after the screens have changed: python scripts/screenshots.py [NAME...]
"""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from toollib.clock import SetClock
from toollib.demo.build import build_demo
from toollib.tui.app import ToollibApp

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
OPENING = datetime(2026, 11, 28, 10, 2, tzinfo=UTC)  # a Saturday, just after the doors opened
SIZE = (92, 26)
_PATIENCE = 10.0
_TICK = 1.2  # the clock of the top bar moves on once a second


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen and the way there. A step is a key, or, with a blank at its end, a line that is typed and entered.

    `who` is at the desk; a minute passes with every line.
    """

    name: str
    steps: tuple[str, ...]
    who: str = "M-0001"


PICTURES = (
    Picture("desk", ("T-0068 ", "M-0017 ", "T-0042 ")),
    Picture("empty-desk", ()),
    Picture("late", ("T-0068 ",)),
    Picture("refusal", ("M-0058 ", "T-0104 ")),
    Picture("override", ("M-0047 ", "T-0042 ")),
    Picture("choose", ("drill ",)),
    Picture("new-member", ("ctrl+n",)),
    Picture("broken", ("T-0068 ", "ctrl+b")),
    Picture("paper", ("f12", "down", "enter")),
    Picture("calendar", ("f5",)),
    Picture("tools", ("f2",)),
    Picture("designs", ("f4",)),
    Picture("design", ("f4", *"openflexure", "enter")),
    Picture("build", ("f4", "ctrl+b", "ctrl+d", "tab", "M-0014 ")),
    Picture("why", ("f4", "ctrl+b", "ctrl+d", "tab", "M-0014 ", *"lasersaur", "ctrl+y")),
    Picture("unlock", ("f4", "f12", "down", "enter")),
    Picture(
        "rounds",
        (
            *("f4", "f12", "down", "down", "enter"),
            *("ctrl+f", "right", "right", "tab", "welder, multimachine ", "home", "down"),
        ),
    ),
    Picture("wanted", ("f6", *["down"] * 7, "enter")),
)


async def settled(app: ToollibApp, pilot: Pilot[int]) -> None:
    """Wait until the desk has answered everything and the screen shows it."""
    for _ in range(int(_PATIENCE / 0.05)):
        await pilot.pause(0.05)
        if app.about is not None and not app.worker.pending:
            return
    raise SystemExit("the screens did not come to rest; no picture of this")


async def taken(picture: Picture, folder: Path) -> str:
    """The picture as SVG, of a library made anew in this folder."""
    build_demo(folder, now=OPENING)
    clock = SetClock(OPENING)
    app = ToollibApp(folder, clock=clock, who=picture.who)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        for step in picture.steps:
            if step.endswith(" "):
                clock.move(timedelta(minutes=1))
                await pilot.press(*step.strip(), "enter")
            else:
                await pilot.press(step)
            await settled(app, pilot)
        await pilot.pause(_TICK)
        picture_text = app.export_screenshot(title="toollib")
    app.close_desk()
    return picture_text


def main(arguments: Sequence[str] | None = None) -> None:
    """Make all pictures, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of a picture; all if none is named")
    names = parser.parse_args(arguments).names
    unknown = set(names) - {picture.name for picture in PICTURES}
    if unknown:
        parser.error(f"no picture is called {', '.join(sorted(unknown))}")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        if not names or picture.name in names:
            with tempfile.TemporaryDirectory() as folder:
                text = asyncio.run(taken(picture, Path(folder) / "demo"))
            lines = (line.rstrip() for line in text.splitlines())
            (IMAGES / f"{picture.name}.svg").write_text("\n".join(lines) + "\n", encoding="utf-8")
            print(f"docs/images/{picture.name}.svg")


if __name__ == "__main__":
    main()
