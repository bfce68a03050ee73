"""Tool needs that ask for the same: they are answered once, however many designs have them."""

from catalog.design import ToolNeed, ToolOption


def need_key(need: ToolNeed) -> str:
    """The same for needs that the same copies fill in the same way and that matter as much, and for no others."""
    key = option_key(need.options[0]) if len(need.options) == 1 else "\n".join(map(option_key, need.options))
    return f"{key}\thelps" if need.helps else key


def option_key(option: ToolOption) -> str:
    """The same for options that ask for the same; nearly all name one kind and nothing more."""
    if option.kind is not None and option.slower is None and not option.min and not option.with_:
        return option.kind
    return f"{option.kind}\t{option.outside}\t{option.slower}\t{limits(option)}"


def limits(option: ToolOption) -> str:
    """The least measures and the traits that an option asks for."""
    least = [(name, [str(one) for one in some]) for name, some in sorted(option.min.items())]
    return f"{least} {sorted(option.with_.items())}"
