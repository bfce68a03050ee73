"""Answers of commands that go into a file: always a new one."""

from toollib.new_file import write_new

__all__ = ["write_new"]
