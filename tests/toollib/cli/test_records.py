"""Members, tools, kinds and the audit."""

from tests.toollib.cli.conftest import Shell
from tests.toollib.cli.shapes import EVENT, KIND, MEMBER, TOOL, has

CORA = "Cora Lind"


def test_a_new_member_with_everything(shell: Shell) -> None:
    options = "--card 04A2B9 --card M-0099 --email d@riverside.example --phone 0123 --tier business --waiver --identity"
    answer = shell.json(
        "member",
        "add",
        "Dora Ünal",
        *options.split(),
        "--inducted",
        "welding",
        "--no-access-before",
        "--paid",
        "card",
    )
    assert set(answer) == {"currency", "member"}
    member = answer["member"]
    assert has(member, MEMBER)
    assert (member["id"], member["cards"], member["tier"]) == ("M-0099", ["04A2B9"], "business")
    assert (member["until"], member["standing"], member["owes"]) == ("2027-11-28", "good", "0.00")
    assert member["inductions"] == [{"topic": "welding", "until": "2028-11-28"}]
    assert [each["amount"] for each in shell.json("account", "M-0099")["entries"]] == ["150.00", "150.00"]


def test_a_new_member_owes_the_fee_unless_it_is_waived(shell: Shell) -> None:
    assert shell.json("member", "add", "Dora One")["member"]["owes"] == "40.00"
    assert shell.json("member", "add", "Dora Two", "--no-fee", who=CORA)["member"]["owes"] == "0.00"
    assert shell.codes("member", "add", "Dora Three", "--no-fee") == ["role-missing"]
    assert shell.run("member", "add", "Dora Four", "--no-fee", "--paid", "cash").exit_code == 2


def test_everything_wrong_with_a_new_member_at_once(shell: Shell) -> None:
    options = "--card T-0042 --tier busines --role king --until 2030-01-01 --inducted flying"
    assert set(shell.codes("member", "add", " ", *options.split())) == {
        "member-unknown",
        "code-taken",
        "membership-missing",
        "role-missing",
        "kind-unknown",
    }
    assert shell.codes(
        "member", "add", "Dora", "--since", "2027-02-01", "--until", "2027-01-01", who=CORA
    ) == ["date-wrong"]
    assert shell.codes("member", "add", "Dora", "--until", "soon", who=CORA) == ["date-wrong"]


def test_show_edit_and_list_members(shell: Shell) -> None:
    edited = shell.json(
        "member", "edit", "ben", "--name", "Ben Kaya-Lind", "--phone", "0123", "--card", "X 1"
    )
    assert set(edited) == {"currency", "member"}
    assert shell.json("member", "show", "x 1")["member"] == edited["member"]
    assert edited["member"]["name"] == "Ben Kaya-Lind"
    assert shell.json("member", "edit", "M-0021", "--phone", "")["member"]["phone"] is None
    listed = shell.json("member", "list")
    assert set(listed) == {"currency", "members"}
    assert [each["name"] for each in listed["members"]] == [
        "Ada Osei",
        "Ben Kaya-Lind",
        "Cleo Ruiz",
        "Cora Lind",
    ]
    assert shell.json("member", "list", "--standing", "expired")["members"] == []
    assert shell.json("member", "list", "--tier", "business")["members"] == []
    assert len(shell.json("member", "list", "--limit", "2", "--offset", "3")["members"]) == 1
    assert shell.run("member", "list", "--standing", "fine").exit_code == 2
    assert shell.codes("member", "show", "nobody") == ["member-unknown"]


def test_giving_a_role_is_a_right(shell: Shell) -> None:
    assert shell.codes("member", "edit", "M-0017", "--role", "volunteer") == ["role-missing"]
    assert (
        shell.json("member", "edit", "M-0017", "--role", "volunteer", who=CORA)["member"]["role"]
        == "volunteer"
    )
    assert shell.codes("tool", "edit", "T-0042", "--place", "B3", who="M-0017") == ["role-missing"]


def test_a_member_without_a_role_may_only_look(shell: Shell) -> None:
    assert shell.codes("checkout", "M-0017", "T-0042", who="Ben Kaya") == ["role-missing"]
    shell.json("status", "T-0042", who="Ben Kaya")


def test_a_new_tool_with_everything(shell: Shell) -> None:
    options = "--tag T-0200 --barcode 4006381 --barcode 4006382 --owner M-0017 --price 99.50 --place B3 --branch west"
    answer = shell.json(
        "tool", "add", "TIG welder", "--kind", "tig welder", *options.split(), "--accessory", "mask=1",
        "--accessory", "glove=2", "--attr", "current=180 A", who=CORA,
    )  # fmt: skip
    assert set(answer) == {"currency", "tool"}
    tool = answer["tool"]
    assert has(tool, TOOL)
    assert (tool["tag"], tool["codes"], tool["kind"]) == ("T-0200", ["4006381", "4006382"], "tig-welder")
    assert (tool["owner"], tool["price"], tool["place"], tool["branch"]) == ("M-0017", "99.50", "B3", "west")
    assert tool["accessories"] == [{"name": "mask", "qty": 1}, {"name": "glove", "qty": 2}]
    assert tool["attributes"] == {"current": "180 A"}
    assert (tool["state"], tool["loan"], tool["due"], tool["holder"], tool["waiting"]) == (
        "in",
        None,
        None,
        None,
        0,
    )


def test_everything_wrong_with_a_new_tool_at_once(shell: Shell) -> None:
    options = (
        "--kind mig-weldr --tag M-0017 --price lots --owner nobody --accessory guard=x --attr current=much"
    )
    wrong = shell.refusal("tool", "add", " ", *options.split(), who="Vera")
    assert {each["code"] for each in wrong["reasons"]} == {
        "role-missing",
        "tool-unknown",
        "kind-unknown",
        "code-taken",
        "amount-wrong",
        "member-unknown",
    }


def test_an_unknown_kind_is_refused_with_the_nearest_or_made(shell: Shell) -> None:
    refused = shell.refusal("tool", "add", "Mole", "--kind", "angel-grinder", who=CORA)
    assert refused["code"] == "kind-unknown"
    assert "angle-grinder" in refused["hint"]
    made = shell.json("tool", "add", "Mole", "--kind", "earth mole", "--new-kind", who=CORA)
    assert made["tool"]["kind"] == "earth-mole"
    assert shell.json("kind", "show", "earth-mole")["kind"]["tools"] == 1


def test_show_edit_and_list_tools(shell: Shell) -> None:
    edited = shell.json(
        "tool", "edit", "T-0042", "--name", "Grinder", "--price", "", "--barcode", "X1", who=CORA
    )
    assert edited["tool"]["price"] is None
    assert shell.json("tool", "show", "x1")["tool"] == edited["tool"]
    listed = shell.json("tool", "list", "--kind", "orbital-sander")
    assert set(listed) == {"currency", "tools"}
    assert [each["tag"] for each in listed["tools"]] == ["T-0050", "T-0051"]
    shell.json("checkout", "M-0017", "T-0043")
    assert [each["tag"] for each in shell.json("tool", "list", "--state", "out")["tools"]] == ["T-0043"]
    assert shell.json("tool", "list", "--owner", "M-0017")["tools"] == []
    assert len(shell.json("tool", "list", "--owner", "library")["tools"]) == 11
    assert shell.json("tool", "list", "--category", "ladder-and-access")["tools"][0]["tag"] == "T-0090"
    assert shell.codes("tool", "list", "--category", "nonsense") == ["kind-unknown"]
    assert shell.codes("tool", "list", "--kind", "nonsense") == ["kind-unknown"]
    assert shell.run("tool", "list", "--state", "gone").exit_code == 2


def test_kinds(shell: Shell) -> None:
    listed = shell.json("kind", "list")
    assert set(listed) == {"kinds"}
    assert all(has(each, KIND) for each in listed["kinds"])
    found = shell.json("kind", "show", "disc cutter")
    assert set(found) == {"kind"}
    assert (found["kind"]["slug"], found["kind"]["tools"]) == ("angle-grinder", 1)
    assert shell.codes("kind", "show", "nonsense") == ["kind-unknown"]


def test_events_are_newest_first_and_about_one_thing(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    shell.json("return", "T-0042")
    events = shell.json("event", "list", "--about", "T-0042")
    assert set(events) == {"events"}
    assert all(has(each, EVENT) for each in events["events"])
    assert [each["what"] for each in events["events"]] == ["return", "checkout", "tool-add"]
    assert (events["events"][0]["who"], events["events"][0]["desk"]) == ("Vera", "front")
    assert len(shell.json("event", "list", "--limit", "2")["events"]) == 2
    assert shell.codes("event", "list", "--about", "nothing") == ["member-unknown", "tool-unknown"]


def test_the_words_of_records(shell: Shell) -> None:
    assert "cordless-drill" in shell.run("kind", "show", "cordless drill").stdout
    table = shell.run("member", "list").stdout.splitlines()
    assert table[0].split() == ["Member", "Name", "Standing", "Tier", "Until", "Loans", "Owes"]
    assert table[1].startswith("M-0017  Ada Osei")
    assert "checkout" not in shell.run("event", "list").stdout
