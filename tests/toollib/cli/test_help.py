"""Every command explains itself, with an example that names it."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from toollib.cli.main import main


def commands(
    command: click.Command, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The command and all below it, with the words that lead there."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))


ALL = list(commands(main, ("toollib",)))
CONTRACT = """
init demo doctor checkout return renew pay charge forgive account undo status today loans search
member/add member/show member/list member/edit tool/add tool/show tool/list tool/edit
tool/repair tool/fixed tool/recall tool/retire tool/lost tool/found tool/note tool/photo tool/history
 kind/list kind/show event/list
design/list design/show design/parts design/tools design/check build/ready build/why build/start build/step build/finish build/list build/show
""".split()


def test_every_command_of_the_contract_is_there() -> None:
    there = {"/".join(path[1:]) for path, command in ALL if not isinstance(command, click.Group)}
    assert set(CONTRACT) <= there


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) for path, _ in ALL])
def test_a_command_explains_itself(path: tuple[str, ...], command: click.Command) -> None:
    result = CliRunner().invoke(main, [*path[1:], "--help"], terminal_width=100)
    assert result.exit_code == 0
    assert command.help
    if not isinstance(command, click.Group):
        assert f"  {' '.join(path)}" in result.output.partition("Example")[2]
    for each in command.params:
        if isinstance(each, click.Option):
            assert each.help, f"{each.name} of {path} is not explained"


def test_the_overview_names_all_under_headings_uncut() -> None:
    result = CliRunner().invoke(main, ["--help"], env={"COLUMNS": "80"})
    for heading in ("Starting:", "The desk:", "Records:", "Designs:"):
        assert heading in result.output
    assert not [line for line in result.output.splitlines()[1:] if line.endswith("...")]


@pytest.mark.parametrize("group", [path for path, command in ALL[1:] if isinstance(command, click.Group)])
def test_a_group_names_its_commands_uncut(group: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*group[1:], "--help"], env={"COLUMNS": "80"})
    assert not [line for line in result.output.splitlines()[1:] if line.endswith("...")]


def test_examples_are_understood() -> None:
    """The words of an example are a command with options that it has (values and places aside)."""
    for path, command in ALL:
        for line in (command.epilog or "").splitlines():
            if not line.strip().startswith("toollib ") or isinstance(command, click.Group):
                continue
            known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
            used = {word for word in line.split() if word.startswith("--") and word != "--json"}
            assert used <= known, f"{path}: {used - known}"
