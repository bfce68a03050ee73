"""What a design still lacks before somebody could build it from its papers alone."""

from collections.abc import Iterator

from catalog.design import Design, Documented


def lacks_on_paper(design: Design) -> tuple[str, ...]:
    """What nobody wrote down yet, in the order in which a maker would miss it; () if the papers are whole.

    Whole is: every part with its quantity, all tools, all steps, drawings or a guide, and a license that can be told.
    """
    return tuple(_lacks(design))


def level(said: Documented | None, items: int) -> Documented:
    """How much of a list is there: what the file says, else by whether there is anything in it."""
    return "none" if not items else said or "partial"


def _lacks(design: Design) -> Iterator[str]:
    said = design.documented
    yield from _list("parts", level(said.parts, len(design.parts)))
    unknown = sum(1 for line in design.parts if line.qty is None and not line.optional)
    if unknown:
        yield f"{unknown} {'quantity' if unknown == 1 else 'quantities'}"
    tools = len(design.tools) if said.tools != "none" else 0
    yield from _list("tools", level(said.tools, tools))
    yield from _list("steps", level(said.steps, len(design.steps)))
    files = design.files
    if not (files.source or files.export or files.drawings or files.guide):
        yield "drawings or a guide"
    from catalog.licenses import verdict

    if verdict(design.license.hardware) == "unclear":
        yield "a license"


def _list(what: str, level: Documented) -> Iterator[str]:
    if level == "none":
        yield what
    elif level == "partial":
        yield f"the rest of the {what}"
