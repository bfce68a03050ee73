"""Designs from elsewhere and to elsewhere on the command line: Open Know-How manifests, lists of parts, JSON."""

import errno
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.design import Design
    from catalog.okh.importing import Incoming
    from catalog.problem import Problem
    from catalog.shelf import Shelf

_TROUBLE = {
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOSPC: "disk-full",
}
_PATH = click.Path(path_type=Path, readable=False)


@click.command(
    "import",
    epilog=examples("toollib design import okh.toml", "toollib design import manifests --to designs"),
)
@click.argument("path", type=_PATH, metavar="FILE_OR_FOLDER")
@click.option(
    "--to", type=_PATH, metavar="DIR", help="The folder for the new designs; else the library's own."
)
@pass_session
@click.pass_context
def import_(ctx: click.Context, session: Session, path: Path, *, to: Path | None) -> None:
    """Make designs of manifests or a list of parts.

    Manifests are those of Open Know-How: YAML, TOML or JSON; a list of parts is a table such as KiCad's BOM (CSV). What a design has no place for is kept under `okh` and told; nothing is invented, and no file is ever written over.
    """
    from toollib.rules.reasons import refuse

    files, within = _files(path)
    folder = to if to is not None else _own_folder(session)
    before = session.library.shelf if to is None else None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = _brought_in(files, folder, within=within)
    except (FileExistsError, NotADirectoryError) as error:
        raise refuse("bad-file", f"{plain(str(folder))} is no folder", "--to names another folder") from error
    except OSError as error:
        code = _TROUBLE.get(error.errno or 0, "bad-file")
        message = f"nothing more can be written to {plain(str(folder))}: {error.strerror}"
        raise refuse(code, message, "--to names another folder") from error
    session.show_plain(_answer(found), lambda: _lines(found, one=within is None))
    if before is not None:
        session.tell_warnings(_shadowed(before, [made for _, made in found if made is not None]))
    ctx.exit(1 if any(target is None for _, target in found) else 0)


@click.command(
    epilog=examples(
        "toollib design export ceb-press --as okh-losh",
        "toollib design export ceb-press --as csv -o parts.csv",
    )
)
@click.argument("design_id", type=TEXT, metavar="ID")
@click.option(
    "--as",
    "form",
    type=click.Choice(["okh-v1", "okh-losh", "csv", "json"]),
    required=True,
    help="Open Know-How version 1 (YAML) or 2 (LOSH, TOML), the parts as CSV, the whole design as JSON.",
)
@click.option("-o", "--output", type=_PATH, metavar="FILE", help="A new file; else it is printed.")
@pass_session
def export(session: Session, design_id: str, *, form: str, output: Path | None) -> None:
    """Write a design as others read it.

    What they have no place for is told on stderr, and stands in `lost` with --json.
    """
    workshop = session.library.workshop
    design = workshop.design(design_id)
    card = workshop.shelf.card(design.id)
    file = "" if card is None else card.file
    text, lost = _exported(design, form, file)
    if output is not None:
        _write(output, text)
    shown = None if output is None else plain(str(output))
    document: dict[str, Any] = {"file": shown, "lost": [each.to_json() for each in lost]}
    if output is None:
        document["text"] = text
    session.show_plain(document, lambda: [text.rstrip("\n")] if output is None else [f"written: {shown}"])
    if not session.asked.json:
        for each in lost:
            click.echo(str(each), err=True)


def _own_folder(session: Session) -> Path:
    """The library's own designs; the first of its folders.

    Raises:
        Refused: `bad-file`: its settings name none.
    """
    from toollib.rules.reasons import refuse

    folders = session.library.settings.designs.folders
    if not folders:
        raise refuse("bad-file", "this library has no folder for designs of its own", "--to names one")
    return session.folder / folders[0]


def _shadowed(before: "Shelf", made: Sequence[Path]) -> Iterator[str]:
    """The files that were found under the ids of new ones until now."""
    for path in made:
        if (other := before.card(path.stem)) is not None:
            yield f"{other.file} is found under this id no more: {path} stands before it"


def _files(path: Path) -> tuple[list[Path], Path | None]:
    """The files to import, and the folder if one was named.

    Raises:
        Refused: `bad-file`: there is nothing, or it cannot be read.
    """
    from catalog.okh.landing import files_in
    from toollib.rules.reasons import refuse

    shown = plain(str(path))
    if not path.is_dir():
        if not path.exists():
            raise refuse(
                "bad-file",
                f"there is no {shown}",
                "name a manifest, a list of parts or a folder of manifests",
            )
        return [path], None
    try:
        files = files_in(path)
    except OSError as error:
        raise refuse("bad-file", f"{shown} cannot be read: {error.strerror}") from error
    if not files:
        hint = "manifests are its *.yml, *.yaml, *.toml and *.json; the folders inside it are not looked at"
        raise refuse("bad-file", f"there is no manifest in {shown}", hint)
    return files, path


def _brought_in(
    files: Sequence[Path], to: Path, *, within: Path | None
) -> "list[tuple[Incoming, Path | None]]":
    from catalog.okh.landing import bring_in

    if within is None:
        return [bring_in(path, to) for path in files]
    with click.progressbar(files, label="Importing", file=sys.stderr) as bar:
        return [bring_in(path, to, within=within) for path in bar]


def _answer(found: "Sequence[tuple[Incoming, Path | None]]") -> dict[str, Any]:
    return {
        "imported": [
            {
                "id": each.id,
                "file": plain(str(target)),
                "from": each.file,
                "problems": [problem.to_json() for problem in each.problems],
                "lost": [problem.to_json() for problem in each.lost],
            }
            for each, target in found
            if target is not None
        ],
        "refused": [
            {"file": each.file, "problems": [problem.to_json() for problem in each.problems]}
            for each, target in found
            if target is None
        ],
    }


def _lines(found: "Sequence[tuple[Incoming, Path | None]]", *, one: bool) -> Iterator[str]:
    """Of one file everything; of a folder what somebody must look at, and how much more there is."""
    for each, target in found:
        if target is None:
            yield f"{each.file}: refused"
            yield from (f"  {problem}" for problem in each.problems if problem.severity == "error")
            continue
        yield f"{each.file}: {plain(str(target))}"
        told = [*each.problems, *each.lost]
        shown = [problem for problem in told if one or problem.severity != "note"]
        yield from (f"  {problem}" for problem in shown)
        if len(shown) < len(told):
            yield f"  {len(told) - len(shown)} notes more, {len(each.lost)} of them of fields kept under `okh`"
    came = sum(target is not None for _, target in found)
    yield f"{came} imported, {len(found) - came} refused"


def _exported(design: "Design", form: str, file: str) -> "tuple[str, list[Problem]]":
    """The text in the form that is asked for, and what it does not say, at its places in the design file."""
    if form == "csv":
        from catalog.parts_csv import parts_csv

        return parts_csv(design), []
    if form == "json":
        import json

        from catalog.design_json import design_full

        return json.dumps({"design": design_full(design, file)}, ensure_ascii=False, indent=2) + "\n", []
    from catalog.okh.exporting import export_manifest

    outgoing = export_manifest(design, "okh-v1" if form == "okh-v1" else "okh-losh")
    return outgoing.text, _losses(outgoing, file)


def _losses(outgoing: Any, file: str) -> "list[Problem]":
    from catalog.files import read_plain
    from catalog.problem import Mark, Problem, Problems
    from catalog.text import quote
    from catalog.yamltree import parse, place_of

    content = read_plain(Path(file)) if file else b""
    tree = None if isinstance(content, Problem) else parse(content, Problems(file))
    lost = Problems(file)
    for loss in outgoing.lost:
        where = Mark(1, 1) if tree is None else place_of(tree, loss.path)
        lost.note(where, loss.code, loss.message)
    for key in outgoing.missing:
        message = f"the format asks for {quote(key)}, and the design does not say it"
        lost.warning(Mark(1, 1), "key-missing", message)
    return list(lost)


def _write(path: Path, text: str) -> None:
    """Write a new file.

    Raises:
        Refused: `bad-file`: one is there already, or it cannot be written.
    """
    from toollib.rules.reasons import refuse

    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        raise refuse("bad-file", f"{plain(str(path))} is there already", "name a new file") from error
    except OSError as error:
        raise refuse("bad-file", f"{plain(str(path))} cannot be written: {error.strerror}") from error
