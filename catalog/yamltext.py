"""Plain data → YAML text as a person would write it, that `yamltree` reads back to the same text.

For new files only: what a maintainer wrote is never rewritten.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any


def yaml_text(data: Mapping[str, object]) -> str:
    """The text of a mapping of texts, lists and mappings, whole numbers and flags; None stands for nothing said.

    Texts of several lines stand as blocks, lists of short texts in one line. What reads like a number is put in quotes.
    """
    import yaml

    text: str = yaml.dump(
        data,
        Dumper=_dumper(blocks=True),
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=110,
    )
    if _reads_back(text, data):
        return text
    return str(
        yaml.dump(data, Dumper=_dumper(blocks=False), sort_keys=False, default_flow_style=False, width=110)
    )


def _reads_back(text: str, data: Mapping[str, object]) -> bool:
    """Whether our own reader understands the text as the data; the writer of the YAML library has its corners."""
    from catalog.problem import Problems
    from catalog.yamltree import parse, to_data

    problems = Problems("")
    tree = parse(text, problems)
    return tree is not None and not len(problems) and to_data(tree) == _as_read(data)


def _as_read(value: object) -> object:
    """The data as our reader gives it: numbers and flags are texts to it."""
    if isinstance(value, Mapping):
        return {str(key): _as_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_read(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else value


@cache
def _dumper(*, blocks: bool) -> Any:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Lists inside mappings are indented, and nothing is written as an alias."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - the library's signature
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - likewise
            return True

    def text(dumper: Any, value: str) -> Any:
        several = blocks and "\n" in value
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if several else None)

    def items(dumper: Any, value: list[object]) -> Any:
        short = all(isinstance(each, str) and len(each) < 40 and "\n" not in each for each in value)
        brief = short and sum(len(str(each)) + 2 for each in value) < 90
        return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=brief)

    Dumper.add_representer(str, text)
    Dumper.add_representer(list, items)
    return Dumper
