"""A5: a wrong rule in library.yaml while a desk is open. It goes by the last good settings until the file is right."""

from datetime import date

import pytest

from tests.riverside import RULES, Riverside
from toollib.library import Library
from toollib.rules.reasons import Refused


class Ticks:
    """A count of seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


def write(riverside: Riverside, rules: str) -> None:
    (riverside.folder / "library.yaml").write_text(rules)


def look(library: Library, ticks: Ticks) -> tuple[bool, str | None]:
    ticks.now += 1.5
    found = library.reload_settings(tick=ticks)
    return found.changed, None if found.wrong is None else str(found.wrong)


def test_a_file_that_is_as_it_was_changes_nothing(riverside: Riverside, ticks: Ticks) -> None:
    library = riverside.library()
    settings = library.settings
    assert look(library, ticks) == (False, None)
    write(riverside, RULES + "# a remark\n")
    assert look(library, ticks) == (False, None)
    assert library.settings is settings


def test_new_rules_hold_from_the_next_action_on(riverside: Riverside, ticks: Ticks) -> None:
    library = riverside.library()
    write(
        riverside,
        RULES.replace("default: {days: 7", "default: {days: 14").replace("may-owe: 10", "may-owe: 1"),
    )
    assert look(library, ticks) == (True, None)
    (loan,) = library.desk.checkout("M-0017", ["T-0042"]).loans
    assert loan.due == date(2026, 12, 12)
    library.desk.charge("M-0017", "5", "x")
    with pytest.raises(Refused, match=r"more than 1\.00"):
        library.desk.checkout("M-0017", ["T-0043"])


def test_hours_roles_and_tiers_too(riverside: Riverside, ticks: Ticks) -> None:
    library = riverside.library()
    rules = RULES.replace('wed: ["18:00-20:30"]', 'thu: ["18:00-20:30"]').replace(
        "volunteer: [desk]", "volunteer: []"
    )
    write(riverside, rules)
    assert library.desk.actor.rights == {"desk"}
    assert look(library, ticks) == (True, None)
    assert library.desk.actor.rights == set()
    assert library.desk.context.opening.is_open(date(2026, 12, 3))
    assert not library.desk.context.opening.is_open(date(2026, 12, 2))


def test_days_closed_at_the_desk_stay_closed(riverside: Riverside, ticks: Ticks) -> None:
    riverside.cora.close_day(date(2026, 12, 5), "snow")
    library = riverside.library()
    write(
        riverside,
        RULES.replace("sat: [", "fri: [").replace("]\n", "]\n", 1).replace("fri: [", "sat: [")
        + "branch: north\n",
    )
    assert look(library, ticks) == (True, None)
    assert not library.desk.context.opening.is_open(date(2026, 12, 5))


def test_a_wrong_rule_is_told_with_its_place_and_the_last_good_ones_go_on(
    riverside: Riverside, ticks: Ticks
) -> None:
    library = riverside.library()
    write(riverside, RULES.replace("default: {days: 7", "default: {days: soon"))
    changed, wrong = look(library, ticks)
    assert not changed
    assert wrong is not None
    assert "library.yaml:14:19: " in wrong
    (loan,) = library.desk.checkout("M-0017", ["T-0042"]).loans
    assert loan.due == date(2026, 12, 5)
    assert look(library, ticks) == (False, wrong)  # told as long as it is wrong
    with pytest.raises(Refused) as refused:  # a new start refuses such a file
        Library.open(riverside.folder, clock=riverside.clock)
    assert refused.value.code == "settings-broken"
    write(riverside, RULES.replace("default: {days: 7", "default: {days: 21"))
    assert look(library, ticks) == (True, None)
    assert library.desk.checkout("M-0017", ["T-0043"]).loans[0].due == date(2026, 12, 19)


@pytest.mark.parametrize("text", ["", "policies: [", "name: x\n", "{" * 200, "\x00", "a: b\na: c\n"])
def test_a_file_saved_half_written_harms_nobody(riverside: Riverside, ticks: Ticks, text: str) -> None:
    library = riverside.library()
    write(riverside, text)
    changed, wrong = look(library, ticks)
    assert (changed, wrong is not None) == (False, True)
    write(riverside, RULES)
    assert look(library, ticks) == (False, None)


def test_a_file_that_is_gone_is_told_too(riverside: Riverside, ticks: Ticks) -> None:
    library = riverside.library()
    (riverside.folder / "library.yaml").unlink()
    _, wrong = look(library, ticks)
    assert wrong is not None
    assert "cannot be read" in wrong
    assert library.desk.checkout("M-0017", ["T-0042"]).loans


def test_a_policy_of_no_tool_is_wrong_here_as_at_the_start(riverside: Riverside, ticks: Ticks) -> None:
    library = riverside.library()
    write(riverside, RULES.replace("  power:", "  T-0999: {days: 1}\n  power:"))
    _, wrong = look(library, ticks)
    assert wrong is not None
    assert "T-0999" in wrong
    write(riverside, RULES.replace("  power:", "  T-0042: {days: 1}\n  power:"))
    assert look(library, ticks) == (True, None)


def test_the_file_is_looked_at_once_a_second_at_most(riverside: Riverside, ticks: Ticks) -> None:
    library = riverside.library()
    look(library, ticks)
    write(riverside, RULES + "branch: north\n")
    ticks.now += 0.9
    assert not library.reload_settings(tick=ticks).changed
    ticks.now += 0.2
    assert library.reload_settings(tick=ticks).changed
