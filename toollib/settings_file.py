"""Reading library.yaml: every fault at once with file:line:column; a library does not open with a wrong rule."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.bind import WRONG, Binder, Converter, bind
from catalog.problem import Mark, Problem, Problems
from catalog.text import code_key, nearest, plain, quote
from catalog.yamltree import ListNode, MapNode, Node, Scalar, parse
from toollib.places import FILE
from toollib.rules.money import CURRENCIES, Amount, AmountWrong, Currency
from toollib.rules.policies import DEFAULT
from toollib.rules.reasons import Refused, reason
from toollib.settings import Settings
from toollib.settings_words import READERS

_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Names:
    """What a policy or induction may be named after: kinds and categories of the vocabulary."""

    kinds: Collection[str]
    categories: Collection[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading the settings. `maybe_tools`: policy names (with places) that must be codes of tools."""

    settings: Settings | None
    problems: tuple[Problem, ...]
    maybe_tools: tuple[tuple[str, Mark], ...] = ()

    @property
    def usable(self) -> Settings:
        """The settings, if nothing in the file is wrong.

        Raises:
            Refused: `settings-broken`, a reason for each error.
        """
        errors = [each for each in self.problems if each.severity == "error"]
        if errors or self.settings is None:
            raise broken(errors)
        return self.settings


def read_settings(source: bytes, file: str, names: Names | None = None) -> Reading:
    """The settings that a file's bytes say, with all problems in file order.

    Without `names` (the vocabulary of kinds) the names in policies and inductions are not looked at.
    """
    problems = Problems(file)
    tree = parse(source, problems)
    if not isinstance(tree, MapNode):
        if not problems.has_errors:
            hint = "`toollib init` in an empty folder writes a commented one"
            problems.error(Mark(1, 1), "settings-empty", "the settings are missing", hint=hint)
        return Reading(None, tuple(problems))
    _check_tiers(tree, problems)
    settings = bind(tree, Settings, problems, readers={**READERS, Amount: _amounts(tree), int: _count})
    maybe_tools: list[tuple[str, Mark]] = []
    if names is not None:
        _check_inductions(tree, names, problems)
        known = {*names.kinds, *names.categories}
        maybe_tools = [(each.text, each.mark) for each in _policy_names(tree) if each.text not in known]
    return Reading(settings, tuple(problems), tuple(maybe_tools))


def no_such_tool(file: str, reading: Reading, codes: Collection[str], names: Names) -> tuple[Problem, ...]:
    """A problem for each policy named after neither a kind, a category nor a tool (`codes`: keys of known codes)."""
    problems = Problems(file)
    for name, mark in reading.maybe_tools:
        if code_key(name) not in codes:
            near = nearest(name, [*names.kinds, *names.categories])
            hint = f"did you mean {quote(near[0])}?" if near else "see `toollib kind list`"
            problems.error(mark, "policy-unknown", f"{quote(name)} is no tool, kind or category", hint=hint)
    return tuple(problems)


def broken(problems: Collection[Problem], file: str = FILE) -> Refused:
    """The refusal of a library whose settings are wrong: one reason for each problem, with its place."""
    reasons = [reason("settings-broken", str(each)) for each in problems]
    return Refused(reasons, f"mend {file}, then try again")


def load_settings(folder: Path, names: Names | None = None) -> Reading:
    """The settings of the library in this folder.

    Raises:
        Refused: `settings-broken` where the file cannot even be read.
    """
    path = folder / FILE
    try:
        source = path.read_bytes()
    except OSError as error:
        raise Refused(
            [reason("settings-broken", f"{plain(str(path))} cannot be read: {error.strerror}")]
        ) from error
    return read_settings(source, plain(str(path)), names)


def _amounts(tree: MapNode) -> Converter:
    """A reader of amounts in the currency (and the way of writing numbers) that the same file names."""

    def text(key: str, default: str) -> str:
        node = tree.get(key)
        return node.text if isinstance(node, Scalar) else default

    code = text("currency", "")
    currency = Currency(code if code in CURRENCIES else "EUR")

    def convert(node: Node, binder: Binder) -> object:
        if not isinstance(node, Scalar) or node.is_null:
            return binder.wrong(node, f"an amount such as {currency.format(1250)}")
        try:
            return currency.parse(node.text)
        except AmountWrong as error:
            return _say(binder, node, str(error))

    return convert


def _count(node: Node, binder: Binder) -> object:
    """A whole number of days, months or things: never negative, never absurd."""
    if not isinstance(node, Scalar) or not (node.text.isascii() and node.text.isdigit()):
        return binder.wrong(node, "a whole number, 0 or more")
    if len(node.text) > len(str(_MOST)) or int(node.text) > _MOST:
        return binder.wrong(node, f"a whole number up to {_MOST}")
    return int(node.text)


def _say(binder: Binder, node: Node, message: str) -> object:
    binder.problems.error(node.mark, "value-wrong", message)
    return WRONG


def _policy_names(tree: MapNode) -> Iterator[Scalar]:
    """The names that policies stand under, general ones first, then the tiers'."""
    maps: list[Node | None] = [tree.get("policies")]
    tiers = tree.get("tiers")
    if isinstance(tiers, MapNode):
        maps += [each.value.get("policies") for each in tiers.entries if isinstance(each.value, MapNode)]
    for each in maps:
        if isinstance(each, MapNode):
            yield from (entry.key for entry in each.entries if entry.key.text != DEFAULT)


def _check_tiers(tree: MapNode, problems: Problems) -> None:
    """Without a tier nobody could be signed up; a file that does not speak of tiers has the program's own."""
    tiers = tree.get("tiers")
    if isinstance(tiers, MapNode) and not tiers.entries:
        hint = "name at least one, such as `regular: {}`, or leave the key out"
        problems.error(tiers.mark, "tiers-missing", "without a tier nobody can be signed up", hint=hint)


def _check_inductions(tree: MapNode, names: Names, problems: Problems) -> None:
    inductions = tree.get("inductions")
    for topic in inductions.entries if isinstance(inductions, MapNode) else ():
        named = topic.value.get("kinds") if isinstance(topic.value, MapNode) else None
        for item in named.items if isinstance(named, ListNode) else ():
            if isinstance(item, Scalar) and item.text not in names.kinds:
                near = nearest(item.text, names.kinds)
                hint = f"did you mean {quote(near[0])}?" if near else "see `toollib kind list`"
                problems.error(item.mark, "kind-unknown", f"{quote(item.text)} is no tool kind", hint=hint)
