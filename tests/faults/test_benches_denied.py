"""Each write of a bench's reservation, its collecting and its undo denied once: nothing of it stays."""

from datetime import date

import pytest

from tests.faults.test_refused_writes import deny_each
from tests.riverside import Riverside, dump
from tests.scenarios.makers import write_designs
from toollib.workshop import benches

pytestmark = pytest.mark.fault


def test_a_bench_whose_write_fails_leaves_no_trace(riverside: Riverside) -> None:
    write_designs(riverside)
    library = riverside.library()
    before, plain = dump(riverside.db), dump(riverside.db, history=False)

    def reserve(_: object) -> object:
        wanted = benches.Wanted("pair-sander", "M-0017")
        days = {"first": date(2026, 11, 28), "last": date(2026, 12, 2)}
        return benches.reserve(library.desk.context, library.workshop, wanted, **days)

    assert deny_each(library.desk, reserve) >= 4
    assert dump(riverside.db) != before
    assert deny_each(library.desk, lambda desk: desk.collect("M-0017")) >= 4
    assert deny_each(library.desk, lambda desk: desk.undo()) >= 2
    assert deny_each(library.desk, lambda desk: desk.undo()) >= 2
    now = dump(riverside.db, history=False)
    assert {name for name in plain if plain[name] != now[name]} == {"reservation", "build", "build_member"}
