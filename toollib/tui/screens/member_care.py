"""What is done to one member from their own page: membership, papers, training, promises, money."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui.screens.detail import DetailRoom
from toollib.tui.screens.form import Field, Form, Values, day_of, no_scan

if TYPE_CHECKING:
    from toollib.desk.views import Booked, Hold, Member, Reservation
    from toollib.tui.seat import Seat

_MONEY = ("charge", "forgive", "refund")


class MemberCare(DetailRoom[Any]):
    """A page of one member with its verbs; `shown` is whatever the page read, the member first."""

    UNDOABLE: ClassVar[frozenset[str]] = frozenset({"hold", "reserve", "papers", "charge", "forgive"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "hold", "hold", id="member.hold", tooltip="Let this member wait for a kind or a copy"),
        Binding("f9", "renew", "renew", id="member.renew", tooltip="Extend the membership"),
        Binding(
            "ctrl+r",
            "reserve",
            "reserve",
            show=False,
            id="member.reserve",
            tooltip="Claim days for this member",
        ),
        Binding(
            "ctrl+x",
            "give_up",
            "give up",
            show=False,
            id="member.give-up",
            tooltip="Give up a hold or a reservation",
        ),
        Binding(
            "ctrl+w",
            "papers",
            "papers",
            show=False,
            id="member.papers",
            tooltip="Waiver signed, identity seen",
        ),
        Binding("ctrl+t", "train", "train", show=False, id="member.train", tooltip="Enter an induction"),
        Binding(
            "ctrl+o",
            "money",
            "money",
            show=False,
            id="member.money",
            tooltip="Charge, forgive, or give credit back",
        ),
        Binding(
            "ctrl+b",
            "block",
            "block",
            show=False,
            id="member.block",
            tooltip="Lend this member nothing, or end that",
        ),
    ]

    @abstractmethod
    def promises(self) -> tuple[tuple[Hold, ...], tuple[Reservation, ...]]:
        """What the member waits for and has reserved, as read."""

    @property
    def known(self) -> Member | None:
        """The member of this page, once read."""
        return None if self.shown is None else self.shown[0]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Giving up only where something is promised; training only where the library knows a topic."""
        if action == "give_up":
            return self.shown is not None and any(self.promises())
        if action == "train":
            return self.house.about is not None and bool(self.house.about.topics)
        return super().check_action(action, parameters)

    def action_hold(self) -> None:
        """Ask what the member waits for."""
        from toollib.tui.screens.promise_forms import hold_of

        self._form(lambda who: hold_of(self._told("hold"), member=who.id, title=f"{_named(who)} waits for"))

    def action_reserve(self) -> None:
        """Ask what the member wants, and on which days."""
        from toollib.tui.screens.promise_forms import reserve_of

        self._form(
            lambda who: reserve_of(self._told("reserve"), member=who.id, title=f"Reserve for {_named(who)}")
        )

    def action_give_up(self) -> None:
        """Ask which hold or reservation is given up."""
        from toollib.tui.screens.promise_forms import give_up_form

        if any(self.promises()):
            self._form(
                lambda who: give_up_form(
                    *self.promises(), self._told("give-up"), title=f"{_named(who)} gives up"
                )
            )

    def action_renew(self) -> None:
        """Ask for which tier, and how the fee is paid."""
        from toollib.tui.screens.member_forms import FEES

        about = self.house.about
        if about is None:
            return
        tiers, fees = about.tiers, about.fees

        def form(who: Member) -> Form:
            def verb(seat: Seat, values: Values) -> Member:
                from toollib.desk.people import MemberEdit

                tier = None if values["tier"] == who.tier else values["tier"]
                return seat.desk.member_renew(who.id, MemberEdit(tier=tier), fee=FEES[values["fee"]])

            fields = (
                Field("tier", "Tier", who.tier if who.tier in tiers else tiers[0], "choice", tiers),
                Field("fee", "Fee", "cash", "choice", tuple(FEES)),
            )
            told = self._told("renew")
            return Form(
                f"renew {who.id}",
                f"Renew {_named(who)}",
                fields,
                verb,
                lambda now: told(f"{now.name}: {now.tier} to {now.until or 'for good'}"),
                fees,
            )

        self._form(form)

    def action_papers(self) -> None:
        """Ask which papers were seen today."""

        def verb(seat: Seat, values: Values, who: str) -> Any:
            from toollib.desk.people import MemberEdit

            version = values["version"].strip() or None
            edit = MemberEdit(
                waiver=bool(values["waiver"]) or version is not None,
                waiver_version=version,
                identity=bool(values["identity"]),
            )
            return seat.desk.member_edit(who, edit)

        fields = (
            Field("waiver", "Waiver signed", kind="tick"),
            Field("version", "Its version", hint="where the library has several"),
            Field("identity", "Identity seen", kind="tick"),
        )
        self._form(
            lambda who: Form(
                f"papers {who.id}",
                f"Papers of {_named(who)}, seen today",
                fields,
                lambda seat, values: verb(seat, values, who.id),
                lambda _: self._told("papers")(f"Papers of {who.name} entered"),
                "A document is looked at and never copied.",
            )
        )

    def action_train(self) -> None:
        """Ask which induction was given, and by whom."""
        about = self.house.about
        if about is None or not about.topics:
            return
        topics = about.topics

        def verb(seat: Seat, values: Values, who: str) -> Any:
            return seat.desk.member_induct(values["topic"], [who], by=values["by"].strip() or None)

        fields = (
            Field("topic", "Induction", topics[0], "choice", topics),
            Field("by", "Given by", hint=f"blank: {about.who}"),
        )
        self._form(
            lambda who: Form(
                f"train {who.id}",
                f"Induction of {_named(who)}",
                fields,
                lambda seat, values: verb(seat, values, who.id),
                lambda _: self._told("train")(f"Induction of {who.name} entered"),
            )
        )

    def action_block(self) -> None:
        """Ask why and until when; or end the block."""
        who = self.known
        if who is None:
            return
        if who.blocked is not None:
            self.house.ask(
                lambda seat: seat.desk.member_unblock(who.id),
                lambda _: self._told("block")(f"{who.name} is not blocked any more"),
            )
            return

        def verb(seat: Seat, values: Values) -> Member:
            until = day_of(values["until"]) if values["until"].strip() else None
            return seat.desk.member_block(who.id, no_scan(seat, values["why"], "a why"), until=until)

        fields = (
            Field("why", "Why", needed=True, hint="whoever is at the desk has to tell it"),
            Field("until", "Until", hint="a day like 2026-12-05; blank: until unblocked"),
        )
        done = self._told("block")
        self.ask_form(
            Form(
                f"block {who.id}",
                f"Block {_named(who)}",
                fields,
                verb,
                lambda _: done(f"{who.name} is blocked"),
            )
        )

    def action_money(self) -> None:
        """Ask for a charge, a forgiving or a refund, with its why."""
        about = self.house.about
        if about is None:
            return
        money = about.sayings.money

        def verb(seat: Seat, values: Values, who: str) -> tuple[str, Booked]:
            amount = no_scan(seat, values["amount"], "an amount")
            why = no_scan(seat, values["why"], "a why")
            book = {"charge": seat.desk.charge, "forgive": seat.desk.forgive, "refund": seat.desk.refund}
            return values["what"], book[values["what"]](who, amount, why)

        def done(answer: tuple[str, Booked], who: Member) -> None:
            what, booked = answer
            self._told(what)(
                f"{who.name}: {what} {money(booked.entry.amount)}, {_owing(booked.owes, money)} now"
            )

        fields = (
            Field("what", "What", _MONEY[0], "choice", _MONEY),
            Field("amount", "Amount", needed=True, hint=f"like {about.major(1250)}"),
            Field("why", "Why", needed=True),
        )
        self._form(
            lambda who: Form(
                f"money {who.id}",
                f"Account of {_named(who)}: {_owing(who.owes, money)}",
                fields,
                lambda seat, values: verb(seat, values, who.id),
                lambda answer: done(answer, who),
            )
        )

    def _form(self, form: Callable[[Member], Form]) -> None:
        if self.known is not None:
            self.ask_form(form(self.known))


def _named(who: Member) -> str:
    return f"{who.name} · {who.id}"


def _owing(minor: int, money: Callable[[int], str]) -> str:
    return f"has {money(-minor)} credit" if minor < 0 else f"owes {money(minor) if minor else 'nothing'}"
