"""The rooms behind the tabs; each is imported when somebody first goes there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from toollib.tui.screens.desk import DeskScreen


def _tools() -> Screen[Any]:
    from toollib.tui.screens.tools import ToolsScreen

    return ToolsScreen()


def _members() -> Screen[Any]:
    from toollib.tui.screens.members import MembersScreen

    return MembersScreen()


def _designs() -> Screen[Any]:
    from toollib.tui.screens.designs import DesignsScreen

    return DesignsScreen()


def _calendar() -> Screen[Any]:
    from toollib.tui.screens.calendar import CalendarScreen

    return CalendarScreen()


def _reports() -> Screen[Any]:
    from toollib.tui.screens.reports import ReportsScreen

    return ReportsScreen()


ROOMS: dict[str, str | Callable[[], Screen[Any]]] = {
    "desk": DeskScreen,
    "tools": _tools,
    "members": _members,
    "designs": _designs,
    "calendar": _calendar,
    "reports": _reports,
}
