"""What makers' commands print with --json has the keys that the command contract names, whatever else it has."""

from typing import Any

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, write_designs

WHOLE = """\
tools: [jigsaw, {any: [orbital-sander, belt-sander]}, {tool: bench-vise, helps: true}]
makes-tool: work-bench
parts: [{part: Plank, qty: 4, cost: 5 EUR}, {part: Glue, qty: unknown}, {part: Frame, qty: 1, make: frame}]
steps: [{do: Cut, hours: 2}, {do: Sand, after: [cut]}]
"""
PERIOD = ("--member", "M-0017", "--from", "2026-12-05", "--to", "2026-12-09")


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    head = HEAD.format(name="Whole", id="whole", status="done", tools="full").replace(
        "parts: none", "parts: full"
    )
    (riverside.folder / "designs" / "whole.yaml").write_text(head + WHOLE)
    (riverside.folder / "kinds.yaml").write_text(
        "kinds:\n  - {slug: work-bench, name: Work bench, category: woodworking}\n"
    )
    riverside.done("member", "induct", "welding", "M-0017")
    return riverside


def has(found: Any, *keys: str) -> None:
    """Every one of these keys is there; of a list, in each of its entries, and there are some."""
    entries = found if isinstance(found, list) else [found]
    assert entries
    for each in entries:
        assert set(keys) <= each.keys()


def test_ready_and_why(makers: Riverside) -> None:
    answer = makers.done("build", "ready", "--on", "2026-12-05", "--for", "M-0017")
    has(answer, "ready", "almost", "undocumented")
    has(answer["ready"], "design", "tools")
    has(answer["ready"][0]["tools"], "kind", "tag")
    has(answer["almost"], "design", "missing")
    assert all(isinstance(each, str) for each in [*answer["undocumented"], *answer["almost"][0]["missing"]])
    why = makers.done("build", "why", "whole", "--on", "2026-12-05", "--for", "M-0017")
    has(why, "design", "ready", "needs")
    has(why["needs"], "must", "state", "chosen", "options")
    for need in why["needs"]:
        has(need["options"], "kind", "tag", "state", "until", "stands_in", "slower")
        assert need["state"] in {each["state"] for each in need["options"]}
    has(makers.done("build", "when", "whole", "--member", "M-0017", "--days", "2"), "first")


def test_unlock_bootstrap_and_without(makers: Riverside) -> None:
    has(makers.done("build", "unlock", "--size", "1")["unlocks"], "kinds", "designs", "wishes", "cost")
    answer = makers.done("build", "bootstrap")
    has(answer, "rounds", "never")
    for each in answer["rounds"]:
        has(each, "design", "status", "because")
        has(each[0]["because"], "kind", "from")
    has(answer["never"], "design", "missing", "undocumented")
    has(makers.done("build", "proof", "whole"), "proof")
    has(makers.done("build", "without", "jigsaw"), "lost", "substitutes")
    assert makers.done("build", "bootstrap", "--have-nothing", "--target", "whole")["rounds"] == []


def test_reserve_collect_and_build(makers: Riverside) -> None:
    done = makers.done("build", "reserve", "whole", *PERIOD)
    has(done, "reservations", "pick_list")
    has(done["reservations"], "id", "member", "tool", "kind", "from", "to", "state", "build")
    makers.at("2026-12-05 10:05")
    has(makers.done("collect", "M-0017"), "loans", "warnings")
    has(makers.done("build", "start", "whole", "--member", "M-0017"), "build")
    has(makers.done("build", "step", "1", "--done"), "build")
    done = makers.done("build", "finish", "whole", "--tag", "T-0900")
    has(done, "build", "remake", "tool")
    has(done["tool"], "tag", "codes", "name", "kind", "category", "state", "owner", "place", "price")
    has(makers.done("build", "list"), "builds")


def test_designs(makers: Riverside) -> None:
    listed = makers.done("design", "list")["designs"]
    has(
        listed, "id", "name", "summary", "category", "version", "status", "license", "parts", "tools", "steps", "cost",
        "file",
    )  # fmt: skip
    has(listed[0]["license"], "hardware", "software", "documentation")
    parts = makers.done("design", "parts", "whole", "--times", "2", "--explode")
    has(parts, "lines", "totals", "unknown_costs", "unknown_quantities")
    has(parts["lines"], "part", "qty", "unit", "cost", "from_designs")
    assert parts["totals"] == [{"amount": "40.00", "currency": "EUR"}]
    has(makers.done("design", "tools", "whole")["tools"], "options", "must", "owned", "free", "note")
    credit = makers.done("design", "credits", "whole")
    has(credit, "lines", "license")
    has(credit["license"], "verdict", "expression", "conflicts")


def test_wishes_and_reports(makers: Riverside) -> None:
    has(makers.done("wish", "add", "M-0017", "table-saw"), "wish")
    has(makers.done("wish", "list"), "wishes")
    assert makers.done("report", "priorities")["currency"] == "GBP"
    assert makers.done("report", "impact")["currency"] == "GBP"
