"""The desk's verbs about tools: the part of the desk that faces hold for the shelf and for care of what stands on it."""

from pathlib import Path
from typing import TYPE_CHECKING

from toollib.desk import views
from toollib.desk.context import Context

if TYPE_CHECKING:
    from toollib.desk import care_views, kind_verbs, reads, things


class ToolVerbs:
    """Verbs about tools; each is one transaction and one event, and raises `Refused` with all its reasons."""

    _context: Context

    def tool_add(self, edit: "things.ToolEdit") -> views.Tool:
        """A new tool on the shelf."""
        from toollib.desk import things

        return things.add(self._context, edit)

    def tool_edit(self, tool: str, edit: "things.ToolEdit") -> views.Tool:
        """Change what is known of a tool."""
        from toollib.desk import things

        return things.edit(self._context, tool, edit)

    def tool_repair(self, tool: str, text: str) -> views.Tool:
        """Open a repair ticket."""
        from toollib.desk import care

        return care.repair(self._context, tool, text)

    def tool_fixed(self, tool: str) -> views.Tool:
        """Close the repair tickets of a tool."""
        from toollib.desk import care

        return care.fixed(self._context, tool)

    def tool_retire(self, tool: str, why: str) -> views.Tool:
        """Take a tool off the shelf for good."""
        from toollib.desk import care

        return care.retire(self._context, tool, why)

    def tool_lost(self, tool: str, *, charge: str | None = None) -> "care_views.Lost":
        """Record a tool as lost; its borrower is charged."""
        from toollib.desk import care

        return care.lost(self._context, tool, charge=charge)

    def tool_found(self, tool: str) -> "care_views.Recovered":
        """A lost tool is here again."""
        from toollib.desk import care

        return care.found(self._context, tool)

    def tool_note(self, tool: str, text: str, *, seen: views.Tool | None = None) -> views.Tool:
        """Put a note to a tool; refused where somebody changed it since it was `seen`."""
        from toollib.desk import care

        return care.note(self._context, tool, text, seen=seen)

    def tool_recall(self, kind_or_tool: str, why: str) -> "care_views.Recall":
        """Block every copy of an unsafe kind, or one copy."""
        from toollib.desk import recalls

        return recalls.recall(self._context, kind_or_tool, why)

    def tool_recall_end(self, kind_or_tool: str, why: str) -> tuple[views.Tool, ...]:
        """A recall is over."""
        from toollib.desk import recalls

        return recalls.end(self._context, kind_or_tool, why)

    def tool_photo(self, tool: str, file: Path) -> "care_views.ToolFile":
        """Keep a photo of a tool."""
        from toollib.desk import photos

        return photos.add(self._context, tool, file)

    def tool_manual(self, tool: str, file: Path) -> "care_views.ToolFile":
        """Keep a manual of a tool."""
        from toollib.desk import manuals

        return manuals.add(self._context, tool, file)

    def tool_file_remove(self, tool: str, file: str) -> "care_views.ToolFile":
        """Take a photo or manual away from a tool."""
        from toollib.desk import files

        return files.remove(self._context, tool, file)

    def tool_files(self, tool: str) -> "tuple[care_views.File, ...]":
        """The photos and manuals of a tool."""
        from toollib.desk import files

        return files.of_tool(self._context, tool)

    def tool_history(self, tool: str, part: "reads.Part | None" = None) -> "care_views.History":
        """All that happened to a tool."""
        from toollib.desk import histories, reads

        return histories.history(self._context, tool, part or reads.ALL)

    def kind_add(self, slug: str, new: "kind_verbs.NewKind") -> views.Kind:
        """A new tool kind of the library's own."""
        from toollib.desk import kind_verbs

        return kind_verbs.add(self._context, slug, new)

    def part_brought(self, tool: str, part: str, *, member: str | None = None) -> views.Tool:
        """A missing part is here."""
        from toollib.desk import kits

        return kits.brought(self._context, tool, part, member=member)

    def part_charged(
        self, tool: str, part: str, amount: str, *, member: str | None = None
    ) -> "care_views.PartCharged":
        """A missing part is charged."""
        from toollib.desk import kits

        return kits.charged(self._context, tool, part, amount, member=member)
