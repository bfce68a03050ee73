"""`python -m toollib` is the command `toollib`, for where scripts are not on the path."""

from toollib.cli.main import main

main(prog_name="toollib")
