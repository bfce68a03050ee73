"""Text that people might type to break a screen; every widget and screen must show it and live."""

from toollib.desk.views import Page

NAMES: tuple[str, ...] = (
    "[/b]",
    "[red]Bob[/red]",
    "[@click=app.quit]click[/]",
    "[",
    "[0]",
    "\x1b[2J\x1b]0;title\x07\x9b31m",
    "\u202eoverride\u2066",
    "'; drop table member; --",
    "=1+1",
    "",
    "   ",
    "Zoe\u0308",
    "张伟",
    "محمد",
    "👩‍🔧🔧",
    "x" * 300,
    "宽" * 300,
    "two\nlines\tand a tab",
    "\x00\x7f\u2028",
    "\ud800",
)

# What must never reach a terminal, whatever was typed.
FORBIDDEN = frozenset(
    map(chr, [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)


def page(total: int, offset: int, limit: int) -> Page:
    """Rows of a made-up list: "row 0", "row 1" …"""
    return Page(total, tuple(f"row {number}" for number in range(offset, min(total, offset + limit))))
