"""library.yaml key by key: what each changes at the desk, so that no key is only read."""

from datetime import date, time
from typing import Any

import pytest

from tests.riverside import RULES, SATURDAY, Riverside, codes
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.library import Library, Who
from toollib.rules.reasons import Refused
from toollib.settings_file import read_settings

MORE = """\
language: de
branch: north
due: none
membership: {needs: [], grace-days: 3, may-owe: 1.00, lend-while-overdue: true}
holds: {keep-days: 3, counted: days, at-most: 1}
undo: {minutes: 5}
scan: {stutter-seconds: 5, ask-seconds: 10, card-idle-seconds: 20}
designs: {shipped: false, folders: [designs]}
privacy: {keep-loans: 6}
sign-on: required
impact: {would-have-bought: 0.5, stays-local: 0.8, sources: {would-have-bought: our survey}}
reminders: {before-days: 1, after-days: [1, 7, 21], from: desk@riverside.example, smtp: null}
"""


def rules(riverside: Riverside, *changes: tuple[str, str]) -> Riverside:
    """Riverside with these passages of its rules changed; a passage that is not there would change nothing."""
    text = RULES
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (riverside.folder / "library.yaml").write_text(text)
    riverside.close()
    return riverside


def refusal(verb: Any, *asked: Any, **more: Any) -> list[str]:
    """The codes with which a verb is refused."""
    with pytest.raises(Refused) as refused:
        verb(*asked, **more)
    return codes(refused)


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def test_every_key_of_the_rules_is_known_and_none_is_left_over() -> None:
    only = [line for line in RULES.splitlines() if line.split(":")[0] not in MORE]
    reading = read_settings(("\n".join(only) + "\n" + MORE).encode(), "library.yaml")
    assert reading.problems == ()
    settings = reading.usable
    assert (settings.language, settings.branch, settings.privacy.keep_loans) == ("de", "north", 6)
    assert str(settings.impact.would_have_bought) == "0.5"
    assert settings.impact.sources.would_have_bought == "our survey"
    assert settings.late_after == "end-of-day"


# name, currency, time zone, language, branch


def test_name_currency_language_and_branch(riverside: Riverside) -> None:
    rules(riverside, ("name: Riverside", "name: Bankside\nlanguage: de\nbranch: north"))
    assert riverside.library().settings.name == "Bankside"
    assert riverside.desk.charge("M-0017", "1,50", "dirty").owes == 150
    assert riverside.desk.tool("T-0042").branch == "north"
    rules(riverside, ("currency: GBP", "currency: JPY"), ("late: 1.00", "late: 1"), ("fee: 40.00", "fee: 40"),
          ("fee: 0.00", "fee: 0"), ("fee: 150.00", "fee: 150"), ("may-owe: 10.00", "may-owe: 10"),
          ("cap: 20.00, deposit: 0.00", "cap: 20, deposit: 0"), ("late: 2.00", "late: 2"),
          ("deposit: 50.00", "deposit: 50"))  # fmt: skip
    assert refusal(riverside.desk.charge, "M-0017", "1.50", "dirty") == ["amount-wrong"]


def test_time_zone(riverside: Riverside) -> None:
    rules(riverside, ("Europe/London", "Pacific/Auckland"))
    (loan,) = riverside.desk.checkout("M-0017", ["T-0042"], Asked(due=day(12, 5))).loans
    assert refusal(riverside.desk.renew, ["T-0043"]) == ["not-on-loan"]
    assert riverside.desk.context.today == day(11, 28)
    riverside.wait(hours=3)
    assert riverside.desk.context.today == day(11, 29)
    assert loan.out_at == SATURDAY


# hours, closed, holidays, due, late-after


def test_hours_and_closed(riverside: Riverside) -> None:
    rules(riverside, ("sat: [", "fri: ["), ("on: 2026-05-16", "on: 2026-12-09"))
    assert riverside.desk.open_now().opens is not None
    (loan,) = riverside.desk.checkout("M-0017", ["T-0042"]).loans
    assert loan.due == day(12, 11)  # Sat 5 is closed, Wed 9 too, so Fri 11
    assert riverside.desk.context.opening.closed_why(day(12, 9)) == "stocktaking"
    assert riverside.desk.context.opening.spans(day(12, 4)) == ((time(10), time(14)),)


def test_holidays(riverside: Riverside) -> None:
    rules(riverside, ("closed:\n", "holidays: GB-ENG\nclosed:\n"), ("2026-12-20", "2026-12-27"))
    rules_day = riverside.desk.context.opening
    assert not rules_day.is_open(day(12, 26))
    assert rules_day.closed_why(day(12, 26))
    (loan,) = riverside.desk.checkout("M-0017", ["T-0042"], Asked(due=day(12, 2))).loans
    assert loan.due == day(12, 2)
    assert refusal(riverside.desk.checkout, "M-0017", ["T-0043"], Asked(due=day(12, 26))) == ["date-wrong"]


def test_due_none_leaves_the_date_and_lateness_still_waits_for_the_open_day(riverside: Riverside) -> None:
    rules(riverside, ("due: next-open-day", "due: none"), ("default: {days: 7", "default: {days: 8"))
    (loan,) = riverside.desk.checkout("M-0017", ["T-0042"]).loans
    assert loan.due == day(12, 6)  # a Sunday
    riverside.at("2026-12-09 23:59")  # the open day after it has not ended
    assert riverside.desk.today().overdue == ()
    assert riverside.desk.return_(["T-0042"]).returned[0].charged == 0
    riverside.desk.undo()
    riverside.at("2026-12-10 00:00")
    assert [each.tool for each in riverside.desk.today().overdue] == ["T-0042"]
    riverside.at("2026-12-12 10:00")
    assert riverside.desk.return_(["T-0042"]).returned[0].charged == 200


def test_late_after_has_one_way_and_another_is_told_with_its_line(riverside: Riverside) -> None:
    text = RULES + "late-after: noon\n"
    (problem,) = read_settings(text.encode(), "library.yaml").problems
    assert (problem.line, problem.code) == (text.count("\n"), "word-unknown")
    assert "end-of-day" in problem.message + (problem.hint or "")


# tiers, membership


def test_tiers(riverside: Riverside) -> None:
    rules(riverside, ("{fee: 40.00, months: 12, loans: 7}", "{fee: 12.50, months: 3, loans: 1}"))
    joined = riverside.desk.member_add(MemberEdit(name="Dan Moss", tier="regular"), fee=None)
    assert (joined.owes, joined.until) == (1250, date(2027, 2, 28))
    assert refusal(riverside.desk.checkout, "M-0017", ["T-0042", "T-0043"]) == ["loan-limit"]
    riverside.cora.member_edit("M-0021", MemberEdit(tier="business"))
    assert riverside.desk.checkout("M-0021", ["T-0042"]).loans[0].due == day(
        12, 12
    )  # its own default: 14 days


def test_membership_needs(riverside: Riverside) -> None:
    joined = riverside.desk.member_add(MemberEdit(name="Dan Moss"), fee="cash").id
    assert refusal(riverside.desk.checkout, joined, ["T-0042"]) == ["waiver-missing", "identity-unchecked"]
    rules(riverside, ("needs: [waiver, identity]", "needs: [identity]"))
    assert refusal(riverside.desk.checkout, joined, ["T-0042"]) == ["identity-unchecked"]
    rules(riverside, ("needs: [waiver, identity]", "needs: []"))
    assert riverside.desk.checkout(joined, ["T-0042"]).loans


def test_membership_grace_days(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0017", MemberEdit(until=day(11, 25)))
    assert refusal(riverside.desk.checkout, "M-0017", ["T-0042"]) == ["membership-expired"]
    rules(riverside, ("grace-days: 0", "grace-days: 3"))
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans
    riverside.at("2026-11-29 10:00")
    assert refusal(riverside.desk.checkout, "M-0017", ["T-0043"]) == ["membership-expired"]


def test_membership_may_owe_and_lend_while_overdue(riverside: Riverside) -> None:
    riverside.desk.charge("M-0017", "5", "dirty")
    riverside.desk.checkout("M-0017", ["T-0042"])
    rules(riverside, ("may-owe: 10.00", "may-owe: 4.99"))
    assert refusal(riverside.desk.checkout, "M-0017", ["T-0043"]) == ["owes-too-much"]
    riverside.at("2026-12-09 19:00")
    assert refusal(riverside.desk.checkout, "M-0017", ["T-0043"]) == ["owes-too-much", "has-overdue"]
    rules(riverside, ("may-owe: 10.00", "lend-while-overdue: true"))  # and any debt
    assert riverside.desk.checkout("M-0017", ["T-0043"]).loans


# policies


def test_policy_days_renewals_and_deposit(riverside: Riverside) -> None:
    rules(riverside, ("default: {days: 7, renewals: 2", "default: {days: 4, renewals: 0"),
          ("deposit: 0.00}", "deposit: 2.50}"))  # fmt: skip
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due == day(12, 2)
    assert riverside.desk.member("M-0017").owes == 250
    assert refusal(riverside.desk.renew, ["T-0042"]) == ["renewals-used-up"]
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0042"])
    assert riverside.desk.member("M-0017").owes == 0


@pytest.mark.parametrize(
    ("old", "new", "charged"),
    [
        ("late: 2.00", "late: 2.00", 600),  # Wed 9, Sat 12, Wed 16
        ("late: 2.00", "late: 0.10", 30),
        ("per: open-day", "per: day", 2000),  # eleven days: the cap
        ("free-days: 0", "free-days: 2", 200),
        ("cap: 20.00", "cap: 5.00", 500),
        ("cap: 20.00, ", "", 600),
    ],
)
def test_policy_lateness(riverside: Riverside, old: str, new: str, charged: int) -> None:
    rules(riverside, (old, new))
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-16 19:00")
    assert riverside.desk.return_(["T-0042"]).returned[0].charged == charged


STAYS = {
    "default": ("default: {days: 7", "default: {stays-here: true, days: 7"),
    "category": ("power: {late: 2.00}", "power: {late: 2.00, stays-here: true}"),
    "kind": ("  power:", "  angle-grinder: {stays-here: true}\n  power:"),
    "tool": ("  power:", "  t-0042: {stays-here: true}\n  power:"),
    "barcode": ("  power:", "  '5012345 678900': {stays-here: true}\n  power:"),
}


@pytest.mark.parametrize("level", STAYS)
def test_stays_here_at_every_level_for_every_verb_and_told(riverside: Riverside, level: str) -> None:
    riverside.cora.tool_edit("T-0042", ToolEdit(barcodes=("5012345 678900",)))
    rules(riverside, STAYS[level])
    assert refusal(riverside.desk.checkout, "M-0017", ["T-0042"]) == ["tool-stays-here"]
    assert refusal(riverside.desk.hold, "M-0017", "T-0042") == ["tool-stays-here"]
    claim = {"first": day(12, 5), "last": day(12, 9)}
    assert refusal(riverside.desk.reserve, "M-0017", "T-0042", **claim) == ["tool-stays-here"]
    said = riverside.desk.policy("T-0042", "M-0017").policy["stays_here"]
    assert said.value is True
    assert said.from_ is not None
    names = {"default": "default", "category": "power", "kind": "angle-grinder", "tool": "t-0042"}
    assert said.from_.name == names.get(level, "5012345 678900")
    lines = (riverside.folder / "library.yaml").read_text().splitlines()
    assert said.from_.line is not None
    assert "stays-here" in lines[said.from_.line - 1]
    if level not in {"default", "category"}:  # another tool of the category goes out
        assert riverside.desk.checkout("M-0017", ["T-0043"]).loans


def test_the_more_specific_level_lets_a_tool_out_again(riverside: Riverside) -> None:
    for narrow in (
        "power: {stays-here: false}",
        "angle-grinder: {stays-here: false}",
        "T-0042: {stays-here: false}",
    ):
        rules(
            riverside,
            ("default: {days: 7", "default: {stays-here: true, days: 7"),
            ("power: {late: 2.00}", narrow),
        )
        assert riverside.desk.checkout("M-0017", ["T-0042"]).loans
        riverside.desk.undo()
        assert refusal(riverside.desk.checkout, "M-0017", ["T-0091"]) == ["tool-stays-here"]


def test_a_policy_named_after_any_code_of_a_tool_is_that_tools(riverside: Riverside) -> None:
    riverside.cora.tool_edit("T-0042", ToolEdit(barcodes=("OLD-7",)))
    rules(riverside, ("  power:", "  old-7: {days: 4, renewals: 5}\n  T-0042: {days: 11}\n  power:"))
    policy = riverside.desk.policy("T-0042", "M-0017").policy
    assert (policy["days"].value, policy["renewals"].value) == (11, 5)  # its tag goes before its other codes
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due == day(12, 9)
    assert riverside.desk.checkout("M-0017", ["T-0043"]).loans[0].due == day(12, 5)


def test_a_code_that_goes_to_a_tool_while_the_library_is_open_brings_its_policy(riverside: Riverside) -> None:
    riverside.cora.tool_edit("T-0042", ToolEdit(barcodes=("OLD-7",)))
    rules(riverside, ("  power:", "  old-7: {days: 4}\n  power:"))
    front = riverside.desk
    assert front.policy("T-0042", "M-0017").policy["days"].value == 4
    riverside.cora.tool_edit("T-0042", ToolEdit(tag="T-0142"))
    assert front.policy("T-0142", "M-0017").policy["days"].value == 4
    assert front.checkout("M-0017", ["T-0142"]).loans[0].due == day(12, 2)
    assert refusal(riverside.cora.tool_edit, "T-0142", ToolEdit(drop_barcodes=("OLD-7",))) == [
        "settings-broken"
    ]


@pytest.mark.parametrize("name", ["M-0017", "T-9999", "jigsav"])
def test_a_policy_named_after_a_member_or_nothing_is_an_error_with_its_line(
    riverside: Riverside, name: str
) -> None:
    rules(riverside, ("  power:", f"  {name}: {{days: 4}}\n  power:"))
    line = (riverside.folder / "library.yaml").read_text().splitlines().index(f"  {name}: {{days: 4}}") + 1
    with pytest.raises(Refused) as refused:
        Library.open(riverside.folder, clock=riverside.clock, person=Who("Vera", "front"))
    assert codes(refused) == ["settings-broken"]
    assert f"library.yaml:{line}:3: " in str(refused.value)
    checks = {each["check"]: each for each in riverside.run("doctor").document["checks"]}
    assert checks["policies"]["state"] == "wrong"
    assert f":{line}:3: " in str(checks["policies"])


# inductions, holds, undo, scan


def test_inductions_and_their_months(riverside: Riverside) -> None:
    riverside.cora.member_induct("welding", ["M-0017"])
    assert riverside.desk.member("M-0017").inductions[0].until == date(2028, 11, 28)
    rules(riverside, ("{kinds: [mig-welder], months: 24}", "{kinds: [jigsaw]}"))
    assert refusal(riverside.desk.checkout, "M-0021", ["T-0043"]) == ["induction-missing"]
    assert riverside.desk.checkout("M-0021", ["T-0070"]).loans
    riverside.cora.member_induct("welding", ["M-0030"])
    assert riverside.desk.member("M-0030").inductions[0].until is None


@pytest.mark.parametrize(
    ("holds", "until"),
    [("keep-days: 3, counted: open-days", day(12, 9)), ("keep-days: 3, counted: days", day(12, 1))],
)
def test_holds_are_kept(riverside: Riverside, holds: str, until: date) -> None:
    rules(riverside, ("keep-days: 2, counted: open-days", holds))
    assert riverside.desk.hold("M-0017", "jigsaw").ready_until == until


def test_holds_at_most(riverside: Riverside) -> None:
    rules(riverside, ("at-most: 5", "at-most: 1"))
    riverside.desk.hold("M-0017", "jigsaw")
    assert refusal(riverside.desk.hold, "M-0017", "tile-cutter") == ["hold-limit"]


def test_undo_minutes(riverside: Riverside) -> None:
    rules(riverside, ("minutes: 240", "minutes: 5"))
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.wait(minutes=6)
    assert refusal(riverside.desk.undo) == ["too-late-to-undo"]


def test_scan_seconds(riverside: Riverside) -> None:
    rules(riverside, ("stutter-seconds: 2, ask-seconds: 60, card-idle-seconds: 90",
                      "stutter-seconds: 5, ask-seconds: 10, card-idle-seconds: 20"))  # fmt: skip
    line = riverside.desk.scans()
    line.scan("M-0017")
    assert line.scan("T-0042").outcome == "lent"
    riverside.wait(seconds=4)
    assert line.scan("T-0042").outcome == "stutter"
    riverside.wait(seconds=5)
    assert line.scan("T-0042").outcome == "ask"
    riverside.wait(seconds=11)
    assert line.scan("T-0042").outcome == "returned"
    riverside.wait(seconds=21)
    line.idle()
    assert line.visit is None


# roles, sign-on, designs, privacy


def test_roles_and_sign_on(riverside: Riverside) -> None:
    assert refusal(riverside.desk.tool_retire, "T-0091", "worn") == ["role-missing"]
    rules(riverside, ("volunteer: [desk]", "volunteer: [desk, records]"))
    assert riverside.desk.tool_retire("T-0091", "worn").state == "retired"
    rules(riverside, ("sign-on: free", "sign-on: required"))
    assert refusal(riverside.desk.pay, "M-0017", "1") == ["role-missing"]
    assert riverside.cora.pay("M-0017", "1").owes == -100


def test_designs_shipped_and_folders(riverside: Riverside) -> None:
    own = riverside.folder / "machines"
    own.mkdir()
    rules(riverside, ("{shipped: true, folders: [designs]}", "{shipped: false, folders: [machines]}"))
    assert riverside.done("design", "list")["designs"] == []
    rules(riverside, ("{shipped: true, folders: [designs]}", "{shipped: true, folders: [machines]}"))
    assert riverside.done("design", "list", "--limit", "1")["designs"]


def test_privacy_keep_loans(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0042"])
    rules(riverside, ("sign-on: free", "sign-on: free\nprivacy: {keep-loans: 1}"))
    riverside.wait(days=20)
    riverside.desk.pay("M-0021", "1")
    riverside.wait(days=12)
    riverside.desk.pay("M-0021", "1")
    assert [each.member for each in riverside.desk.loans().rows] == [None]
