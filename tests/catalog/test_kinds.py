import os
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.kinds import Attribute, Kinds, StandIn, ToolKind, read_kinds
from catalog.kinds_cache import load_kinds
from catalog.problem import Problem
from tests.catalog.examples import write

FILE = """\
format: 1
categories: [power, hand]
sources: {own: {title: Our list}}
kinds:
  - {slug: angle-grinder, name: Angle grinder, category: power, aliases: [Disc Cutter], induction: true,
     stands-in-for: [{kind: chop-saw, slower: 6}, hacksaw], accessories: [guard], attributes: [{name: disc, unit: mm}],
     safety: Wear goggles., price: 60 GBP, mass: 2.3 kg, seen-in: [own], note: loud}
  - {slug: chop-saw, name: Chop saw, category: power, stands-in-for: [hacksaw], was: [abrasive-saw]}
  - {slug: hacksaw, name: Hacksaw, category: hand}
  - {slug: old-saw, name: Old saw, category: hand, replaced-by: hacksaw, stands-in-for: [chop-saw]}
"""


def sound(text: str, base: Kinds | None = None) -> Kinds:
    kinds, problems = read_kinds(text, file="kinds.yaml", base=base)
    assert problems == ()
    return kinds


def faults(row: str) -> list[tuple[str, int, int]]:
    _, problems = read_kinds(FILE + f"  - {row}\n", file="kinds.yaml")
    return [(each.code, each.line - FILE.count("\n"), each.column) for each in problems]


def test_a_kind_has_all_that_is_written() -> None:
    assert sound(FILE).get("angle-grinder") == ToolKind(
        "angle-grinder", "Angle grinder", "power", ("Disc Cutter",),
        (StandIn("chop-saw", Decimal(6)), StandIn("hacksaw")), induction=True, accessories=("guard",),
        attributes=(Attribute("disc", "mm"),), safety="Wear goggles.", price="60 GBP", mass="2.3 kg", seen_in=("own",),
        note="loud",
    )  # fmt: skip


@pytest.mark.parametrize(
    "word", ["angle-grinder", "Angle Grinder", "ANGLE GRINDER", "disc cutter", "disc-cutter"]
)
def test_a_kind_is_found_by_any_of_its_names(word: str) -> None:
    kind = sound(FILE).get(word)
    assert kind is not None
    assert kind.slug == "angle-grinder"


@pytest.mark.parametrize(
    ("word", "slug"),
    [("abrasive-saw", "chop-saw"), ("old-saw", "hacksaw"), ("Old saw", "hacksaw"), ("loom", None)],
)
def test_a_renamed_and_a_replaced_kind_lead_on(word: str, slug: str | None) -> None:
    kind = sound(FILE).get(word)
    assert (None if kind is None else kind.slug) == slug


def test_former_slugs_are_told_of_the_kind_in_use() -> None:
    saws = [
        ToolKind("chop-saw", "Chop saw", "power", was=("abrasive-saw",)),
        ToolKind("hacksaw", "Hacksaw", "hand"),
        ToolKind("old-saw", "Old saw", "hand", replaced_by="hacksaw"),
        ToolKind("older-saw", "Older saw", "hand", was=("oldest-saw",), replaced_by="old-saw"),
        ToolKind("bow-saw", "Bow saw", "hand", was=("chop-saw", "abrasive-saw")),
    ]
    assert Kinds(saws, ()).former == {
        "chop-saw": ("abrasive-saw",),  # whoever named it first keeps it, and what is in use is nobody's past
        "hacksaw": ("old-saw", "oldest-saw", "older-saw"),
    }
    assert Kinds(saws[:2], ()).former == {"chop-saw": ("abrasive-saw",)}


def test_kinds_that_replace_each_other_lead_nowhere_for_ever() -> None:
    one = ToolKind("a", "A", "hand", replaced_by="b")
    other = ToolKind("b", "B", "hand", replaced_by="a")
    assert Kinds([one, other], ["hand"]).get("a") in {one, other}


def test_stand_ins_come_the_quickest_first_and_a_replaced_kind_is_none() -> None:
    kinds = sound(FILE)
    assert kinds.stand_ins("chop-saw") == (StandIn("angle-grinder", Decimal(6)),)
    assert kinds.stand_ins("hacksaw") == (StandIn("angle-grinder"), StandIn("chop-saw"))
    assert kinds.stand_ins("unheard-of") == ()


def test_near_names_are_slugs() -> None:
    assert sound(FILE).nearest("disk cutter", 1) == ["angle-grinder"]


def test_a_library_adds_and_replaces() -> None:
    own = "kinds: [{slug: chop-saw, name: Our saw, category: power}, {slug: loom, name: Loom, category: textile}]\n"
    kinds = sound("categories: [textile]\n" + own, sound(FILE))
    assert len(kinds) == 5
    assert kinds.categories == ("power", "hand", "textile")
    saw = kinds.get("chop-saw")
    assert saw is not None
    assert saw.name == "Our saw"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("{slug: Loom, name: Loom, category: hand}", "value-wrong", 12),
        ("{slug: loom, category: hand}", "key-missing", 5),
        ("{slug: loom, name: Loom, category: hnd}", "category-unknown", 40),
        ("{slug: loom, name: Loom, category: hand, aliases: [chop saw]}", "name-twice", 5),
        ("{slug: hacksaw, name: Saw, category: hand}", "name-twice", 5),
        ("{slug: loom, name: Loom, category: hand, stands-in-for: [chop-sw]}", "kind-unknown", 62),
        ("{slug: loom, name: Loom, category: hand, replaced-by: chop-sw}", "kind-unknown", 59),
        ("{slug: loom, name: Loom, category: hand, price: cheap}", "cost-wrong", 53),
        ("{slug: loom, name: Loom, category: hand, mass: 2}", "unit-missing", 52),
        ("{slug: loom, name: Loom, category: hand, induction: yes}", "value-wrong", 57),
        ("{slug: loom, name: Loom, category: hand, attributes: [{name: size, unit: mn}]}", "value-wrong", 78),
        ("{slug: loom, nam: Loom, category: hand}", "key-unknown", 18),
    ],
)
def test_a_fault_is_one_problem_at_its_place(row: str, code: str, column: int) -> None:
    assert faults(row) == [(code, 1, column)]


def test_with_errors_the_base_stays_as_it_was() -> None:
    base = sound(FILE)
    kinds, problems = read_kinds("kinds: [{slug: loom}]", file="own.yaml", base=base)
    assert kinds is base
    assert problems


def fresh(folder: Path, *names: str) -> tuple[list[str], tuple[Problem, ...]]:
    kinds, problems = load_kinds([folder / name for name in names], cache_folder=folder / "cache")
    return [kind.name for kind in kinds], problems


def test_the_cache_says_what_the_files_say(tmp_path: Path) -> None:
    write(tmp_path, "kinds.yaml", FILE)
    os.utime(tmp_path / "kinds.yaml", (1, 1))
    first, _ = load_kinds([tmp_path / "kinds.yaml"], cache_folder=tmp_path / "cache")
    second, problems = load_kinds([tmp_path / "kinds.yaml"], cache_folder=tmp_path / "cache")
    assert list(second) == list(first) == list(sound(FILE))
    assert (second.categories, problems) == (first.categories, ())


def test_the_cache_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "kinds.yaml", FILE)
    os.utime(tmp_path / "kinds.yaml", (1, 1))
    before = fresh(tmp_path, "kinds.yaml")
    monkeypatch.setattr("catalog.kinds_cache.read_kinds", None)
    assert fresh(tmp_path, "kinds.yaml") == before


def test_a_change_is_seen_even_within_one_tick_of_the_clock(tmp_path: Path) -> None:
    for name in ("Loom", "Lamp", "Lath"):
        write(
            tmp_path, "own.yaml", f"categories: [hand]\nkinds: [{{slug: x, name: {name}, category: hand}}]\n"
        )
        assert fresh(tmp_path, "own.yaml") == ([name], ())


def test_files_come_and_go(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "categories: [hand]\nkinds: [{slug: a, name: A, category: hand}]\n")
    assert fresh(tmp_path, "a.yaml", "b.yaml") == (["A"], ())
    write(tmp_path, "b.yaml", "kinds: [{slug: b, name: B, category: hand}]\n")
    assert fresh(tmp_path, "a.yaml", "b.yaml") == (["A", "B"], ())
    (tmp_path / "a.yaml").unlink()
    names, [problem] = fresh(tmp_path, "a.yaml", "b.yaml")
    assert (names, problem.code) == ([], "category-unknown")


@pytest.mark.parametrize("damage", [b"", b"\x00" * 50, b"{}", b"[]"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    write(tmp_path, "kinds.yaml", FILE)
    before = fresh(tmp_path, "kinds.yaml")
    (tmp_path / "cache" / "kinds.json").write_bytes(damage)
    assert fresh(tmp_path, "kinds.yaml") == before


def test_a_cache_cut_short_or_turned_is_made_anew(tmp_path: Path) -> None:
    write(tmp_path, "kinds.yaml", FILE)
    os.utime(tmp_path / "kinds.yaml", (1, 1))
    before = fresh(tmp_path, "kinds.yaml")
    kept = (tmp_path / "cache" / "kinds.json").read_bytes()
    for content in (kept[:-1], kept[: len(kept) // 2], kept.replace(b"Hacksaw", b"Hacksow")):
        (tmp_path / "cache" / "kinds.json").write_bytes(content)
        assert fresh(tmp_path, "kinds.yaml") == before


def test_without_a_place_for_a_cache_all_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "kinds.yaml", FILE)
    write(tmp_path, "cache", "a file where the folder should be")
    names, _ = fresh(tmp_path, "kinds.yaml")
    assert len(names) == 4
    assert len(load_kinds([tmp_path / "kinds.yaml"], cache_folder=None)[0]) == 4


def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "kinds.yaml").mkdir()
    _, [problem] = fresh(tmp_path, "kinds.yaml")
    assert problem.code == "file-unreadable"


def test_kinds_that_replace_each_other_lead_nowhere() -> None:
    rows = "{slug: a, name: A, category: hand, replaced-by: b}\n  - {slug: b, name: B, category: hand, replaced-by: a}"
    assert faults(rows) == [("replaced-in-circle", 1, 53), ("replaced-in-circle", 2, 53)]
    assert faults("{slug: a, name: A, category: hand, replaced-by: old-saw}") == []


def test_a_kind_stands_in_for_another_by_whatever_name_that_is_called() -> None:
    kinds = sound(
        FILE
        + "  - {slug: cutter, name: Cutter, category: power, stands-in-for: [{kind: abrasive-saw, slower: 2}, Disc Cutter]}\n"
        + "  - {slug: blade, name: Blade, category: hand, stands-in-for: [old-saw]}\n"
    )
    assert StandIn("cutter", Decimal(2)) in kinds.stand_ins("chop-saw")
    assert kinds.stand_ins("angle-grinder") == (StandIn("cutter"),)
    assert StandIn("blade") in kinds.stand_ins("hacksaw")
