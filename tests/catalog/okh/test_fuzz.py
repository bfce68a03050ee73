"""Whatever somebody's file holds, it becomes a sound design or problems, never anything else."""

import os
import random

import pytest

from catalog.okh.exporting import export_manifest
from catalog.okh.parts_table import import_parts
from catalog.reader import read_design
from tests.catalog.okh.manifests import REAL, V1, V2, bring

PIECES = [
    *(b"[ ] { } : - # & * ! | > ' \" % @ , = \\ \x00 \xff \xc3 \t \r\n \n \n\n --- ... null ~ [value] FIXME xxx".split(b" ")),
    b"title: ", b"name = ", b"license: {hardware: ", b"[[part]]\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xae", b"\x1b[2J",
    b"- null\n", b"!!python/object:os.system", b"<<: *a", b"999999999999999999999", b"1e999", b"1979-05-27T07:32:00Z",
    b"okhv", b"LicenseRef-", b"https://", b"../..", b'"""', b"'''", b"? ", b"{a: {a: {a: ", b"[[[[[[[[",
]  # fmt: skip
MANY = 5_000 if os.environ.get("TOOLLIB_THOROUGH") else 1_500


def seeds() -> list[bytes]:
    real = [path.read_bytes() for path in sorted(REAL.glob("*.*ml"))] if REAL.is_dir() else []
    return [V1.encode(), V2.encode(), b'{"title": "A", "made": true, "keywords": ["a", null]}', *real]


def mutated(seed: bytes, dice: random.Random) -> bytes:
    """The bytes with a few things done to them."""
    data = bytearray(seed[: dice.choice([len(seed), len(seed), 400, 2000])])
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data) + 1)
        what = dice.randrange(6)
        if what == 0:
            data[at:at] = dice.choice(PIECES)
        elif what == 1:
            del data[at : at + dice.choice([1, 1, 3, 40, 200])]
        elif what == 2 and data:
            data[min(at, len(data) - 1)] = dice.randrange(256)
        elif what == 3:
            data[at:at] = data[at : at + dice.choice([5, 60, 300])]
        elif what == 4:
            lines = bytes(data).split(b"\n")
            dice.shuffle(lines)
            data = bytearray(b"\n".join(lines))
        else:
            end = data.find(b"\n", at)
            data[at : end if end > 0 else len(data)] = dice.choice(PIECES)
    return bytes(data)


def look_at(source: bytes) -> bool:
    """Whether it came in; all that is promised of an import is asserted."""
    incoming = bring(source)
    if incoming.text is None:
        assert any(each.severity == "error" for each in incoming.problems)
        return False
    assert not any(each.severity == "error" for each in incoming.problems)
    design = read_design(incoming.text, id=incoming.id, file="new.yaml").design
    assert design is not None
    dialect = design.okh["imported-from"]
    again = bring(export_manifest(design, dialect).text)
    assert again.text is not None, [str(each) for each in again.problems]
    assert read_design(again.text, id=incoming.id, file="new.yaml").design == design
    export_manifest(design, "okh-v1" if dialect == "okh-losh" else "okh-losh")
    return True


@pytest.mark.parametrize("seed", [1, 2])
def test_mutated_manifests_a_few(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    found = [look_at(mutated(dice.choice(seeds()), dice)) for _ in range(60)]
    assert any(found)
    assert not all(found)


@pytest.mark.slow
def test_mutated_manifests_many() -> None:
    dice = random.Random(20261124)  # noqa: S311 - likewise
    sources = seeds()
    came = sum(look_at(mutated(dice.choice(sources), dice)) for _ in range(MANY))
    assert MANY // 20 < came < MANY  # of our own three alone one in eleven comes in


def test_mutated_tables() -> None:
    dice = random.Random(7)  # noqa: S311 - likewise
    table = (
        b'"Reference";"Value";"Qty";"Price";"Currency";"DNP"\r\n"C1,C2";"100n";"2";"1,50";"EUR";""\r\nR1;=1+1;x;;;DNP\r\n'
        * 3
    )
    for _ in range(300):
        incoming = import_parts(mutated(table, dice), file="bom.csv")
        assert (incoming.text is None) == any(each.severity == "error" for each in incoming.problems)
