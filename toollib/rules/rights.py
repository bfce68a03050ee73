"""Who may do what. Roles guide honest people and give the audit its names; they are no lock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from toollib.rules.reasons import Reason, reason

Right = Literal["desk", "override", "records", "money", "settings"]
RIGHTS: tuple[Right, ...] = get_args(Right)
ALL: frozenset[Right] = frozenset(RIGHTS)
GUEST_ROLE = "volunteer"
# Whoever holds this right can give roles; until somebody does, everybody may do everything.
FOUNDING: Right = "settings"

_ACTS: Mapping[Right, str] = {
    "desk": "work at the desk",
    "override": "go past a refusal",
    "records": "change tools, kinds and blocks",
    "money": "forgive, refund, void or set dates and fees by hand",
    "settings": "give roles and change settings",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, at which desk, with which rights. `member` is the member id, None for a guest volunteer."""

    who: str
    desk: str
    rights: frozenset[Right]
    member: str | None = None

    def may(self, right: Right) -> bool:
        """Whether the person has this right."""
        return right in self.rights


def rights_of(
    role: str | None, *, guest: bool, roles: Mapping[str, frozenset[Right]], sign_on: str, founded: bool
) -> frozenset[Right]:
    """The rights of whoever is at the desk.

    `role` is the member's (None for none or a guest); `founded`: the library has its first coordinator.
    """
    if not founded:
        return ALL
    if guest:
        return roles.get(GUEST_ROLE, frozenset()) if sign_on == "free" else frozenset()
    return roles.get(role or "", frozenset())


def lacking(actor: Actor, right: Right) -> Reason | None:
    """The reason why this person may not, or None."""
    if actor.may(right):
        return None
    return reason("role-missing", f"{actor.who} has no right to {_ACTS[right]} (right: {right})")


def lacking_for(actor: Actor, right: Right, member: str | None, *, makers: bool) -> Reason | None:
    """The reason why this person may not do something for a member (an id), or None.

    `makers`: members may do it for themselves, without the right.
    """
    if makers and member is not None and actor.member == member:
        return None
    return lacking(actor, right)
