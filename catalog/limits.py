"""How much of a file is read: far beyond any design, far below what a machine would feel."""

from typing import Final

MAX_BYTES: Final = 1024 * 1024
"""Size of a file."""

MAX_DEPTH: Final = 64
"""Lists and mappings inside each other; the C composer of the YAML library dies of some thousands."""

MAX_NODES: Final = 100_000
"""Values, keys included."""
