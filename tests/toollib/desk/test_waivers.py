"""Waivers have a wording and a date: who signed an old one signs again, unless the library says that it still counts."""

from datetime import date

import pytest

from tests.riverside import RULES, Riverside, codes
from toollib.desk.people import MemberEdit
from toollib.desk.reads import MembersWanted
from toollib.rules.eligibility import waiver_holds
from toollib.rules.reasons import Refused

IN_FORCE = 'waiver: {version: "2026-12"}\n'
SPARED = 'waiver: {version: "2026-12", older: counts}\n'


def ruled(riverside: Riverside, more: str) -> Riverside:
    """The library with these further settings."""
    riverside.close()
    (riverside.folder / "library.yaml").write_text(RULES + more)
    return riverside


def pending(riverside: Riverside) -> list[str]:
    page = riverside.desk.members(MembersWanted(standing="pending"))
    return [each.id for each in page.rows]


def test_who_signed_an_older_wording_signs_again(riverside: Riverside) -> None:
    riverside.desk.member_waiver("M-0017", "2024-03")
    old = ruled(riverside, IN_FORCE).desk.member("M-0017")
    assert (old.waiver, old.standing) == (False, "pending")
    assert (old.waiver_version, old.waiver_on) == ("2024-03", date(2026, 11, 28))
    told = "Ada Osei signed version 2024-03 of the waiver on 2026-11-28; now it is version 2026-12"
    with pytest.raises(Refused, match=told) as refused:
        riverside.desk.checkout("M-0017", ["T-0042"])
    assert codes(refused) == ["waiver-missing"]
    assert not refused.value.reasons[0].override
    with pytest.raises(Refused, match="signed an older version of the waiver on 2026-11-21"):
        riverside.desk.checkout("M-0021", ["T-0042"])
    assert pending(riverside) == ["M-0017", "M-0021", "M-0030", "M-0002"]

    signed = riverside.desk.member_waiver("M-0017")
    assert (signed.waiver, signed.waiver_version, signed.standing) == (True, "2026-12", "good")
    assert pending(riverside) == ["M-0021", "M-0030", "M-0002"]
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans


def test_a_new_member_signs_what_is_in_force(riverside: Riverside) -> None:
    new = ruled(riverside, IN_FORCE).desk.member_add(MemberEdit(name="Dora", waiver=True, identity=True))
    assert (new.waiver, new.waiver_version, new.waiver_on) == (True, "2026-12", date(2026, 11, 28))
    assert new.identity_on == date(2026, 11, 28)


def test_a_library_may_let_older_ones_count(riverside: Riverside) -> None:
    riverside.desk.member_waiver("M-0017", "2024-03")
    assert ruled(riverside, SPARED).desk.member("M-0017").standing == "good"
    assert pending(riverside) == []
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans


@pytest.mark.parametrize(
    ("signed", "in_force", "older", "holds"),
    [
        (None, None, False, True),
        ("2024", None, False, True),
        ("2024", "2026", False, False),
        (None, "2026", False, False),
        ("2026", "2026", False, True),
        ("2024", "2026", True, True),
    ],
)
def test_the_rule(signed: str | None, in_force: str | None, *, older: bool, holds: bool) -> None:
    assert waiver_holds(signed, in_force, older=older) is holds


def test_of_two_records_the_later_signature_counts(riverside: Riverside) -> None:
    riverside.wait(minutes=1)
    riverside.desk.member_waiver("M-0021", "2026-12")
    merged = ruled(riverside, IN_FORCE).cora.member_merge("M-0017", "M-0021")
    assert (merged.waiver, merged.waiver_version) == (True, "2026-12")


def test_by_command(riverside: Riverside) -> None:
    ruled(riverside, IN_FORCE)
    assert riverside.refused("checkout", "M-0017", "T-0042") == ["waiver-missing"]
    answer = riverside.done("member", "waiver", "M-0017")["member"]
    assert (answer["waiver_version"], answer["waiver_on"], answer["standing"]) == (
        "2026-12",
        "2026-11-28",
        "good",
    )
    assert riverside.done("checkout", "M-0017", "T-0042")["loans"]
    kept = riverside.done("member", "export", "M-0017")["record"]
    assert (kept["waiver_version"], kept["waiver_at"]) == ("2026-12", "2026-11-28T10:02:00Z")
    assert "files" not in kept  # nor does any command take a copy of a document
