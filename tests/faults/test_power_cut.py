"""The power fails: database and log as they lie on the disk, cut off anywhere, with rubbish behind, or half folded in.

What was acknowledged had been flushed, so it is there; what was not is there whole or not at all.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.faults.building import WORK, at_work
from tests.faults.verbs import VERBS, busy
from tests.riverside import Riverside, dump
from toollib.store.database import Database, open_database

pytestmark = pytest.mark.fault
# https://sqlite.org/fileformat2.html#the_write_ahead_log: a header, then pages with a header each.
_HEADER, _BEFORE_PAGE = 32, 24
_ACTIONS = ("checkout-held", "return-broken", "pay", "renew", "hold", "member-add", "tool-lost", "close-day")
_MAKERS = ("reserve", "start-reserved", "collect", "step", "finish", "undo", "stop", "wish-vote", "start")
_CUTS = 200


@dataclass
class Frozen:
    """Database and log after some actions; `stages`: how long the log was after each, and every row then."""

    db: bytes
    log: bytes
    page: int
    stages: list[tuple[int, object]]

    def pages(self) -> dict[int, bytes]:
        """The newest of each page that the log holds, by its number."""
        found = {}
        for at in range(_HEADER, len(self.log), _BEFORE_PAGE + self.page):
            head, page = self.log[at : at + 4], self.log[at + _BEFORE_PAGE : at + _BEFORE_PAGE + self.page]
            found[int.from_bytes(head)] = page
        return found

    def kept_at(self, length: int) -> object:
        """Every row as of the last action that was acknowledged with the log no longer than this."""
        return [rows for size, rows in self.stages if size <= length][-1]


def actions(riverside: Riverside, where: str) -> Iterator[Callable[[], object]]:
    """What is done at the desk or by makers, once the stage is set for it and the log was folded in."""
    if where == "desk":
        busy(riverside)
        riverside.close()
        yield from (partial(VERBS[name], riverside.cora) for name in _ACTIONS)
    else:
        at_work(riverside)
        riverside.close()
        library = riverside.library("Cora Lind", "office")
        yield from (partial(WORK[name], library) for name in _MAKERS)


@pytest.fixture(params=["desk", "makers"])
def frozen(riverside: Riverside, request: pytest.FixtureRequest) -> Frozen:
    """A library where this and that was done since its log was last folded in, frozen."""
    path, log = riverside.folder / "library.db", riverside.folder / "library.db-wal"
    to_do = list(actions(riverside, request.param))
    db = riverside.library("Cora Lind", "office").desk.context.db
    stages: list[tuple[int, object]] = [(0, dump(db))]
    for do in to_do:
        do()
        stages.append((log.stat().st_size, dump(db)))
    page = int(db.value("PRAGMA page_size"))
    return Frozen(path.read_bytes(), log.read_bytes(), page, stages)


def opened(place: Path, db: bytes, log: bytes) -> Database:
    """What the program finds the next morning; the file of shared memory was never on the disk."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    (place / "library.db").write_bytes(db)
    (place / "library.db-wal").write_bytes(log)
    return open_database(place / "library.db")


def is_sound(found: Database, expected: object) -> None:
    try:
        assert found.value("PRAGMA integrity_check") == "ok"
        assert found.all("PRAGMA foreign_key_check") == []
        assert dump(found) == expected
    finally:
        found.close()


@pytest.mark.parametrize("rubbish", ["nothing", "zeros", "noise", "an older log"])
def test_a_log_cut_off_at_any_byte(frozen: Frozen, tmp_path: Path, rubbish: str) -> None:
    dice = random.Random(rubbish)  # noqa: S311 - dice, no secret
    size = len(frozen.log)
    ends = [length for length, _ in frozen.stages]
    near = {min(size, max(0, end + by)) for end in ends for by in (-1, 0, 1, _BEFORE_PAGE)}
    for cut in sorted({*near, *(dice.randrange(size) for _ in range(_CUTS // 4))}):
        behind = {
            "nothing": b"",
            "zeros": bytes(size - cut),
            "noise": dice.randbytes(size - cut),
            "an older log": (frozen.log[_HEADER:] + frozen.log)[cut:size],
        }
        log = frozen.log[:cut] + behind[rubbish]
        # Rubbish may begin with the very bytes that were cut off.
        pairs = zip(log, frozen.log, strict=False)
        alike = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(log), size))
        is_sound(opened(tmp_path / "cut", frozen.db, log), frozen.kept_at(alike))


def test_a_log_that_was_half_folded_in(frozen: Frozen, tmp_path: Path) -> None:
    """Any of its pages may stand in the database already, or lie there in part: the log is read over them."""
    dice = random.Random(20)  # noqa: S311 - likewise
    pages = frozen.pages()
    for _ in range(_CUTS // 4):
        db = bytearray(frozen.db)
        for number in dice.sample(sorted(pages), dice.randint(1, len(pages))):
            upto = dice.choice([frozen.page, frozen.page, dice.randrange(1, frozen.page)])
            at = (number - 1) * frozen.page
            db.extend(bytes(max(0, at + frozen.page - len(db))))
            db[at : at + upto] = pages[number][:upto]
        is_sound(opened(tmp_path / "folded", bytes(db), frozen.log), frozen.stages[-1][1])


def test_no_action_is_kept_in_part(frozen: Frozen) -> None:
    """The cuts above mean something: every action made the log longer, and changed rows."""
    lengths = [length for length, _ in frozen.stages]
    assert lengths == sorted(set(lengths))
    assert len(frozen.pages()) > len(_ACTIONS)
    assert all(one[1] != other[1] for one, other in zip(frozen.stages, frozen.stages[1:], strict=False))
