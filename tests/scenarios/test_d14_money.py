"""D14 Money. Entries that never change and sum up; deposits that come and go; each currency with its decimals."""

import pytest

from tests.riverside import RULES, Riverside, codes
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused


def test_charge_pay_forgive(riverside: Riverside) -> None:
    before = len(riverside.desk.account("M-0017").entries)
    riverside.desk.charge("M-0017", "3.00", "lost key")
    first = riverside.desk.account("M-0017").entries[before]
    riverside.desk.pay("M-0017", "2.00")
    booked = riverside.cora.forgive("M-0017", "1.00", "first time")
    assert riverside.json(booked.owes) == "0.00"
    entries = riverside.json(riverside.desk.account("M-0017"))["entries"][before:]
    assert [(each["kind"], each["amount"], each["why"]) for each in entries] == [
        ("charge", "3.00", "lost key"),
        ("payment", "2.00", ""),
        ("forgive", "1.00", "first time"),
    ]
    assert riverside.desk.account("M-0017").entries[before] == first


def test_only_somebody_with_the_right_forgives_and_no_more_than_is_owed(riverside: Riverside) -> None:
    riverside.desk.charge("M-0017", "3.00", "lost key")
    with pytest.raises(Refused) as refused:
        riverside.desk.forgive("M-0017", "9.00", "kind")
    assert codes(refused) == ["amount-wrong", "role-missing"]
    with pytest.raises(Refused, match=r"only 3\.00 GBP is owed"):
        riverside.cora.forgive("M-0017", "3.01", "kind")


def test_paying_more_leaves_credit(riverside: Riverside) -> None:
    assert riverside.json(riverside.desk.pay("M-0017", "5", by="card").owes) == "-5.00"
    assert riverside.json(riverside.desk.charge("M-0017", "0.1", "a").owes) == "-4.90"
    assert riverside.json(riverside.desk.charge("M-0017", "0.2", "b").owes) == "-4.70"


def test_a_deposit_is_taken_and_given_back(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0017", MemberEdit(inducted=("welding",)))
    riverside.desk.checkout("M-0017", ["T-0070"])
    assert riverside.json(riverside.desk.account("M-0017").owes) == "50.00"
    riverside.desk.pay("M-0017", "50")
    riverside.at("2026-12-02 18:30")
    riverside.desk.return_(["T-0070"])
    account = riverside.json(riverside.desk.account("M-0017"))
    assert account["owes"] == "-50.00"
    assert [each["kind"] for each in account["entries"][-3:]] == ["deposit", "payment", "refund"]
    riverside.desk.undo()
    riverside.desk.return_(["T-0070"])
    assert riverside.json(riverside.desk.account("M-0017").owes) == "-50.00"


@pytest.mark.parametrize("amount", ["1.005", "1,50", "-1", "0", "three", "", "1e3", "NaN", "9" * 20])
def test_what_is_no_amount_is_refused(riverside: Riverside, amount: str) -> None:
    for verb in (riverside.desk.pay, lambda who, text: riverside.desk.charge(who, text, "x")):
        with pytest.raises(Refused) as refused:
            verb("M-0017", amount)
        assert codes(refused) == ["amount-wrong"]


@pytest.mark.parametrize(
    ("currency", "language", "typed", "shown"),
    [
        ("EUR", "de", "1,50", "1.50"),
        ("JPY", "ja", "300", "300"),
        ("KWD", "en", "1.005", "1.005"),
    ],
)
def test_each_currency_has_its_decimals(
    riverside: Riverside, currency: str, language: str, typed: str, shown: str
) -> None:
    rules = RULES.replace("currency: GBP", f"currency: {currency}\nlanguage: {language}")
    whole = rules.replace(".00", "").replace("late: 1,", "late: 100,")
    (riverside.folder / "library.yaml").write_text(whole)
    riverside.desk.charge("M-0017", typed, "x")
    entry = riverside.done("account", "M-0017")
    assert (entry["currency"], entry["entries"][-1]["amount"]) == (currency, shown)


def test_by_command(riverside: Riverside) -> None:
    assert riverside.done("charge", "M-0017", "3.00", "lost key")["owes"] == "3.00"
    paid = riverside.done("pay", "M-0017", "2.00", "--by", "card")
    assert (paid["entry"]["kind"], paid["entry"]["amount"], paid["owes"]) == ("payment", "2.00", "1.00")
    assert riverside.refused("forgive", "M-0017", "1.00", "kind") == ["role-missing"]
    assert riverside.done("forgive", "M-0017", "1.00", "kind", who="M-0002")["owes"] == "0.00"
    assert riverside.refused("pay", "M-9999", "1.005") == ["member-unknown", "amount-wrong"]
