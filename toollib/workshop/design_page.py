"""Everything about one design for a maker who stands before it: its file, its needs on our shelf, its costs, its family."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.shipped import designs_folder
from catalog.text import plain
from toollib.vocabulary import Vocabulary
from toollib.workshop.ready import Workshop

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.answers import Answer
    from catalog.bom import PartsList
    from catalog.copies import Inductions
    from catalog.credits import Credits
    from catalog.design import Design
    from catalog.family import Family
    from catalog.problem import Problem
    from toollib.workshop.build_views import Remake


@dataclass(frozen=True, slots=True)
class DesignPage:
    """What is known of one design.

    `problems`: what is odd in its file; of a `stale` one the errors of the file as it is now, while the design is what it
    said before. `papers`: what nobody wrote down. `counts`: for each tool need how many are here, and how many free.
    `remakes`: who built it here, the newest first. `inductions`: what the library asks for before it lends a tool, by kind.
    `own`: its file belongs to this library; the others come with the program and stay as they are.
    """

    design: "Design"
    file: str
    stale: bool
    own: bool
    problems: "tuple[Problem, ...]"
    answer: "Answer"
    counts: tuple[tuple[int, int], ...]
    parts: "PartsList"
    credits: "Credits"
    family: "Family"
    papers: tuple[str, ...]
    remakes: "tuple[Remake, ...]"
    inductions: "Inductions"


def page_of(workshop: Workshop, vocabulary: Vocabulary, name: str) -> DesignPage:
    """Everything about the design with this id, or that had it before, or that is called so.

    Raises:
        Refused: `design-unknown` with the nearest ids, `design-broken` with the errors of its file.
    """
    from catalog.bom import parts_list
    from catalog.credits import credits_of
    from catalog.family import family_of
    from catalog.paper import lacks_on_paper

    design, shelf = workshop.design(name), workshop.shelf
    name = design.id
    card = shelf.card(name)
    file = "" if card is None else card.file
    counts = tuple((each["owned"], each["free"]) for each in workshop.tools(name))
    return DesignPage(
        design,
        file,
        stale=card is not None and card.stale,
        own=not is_shipped(file),
        problems=() if card is None else card.problems,
        answer=workshop.why(name),
        counts=counts,
        parts=parts_list([(design, 1)]),
        credits=credits_of(design, shelf.get),
        family=family_of(shelf, name, kind=lambda kind: vocabulary.find(kind) or kind),
        papers=lacks_on_paper(design),
        remakes=workshop.builds.remakes(name),
        inductions=workshop.inductions(design),
    )


def is_shipped(file: str) -> bool:
    """Whether a design file (as a card names it) is one that comes with the program."""
    folder: Path = designs_folder()
    return file.startswith(f"{plain(str(folder))}/")
