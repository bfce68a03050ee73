"""Policies told: each value with the line of library.yaml that gave it."""

from typing import Any

import pytest

from tests.riverside import RULES, Riverside, codes
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused

EXTRA = """\
  t-0042:
    days: 2
    free-days: 1
"""


def line_of(text: str, rules: str = RULES) -> int:
    (line,) = (number for number, each in enumerate(rules.splitlines(), 1) if text in each)
    return line


def told(riverside: Riverside, tool: str, member: str = "M-0017") -> Any:
    return riverside.json(riverside.desk.policy(tool, member))["policy"]


def test_each_value_with_its_line(riverside: Riverside) -> None:
    policy = told(riverside, "T-0042")
    file = str(riverside.folder / "library.yaml")
    default = {"file": file, "line": line_of("default: {days: 7,"), "name": "default", "tier": None}
    power = {"file": file, "line": line_of("power:"), "name": "power", "tier": None}
    assert policy == {
        "days": {"value": 7, "from": default},
        "renewals": {"value": 2, "from": default},
        "late": {"value": "2.00", "from": power},
        "per": {"value": "open-day", "from": default},
        "free_days": {"value": 0, "from": default},
        "cap": {"value": "20.00", "from": default},
        "deposit": {"value": "0.00", "from": default},
        "stays_here": {"value": False, "from": None},
    }


def test_the_most_specific_wins_key_by_key(riverside: Riverside) -> None:
    rules = RULES.replace("inductions:", f"{EXTRA}inductions:")
    (riverside.folder / "library.yaml").write_text(rules)
    policy = told(riverside, "T-0042")
    assert (policy["days"]["value"], policy["days"]["from"]["line"]) == (2, line_of("    days: 2", rules))
    assert policy["free_days"]["from"]["line"] == line_of("    free-days: 1", rules)
    assert policy["days"]["from"]["name"] == "t-0042"  # as it stands in the file
    assert policy["late"]["from"]["name"] == "power"
    welder = told(riverside, "T-0070")
    assert (welder["deposit"]["value"], welder["deposit"]["from"]["name"]) == ("50.00", "mig-welder")


def test_a_tier_goes_before_the_general_line_of_its_level_only(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0021", MemberEdit(tier="business"))
    days = told(riverside, "T-0042", "M-0021")["days"]
    assert (days["value"], days["from"]["tier"], days["from"]["line"]) == (
        14,
        "business",
        line_of("business:"),
    )
    assert told(riverside, "T-0090", "M-0021")["days"]["from"]["name"] == "ladder-and-access"


def test_a_file_that_was_spoilt_since_has_no_line_to_tell(riverside: Riverside) -> None:
    desk = riverside.desk
    (riverside.folder / "library.yaml").write_text("policies: [")
    days = riverside.json(desk.policy("T-0042", "M-0017"))["policy"]["days"]
    assert (days["value"], days["from"]["line"]) == (7, None)
    (riverside.folder / "library.yaml").unlink()
    assert riverside.json(desk.policy("T-0042", "M-0017"))["policy"]["days"] == days


def test_unknown_names_are_refused_each(riverside: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.policy("T-9999", "M-0017")
    assert codes(refused) == ["tool-unknown"]
    assert riverside.refused("policy", "explain", "T-9999", "M-9999") == ["member-unknown", "tool-unknown"]


def test_by_command(riverside: Riverside) -> None:
    document = riverside.done("policy", "explain", "T-0070", "ada")
    assert (document["tool"], document["member"], document["tier"]) == ("T-0070", "M-0017", "regular")
    assert document["policy"]["deposit"]["value"] == "50.00"
