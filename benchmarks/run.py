"""All benchmarks, one after the other. They print; a ratio above its limit is marked and counted, never hidden.

`--short` is what CI runs: the sizes are smaller, and a busy machine may lift a ratio, so it does not fail the run.
"""

import argparse
import subprocess
import sys

ALL = (
    "checkout",
    "desks",
    "status",
    "lists",
    "today",
    "first_paint",
    "demo",
    "catalog",
    "hostile",
    "reasoning",
    "reports",
)


def main() -> int:
    """Run them; 1 if one could not run, or (without --short) if a ratio is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="smaller sizes, for CI")
    parser.add_argument("names", nargs="*", default=ALL, help=f"which ones: {', '.join(ALL)}")
    wanted = parser.parse_args()
    above = []
    for name in wanted.names:
        print(f"— {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *(["--short"] if wanted.short else [])]
        code = subprocess.run(command, check=False).returncode
        if code not in {0, 1}:
            return 1
        above += [name] if code else []
    print(f"above a limit: {', '.join(above) or 'none'}")
    return int(bool(above) and not wanted.short)


if __name__ == "__main__":
    sys.exit(main())
