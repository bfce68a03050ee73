"""Lending, taking back, renewing, undoing: the documents and the words."""

from tests.toollib.cli.conftest import Shell
from tests.toollib.cli.shapes import EVENT, LOAN, has


def test_a_checkout_answers_with_loans_and_warnings(shell: Shell) -> None:
    answer = shell.json("checkout", "M-0017", "T-0042", "T-0043")
    assert set(answer) == {"currency", "loans", "warnings"}
    assert answer["currency"] == "GBP"
    first, second = answer["loans"]
    assert has(first, LOAN)
    assert first == {
        "id": first["id"],
        "tool": "T-0042",
        "member": "M-0017",
        "out_at": "2026-11-28T10:02:00Z",
        "due": "2026-12-05",
        "returned_at": None,
        "renewals": 0,
        "late_days": 0,
        "charged": "0.00",
    }
    assert isinstance(first["id"], str)
    assert second["tool"] == "T-0043"
    assert [each.partition(":")[0] for each in answer["warnings"]] == [
        "Angle grinder",
        "Jigsaw",
    ]  # what to mind


def test_a_checkout_of_several_is_all_or_none(shell: Shell) -> None:
    assert shell.codes("checkout", "M-0017", "T-0042", "T-9999") == ["tool-unknown"]
    assert shell.json("loans")["loans"] == []


def test_every_reason_is_told_at_once(shell: Shell) -> None:
    shell.json("member", "add", "Dora New", "--card", "M-0099", who="Cora Lind")
    assert shell.codes("checkout", "M-0099", "T-0070", "T-0080") == [
        "waiver-missing",
        "induction-missing",
        "identity-unchecked",
        "owes-too-much",
        "tool-stays-here",
    ]


def test_in_words_every_reason_is_a_line(shell: Shell) -> None:
    shell.json("member", "add", "Dora New", "--card", "M-0099", who="Cora Lind")
    result = shell.run("checkout", "M-0099", "T-0042")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["Error"] * 3


def test_an_override_needs_the_right_and_keeps_the_why(shell: Shell) -> None:
    shell.json("charge", "M-0017", "12", "lost the guard")
    assert shell.codes("checkout", "M-0017", "T-0042") == ["owes-too-much"]
    assert shell.codes("checkout", "M-0017", "T-0042", "--override", "pays on Wednesday") == [
        "owes-too-much",
        "role-missing",
    ]
    shell.json("checkout", "M-0017", "T-0042", "--override", "pays on Wednesday", who="Cora Lind")
    event = shell.json("event", "list", "--limit", "1")["events"][0]
    assert event["about"]["override"] == ["owes-too-much"]


def test_another_due_date_and_an_instant_from_paper(shell: Shell) -> None:
    answer = shell.json("checkout", "Ada Osei", "T-0042", "--due", "2026-12-02", "--at", "2026-11-25T18:30")
    assert answer["loans"][0]["out_at"] == "2026-11-25T18:30:00Z"
    assert answer["loans"][0]["due"] == "2026-12-02"


def test_what_is_wrong_with_the_tools_is_told_of_an_unknown_member_too(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    shell.json("tool", "repair", "T-0043", "no blade")
    wrong = ("checkout", "qq", "T-0042", "T-0043", "T-0080", "T-9999", "--due", "2026-12-03")
    assert shell.codes(*wrong, "--at", "2026-11-20T10:00") == [
        "member-unknown",
        "tool-unknown",
        "tool-on-loan",
        "tool-in-repair",
        "tool-stays-here",
        *["date-wrong"] * 4,  # a closed day, and three tools that were not there yet
    ]
    assert shell.codes("checkout", "qq", "T-0050") == ["member-unknown"]


def test_wrong_dates_are_reasons_and_told_together(shell: Shell) -> None:
    wrong = shell.refusal("checkout", "M-0017", "T-0042", "--due", "tomorrow", "--at", "2026-02-30")
    assert [each["code"] for each in wrong["reasons"]] == ["date-wrong", "date-wrong"]
    assert "`tomorrow`" in wrong["message"]
    assert shell.codes("checkout", "M-0017", "T-0042", "--due", "0001-01-01") == ["date-wrong"]
    assert shell.codes("checkout", "M-0017", "T-0042", "--due", "2026-12-03") == ["date-wrong"]  # closed
    assert shell.codes("checkout", "M-0017", "T-0042", "--at", "2026-12-24T10:00") == ["date-wrong"]  # ahead


def test_a_return_answers_with_what_came_back(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    shell.now = "2026-12-09T18:30"
    answer = shell.json("return", "T-0042")
    assert set(answer) == {"currency", "returned", "warnings"}
    [back] = answer["returned"]
    assert set(back) == {"loan", "charged", "ready_for", "repair"}
    assert has(back["loan"], LOAN)
    assert back["charged"] == "2.00"
    assert back["loan"]["late_days"] == 1
    assert back["loan"]["returned_at"] == "2026-12-09T18:30:00Z"
    assert (back["ready_for"], back["repair"]) == (None, None)
    assert shell.codes("return", "T-0042") == ["not-on-loan"]


def test_the_drop_box_was_emptied_later(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    shell.now = "2026-12-09T18:30"
    answer = shell.json("return", "T-0042", "--at", "2026-12-06T11:00")
    assert answer["returned"][0]["charged"] == "0.00"


def test_a_renewal_moves_the_due_date(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    answer = shell.json("renew", "T-0042")
    assert set(answer) == {"currency", "loans"}
    assert answer["loans"][0]["due"] == "2026-12-12"
    assert answer["loans"][0]["renewals"] == 1


def test_renewing_all_tells_what_could_not_be(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042", "T-0043")
    shell.json("renew", "T-0042")
    shell.json("renew", "T-0042")
    answer = shell.json("renew", "--member", "M-0017")
    assert set(answer) == {"currency", "loans", "refused"}
    assert [each["tool"] for each in answer["loans"]] == ["T-0043"]
    [refused] = answer["refused"]
    assert refused["tool"] == "T-0042"
    assert [each["code"] for each in refused["reasons"]] == ["renewals-used-up"]
    shell.json("renew", "T-0043")
    assert set(shell.codes("renew", "--member", "M-0017")) == {"renewals-used-up"}
    assert shell.codes("renew", "--member", "M-0021") == ["not-on-loan"]


def test_renew_takes_tools_or_a_member_never_both(shell: Shell) -> None:
    for wrong in ((), ("T-0042", "--member", "M-0017"), ("--member", "M-0017", "--override", "why")):
        assert shell.run("renew", *wrong).exit_code == 2


def test_undo_answers_with_the_event(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    answer = shell.json("undo")
    assert set(answer) == {"undone"}
    assert has(answer["undone"], EVENT)
    assert answer["undone"]["what"] == "checkout"
    assert answer["undone"]["about"]["tools"] == ["T-0042"]
    assert answer["undone"]["undone_by"]
    assert shell.json("status", "T-0042")["tool"]["state"] == "in"
    assert shell.codes("undo") == ["nothing-to-undo"]


def test_undo_belongs_to_the_person_and_ends(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    assert shell.codes("undo", who="Somebody Else") == ["nothing-to-undo"]
    shell.now = "2026-11-28T14:30"
    assert shell.codes("undo") == ["too-late-to-undo"]


def test_the_words_say_what_happened(shell: Shell) -> None:
    lent = shell.run("checkout", "ada", "T-0042")
    assert lent.stdout == "Lent to Ada Osei (M-0017):\n  T-0042 Angle grinder 125 mm, due Sat 2026-12-05\n"
    assert "due Sat 2026-12-12" in shell.run("renew", "T-0042").stdout
    shell.now = "2026-12-16T19:00"
    back = shell.run("return", "T-0042")
    assert back.stdout == (
        "T-0042 Angle grinder 125 mm is back from Ada Osei, 1 day late: 2.00 GBP charged\n"
    )
    assert shell.run("undo").stdout.startswith("Undone: 2026-12-16 19:00  return")


def test_outside_opening_hours_is_a_warning_on_stderr(shell: Shell) -> None:
    shell.now = "2026-11-28T23:00"
    result = shell.run("checkout", "M-0017", "T-0042")
    assert result.exit_code == 0
    assert result.stderr.startswith("Warning: outside opening hours\nWarning: Angle grinder: Guard on")
    assert shell.json("return", "T-0042")["warnings"] == ["outside opening hours"]
