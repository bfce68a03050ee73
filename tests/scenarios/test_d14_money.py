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


# Deposits


def welder_out(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0017", MemberEdit(inducted=("welding",)))
    riverside.desk.checkout("M-0017", ["T-0070"])


def lines(riverside: Riverside) -> list[tuple[str, str, str]]:
    entries = riverside.json(riverside.desk.account("M-0017"))["entries"]
    return [(each["kind"], each["effect"], each["why"]) for each in entries[2:]]  # after the fee


def test_undo_of_a_checkout_takes_its_deposit_back(riverside: Riverside) -> None:
    welder_out(riverside)
    riverside.desk.undo()
    assert lines(riverside) == [("deposit", "50.00", "deposit"), ("void", "-50.00", "deposit")]
    assert riverside.desk.account("M-0017").owes == 0


def test_undo_of_a_return_holds_the_deposit_again(riverside: Riverside) -> None:
    welder_out(riverside)
    riverside.desk.return_(["T-0070"])
    assert riverside.desk.account("M-0017").owes == 0
    riverside.desk.undo()
    assert riverside.desk.account("M-0017").owes == 5000
    riverside.desk.return_(["T-0070"])
    assert [each[1] for each in lines(riverside)] == ["50.00", "-50.00", "50.00", "-50.00"]


def test_a_deposit_is_not_taken_back_by_hand(riverside: Riverside) -> None:
    welder_out(riverside)
    entry = riverside.desk.account("M-0017").entries[-1].id
    with pytest.raises(Refused, match="it is given back at return") as refused:
        riverside.cora.void(entry, "a slip")
    assert codes(refused) == ["undo-blocked"]
    riverside.desk.return_(["T-0070"])
    for given in riverside.desk.account("M-0017").entries[-2:]:
        with pytest.raises(Refused, match="it was given back with the tool"):
            riverside.cora.void(given.id, "a slip")


# Refunds


def test_credit_is_given_back_and_no_more_than_that(riverside: Riverside) -> None:
    riverside.desk.pay("M-0017", "5.00")
    with pytest.raises(Refused, match=r"the credit is 5\.00 GBP") as refused:
        riverside.cora.refund("M-0017", "5.01", "moved away")
    assert codes(refused) == ["amount-wrong"]
    booked = riverside.cora.refund("M-0017", "5.00", "moved away", by="transfer")
    assert (booked.entry.kind, booked.entry.effect, booked.entry.by, booked.owes) == (
        "refund",
        500,
        "transfer",
        0,
    )
    with pytest.raises(Refused, match=r"the credit is 0\.00 GBP"):
        riverside.cora.refund("M-0017", "0.01", "moved away")


def test_who_owes_has_no_credit_and_a_refund_needs_the_right(riverside: Riverside) -> None:
    riverside.desk.charge("M-0017", "3.00", "lost key")
    with pytest.raises(Refused) as refused:
        riverside.desk.refund("M-0017", "1", "kind")
    assert codes(refused) == ["amount-wrong", "role-missing"]


def test_a_payment_that_was_given_back_since_is_not_undone(riverside: Riverside) -> None:
    riverside.desk.pay("M-0017", "5.00")
    refund = riverside.cora.refund("M-0017", "2.00", "too much")
    with pytest.raises(Refused, match="refund") as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    riverside.cora.void(refund.entry.id, "it was not too much")
    riverside.desk.undo()
    assert riverside.desk.account("M-0017").owes == 0


# Lines taken back


def test_a_line_is_taken_back_by_a_new_one_and_never_twice(riverside: Riverside) -> None:
    before = riverside.desk.account("M-0017").entries
    charged = riverside.desk.charge("M-0017", "3.00", "lost key")
    booked = riverside.cora.void(charged.entry.id, "it was under the mat")
    assert (booked.entry.kind, booked.entry.effect, booked.owes) == ("void", -300, 0)
    after = riverside.desk.account("M-0017").entries
    assert after == (*before, charged.entry, booked.entry)
    assert booked.entry.why == "it was under the mat"
    for entry, said in ((charged.entry.id, "already"), (booked.entry.id, "took another one back itself")):
        with pytest.raises(Refused, match=said) as refused:
            riverside.cora.void(entry, "again")
        assert codes(refused) == ["nothing-to-undo"]


def test_undo_does_not_take_back_what_was_taken_back_by_hand(riverside: Riverside) -> None:
    charged = riverside.desk.charge("M-0017", "3.00", "lost key")
    riverside.cora.void(charged.entry.id, "a slip")
    with pytest.raises(Refused, match="void") as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    assert riverside.desk.account("M-0017").owes == 0


def test_what_was_undone_is_not_taken_back_by_hand(riverside: Riverside) -> None:
    charged = riverside.desk.charge("M-0017", "3.00", "lost key")
    riverside.desk.undo()
    with pytest.raises(Refused, match="taken back already"):
        riverside.cora.void(charged.entry.id, "a slip")


def test_what_an_open_loan_was_charged_is_forgiven_instead(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-12 10:30")
    riverside.desk.renew(["T-0042"])
    late = riverside.desk.account("M-0017").entries[-1]
    assert (late.why, late.amount) == ("late return", 400)
    with pytest.raises(Refused, match="forgive it instead") as refused:
        riverside.cora.void(late.id, "we were closed")
    assert codes(refused) == ["undo-blocked"]
    riverside.desk.return_(["T-0042"])
    assert riverside.cora.void(late.id, "we were closed").owes == 0


@pytest.mark.parametrize("entry", ["0", "999999", "x", "-1", "", "٣", "9" * 40])
def test_an_entry_that_is_none_is_refused(riverside: Riverside, entry: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.void(entry, "a slip")
    assert codes(refused) == ["nothing-to-undo", "role-missing"]


# Currencies and the ways of writing amounts


def in_currency(riverside: Riverside, currency: str, language: str, *, whole: bool) -> None:
    rules = RULES.replace("currency: GBP", f"currency: {currency}\nlanguage: {language}")
    (riverside.folder / "library.yaml").write_text(rules.replace(".00", "") if whole else rules)


def test_yen_have_no_decimals_from_the_deposit_to_the_refund(riverside: Riverside) -> None:
    in_currency(riverside, "JPY", "ja", whole=True)
    riverside.cora.member_edit("M-0021", MemberEdit(inducted=("welding",)))
    riverside.done("checkout", "M-0021", "T-0070")
    charged = riverside.done("account", "M-0021")["entries"][-1]
    assert (charged["kind"], charged["amount"]) == ("deposit", "50")
    assert riverside.refused("pay", "M-0021", "50.5") == ["amount-wrong"]
    riverside.done("pay", "M-0021", "1,000")
    riverside.done("return", "T-0070")
    owes = riverside.done("status", "M-0021")["member"]["owes"]
    assert riverside.done("refund", "M-0021", "50", "deposit", who="M-0002")["owes"] == str(int(owes) + 50)


def test_dinars_have_three_decimals(riverside: Riverside) -> None:
    in_currency(riverside, "KWD", "en", whole=False)
    start = riverside.done("account", "M-0017")["owes"]
    assert start == "0.000"
    assert riverside.done("charge", "M-0017", "0.1", "a")["owes"] == "0.100"
    assert riverside.done("charge", "M-0017", "0.205", "b")["owes"] == "0.305"
    assert riverside.refused("charge", "M-0017", "0.0005", "c") == ["amount-wrong"]
    assert riverside.done("forgive", "M-0017", "0.305", "d", who="M-0002")["owes"] == "0.000"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1,50", "1.50"), ("1.234,50", "1234.50"), ("12.50", "12.50"), ("12,5", "12.50"), ("7", "7.00")],
)
def test_a_german_desk_writes_commas(riverside: Riverside, typed: str, shown: str) -> None:
    in_currency(riverside, "EUR", "de", whole=False)
    assert riverside.done("charge", "M-0017", typed, "x")["entry"]["amount"] == shown


@pytest.mark.parametrize("typed", ["1.005", "1,505", "1.2.3", "1,2,3", "1 0", "12,50 EUR"])
def test_what_a_german_desk_could_mean_otherwise_is_asked_again(riverside: Riverside, typed: str) -> None:
    in_currency(riverside, "EUR", "de", whole=False)
    assert riverside.refused("charge", "M-0017", typed, "x") == ["amount-wrong"]


def test_refunds_and_voids_by_command(riverside: Riverside) -> None:
    riverside.done("pay", "M-0017", "5.00")
    assert riverside.refused("refund", "M-0017", "5.00", "moved") == ["role-missing"]
    told = riverside.done("refund", "M-0017", "2.00", "moved", "--by", "card", who="M-0002")
    assert (told["entry"]["kind"], told["entry"]["by"], told["owes"]) == ("refund", "card", "-3.00")
    assert riverside.refused("refund", "M-0017", "9.00", "moved", who="M-0002") == ["amount-wrong"]
    back = riverside.done("void", told["entry"]["id"], "never went", who="M-0002")
    assert (back["entry"]["kind"], back["entry"]["why"], back["owes"]) == ("void", "never went", "-5.00")
    assert riverside.refused("void", told["entry"]["id"], "again") == ["nothing-to-undo", "role-missing"]
