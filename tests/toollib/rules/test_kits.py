"""What may be missing of a tool with counted parts: never more than was there, named as the tool names it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.kits import MOST, counted, missing, told

NAMES = st.sampled_from(["battery", "bit", "charger", "Gürtel"])
COUNTS = st.integers(1, 5)
PARTS = st.dictionaries(NAMES, COUNTS)


@given(PARTS, PARTS, st.lists(st.tuples(NAMES, COUNTS)))
def test_no_more_is_missing_than_was_there(
    belongs: dict[str, int], lacking: dict[str, int], asked: list[tuple[str, int]]
) -> None:
    found = missing("T-1", [f"{name}={qty}" for name, qty in asked], belongs, lacking)
    total: dict[str, int] = {}
    for name, qty in asked:
        total[name] = total.get(name, 0) + qty
    possible = all(
        name in belongs and qty <= belongs[name] - lacking.get(name, 0) for name, qty in total.items()
    )
    assert (not found.reasons) == possible
    if possible:
        assert found.parts == total


@given(st.text(max_size=8), st.integers(1, MOST))
def test_a_part_is_read_as_it_is_written(name: str, qty: int) -> None:
    read = counted(f"{name}={qty}")
    assert read == ((name.strip(), qty) if name.strip() else None)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("battery", ("battery", 1)),
        (" battery = 2 ", ("battery", 2)),
        ("a=b=3", ("a=b", 3)),
        ("", None),
        ("=2", None),
        ("battery=", None),
        ("battery=0", None),
        ("battery=-1", None),
        ("battery=²", None),
        ("battery=1.5", None),
        ("battery=10000", None),
    ],
)
def test_counts_are_whole_and_above_nothing(text: str, part: tuple[str, int] | None) -> None:
    assert counted(text) == part


def test_names_are_found_however_they_are_typed() -> None:
    found = missing("T-1", ["GURTEL", "gürtel=2"], {"Gürtel": 3}, {})
    assert dict(found.parts) == {"Gürtel": 3}


def test_every_reason_is_told_and_none_may_be_overridden() -> None:
    found = missing("T-1", ["x", "bit=9", "bit=", "battery"], {"bit": 3, "battery": 1}, {"battery": 1})
    assert [each.code for each in found.reasons] == [
        "accessory-missing",
        "amount-wrong",
        "accessory-missing",
        "accessory-missing",
    ]
    assert not any(each.override for each in found.reasons)
    assert "it has no parts" in missing("T-1", ["x"], {}, {}).reasons[0].message


def test_parts_in_words() -> None:
    assert told([("charger", 1), ("battery", 2)]) == "charger, 2 battery"
