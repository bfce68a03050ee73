"""Who builds, by name: builds themselves know members by id only."""

from collections.abc import Iterable, Mapping

from toollib.desk.context import Context
from toollib.desk.lookup import member_row
from toollib.rules.reasons import Refused
from toollib.store import members
from toollib.workshop.build_views import Build


def names_of(context: Context, builds: Iterable[Build]) -> Mapping[str, str]:
    """What everybody on these builds is called, by id; those who left are on none."""
    ids = {each for build in builds for each in build.members}
    ids |= {step.by for build in builds for step in build.steps if step.by is not None}
    rows = []
    for each in sorted(ids):
        try:
            rows.append(member_row(context, each))
        except Refused:  # left between two questions
            continue
    found = members.several(context.db, rows, context.cutoff)
    return {each.code: each.name for each in found}
