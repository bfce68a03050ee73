"""The reports: what a library tells its members, its council, and itself."""

import click

from toollib.cli.groups import LazyGroup

_TABLES = "toollib.cli.report_tables"
_HEADINGS = {
    "At the desk": {
        "overdue": f"{_TABLES}:overdue",
        "idle": f"{_TABLES}:idle",
        "inventory": f"{_TABLES}:inventory",
        "priorities": "toollib.cli.report_priorities:priorities",
    },
    "Of a month or year": {
        "usage": f"{_TABLES}:usage",
        "money": f"{_TABLES}:money",
        "members": f"{_TABLES}:members",
        "events": f"{_TABLES}:events",
        "impact": "toollib.cli.report_impact:impact",
    },
}


@click.group(cls=LazyGroup, headings=_HEADINGS)
def report() -> None:
    """Report what is lent, owed, wanted and spared."""
