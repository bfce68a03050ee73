"""What breaks, by a mistake of ours: written down by its place in the program, told without anybody's data.

The stock ending of an app is a trace with the values of every variable: names, telephone numbers, debts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toollib import defects
from toollib.tui.typeahead import PatientApp

if TYPE_CHECKING:
    from toollib.tui.widgets.verdict import Verdict


class BreakingApp(PatientApp):
    """An app whose defects are written down."""

    def tell_defect(self, error: Exception, verdict: Verdict) -> None:
        """Say that a job at the desk broke, and where that stands; the desk goes on."""
        kept = defects.note(error)
        where = f"where stands in {kept}" if kept else "where could not be written down"
        heading = "This broke, a defect of the program. Look whether it was done before you do it again"
        lines = [f"{type(error).__name__}; {where}. Please report it.", "The desk goes on."]
        verdict.say("broken", heading, lines)

    def _handle_exception(self, error: Exception) -> None:
        """End the screens, since they themselves broke."""
        self._broken_by = error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        from rich.text import Text

        kept = defects.note(self._broken_by)
        where = f"where stands in {kept}; please report it" if kept else "please report it"
        kind = type(self._broken_by).__name__
        self.bell()
        self.panic(
            Text(f"The screens broke ({kind}), a defect of the program: {where}. What was done is kept.")
        )
