"""Write what the commands in docs/making.md answer, so that its examples are true. `python scripts/examples.py`.

Each line of a `console` block that begins with `$` is run, one after the other down the page, on the demo library of the
Saturday that the documentation speaks of; what is below it is its answer. `| head -N` and `| tail -N` show its first and
last lines. Whatever is outside of such blocks stays as it is.
"""

import re
import shlex
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from toollib.cli.main import main as program
from toollib.demo.build import build_demo

PAGE = Path(__file__).resolve().parent.parent / "docs" / "making.md"
SATURDAY = datetime(2026, 11, 28, 10, 2, tzinfo=UTC)
_BLOCK = re.compile(r"(^```console\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)
_SOME = re.compile(r" \| (head|tail) -(\d+)$")


def page(text: str, folder: Path) -> str:
    """The page with the answers of the program; the demo library is made in this folder, which is empty."""
    library = folder / "demo"
    build_demo(library, now=SATURDAY)
    environment = {
        "TOOLLIB_LIBRARY": str(library),
        "TOOLLIB_DESK": "front",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "NO_COLOR": "1",
    }

    def answered(block: re.Match[str]) -> str:
        asked = [line for line in block[2].splitlines() if line.startswith("$ ")]
        return block[1] + "\n\n".join(_answer(line, environment) for line in asked) + "\n" + block[3]

    return _BLOCK.sub(answered, text)


def _answer(line: str, environment: dict[str, str]) -> str:
    """A command with what it says, both outputs, without blanks at the ends of lines."""
    words = shlex.split(_SOME.sub("", line.removeprefix("$ toollib ")))
    now = SATURDAY.replace(tzinfo=None).isoformat()
    done = CliRunner(env=environment).invoke(program, ["--now", now, "--as", "M-0001", *words])
    said = [each.rstrip() for each in done.output.rstrip().splitlines()]
    some = _SOME.search(line)
    if some is not None:
        said = said[: int(some[2])] if some[1] == "head" else said[-int(some[2]) :]
    return "\n".join([line, *said])


def main() -> None:
    """Write the page anew."""
    with tempfile.TemporaryDirectory() as folder:
        text = page(PAGE.read_text(encoding="utf-8"), Path(folder))
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
