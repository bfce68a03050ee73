"""The till."""

import pytest

from tests.toollib.cli.conftest import Shell
from tests.toollib.cli.shapes import ENTRY, has


def test_charge_pay_forgive_and_the_account(shell: Shell) -> None:
    charged = shell.json("charge", "M-0017", "5", "lost the guard")
    assert set(charged) == {"currency", "entry", "owes"}
    assert has(charged["entry"], ENTRY)
    assert (charged["entry"]["amount"], charged["entry"]["why"], charged["owes"]) == (
        "5.00",
        "lost the guard",
        "5.00",
    )
    paid = shell.json("pay", "M-0017", "3.00", "--by", "card")
    assert (paid["entry"]["kind"], paid["entry"]["by"], paid["owes"]) == ("payment", "card", "2.00")
    forgiven = shell.json("forgive", "M-0017", "2", "we were closed", who="Cora Lind")
    assert (forgiven["entry"]["kind"], forgiven["owes"]) == ("forgive", "0.00")
    account = shell.json("account", "M-0017")
    assert set(account) == {"currency", "entries", "owes"}
    assert [each["kind"] for each in account["entries"]] == [
        "charge",
        "payment",
        "charge",
        "payment",
        "forgive",
    ]


def test_credit_is_a_negative_amount(shell: Shell) -> None:
    assert shell.json("pay", "M-0017", "4")["owes"] == "-4.00"
    assert "has 4.00 GBP to their credit" in shell.run("account", "M-0017").stdout


@pytest.mark.parametrize("amount", ["0", "-1", "1.005", "1e5", "NaN", "", "twelve", "9" * 30])
def test_a_wrong_amount_is_refused(shell: Shell, amount: str) -> None:
    assert shell.codes("pay", "M-0017", "--", amount) == ["amount-wrong"]


def test_forgiving_needs_the_right_and_a_debt(shell: Shell) -> None:
    assert shell.codes("forgive", "M-0017", "2", "kind") == ["amount-wrong", "role-missing"]
    assert shell.codes("forgive", "M-0017", "2", "kind", who="Cora Lind") == ["amount-wrong"]


def test_a_way_to_pay_that_is_none_is_wrong_usage(shell: Shell) -> None:
    assert shell.run("pay", "M-0017", "2", "--by", "cheque").exit_code == 2


def test_the_words(shell: Shell) -> None:
    assert shell.run("charge", "ada", "5", "lost the guard").stdout == (
        "2026-11-28 10:02  charge  5.00 GBP · lost the guard\nNow owes 5.00 GBP.\n"
    )


def test_the_account_runs_along(shell: Shell) -> None:
    shell.json("charge", "M-0017", "5", "lost the guard")
    shell.json("pay", "M-0017", "7.50")
    shell.json("refund", "M-0017", "2.50", "too much", who="Cora Lind")
    lines = shell.run("account", "M-0017").stdout.splitlines()
    assert lines[0].split() == ["Entry", "When", "What", "GBP", "Owes", "then", "Why"]
    told = [line.split()[1:] for line in lines[1:-1]]
    assert told[2:] == [
        ["2026-11-28", "10:02", "charge", "5.00", "5.00", "lost", "the", "guard"],
        ["2026-11-28", "10:02", "payment", "by", "cash", "-7.50", "-2.50"],
        ["2026-11-28", "10:02", "refund", "by", "cash", "2.50", "0.00", "too", "much"],
    ]
    assert lines[-1] == "owes nothing"


def test_an_entry_is_taken_back_by_its_number(shell: Shell) -> None:
    entry = shell.json("charge", "M-0017", "5", "lost the guard")["entry"]["id"]
    said = shell.run("void", entry, "it was found", who="Cora Lind").stdout
    assert said == "2026-11-28 10:02  void  5.00 GBP · it was found\nNow owes nothing.\n"
    assert shell.codes("void", entry, " ", who="Cora Lind") == ["nothing-to-undo", "amount-wrong"]


def test_a_why_that_says_nothing_is_none(shell: Shell) -> None:
    for why in ("", " "):
        assert shell.codes("charge", "M-0017", "1", why) == ["amount-wrong"]
    assert shell.codes("refund", "nobody", "1", "", who="Cora Lind") == ["member-unknown", "amount-wrong"]
    shell.json("charge", "M-0017", "1", "lost the guard")
    assert shell.codes("forgive", "M-0017", "1", " ", who="Cora Lind") == ["amount-wrong"]
    assert shell.run("checkout", "M-0017", "T-0042", "--override", " ", who="Cora Lind").exit_code == 2
    assert shell.run("renew", "T-0042", "--override", "", who="Cora Lind").exit_code == 2
    assert shell.json("account", "M-0017")["owes"] == "1.00"


@pytest.mark.parametrize(
    "command",
    ["pay M-0017 -5", "pay M-0017 --by card -5.00", "charge M-0017 -.5 why"],
)
def test_a_negative_amount_is_a_wrong_amount_and_no_option(shell: Shell, command: str) -> None:
    assert shell.codes(*command.split()) == ["amount-wrong"]
    for verb in ("forgive", "refund"):
        assert shell.codes(verb, "M-0017", "-5,00", "why", who="Cora Lind") == ["amount-wrong"]


def test_a_mistyped_option_is_still_wrong_usage(shell: Shell) -> None:
    result = shell.run("pay", "M-0017", "5", "--bye", "card")
    assert result.exit_code == 2
    assert "--by" in result.stderr
