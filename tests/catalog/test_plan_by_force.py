"""The matching of needs and copies held against trying everything: options, stand-ins, sizes, traits, outside, helps, parts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from catalog.copies import Copy, Way
from catalog.design import Status, ToolNeed, ToolOption
from catalog.kinds import Kinds, StandIn, ToolKind
from catalog.needs import need_key
from catalog.plan import Buildable, Tools
from catalog.quantity import parse_extent

KINDS = Kinds(
    [
        ToolKind("table", "Table", "metal"),
        ToolKind("torch", "Torch", "metal", stands_in_for=(StandIn("table", Decimal(3)),)),
        ToolKind("grinder", "Grinder", "power", stands_in_for=(StandIn("table", Decimal(6)), StandIn("saw"))),
        ToolKind("saw", "Saw", "hand", stands_in_for=(StandIn("grinder", Decimal(2)),)),
    ],
    ["metal", "power", "hand"],
)
SLUGS = [kind.slug for kind in KINDS]
SIZES = [None, "100 mm", "200 mm"]

sizes = st.sampled_from(SIZES)
bits = st.sampled_from([None, ("T25",), ("T25", "PH1")])
slower = st.sampled_from([None, Decimal(2), Decimal(4)])


@st.composite
def options(draw: st.DrawFn) -> ToolOption:
    if draw(st.integers(0, 6)) == 0:
        return ToolOption(outside=draw(st.sampled_from(["crane", "shop"])), slower=draw(slower))
    size, some = draw(sizes), draw(bits)
    least = {} if size is None else {"disc": parse_extent(size)}
    return ToolOption(
        draw(st.sampled_from(SLUGS)), slower=draw(slower), min=least, with_={} if some is None else {"bits": some}
    )  # fmt: skip


@st.composite
def needs(draw: st.DrawFn, most: int = 4) -> tuple[ToolNeed, ...]:
    plain = st.sampled_from(SLUGS).map(ToolOption)
    some = draw(
        st.lists(
            st.tuples(st.lists(plain | options(), min_size=1, max_size=3), st.integers(0, 3)),
            min_size=1,
            max_size=most,
        )
    )
    return tuple(ToolNeed(tuple(each), id=str(n), helps=nice == 0) for n, (each, nice) in enumerate(some))


@st.composite
def copies(draw: st.DrawFn) -> tuple[Copy, ...]:
    found = []
    for number in range(draw(st.integers(0, 5))):
        size, some = draw(sizes), draw(bits)
        found.append(
            Copy(
                f"T-{number}",
                draw(st.sampled_from(SLUGS)),
                draw(st.sampled_from(["free", "free", "free", "out", "lost"])),
                attributes={} if size is None else {"disc": parse_extent(size)},
                traits={} if some is None else {"bits": frozenset(one.casefold() for one in some)},
            )
        )
    return tuple(found)


# The plainest reading: every option of every need by every copy, and every way to hand them out.
Price = tuple[int, int, Decimal]


def does(copy: Copy, option: ToolOption) -> bool:
    """Whether a copy is free, and large enough, and has what it must, as far as is told."""
    big = all(copy.attributes.get(name, least)[0].low >= least[0].low for name, least in option.min.items())
    has = all(
        name not in copy.traits or {one.casefold() for one in some} <= copy.traits[name]
        for name, some in option.with_.items()
    )
    return copy.state == "free" and big and has


def offers(need: ToolNeed, shelf: Sequence[Copy]) -> dict[str, Price]:
    """What fills a need, at its best: (stands in, from outside, how many times slower)."""
    found: dict[str, Price] = {}

    def offer(name: str, price: Price) -> None:
        found[name] = min(price, found.get(name, price))

    for option in need.options:
        if option.kind is None:
            offer(f"outside of {need.id}", (0, 1, option.slower or Decimal(1)))
            continue
        stand_ins = {one.kind: one.slower or Decimal(1) for one in KINDS.stand_ins(option.kind)}
        for copy in shelf:
            if not does(copy, option):
                continue
            if copy.kind == option.kind:
                offer(copy.tag, (0, 0, option.slower or Decimal(1)))
            elif copy.kind in stand_ins:
                offer(copy.tag, (1, 0, stand_ins[copy.kind] * (option.slower or 1)))
    return found


Sum = tuple[int, Price, int, Price]


def total(prices: Iterable[Price]) -> Price:
    stand_ins, outside, slower = zip((0, 0, Decimal(0)), *prices, strict=True)
    return sum(stand_ins), sum(outside), sum(slower, Decimal(0))


def worth(needs: Sequence[ToolNeed], names: Sequence[str | None], shelf: Sequence[Copy]) -> Sum:
    """How bad a choice is, the least the best: musts unfilled, their price, helps unfilled, their price."""
    prices = [
        None if name is None else offers(need, shelf)[name] for need, name in zip(needs, names, strict=True)
    ]
    musts, helps = (
        [price for need, price in zip(needs, prices, strict=True) if need.helps is nice]
        for nice in (False, True)
    )
    paid, extra = ([price for price in some if price is not None] for some in (musts, helps))
    return len(musts) - len(paid), total(paid), len(helps) - len(extra), total(extra)


def every(
    needs: Sequence[ToolNeed], shelf: Sequence[Copy], taken: frozenset[str] = frozenset()
) -> Iterator[list[str | None]]:
    if not needs:
        yield []
        return
    for name in [None, *(one for one in offers(needs[0], shelf) if one not in taken)]:
        used = taken | {name} if name is not None else taken
        for rest in every(needs[1:], shelf, used):
            yield [name, *rest]


def best(needs: Sequence[ToolNeed], shelf: Sequence[Copy]) -> Sum:
    return min(worth(needs, names, shelf) for names in every(needs, shelf))


def named(need: ToolNeed, way: Way | None) -> str | None:
    return None if way is None else way.tag or f"outside of {need.id}"


def built_of(tools: tuple[ToolNeed, ...]) -> Buildable:
    return Buildable("x", "done", tools_documented=True, tools=tools)


def keyed(tools: tuple[ToolNeed, ...]) -> Buildable:
    """The same as it comes from a shelf of designs."""
    return replace(built_of(tools), keys=tuple(map(need_key, tools)))


@given(needs(), copies(), st.sampled_from([built_of, keyed]))
def test_the_choice_is_the_best_of_all_that_can_be_made(
    wanted: tuple[ToolNeed, ...],
    shelf: tuple[Copy, ...],
    built: Callable[[tuple[ToolNeed, ...]], Buildable],
) -> None:
    design = built(wanted)
    answer = Tools(shelf, KINDS).why(design)
    chosen = [named(each.need, each.chosen) for each in answer.needs]
    assert len([one for one in chosen if one]) == len({one for one in chosen if one})
    least = best(wanted, shelf)
    assert worth(wanted, chosen, shelf) == least
    assert answer.ready == (least[0] == 0)
    assert len(answer.missing) == least[0]
    if answer.ready:  # the short verdict chooses as well as the long answer
        short = answer.verdict.chosen
        assert len(short) == len(wanted) - least[2]
        paid = [
            (int(way.stands_in is not None), int(way.outside is not None), way.slower or Decimal(1))
            for way in short
        ]
        assert total(paid) == total([least[1], least[3]])


@given(needs(), copies())
def test_each_option_is_told_as_it_is(wanted: tuple[ToolNeed, ...], shelf: tuple[Copy, ...]) -> None:
    answer = Tools(shelf, KINDS).why(built_of(wanted))
    for each in answer.needs:
        there = offers(each.need, shelf)
        told = {way.tag: way for way in each.ways if way.tag is not None}
        assert len(told) == sum(way.tag is not None for way in each.ways)
        free = {tag for tag, way in told.items() if way.state in {"free", "too-few"}}
        assert free == {name for name in there if name.startswith("T-")}
        for tag in free:
            way = told[tag]
            assert (int(way.stands_in is not None), 0, way.slower or Decimal(1)) == there[tag]
        assert each.state == each.ways[0].state if each.chosen is None else each.chosen.state


@given(needs(), copies(), st.randoms(use_true_random=False))
def test_neither_the_order_of_needs_nor_that_of_copies_matters(
    wanted: tuple[ToolNeed, ...], shelf: tuple[Copy, ...], random: Random
) -> None:
    before = Tools(shelf, KINDS).verdict(keyed(wanted))
    needs, copies = list(wanted), list(shelf)
    random.shuffle(needs)
    random.shuffle(copies)
    after = Tools(copies, KINDS).verdict(keyed(tuple(needs)))
    assert (after.standing, len(after.missing)) == (before.standing, len(before.missing))


@given(needs(), copies())
def test_one_more_copy_takes_nothing_away(wanted: tuple[ToolNeed, ...], shelf: tuple[Copy, ...]) -> None:
    less = Tools(shelf[1:], KINDS).verdict(keyed(wanted))
    more = Tools(shelf, KINDS).verdict(keyed(wanted))
    assert len(more.missing) <= len(less.missing)


def test_a_must_leaves_to_what_helps_the_copy_that_alone_is_large_enough() -> None:
    strong = ToolNeed((ToolOption("saw", min={"disc": parse_extent("200 mm")}),), id="nice", helps=True)
    large = Copy("T-1", "saw", "free", attributes={"disc": parse_extent("230 mm")})
    small = Copy("T-2", "saw", "free", attributes={"disc": parse_extent("125 mm")})
    answer = Tools([large, small], KINDS).why(built_of((ToolNeed((ToolOption("saw"),), id="cut"), strong)))
    assert [each.chosen.tag if each.chosen else None for each in answer.needs] == ["T-2", "T-1"]


def test_a_copy_too_small_for_one_option_serves_by_another() -> None:
    large_grinder = ToolOption("grinder", min={"disc": parse_extent("200 mm")})
    need = ToolNeed((large_grinder, ToolOption("table")), id="cut")
    small = Copy("T-1", "grinder", "free", attributes={"disc": parse_extent("125 mm")})
    answer = Tools([small], KINDS).why(built_of((need,)))
    assert answer.ready
    [each] = answer.needs
    assert (each.state, each.chosen and each.chosen.stands_in) == ("free", "table")


made_from = st.lists(st.lists(st.integers(0, 6), max_size=2, unique=True), min_size=1, max_size=6)
statuses = st.lists(st.sampled_from(["done", "done", "planned"]), min_size=6, max_size=6)
kinds = st.lists(st.lists(st.sampled_from(SLUGS), max_size=2), min_size=6, max_size=6)


def by_hand(name: str, village: Mapping[str, Buildable], lacks: Mapping[str, set[str]]) -> str:
    """How a design stands: by all that it is made from, however far down."""
    reached, circle = set[str](), False
    for start in [name, *village]:
        below, stack = set[str](), [*village[start].made_from]
        while stack:
            one = stack.pop()
            if one in village and one not in below:
                below.add(one)
                stack += village[one].made_from
        if start == name:
            reached = below | {name}
        circle = circle or (start in reached and start in below)
    if circle:
        return "in a circle"
    parts = {part for one in reached for part in village[one].made_from}
    if not parts <= set(village) or not all(village[one].tools_documented for one in reached):
        return "undocumented"
    if village[name].status == "planned":
        return "planned"
    return "missing" if any(lacks[one] for one in reached) else "ready"


@given(made_from, statuses, kinds, st.sets(st.sampled_from(SLUGS)), st.randoms(use_true_random=False))
def test_what_designs_are_made_from_counts_however_deep_and_whoever_is_asked_first(
    parts: list[list[int]], status: list[Status], needed: list[list[str]], owned: set[str], random: Random
) -> None:
    village = {
        f"d{n}": Buildable(
            f"d{n}",
            status[n],
            tools_documented=bool(needed[n]),
            tools=tuple(ToolNeed((ToolOption(kind),), id=str(m)) for m, kind in enumerate(needed[n])),
            made_from=tuple(f"d{part}" for part in some),
        )
        for n, some in enumerate(parts)
    }
    shelf = [Copy(f"T-{kind}", kind, "free") for kind in sorted(owned)]
    lacks = {
        name: set(Tools(shelf, KINDS).why(replace(one, made_from=())).missing)
        for name, one in village.items()
    }
    expected = {name: by_hand(name, village, lacks) for name in village}
    order = [*village.values()]
    random.shuffle(order)
    tools = Tools(shelf, KINDS, designs=village.get)
    report = tools.ready(order)
    assert {each.id: tools.verdict(each).standing for each in order} == expected
    assert {one.design for one in report.ready} == {name for name, one in expected.items() if one == "ready"}
    silent = {one.id for one in village.values() if not one.tools_documented}
    assert set(report.undocumented) == silent | {
        name for name, one in expected.items() if one == "undocumented"
    }
    for name, one in expected.items():
        assert tools.why(village[name]).verdict.standing == one
