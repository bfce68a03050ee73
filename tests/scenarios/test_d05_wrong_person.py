"""D5 Wrong person. T-0042 is out with Ben, Ada's card is open: it comes back from Ben; only a second scan lends it."""

from tests.riverside import Riverside


def test_it_comes_back_first(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0042"])
    riverside.wait(minutes=10)
    line = riverside.desk.scans()
    line.scan("M-0017")
    back = line.scan("T-0042")
    assert back.outcome == "returned"
    assert "back from Ben Kaya" in back.message
    assert back.visit is not None
    assert back.visit.member.id == "M-0017"
    riverside.wait(seconds=1)
    assert line.scan("T-0042").outcome == "stutter"
    assert riverside.desk.tool("T-0042").state == "in"
    riverside.wait(seconds=2)
    assert line.scan("T-0042").outcome == "lent"
    assert riverside.desk.tool("T-0042").holder == "M-0017"


def test_by_command_the_holder_is_named(riverside: Riverside) -> None:
    riverside.done("checkout", "M-0021", "T-0042")
    told = riverside.run("checkout", "M-0017", "T-0042")
    (why,) = told.document["error"]["reasons"]
    assert (told.exit, why["code"], why["override"]) == (1, "tool-on-loan", False)
    assert "Ben Kaya" in why["message"]
    assert riverside.done("return", "T-0042")["returned"][0]["loan"]["member"] == "M-0021"
    assert riverside.done("checkout", "M-0017", "T-0042")["loans"][0]["member"] == "M-0017"
