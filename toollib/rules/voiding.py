"""Which lines of the ledger can be taken back by hand. A line never changes: taking it back is a line of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from toollib.rules.reasons import Reason, reason


@dataclass(frozen=True, slots=True)
class Line:
    """What the rules need to know of a line. `about`: what it was booked for, such as "deposit" or "late"."""

    id: str
    kind: str
    about: str | None = None
    voided: bool = False
    member_left: bool = False
    loan_open: bool = False


def why_not_void(line: Line) -> Iterator[Reason]:
    """Reasons against taking this line back.

    A deposit comes and goes with its loan. What was charged for an open loan would be charged again at its return.
    """
    if line.kind == "void":
        text = f"entry {line.id} took another one back itself; book what is right by a new entry"
        yield reason("nothing-to-undo", text)
    if line.voided:
        yield reason("nothing-to-undo", f"entry {line.id} was taken back already")
    if line.member_left:
        yield reason("nothing-to-undo", f"the member of entry {line.id} has left, with nothing owed")
    if line.about == "deposit":
        way_out = "it is given back at return" if line.loan_open else "it was given back with the tool"
        yield reason("undo-blocked", f"entry {line.id} is the deposit of a loan; {way_out}")
    elif line.loan_open:
        text = f"entry {line.id} belongs to a loan that is still open; forgive it instead"
        yield reason("undo-blocked", text)
