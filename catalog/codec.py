"""Values as bytes and back, for what is kept in caches and handed between our own processes."""

from fractions import Fraction
from typing import Any


def encoded(value: Any) -> bytes:
    """The value as bytes: dataclasses, tuples, mappings, numbers, text."""
    import msgspec

    def plain(other: Any) -> str:
        if isinstance(other, Fraction):
            return str(other)
        raise TypeError(f"cannot keep {type(other)}")

    return msgspec.msgpack.encode(value, enc_hook=plain)


def decoded(content: bytes, kind: Any) -> Any:
    """The value of this type that `encoded` made bytes of."""
    import msgspec

    def made(wanted: type, text: Any) -> Any:
        if wanted is Fraction:
            return Fraction(text)
        raise TypeError(f"cannot revive {wanted}")

    return msgspec.msgpack.decode(content, type=kind, dec_hook=made)
