"""A file is there if and only if a row tells of it: what a power cut leaves between the two is put right at the next opening."""

from pathlib import Path

import pytest
from PIL import Image

from tests.riverside import Riverside
from toollib.desk import filing
from toollib.places import FILES_UNDER_WAY

OURS, OTHER = "build-1-0123456789abcdef.jpg", "tool-2-0123456789abcdef.pdf"


@pytest.fixture
def files(riverside: Riverside) -> Path:
    """The folder of a library in which a photo was begun to be kept when the power went."""
    with riverside.db.writing():
        filing.begin(riverside.db, f"files/{OURS}")
    files = riverside.folder / "files"
    (files / OURS).write_bytes(b"a face")
    (files / f".{OURS}-x1y2").write_bytes(b"half a face")
    (files / OTHER).write_bytes(b"a manual")
    (files / "waiver.pdf").write_bytes(b"signed")
    riverside.close()
    return files


def test_a_file_that_no_row_tells_of_is_gone_when_the_library_is_next_opened(
    riverside: Riverside, files: Path
) -> None:
    riverside.desk.today()
    assert sorted(each.name for each in files.iterdir()) == [OTHER, "waiver.pdf"]  # these were never noted


def test_a_file_of_which_a_row_tells_stays(riverside: Riverside, files: Path) -> None:
    filed = "INSERT INTO file (tool, what, name, path, added_at) VALUES (1, 'photo', 'x', ?, '2026-11-28T10:00:00Z')"
    (riverside.folder / FILES_UNDER_WAY).rename(files / "aside")  # so that opening does not see it yet
    with riverside.db.writing():
        riverside.db.run(filed, (f"files/{OURS}",))
    riverside.close()
    (files / "aside").rename(riverside.folder / FILES_UNDER_WAY)
    riverside.desk.today()
    assert sorted(each.name for each in files.iterdir()) == [OURS, OTHER, "waiver.pdf"]


def test_what_is_noted_by_no_name_of_ours_is_let_be(riverside: Riverside, files: Path) -> None:
    (riverside.folder / FILES_UNDER_WAY / "waiver.pdf").touch()
    riverside.desk.today()
    assert (files / "waiver.pdf").exists()
    assert not (riverside.folder / FILES_UNDER_WAY).exists()


def test_a_folder_that_cannot_be_changed_keeps_nobody_from_opening(
    riverside: Riverside, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    riverside.desk.today()
    monkeypatch.undo()
    assert (files / OURS).exists()
    riverside.close()
    riverside.desk.today()
    assert not (files / OURS).exists()


def test_a_file_that_is_taken_away_and_cannot_be_deleted_now_is_deleted_later(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = riverside.folder / "photo.png"
    Image.new("RGB", (4, 4), "red").save(photo)
    kept = riverside.folder / riverside.cora.tool_photo("T-0060", photo).file.path
    with monkeypatch.context() as denied:
        denied.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError))
        told = riverside.cora.tool_file_remove("T-0060", "photo.png")
    assert told.warnings == (
        f"files/{kept.name} is still on the disk: it is tried again when the library is next opened",
    )
    riverside.close()
    riverside.desk.today()
    assert not kept.exists()
