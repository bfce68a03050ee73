"""Tool needs that ask for the same: they are answered once, however many designs have them."""

from collections.abc import Hashable

from catalog.design import ToolNeed, ToolOption


def need_key(need: ToolNeed) -> Hashable:
    """The same for needs that the same copies fill in the same way; nearly all name one kind and nothing more."""
    if len(need.options) == 1:
        [option] = need.options
        if option.kind is not None and option.slower is None and not option.min and not option.with_:
            return option.kind
    return tuple((option.kind, option.outside, option.slower, *limits(option)) for option in need.options)


def limits(option: ToolOption) -> tuple[Hashable, Hashable]:
    """The least measures and the traits that an option asks for."""
    return tuple(sorted(option.min.items())), tuple(sorted(option.with_.items()))
