"""library.yaml: every fault at once with its place, in file order, and no library opens with a wrong rule."""

from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.riverside import RULES, Riverside
from toollib.library import Library
from toollib.newlibrary import NewLibrary, settings_text
from toollib.rules.reasons import Refused
from toollib.settings_file import Names, read_settings

NAMES = Names({"jigsaw", "mig-welder", "laser-cutter", "angle-grinder"}, {"power", "ladder-and-access"})
LEAST = "name: X\ncurrency: GBP\ntime-zone: Europe/London\n"


def found(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in read_settings(text.encode(), "library.yaml", NAMES).problems]


def test_riverside_reads_without_a_word() -> None:
    reading = read_settings(RULES.encode(), "library.yaml", NAMES)
    assert reading.problems == ()
    settings = reading.usable
    assert settings.hours == {2: ((time(18), time(20, 30)),), 5: ((time(10), time(14)),)}
    assert settings.tiers["regular"].fee == 4000
    assert settings.tiers["business"].policies["default"].days == 14
    assert settings.membership.may_owe == 1000
    assert settings.policies["power"].late == 200
    assert settings.policies["power"].days is None
    assert settings.topics_of("mig-welder") == {"welding"}


def test_three_keys_are_enough() -> None:
    settings = read_settings(LEAST.encode(), "library.yaml", NAMES).usable
    assert settings.hours == {}
    assert settings.first_tier == "regular"
    assert (settings.undo.minutes, settings.scan.stutter_seconds, settings.holds.keep_days) == (240, 2, 2)
    assert settings.sign_on == "free"
    assert (settings.makers.reserve, settings.makers.days, settings.makers.days_ahead) == (False, 14, 90)


def test_what_stands_beside_makers_in_a_new_file_can_be_taken_up() -> None:
    text = settings_text(NewLibrary("X", "GBP", "Europe/London"))
    settings = read_settings(text.replace("# makers:", "makers:").encode(), "library.yaml").usable
    assert (settings.makers.reserve, settings.makers.days, settings.makers.days_ahead) == (True, 14, 90)
    assert found(LEAST + "makers: {days: -1, day-ahead: 3}") == [(4, "value-wrong"), (4, "key-unknown")]


def test_all_faults_at_once_in_file_order_each_with_its_line() -> None:
    text = """\
name: X
currency: GPB
time-zone: Europe/Londn
hours: {wen: ["18:00-20:30"], sat: ["14:00-10:00"]}
closed:
  - {from: 2027-01-05, to: 2026-12-20}
  - {on: 2026-02-30}
tiers: {regular: {fee: 40.001, months: -1}}
policies: {default: {days: seven, lat: 1}}
inductions: {welding: {kinds: [mig-weldre]}}
sign-on: maybe
undo: {minutes: 1.5}
"""
    lines = [line for line, _ in found(text)]
    assert lines == sorted(lines)
    assert set(lines) == {2, 3, 4, 6, 7, 8, 9, 10, 11, 12}
    assert lines.count(4) == lines.count(8) == lines.count(9) == 2


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("policie: {}", "policies"),
        ("currency: GPB", "GBP"),
        ("hours: {wedd: []}", "wed"),
        ("inductions: {w: {kinds: [jigsw]}}", "jigsaw"),
        ("holds: {keep_days: 3}", "keep-days"),
    ],
)
def test_a_mistyped_word_has_its_nearest(wrong: str, hint: str) -> None:
    text = "".join(line for line in LEAST.splitlines(keepends=True) if line[:6] != wrong[:6]) + wrong + "\n"
    (problem,) = read_settings(text.encode(), "library.yaml", NAMES).problems
    assert hint in problem.message + (problem.hint or "")


def test_weekdays_may_be_written_out() -> None:
    text = LEAST + 'hours: {Wednesday: ["18:00-20:30"], SAT: ["10:00-14:00"]}'
    assert set(read_settings(text.encode(), "library.yaml", NAMES).usable.hours) == {2, 5}
    assert found(LEAST + "hours: {sunrise: [], monkey: []}") == [(4, "key-unknown"), (4, "key-unknown")]


@pytest.mark.parametrize(
    "text",
    ["", "- a list", "name: X\nname: Y\n", "name: [", "just text", "name: &a X\ncurrency: *a", "a: !!python/name:os.x y", "\x00", "[" * 5000],
)  # fmt: skip
def test_what_is_no_settings_is_a_problem_not_a_crash(text: str) -> None:
    reading = read_settings(text.encode(), "library.yaml", NAMES)
    assert any(each.severity == "error" for each in reading.problems)
    with pytest.raises(Refused) as refused:
        _ = reading.usable
    assert refused.value.code == "settings-broken"


@given(st.integers(0, len(RULES)))
def test_cut_anywhere_it_is_sound_or_told(at: int) -> None:
    reading = read_settings(RULES[:at].encode(), "library.yaml", NAMES)
    if reading.settings is None:
        assert reading.problems


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=40
    )
)
def test_a_library_may_be_called_anything(name: str) -> None:
    text = settings_text(NewLibrary(name, "GBP", "Europe/London"))
    assert read_settings(text.encode(), "library.yaml").usable.name == name


def test_a_policy_is_named_after_a_tool_a_kind_or_a_category(riverside: Riverside) -> None:
    file = riverside.folder / "library.yaml"
    file.write_text(RULES.replace("  power:", "  t-0042: {days: 1}\n  power:"))
    assert str(riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due) == "2026-12-02"
    riverside.close()
    file.write_text(RULES.replace("  power:", "  T-9999: {days: 1}\n  pwoer:"))
    with pytest.raises(Refused) as refused:
        Library.open(riverside.folder)
    assert [each.code for each in refused.value.reasons] == ["settings-broken"] * 2
    assert all(":1" in each.message for each in refused.value.reasons)


def test_an_unreadable_file_is_told(tmp_path: Path, riverside: Riverside) -> None:
    file = riverside.folder / "library.yaml"
    file.write_bytes(b"name: \xff\xfe\n")
    with pytest.raises(Refused) as refused:
        Library.open(riverside.folder)
    assert refused.value.code == "settings-broken"


def test_a_library_without_a_tier_is_told_before_somebody_joins() -> None:
    (problem,) = read_settings((LEAST + "tiers: {}\n").encode(), "library.yaml", NAMES).problems
    assert (problem.code, problem.severity, problem.line) == ("tiers-missing", "error", LEAST.count("\n") + 1)
