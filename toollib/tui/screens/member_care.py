"""What is done to one member from their own page: membership, papers, training, promises, money."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType

from toollib.tui.bindings import unlisted
from toollib.tui.days import day_typed
from toollib.tui.screens.care_page import CarePage
from toollib.tui.screens.desk_forms import PAID_BY
from toollib.tui.screens.ending_forms import named, owing
from toollib.tui.screens.form import Field, Form, Values, no_scan
from toollib.tui.screens.verbs import Verb

if TYPE_CHECKING:
    from toollib.desk.money import Method
    from toollib.desk.views import Booked, Entry, Hold, Left, Member, Reservation
    from toollib.tui.seat import About, Seat

_MONEY = ("charge", "forgive", "refund")
_ENTRIES = 20


class MemberCare(CarePage["Member"]):
    """A page of one member with its verbs; `shown` is whatever the page read, the member first."""

    UNDOABLE: ClassVar[frozenset[str]] = frozenset({"hold", "reserve", "papers", "charge", "forgive"})
    MORE: ClassVar[tuple[Verb, ...]] = (
        Verb("Take back an entry", "Of the account, where undo reaches no more", "void"),
        Verb("Merge with another record", "The same person is here twice", "merge"),
        Verb("Write down everything kept", "Into one file, for the member", "export"),
        Verb("Erase this member", "For good; their loans still count", "erase"),
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "hold", "hold", id="member.hold", tooltip="Let this member wait for a kind or a copy"),
        Binding("f9", "renew", "renew", id="member.renew", tooltip="Extend the membership"),
        unlisted("ctrl+r", "reserve", "reserve", id="member.reserve", tooltip="Claim days for this member"),
        unlisted(
            "ctrl+x", "give_up", "give up", id="member.give-up", tooltip="Give up a hold or a reservation"
        ),
        unlisted("ctrl+w", "papers", "papers", id="member.papers", tooltip="Waiver signed, identity seen"),
        unlisted("ctrl+t", "train", "train", id="member.train", tooltip="Enter an induction"),
        unlisted(
            "ctrl+o", "money", "money", id="member.money", tooltip="Charge, forgive, or give credit back"
        ),
        unlisted(
            "ctrl+b", "block", "block", id="member.block", tooltip="Lend this member nothing, or end that"
        ),
    ]

    @abstractmethod
    def promises(self) -> tuple[tuple[Hold, ...], tuple[Reservation, ...]]:
        """What the member waits for and has reserved, as read."""

    @abstractmethod
    def entries(self) -> tuple[Entry, ...]:
        """The account as read, oldest first."""

    def subject(self) -> tuple[str, str]:
        """The member of this page."""
        return (self.thing.id if self.thing is not None else ""), ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is to do: something promised to give up, a topic to train in, an entry to take back."""
        if action == "give_up":
            return self.shown is not None and any(self.promises())
        if action == "train":
            return self.house.about is not None and bool(self.house.about.topics)
        if action == "void":
            return any(each.kind != "void" for each in self.entries())
        return super().check_action(action, parameters)

    def action_hold(self) -> None:
        """Ask what the member waits for."""
        from toollib.tui.screens.promise_forms import hold_of

        self.ask_about(lambda who: hold_of(self.told("hold"), member=who.id, title=f"{named(who)} waits for"))

    def action_reserve(self) -> None:
        """Ask what the member wants, and on which days."""
        from toollib.tui.screens.promise_forms import reserve_of

        self.ask_about(
            lambda who: reserve_of(self.told("reserve"), member=who.id, title=f"Reserve for {named(who)}")
        )

    def action_give_up(self) -> None:
        """Ask which hold or reservation is given up."""
        from toollib.tui.screens.promise_forms import give_up_form

        if any(self.promises()):
            self.ask_about(
                lambda who: give_up_form(
                    *self.promises(), self.told("give-up"), title=f"{named(who)} gives up"
                )
            )

    def action_renew(self) -> None:
        """Ask for which tier, and how the fee is paid."""
        from toollib.tui.screens.member_forms import FEES

        def form(who: Member, about: About) -> Form:
            tiers = about.tiers

            def verb(seat: Seat, values: Values) -> Member:
                from toollib.desk.people import MemberEdit

                tier = None if values["tier"] == who.tier else values["tier"]
                return seat.desk.member_renew(who.id, MemberEdit(tier=tier), fee=FEES[values["fee"]])

            fields = (
                Field("tier", "Tier", who.tier if who.tier in tiers else tiers[0], "choice", tiers),
                Field("fee", "Fee", "cash", "choice", tuple(FEES)),
            )
            told = self.told("renew")
            return Form(
                f"renew {who.id}",
                f"Renew {named(who)}",
                fields,
                verb,
                lambda now: told(f"{now.name}: {now.tier} to {now.until or 'for good'}"),
                about.fees,
            )

        self.ask_knowing(form)

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
            Field("version", "Its version", hint="blank: the one in library.yaml"),
            Field("identity", "Identity seen", kind="tick"),
        )
        self.ask_about(
            lambda who: Form(
                f"papers {who.id}",
                f"Papers of {named(who)}, seen today",
                fields,
                lambda seat, values: verb(seat, values, who.id),
                lambda _: self.told("papers")(f"Papers of {who.name} entered"),
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
            Field("by", "Given by", hint=f"blank: {about.who}", takes="person"),
        )
        self.ask_about(
            lambda who: Form(
                f"train {who.id}",
                f"Induction of {named(who)}",
                fields,
                lambda seat, values: verb(seat, values, who.id),
                lambda _: self.told("train")(f"Induction of {who.name} entered"),
            )
        )

    def action_block(self) -> None:
        """Ask why and until when; or end the block."""
        who = self.thing
        if who is None:
            return
        if who.blocked is not None:
            self.house.ask(
                lambda seat: seat.desk.member_unblock(who.id),
                lambda _: self.told("block")(f"{who.name} is not blocked any more"),
            )
            return

        def verb(seat: Seat, values: Values) -> Member:
            until = day_typed(seat, values["until"]) if values["until"].strip() else None
            return seat.desk.member_block(who.id, no_scan(seat, values["why"], "a why"), until=until)

        fields = (
            Field("why", "Why", needed=True, hint="whoever is at the desk has to tell it"),
            Field("until", "Until", hint="a day like sat, 5 dec or 2026-12-05; blank: until unblocked"),
        )
        done = self.told("block")
        self.ask_form(
            Form(
                f"block {who.id}",
                f"Block {named(who)}",
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
            if values["what"] == "refund":
                return "refund", seat.desk.refund(who, amount, why, by=cast("Method", values["by"]))
            book = seat.desk.charge if values["what"] == "charge" else seat.desk.forgive
            return values["what"], book(who, amount, why)

        def done(answer: tuple[str, Booked], who: Member) -> None:
            what, booked = answer
            self.told(what)(
                f"{who.name}: {what} {money(booked.entry.amount)}, {owing(booked.owes, money)} now"
            )

        fields = (
            Field("what", "What", _MONEY[0], "choice", _MONEY),
            Field("amount", "Amount", needed=True, hint=f"like {about.major(1250)}"),
            Field("why", "Why", needed=True),
            Field("by", "Given back by", PAID_BY[0], "choice", PAID_BY, hint="refund"),
        )
        self.ask_about(
            lambda who: Form(
                f"money {who.id}",
                f"Account of {named(who)}: {owing(who.owes, money)}",
                fields,
                lambda seat, values: verb(seat, values, who.id),
                lambda answer: done(answer, who),
            )
        )

    def action_void(self) -> None:
        """Ask which entry is taken back."""
        from toollib.tui.screens.ending_forms import void_form

        now = self.house.clock.now()
        entries = [each for each in reversed(self.entries()) if each.kind != "void"][:_ENTRIES]
        if entries:
            self.ask_knowing(lambda who, about: void_form(who, entries, about, now, self.told("void")))

    def action_merge(self) -> None:
        """Ask which other record is of the same person."""
        from toollib.tui.screens.ending_forms import merge_form

        self.ask_knowing(lambda who, about: merge_form(who, self.ask_form, self.told("merge"), about))

    def action_export(self) -> None:
        """Ask where everything is written to."""
        from toollib.tui.screens.ending_forms import export_form

        self.ask_about(lambda who: export_form(who, self.told("export")))

    def action_erase(self) -> None:
        """Ask whether this member is really to be forgotten."""
        from toollib.tui.screens.ending_forms import erase_form

        self.ask_about(lambda who: erase_form(who, lambda left: self._erased(who, left)))

    def _erased(self, who: Member, left: Left) -> None:
        """Nothing of them is left to show: this page goes, and every word about them on the screens."""
        self.dismiss()
        self.house.forget(who, left.warnings)
