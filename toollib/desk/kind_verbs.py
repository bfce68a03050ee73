"""Kinds of the library's own: a new one is written behind the others in its kinds.yaml, where designs know it too."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from catalog.kind_text import entry, with_entry
from catalog.kinds import Kinds, StandIn, ToolKind
from catalog.quantity import NotAQuantity, parse_quantity
from catalog.text import is_slug, nearest, plain, quote, slug_of
from catalog.whole import write_whole
from toollib import places
from toollib.desk import reads, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.loan_events import found
from toollib.desk.lookup import kind_slug
from toollib.rules import texts
from toollib.rules.reasons import Refused, reason, refuse, unwritable


@dataclass(frozen=True, slots=True)
class NewKind:
    """What is known of a new kind. `stands_in_for`: kinds in whose place it will do; `safety`: one sentence to say.

    `price` of a new one, in the library's currency, and `mass` are as somebody typed them.
    """

    name: str
    category: str
    aliases: tuple[str, ...] = ()
    stands_in_for: tuple[str, ...] = ()
    induction: bool = False
    safety: str | None = None
    price: str | None = None
    mass: str | None = None


def add(context: Context, slug: str, new: NewKind) -> views.Kind:
    """A new tool kind, behind all others in the library's kinds.yaml; what stands there stays as it is.

    A kind that was made while adding a tool may be added by its slug: the file then says more of it.

    Raises:
        Refused: `code-taken` for a slug, name or alias that means another kind, `kind-unknown` for a slug, category or
            kind that cannot be, with the nearest; `amount-wrong` also for price and mass, `bad-file` with the lines to paste where the file is
            written so that nothing can be put at its end, `read-only`, `disk-full`, `role-missing`.
    """
    file = context.settings_file.parent / places.KINDS
    before: bytes | None = None
    whole: bytes | None = None
    try:
        with acting(context, "records") as action:
            made = _checked(action, slug, new)
            action.settle()
            before = _source(file)
            whole = _whole(before, made)
            _replace(file, whole)
            action.record("kind-add", {"kind": made.slug})
            vocabulary = context.vocabulary.with_own(made)
    except BaseException:
        if whole is not None:  # the event was not kept: then the file is as it was
            with suppress(Refused, OSError):
                _take_back(file, whole, before)
        raise
    context.vocabulary = vocabulary
    return reads.kind(context, made.slug)


def _checked(action: Action, slug: str, new: NewKind) -> ToolKind:
    """The kind as the file will have it; everything that is wrong is noted."""
    vocabulary = action.context.vocabulary
    name = plain(new.name).strip()
    if not is_slug(slug) or len(slug) > texts.KIND:
        near = slug_of(slug)[: texts.KIND].strip("-")
        hint = f"; did you mean {quote(near)}?" if near else ""
        text = f"{quote(slug)} is no slug: small letters and digits, joined by hyphens, at most {texts.KIND}"
        action.reasons.append(reason("kind-unknown", text + hint))
    if not name:
        action.reasons.append(reason("kind-unknown", "a kind needs a name"))
    aliases = tuple(dict.fromkeys(text for each in new.aliases if (text := plain(each).strip())))
    for what, text in (("the name", name), *(("the alias", each) for each in aliases)):
        action.note_text(what, text, texts.KIND)
    action.note_text("the safety notice", new.safety)
    _note_meant_already(action, slug, (slug, name, *aliases))
    if new.category not in vocabulary.kinds.categories:
        near_ones = nearest(new.category, vocabulary.kinds.categories, 3) or vocabulary.kinds.categories
        text = f"there is no category {quote(new.category)}; known are {', '.join(near_ones)}"
        action.reasons.append(reason("kind-unknown", text))
    instead = [found(action, kind_slug, each) for each in dict.fromkeys(new.stands_in_for)]
    return ToolKind(
        slug,
        name,
        new.category,
        aliases=aliases,
        stands_in_for=tuple(StandIn(each) for each in instead if each is not None),
        induction=new.induction,
        safety=plain(new.safety).strip() or None if new.safety else None,
        price=None if new.price is None else _price(action, new.price),
        mass=None if new.mass is None else _mass(action, new.mass),
    )


def _price(action: Action, typed: str) -> str | None:
    """A price as the file will have it, with its currency; what is none is noted."""
    amount, currency = action.amount(typed), action.context.settings.currency
    if amount is None:
        return None
    if amount < 0:
        action.reasons.append(reason("amount-wrong", "a price is not negative"))
        return None
    return f"{currency.format(amount)} {currency.code}"


def _mass(action: Action, typed: str) -> str | None:
    """A mass as the file will have it; what is none is noted."""
    text = typed.strip()
    try:
        if parse_quantity(text).dimension == "mass":
            return text
        wrong = f"{quote(text)} is no mass; write it like 4.5 kg"
    except NotAQuantity as error:
        wrong = f"{error}; write a mass like 4.5 kg"
    action.reasons.append(reason("amount-wrong", wrong))
    return None


def _note_meant_already(action: Action, slug: str, words: Iterable[str]) -> None:
    """Note each kind that one of these words means already, but one made with a tool that the slug itself means."""
    vocabulary = action.context.vocabulary
    taken: dict[str, str] = {}
    for word in words:
        means = vocabulary.find(word)
        if means is not None and (means != slug or vocabulary.kinds.get(slug) is not None):
            taken.setdefault(means, word)
    for means, word in taken.items():
        text = f"{quote(word)} means {means} ({plain(vocabulary.name(means))}) already"
        action.reasons.append(reason("code-taken", text))


def _whole(before: bytes | None, made: ToolKind) -> bytes:
    """The file with the kind in it.

    Raises:
        Refused: `bad-file`, with the lines to paste.
    """
    if (whole := with_entry(before, made, _of_the_program())) is not None:
        return whole
    text = f"nothing can be put at the end of {places.KINDS} as it is written; put this under its kinds:"
    raise refuse("bad-file", f"{text}\n{entry(made)}", "`python -m catalog check` looks at the file")


def _take_back(file: Path, whole: bytes, before: bytes | None) -> None:
    """Put back what stood in the file, unless somebody else has written to it meanwhile."""
    if _source(file) != whole:
        return
    if before is None:
        file.unlink()
    else:
        _replace(file, before)


def _source(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refuse("bad-file", f"{plain(str(file))} cannot be read: {error.strerror}") from error


def _of_the_program() -> Kinds:
    from catalog.kinds_cache import load_kinds

    return load_kinds([places.shipped_kinds()], cache_folder=None)[0]


def _replace(file: Path, content: bytes) -> None:
    """Put a whole new text in the place of the file, with its rights; a link keeps leading to it.

    Raises:
        Refused: `read-only`, `disk-full`.
    """
    target = file.resolve()
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else None
        write_whole(target, content, mode=mode)
    except OSError as error:
        raise unwritable(error, f"{plain(str(target))} cannot be written") from error
