"""The design file of the house rules, whole and sound, and ways to put it in a folder."""

from pathlib import Path

NEEDED = """\
name: Small press
summary: Presses damp soil.
category: habitat
license: {hardware: CERN-OHL-S-2.0}
credit: {author: A. Maker, source: https://example.org/press}
readiness: {status: design}
"""

FULL = """\
# yaml-language-server: $schema=../design.schema.json
format: 1
name: CEB press
summary: Presses damp soil into building blocks.
category: habitat
version: "17.08"
license: {hardware: CC-BY-SA-4.0, software: GPL-3.0-or-later, stated-in: https://example.org/license}
credit:
  author: Open Workshop
  source: https://example.org/press
  from: [{title: Old press, author: B. Maker, source: https://example.org/old, license: CC0-1.0, changes: bolted}]
sources:
  bom: {title: Bill of materials, where: https://example.org/bom, as-of: 2025-12-06}
readiness: {status: almost-done, source: bom, made: OTRL-5, docs: ODRL-2, claims: [{status: done, source: bom, as-of: 2010-07}]}
documented: {parts: partial, tools: full, steps: partial}
keywords: [earth, brick, hydraulic]
size: {width: 1.5 m, depth: 1.2 m, height: 2 m, mass: 1700 lb}
parts:
  - {id: tube, part: Square tube 4x4x1/4 in, qty: 6 m, cost: 20 USD, or: [Square tube 100x100x6 mm], source: bom}
  - {part: Control box, qty: 1, make: ceb-controller}
  - {part: Driver board, qty: 1, make: {external: https://example.org/driver}, license: CC-BY-4.0, credit: {author: A. Maker}}
  - {part: Gusset, qty: unknown, optional: true}
  - {part: Welding rod E6013, qty: 4 kg, use: consumable}
  - 4 M12x40 bolt
tools:
  - drill-press
  - {id: weld, tool: mig-welder, min: {current: 180 A}, hours: 20, for: frame, source: bom}
  - {any: [cnc-plasma-table, plasma-cutter, {tool: angle-grinder, slower: 6}]}
  - {tool: driver-bit-set, with: {bits: [T25, PH1]}}
  - {tool: bench-vise, helps: true}
runs-on:
  - {any: [power-cube, tractor, {outside: grid electricity}]}
skills: [{skill: mig-welding, level: 2}, reading drawings]
people: 2
steps:
  - {id: cut, do: Cut the frame, tools: [angle-grinder], parts: [tube], hours: 6, doc: docs/frame.md}
  - {do: Weld the frame, after: [cut], tools: [weld], hours: {low: 8, high: 14}}
files: {source: [cad/press.FCStd], guide: https://example.org/guide}
safety: Crushing hazard; oil at 2300 psi.
makes-tool: ceb-press
facts: [{what: rate, value: 6 bricks/min, source: bom, as-of: 2017-08}, {what: cost, value: 6750-10450 USD, low: 6750, high: 10450, unit: USD, bound: about, source: bom}]
unknown: [mass of the hopper]
was: [brick-press]
okh: {development-stage: prototype, contributors: [A, B]}
x-shelf: blue
"""


def write(folder: Path, name: str, text: str) -> Path:
    """A file of a folder, both made if they are not there."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
