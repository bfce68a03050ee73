"""What is done to one tool from its own page: promised, noted, cared for; and, apart from that, taken off the shelf."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui.bindings import unlisted
from toollib.tui.screens.care_page import CarePage
from toollib.tui.screens.form import Field, Form, Values, no_scan
from toollib.tui.screens.verbs import Verb

if TYPE_CHECKING:
    from toollib.desk.care_views import File
    from toollib.desk.views import Tool
    from toollib.tui.seat import Seat


class ToolCare(CarePage["Tool"]):
    """A page of one tool with its verbs; `shown` is whatever the page read, the tool first."""

    UNDOABLE: ClassVar[frozenset[str]] = frozenset({"hold", "reserve", "repair", "fixed"})
    MORE: ClassVar[tuple[Verb, ...]] = (
        Verb("Keep a manual", "A PDF beside the tool", "manual"),
        Verb("Take a photo or manual away", "One that is wrong or old", "file_away"),
        Verb("What if it breaks", "Which designs are lost without it", "without"),
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "hold", "hold", id="tool.hold", tooltip="Let a member wait for this copy"),
        Binding("f9", "reserve", "reserve", id="tool.reserve", tooltip="Claim days for a member"),
        unlisted("f10", "note", "note", id="tool.note", tooltip="Change the note on this tool"),
        Binding("ctrl+r", "repair", "repair", id="tool.repair", tooltip="It is broken: not lent until fixed"),
        Binding("ctrl+f", "fixed", "fixed", id="tool.fixed", tooltip="It works again: its tickets close"),
        Binding(
            "ctrl+g", "found", "found", id="tool.found", tooltip="It is here again; the charge goes back"
        ),
        unlisted(
            "ctrl+b", "parts", "parts", id="tool.parts", tooltip="A missing part was brought, or is charged"
        ),
        unlisted("ctrl+o", "photo", "photo", id="tool.photo", tooltip="Keep a photo of it"),
        unlisted("ctrl+l", "lost", "lost", id="tool.lost", tooltip="It is lost; its borrower is charged"),
        unlisted(
            "ctrl+k",
            "recall",
            "recall",
            id="tool.recall",
            tooltip="It is unsafe: this copy or every one is blocked at once",
        ),
        unlisted("ctrl+x", "retire", "retire", id="tool.retire", tooltip="Off the shelf for good"),
    ]

    @abstractmethod
    def files(self) -> tuple[File, ...]:
        """The photos and manuals of the tool, as read."""

    def subject(self) -> tuple[str, str]:
        """The tool of this page."""
        return "", (self.thing.tag if self.thing is not None else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is to do with a tool in this state."""
        tool = self.thing
        if action in {"fixed", "parts"}:
            return tool is not None and tool.trouble is not None
        if action == "found":
            return tool is not None and tool.state == "lost"
        if action in {"repair", "lost", "recall", "retire", "hold", "reserve"}:
            return tool is None or tool.state not in {"lost", "retired"}
        if action == "file_away":
            return bool(self.files())
        return super().check_action(action, parameters)

    def action_hold(self) -> None:
        """Ask who waits for this copy."""
        from toollib.tui.screens.promise_forms import hold_of

        self.ask_about(
            lambda tool: hold_of(self.told("hold"), what=tool.tag, title=f"Hold on {_named(tool)}")
        )

    def action_reserve(self) -> None:
        """Ask who wants this copy on which days."""
        from toollib.tui.screens.promise_forms import reserve_of

        self.ask_about(
            lambda tool: reserve_of(self.told("reserve"), what=tool.tag, title=f"Reserve {_named(tool)}")
        )

    def action_note(self) -> None:
        """Change the note."""
        self.ask_about(
            lambda tool: self.one_field(
                "note",
                f"Note on {_named(tool)}",
                Field("text", "Note", tool.note),
                lambda seat, values: seat.desk.tool_note(
                    tool.tag, no_scan(seat, values["text"], "a note"), seen=tool
                ),
                done=f"Note on {_named(tool)} changed",
            )
        )

    def action_repair(self) -> None:
        """Ask what is broken."""
        self.ask_about(
            lambda tool: self.one_field(
                "repair",
                f"{_named(tool)} goes in repair",
                Field("text", "What is wrong", needed=True),
                lambda seat, values: seat.desk.tool_repair(
                    tool.tag, no_scan(seat, values["text"], "a fault")
                ),
                done=f"{_named(tool)} is in repair",
            )
        )

    def action_fixed(self) -> None:
        """Its tickets close."""
        tool = self.thing
        if tool is not None:
            self.house.ask(
                lambda seat: seat.desk.tool_fixed(tool.tag),
                lambda _: self.told("fixed")(f"{_named(tool)} is fixed"),
            )

    def action_found(self) -> None:
        """A lost tool is here again."""
        tool = self.thing
        if tool is not None:
            self.house.ask(
                lambda seat: seat.desk.tool_found(tool.tag),
                lambda _: self.told("found")(f"{_named(tool)} is here again"),
            )

    def action_parts(self) -> None:
        """Ask which missing part was brought, or is charged."""
        brought, charged = "brought", "charged"

        def verb(seat: Seat, values: Values, tag: str) -> Any:
            if values["how"] == brought:
                return seat.desk.part_brought(tag, values["part"])
            return seat.desk.part_charged(tag, values["part"], values["amount"])

        fields = (
            Field("part", "Part", needed=True, hint="like battery, or bit=2 of more"),
            Field("how", "It was", brought, "choice", (brought, charged)),
            Field("amount", "Amount", hint="where it is charged"),
        )
        self.ask_about(
            lambda tool: Form(
                f"parts {tool.tag}",
                f"A missing part of {_named(tool)}",
                fields,
                lambda seat, values: verb(seat, values, tool.tag),
                lambda _: self.told("parts")(f"A missing part of {_named(tool)} is settled"),
                tool.trouble or "",
            )
        )

    def action_photo(self) -> None:
        """Ask for the file of a photo."""
        self._ask_for_file(
            "photo",
            "where the picture is on this computer",
            lambda seat, tag, path: seat.desk.tool_photo(tag, path),
            "What a picture hides (place, camera, time) is taken out of the copy that is kept.",
        )

    def action_manual(self) -> None:
        """Ask for the file of a manual."""
        self._ask_for_file(
            "manual",
            "where the PDF is on this computer",
            lambda seat, tag, path: seat.desk.tool_manual(tag, path),
            "Scripts, attachments and who made it are taken out of the copy that is kept.",
        )

    def _ask_for_file(self, what: str, hint: str, keep: Callable[[Seat, str, Path], Any], intro: str) -> None:
        """Ask where a file is that is to be kept beside the tool."""
        self.ask_about(
            lambda tool: self.one_field(
                what,
                f"{what.capitalize()} of {_named(tool)}",
                Field("file", "File", needed=True, hint=hint),
                lambda seat, values: keep(seat, tool.tag, Path(values["file"].strip()).expanduser()),
                done=f"A {what} of {_named(tool)} is kept",
                intro=intro,
            )
        )

    def action_file_away(self) -> None:
        """Ask which photo or manual goes."""
        choices = {f"{each.what} {each.name} ({each.id})": each.id for each in self.files()}
        if choices:
            first = next(iter(choices))
            self.ask_about(
                lambda tool: self.one_field(
                    "file-away",
                    f"Take a photo or manual of {_named(tool)} away",
                    Field("file", "Which", first, "choice", tuple(choices)),
                    lambda seat, values: seat.desk.tool_file_remove(tool.tag, choices[values["file"]]),
                    done=f"A photo or manual of {_named(tool)} is gone",
                    intro="The file is deleted; that it was there stays in the events.",
                )
            )

    def action_without(self) -> None:
        """Show what could not be built without it."""
        from toollib.tui.screens.without import WithoutScreen

        if self.thing is not None:
            self.house.push_screen(WithoutScreen(self.thing.tag, self.thing.kind))

    def action_lost(self) -> None:
        """Ask what is charged to who had it."""
        self.ask_about(
            lambda tool: self.one_field(
                "lost",
                f"{_named(tool)} is lost",
                Field("charge", "Charge", hint="blank: its price; 0: nothing"),
                lambda seat, values: seat.desk.tool_lost(tool.tag, charge=values["charge"].strip() or None),
                done=f"{_named(tool)} is recorded as lost",
                intro=f"Charged to {tool.holder_name or tool.holder}."
                if tool.holder
                else "Nobody has it on loan.",
            )
        )

    def action_recall(self) -> None:
        """Ask why it is unsafe, and whether every copy of its kind is."""
        from toollib.tui.screens.recall_forms import recall_form

        now = self.house.clock.now()
        self.ask_knowing(lambda tool, about: recall_form(about, now, self._did, tool))

    def action_retire(self) -> None:
        """Ask why it goes."""
        self.ask_about(
            lambda tool: self.one_field(
                "retire",
                f"Retire {_named(tool)}",
                Field("why", "Why", needed=True),
                lambda seat, values: seat.desk.tool_retire(tool.tag, no_scan(seat, values["why"], "a why")),
                done=f"{_named(tool)} is retired",
                intro="It goes off the shelf for good; its history stays.",
            )
        )


def _named(tool: Tool) -> str:
    return f"{tool.tag} {tool.name}"
