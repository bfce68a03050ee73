"""A5 A wrong rule in library.yaml: file, line and column; an open desk keeps the last good settings until it is right,
and a command says what is wrong and does nothing.
"""

from datetime import date

import pytest

from tests.riverside import RULES, Riverside
from toollib.rules.reasons import Refused

WRONG = RULES.replace("days: 7, renewals: 2", "dayz: 14, renewals: two")


def places(refused: Refused) -> list[str]:
    return [
        each.message.split("library.yaml:", 1)[1].split(" ", 1)[0].rstrip(":") for each in refused.reasons
    ]


def test_an_open_desk_keeps_the_last_good_settings(riverside: Riverside) -> None:
    library, file = riverside.library(), riverside.folder / "library.yaml"
    seconds = iter(range(0, 1000, 10))
    file.write_text(WRONG)
    told = library.reload_settings(tick=lambda: next(seconds))
    assert told.wrong is not None
    line = next(number for number, text in enumerate(WRONG.splitlines(), 1) if "dayz" in text)
    assert {place.split(":")[0] for place in places(told.wrong)} == {str(line)}
    assert len(told.wrong.reasons) == 2  # all at once
    assert library.desk.checkout("M-0017", ["T-0042"]).loans[0].due == date(2026, 12, 5)
    file.write_text(RULES.replace("default: {days: 7", "default: {days: 14"))
    mended = library.reload_settings(tick=lambda: next(seconds))
    assert (mended.changed, mended.wrong) == (True, None)
    assert library.desk.checkout("M-0017", ["T-0043"]).loans[0].due == date(2026, 12, 12)


def test_by_command_nothing_is_done_until_it_is_right(riverside: Riverside) -> None:
    file = riverside.folder / "library.yaml"
    file.write_text(WRONG)
    told = riverside.run("checkout", "M-0017", "T-0042")
    assert told.exit == 1
    reasons = told.document["error"]["reasons"]
    assert [each["code"] for each in reasons] == ["settings-broken", "settings-broken"]
    assert all("library.yaml:" in each["message"] for each in reasons)
    with pytest.raises(Refused, match="dayz"):
        riverside.library()
    file.write_text(RULES)
    assert riverside.done("checkout", "M-0017", "T-0042")["loans"][0]["due"] == "2026-12-05"
