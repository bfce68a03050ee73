"""Manuals of tools: PDFs, checked by what is in them, and written anew without what does something or tells on somebody.

A PDF can carry scripts, files and forms that send what is typed, and it names who made it on which computer. A manual
needs none of that to be read. It is never opened by this program but to be cleaned.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from toollib.desk import care_views, files
from toollib.desk.context import Context

if TYPE_CHECKING:
    from pikepdf import Pdf

MOST_BYTES: Final = 50_000_000
MOST_PAGES: Final = 2_000
# What a reader would run, send or unpack, and what tells of who made the file. Names are those of ISO 32000-2.
_KEYS: Final = (
    "/AA", "/OpenAction", "/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/AF", "/EF", "/XFA", "/RichMedia",
    "/RichMediaContent", "/RichMediaSettings", "/Renditions", "/Collection", "/Perms", "/Metadata", "/PieceInfo",
    "/LastModified", "/SourceModified", "/SpiderInfo",
)  # fmt: skip
# Going to a place in the manual, and links, which the reader's own program shows first, stay; other actions do not.
_KEPT: Final = frozenset({"/GoTo", "/URI", "/Named"})
_GONE: Final = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/Rendition",
        "/Movie", "/Sound", "/Hide", "/SetOCGState", "/GoTo3DView", "/RichMediaExecute", "/Thread",
    }
)  # fmt: skip
_ENCRYPTED: Final = "is encrypted: save it without a password first"


def add(context: Context, tool: str, file: Path) -> care_views.ToolFile:
    """Keep a manual of a tool.

    Raises:
        Refused: `tool-unknown`, `bad-file` for what is no PDF, encrypted, broken or too large, `disk-full`,
            `read-only`, `role-missing`.
    """
    return files.keep(context, tool, file, _sort())


def _sort() -> files.Sort:
    way_out = (
        f"a manual is a PDF without a password, of at most 50 MB and {MOST_PAGES:,} pages; "
        "one that a reader still opens can be printed to a new PDF"
    )
    return files.Sort("manual", ".pdf", MOST_BYTES, _cleaned, way_out)


def _cleaned(file: Path, content: bytes) -> bytes:
    """The pages, their text and their links, as a new PDF.

    Raises:
        Refused: `bad-file`.
    """
    import pikepdf

    bad = _sort().bad
    if not content.lstrip().startswith(b"%PDF-"):
        raise bad(file, "is no PDF")
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise bad(file, _ENCRYPTED)
            if not 0 < len(pdf.pages) <= MOST_PAGES:
                raise bad(file, "has no pages" if not pdf.pages else "has too many pages")
            return _written(pdf)
    except pikepdf.PasswordError as error:
        raise bad(file, _ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise bad(file, "is a broken PDF") from error


def _written(pdf: "Pdf") -> bytes:
    import pikepdf

    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for each in _dictionaries(pdf):
        for key in _KEYS:
            if key in each:
                del each[key]
        if _acts(each):
            for key in list(each.keys()):
                del each[key]
    if "/Names" in pdf.Root:
        for tree in ("/JavaScript", "/EmbeddedFiles", "/Renditions"):
            if tree in pdf.Root.Names:
                del pdf.Root.Names[tree]
    written = BytesIO()
    # The id is made from the content: the same manual twice is the same file.
    pdf.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _acts(each: Any) -> bool:
    """Whether a dictionary is an action that does not stay, even if it does not say that it is one."""
    does = str(each.get("/S", ""))
    return does in _GONE or (each.get("/Type") == "/Action" and does not in _KEPT)


def _dictionaries(pdf: "Pdf") -> Iterator[Any]:
    """Every dictionary of the file, those of streams and those inside others among them."""
    import pikepdf

    ahead: list[Any] = [pdf.trailer, *pdf.objects]
    while ahead:
        each = ahead.pop()
        if isinstance(each, pikepdf.Array):
            inner: list[Any] = list(each)
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            inner = [each[key] for key in list(each.keys())]
        else:
            continue
        # What is referred to is among the objects of the file itself: only what is written inline is looked into.
        kinds = pikepdf.Dictionary | pikepdf.Array
        ahead += [one for one in inner if isinstance(one, kinds) and not one.is_indirect]
