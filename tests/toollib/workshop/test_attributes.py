"""Attributes of real copies as designs ask for them: sizes, and words such as which bits there are; what stays here."""

import pytest

from catalog.copies import Copy
from catalog.quantity import parse_extent
from tests.riverside import Riverside, codes
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.workshop.shelf_state import Asking, copies


def copy_of(riverside: Riverside, tag: str) -> Copy:
    context = riverside.desk.context
    [found] = [each for each in copies(context, Asking(context.today)) if each.tag == tag]
    return found


def bits(riverside: Riverside, *attributes: str) -> str:
    return riverside.cora.tool_add(ToolEdit(name="Bits", kind="driver-bit-set", attributes=attributes)).tag


def test_what_a_kind_has_no_unit_for_is_told_in_words(riverside: Riverside) -> None:
    """The bits of a set are such a trait: designs ask for some with `with:`."""
    tag = bits(riverside, "bits=T25, ph1;PZ2", "mass=2 kg")
    told = copy_of(riverside, tag)
    assert told.traits["bits"] == {"t25", "ph1", "pz2"}
    assert dict(told.attributes) == {"mass": parse_extent("2 kg")}
    riverside.cora.tool_edit(tag, ToolEdit(attributes=("bits=T10",)))
    assert copy_of(riverside, tag).traits["bits"] == {"t10"}


def test_a_size_is_a_size_and_a_trait_says_something(riverside: Riverside) -> None:
    for wrong in ("mass=rather heavy", "bits=", "=T25"):
        with pytest.raises(Refused) as refused:
            bits(riverside, wrong)
        assert codes(refused) == ["amount-wrong"], wrong


def test_a_design_is_ready_only_with_the_traits_that_it_asks_for(riverside: Riverside) -> None:
    riverside.only_designs({"rig": RIG})
    bits(riverside, "bits=T10")
    [need] = riverside.done("build", "why", "rig")["needs"]
    assert need["state"] == "too-small"
    bits(riverside, "bits=T25;PH1;PZ2")
    assert riverside.done("build", "why", "rig")["ready"]


def test_a_single_copy_may_stay_here_by_its_tag(riverside: Riverside) -> None:
    rules = riverside.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("policies:\n", "policies:\n  T-0050: {stays-here: true}\n"))
    riverside.close()
    assert copy_of(riverside, "T-0050").state == "stays-here"
    assert copy_of(riverside, "T-0051").state == "free"


RIG = """\
format: 1
name: Rig
summary: A made-up thing.
category: workshop
license: {hardware: CERN-OHL-S-2.0}
credit: {author: A. Maker}
readiness: {status: done, source: us}
tools: [{tool: driver-bit-set, with: {bits: [T25, PH1]}}]
"""
