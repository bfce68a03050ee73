"""The reports: what a library tells its members, its council, and itself."""

import click

from toollib.cli.groups import LazyGroup

_HEADINGS = {
    "Reports": {
        "priorities": "toollib.cli.report_priorities:priorities",
        "impact": "toollib.cli.report_impact:impact",
    },
}


@click.group(cls=LazyGroup, headings=_HEADINGS)
def report() -> None:
    """Report what members want, and what lending spared."""
