"""The desk's verbs about members: the part of the desk that faces hold for signing up, renewing, blocking and leaving."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from toollib.desk import views
from toollib.desk.context import Context

if TYPE_CHECKING:
    from toollib.desk import people, wishing


class MemberVerbs:
    """Verbs about members; each is one transaction and one event, and raises `Refused` with all its reasons."""

    _context: Context

    def member_add(self, edit: "people.MemberEdit", *, fee: "people.Fee | None" = None) -> views.Member:
        """A new member."""
        from toollib.desk import people

        return people.add(self._context, edit, fee=fee)

    def member_edit(self, member: str, edit: "people.MemberEdit") -> views.Member:
        """Change what is known of a member."""
        from toollib.desk import people

        return people.edit(self._context, member, edit)

    def member_renew(
        self, member: str, edit: "people.MemberEdit | None" = None, *, fee: "people.Fee | None" = None
    ) -> views.Member:
        """Extend a membership from the later of today and its end."""
        from toollib.desk import memberships, people

        return memberships.renew(self._context, member, edit or people.MemberEdit(), fee=fee)

    def member_block(self, member: str, why: str, *, until: date | None = None) -> views.Member:
        """Let a member borrow nothing, to a day (inclusive) or until unblocked."""
        from toollib.desk import memberships

        return memberships.block(self._context, member, why, until=until)

    def member_unblock(self, member: str) -> views.Member:
        """End a member's block."""
        from toollib.desk import memberships

        return memberships.unblock(self._context, member)

    def member_note(self, member: str, text: str) -> views.Member:
        """Write the note of a member anew; "" removes it."""
        from toollib.desk import people

        return people.edit(self._context, member, people.MemberEdit(note=text))

    def member_waiver(self, member: str, version: str | None = None) -> views.Member:
        """The waiver was signed today."""
        from toollib.desk import people

        return people.edit(self._context, member, people.MemberEdit(waiver=True, waiver_version=version))

    def member_induct(
        self, topic: str, members: Sequence[str], *, by: str | None = None, until: date | None = None
    ) -> tuple[views.Member, ...]:
        """Enter an induction of one or more members, all or none."""
        from toollib.desk import memberships

        return memberships.induct(self._context, topic, members, by=by, until=until)

    def member_merge(self, keep: str, gone: str) -> views.Member:
        """Make one member of two records of the same person."""
        from toollib.desk import merging

        return merging.merge(self._context, keep, gone)

    def member_erase(self, member: str) -> views.Left:
        """Forget a member, to the last byte; what they borrowed still counts."""
        from toollib.desk import leaving

        return leaving.erase(self._context, member)

    def member_export(self, member: str) -> dict[str, Any]:
        """Everything that the library keeps about a member, ready for JSON."""
        from toollib.desk import dossier

        return dossier.everything(self._context, member)

    def wish(self, member: str, wanted: str) -> "wishing.Wish":
        """Wish for a kind, or for something in words."""
        from toollib.desk import wishing

        return wishing.wish(self._context, member, wanted)

    def wish_vote(self, member: str, wish: str) -> "wishing.Wish":
        """Wish along with others; everybody counts once."""
        from toollib.desk import wishing

        return wishing.vote(self._context, member, wish)

    def wish_close(self, wish: str, why: str) -> "wishing.Wish":
        """End a wish, saying why."""
        from toollib.desk import wishing

        return wishing.close(self._context, wish, why)

    def wishes(self, *, closed: bool = False) -> "tuple[wishing.Wish, ...]":
        """The open wishes, or all of them, those that most members share first."""
        from toollib.desk import wishing

        return wishing.wish_list(self._context, closed=closed)
