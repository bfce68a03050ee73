"""A renamed design or tool kind keeps its past: whoever names it by its old word comes to the new one."""

from tests.catalog.examples import NEEDED, write
from tests.riverside import Riverside

KINDS = "kinds:\n- {{slug: {slug}, name: {name}, category: textile{more}}}\n"
DESIGN = (
    NEEDED.replace("status: design", "status: prototype") + "documented: {tools: full}\ntools: [{kind}]\n"
)


def test_a_tool_of_a_renamed_kind_fills_a_need_for_the_new_one(riverside: Riverside) -> None:
    write(riverside.folder, "kinds.yaml", KINDS.format(slug="loom", name="Loom", more=""))
    write(riverside.folder, "designs/shawl.yaml", DESIGN.replace("{kind}", "loom"))
    tag = riverside.done("tool", "add", "Big loom", "--kind", "loom", who="Cora Lind")["tool"]["tag"]
    assert riverside.done("build", "why", "shawl")["ready"]
    write(
        riverside.folder,
        "kinds.yaml",
        KINDS.format(slug="floor-loom", name="Floor loom", more=", was: [loom]"),
    )
    write(riverside.folder, "designs/shawl.yaml", DESIGN.replace("{kind}", "floor-loom"))
    riverside.close()
    answer = riverside.done("build", "why", "shawl")
    assert answer["ready"], answer
    assert answer["needs"][0]["chosen"] == tag


def test_a_kind_that_another_replaced_leads_on(riverside: Riverside) -> None:
    write(riverside.folder, "kinds.yaml", KINDS.format(slug="loom", name="Loom", more=""))
    riverside.done("tool", "add", "Big loom", "--kind", "loom", who="Cora Lind")
    new = KINDS.format(slug="floor-loom", name="Floor loom", more="")
    write(
        riverside.folder,
        "kinds.yaml",
        new + "- {slug: loom, name: Loom, category: textile, replaced-by: floor-loom}\n",
    )
    write(riverside.folder, "designs/shawl.yaml", DESIGN.replace("{kind}", "floor-loom"))
    riverside.close()
    assert riverside.done("build", "why", "shawl")["ready"]


def test_a_renamed_design_is_found_by_its_old_id(riverside: Riverside) -> None:
    write(riverside.folder, "designs/shawl.yaml", NEEDED + "was: [scarf]\n")
    assert riverside.done("design", "show", "scarf")["design"]["id"] == "shawl"
    assert riverside.done("build", "why", "scarf")["design"] == "shawl"
    write(riverside.folder, "designs/scarf.yaml", NEEDED)
    [problem] = riverside.run("design", "check").document["problems"]
    assert (problem["code"], problem["line"]) == ("was-taken", 7)
    assert riverside.done("design", "show", "scarf")["design"]["id"] == "scarf"
