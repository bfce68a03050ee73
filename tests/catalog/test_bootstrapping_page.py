"""The page on bootstrapping is worked out from the designs, and stays so."""

from scripts import bootstrapping


def test_the_page_and_its_picture_are_fresh() -> None:
    assert bootstrapping.main(["--check"]) == 0, "python scripts/bootstrapping.py"


def test_the_page_has_the_figures_of_the_worked_example() -> None:
    assert (
        "| a welder and a multimachine | 46 | 6 | 8, 4, 20, 1, 5, 6 | 4, 2 for want of paper |"
        in bootstrapping.page()
    )
