"""What somebody typed of a tool, understood: everything that is wrong with it is noted, never the first only."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from catalog.quantity import parse_quantity
from catalog.text import fold, is_slug, plain, quote, slug_of
from toollib.desk.action import Action
from toollib.desk.editing import changes
from toollib.desk.loan_events import found
from toollib.desk.lookup import kind_slug, member_row
from toollib.rules import kits, texts
from toollib.rules.reasons import reason
from toollib.store import care
from toollib.vocabulary import DeskKind

if TYPE_CHECKING:
    from toollib.desk.things import ToolEdit


@dataclass(slots=True)
class Checked:
    """An edit after its texts were understood. None: left as it is."""

    values: dict[str, Any] = field(default_factory=dict)
    accessories: list[tuple[str, int]] | None = None
    attributes: dict[str, str] | None = None
    new_kind: DeskKind | None = None

    @property
    def parts(self) -> dict[str, Any]:
        """Those of its lists that are to change."""
        both = {"accessories": self.accessories, "attributes": self.attributes}
        return {name: each for name, each in both.items() if each is not None}

    def narrow(self, kept: Mapping[str, Any]) -> None:
        """Leave out what is kept so already."""
        self.values = changes(self.values, kept)
        self.accessories = None if self.accessories == kept["accessories"] else self.accessories
        self.attributes = None if self.attributes == kept["attributes"] else self.attributes


def check(action: Action, edit: "ToolEdit", kind: str | None = None) -> Checked:
    """Understand every text of an edit of a tool of this kind (None: it is new); what is wrong is noted."""
    checked = Checked()
    texts = {"place": edit.place, "branch": edit.branch, "terms": edit.terms}
    checked.values |= {key: text or None for key, text in texts.items() if text is not None}
    checked.values |= {
        key: text for key, text in (("name", edit.name), ("note", edit.note)) if text is not None
    }
    if edit.name is not None and not plain(edit.name).strip():
        action.reasons.append(reason("tool-unknown", "a tool needs a name"))
    _note_lengths(action, edit)
    if edit.kind is not None:
        _check_kind(action, edit, checked)
    if edit.owner is not None:
        checked.values["owner"] = None
        if edit.owner not in {"", "library"}:
            checked.values["owner"] = found(action, member_row, edit.owner)
        else:  # what was agreed with an owner ends with them
            checked.values |= {"give_back": None, "terms": None}
    if edit.no_give_back:
        checked.values["give_back"] = None
    if edit.price is not None:
        checked.values["price"] = action.amount(edit.price) if edit.price.strip() else None
    if edit.accessories:
        checked.accessories = _accessories(action, edit.accessories)
    if edit.attributes:
        traits = _traits(action, checked.values.get("kind") or kind)
        pairs = (_attribute(action, text, traits) for text in edit.attributes if text.strip())
        checked.attributes = dict(pair for pair in pairs if pair is not None)
    return checked


def _note_lengths(action: Action, edit: "ToolEdit") -> None:
    """Note each text that is too long to be kept."""
    for what, text in (
        ("the name", edit.name),
        ("the place", edit.place),
        ("the branch", edit.branch),
        *(("the accessory", each) for each in edit.accessories),
        *(("the attribute", each) for each in edit.attributes),
    ):
        action.reasons.extend(texts.too_long(what, text, texts.NAME))
    for what, text in (("the note", edit.note), ("what was agreed", edit.terms)):
        action.reasons.extend(texts.too_long(what, text, texts.NOTE))


def _accessories(action: Action, asked: Iterable[str]) -> list[tuple[str, int]]:
    """The accessories as people write them; one that is named twice, in whatever letters, is noted."""
    parts = [part for text in asked if text.strip() and (part := _accessory(action, text)) is not None]
    names: dict[str, list[str]] = {}
    for name, _ in parts:
        names.setdefault(fold(name), []).append(name)
    for name, *more in names.values():
        if more:
            action.reasons.append(reason("amount-wrong", f"the accessory {quote(name)} is named twice"))
    return parts


def _check_kind(action: Action, edit: "ToolEdit", checked: Checked) -> None:
    text = edit.kind or ""
    slug = action.context.vocabulary.find(text)
    if slug is None and edit.new_kind and text.strip():
        slug = _new_kind(action, text, checked)
    elif slug is None:
        slug = found(action, kind_slug, text)
    checked.values["kind"] = slug
    why = None if slug is None else care.why_recalled(action.context.db, slug)
    if why is not None:  # a recall of the kind is of every copy, whenever it comes
        checked.values |= {"recalled_at": action.moment.at, "recall_why": why}


def _new_kind(action: Action, text: str, checked: Checked) -> str | None:
    """The slug of a kind that is to be made, or of the one that has this slug already; None where none can be made."""
    wrong = list(texts.too_long("the kind", text.strip(), texts.KIND))
    slug = slug_of(text)
    if not slug:
        hint = "it needs some letters a to z or digits, of which its slug is made"
        wrong.append(reason("kind-unknown", f"{quote(text)} cannot be a kind: {hint}"))
    action.reasons.extend(wrong)
    if wrong or (known := action.context.vocabulary.find(slug)) is not None:
        return None if wrong else known
    name = slug.replace("-", " ") if is_slug(text.strip()) else plain(text).strip()
    checked.new_kind = DeskKind(slug, name[0].upper() + name[1:])
    return slug


def note_give_back(action: Action, checked: Checked, edit: "ToolEdit", owner: int | None) -> None:
    """When a tool goes back to its owner (a row, None: the library); a day that cannot be is noted."""
    if edit.give_back is None:
        return
    checked.values["give_back"] = edit.give_back.isoformat()
    if edit.give_back < action.moment.today:
        action.reasons.append(reason("date-wrong", f"{edit.give_back} is past: it cannot go back then"))
    if owner is None:
        action.reasons.append(
            reason("date-wrong", "it is the library's own: nobody is there to give it back to")
        )


def _traits(action: Action, kind: str | None) -> frozenset[str]:
    """The attributes of a kind that are told in words, such as which bits there are: those without a unit."""
    known = None if kind is None else action.context.vocabulary.kinds.get(kind)
    return frozenset(each.name for each in known.attributes if each.unit is None) if known else frozenset()


def _attribute(action: Action, text: str, traits: AbstractSet[str]) -> tuple[str, str] | None:
    name, _, quantity = text.partition("=")
    wrong = "" if name.strip() else "an attribute needs a name; write it like power=1200 W"
    if name.strip() not in traits or not quantity.strip():
        try:
            parse_quantity(quantity.strip())
        except ValueError as error:
            wrong = wrong or str(error)
    if wrong:
        action.reasons.append(reason("amount-wrong", f"{quote(text)}: {wrong}"))
        return None
    return name.strip(), quantity.strip()


def _accessory(action: Action, text: str) -> tuple[str, int] | None:
    part = kits.counted(text)
    if part is None:
        action.reasons.append(
            reason("amount-wrong", f"{quote(text)} is no accessory; write it like battery=2")
        )
    return part
