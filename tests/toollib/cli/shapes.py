"""The keys of each record as the command contract writes them; every one must be there, more may be."""

from typing import Any

MEMBER = "id cards name tier until standing owes loans inductions owed_parts note".split()
TOOL = (
    "tag codes name kind category state loan due holder owner branch place price accessories waiting".split()
)
LOAN = "id tool member out_at due returned_at renewals late_days charged".split()
EVENT = "id at who desk what about undone_by".split()
ENTRY = "at kind amount why".split()
KIND = "slug name category".split()
DESIGN = "id name summary category version status license parts tools steps cost file".split()


def has(record: Any, keys: list[str]) -> bool:
    """Whether a record has all these keys (a failing assert shows those that lack)."""
    lacking = [key for key in keys if key not in record]
    assert not lacking, f"{lacking} lack in {record}"
    return True
