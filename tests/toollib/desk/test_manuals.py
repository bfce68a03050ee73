"""Manuals of tools: checked by content, cleaned of what runs and what tells on people, shown, and taken away again."""

import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from tests.riverside import Riverside, codes, dump
from tests.toollib.cli.conftest import Shell
from toollib.desk import manuals
from toollib.rules.reasons import Refused

TAG, CORA = "T-0042", "M-0002"
SECRET = b"SECRET"


def a_link(action: Dictionary) -> Dictionary:
    """A place on a page that does something when it is clicked."""
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)


def a_manual(pages: int = 2) -> Pdf:
    """A PDF with everything in it that a manual does not need."""
    pdf = Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('SECRET')"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    names = Array([String("a"), pdf.make_indirect(script)])
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))
    pdf.attachments["SECRET.exe"] = b"SECRET program"
    pdf.docinfo["/Author"] = "SECRET Person"
    with pdf.open_metadata() as about:
        about["dc:creator"] = ["SECRET Person"]
    run = a_link(Dictionary(S=Name.Launch, F=String("SECRET.exe")))
    leads = a_link(Dictionary(S=Name.URI, URI=String("https://example.org/parts")))
    goes = a_link(Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit])))
    pdf.pages[0].obj.Annots = Array([run, leads, goes])
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.pages[0].obj.PieceInfo = Dictionary(Maker=Dictionary(Private=String("SECRET")))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT (Wear goggles) Tj ET")
    return pdf


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """The manual of the angle grinder."""
    file = tmp_path / "grinder.pdf"
    a_manual().save(file, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file


def plainly(path: Path) -> bytes:
    """All of a PDF with nothing compressed, to look for words in it."""
    written = BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(
            written,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return written.getvalue()


def test_only_what_is_to_be_read_is_kept_and_for_nobody_else(riverside: Riverside, manual: Path) -> None:
    assert plainly(manual).count(SECRET) >= 6
    kept = riverside.cora.tool_manual(TAG, manual)
    assert (kept.tool.tag, kept.file.what, kept.file.name) == (TAG, "manual", "grinder.pdf")
    path = riverside.folder / kept.file.path
    assert (path.suffix, stat.S_IMODE(path.stat().st_mode)) == (".pdf", 0o600)
    text = plainly(path)
    for word in (SECRET, b"/JavaScript", b"/Launch", b"/EmbeddedFiles", b"/OpenAction", b"/AA", b"/Info"):
        assert word not in text, word
    assert b"Wear goggles" in text
    assert b"https://example.org/parts" in text
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
        assert [str(each.A.get("/S", "")) for each in pdf.pages[0].obj.Annots] == [
            "",
            "/URI",
            "/GoTo",
        ]
    assert riverside.desk.tool_files(TAG) == (kept.file,) == riverside.desk.tool_history(TAG).files


def encrypted(pdf: Pdf, file: Path, password: str) -> None:
    pdf.save(file, encryption=pikepdf.Encryption(owner="owner", user=password))


BAD: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "text": (lambda file, _: file.write_text("a shopping list"), "is no PDF"),
    "empty": (lambda file, _: file.write_bytes(b""), "is no PDF"),
    "photo": (lambda file, _: Image.new("RGB", (4, 4)).save(file, "JPEG"), "is no PDF"),
    "only begun": (lambda file, _: file.write_bytes(b"%PDF-1.7\n"), "broken"),
    "cut": (lambda file, good: file.write_bytes(good.read_bytes()[:-200]), "broken"),
    "no pages": (lambda file, _: Pdf.new().save(file), "no pages"),
    "locked": (lambda file, _: encrypted(a_manual(), file, "user"), "encrypted"),
    "restricted": (lambda file, _: encrypted(a_manual(), file, ""), "encrypted"),
    "folder": (lambda file, _: file.mkdir(), "is no file"),
    "nothing": (lambda *_: None, "is no file"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_manual_is_refused_and_leaves_nothing(
    riverside: Riverside, manual: Path, tmp_path: Path, what: str
) -> None:
    file = tmp_path / "file.pdf"
    make, why = BAD[what]
    make(file, manual)
    before = dump(riverside.db)
    with pytest.raises(Refused, match=why) as refused:
        riverside.cora.tool_manual(TAG, file)
    assert codes(refused) == ["bad-file"]
    assert "a manual is a PDF" in (refused.value.hint or "")
    assert dump(riverside.db) == before
    assert not list((riverside.folder / "files").iterdir())


@pytest.mark.parametrize(("limit", "why"), [("MOST_BYTES", "too large"), ("MOST_PAGES", "too many pages")])
def test_a_manual_has_a_size(
    riverside: Riverside, manual: Path, monkeypatch: pytest.MonkeyPatch, limit: str, why: str
) -> None:
    monkeypatch.setattr(manuals, limit, 1)
    with pytest.raises(Refused, match=why):
        riverside.cora.tool_manual(TAG, manual)


@given(data=st.data())
def test_whatever_is_in_a_file_is_told_or_kept(data: st.DataObject, manual: Path, tmp_path: Path) -> None:
    """A PDF with bytes changed anywhere is cleaned or refused as broken, and nothing else comes of it."""
    content = bytearray(manual.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = manuals._cleaned(tmp_path / "x.pdf", bytes(content))
    except Refused as refused:
        kept = b"%PDF-" if refused.code == "bad-file" else b""
    assert kept.startswith(b"%PDF-")


def test_the_same_manual_twice_is_one(riverside: Riverside, manual: Path) -> None:
    riverside.cora.tool_manual(TAG, manual)
    with pytest.raises(Refused, match="has this manual already"):
        riverside.cora.tool_manual(TAG, manual)
    assert len(list((riverside.folder / "files").iterdir())) == 1
    riverside.cora.tool_manual("T-0043", manual)  # another tool has its own


def test_all_reasons_at_once(riverside: Riverside, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.tool_manual("T-9999", tmp_path / "none")
    assert codes(refused) == ["tool-unknown", "role-missing", "bad-file"]


def test_a_file_is_taken_away_with_an_event(riverside: Riverside, manual: Path, tmp_path: Path) -> None:
    photo = tmp_path / "grinder.jpg"
    Image.new("RGB", (4, 4)).save(photo)
    kept = riverside.cora.tool_manual(TAG, manual).file
    picture = riverside.cora.tool_photo(TAG, photo).file
    gone = riverside.cora.tool_file_remove(TAG, "GRINDER.pdf")
    assert (gone.file, gone.warnings) == (kept, ())
    assert not (riverside.folder / kept.path).exists()
    assert riverside.desk.tool_files(TAG) == (picture,)
    event = riverside.desk.events(TAG)[0]
    assert (event.what, event.about) == ("tool-file-remove", {"tool": TAG, "file": kept.id})
    assert riverside.cora.tool_file_remove(TAG, picture.id).file == picture
    again = riverside.cora.tool_manual(TAG, manual).file
    assert (riverside.folder / again.path).is_file()
    assert again.path == kept.path


def test_a_file_that_somebody_deleted_can_be_taken_away(riverside: Riverside, manual: Path) -> None:
    kept = riverside.cora.tool_manual(TAG, manual).file
    (riverside.folder / kept.path).unlink()
    assert riverside.cora.tool_file_remove(TAG, kept.id).warnings == ()
    kept = riverside.cora.tool_manual(TAG, manual).file
    (riverside.folder / kept.path).unlink()
    (riverside.folder / kept.path).mkdir()
    (left,) = riverside.cora.tool_file_remove(TAG, kept.id).warnings
    assert kept.path in left


def test_what_a_tool_does_not_have_is_not_taken_away(riverside: Riverside, manual: Path) -> None:
    riverside.cora.tool_manual(TAG, manual)
    other = riverside.cora.tool_manual("T-0043", manual).file
    for text in (other.id, "nothing.pdf", ""):
        with pytest.raises(Refused, match=r"manual `grinder\.pdf`") as refused:
            riverside.cora.tool_file_remove(TAG, text)
        assert codes(refused) == ["bad-file"]
    with pytest.raises(Refused) as refused:
        riverside.desk.tool_file_remove("T-9999", "1")
    assert codes(refused) == ["tool-unknown", "role-missing"]
    pdf = a_manual(3)
    pdf.save(manual)
    riverside.cora.tool_manual(TAG, manual)
    with pytest.raises(Refused, match="several files called"):
        riverside.cora.tool_file_remove(TAG, "grinder.pdf")


def test_by_command(riverside: Riverside, manual: Path) -> None:
    shell = Shell(riverside.folder)
    kept = shell.json("tool", "manual", TAG, str(manual), who=CORA)
    assert set(kept) == {"currency", "tool", "file", "warnings"}
    assert shell.json("tool", "show", TAG)["files"] == [kept["file"]]
    assert set(kept["file"]) == {"id", "what", "name", "path", "added_at"}
    assert f"manual 1: {kept['file']['path']} (grinder.pdf)" in shell.run("tool", "show", TAG).stdout
    assert shell.codes("tool", "manual", TAG, str(manual), who=CORA) == ["bad-file"]
    assert shell.codes("tool", "file-remove", TAG, "grinder.pdf") == ["role-missing"]
    gone = shell.run("tool", "file-remove", TAG, "grinder.pdf", who=CORA).stdout
    assert gone == "T-0042: manual grinder.pdf is gone\n"
    assert shell.json("tool", "show", TAG)["files"] == []
