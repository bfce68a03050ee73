"""Reasons that take some doing, each by commands alone; the easy ones stand beside their verbs."""

import pytest

from tests.riverside import Riverside
from tests.toollib.cli.conftest import Shell
from toollib.store import database

CORA = "Cora Lind"


def test_an_expired_membership(shell: Shell) -> None:
    shell.now = "2027-12-01T19:00"
    refused = shell.refusal("checkout", "M-0017", "T-0042")
    assert [(each["code"], each["override"]) for each in refused["reasons"]] == [("membership-expired", True)]


def test_the_loan_limit(shell: Shell) -> None:
    tags = "T-0042 T-0043 T-0050 T-0051 T-0060 T-0090 T-0091".split()
    assert len(shell.json("checkout", "M-0017", *tags)["loans"]) == 7
    assert shell.codes("checkout", "M-0017", "T-0092") == ["loan-limit"]


def test_something_overdue(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    shell.now = "2026-12-09T19:00"
    assert shell.codes("checkout", "M-0017", "T-0043") == ["has-overdue"]


def test_a_tool_that_is_out(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    refused = shell.refusal("checkout", "M-0021", "T-0042", "--override", "please", who=CORA)
    assert [(each["code"], each["override"]) for each in refused["reasons"]] == [("tool-on-loan", False)]


def test_an_undo_on_which_something_was_built(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    shell.json("return", "T-0042", who=CORA)
    assert shell.codes("undo") == ["undo-blocked"]


def test_a_longer_loan_than_the_policy_takes_an_override(shell: Shell) -> None:
    longer = ("checkout", "M-0017", "T-0042", "--due", "2026-12-16")
    refused = shell.refusal(*longer)
    assert [(each["code"], each["override"]) for each in refused["reasons"]] == [("date-wrong", True)]
    answer = shell.json(*longer, "--override", "a long project", who=CORA)
    assert answer["loans"][0]["due"] == "2026-12-16"


def test_another_desk_that_keeps_the_lock(
    shell: Shell, riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with riverside.db.writing():
        assert shell.codes("checkout", "M-0017", "T-0042") == ["library-busy"]
        assert shell.json("status", "T-0042")["tool"]["state"] == "in"
    shell.json("checkout", "M-0017", "T-0042")


def test_whoever_signs_on_as_nobody_where_members_only_may(shell: Shell) -> None:
    settings = shell.folder / "library.yaml"
    settings.write_text(settings.read_text().replace("sign-on: free", "sign-on: required"))
    assert shell.codes("checkout", "M-0017", "T-0042") == ["role-missing"]
    shell.json("today")
    shell.json("checkout", "M-0017", "T-0042", who=CORA)


def test_in_json_an_error_is_the_only_thing_on_stdout(shell: Shell) -> None:
    result = shell._run(["--json", "status", "nothing"])
    assert result.stderr == ""
    assert result.stdout.startswith("{")
    assert result.stdout.endswith("}\n")


@pytest.mark.parametrize(
    ("command", "codes"),
    [
        ("checkout M-9999 T-9999 --due tomorrow", ["member-unknown", "tool-unknown", "date-wrong"]),
        ("checkout M-0017 T-0042 --due tomorrow --at noon", ["date-wrong", "date-wrong"]),
        ("return T-0042 --at noon", ["not-on-loan", "date-wrong"]),
        ("member edit M-9999 --until never", ["member-unknown", "date-wrong"]),
        ("member add Zed --card M-0017 --since soon", ["code-taken", "date-wrong"]),
        (
            "reserve M-9999 nonsense --from x --to 2026-12-05",
            ["member-unknown", "kind-unknown", "date-wrong"],
        ),
        ("--now noon checkout M-9999 T-0042 --due x", ["date-wrong", "date-wrong"]),
    ],
)
def test_a_wrong_date_hides_no_other_reason(shell: Shell, command: str, codes: list[str]) -> None:
    before = shell.json("event", "list")
    refused = shell.refusal(*command.split())
    assert [each["code"] for each in refused["reasons"]] == codes
    assert shell.json("event", "list") == before
    assert not shell.json("loans")["loans"]


def test_how_dates_are_written_is_said(shell: Shell) -> None:
    assert "2026-11-28" in shell.refusal("checkout", "M-0017", "T-0042", "--due", "tomorrow")["hint"]


def test_no_override_goes_past_a_date_that_is_none(shell: Shell) -> None:
    command = ("checkout", "M-0017", "T-0042", "--due", "tomorrow", "--override", "please")
    assert shell.codes(*command, who=CORA) == ["date-wrong"]
