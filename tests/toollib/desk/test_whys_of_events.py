"""Why something was retired or recalled stands with its event, also where an older version wrote it elsewhere."""

from tests.riverside import Riverside


def whys(riverside: Riverside, tag: str) -> list[tuple[str, str | None]]:
    return [(each.what, each.why) for each in riverside.desk.events(tag)]


def test_a_recall_and_its_end_tell_their_why(riverside: Riverside) -> None:
    riverside.cora.tool_recall("T-0042", "the guard splits")
    riverside.cora.tool_recall_end("T-0042", "new guards are on")
    assert whys(riverside, "T-0042")[:2] == [
        ("tool-recall-end", "new guards are on"),
        ("tool-recall", "the guard splits"),
    ]


def test_a_retirement_tells_its_why(riverside: Riverside) -> None:
    riverside.cora.tool_retire("T-0042", "worn out")
    assert whys(riverside, "T-0042")[0] == ("tool-retire", "worn out")
    assert riverside.done("event", "list", "--about", "T-0042")["events"][0]["why"] == "worn out"


def test_a_why_written_by_an_older_version_is_told(riverside: Riverside) -> None:
    riverside.cora.tool_retire("T-0042", "worn out")
    with riverside.db.writing():
        riverside.db.run(
            """UPDATE detail SET why = NULL, after = '{"why": "too old"}' WHERE why = 'worn out'"""
        )
    assert whys(riverside, "T-0042")[0] == ("tool-retire", "too old")
