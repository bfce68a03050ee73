"""The pages about our files, written from the program: every problem with an example, and the table of all keys."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from catalog.checkrun import check_paths
from catalog.design import BomLine, Design, Span, ToolNeed
from catalog.explain import NEEDED, Code, sections
from catalog.explained import EXPLAINED
from catalog.kinds import SHIPPED, Kinds, read_kinds
from catalog.problem import Problem
from catalog.reader import WrittenNeed
from catalog.readers import Key, keys_of
from catalog.schema import Schema, design_schema
from catalog.shipped import shipped_kinds

MADE = "<!-- Written by scripts/reference.py; change the program's own words, then run it. -->"
_SPOKEN = {"quantity": "quantity", "qty": "quantity or `unknown`", "extent": "quantity", "cost": "cost", "length": "length", "mass": "mass", "id": "id",
           "as-of": "date", "texts": "text or list", "kind": "tool kind", "spdx": "SPDX expression"}  # fmt: skip

_TOLD_ELSEWHERE = {(Design, "runs-on"), (BomLine, "credit")}


def problems_page() -> str:
    """docs/problems.md: every problem, what it means, an example with what is told, and the way out."""
    kinds = shipped_kinds()
    lines = [
        MADE,
        "# Problems in files",
        "",
        "What the check of designs, tool kinds and `library.yaml` tells: `file:line:column: severity code: message (hint: …)`. An",
        "**error** keeps the file from being used, a **warning** is probably wrong, a **note** is worth knowing.",
        "`python -m catalog explain CODE` tells the same in the terminal. An example of a design follows these needed keys, unless",
        "it shows them itself; `# ←` marks the line to which the problem points.",
        "",
        "```yaml",
        *NEEDED.splitlines(),
        "```",
        "",
    ]
    for section in sections():
        lines += [f"## {section.title}", ""]
        for code in section.problems:
            lines += _entry(code, kinds)
    return "\n".join(lines).rstrip() + "\n"


def keys_table() -> str:
    """Every key of a design with what it takes and what it says, as a Markdown table."""
    schema = design_schema(shipped_kinds())
    rows = [f"| `{name}` | {takes} | {says} |" for name, takes, says in _rows(schema, schema, Design, "")]
    return "\n".join(["| key | takes | what it says |", "|---|---|---|", *rows]) + "\n"


def with_table(page: str, table: str) -> str:
    """The page with the table between its markers renewed."""
    start, end = "<!-- keys: written by scripts/reference.py -->\n", "<!-- end of keys -->\n"
    before, _, rest = page.partition(start)
    return before + start + table + end + rest.partition(end)[2]


def _entry(code: Code, kinds: Kinds) -> Iterator[str]:
    yield from (f"### `{code.code}`", f"*{' or '.join(code.severity)}* · {' '.join(code.means.split())}", "")
    if code.example is not None:
        name = "" if code.file == "press.yaml" else f"In `{code.file}`:\n\n"
        yield from (name + "```yaml", *code.example.splitlines(), "```", "")
        if told := _told(code, kinds):
            hint = f" ({told.hint})" if told.hint else ""
            message = told.message.split("\n")[0].replace("``", "`")
            yield from (f"> {message}{hint}", "")
    else:
        yield from (f"Shown by {code.shown_as}.", "")
    yield from (f"**Way out:** {code.mend}", "")


def _told(code: Code, kinds: Kinds) -> Problem | None:
    """What the check says of the example; None for settings, which the catalog does not read."""
    example = code.example or ""
    if code.file == SHIPPED:
        return read_kinds(example, file=SHIPPED, base=kinds)[1][0]
    if code.file == "library.yaml":
        return None
    with TemporaryDirectory() as name:
        for other, text in code.beside.items():
            (Path(name) / other).write_text(NEEDED + text, encoding="utf-8")
        path = Path(name) / code.file
        path.write_text(example if code.whole else NEEDED + example, encoding="utf-8")
        return next(each for each in check_paths([path], kinds=kinds).problems if each.code == code.code)


def _rows(schema: Schema, shape: Schema, cls: type[Any], path: str) -> Iterator[tuple[str, str, str]]:
    """Each key of a class with what it takes, and under it those of the mapping that it takes, if it does."""
    keys = {key.name: key for key in keys_of(cls)}
    for name, says in EXPLAINED[cls].items():
        inner = shape["properties"][name]
        needed = "**needed** " if keys[name].needed else ""
        yield path + name, needed + _takes(schema, inner), says
        for mark, below in _below(keys[name]):
            found = next((each for each in _objects(schema, inner)), None)
            if found is not None and path.count(".") < 2:
                yield from _rows(schema, found, below, f"{path}{name}{mark}.")


def _below(key: Key) -> Iterator[tuple[str, type[Any]]]:
    """The class that stands below a key, with the mark of a list."""
    inner = _classes(key.hint)
    inner = {ToolNeed: WrittenNeed}.get(inner, inner)
    # Ranges and what is written like something else needs no rows of its own.
    if inner in EXPLAINED and inner is not Span and (key.owner, key.name) not in _TOLD_ELSEWHERE:
        text = str(key.hint)
        yield ("[]" if text.startswith("tuple") else ".NAME" if "Mapping" in text else ""), inner


def _classes(hint: Any) -> Any:
    args = [each for each in get_args(hint) if each not in {..., str, type(None)}]
    return _classes(args[-1]) if args else hint


def _objects(schema: Schema, shape: Schema) -> Iterator[Schema]:
    """The mappings that a shape allows."""
    if "$ref" in shape:
        yield from _objects(schema, schema["$defs"][shape["$ref"].rpartition("/")[2]])
    if "properties" in shape:
        yield shape
    for each in (
        *shape.get("anyOf", ()),
        *(shape[name] for name in ("items", "additionalProperties") if shape.get(name)),
    ):
        yield from _objects(schema, each)


def _takes(schema: Schema, shape: Schema) -> str:
    """What a key takes, in a few words."""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return _SPOKEN.get(name) or _takes(schema, schema["$defs"][name])
    if shape.get("patternErrorMessage", "").startswith("an id"):
        return "id"
    if "enum" in shape:
        words = [str(each) for each in shape["enum"] if each is not None]
        return "one of several words" if len(words) > 8 else ", ".join(f"`{each}`" for each in words)
    if "const" in shape:
        return f"`{shape['const']}`"
    if "anyOf" in shape:
        told = dict.fromkeys(_takes(schema, each) for each in shape["anyOf"] if each != {"type": "null"})
        told.pop("one of several words", None)
        return " or ".join(told)
    if "items" in shape:
        return f"list: {_takes(schema, shape['items'])}"
    named = shape.get("type", [])
    named = named if isinstance(named, list) else [named]
    if "object" in named:
        return "mapping by name" if shape.get("additionalProperties") else "mapping"
    if "boolean" in named and "string" not in named:
        return "`true` or `false`"
    if "number" in named and "boolean" not in named:
        return "number"
    return "text" if "string" in named else "anything"
