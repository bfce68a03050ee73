"""Which lines of the ledger can be taken back by hand."""

from itertools import product

from toollib.rules.voiding import Line, why_not_void

KINDS = ("charge", "payment", "forgive", "deposit", "refund", "void")
BOTH = (False, True)


def test_a_line_is_taken_back_unless_something_speaks_against_it() -> None:
    for kind, about in product(KINDS, (None, "late", "fee", "deposit")):
        for voided, left, loan_open in product(BOTH, BOTH, BOTH):
            line = Line("7", kind, about, voided=voided, member_left=left, loan_open=loan_open)
            against = list(why_not_void(line))
            nothing, blocked = kind == "void" or voided or left, about == "deposit" or loan_open
            assert all("7" in each.message and not each.override for each in against)
            codes = {
                code for code, holds in (("nothing-to-undo", nothing), ("undo-blocked", blocked)) if holds
            }
            assert {each.code for each in against} == codes
