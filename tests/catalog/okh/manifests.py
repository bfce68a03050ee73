"""Made-up manifests, one whole one of each version, and the ways in which real ones go wrong."""

from pathlib import Path
from typing import Any

from catalog.design import Design
from catalog.okh.importing import Incoming, import_manifest
from catalog.reader import read_design

REAL = Path(__file__).resolve().parents[4] / "shared" / "real" / "okh"
"""Manifests of real projects: for reading only, and not everywhere."""

V1 = """\
%Open Know-How Manifest 1.0
---
okh-manifest-version: 1.0.0
date-created: 2021-03-04
date-updated: 2022-05-06
manifest-author: {name: Mara Quill, email: mara@quill.invalid}
manifest-language: en-GB
documentation-language: en-GB
title: Bark Stripper
description: |
  Strips bark from logs up to 30 cm.
  It is driven by hand.
intended-use: Small sawmills.
keywords:
  - forestry
  - hand tool
project-link: https://barkstripper.invalid/
health-safety-notice: Sharp blades.
contact:
  name: Mara Quill
  social: [{platform: Mastodon, user-handle: "@mara"}]
contributors:
  - {name: Ole Strand, affiliation: Strand Works}
image: https://barkstripper.invalid/photo.jpg
version: 2.10
development-stage: prototype
made: true
made-independently: no
standards-used:
  - {standard-title: EN 1, publisher: EN}
derivative-of: {title: Old stripper, web: "https://old.invalid/stripper"}
variant-of: {title: Other stripper, manifest: "https://other.invalid/okh.yml"}
sub-parts: [{title: Handle, web: "https://handle.invalid/"}]
license:
  hardware: CERN-OHL-S-2.0
  documentation: CC-BY-SA-4.0
  software: GPL-3.0-or-later
licensor: {name: Mara Quill, affiliation: Quill Works, email: mara@quill.invalid}
documentation-home: https://docs.barkstripper.invalid/
archive-download: https://barkstripper.invalid/2.10.zip
design-files:
  - {path: "https://barkstripper.invalid/cad", title: CAD}
  - {path: cad/blade.step}
schematics: [{path: drawings/blade.pdf, title: Blade}]
bom: parts.csv
tool-list: https://barkstripper.invalid/tools
making-instructions: [{path: build.md, title: Build it}]
manufacturing-files: [{path: cut.dxf}]
risk-assessment: [{path: risk.md}]
tool-settings: [{path: settings.md}]
quality-instructions: [{path: quality.md}]
operating-instructions: [{path: use.md}, {path: use-more.md}]
maintenance-instructions: [{path: oil.md}]
disposal-instructions: [{path: end.md}]
software: [{path: "https://barkstripper.invalid/code", title: Code}]
"""

NO_PLACE_IN_V2 = frozenset(
    "date-created date-updated manifest-author manifest-language keywords contact contributors development-stage made "
    "made-independently variant-of sub-parts design-files schematics tool-list manufacturing-files risk-assessment "
    "tool-settings quality-instructions maintenance-instructions disposal-instructions".split()
)
"""What version 2 has no field for, of the keys of the manifest above (its `fork-of` takes one ancestor)."""

V2 = """\
okhv = "OKH-LOSHv1.0"
name = "Seed Drill"
repo = "https://seeddrill.invalid/repo"
version = "1.4.0"
release = "https://seeddrill.invalid/repo/1.4.0"
license = "CERN-OHL-W-2.0"
licensor = ["Ines Varga <ines@varga.invalid>", "Tomas Lind (Lind Lab)"]
organization = "Open Field"
readme = "README.md"
image = "https://seeddrill.invalid/photo.jpg"
documentation-language = "en"
technology-readiness-level = "OTRL-4"
documentation-readiness-level = "ODRL-3*"
attestation = "https://seeddrill.invalid/attested"
function = "Sows one row of seed."
standard-compliance = "ISO 4254"
cpc-patent-class = "A01C 7/00"
tsdc = ["MEC", "3DP"]
bom = "https://seeddrill.invalid/bom.csv"
manufacturing-instructions = "https://seeddrill.invalid/build"
user-manual = "manual.md"
mass = 12500
source = ["https://seeddrill.invalid/drill.FCStd"]
export = ["drill.step"]
fork-of = "https://older.invalid/drill"
row-width-mm = 120

[outer-dimensions]
width = 400
depth = 900.5
height = 1000

[[part]]
name = "Hopper"
source = "hopper.scad"
tsdc = "3DP"
material = "PETG"
mass = 310
outer-dimensions = {openSCAD = "cube([1,2,3])", unit = "mm"}

[[software]]
release = "https://seeddrill.invalid/code"
installation-guide = "install.md"
"""

NO_PLACE_IN_V1 = frozenset(
    "technology-readiness-level documentation-readiness-level readme attestation cpc-patent-class tsdc mass row-width-mm "
    "outer-dimensions part".split()
)


def bring(text: str | bytes, file: str = "okh.yml") -> Incoming:
    """What comes of a manifest."""
    return import_manifest(text.encode() if isinstance(text, str) else text, file=file)


def design_of(text: str | bytes, file: str = "okh.yml") -> Design:
    """The design that a manifest becomes, read from its new file."""
    incoming = bring(text, file)
    assert incoming.text is not None, [str(each) for each in incoming.problems]
    design = read_design(incoming.text, id=incoming.id, file="new.yaml").design
    assert design is not None
    return design


def codes(incoming: Incoming) -> list[tuple[int, str]]:
    """Line and code of everything that was told, but for what every design gets filled in."""
    return [(each.line, each.code) for each in incoming.problems if each.code != "filled-in"]


def told(incoming: Incoming, code: str) -> Any:
    """The one problem of this code."""
    (found,) = [each for each in incoming.problems if each.code == code]
    return found
