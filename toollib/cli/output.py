"""The way out of a run: answers to stdout, words to stderr, and what becomes of them where nobody can take them."""

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

import click

# What json leaves as it is but a terminal could obey: C1 controls, bidi signs, line ends of Unicode, lone surrogates.
_LIVE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class Unwritten(Exception):
    """An answer did not reach stdout (a full disk, a closed file); its text says why. A reader that left is none."""


def say(text: str) -> None:
    """Print a line of the answer.

    Raises:
        Unwritten: stdout cannot take it.
        BrokenPipeError: whoever read has gone.
    """
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritten(error.strerror or type(error).__name__) from error


def tell(text: str) -> None:
    """Say something on stderr. Where it cannot be written there is nobody left to tell: the run goes on."""
    try:
        click.echo(text, err=True)
    except OSError:
        silence(sys.stderr)


def print_json(document: Mapping[str, Any]) -> None:
    """The one JSON document of a run, with nothing in it that a terminal would obey.

    Raises:
        Unwritten: stdout cannot take it.
    """
    text = _LIVE.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(document, ensure_ascii=False, indent=2)
    )
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(document, indent=2)
    say(text)


def silence(stream: IO[str]) -> None:
    """Let what is left in a stream that takes nothing more go nowhere, else Python complains of it at its end."""
    with suppress(OSError, ValueError):  # a stream without a file has nothing that could be left
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
