"""Every verb of the desk with the rights that it needs, and with every right but one of them."""

from pathlib import Path

import pytest

from tests.faults.verbs import VERBS, busy
from tests.riverside import RULES, Riverside, codes, copy_of, dump
from toollib.desk.people import MemberEdit
from toollib.library import Library, Who
from toollib.rules.reasons import Refused
from toollib.rules.rights import ALL, Right

_BESIDES: dict[Right, str] = {
    "money": "forgive refund void",
    "settings": "close-day",
    "records": """
        member-block member-unblock member-merge member-erase kind-add tool-add tool-edit tool-lost tool-found
        tool-retire tool-photo tool-manual tool-file-remove tool-recall tool-recall-end wish-close
    """,
}
"""Which verbs need another right than `desk`, which all others need."""

# Undo belongs to who did it, so nobody else could show it here: tests/scenarios/test_d15_undo.py does.
NEEDED: dict[str, set[Right]] = {name: {"desk"} for name in VERBS if name != "undo"}
NEEDED |= {name: {right} for right, names in _BESIDES.items() for name in names.split()}
NEEDED["checkout-past-refusals"] = {"desk", "override"}
_SETS = sorted({tuple(sorted(each)) for each in [*NEEDED.values(), *({*ALL} - {right} for right in ALL)]})


@pytest.fixture(scope="session")
def staffed(riverside_as_built: Riverside, tmp_path_factory: pytest.TempPathFactory) -> Riverside:
    """A busy library with a member for each set of rights, called by these."""
    made = copy_of(riverside_as_built, tmp_path_factory.mktemp("staffed") / "riverside")
    roles = "".join(f"  {'-'.join(rights)}: [{', '.join(rights)}]\n" for rights in _SETS)
    (made.folder / "library.yaml").write_text(RULES.replace("roles:\n", f"roles:\n{roles}"))
    busy(made)
    for rights in _SETS:
        name = "-".join(rights)
        made.cora.member_add(MemberEdit(name=name, role=name, cards=(f"as-{name}",)), fee="no-fee")
    made.close()
    return made


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_verb_needs_each_of_its_rights_and_no_other(staffed: Riverside, tmp_path: Path, name: str) -> None:
    there = copy_of(staffed, tmp_path / "riverside")
    there.clock.move(staffed.clock.now() - there.clock.now())

    def desk_with(rights: set[Right]) -> Library:
        who = Who(f"as-{'-'.join(sorted(rights))}", "front")
        return Library.open(there.folder, clock=there.clock, person=who)

    for lacking in NEEDED[name]:
        with desk_with({*ALL} - {lacking}) as library:
            before = dump(library.desk.context.db)
            with pytest.raises(Refused) as refused:
                VERBS[name](library.desk)
            assert "role-missing" in codes(refused)
            assert dump(library.desk.context.db) == before
    with desk_with(NEEDED[name]) as library:
        VERBS[name](library.desk)
