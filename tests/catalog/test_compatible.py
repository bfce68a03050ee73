import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.compatible import adapted, beside, inside, reach, read, whole_of
from catalog.license_rules import LATER, OR_LATER, REACH, RULES, WHOLES
from catalog.licenses import verdict
from catalog.spdx import Named

TWO_WHOLES = "CERN-OHL-S-2.0 AND GPL-3.0-only"
COMMON = (
    "MIT", "CC0-1.0", "CC-BY-4.0", "CC-BY-3.0", "Apache-2.0", "CERN-OHL-P-2.0", "CERN-OHL-W-2.0", "CERN-OHL-S-2.0", "CERN-OHL-1.2",
    "CC-BY-SA-4.0", "CC-BY-SA-3.0", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "AGPL-3.0-or-later", "LGPL-3.0-only",
    "TAPR-OHL-1.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "NOASSERTION", "MIT OR GPL-2.0-only",
    "CC-BY-SA-4.0 OR CERN-OHL-S-2.0", "MIT AND CC-BY-SA-3.0", "PolyForm-Noncommercial-1.0.0", "not a license",
    "CERN-OHL-S", "CERN-OHL-P", "CC-BY-SA-2.1-JP", "GPL-3.0-onl", TWO_WHOLES, "EUPL-1.0 OR CC-BY-SA-5.0",
)  # fmt: skip
licenses = st.sampled_from(COMMON)


@pytest.mark.parametrize(
    ("outer", "inner", "answer", "where"),
    [
        # Creative Commons
        ("GPL-3.0-only", "CC-BY-SA-4.0", "yes", ""),
        ("GPL-3.0-or-later", "CC-BY-SA-4.0", "yes", ""),
        ("CC-BY-SA-4.0", "GPL-3.0-only", "no", "gpl-3.0"),
        ("GPL-2.0-only", "CC-BY-SA-4.0", "no", "compatible-licenses"),
        ("AGPL-3.0-only", "CC-BY-SA-4.0", "unclear", "compatible-licenses"),
        ("LAL-1.3", "CC-BY-SA-4.0", "yes", ""),
        ("CC-BY-SA-4.0", "LAL-1.3", "yes", ""),
        ("GPL-3.0-only", "CC-BY-SA-3.0", "unclear", "by-sa/3.0"),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0-DE", "yes", ""),
        ("CC-BY-SA-4.0", "CC-BY-SA-1.0", "no", "by-sa/3.0"),
        ("CC-BY-SA-4.0", "CC-BY-4.0", "yes", ""),
        ("CC-BY-SA-4.0", "CC-BY-3.0", "yes", ""),
        ("GPL-2.0-only", "CC-BY-4.0", "yes", ""),
        ("GPL-3.0-only", "CC-BY-3.0", "unclear", ""),
        ("CC-BY-SA-4.0", "CC-BY-NC-4.0", "no", "faq"),
        ("CC-BY-SA-4.0", "CC-BY-ND-4.0", "no", "faq"),
        ("CC-BY-NC-SA-4.0", "CC-BY-NC-4.0", "yes", ""),
        ("CC-BY-NC-SA-4.0", "CC-BY-4.0", "yes", ""),
        ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", "no", "compatible-licenses"),
        ("MIT", "CC-BY-NC-4.0", "yes", ""),
        ("MIT", "CC-BY-NC-SA-4.0", "yes", ""),
        # CERN and TAPR
        ("CERN-OHL-S-2.0", "CERN-OHL-P-2.0", "yes", ""),
        ("CERN-OHL-S-2.0", "CERN-OHL-W-2.0", "yes", ""),
        ("CERN-OHL-S-2.0", "CERN-OHL-1.2", "yes", ""),
        ("CERN-OHL-W-2.0", "CERN-OHL-S-2.0", "yes", ""),
        ("CERN-OHL-W-2.0", "CC-BY-SA-4.0", "unclear", "cern_ohl_w"),
        ("CC-BY-SA-4.0", "CERN-OHL-S-2.0", "no", "cern_ohl_s"),
        ("CERN-OHL-S-2.0", "CC-BY-SA-4.0", "no", "compatible-licenses"),
        ("CERN-OHL-S-2.0", "GPL-3.0-only", "no", "gpl-3.0"),
        ("CERN-OHL-S-2.0", "CC-BY-NC-4.0", "no", "cern_ohl_s"),
        ("CERN-OHL-S-2.0", "Apache-2.0", "yes", ""),
        ("MIT", "CERN-OHL-S-2.0", "yes", ""),
        ("CC-BY-SA-4.0", "CERN-OHL-1.2", "unclear", "CERN-OHL-1.2"),
        ("CC-BY-SA-4.0", "TAPR-OHL-1.0", "unclear", "tapr"),
        ("TAPR-OHL-1.0", "CC-BY-SA-4.0", "no", "compatible-licenses"),
        ("TAPR-OHL-1.0", "MIT", "yes", ""),
        # GNU
        ("GPL-2.0-only", "GPL-3.0-only", "no", "AllCompatibility"),
        ("GPL-3.0-only", "GPL-2.0-only", "no", "AllCompatibility"),
        ("GPL-3.0-only", "GPL-2.0-or-later", "yes", ""),
        ("GPL-2.0-or-later", "GPL-3.0-only", "yes", ""),
        ("GPL-3.0-only", "AGPL-3.0-only", "yes", ""),
        ("AGPL-3.0-only", "GPL-3.0-only", "yes", ""),
        ("GPL-3.0-only", "LGPL-2.1-only", "yes", ""),
        ("GPL-2.0-only", "LGPL-3.0-only", "no", "AllCompatibility"),
        ("CC-BY-SA-4.0", "LGPL-3.0-only", "unclear", ""),
        ("GPL-3.0-only", "Apache-2.0", "yes", ""),
        ("GPL-3.0-only", "Apache-2.0 WITH SHL-2.1", "yes", ""),
        ("GPL-2.0-only", "Apache-2.0", "no", "license-list"),
        ("GPL-2.0-or-later", "Apache-2.0", "yes", ""),
        ("GPL-3.0-only", "GFDL-1.3-only", "no", "license-list"),
        ("GPL-2.0-only", "MPL-2.0", "yes", ""),
        ("GPL-3.0-only", "PolyForm-Noncommercial-1.0.0", "no", "oshwa"),
        # Choices and sums
        ("CC-BY-SA-4.0", "GPL-3.0-only OR CC-BY-4.0", "yes", ""),
        ("CC-BY-SA-4.0 OR GPL-3.0-only", "GPL-3.0-only", "yes", ""),
        ("CC-BY-SA-4.0", "MIT AND GPL-3.0-only", "no", "gpl-3.0"),
        ("CC-BY-SA-4.0", "MIT AND (GPL-3.0-only OR ISC)", "yes", ""),
        # Nobody said
        ("GPL-3.0-only", "NOASSERTION", "unclear", ""),
        ("NOASSERTION", "GPL-3.0-only", "unclear", ""),
        ("MIT", "LicenseRef-Own", "unclear", ""),
        ("MIT", "not a license", "unclear", ""),
    ],
)
def test_what_may_be_inside_what(outer: str, inner: str, answer: str, where: str) -> None:
    fit = inside(outer, inner)
    assert fit.answer == answer, fit
    if where:
        assert fit.source is not None
        assert where in fit.source.where


@pytest.mark.parametrize(
    ("ancestor", "descendant", "answer"),
    [
        ("MIT", "CERN-OHL-S-2.0", "yes"),
        ("CC-BY-SA-4.0", "MIT", "no"),
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0", "yes"),
        ("CC-BY-SA-3.0", "CC-BY-SA-4.0", "yes"),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", "no"),
        ("CC-BY-SA-4.0", "GPL-3.0-or-later", "yes"),
        ("GPL-2.0-or-later", "GPL-3.0-only", "yes"),
        ("GPL-3.0-only", "GPL-2.0-or-later", "no"),
        ("CERN-OHL-1.2", "CERN-OHL-S-2.0", "yes"),
        ("CERN-OHL-W-2.0", "CERN-OHL-W-2.0", "yes"),
        ("CERN-OHL-W-2.0", "CERN-OHL-S-2.0", "yes"),
        ("CERN-OHL-W-2.0", "MIT", "no"),
        ("CC-BY-NC-4.0", "CC-BY-4.0", "no"),
        ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "yes"),
        ("CC-BY-ND-4.0", "CC-BY-ND-4.0", "no"),
        ("MIT OR CC-BY-SA-4.0", "Apache-2.0", "yes"),
        ("NOASSERTION", "MIT", "unclear"),
        ("CC-BY-SA-4.0", "NOASSERTION", "unclear"),
    ],
)
def test_what_a_changed_version_may_be_under(ancestor: str, descendant: str, answer: str) -> None:
    assert adapted(ancestor, descendant).answer == answer


@given(licenses, licenses)
def test_beside_is_the_same_from_both_sides_and_never_stricter_than_inside(one: str, other: str) -> None:
    assert beside(one, other).answer == beside(other, one).answer
    assert beside(one, other).grade >= max(inside(one, other).grade, inside(other, one).grade)


@given(licenses)
def test_everything_goes_with_itself_if_it_is_known(license_: str) -> None:
    unknown = {"NOASSERTION", "not a license", "CERN-OHL-S", "CERN-OHL-P", "GPL-3.0-onl"}
    expected = "no" if license_ == TWO_WHOLES else "unclear" if license_ in unknown else "yes"
    assert beside(license_, license_).answer == expected


@given(licenses, licenses, licenses)
def test_a_choice_is_never_worse_and_a_sum_never_better(outer: str, one: str, other: str) -> None:
    if "not a license" in {one, other}:
        return
    best = max(inside(outer, one).grade, inside(outer, other).grade)
    worst = min(inside(outer, one).grade, inside(outer, other).grade)
    assert inside(outer, f"({one}) OR ({other})").grade >= best
    assert inside(outer, f"({one}) AND ({other})").grade <= worst


@given(st.lists(licenses, max_size=5), licenses)
def test_one_more_part_never_makes_a_whole_easier(parts: list[str], more: str) -> None:
    assert whole_of([*parts, more])[1].grade <= whole_of(parts)[1].grade


def test_the_whole_is_named() -> None:
    assert whole_of(["MIT", "CC-BY-SA-4.0", "GPL-2.0-or-later"])[0] == "GPL-3.0"
    assert whole_of(["MIT", "CERN-OHL-W-2.0"]) == (None, whole_of([])[1])
    assert whole_of(["CC-BY-SA-4.0 OR CERN-OHL-S-2.0", "CERN-OHL-S-2.0 OR GPL-2.0-only", "CC-BY-SA-4.0 OR GPL-2.0-only"])[1].answer == "no"  # fmt: skip


@given(st.text(st.sampled_from("MIT ()ANDORWITHCC-BYSA4.0+gpl"), max_size=30), licenses)
def test_no_text_makes_it_raise(text: str, license_: str) -> None:
    for one, other in ((license_, text), (text, license_)):
        for found in (inside(one, other), beside(one, other), adapted(one, other), whole_of([one, other])[1]):
            assert found.answer in {"yes", "no", "unclear"}


NEARLY = st.builds(
    lambda name, cut, more: name[: len(name) - cut] + more,
    st.sampled_from((*WHOLES, "CERN-OHL-P-2.0", "CC-BY-SA-3.0-DE")),
    st.integers(0, 4),
    st.sampled_from(("", "x", "+", "-only", " AND GPL-3.0-only", " OR MIT", "-JP")),
)


@given(NEARLY, NEARLY)
def test_what_nearly_is_a_license_makes_nothing_raise(one: str, other: str) -> None:
    for found in (inside(one, other), beside(one, other), adapted(one, other), whole_of([one, other])[1]):
        assert found.answer in {"yes", "no", "unclear"}


@pytest.mark.parametrize(
    ("outer", "inner", "answer"),
    [
        ("CERN-OHL-S", "MIT", "unclear"),  # a slip: nobody can tell which one is meant
        ("MIT", "CERN-OHL-P", "unclear"),
        ("CC-BY-SA-2.1-JP", "CC-BY-SA-2.1-JP", "yes"),  # no rule speaks of it, but it is the same
        ("CC-BY-SA-2.1-JP", "MIT", "yes"),
        (TWO_WHOLES, "MIT", "no"),
        (TWO_WHOLES, TWO_WHOLES, "no"),
        ("CC-BY-SA-3.0 AND GPL-3.0-only", "MIT", "unclear"),
    ],
)
def test_licenses_without_rules_of_their_own(outer: str, inner: str, answer: str) -> None:
    assert inside(outer, inner).answer == answer


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.part}>{rule.whole}"[:60])
def test_every_rule_has_a_reason_a_source_and_can_be_reached(rule: object) -> None:
    assert rule.why  # type: ignore[attr-defined]
    assert rule.source.where.startswith("https://")  # type: ignore[attr-defined]
    wholes = [whole.lower() for whole in WHOLES]
    tried = [(part, whole) for part in _samples(rule.part) for whole in wholes]  # type: ignore[attr-defined]
    assert any(_first(part, whole) is rule for part, whole in tried)


def test_the_tables_speak_of_licenses_that_there_are() -> None:
    for name in {*WHOLES, *(id_ for chain in (*LATER, *OR_LATER) for id_ in chain)}:
        assert verdict(name) != "invalid", name
    for whole in WHOLES:
        assert reach(Named(whole)) == "strong"
    assert len({pattern for pattern, _ in REACH}) == len(REACH)
    assert read("a b") == Named("NOASSERTION")


def _samples(patterns: str) -> list[str]:
    fillings = {"*": ("4.0", "sa-4.0", "nc-4.0", "3.0", "1.3", "0.51"), "?": ("0", "1", "2", "3", "5")}
    found = []
    for pattern in patterns.split("|"):
        sign = next((sign for sign in fillings if sign in pattern), None)
        found += [pattern] if sign is None else [pattern.replace(sign, text) for text in fillings[sign]]
    return found


def _first(part: str, whole: str) -> object:
    from catalog.compatible import _match

    return next((rule for rule in RULES if _match(part, rule.part) and _match(whole, rule.whole)), None)
