"""A made-up library that is alive: to look at the program, to rehearse, to measure. It goes around the desk, not past its rules."""

from toollib.demo.build import build_demo
from toollib.demo.sizes import DoesNotFit, Sizes, sizes_for

__all__ = ["DoesNotFit", "Sizes", "build_demo", "sizes_for"]
