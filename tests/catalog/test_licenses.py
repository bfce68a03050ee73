import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.licenses import likely, verdict


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("CERN-OHL-S-2.0", "open"),
        ("cern-ohl-s-2.0", "open"),
        ("CC-BY-SA-4.0", "open"),
        ("TAPR-OHL-1.0", "open"),
        ("GPL-3.0-only", "open"),
        ("GPL-2.0-or-later WITH Classpath-exception-2.0", "open"),
        ("(MIT OR (Apache-2.0 AND ISC))", "open"),
        ("CC-BY-NC-4.0 OR MIT", "open"),
        ("CC-BY-NC-SA-4.0", "not-open"),
        ("CC-BY-ND-4.0", "not-open"),
        ("MIT AND CC-BY-NC-4.0", "not-open"),
        ("PolyForm-Noncommercial-1.0.0", "not-open"),
        ("NOASSERTION", "unclear"),
        ("LicenseRef-Public-Domain", "unclear"),
        ("Beerware", "unclear"),
        ("MIT AND LicenseRef-Own", "unclear"),
        ("CC-BY-SA 4.0", "invalid"),
        ("GPLv3", "invalid"),
        ("public domain", "invalid"),
        ("CC-BY-NC-9.0", "invalid"),
        ("MIT WITH Nonsense-exception", "invalid"),
        ("MIT AND", "invalid"),
        ("MIT MIT", "invalid"),
        ("(MIT", "invalid"),
        ("MIT)", "invalid"),
        ("", "invalid"),
        ("LicenseRef-", "invalid"),
        ("(" * 50 + "MIT" + ")" * 50, "invalid"),
        pytest.param("MIT OR " * 1000 + "MIT", "invalid", id="long"),
    ],
)
def test_what_an_expression_allows(expression: str, answer: str) -> None:
    assert verdict(expression) == answer


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CC-BY-SA 4.0", "CC-BY-SA-4.0"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("GPLv3", "GPL-3.0-only"),
        ("CERN-OHL-2-W", "CERN-OHL-W-2.0"),
        ("CERN OHL", "CERN-OHL-S-2.0"),
        ("Apache 2.0", "Apache-2.0"),
        ("MIT License", "MIT"),
        ("CC-BY-SA-4", "CC-BY-SA-4.0"),
        ("all rights reserved", None),
    ],
)
def test_what_was_probably_meant(written: str, meant: str | None) -> None:
    assert likely(written) == meant


@given(st.text(st.sampled_from("MIT ()ANDORWITHCC-BY4.0+"), max_size=40))
def test_no_text_makes_it_raise(expression: str) -> None:
    assert verdict(expression) in {"open", "not-open", "unclear", "invalid"}
    likely(expression)
