"""A group of commands whose modules are imported only when one is asked for: `toollib status` must be quick."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that knows where its commands live: under headings, name → "module:attribute"."""

    def __init__(self, *args: Any, headings: Mapping[str, Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._headings = headings
        self._where = {name: where for part in headings.values() for name, where in part.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the headings."""
        return list(self._where)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """The command of this name, imported now."""
        where = self._where.get(cmd_name)
        if where is None:
            return None
        module, _, attribute = where.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the commands under their headings."""
        for heading, part in self._headings.items():
            limit = formatter.width - max(map(len, self._where)) - 6
            rows = [
                (name, command.get_short_help_str(limit))
                for name in part
                if (command := self.get_command(ctx, name)) is not None and not command.hidden
            ]
            with formatter.section(heading):
                formatter.write_dl(rows)
