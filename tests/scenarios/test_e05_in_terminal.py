"""E5 in a real terminal: ctrl+e gives it to an editor at the fault, what was saved is shown, and the desk goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.scenarios import test_desk_in_terminal as real
from tests.scenarios.test_e05_half_saved import BENCH, HALF

pytestmark = real.pytestmark

# Says what it was asked, waits for a line, then saves what lies beside it. ctrl+c means something to it, not its end.
EDITOR = """\
#!/bin/sh
trap 'echo the editor took ctrl+c' INT
echo "EDITING $1 $(basename "$2")"
while ! read answer; do :; done
cp "{whole}" "$2"
"""


@pytest.fixture
def terminal(riverside: Riverside) -> Iterator[real.Terminal]:
    yield from real.terminal_of(riverside)


@pytest.fixture
def bench(riverside: Riverside) -> Path:
    path = riverside.folder / "designs" / "bench.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(BENCH)
    return path


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    whole = tmp_path / "whole.yaml"
    whole.write_text(BENCH.replace("A bench to work at.", "Mended in an editor."))
    path = tmp_path / "vi"
    path.write_text(EDITOR.format(whole=whole))
    path.chmod(0o755)
    return path


def test_the_editor_opens_at_the_fault_and_its_save_is_shown(
    terminal: real.Terminal,
    bench: Path,
    editor: Path,
) -> None:
    terminal.start(env={"VISUAL": str(editor), "EDITOR": "no-such-editor"})
    terminal.key("F4")
    terminal.type("work bench")
    terminal.until("Work bench · bench")
    bench.write_text(HALF)
    terminal.until("saved with errors", "bench.yaml:8:4")
    terminal.key("C-e")
    terminal.until("EDITING +8 bench.yaml")
    terminal.key("C-c")
    terminal.until("the editor took ctrl+c")
    terminal.key("Enter")
    shown = terminal.until("Mended in an editor.", "Work bench · bench")
    assert "saved with errors" not in shown
    assert "EDITING" not in shown
    terminal.key("Escape")
    terminal.until("1 of 1", "▸ Work bench")
    terminal.key("F1")
    terminal.until("No card open")
    terminal.type("M-0017\nT-0042\n")
    terminal.until("✓ T-0042", "Loans (1)")
    assert terminal.lent() == [("T-0042", "M-0017")]
