from errno import EACCES, ENOSPC

import pytest

from toollib.rules.reasons import unwritable


@pytest.mark.parametrize(("number", "code"), [(ENOSPC, "disk-full"), (EACCES, "read-only")])
def test_a_file_that_cannot_be_written_says_why(number: int, code: str) -> None:
    refused = unwritable(OSError(number, "the reason of the system"), "kinds.yaml cannot be written")
    [reason] = refused.reasons
    assert reason.code == code
    assert reason.message == "kinds.yaml cannot be written: the reason of the system"
