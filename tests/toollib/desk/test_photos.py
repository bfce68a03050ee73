"""Photos of tools: checked, cleaned of what the camera adds, readable by the library alone."""

import stat
from pathlib import Path

import pytest
from PIL import Image

from tests.riverside import Riverside, codes, dump
from toollib.desk import photos
from toollib.rules.reasons import Refused

TAG = "T-0042"
GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo that tells where it was taken and by what, lying on its side."""
    file = tmp_path / "IMG_1.jpg"
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MODEL] = "SECRETPHONE"
    exif.get_ifd(GPS)[1] = "N"
    Image.new("RGB", (40, 20), "red").save(file, exif=exif, comment=b"SECRETCOMMENT")
    return file


def test_only_the_picture_is_kept_upright_and_for_nobody_else(riverside: Riverside, photo: Path) -> None:
    kept = riverside.cora.tool_photo(TAG, photo)
    assert kept.tool.tag == TAG
    assert (kept.file.what, kept.file.name) == ("photo", "IMG_1.jpg")
    path = riverside.folder / kept.file.path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.parent == riverside.folder / "files"
    assert b"SECRET" in photo.read_bytes()
    assert b"SECRET" not in path.read_bytes()
    with Image.open(path) as picture:
        assert picture.size == (20, 40)
        assert not picture.getexif()
    assert riverside.desk.tool_history(TAG).files == (kept.file,)
    assert len(list((riverside.folder / "files").iterdir())) == 1


@pytest.mark.parametrize(
    ("ending", "mode"), [("png", "RGBA"), ("png", "P"), ("webp", "RGB"), ("jpg", "CMYK")]
)
def test_other_kinds_of_photos_are_taken(
    riverside: Riverside, tmp_path: Path, ending: str, mode: str
) -> None:
    file = tmp_path / f"a.{ending}"
    Image.new(mode, (3000, 30)).save(file)
    kept = riverside.cora.tool_photo(TAG, file)
    with Image.open(riverside.folder / kept.file.path) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (2000, 20))


@pytest.mark.parametrize("what", ["text", "empty", "gif", "cut", "folder", "nothing", "bomb", "large"])
def test_what_is_no_photo_is_refused_and_leaves_nothing(
    riverside: Riverside, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    file = tmp_path / "file.jpg"
    if what == "gif":
        Image.new("RGB", (4, 4)).save(file, "GIF")
    elif what == "bomb":
        monkeypatch.setattr(photos, "MOST_PIXELS", 100)
        file = photo
    elif what == "large":
        monkeypatch.setattr(photos, "MOST_BYTES", 100)
        file = photo
    elif what == "folder":
        file.mkdir()
    elif what != "nothing":
        content = {"text": b"a shopping list", "empty": b"", "cut": photo.read_bytes()[:300]}[what]
        file.write_bytes(content)
    before = dump(riverside.db)
    with pytest.raises(Refused) as refused:
        riverside.cora.tool_photo(TAG, file)
    assert codes(refused) == ["bad-file"]
    assert "JPEG, PNG or WebP" in (refused.value.hint or "")
    assert dump(riverside.db) == before
    assert not list((riverside.folder / "files").iterdir())


def test_all_reasons_at_once(riverside: Riverside, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.tool_photo("T-9999", tmp_path / "none")
    assert codes(refused) == ["tool-unknown", "role-missing", "bad-file"]


def test_the_same_photo_twice_is_one(riverside: Riverside, photo: Path) -> None:
    riverside.cora.tool_photo(TAG, photo)
    with pytest.raises(Refused) as refused:
        riverside.cora.tool_photo(TAG, photo)
    assert codes(refused) == ["bad-file"]
    assert len(list((riverside.folder / "files").iterdir())) == 1


def test_where_it_cannot_be_kept_no_row_tells_of_it(riverside: Riverside, photo: Path) -> None:
    before = dump(riverside.db)
    (riverside.folder / "files").rmdir()
    (riverside.folder / "files").write_text("in the way")
    with pytest.raises(Refused) as refused:
        riverside.cora.tool_photo(TAG, photo)
    assert codes(refused) == ["read-only"]
    assert dump(riverside.db) == before
