import os
import stat
import threading
from pathlib import Path

import pytest

from catalog.design_json import design_full, design_row
from catalog.files import read_inside
from catalog.limits import MAX_BYTES
from catalog.plan import Buildable
from catalog.problem import Problem
from catalog.reader import read_design
from catalog.shelf import Shelf
from tests.catalog.examples import FULL, NEEDED, write


def entry(cache: Path, what: str) -> Path:
    """The one entry of the only shelf."""
    [found] = cache.glob(f"designs-*.{what}")
    return found


def shelf_of(*folders: Path, cache: Path | None = None) -> Shelf:
    return Shelf(folders, cache_folder=cache)


def old(path: Path) -> Path:
    """The file, as if it were written long ago: the cache believes its looks."""
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def ids(shelf: Shelf) -> list[str]:
    return [card.id for card in shelf]


def test_designs_are_listed_by_id_and_found_with_all_they_say(tmp_path: Path) -> None:
    write(tmp_path, "b-press.yaml", FULL)
    write(tmp_path, "a-press.yml", NEEDED)
    write(tmp_path, "kinds.yaml", "not a design")
    write(tmp_path, ".hidden.yaml", "not a design")
    write(tmp_path, "notes.txt", "not a design")
    shelf = shelf_of(tmp_path)
    assert (ids(shelf), len(shelf), shelf.broken) == (["a-press", "b-press"], 2, ())
    design = read_design(FULL, id="b-press", file="x").design
    assert design is not None
    assert shelf.get("b-press") == design
    card = shelf.card("b-press")
    assert card is not None
    assert card.row == design_row(design, str(tmp_path / "b-press.yaml"))
    assert next(reversed(list(shelf.buildables()))) == Buildable.of(design)
    assert (shelf.get("c-press"), shelf.card("c-press")) == (None, None)


def test_a_renamed_design_is_found_by_its_old_id(tmp_path: Path) -> None:
    write(tmp_path, "ceb-press.yaml", FULL)
    card = shelf_of(tmp_path).card("brick-press")
    assert card is not None
    assert card.id == "ceb-press"


def test_a_near_id_or_name_is_suggested(tmp_path: Path) -> None:
    write(tmp_path, "ceb-press.yaml", FULL)
    assert shelf_of(tmp_path).nearest("ceb-pres") == ["ceb-press"]
    assert shelf_of(tmp_path).nearest("CEB pres") == ["ceb-press"]


def test_a_later_folder_shadows_an_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "press.yaml", NEEDED)
    write(tmp_path / "own", "press.yaml", NEEDED.replace("Small", "Our"))
    design = shelf_of(tmp_path / "shipped", tmp_path / "own").get("press")
    assert design is not None
    assert design.name == "Our press"


def test_a_broken_file_hides_no_other_and_says_why(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "lathe.yaml", NEEDED)
    write(tmp_path / "own", "press.yaml", NEEDED.replace("name", "nmae"))
    write(tmp_path / "own", "saw.yaml", "name: [")
    shelf = shelf_of(tmp_path / "shipped", tmp_path / "own")
    assert ids(shelf) == ["lathe"]
    assert [(broken.id, broken.problems[0].code) for broken in shelf.broken] == [
        ("press", "key-unknown"),
        ("saw", "yaml-syntax"),
    ]
    assert [problem.file for problem in shelf.problems] == [broken.file for broken in shelf.broken]


def test_a_broken_file_of_a_later_folder_still_shadows(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "press.yaml", NEEDED)
    write(tmp_path / "shipped", "new-press.yaml", NEEDED + "was: [press]\n")
    write(tmp_path / "own", "press.yaml", "name: [")
    shelf = shelf_of(tmp_path / "shipped", tmp_path / "own")
    assert ids(shelf) == ["new-press"]
    assert shelf.get("press") is None
    assert shelf.card("press") is None


def test_a_sound_file_of_a_later_folder_shadows_a_broken_one(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "press.yaml", "name: [")
    write(tmp_path / "own", "press.yaml", NEEDED)
    assert shelf_of(tmp_path / "shipped", tmp_path / "own").get("press") is not None


def test_two_files_with_one_id_are_told(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", NEEDED)
    write(tmp_path, "press.yml", NEEDED)
    shelf = shelf_of(tmp_path)
    assert ids(shelf) == ["press"]
    assert [problem.code for problem in shelf.problems] == ["id-twice"]


def test_a_name_that_is_no_id_is_told_with_a_better_one(tmp_path: Path) -> None:
    write(tmp_path, "CEB Press.yaml", NEEDED)
    [problem] = shelf_of(tmp_path).problems
    assert (problem.code, problem.hint) == ("id-wrong", "rename it to ceb-press.yaml")


def test_folders_that_are_not_there_hold_nothing(tmp_path: Path) -> None:
    write(tmp_path, "file", "x")
    assert len(shelf_of(tmp_path / "nowhere", tmp_path / "file")) == 0


def test_what_is_no_plain_file_inside_the_folder_is_refused_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "designs"
    write(folder, "good.yaml", NEEDED)
    outside = write(tmp_path, "outside.yaml", NEEDED)
    (folder / "link-out.yaml").symlink_to(outside)
    (folder / "link-in.yaml").symlink_to(folder / "good.yaml")
    (folder / "link-to-nothing.yaml").symlink_to(folder / "nothing")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "device.yaml").symlink_to("/dev/zero")
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    with (folder / "huge.yaml").open("wb") as file:
        file.truncate(2 * 1024**3)
    shelf = shelf_of(folder)
    assert ids(shelf) == ["good", "link-in"]
    assert {broken.id: broken.problems[0].code for broken in shelf.broken} == {
        "link-out": "path-outside", "link-to-nothing": "file-missing", "loop": "file-unreadable",
        "device": "path-outside", "folder": "file-unreadable", "pipe": "file-unreadable", "huge": "file-too-large",
    }  # fmt: skip


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", NEEDED + "#" * (MAX_BYTES - len(NEEDED)))
    write(tmp_path, "saw.yaml", NEEDED + "#" * (MAX_BYTES - len(NEEDED) + 1))
    assert ids(shelf_of(tmp_path)) == ["press"]


def test_files_that_vanish_while_they_are_read_are_no_crash(tmp_path: Path) -> None:
    stop = threading.Event()

    def come_and_go() -> None:
        while not stop.is_set():
            path = write(tmp_path, "ghost.yaml", NEEDED)
            path.unlink()

    ghost = threading.Thread(target=come_and_go)
    write(tmp_path, "good.yaml", NEEDED)
    ghost.start()
    try:
        for _ in range(100):
            shelf = shelf_of(tmp_path)
            assert "good" in ids(shelf)
            assert {broken.id for broken in shelf.broken} <= {"ghost"}
    finally:
        stop.set()
        ghost.join()


def test_an_unchanged_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old(write(tmp_path, "press.yaml", FULL))
    old(write(tmp_path, "broken.yaml", "name: ["))
    cache = tmp_path / "cache"
    before = shelf_of(tmp_path, cache=cache)
    monkeypatch.setattr("catalog.shelf_reading.read_inside", None)
    monkeypatch.setattr("catalog.shelf_cache.read_inside", None)
    after = shelf_of(tmp_path, cache=cache)
    assert list(after) == list(before)
    assert after.broken == before.broken
    assert after.get("press") == before.get("press") is not None
    assert list(after.buildables()) == list(before.buildables())


def test_a_file_only_touched_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old(write(tmp_path, "press.yaml", FULL))
    before = shelf_of(tmp_path, cache=tmp_path / "cache").get("press")
    os.utime(path, (1_100_000_000, 1_100_000_000))
    monkeypatch.setattr("catalog.reader.read_design", None)
    assert shelf_of(tmp_path, cache=tmp_path / "cache").get("press") == before is not None


def test_every_change_is_seen_even_within_one_tick_of_the_clock(tmp_path: Path) -> None:
    for name in ("Alpha", "Bravo", "Gamma"):
        write(tmp_path, "press.yaml", NEEDED.replace("Small", name))
        shelf = shelf_of(tmp_path, cache=tmp_path / "cache")
        assert [card.row["name"] for card in shelf] == [f"{name} press"]
        design = shelf.get("press")
        assert design is not None
        assert design.name == f"{name} press"


def test_a_removed_file_is_gone_and_a_new_one_there(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    gone = old(write(tmp_path, "press.yaml", NEEDED))
    shelf_of(tmp_path, cache=cache)
    gone.unlink()
    old(write(tmp_path, "saw.yaml", FULL))
    assert ids(shelf_of(tmp_path, cache=cache)) == ["saw"]
    assert ids(shelf_of(tmp_path, cache=cache)) == ["saw"]


def test_two_shelves_do_not_drive_each_other_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, folders = tmp_path / "cache", [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        old(write(folder, "press.yaml", FULL.replace("CEB press", folder.name)))
        shelf_of(folder, cache=cache)
    monkeypatch.setattr("catalog.shelf_reading.read_inside", None)
    for folder in folders:
        design = shelf_of(folder, cache=cache).get("press")
        assert design is not None
        assert design.name == folder.name


def test_only_the_shelves_looked_at_last_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.shelf_cache._SHELVES", 2)
    cache = tmp_path / "cache"
    for number in range(4):
        folder = tmp_path / str(number)
        folder.mkdir()
        old(write(folder, "press.yaml", FULL))
        shelf_of(folder, cache=cache)
    assert sorted(each.suffix for each in cache.iterdir()) == [
        ".bodies",
        ".bodies",
        ".list",
        ".list",
        ".words",
        ".words",
    ]
    monkeypatch.setattr("catalog.shelf_reading.read_inside", None)
    assert ids(shelf_of(tmp_path / "3", cache=cache)) == ["press"]


@pytest.mark.parametrize("name", ["list", "bodies"])
@pytest.mark.parametrize("damage", ["empty", "cut", "turned", "gone", "random"])
def test_a_damaged_cache_is_never_believed(tmp_path: Path, name: str, damage: str) -> None:
    old(write(tmp_path, "press.yaml", FULL))
    cache = tmp_path / "cache"
    before = shelf_of(tmp_path, cache=cache)
    path = entry(cache, name)
    kept = path.read_bytes()
    changed = {
        "empty": b"",
        "cut": kept[:-20],
        "turned": kept.replace(b"CEB", b"BEC"),
        "random": os.urandom(999),
    }
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(changed[damage])
    after = shelf_of(tmp_path, cache=cache)
    assert list(after) == list(before)
    assert after.get("press") == before.get("press") is not None
    assert list(after.buildables()) == list(before.buildables())


def test_a_cache_of_another_program_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old(write(tmp_path, "press.yaml", FULL))
    shelf_of(tmp_path, cache=tmp_path / "cache")
    monkeypatch.setattr("catalog.cache.program", lambda: "another")
    monkeypatch.setattr("catalog.shelf_reading.read_inside", lambda _path, _folder: NEEDED.encode())
    design = shelf_of(tmp_path, cache=tmp_path / "cache").get("press")
    assert design is not None
    assert design.name == "Small press"


def test_the_cache_is_for_nobody_elses_eyes(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", FULL)
    cache = tmp_path / "cache"
    shelf_of(tmp_path, cache=cache)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in cache.iterdir()}
    assert (stat.S_IMODE(cache.stat().st_mode), modes) == (0o700, {0o600})


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", NEEDED)
    write(tmp_path, "cache", "a file where the folder should be")
    assert ids(shelf_of(tmp_path, cache=tmp_path / "cache")) == ["press"]


def test_a_design_outlives_the_cache_that_another_process_rewrote(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    old(write(tmp_path, "press.yaml", FULL))
    shelf_of(tmp_path, cache=cache)
    shelf = shelf_of(tmp_path, cache=cache)
    old(write(tmp_path, "another.yaml", NEEDED))
    shelf_of(tmp_path, cache=cache)
    design = shelf.get("press")
    assert design is not None
    assert design.name == "CEB press"


def test_an_old_shelf_shows_what_it_saw_or_nothing_but_never_another_design(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    old(write(tmp_path, "press.yaml", FULL))
    shelf_of(tmp_path, cache=cache)
    kept, lost = shelf_of(tmp_path, cache=cache), shelf_of(tmp_path, cache=cache)
    write(tmp_path, "press.yaml", NEEDED)
    shelf_of(tmp_path, cache=cache)
    design = kept.get("press")
    assert design is not None
    assert design.name == "CEB press"
    entry(cache, "bodies").unlink()
    assert lost.get("press") is None
    assert list(lost.buildables()) == []


@pytest.mark.parametrize("cached", [True, False])
def test_a_file_saved_half_written_keeps_its_old_design_until_it_is_repaired(
    tmp_path: Path, *, cached: bool
) -> None:
    cache = tmp_path / "cache" if cached else None
    old(write(tmp_path, "press.yaml", FULL))
    shelf_of(tmp_path, cache=cache)
    shelf = shelf_of(tmp_path, cache=cache)
    write(tmp_path, "press.yaml", FULL[:700] + "\n  {")
    for _ in range(2):
        shelf = shelf.renewed()
        card, design = shelf.card("press"), shelf.get("press")
        assert card is not None
        assert design is not None
        assert (card.stale, card.problems[0].code, design.name) == (True, "yaml-syntax", "CEB press")
    write(tmp_path, "press.yaml", NEEDED)
    card = shelf.renewed().card("press")
    assert card is not None
    assert (card.stale, card.row["name"]) == (False, "Small press")


def test_the_whole_record_has_every_key_in_snake_case(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", FULL)
    design = shelf_of(tmp_path).get("press")
    assert design is not None
    full = design_full(design, "designs/press.yaml")
    assert (full["id"], full["file"], full["status"], full["makes_tool"]) == (
        "press", "designs/press.yaml", "almost-done", "ceb-press",
    )  # fmt: skip
    assert full["parts"][0]["qty"] == {"low": 6, "high": 6, "unit": "m", "text": "6 m"}
    assert full["parts"][0]["cost"] == {"amount": "20", "currency": "USD", "per": "each"}
    assert full["parts"][2]["make"] == {"external": "https://example.org/driver"}
    assert full["tools"][2]["options"][2]["slower"] == 6
    assert full["steps"][1]["hours"] == {"low": 8, "high": 14}
    assert full["runs_on"][0]["options"][2]["outside"] == "grid electricity"
    assert full["credit"]["from"][0]["title"] == "Old press"
    assert full["extra"] == {"x-shelf": "blue"}
    row = design_row(design, "designs/press.yaml")
    assert (row["parts"], row["tools"], row["steps"], row["cost"]) == (6, 5, 2, None)
    assert row["cost_at_least"] == {"amount": "120.00", "currency": "USD"}


def test_one_changed_file_is_read_alone_and_nothing_is_parsed_again_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    for name in ("a", "b", "c"):
        old(write(tmp_path, f"{name}.yaml", NEEDED.replace("Small", name)))
    shelf_of(tmp_path, cache=cache)
    size = entry(cache, "bodies").stat().st_size
    write(tmp_path, "b.yaml", FULL)
    os.utime(tmp_path / "b.yaml", (1_100_000_000, 1_100_000_000))
    read: list[str] = []

    def counted(path: Path, folder: Path) -> bytes | Problem:
        read.append(path.name)
        return read_inside(path, folder)

    monkeypatch.setattr("catalog.shelf_reading.read_inside", counted)
    shelf_of(tmp_path, cache=cache)
    assert read == ["b.yaml"]
    assert entry(cache, "bodies").stat().st_size > size  # the new one stands after the old ones
    monkeypatch.setattr("catalog.reader.read_design", None)
    shelf = shelf_of(tmp_path, cache=cache)
    names = [design.name for name in ("a", "b", "c") if (design := shelf.get(name)) is not None]
    assert names == ["a press", "CEB press", "c press"]
    assert len(list(shelf.buildables())) == 3


def test_bodies_that_nobody_wants_any_more_are_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.shelf_cache._SPARE", 0)
    cache = tmp_path / "cache"
    for number in range(20):
        write(tmp_path, "press.yaml", FULL.replace("CEB", f"No. {number}"))
        os.utime(tmp_path / "press.yaml", (1_000_000_000 + number, 1_000_000_000 + number))
        shelf_of(tmp_path, cache=cache)
    write(tmp_path, "saw.yaml", NEEDED)
    kept = shelf_of(tmp_path, cache=cache)
    one = len(entry(cache, "bodies").read_bytes())
    monkeypatch.setattr("catalog.reader.read_design", None)
    design = shelf_of(tmp_path, cache=cache).get("press")
    assert design == kept.get("press") is not None
    assert one < 20_000
