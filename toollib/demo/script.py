"""The script of those who are always there: the documentation speaks of them, and every state has one of them.

Members and tools are numbers as in their codes. Days are counted in open days before (below zero) and after the last.
"""

from dataclasses import dataclass

ADA, BEN, CLEO = 17, 21, 30
# As a due date: today, or the next open day.
TODAY = 1000


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan: when it is due and when it came back (None: it is out), and what was wrong with it then."""

    member: int
    tool: int
    due: int
    back: int | None = None
    renewed: tuple[int, ...] = ()
    broken: str | None = None
    missing: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A hold on a tool, or on any copy of its kind; how and when it ended, if a person ended it."""

    member: int
    tool: int
    placed: int
    any_copy: bool = False
    ended: str | None = None
    on: int = 0


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation of a tool or of a kind, from one day to another (inclusive)."""

    member: int
    what: int | str
    first: int
    last: int
    state: str
    placed: int


LOANS: tuple[Lent, ...] = (
    Lent(ADA, 21, -14, -11),  # three days late: she owes it still
    Lent(ADA, 52, -20, -20),  # its deposit was given back
    Lent(ADA, 107, TODAY),
    Lent(BEN, 33, -2, 0),  # two days late, back today
    Lent(11, 42, -18, -18),
    Lent(27, 42, -12, -13),
    Lent(8, 84, -9, -9),
    Lent(24, 68, -2),
    Lent(38, 70, -9),
    Lent(38, 73, -9),
    Lent(15, 61, -5, -5, broken="guard cracked"),
    Lent(16, 94, -1, -1),
    Lent(13, 88, 1),
    Lent(18, 89, 1),
    Lent(19, 150, -18, -18),
    Lent(33, 101, -8, -8),
    Lent(40, 67, -14, -14),
    Lent(42, 67, -11, -11),
    Lent(31, 108, -3, -3, missing=("battery", 1)),
    Lent(32, 35, -3, None, renewed=(-3, -1)),
    Lent(36, 82, 3),
    Lent(22, 52, 1),
    Lent(49, 60, -9, -6),
)
HOLDS: tuple[Held, ...] = (
    Held(12, 107, -1),
    Held(23, 94, -2),
    Held(14, 88, 0, any_copy=True),
    Held(26, 88, 0, any_copy=True),
    Held(25, 150, -19),  # becomes ready and is never fetched
    Held(29, 101, -9, ended="cancelled", on=-9),
    Held(42, 67, -15, ended="collected", on=-13),
)
RESERVATIONS: tuple[Reserved, ...] = (
    Reserved(CLEO, 66, 3, 4, "accepted", -1),
    Reserved(20, "projector", 2, 2, "accepted", -3),
    Reserved(35, 73, -30, -29, "collected", -36),
    Reserved(43, 83, -10, -9, "cancelled", -14),
    Reserved(28, 112, -22, -22, "expired", -26),
)
# Tool, and the member who lends it to the library.
OWNERS = {84: BEN, 147: 9}
INDUCTIONS = ((ADA, "welding", -60), (22, "welding", -58), (35, "chainsaw", -150), (14, "laser", -40))
# Members of whom everything is told here towards the end.
DEBTOR, CREDITOR, FORGIVEN, BLOCKED, NO_LONGER_BLOCKED = 47, 48, 49, 44, 45
LATELY_EXPIRED, EXPIRED, NO_WAIVER, NO_IDENTITY, BUSINESS = 51, 52, 58, 59, 36
EXACT = (
    ADA, BEN, CLEO, DEBTOR, CREDITOR, FORGIVEN, BLOCKED, NO_LONGER_BLOCKED, LATELY_EXPIRED, EXPIRED, NO_WAIVER,
    NO_IDENTITY,
)  # fmt: skip
MENDED, VANISHED, WORN_OUT, LENT_BY_MISTAKE = 75, 102, 116, 64
# A copy of each of these is in, so that some of the shipped designs can be built today.
KINDS_IN = (
    "soldering-iron", "computer", "scissors", "hot-glue-gun", "ruler", "pencil", "hand-saw-wood", "drill-bit-set-wood",
    "driver-bit-set", "wrench-set", "tape-measure", "spade-bit-set", "3d-printer-fdm", "hex-key-set", "craft-knife",
    "wire-strippers", "tweezers", "screwdriver-precision-set", "needle-file-set", "cordless-drill",
)  # fmt: skip
