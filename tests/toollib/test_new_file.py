"""Files that an answer goes into are new, and of several all are written or none."""

import io
from errno import ENOSPC, EROFS
from pathlib import Path
from typing import Any

import pytest

from toollib.new_file import write_all_new, write_new
from toollib.rules.reasons import Refused


def why(*texts: tuple[Path, str]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        write_all_new(texts)
    return [(each.code, each.message) for each in refused.value.reasons]


def test_all_are_written_as_they_are(tmp_path: Path) -> None:
    write_all_new([(tmp_path / "a", "a\r\nä"), (tmp_path / "b", "")])
    assert (tmp_path / "a").read_bytes() == b"a\r\n\xc3\xa4"
    assert (tmp_path / "b").read_bytes() == b""
    write_all_new([])


def test_nothing_is_written_over(tmp_path: Path) -> None:
    old, link = tmp_path / "old", tmp_path / "link"
    old.write_text("old")
    link.symlink_to(tmp_path / "nowhere")
    assert why((old, "new")) == [("bad-file", f"{old} is there already; nothing was changed")]
    assert why((link, "new")) == [("bad-file", f"{link} is there already; nothing was changed")]
    assert why((tmp_path, "new")) == [("bad-file", f"{tmp_path} is a folder; nothing was changed")]
    assert old.read_text() == "old"
    with pytest.raises(Refused):
        write_new(old, "new")


def test_every_reason_is_told_and_nothing_stays(tmp_path: Path) -> None:
    good, away, no_name = tmp_path / "good", tmp_path / "no" / "b", tmp_path / "\0"
    told = dict.fromkeys(code for code, _ in why((good, "a"), (away, "b"), (no_name, "c")))
    assert list(told) == ["bad-file"]
    assert len(why((good, "a"), (away, "b"), (no_name, "c"))) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("other", ["a", "./a", "sub/../a"])
def test_one_file_cannot_hold_two(tmp_path: Path, other: str) -> None:
    (tmp_path / "sub").mkdir()
    ((code, message),) = why((tmp_path / "a", "a"), (Path(f"{tmp_path}/{other}"), "b"))
    assert code == "bad-file"
    assert "is named twice" in message
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(("number", "code"), [(ENOSPC, "disk-full"), (EROFS, "bad-file")])
def test_where_the_second_cannot_be_filled_the_first_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(number, "the disk says no")

    opened = Path.open

    def open_(path: Path, *args: Any, **named: Any) -> Any:
        file = opened(path, *args, **named)
        if path.name != "second":
            return file
        file.close()
        return Full()

    monkeypatch.setattr(Path, "open", open_)
    assert why((tmp_path / "first", "a"), (tmp_path / "second", "b")) == [
        (code, f"{tmp_path / 'second'} cannot be written: the disk says no")
    ]
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(io.StringIO):
        def write(self, _: str) -> int:
            raise KeyboardInterrupt

    opened = Path.open

    def open_(path: Path, *args: Any, **named: Any) -> Any:
        opened(path, *args, **named).close()
        return Stopped()

    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(KeyboardInterrupt):
        write_new(tmp_path / "a", "a")
    assert list(tmp_path.iterdir()) == []
