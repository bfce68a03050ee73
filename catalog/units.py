"""The units that quantities may have: one fixed list, each with its dimension and its exact factor.

Inch, pound and their kin are exact by definition (international yard and pound agreement, 1959: 1 in = 25.4 mm,
1 lb = 0.45359237 kg; standard gravity 9.80665 m/s²); gallon, quart and pint are the US liquid ones, ton is the short ton
of 2,000 lb, hp is the mechanical horsepower of 550 ft·lbf/s. Things counted in packages (set, pack, roll, …) are
dimensions of their own: nobody can add a roll to a sheet.
"""

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: how many of the dimension's base unit it is, and whether it is metric (or a count)."""

    dimension: str
    factor: Fraction
    metric: bool = True


# dimension: unit=factor …; a "!" marks units that a mixed sum is not told in.
_TABLE = """
piece: piece=1 dozen=12
length: m=1 km=1000 dm=1/10 cm=1/100 mm=1/1000 um=1/1000000 nm=1/1000000000
length!: in=0.0254 ft=0.3048 yd=0.9144 mi=1609.344
area: m2=1 ha=10000 dm2=1/100 cm2=1/10000 mm2=1/1000000
area!: in2=0.00064516 ft2=0.09290304 yd2=0.83612736 acre=4046.8564224
volume: l=1 m3=1000 dl=1/10 cl=1/100 ml=1/1000 dm3=1 cm3=1/1000 mm3=1/1000000
volume!: gal=3.785411784 qt=0.946352946 pt=0.473176473 in3=0.016387064 ft3=28.316846592 yd3=764.554857984
mass: kg=1 t=1000 g=1/1000 mg=1/1000000
mass!: lb=0.45359237 oz=0.028349523125 ton=907.18474
time: h=3600 min=60 s=1 ms=1/1000 day=86400 week=604800
force: N=1 kN=1000
force!: lbf=4.4482216152605
pressure: Pa=1 kPa=1000 MPa=1000000 bar=100000 mbar=100
pressure!: psi=44482216152605/6451600000
torque: N·m=1
torque!: ft-lb=1.3558179483314004 in-lb=0.1129848290276167
power: W=1 kW=1000 MW=1000000 mW=1/1000 VA=1 kVA=1000
power!: hp=745.69987158227022
energy: J=1 kJ=1000 MJ=1000000 Wh=3600 kWh=3600000
current: A=1 mA=1/1000 uA=1/1000000
voltage: V=1 mV=1/1000 kV=1000
charge: Ah=3600 mAh=36/10
resistance: ohm=1 kohm=1000 Mohm=1000000 mohm=1/1000
capacitance: F=1 mF=1/1000 uF=1/1000000 nF=1/1000000000 pF=1/1000000000000
inductance: H=1 mH=1/1000 uH=1/1000000
frequency: Hz=1 kHz=1000 MHz=1000000 GHz=1000000000
rotation: rpm=1 1/min=1
speed: m/s=1 mm/s=1/1000 m/min=1/60 mm/min=1/60000 km/h=10/36
speed!: mph=0.44704
flow: l/min=1 l/h=1/60 ml/h=1/60000 ml/min=1/1000 m3/h=1000/60
flow!: gal/min=3.785411784 ft3/min=28.316846592
throughput: kg/h=1 t/h=1000 g/min=6/100
celsius: °C=1
fahrenheit: °F=1
kelvin: K=1
angle: deg=1
loudness: dB=1
share: %=1
pixels: px=1
"""
_PACKAGES = "set pair pack sheet roll box can bottle spool reel tube cylinder cartridge bag kit"


def _units() -> dict[str, Unit]:
    units = {}
    for row in _TABLE.strip().splitlines():
        dimension, _, pairs = row.partition(": ")
        for pair in pairs.split():
            name, _, factor = pair.partition("=")
            units[name] = Unit(dimension.rstrip("!"), Fraction(factor), not dimension.endswith("!"))
    return units | {name: Unit(name, Fraction(1)) for name in _PACKAGES.split()}


UNITS = MappingProxyType(_units())
"""Name → unit."""

METRIC = frozenset(name for name, unit in UNITS.items() if unit.metric)
"""The units that a mixed sum is told in."""

# Written after NFKC, which makes m² m2 and both micro signs one.
_SAID = MappingProxyType(
    {
        "pieces": "piece", "pcs": "piece", "pc": "piece", "boxes": "box", "inch": "in", "inches": "in", "feet": "ft",
        "lbs": "lb", "L": "l", "litre": "l", "liter": "l", "Nm": "N·m", "N m": "N·m", "m^2": "m2", "m^3": "m3",
        "Ω": "ohm", "kΩ": "kohm", "hour": "h", "minute": "min", "minutes": "min", "L/min": "l/min", "°": "deg",
        "μm": "um", "μF": "uF", "μA": "uA", "μH": "uH", "gpm": "gal/min",
    }
)  # fmt: skip

# What NFKC makes one with the name.
_LETTERS = (("2", "²"), ("3", "³"))


def _spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {name: set() for name in UNITS}
    for spelling, name in _SAID.items():
        found[name].add(spelling)
    for name, unit in UNITS.items():
        if unit.dimension in {name, "time"}:
            found[name].add(f"{name}s")
        found[name] |= {name[:-1] + high for low, high in _LETTERS if name.endswith(low)}
    for name in UNITS:
        found[name] |= {each.replace("μ", "µ") for each in found[name] if "μ" in each}
    return {name: tuple(sorted(some)) for name, some in found.items()}


SPELLINGS = MappingProxyType(_spellings())
"""Name → the other ways in which it is written."""


def unit_of(text: str) -> str | None:
    """The name of the unit that a text means (other spellings and the plural of counts are known), or None."""
    name = unicodedata.normalize("NFKC", text.strip())
    if name in UNITS:
        return name
    if name in _SAID:
        return _SAID[name]
    single = name.removesuffix("s")
    return single if single in UNITS and UNITS[single].dimension in {single, "time"} else None
