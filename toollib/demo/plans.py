"""What the makers of the made-up library want and build: the script of its workshop.

Members and tools are numbers as in their codes. Days are counted in open days before the last (below zero).
Prices of the kinds that they wish for stand in kinds.yaml, made up like everything here.
"""

from dataclasses import dataclass

from toollib.demo.script import CLEO


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish for a kind, or in words; the first of its members made it, the others followed an open day apart."""

    members: tuple[int, ...]
    day: int
    kind: str | None = None
    text: str | None = None
    closed: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Unserved:
    """What the shelf could not do for somebody, on each of these days; `codes` as the desk tells them, "" for a search."""

    kind: str
    days: tuple[int, ...]
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """A build of a shipped design. `ticked`: the first steps, each with its day, who did it, and minutes if told.

    `tool`: what it put on the shelf; then the days count from the day on which that tool came.
    """

    design: str
    members: tuple[int, ...]
    started: int
    ticked: tuple[tuple[int, int, int | None], ...] = ()
    finished: int | None = None
    stopped: int | None = None
    note: str = ""
    tool: int | None = None


WISHES: tuple[Wished, ...] = (
    Wished((33, 12, 18, 26, 40), -58, kind="cnc-router"),
    Wished((19, 13, 16, 29), -52, kind="planer-thicknesser"),
    Wished((20, 8, 27), -37, kind="metal-lathe"),
    Wished((22, 24), -31, text="a kiln for small pots"),
    Wished((11, 25), -24, kind="extension-cord"),
    Wished((23,), -12, text="a loom for wide cloth"),
    Wished((7, 32, 36), -60, kind="pressure-washer", closed=(-21, "a second one came in autumn")),
)
UNSERVED: tuple[Unserved, ...] = (
    Unserved("cnc-router", (-66, -41, -40, -19, -7, -2)),
    Unserved("planer-thicknesser", (-55, -33, -15, -4)),
    Unserved("metal-lathe", (-47, -28, -9)),
    Unserved("plasma-cutter", (-35, -11)),
    Unserved("ironworker", (-26,)),
    Unserved("laser-cutter", (-44, -18, -5), codes="tool-stays-here"),
    Unserved("laser-cutter", (-17,), codes="induction-missing,tool-stays-here"),
)
# The bench that is reserved for the Saturday to come, and by whom.
BENCH = "farmbot-pier-block-supports"
BUILDER = CLEO
BUILDS: tuple[Built, ...] = (
    Built(
        "3d-printer",
        (8, 12, 2),
        -12,
        finished=0,
        note="The hot end came twice: order a spare thermistor with it. Prints PETG since the second evening.",
        tool=118,
    ),
    Built(
        "airrohr-sensor",
        (27,),
        -61,
        ticked=(
            (-61, 27, 20), (-61, 27, 15), (-60, 27, 45), (-60, 27, 20), (-59, 27, 10), (-59, 27, 10),
            (-57, 27, 30),
        ),
        finished=-57,
        note="The tube that the list names is no longer sold; 6 mm aquarium hose fits as well.",
    ),
    Built("standesk", (33, 26), -50, stopped=-39),
    Built(
        "glia-stethoscope",
        (40, 32),
        -34,
        ticked=(
            (-34, 32, 240), (-32, 40, 30), (-32, 40, None), (-31, 40, 15), (-31, 32, None), (-31, 40, None),
            (-30, 32, 40),
        ),
        finished=-30,
        note="PETG at 0.2 mm; the ring wanted a touch of the file.",
    ),
    Built("airrohr-sensor", (20, 16, 54), -13, ticked=((-13, 16, 20), (-13, 16, 20), (-12, 20, 60))),
    Built("openflexure-microscope", (33, 26), -6, ticked=((-5, 33, 600), (-3, 26, 50))),
)  # fmt: skip
