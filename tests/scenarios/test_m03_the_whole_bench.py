"""M3 The whole bench: every tool of a design for a weekend, all or none; one card and one key lend the whole list."""

from datetime import date
from typing import Any

import pytest

from tests.riverside import Riverside, codes, dump
from tests.scenarios.makers import HEAD, in_words, write_designs
from tests.toollib.tui.onscreen import onscreen
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.workshop import benches
from toollib.workshop.benches import Wanted

SAT, NEXT_SAT, WED = date(2026, 11, 28), date(2026, 12, 5), date(2026, 12, 9)


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


def write(riverside: Riverside, name: str, rest: str, tools: str = "full") -> None:
    text = HEAD.format(name=name.capitalize(), id=name, status="done", tools=tools) + rest + "\n"
    (riverside.folder / "designs" / f"{name}.yaml").write_text(text)


def reserve(
    riverside: Riverside,
    design: str,
    member: str = "M-0017",
    *,
    first: date = NEXT_SAT,
    last: date = WED,
    helps: bool = False,
) -> benches.Reserved:
    library = riverside.library()
    wanted = Wanted(design, member, helps)
    return benches.reserve(library.desk.context, library.workshop, wanted, first=first, last=last)


def first_free(riverside: Riverside, design: str, days: int = 1, member: str = "M-0017") -> benches.First:
    library = riverside.library()
    return benches.when(library.desk.context, library.workshop, Wanted(design, member), days)


def claimed(done: benches.Reserved) -> list[tuple[str | None, str | None]]:
    return [(each.kind, each.tool) for each in done.reservations]


def refusal(
    riverside: Riverside, design: str, member: str = "M-0017", *, first: date = NEXT_SAT, last: date = WED
) -> list[str]:
    before = dump(riverside.db)
    with pytest.raises(Refused) as refused:
        reserve(riverside, design, member, first=first, last=last)
    assert dump(riverside.db) == before
    return codes(refused)


def test_all_tools_are_reserved_by_kind_under_one_number(makers: Riverside) -> None:
    done = reserve(makers, "stool")
    assert claimed(done) == [("jigsaw", None), ("orbital-sander", None)]
    assert len({each.build for each in done.reservations}) == 1
    assert done.reservations[0].build is not None
    assert [(each.from_, each.to, each.state) for each in done.reservations] == [
        (NEXT_SAT, WED, "accepted")
    ] * 2


def test_two_needs_of_one_kind_are_two_reservations(makers: Riverside) -> None:
    assert claimed(reserve(makers, "pair-sander")) == [("orbital-sander", None)] * 2
    assert refusal(makers, "pair-sander", "M-0021") == ["tool-reserved"]
    assert refusal(makers, "three-sander") == ["tool-reserved"]


def test_a_stand_in_is_reserved_and_told(makers: Riverside) -> None:
    done = reserve(makers, "plasma-cut")
    assert claimed(done) == [("angle-grinder", None)]
    assert (done.pick_list[0].stands_in, done.pick_list[0].slower) == ("cnc-plasma-table", 6.0)


def test_what_is_taken_away_turns_to_another_option(makers: Riverside) -> None:
    makers.desk.reserve("M-0021", "jigsaw", first=NEXT_SAT, last=WED)
    assert claimed(reserve(makers, "stool")) == [("orbital-sander", None), ("angle-grinder", None)][::-1]


def test_what_stays_here_is_worked_with_here(makers: Riverside) -> None:
    done = reserve(makers, "engraving")
    assert done.reservations == ()
    assert [(each.tag, each.reserved) for each in done.pick_list] == [("T-0080", False)]
    assert makers.desk.reservations() == ()


def test_every_reason_at_once_and_nothing_is_kept(makers: Riverside) -> None:
    makers.desk.reserve("M-0021", "angle-grinder", first=NEXT_SAT, last=WED)
    assert refusal(makers, "frame") == ["induction-missing", "tool-reserved"]
    assert refusal(makers, "fraem", "M-9999", first=date(2026, 11, 1)) == [
        "member-unknown",
        "date-wrong",
        "design-unknown",
    ]
    assert refusal(makers, "rumour") == ["kind-unknown"]
    makers.cora.tool_repair("T-0060", "wheel loose")
    assert refusal(makers, "tiles") == ["tool-in-repair"]
    makers.cora.tool_lost("T-0060")
    assert refusal(makers, "tiles") == ["tool-lost"]


def test_the_induction_counts_on_the_first_day(makers: Riverside) -> None:
    makers.cora.member_induct("welding", ["M-0017"])
    assert ("mig-welder", None) in claimed(reserve(makers, "frame"))


def test_only_a_copy_that_is_large_enough_is_reserved_as_such(makers: Riverside) -> None:
    makers.cora.tool_edit("T-0050", ToolEdit(attributes=("power=200 W",)))
    makers.cora.tool_edit("T-0051", ToolEdit(attributes=("power=400 W",)))
    write(
        makers,
        "strong",
        "tools: [{tool: orbital-sander, min: {power: 300 W}}, {id: any, tool: orbital-sander}]",
    )
    assert claimed(reserve(makers, "strong")) == [("orbital-sander", None), (None, "T-0051")]


def test_a_claim_of_another_on_the_only_large_one_is_kept(makers: Riverside) -> None:
    makers.cora.tool_edit("T-0050", ToolEdit(attributes=("power=200 W",)))
    makers.cora.tool_edit("T-0051", ToolEdit(attributes=("power=400 W",)))
    write(makers, "strong", "tools: [{tool: orbital-sander, min: {power: 300 W}}]")
    makers.desk.reserve("M-0021", "orbital-sander", first=NEXT_SAT, last=WED)
    assert claimed(reserve(makers, "strong")) == [(None, "T-0051")]
    assert refusal(makers, "strong", "M-0030") == ["tool-reserved"]


def test_what_it_is_made_from_needs_its_tools_too_each_in_turn(makers: Riverside) -> None:
    write(
        makers,
        "bench",
        "tools: [jigsaw]\nparts: [{part: Stool, qty: 1, make: stool}, {part: Tile, qty: 1, make: tiles}]",
    )
    done = reserve(makers, "bench")
    assert sorted(str(kind) for kind, _ in claimed(done)) == ["jigsaw", "orbital-sander", "tile-cutter"]
    assert next(each.designs for each in done.pick_list if each.tag == "T-0043") == ("bench", "stool")


def test_what_is_made_from_a_design_that_cannot_be_read_is_not_reserved(makers: Riverside) -> None:
    write(makers, "bench", "tools: [jigsaw]\nparts: [{part: Leg, qty: 4, make: leg}]")
    assert refusal(makers, "bench") == ["kind-unknown"]
    assert not makers.done("build", "why", "bench")["ready"]


def test_what_helps_is_reserved_where_it_is_asked_for_and_there(makers: Riverside) -> None:
    write(
        makers, "soft", "tools: [jigsaw, {tool: tile-cutter, helps: true}, {tool: bench-vise, helps: true}]"
    )
    assert claimed(reserve(makers, "soft")) == [("jigsaw", None)]
    assert claimed(
        reserve(makers, "soft", "M-0017", first=date(2026, 12, 12), last=date(2026, 12, 16), helps=True)
    ) == [
        ("jigsaw", None),
        ("tile-cutter", None),
    ]


def test_the_pick_list_goes_along_the_shelves(makers: Riverside) -> None:
    for tag, place in (("T-0043", "Shelf B10"), ("T-0050", "shelf a"), ("T-0107", "Shelf B9")):
        makers.cora.tool_edit(tag, ToolEdit(place=place))
    write(makers, "many", "tools: [jigsaw, orbital-sander, cordless-drill, tile-cutter, {outside: a crane}]")
    done = reserve(makers, "many")
    assert [each.tag for each in done.pick_list] == ["T-0050", "T-0107", "T-0043", "T-0060", None]
    assert [each.name for each in done.pick_list[1].accessories] == ["charger", "battery", "bit"]
    assert done.pick_list[-1].outside


def test_one_undo_takes_the_whole_bench_back(makers: Riverside) -> None:
    before = dump(makers.db, history=False)
    reserve(makers, "pair-sander")
    assert makers.desk.events()[0].what == "reserve"
    makers.desk.undo()
    after = dump(makers.db, history=False)
    assert makers.desk.reservations() == ()
    assert makers.library().builds.listed() == ((), 0)
    lapsed = {"reservation", "build", "build_member"}
    assert {name for name in before if before[name] != after[name]} == lapsed


def test_one_card_and_one_key_lend_the_whole_list(makers: Riverside) -> None:
    reserve(makers, "stool")
    makers.at("2026-12-05 10:05")
    done = makers.desk.collect("M-0017")
    assert [(each.tool, each.due) for each in done.loans] == [("T-0043", WED), ("T-0050", WED)]
    assert {each.state for each in makers.desk.reservations(everything=True)} == {"collected"}
    makers.desk.undo()
    assert {each.state for each in makers.desk.reservations()} == {"accepted"}
    assert makers.desk.loans().total == 0


def test_what_was_collected_is_not_taken_back_by_who_reserved_it(makers: Riverside) -> None:
    makers.at("2026-12-05 10:05")
    reserve(makers, "stool")
    makers.library("Zoe", "counter").desk.collect("M-0017")
    with pytest.raises(Refused) as refused:
        makers.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    assert makers.desk.loans().total == 2


def test_a_copy_that_is_not_back_is_not_dealt(makers: Riverside) -> None:
    makers.desk.checkout("M-0021", ["T-0050"])
    write(makers, "sand", "tools: [orbital-sander]")
    reserve(makers, "sand")
    makers.at("2026-12-05 10:05")
    assert [each.tool for each in makers.desk.collect("M-0017").loans] == ["T-0051"]


def test_a_copy_that_somebody_else_was_promised_is_not_dealt(makers: Riverside) -> None:
    reserve(makers, "stool")
    makers.desk.reserve("M-0021", "T-0050", first=NEXT_SAT, last=date(2026, 12, 12))
    makers.at("2026-12-05 10:05")
    assert [each.tool for each in makers.desk.collect("M-0017").loans] == ["T-0043", "T-0051"]


def test_each_build_is_lent_whole_or_not_at_all(makers: Riverside) -> None:
    reserve(makers, "tiles")
    reserve(makers, "stool")
    makers.cora.tool_repair("T-0043", "blade bent")
    makers.at("2026-12-05 10:05")
    done = makers.desk.collect("M-0017")
    assert [each.tool for each in done.loans] == ["T-0060"]
    assert [[why.code for why in each.reasons] for each in done.refused] == [["tool-in-repair"]]
    assert len(done.refused[0].reservations) == 2
    with pytest.raises(Refused) as refused:
        makers.desk.collect("M-0017")
    assert codes(refused) == ["tool-in-repair"]
    assert makers.desk.loans().total == 1


def test_what_of_a_bench_is_there_can_be_lent_by_its_tag(makers: Riverside) -> None:
    reserve(makers, "stool")
    makers.at("2026-12-05 10:05")
    makers.cora.tool_repair("T-0043", "blade bent")
    makers.cora.tool_repair("T-0050", "pad torn")
    session = makers.desk.scans()
    session.scan("M-0017")
    told = session.collect()
    assert [each.code for each in told.reasons] == ["tool-in-repair"]
    assert told.warnings == (
        "what of the list is there can be lent by its tag, for as long as it is reserved",
    )
    (lent,) = session.scan("T-0051").loans
    assert lent.due == date(2026, 12, 9)


def limit(riverside: Riverside, loans: int) -> None:
    rules = riverside.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("months: 12, loans: 7}", f"months: 12, loans: {loans}}}"))


WARNED = (
    "Ada Osei may have 2 tools at once, has 1, and this bench is 2: "
    "only who may override lends all of it together"
)


def test_a_bench_that_is_more_than_a_member_may_have_is_warned_of(makers: Riverside) -> None:
    limit(makers, 2)
    assert reserve(makers, "stool", "M-0021").warnings == ()
    makers.desk.checkout("M-0017", ["T-0091"])
    asked = ("--member", "M-0017", "--from", "2026-12-12", "--to", "2026-12-16")
    assert makers.done("build", "reserve", "pair-sander", *asked)["warnings"] == [WARNED]
    asked = ("--member", "M-0017", "--from", "2027-01-16", "--to", "2027-01-20")
    assert WARNED in " ".join(in_words(makers, "build", "reserve", "pair-sander", *asked).stderr.split())


def test_a_bench_past_the_limit_is_lent_by_who_may_override_with_a_why(makers: Riverside) -> None:
    limit(makers, 2)
    makers.desk.checkout("M-0017", ["T-0091"])
    reserve(makers, "stool")
    makers.at("2026-12-05 10:05")
    for who, may in (("Vera", False), ("Cora Lind", True)):
        session = makers.library(who).desk.scans()
        session.scan("M-0017")
        told = session.collect()
        assert [each.code for each in told.reasons] == ["loan-limit"]
        assert told.can_override is may
        assert "as many as are allowed" in told.warnings[0]
    lent = session.override("they build here all day")
    assert [each.tool for each in lent.loans] == ["T-0043", "T-0050"]
    assert lent.message.endswith("as reserved for Stool")
    assert session.override("again").outcome == "refused"


def test_one_bench_past_the_limit_is_lent_where_another_never_is(makers: Riverside) -> None:
    limit(makers, 1)
    write(makers, "mosaic", "tools: [tile-cutter, claw-hammer]")
    reserve(makers, "mosaic")
    reserve(makers, "stool")
    makers.cora.tool_repair("T-0043", "blade bent")
    makers.cora.tool_repair("T-0042", "no guard")
    session = makers.cora.scans()
    makers.at("2026-12-05 10:05")
    session.scan("M-0017")
    assert session.collect().can_override
    lent = session.override("they build here all day")
    assert [each.tool for each in lent.loans] == ["T-0060", "T-0091"]
    assert any("in repair" in each for each in lent.warnings)


def test_what_was_not_lent_with_the_rest_is_lent_past_its_reasons(makers: Riverside) -> None:
    limit(makers, 2)
    write(makers, "mosaic", "tools: [tile-cutter, claw-hammer]")
    reserve(makers, "mosaic")
    reserve(makers, "stool")
    makers.at("2026-12-05 10:05")
    session = makers.cora.scans()
    session.scan("M-0017")
    some = session.collect()
    assert (some.outcome, len(some.loans), some.can_override) == ("lent", 2, True)
    assert [each.code for each in some.reasons] == ["loan-limit"]
    assert len(session.override("they build here all day").loans) == 2
    assert makers.desk.loans().total == 4


def test_what_nothing_goes_past_offers_no_key(makers: Riverside) -> None:
    reserve(makers, "stool")
    makers.cora.tool_repair("T-0043", "blade bent")
    makers.at("2026-12-05 10:05")
    session = makers.cora.scans()
    session.scan("M-0017")
    assert not session.collect().can_override


def test_two_benches_with_one_kind_are_collected_each_by_its_own(makers: Riverside) -> None:
    write(makers, "sand", "tools: [orbital-sander, jigsaw]")
    write(makers, "sand-too", "tools: [orbital-sander]")
    one, other = reserve(makers, "sand"), reserve(makers, "sand-too")
    makers.cora.tool_repair("T-0043", "blade bent")
    makers.at("2026-12-05 10:05")
    makers.desk.collect("M-0017")
    states = {each.id: each.state for each in makers.desk.reservations(everything=True)}
    assert {states[each.id] for each in one.reservations} == {"accepted"}
    assert {states[each.id] for each in other.reservations} == {"collected"}


def test_nothing_to_collect_is_said(makers: Riverside) -> None:
    reserve(makers, "stool")
    with pytest.raises(Refused) as refused:
        makers.desk.collect("M-0017")
    assert codes(refused) == ["reservation-unknown"]


def test_a_maker_reserves_where_library_yaml_lets_them(makers: Riverside) -> None:
    asked = ("build", "reserve", "stool", "--member", "M-0017", "--from", "2026-12-05", "--to", "2026-12-09")
    assert makers.refused(*asked, who="M-0017") == ["role-missing"]
    rules = makers.folder / "library.yaml"
    rules.write_text(rules.read_text() + "makers: {reserve: true}\n")
    assert makers.refused(*asked, who="M-0021") == ["role-missing"]
    assert len(makers.done(*asked, who="M-0017")["reservations"]) == 2


def test_when_and_reserve_are_of_one_mind(makers: Riverside) -> None:
    makers.desk.checkout("M-0021", ["T-0060"])
    makers.desk.reserve("M-0030", "tile-cutter", first=WED, last=date(2026, 12, 12))
    found = first_free(makers, "tiles", 2)
    assert (found.first, found.to) == (NEXT_SAT, WED)
    assert first_free(makers, "tiles", 3).first == date(2026, 12, 12)
    with pytest.raises(Refused) as refused:
        reserve(makers, "tiles", first=SAT, last=date(2026, 12, 2))
    assert codes(refused) == ["tool-reserved"]
    assert str(refused.value) == (
        "no Manual tile cutter is free from 2026-11-28 to 2026-12-02: T-0060 is lent until 2026-12-05"
    )
    assert refused.value.hint == "all of it can be had from 2026-12-05 to 2026-12-09"
    assert len(reserve(makers, "tiles", first=NEXT_SAT, last=WED).reservations) == 1


@pytest.mark.parametrize("most", [1, 2, 7, 500])
def test_looking_in_small_steps_finds_the_same(makers: Riverside, most: int) -> None:
    makers.desk.reserve("M-0030", "tile-cutter", first=SAT, last=date(2027, 1, 9))
    library = makers.library()
    for design, days in (("tiles", 1), ("tiles", 3), ("frame", 1), ("stool", 1)):
        wanted, since, found = Wanted(design, "M-0017"), None, None
        while not isinstance(found, benches.First):
            found = benches.look_for(
                library.desk.context, library.workshop, wanted, days=days, since=since, most=most
            )
            since = found.since if isinstance(found, benches.Further) else None
        assert found == first_free(makers, design, days)


def test_never_within_a_year_says_why(makers: Riverside) -> None:
    found = first_free(makers, "frame")
    assert found.first is None
    assert [each.code for each in found.why] == ["induction-missing"]
    assert [each.code for each in first_free(makers, "three-sander").why] == ["tool-reserved"]
    rules = makers.folder / "library.yaml"
    closed = "{from: 2026-11-29, to: 2036-01-05, why: moving}"
    rules.write_text(rules.read_text().replace("closed:\n", f"closed:\n  - {closed}\n"))
    makers.close()
    assert first_free(makers, "tiles", 1).first == SAT
    assert [each.code for each in first_free(makers, "tiles", 2).why] == ["date-wrong"]


def never(riverside: Riverside, design: str) -> tuple[list[str], str]:
    """What `when` says that finds nothing; `reserve` shows the same way out, never to a question without an answer."""
    found = first_free(riverside, design)
    assert found.first is None
    with pytest.raises(Refused) as refused:
        reserve(riverside, design)
    assert "build when" not in (refused.value.hint or "")
    return [each.message for each in found.why], found.hint or ""


def test_never_says_for_each_tool_why_and_what_can_be_done(makers: Riverside) -> None:
    makers.desk.checkout("M-0021", ["T-0060"])
    makers.desk.checkout("M-0021", ["T-0050"])
    makers.cora.tool_edit("T-0051", ToolEdit(owner="M-0030", give_back=SAT))
    makers.at("2026-12-05 10:05")
    makers.desk.return_(["T-0050"])
    makers.cora.tool_repair("T-0043", "blade bent")
    makers.cora.tool_lost("T-0042")
    makers.at("2026-12-09 18:10")
    (why,), hint = never(makers, "tiles")
    assert why == (
        "no Manual tile cutter is free on any open day within a year: T-0060 is overdue since 2026-12-05"
    )
    assert hint == "`toollib loans --overdue` shows who has what is late"
    (why,), hint = never(makers, "pair-sander")
    assert why.startswith(
        "one Random orbital sander more is needed than can be had on any open day within a year"
    )
    assert "T-0051 goes back to its owner on 2026-11-28" in why
    assert "ask its owner for longer, then `toollib tool edit T-0051 --no-give-back`" in hint
    (why,), hint = never(makers, "stool")
    assert why == "every Jigsaw is in repair"
    assert "`toollib tool fixed T-0043` once it is mended" in hint
    assert "`toollib tool found T-0042` if it turns up" in hint
    (why,), hint = never(makers, "three-sander")
    assert "`toollib wish add M-0017 orbital-sander` asks for one" in hint
    told = in_words(makers, "build", "when", "tiles", "--member", "M-0017").stdout
    assert "  no Manual tile cutter is free on any open day" in told
    assert "  Way out: `toollib loans --overdue`" in told
    assert makers.done("build", "when", "tiles", "--member", "M-0017")["hint"] is not None


def test_never_for_want_of_an_induction_says_where_it_is_had(makers: Riverside) -> None:
    found = first_free(makers, "frame")
    assert found.hint == "ask at the desk for the induction “welding”"


def test_an_induction_that_lacks_is_told_beside_what_is_lent(makers: Riverside) -> None:
    makers.desk.member_induct("welding", ["M-0021"])
    makers.desk.checkout("M-0021", ["T-0070"])
    assert refusal(makers, "frame", first=SAT, last=date(2026, 12, 2)) == [
        "induction-missing",
        "tool-reserved",
    ]


def test_on_a_closed_day_all_else_is_told_too(makers: Riverside) -> None:
    sunday = date(2026, 12, 6)
    assert refusal(makers, "frame", first=sunday, last=sunday) == ["induction-missing", "date-wrong"]
    assert refusal(makers, "frame", first=date(2020, 1, 1), last=sunday).count("induction-missing") == 1
    makers.cora.tool_repair("T-0060", "wheel loose")
    assert refusal(makers, "tiles", first=sunday, last=sunday) == ["tool-in-repair", "date-wrong"]
    asked = ("--member", "M-0017", "--from", "soon", "--to", "2026-12-09")
    assert makers.refused("build", "reserve", "frame", *asked) == ["induction-missing", "date-wrong"]


def test_papers_that_lack_are_told_and_keep_nobody_from_reserving(makers: Riverside) -> None:
    makers.join("Nora Neu", "M-0044", waiver=False, identity=False)
    asked = ("--from", "2026-12-05", "--to", "2026-12-09")
    done: Any = makers.done("build", "reserve", "tiles", "--member", "M-0044", *asked)
    papers = [
        "Nora Neu has not signed the waiver",
        "nobody has seen an identity document of Nora Neu",
    ]
    assert done["warnings"] == [f"{each}: without it nothing is lent" for each in papers]
    single: Any = makers.done("reserve", "M-0044", "jigsaw", *asked)
    assert single["warnings"] == done["warnings"]
    told = in_words(makers, "reserve", "M-0044", "angle-grinder", *asked).stderr
    assert "Warning: Nora Neu has not signed the waiver: without it nothing is lent" in told
    dangers = makers.done("today")["conflicts"]
    assert [each["why"] for each in dangers] == ["; ".join(papers)] * 3
    makers.cora.member_edit("M-0044", MemberEdit(waiver=True, identity=True))
    assert makers.done("today")["conflicts"] == []
    assert makers.done("build", "reserve", "pair-sander", "--member", "M-0044", *asked)["warnings"] == []


def test_a_whole_number_has_no_point_anywhere(makers: Riverside) -> None:
    asked = ("--member", "M-0017", "--from", "2026-12-05", "--to", "2026-12-09")
    done: Any = makers.done("build", "reserve", "plasma-cut", *asked)
    shown: Any = makers.done("build", "show", done["reservations"][0]["build"])
    why: Any = makers.done("build", "why", "plasma-cut")
    slower = [
        done["pick_list"][0]["slower"],
        why["needs"][0]["options"][0]["slower"],
        *(each["slower"] for each in shown.get("pick_list", ())),
    ]
    assert [repr(each) for each in slower] == ["6"] * len(slower)


def test_an_induction_that_ends_leaves_only_the_days_before(makers: Riverside) -> None:
    makers.cora.member_induct("welding", ["M-0017"])
    assert first_free(makers, "frame").first == SAT
    assert refusal(makers, "frame", first=date(2028, 12, 2), last=date(2028, 12, 6)) == ["induction-missing"]


def test_an_induction_that_lacks_is_told_with_a_day_only_where_it_is_there_today(makers: Riverside) -> None:
    (why,) = first_free(makers, "frame").why
    assert why.message.endswith("needs the induction “welding”, which Ada Osei lacks")
    makers.cora.member_induct("welding", ["M-0017"], until=date(2026, 12, 1))
    with pytest.raises(Refused) as refused:
        reserve(makers, "frame")
    assert "which Ada Osei lacks on 2026-12-05" in refused.value.reasons[0].message


def test_on_the_command_line(makers: Riverside) -> None:
    asked: tuple[str, ...] = ("--member", "M-0017", "--from", "2026-12-05", "--to", "2026-12-09")
    done: Any = makers.done("build", "reserve", "stool", *asked)
    assert [each["kind"] for each in done["reservations"]] == ["jigsaw", "orbital-sander"]
    assert [each["tag"] for each in done["pick_list"]] == ["T-0043", "T-0050"]
    assert makers.done("build", "when", "stool", "--member", "M-0021")["first"] == "2026-11-28"
    assert makers.refused("build", "reserve", "frame", *asked) == ["induction-missing"]
    makers.at("2026-12-05 10:05")
    assert [each["tool"] for each in makers.done("collect", "M-0017")["loans"]] == ["T-0043", "T-0050"]


def test_in_words(makers: Riverside) -> None:
    makers.cora.tool_edit("T-0042", ToolEdit(place="Shelf [b]\x1b[2J"))
    asked = ("--member", "M-0017", "--from", "2026-12-05", "--to", "2026-12-09")
    told = in_words(makers, "build", "reserve", "plasma-cut", *asked).stdout
    assert "\x1b" not in told
    assert "at once" not in told
    assert "T-0042  Angle grinder 125 mm (angle-grinder)" in told
    assert "stands in for cnc-plasma-table, 6 times slower" in told
    assert "not within a year" in in_words(makers, "build", "when", "frame", "--member", "ada").stdout


def test_a_member_who_may_not_reserve_may_not_reserve_a_bench(makers: Riverside) -> None:
    makers.cora.member_edit("M-0017", MemberEdit(until=date(2026, 11, 25)))
    assert refusal(makers, "stool") == ["membership-expired"]
    with pytest.raises(Refused) as refused:
        first_free(makers, "stool")
    assert codes(refused) == ["membership-expired"]


async def test_in_the_screens(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4")
        await on.scan("stool")
        await on.press("f9")
        await on.scan("M-0017")
        await on.press("ctrl+u")
        await on.type("+7")
        await on.press("tab", "ctrl+u")
        await on.type("2026-12-09")
        await on.press("ctrl+s")
        shown = on.words()
        assert "Stool: 2 tools reserved for Ada Osei, Sat 5 Dec to Wed 9 Dec" in shown
        assert shown.index("T-0043 Jigsaw") < shown.index("T-0050 Orbital sander, blue")
        assert "ctrl+g" in shown
        makers.at("2026-12-05 10:05")
        await on.scan("M-0017")  # over the pick list: to the desk with it
        await on.press("ctrl+g")
        assert on.loans() == [("T-0043", "M-0017"), ("T-0050", "M-0017")]
