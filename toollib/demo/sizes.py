"""How large the made-up library is: what was asked for, the rest in proportion, and what cannot be."""

from dataclasses import dataclass

MEMBERS, TOOLS = 60, 150
MOST_MEMBERS, MOST_TOOLS, MOST_LOANS = 100_000, 100_000, 1_000_000
# What two years can bear without lending everything to everybody all the time. Two open days a week are about 195
# openings; a loan keeps a tool for three of them or so.
LOANS_PER_TOOL, LOANS_PER_MEMBER = 32, 90
# What is lively rather than possible, where nobody asks for a number.
LIVELY_PER_TOOL, LIVELY_PER_MEMBER = 9, 22


class DoesNotFit(ValueError):
    """These numbers do not go together; the message says why and what would."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many members, tools and loans there will be, exactly."""

    members: int
    tools: int
    loans: int


def sizes_for(members: int | None = None, tools: int | None = None, loans: int | None = None) -> Sizes:
    """The sizes of a library of which some are given; those that are not grow with the others.

    Raises:
        DoesNotFit: a number is out of range, or so many loans cannot be made in two years.
    """
    _in_range("members", members, 1, MOST_MEMBERS)
    _in_range("tools", tools, 1, MOST_TOOLS)
    _in_range("loans", loans, 0, MOST_LOANS)
    wanted = loans or 0
    if members is None:
        members = max(MEMBERS, (tools or 0) // 5, -(-wanted // 50))
    if tools is None:
        tools = max(TOOLS, members // 2, -(-wanted // 12))
    bearable = min(tools * LOANS_PER_TOOL, members * LOANS_PER_MEMBER)
    if loans is None:
        loans = min(tools * LIVELY_PER_TOOL, members * LIVELY_PER_MEMBER, MOST_LOANS)
    if loans > bearable:
        raise DoesNotFit(
            f"{members} members and {tools} tools make at most {bearable} loans in two years; "
            "ask for fewer loans, or for more members and tools"
        )
    return Sizes(members, tools, loans)


def _in_range(what: str, number: int | None, least: int, most: int) -> None:
    if number is not None and not least <= number <= most:
        raise DoesNotFit(f"{what}: {number} is not between {least} and {most}")
