"""What somebody should look at in a manifest that came in: licenses, levels, paths, languages, dates. Told, never mended."""

import re
from collections.abc import Iterator
from typing import Final

from catalog.licenses import likely, verdict
from catalog.okh.reading import Manifest
from catalog.okh.shaping import is_blank, link, said
from catalog.okh.terms import Data, Value
from catalog.problem import Problems
from catalog.text import nearest, quote

# BCP 47: language, script, region, variants; no language has more than three letters.
_LANGUAGE: Final = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{5,8})*", re.ASCII
)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LEVELS: Final = (
    ("technology-readiness-level", "made", "OTRL"),
    ("documentation-readiness-level", "docs", "ODRL"),
)
_PLACES: Final = (
    "image documentation-home archive-download bom tool-list design-files schematics making-instructions "
    "manufacturing-files risk-assessment tool-settings quality-instructions operating-instructions "
    "maintenance-instructions disposal-instructions software readme release contribution-guide user-manual "
    "manufacturing-instructions source export auxiliary attestation"
).split()


def doubts(manifest: Manifest, data: Data, problems: Problems) -> None:
    """Note everything doubtful in the data of a manifest."""
    for kind, written, path in written_licenses(data):
        _license(manifest, kind, written, path, problems)
    _levels(manifest, data, problems)
    _places(manifest, data, problems)
    _languages(manifest, data, problems)
    _dates(manifest, data, problems)
    _lists(manifest, data, problems)


def written_licenses(data: Data) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each license as it is written: for what, the text, and where under `license` it stands."""
    licenses = data.get("license")
    if isinstance(licenses, str):
        if not is_blank(licenses):
            yield "hardware", licenses, ()
    elif isinstance(licenses, dict):
        for kind in ("hardware", "software", "documentation"):
            text = licenses.get(kind)
            if isinstance(text, str) and not is_blank(text):
                yield kind, text, (kind,)


def meant_license(written: str) -> str | None:
    """The SPDX id that was probably meant, also behind a LicenseRef-; for a person to judge."""
    bare = re.sub(r"^LicenseRef-", "", " ".join(written.split()))
    without = re.sub(r"(?i)\b(?:international|unported|licen[sc]e|version|generic)\b|[()]", " ", bare)
    for name in (bare, *(_spelled(without),)):
        if verdict(name) in {"open", "not-open"}:
            return name
        if (near := likely(name)) is not None:
            return near
    return None


def _spelled(name: str) -> str:
    """Creative Commons by its long name, as an id is spelled."""
    words = name.casefold()
    if "creative commons" not in words and not re.match(r"\W*(?:cc\b|by\b)", words):
        return " ".join(name.split())
    parts = ["CC"]
    for part, sign in (("BY", r"attribution|\bby\b"), ("NC", r"non-?commercial|\bnc\b"), ("SA", r"share-?\s?alike|\bsa\b"),
                       ("ND", r"no-?\s?deriv|\bnd\b")):  # fmt: skip
        if re.search(sign, words):
            parts.append(part)
    number = re.search(r"\d\.\d", words)
    return "-".join([*parts, *([number[0]] if number else [])])


def _license(manifest: Manifest, kind: str, written: str, path: tuple[str, ...], problems: Problems) -> None:
    where = manifest.at("license", *path)
    answer = verdict(said(written) or "")
    if answer == "not-open":
        message = f"the {kind} license {quote(written)} is not open"
        problems.warning(where, "license-not-open", message, hint="it may be listed, but not be called open")
    elif answer == "invalid":
        near = meant_license(written)
        meant = f"is {near} meant? ask its makers, then write it into the design"
        hint = "ask its makers" if near is None else meant
        message = (
            f"the {kind} license {quote(written)} is no SPDX expression: kept as a note, NOASSERTION instead"
        )
        problems.warning(where, "license-unknown", message, hint=hint)
    elif written.startswith("LicenseRef-"):
        near = meant_license(written)
        hint = "ask its makers" if near is None else f"is {near} meant? ask its makers"
        message = f"whether the {kind} license {quote(written)} is open cannot be told"
        problems.note(where, "license-unclear", message, hint=hint)


def _levels(manifest: Manifest, data: Data, problems: Problems) -> None:
    from catalog.okh.leftovers import understood

    answer = understood(data, manifest.dialect)
    for key, name, letters in _LEVELS:
        value = data.get(key)
        if isinstance(value, str) and not is_blank(value) and getattr(answer, name, None) is None:
            message = f"{quote(value)} is none of the levels {letters}-1, {letters}-2 …; it is kept and not understood"
            problems.warning(manifest.at(key), "level-unknown", message)
    _stage(manifest, data, None if answer is None else answer.stage, problems)


def _stage(manifest: Manifest, data: Data, stage: str | None, problems: Problems) -> None:
    """Tell from which word the status is read, or that the word means none."""
    key = "technology-readiness-level" if manifest.dialect == "okh-losh" else "development-stage"
    written = data.get(key)
    if not isinstance(written, str) or is_blank(written):
        return
    if stage is not None and written.casefold() != stage:
        hint = "set another in the design if it is wrong"
        message = f"status {quote(stage)} is read from {quote(written)}"
        problems.note(manifest.at(key), "status-guessed", message, hint=hint)
    elif stage is None and manifest.dialect == "okh-v1":
        near = nearest(written, ["idea", "prototype", "product"])
        hint = f"did its makers mean {quote(near[0])}?" if near else "write the status into the design"
        message = f"{quote(written)} is no known stage; it is kept and not understood"
        problems.note(manifest.at(key), "level-unknown", message, hint=hint)


def _places(manifest: Manifest, data: Data, problems: Problems) -> None:
    for key in _PLACES:
        for path in _paths(data.get(key)):
            wrong = _wrong_path(path)
            if wrong is not None and not is_blank(path):
                problems.warning(
                    manifest.at(key), "path-strange", f"{quote(path)} under {quote(key)} {wrong}"
                )


def _wrong_path(text: str) -> str | None:
    if link(text) is not None:
        return None
    if "\\" in text:
        return "is a path of Windows; elsewhere nothing is found there"
    if "*" in text:
        return "is a pattern, not a path"
    if re.search(r"\s\S+\s\S+\s", text) and "/" not in text and "." not in text.strip(". "):
        return "is prose, not a path"
    if ".." in text.split("/"):
        return "leads out of its folder"
    return None


def _paths(value: Value | None) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        inner = (
            (each.get("path") or each.get("location") or each.get("release"))
            if isinstance(each, dict)
            else each
        )
        if isinstance(inner, str):
            yield inner


def _languages(manifest: Manifest, data: Data, problems: Problems) -> None:
    for key in ("manifest-language", "documentation-language"):
        value = data.get(key)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and not is_blank(text) and not _LANGUAGE.fullmatch(text.strip()):
                message = f"{quote(text)} is no language tag (BCP 47); it is kept as it stands"
                problems.warning(manifest.at(key), "language-wrong", message, hint="such as en, en-GB, de")


def _dates(manifest: Manifest, data: Data, problems: Problems) -> None:
    first, last = data.get("date-created"), data.get("date-updated")
    if (
        isinstance(first, str)
        and isinstance(last, str)
        and _DAY.fullmatch(first)
        and _DAY.fullmatch(last)
        and last < first
    ):
        message = f"updated on {last}, before it was created on {first}"
        problems.warning(manifest.at("date-updated"), "dates-turned", message)


def _lists(manifest: Manifest, data: Data, problems: Problems) -> None:
    for key, what in (("bom", "a bill of materials"), ("tool-list", "a list of tools")):
        value = data.get(key)
        if any(not is_blank(text) for text in _paths(value)):
            message = f"{what} is named, but none of its lines is here"
            problems.note(
                manifest.at(key),
                "lines-elsewhere",
                message,
                hint="write them into the design, or import the file",
            )
