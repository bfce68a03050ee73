"""A report into a file: a page to print and send along, or its tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from toollib.rules.reasons import refuse
from toollib.tui.screens.form import Field, Form, Values, no_scan

if TYPE_CHECKING:
    from toollib.reports.report import Report
    from toollib.tui.seat import Seat

_PAGES = frozenset({".html", ".htm"})


def file_form(report: Report, written: Callable[[Path], None]) -> Form:
    """Into which new file a report is written; what the name ends in says as what."""

    def verb(seat: Seat, values: Values) -> Path:
        from toollib.new_file import write_new

        name = no_scan(seat, values["file"].strip(), "a file")
        path = Path(name).expanduser().absolute()
        write_new(path, _text(seat, report, path.suffix.casefold()))
        return path

    shown = Path.home() / f"{report.code}-{report.last}.html"
    return Form(
        f"write {report.code}",
        f"Write “{report.title}” into a file",
        (Field("file", "File", str(shown), needed=True),),
        verb,
        written,
        "One new file. A name that ends in .html gives a page with figures, plots and tables to print or send along; "
        ".csv gives every row of its tables for a spreadsheet.",
    )


def _text(seat: Seat, report: Report, ending: str) -> str:
    settings = seat.library.settings
    if ending in _PAGES:
        from toollib.reports.page import html_of

        return html_of(report, settings.name, settings.currency)
    if ending == ".csv":
        from toollib.reports.table_file import csv_of

        return csv_of(report, settings.currency)
    told = f"a name that ends in “{ending}” says not what to write" if ending else "the name has no ending"
    raise refuse("bad-file", told, "end it in .html for a page, in .csv for a table")
