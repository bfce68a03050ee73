"""Kinds of the library's own: written behind what a maintainer wrote, and known at once to desk, designs and commands."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.checkrun import check_paths
from catalog.kind_text import with_entry
from catalog.kinds import Kinds, StandIn, ToolKind, read_kinds
from catalog.shipped import shipped_kinds
from tests.riverside import Riverside, codes, dump
from tests.toollib.cli.conftest import Shell
from toollib.desk.kind_verbs import NewKind
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused, refuse
from toollib.store.database import Database
from toollib.workshop.prices import prices_of

AUGER = NewKind("Earth auger", "garden", aliases=("post hole borer",), safety="Two people hold it.")
OWN = """\
# Ours. Ask Robin before you change it.
format: 1
kinds:
- slug: cider-press   # the big one
  name: Cider press
  category: kitchen
"""


@pytest.fixture
def file(riverside: Riverside) -> Path:
    return riverside.folder / "kinds.yaml"


def reopened(riverside: Riverside) -> Riverside:
    riverside.close()
    return riverside


def test_the_first_one_makes_the_file(riverside: Riverside, file: Path) -> None:
    made = riverside.cora.kind_add("earth-auger", AUGER)
    assert (made.slug, made.name, made.category, made.aliases, made.tools, made.safety) == (
        "earth-auger", "Earth auger", "garden", ("post hole borer",), 0, "Two people hold it.",
    )  # fmt: skip
    assert riverside.cora.events()[0].about == {"kind": "earth-auger"}
    assert not [each for each in check_paths([file]).problems if each.severity == "error"]
    tool = riverside.cora.tool_add(ToolEdit(name="Auger", kind="post hole borer"))
    assert (tool.kind, tool.category) == ("earth-auger", "garden")
    again = reopened(riverside).desk
    assert again.kind("Earth auger")._replace(tools=0) == made
    assert any("Two people" in each for each in again.checkout("M-0017", [tool.tag]).warnings)


@pytest.mark.parametrize(
    "before",
    [
        OWN,
        OWN.rstrip(),
        OWN.replace("\n", "\r\n"),
        OWN.replace("\n  ", "\n      ").replace("- slug", "    - slug"),
        OWN + "\n\n# more to come\n",
        "format: 1\ncategories: [baking]\nkinds:\n  - slug: dough-mixer\n    name: Dough mixer\n    category: baking\n",
    ],
)
def test_what_stands_in_the_file_stays_byte_for_byte(riverside: Riverside, file: Path, before: str) -> None:
    file.write_bytes(before.encode())
    file.chmod(0o640)
    riverside.cora.kind_add("earth-auger", AUGER)
    riverside.cora.kind_add("fret-saw", NewKind("Fret saw", "hand", stands_in_for=("jigsaw",)))
    written = file.read_bytes()
    assert written.startswith(before.encode())
    assert (b"\r\n" in written) == ("\r\n" in before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    own = [each.slug for each in reopened(riverside).library().vocabulary.kinds][-3:]
    assert own[1:] == ["earth-auger", "fret-saw"]
    assert riverside.desk.kind("fret-saw").stands_in_for == ("jigsaw",)
    assert not [each for each in check_paths([file]).problems if each.severity == "error"]


@pytest.mark.parametrize(
    "before",
    [
        "format: 1\nkinds: [{slug: cider-press, name: Cider press, category: kitchen}]\n",
        "format: 1\nkinds: []\n",
        "format: 1\nkinds:\n  - {slug: cider-press, name: Cider press, category: kitchen}\n",
        OWN + "x-more: words after the kinds\n",
        OWN + "x-once:\n- slug: butter-churn\n",
        OWN + "  note: |\n    ends open\n...\n",
    ],
)
def test_where_nothing_can_follow_the_lines_to_paste_are_told(
    riverside: Riverside, file: Path, before: str
) -> None:
    file.write_text(before)
    rows = dump(riverside.db)
    with pytest.raises(Refused) as refused:
        riverside.cora.kind_add("earth-auger", AUGER)
    assert codes(refused) == ["bad-file"]
    assert "- slug: earth-auger\n    name: Earth auger\n    category: garden" in str(refused.value)
    assert file.read_text() == before
    assert dump(riverside.db) == rows
    with pytest.raises(Refused):
        riverside.desk.kind("earth-auger")


def test_every_reason_at_once_with_the_nearest(riverside: Riverside, file: Path) -> None:
    wrong = NewKind("Jigsaw", "gardn", aliases=("x" * 61,), stands_in_for=("jigsww",), safety="y" * 1001)
    with pytest.raises(Refused) as refused:
        riverside.desk.kind_add("Earth Auger", wrong)
    assert codes(refused) == [
        "kind-unknown", "kind-unknown", "kind-unknown", "code-taken", "amount-wrong", "amount-wrong", "role-missing",
    ]  # fmt: skip
    told = f"{refused.value} {refused.value.hint}"
    for near in ("did you mean `earth-auger`", "known are garden", "means jigsaw", "jigsaw"):
        assert near in told
    assert not file.exists()
    with pytest.raises(Refused, match="needs a name"):
        riverside.cora.kind_add("earth-auger", NewKind("\x1b ", "garden"))


def test_price_and_mass_stand_in_the_file_and_count_at_once(riverside: Riverside, file: Path) -> None:
    made = riverside.cora.kind_add("earth-auger", replace(AUGER, price="79", mass="4.5-6 kg"))
    assert (made.price, made.mass) == ("79.00 GBP", "4.5-6 kg")
    assert file.read_text().endswith("    price: 79.00 GBP\n    mass: 4.5-6 kg\n")
    assert prices_of(riverside.cora.context)["earth-auger"] == 7900
    assert reopened(riverside).desk.kind("earth-auger") == made


@pytest.mark.parametrize(
    ("price", "mass"), [("x", "4.5"), ("-1", "3 m"), ("1.005", "heavy"), ("1", "-2 kg"), ("", "")]
)
def test_what_is_no_price_and_no_mass_is_told_at_once(
    riverside: Riverside, file: Path, price: str, mass: str
) -> None:
    with pytest.raises(Refused) as refused:
        riverside.cora.kind_add("earth-auger", replace(AUGER, price=price, mass=mass))
    assert set(codes(refused)) == {"amount-wrong"}
    assert "4.5 kg" in str(refused.value)
    assert not file.exists()


@pytest.mark.parametrize("slug", ["angle-grinder", "disc-cutter"])
def test_a_kind_that_is_there_is_not_added_again(riverside: Riverside, slug: str) -> None:
    with pytest.raises(Refused, match="angle-grinder") as refused:
        riverside.cora.kind_add(slug, NewKind("Some other", "power"))
    assert codes(refused) == ["code-taken"]


def test_one_made_with_a_tool_gets_its_entry(riverside: Riverside) -> None:
    riverside.cora.tool_add(ToolEdit(name="Mole", kind="earth mole", new_kind=True))
    made = riverside.cora.kind_add("earth-mole", NewKind("Earth mole", "garden"))
    assert (made.category, made.tools) == ("garden", 1)
    assert reopened(riverside).desk.tool("Mole").category == "garden"
    with pytest.raises(Refused) as refused:
        riverside.cora.kind_add("earth-mole", NewKind("Earth mole", "garden"))
    assert codes(refused) == ["code-taken"]


@pytest.mark.parametrize("there", [True, False])
def test_where_the_event_cannot_be_kept_the_file_is_as_it_was(
    riverside: Riverside, file: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    if there:
        file.write_text(OWN)
    desk = riverside.cora
    rows = dump(riverside.db)
    real = Database.run

    def full(self: Database, sql: str, values: object = ()) -> int:
        if sql.lstrip().startswith("INSERT INTO event "):
            raise refuse("disk-full", "the disk is full")
        return real(self, sql, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "run", full)
    with pytest.raises(Refused, match="disk is full"):
        desk.kind_add("earth-auger", AUGER)
    monkeypatch.undo()
    assert (file.read_text() if file.exists() else None) == (OWN if there else None)
    assert dump(riverside.db) == rows
    assert [each.name for each in riverside.folder.glob(".kinds*")] == []
    with pytest.raises(Refused):
        desk.kind("earth-auger")


def test_a_folder_that_cannot_be_written_is_told(
    riverside: Riverside, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", denied)
    with pytest.raises(Refused) as refused:
        riverside.cora.kind_add("earth-auger", AUGER)
    assert codes(refused) == ["read-only"]
    assert not file.exists()


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=30
)
NAME = TEXT.map(str.strip).filter(lambda text: any(map(str.isalnum, text)))


@given(NAME, st.lists(NAME, max_size=3, unique=True), st.none() | NAME)
def test_whatever_a_kind_is_called_reads_back(name: str, aliases: list[str], safety: str | None) -> None:
    base = Kinds([ToolKind("jigsaw", "Jigsaw", "hand")], ["hand"])
    made = ToolKind("x9-q", name, "hand", tuple(aliases), (StandIn("jigsaw"),), safety=safety)
    whole = with_entry(b"format: 1\nkinds:\n- slug: a1-b\n  name: A1\n  category: hand\n", made, base)
    if whole is None:  # a name that another kind has already
        return
    kinds, problems = read_kinds(whole, file="kinds.yaml", base=base)
    assert not [each for each in problems if each.severity == "error"]
    assert kinds.get("x9-q") == made


def test_by_command(riverside: Riverside) -> None:
    shell = Shell(riverside.folder)
    words = (
        "kind",
        "add",
        "fret-saw",
        "--name",
        "Fret saw",
        "--category",
        "hand",
        "--stands-in-for",
        "jigsaw",
        "--price",
        "24",
        "--mass",
        "0.8 kg",
    )
    made = shell.json(*words, who="M-0002")
    assert set(made) == {"kind"}
    assert made["kind"] == shell.json("kind", "show", "fret saw")["kind"]
    assert made["kind"]["stands_in_for"] == ["jigsaw"]
    told = shell.run("kind", "show", "fret-saw").stdout
    for words_of in ("can stand in for jigsaw", "a new one costs 24.00 GBP", "weighs 0.8 kg"):
        assert words_of in told
    assert shell.codes(*words, who="M-0002") == ["code-taken"]
    assert "role-missing" in shell.codes("kind", "add", "x-y", "--name", "Z", "--category", "hand")
    assert shell.run("kind", "add", "x-y").exit_code == 2
    (riverside.folder / "kinds.yaml").write_text("format: 1\nkinds: []\n")
    told = shell.run(*words, who="M-0002").stderr
    assert "  - slug: fret-saw\n" in told


def test_the_program_knows_none_of_the_kinds_that_these_tests_make() -> None:
    known = shipped_kinds()
    assert not any(known.get(slug) for slug in ("earth-auger", "fret-saw", "cider-press", "x9-q"))


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("pressure", "pressure-washer"),
        ("Disc cut", "angle-grinder"),
        ("angel-grinder", "angle-grinder"),
        ("post hole", "post-hole-digger"),
    ],
)
def test_half_a_name_and_a_slip_lead_to_the_kind(riverside: Riverside, typed: str, near: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.hold("M-0017", typed)
    assert codes(refused) == ["kind-unknown"]
    assert near in (refused.value.hint or "")
