"""What to get next as a report: the list with every weight and part in sight."""

from datetime import date

from toollib.desk.context import Context
from toollib.reports.report import Column, Figure, Line, Plot, Report, Series, Table
from toollib.reports.telling import money_of
from toollib.rules.money import Currency
from toollib.workshop.priorities import Priorities, as_number
from toollib.workshop.priorities import priorities as weigh
from toollib.workshop.ready import Workshop

_SHOWN = 20
_COUNTS = ("score", "wishes", "refused", "holds", "searches", "unlocks", "price", "owned")


def priorities(
    context: Context, workshop: Workshop, *, first: date | None = None, last: date | None = None
) -> Report:
    """What members want most, weighed as library.yaml says.

    Raises:
        Refused: `date-wrong`.
    """
    found = weigh(context, workshop, first=first, last=last)
    return priorities_of(found, context.settings.currency)


def priorities_of(found: Priorities, currency: Currency) -> Report:
    """This list as a report."""
    columns = tuple(
        Column(name, name.capitalize(), "count" if name in _COUNTS else "text") for name in found.headings
    )
    rows = tuple(found.cells(each) for each in found.rows)
    best = found.rows[:_SHOWN]
    plot = Plot(
        "Wanted most",
        "bars",
        tuple(each.name for each in best),
        (Series("score", tuple(float(each.score) for each in best)),),
        "points",
    )
    lines = tuple(_lines(found, currency))
    table = Table("priorities", "What to get next", columns, rows, "Nothing is wanted.")
    return Report(
        "priorities", "What to get next", found.first, found.last, lines, (plot,) if best else (), (table,)
    )


def _lines(found: Priorities, currency: Currency) -> list[Line]:
    weights = found.weights.by_part()
    weighed = ", ".join(f"{name} x {weight}" for name, weight in weights.items())
    figures = tuple(
        Figure(f"weight_{name}", f"Weight of {name}", as_number(weight)) for name, weight in weights.items()
    )
    counted = "wishes and holds that are open count whenever they were made"
    lines = [Line("Weights", weighed, ("priorities in library.yaml", counted), figures)]
    if found.typical is not None:
        middle = money_of(found.typical, currency)
        told = f"0 for free, -0.5 at {middle} (the middle of the prices known, also taken for unknown ones), at most -1"
        lines.append(
            Line(
                "Price",
                told,
                figures=(Figure("typical_price", "The middle of the prices known", found.typical),),
            )
        )
    return lines
