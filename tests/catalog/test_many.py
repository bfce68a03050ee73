"""Sharing work out among processes: the same answers as in one, whatever becomes of a child."""

import gc
import os
import sys
from collections import deque
from pathlib import Path

import pytest

from catalog import many
from catalog.shelf import Shelf
from tests.catalog.examples import FULL, NEEDED, write

CHUNKS = [bytes([number]) * number for number in range(1, 40)]
OURS = "tests.catalog.test_many:"


def turned(chunk: bytes) -> bytes:
    """A task: the bytes in another order, and where it was done."""
    return chunk[::-1] + str(os.getpid()).encode()


def dies_in_a_child(chunk: bytes) -> bytes:
    """A task during which every child is killed."""
    if "catalog.many" in sys.argv[0] or sys.argv[0].endswith("many.py"):
        os._exit(9)
    return chunk


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_cores", lambda: 2)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


def test_every_chunk_is_answered_in_order() -> None:
    answers = many.share_out(OURS + "turned", CHUNKS * 20)
    assert [answer.rstrip(b"0123456789") for answer in answers] == [
        chunk.rstrip(b"0123456789") for chunk in CHUNKS * 20
    ]


def test_a_child_answers_all_that_it_is_given() -> None:
    answers: dict[int, bytes] = {}
    child = many._Child(OURS + "turned", deque(enumerate(CHUNKS)), answers)
    child.wait()
    child.end()
    assert sorted(answers) == list(range(len(CHUNKS)))
    assert all(answers[number].startswith(chunk[::-1]) for number, chunk in enumerate(CHUNKS))
    assert not any(answer.endswith(str(os.getpid()).encode()) for answer in answers.values())


def test_a_child_that_dies_costs_time_and_nothing_else() -> None:
    assert many.share_out(OURS + "dies_in_a_child", CHUNKS) == CHUNKS


@pytest.mark.parametrize("python", ["", "/nonexistent/python", "/bin/false"])
def test_where_no_child_can_be_had_all_is_done_here(monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    monkeypatch.setattr(sys, "executable", python)
    answers = many.share_out(OURS + "turned", CHUNKS)
    assert all(answer.endswith(str(os.getpid()).encode()) for answer in answers)


def test_garbage_is_collected_again_afterwards() -> None:
    many.share_out(OURS + "turned", CHUNKS)
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), many.no_collecting():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_few_files_are_not_shared_out() -> None:
    assert many.chunks_of(299) is None
    cut = many.chunks_of(1001)
    assert cut is not None
    assert [number for part in cut for number in part] == list(range(1001))


def test_many_files_give_the_same_shelf_as_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(310):
        write(tmp_path, f"press-{number}.yaml", FULL.replace("CEB", f"No. {number}"))
    write(tmp_path, "broken.yaml", NEEDED.replace("name", "nmae"))
    (tmp_path / "link.yaml").symlink_to("/etc/hostname")
    shared = Shelf([tmp_path], cache_folder=tmp_path / "cache")
    monkeypatch.setattr(many, "_WORTH", 10_000)
    alone = Shelf([tmp_path])
    assert list(shared) == list(alone)
    assert shared.broken == alone.broken
    assert shared.get("press-7") == alone.get("press-7") is not None
    again = Shelf([tmp_path], cache_folder=tmp_path / "cache")
    assert list(again) == list(alone)
    assert again.get("press-309") == alone.get("press-309")
