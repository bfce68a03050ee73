from pathlib import Path

from catalog.family import Family, family_of
from catalog.shelf import Shelf
from tests.catalog.examples import NEEDED, write


def test_the_designs_around_one(tmp_path: Path) -> None:
    at = "https://example.org/press"
    write(
        tmp_path,
        "press.yaml",
        NEEDED + "tools: [saw]\nmakes-tool: hand-press\nparts: [{part: Frame, qty: 1, make: old-frame}]\n",
    )
    write(
        tmp_path,
        "frame.yaml",
        NEEDED.replace("Small press", "Frame").replace("/press", "/frame") + "was: [old-frame]\n",
    )
    fork = NEEDED.replace(
        f"source: {at}", f"source: https://example.org/fork, from: [{{title: A press, source: {at}}}]"
    )
    write(tmp_path, "fork.yaml", fork.replace("Small press", "Large press"))
    named = NEEDED.replace(f"source: {at}", "from: [{title: small PRESS}]").replace(
        "Small press", "Third press"
    )
    write(tmp_path, "named.yaml", named)
    write(
        tmp_path,
        "saw-maker.yaml",
        NEEDED.replace("/press", "/saw").replace("Small press", "Saw") + "makes-tool: saw\n",
    )
    write(
        tmp_path,
        "juice.yaml",
        NEEDED.replace("/press", "/juice").replace("Small press", "Juice") + "tools: [hand-press]\n",
    )
    write(tmp_path, "stranger.yaml", NEEDED.replace("/press", "/other").replace("Small press", "Other"))
    shelf = Shelf([tmp_path], cache_folder=tmp_path / "cache")
    for each in (shelf, Shelf([tmp_path], cache_folder=tmp_path / "cache")):
        assert family_of(each, "press") == Family(
            (), ("fork", "named"), ("frame",), (), ("saw-maker",), ("juice",)
        )
        assert family_of(each, "fork").ancestors == ("press",)
        assert family_of(each, "named").ancestors == ("press",)
        assert family_of(each, "frame").part_of == ("press",)
        assert family_of(each, "stranger") == Family()
        assert family_of(each, "nothing") == Family()
