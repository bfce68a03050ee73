"""Files as people and accidents leave them: real ones, cut, spliced, mistyped, and with what attackers try."""

import copy
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from catalog.problem import Problems
from catalog.yamltree import parse, to_data
from tests.catalog.examples import FULL, NEEDED

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real" / "okh"

# Single values that parsers, numbers, terminals and file systems stumble over.
HOSTILE = (
    "*a", "&a x", "!!python/object/apply:os.system ['x']", "!!binary aGk=", "<<: *a", "? [a]", "{", "[", "}", "]", "- - -",
    "9**9**9", "9" * 500, "-0", "1e999", ".inf", ".nan", "0x1F", "012", "1/0", "1/0 in", "5-1 m", "600 x 400", "0 x 0 mm",
    "1 1/0 in", "١٢ m", "٣", "²", "½ in", "3 m³", "1:30:00", "2026-02-30", "0000", "null", "~", "yes", "no", "''", '""', '"\\e[2J"',
    '"\\u202e"', '"\\0"', "\x1b[31m", "\x00", "\ufeff", "\u2028", "\x85", "\ud7ff", "🧱" * 50, "a" * 5000, "../../etc/passwd",
    "/dev/zero", "file:///etc/passwd", "C:\\x", "https://", "http://[::1", "javascript:alert(1)", "%s%n", "%", "@", "`", "'; drop table",
    "[/b]", "{{x}}", "<blank>", "TODO", "a: b: c", "|", ">", "|9", "#", "---", "...", "%YAML 1.9", "\t", "\r", "{a: {a: {a: 1}}}",
    "[[[[[[[[", "{? a}", "[a, , b]", "CC-BY-NC-4.0", "(" * 60, "MIT AND (", "MIT OR" * 40, "LicenseRef-", "GPL-3.0-or-later WITH x",
    "power-cube", "press", "20 USD", "20 USD/", "20 USD/m for all", "unknown", "true", "-1", "00", "1_000", "1,5",
)  # fmt: skip
KEYS = (
    "name", "license", "credit", "parts", "tools", "steps", "runs-on", "sources", "readiness", "size", "people", "files", "facts",
    "was", "okh", "x-own", "documented", "makes-tool", "format", "any", "tool", "min", "with", "qty", "cost", "make", "after", "id",
)  # fmt: skip


def originals() -> Sequence[str]:
    """The texts that mutations start from; manifests of other formats too where they are at hand."""
    paths = [*sorted((ROOT / "designs").glob("*.yaml")), ROOT / "catalog" / "kinds.yaml"]
    paths += sorted(REAL.glob("*.y*ml")) if REAL.is_dir() else []
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    # A file of everything is worth more than many of the same few keys.
    return [*[FULL] * (len(texts) // 2), NEEDED, *texts]


def mutated(texts: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Without end: a text with one to four things done to it."""
    while True:
        lines = rng.choice(texts).split("\n")
        for _ in range(rng.randint(1, 3)):
            lines = rng.choice(_WAYS)(lines, texts, rng) or [""]
        yield "\n".join(lines)


def reshaped(texts: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Without end: a file that is sound YAML, with one to four of its values, keys or branches changed."""
    trees = [data for text in texts if isinstance(data := _data(text), dict)]
    while True:
        tree = copy.deepcopy(rng.choice(trees))
        for _ in range(rng.randint(1, 4)):
            _change(tree, trees, rng)
        yield json.dumps(tree, indent=1, ensure_ascii=False)


def _data(text: str) -> object:
    tree = parse(text, Problems("x.yaml"))
    return None if tree is None else to_data(tree)


def _change(tree: object, trees: Sequence[object], rng: random.Random) -> None:
    """Do something to one place of a tree: the deeper, the likelier."""
    holder, key = rng.choice(list(_places(tree)))
    other, there = rng.choice(list(_places(rng.choice(trees))))
    new = [
        rng.choice(HOSTILE),
        copy.deepcopy(other[there]),
        [holder[key]],
        {rng.choice(KEYS): holder[key]},
        None,
        {},
        [],
    ]
    way = rng.random()
    if way < 0.6:
        holder[key] = new[0]
    elif way < 0.8:
        holder[key] = rng.choice(new)
    elif isinstance(holder, dict):
        holder[rng.choice([*KEYS, f"{key}s"])] = holder.pop(key) if way < 0.9 else new[1]
    else:
        holder.append(copy.deepcopy(holder[key]))


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every value of a tree, as what holds it and under which key or index."""
    for key in tree if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from _places(tree[key])


def _cut(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    text = "\n".join(lines)
    return text[: rng.randint(0, len(text))].split("\n")


def _drop(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines))
    return lines[:at] + lines[at + rng.randint(1, 3) :]


def _twice(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines))
    return lines[: at + 1] + lines[at:]


def _swap(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines = list(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _splice(lines: list[str], texts: Sequence[str], rng: random.Random) -> list[str]:
    other = rng.choice(texts).split("\n")
    at, start = rng.randrange(len(lines)), rng.randrange(len(other))
    return lines[:at] + other[start : start + rng.randint(1, 8)] + lines[at:]


def _indent(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines))
    changed = rng.choice(
        [" " + lines[at], lines[at][1:], "\t" + lines[at], "  " + lines[at], "- " + lines[at]]
    )
    return [*lines[:at], changed, *lines[at + 1 :]]


def _letter(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines))
    line = lines[at]
    place = rng.randint(0, len(line))
    sign = rng.choice(":,{}[]'\"#&*!|>%@`-\\ \t\x00\x1b\x85\u2028é²½٣0")
    return [*lines[:at], line[:place] + sign + line[place + rng.randint(0, 1) :], *lines[at + 1 :]]


def _word(rng: random.Random) -> str:
    """A hostile value, most often in quotes so that it comes through YAML and reaches what reads values."""
    word = rng.choice(HOSTILE)
    return word if rng.random() < 0.3 else json.dumps(word)


def _value(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines))
    key, colon, _old = lines[at].partition(": ")
    return [*lines[:at], f"{key}{colon or ': '}{_word(rng)}", *lines[at + 1 :]]


def _inner_value(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines))
    pieces = lines[at].split(", ")
    which = rng.randrange(len(pieces))
    key, colon, _old = pieces[which].rpartition(": ")
    tail = pieces[which][len(pieces[which].rstrip("]}")) :]
    pieces[which] = f"{key}{colon}{_word(rng)}{tail}"
    return [*lines[:at], ", ".join(pieces), *lines[at + 1 :]]


def _key(lines: list[str], _: Sequence[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines))
    inside = len(lines[at]) - len(lines[at].lstrip())
    return [*lines[:at], f"{' ' * inside}{rng.choice(KEYS)}: {_word(rng)}", *lines[at:]]


_WAYS = (
    _cut,
    _drop,
    _twice,
    _swap,
    _splice,
    _indent,
    _letter,
    _value,
    _value,
    _inner_value,
    _inner_value,
    _key,
)
