"""A makerspace's tool library, joined with a catalog of open machine designs.

Two faces (`tui`, `cli`) ask the same `desk`; rules live in `rules`, SQL in `store`.
docs/decisions/0001-the-house.md tells why the rooms are what they are.
"""

__version__ = "0.1.0"
