"""The rounds from real copies held against the plainest reading: sizes, stand-ins, outside, what only helps, parts, paper."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from catalog.bootstrap import Bootstrap
from catalog.copies import Copy, State
from catalog.design import ToolNeed, ToolOption
from catalog.ecology import Ecology
from catalog.kinds import Kinds, StandIn, ToolKind
from catalog.plan import Buildable, Tools
from catalog.quantity import parse_extent

KINDS = Kinds(
    [
        ToolKind(
            "torch", "Torch", "metal", aliases=("flame",), stands_in_for=(StandIn("table"), StandIn("saw"))
        ),
        ToolKind("saw", "Saw", "hand", stands_in_for=(StandIn("table"),)),
        *(ToolKind(slug, slug.title(), "metal") for slug in ("table", "welder", "lathe")),
    ],
    ["metal", "hand"],
)
NAMES = ["torch", "flame", "saw", "table", "welder", "lathe"]
LARGE = {"size": parse_extent("200 mm")}
SIZES = {None: {}, "small": {"size": parse_extent("100 mm")}, "large": {"size": parse_extent("300 mm")}}

STATES: list[State] = ["free", "out", "repair", "lost"]

options = st.builds(
    lambda kind, large: ToolOption(kind, min=LARGE if large else {}), st.sampled_from(NAMES), st.booleans()
) | st.just(ToolOption(outside="service"))
needs = st.builds(
    lambda some, nice: ToolNeed(tuple(some), id="n", helps=nice == 0),
    st.lists(options, min_size=1, max_size=2),
    st.integers(0, 4),
)
designs = st.lists(
    st.tuples(
        st.lists(needs, max_size=3),
        st.none() | st.sampled_from(NAMES),
        st.lists(st.integers(0, 7), max_size=1),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=7,
).map(
    lambda some: [
        Buildable(
            f"d{n}", "planned", documented > 0, tuple(tools), tuple(f"d{part}" for part in parts), makes
        )
        for n, (tools, makes, parts, documented) in enumerate(some)
    ]
)
shelves = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([None, "small", "large"]),
        st.sampled_from(STATES),
    ),
    max_size=3,
).map(
    lambda some: [
        Copy(f"T-{n}", kind, state, attributes=SIZES[size]) for n, (kind, size, state) in enumerate(some)
    ]
)


def slug(kind: str) -> str:
    found = KINDS.get(kind)
    assert found is not None
    return found.slug


def serves(copy: Copy, option: ToolOption) -> bool:
    """Whether a tool does what an option asks for; one of which no size is told is large enough."""
    if option.kind is None or copy.state == "lost":
        return False
    wanted = slug(option.kind)
    right = slug(copy.kind) in {wanted, *(one.kind for one in KINDS.stand_ins(wanted))}
    return right and (not option.min or copy.attributes != SIZES["small"])


def there_already(design: Buildable, tools: Sequence[Copy]) -> bool:
    """Whether the tool that a design makes stands on the shelf."""
    return design.makes_tool is not None and any(
        copy.state != "lost" and slug(copy.kind) == slug(design.makes_tool) for copy in tools
    )


def can(design: Buildable, tools: Sequence[Copy], built: set[str], village: dict[str, Buildable]) -> bool:
    """Whether a design can be built with these tools after those designs."""
    if not design.tools_documented:
        return False
    parts = all(
        part in built or (part in village and there_already(village[part], tools))
        for part in design.made_from
    )
    return parts and all(
        need.helps
        or any(option.kind is None or any(serves(copy, option) for copy in tools) for option in need.options)
        for need in design.tools
    )


def by_hand(some: Sequence[Buildable], shelf: Sequence[Copy]) -> Iterator[set[str]]:
    """Look at everything again with what was made until now, until nothing changes."""
    village = {one.id: one for one in some}
    tools, built = [*shelf], set[str]()
    while fresh := {one.id for one in some if one.id not in built and can(one, tools, built, village)}:
        yield fresh
        built |= fresh
        tools += [Copy(f"made by {one}", kind, "free") for one in fresh if (kind := village[one].makes_tool)]


@given(designs, shelves)
def test_the_rounds_from_a_shelf_are_those_of_the_plainest_reading(
    some: list[Buildable], shelf: list[Copy]
) -> None:
    net = Ecology(some, KINDS)
    reach = Bootstrap(net, net.from_copies(shelf)).reach
    told = [{net.designs[number].id for number in numbers} for numbers in reach.rounds()]
    assert told == list(by_hand(some, shelf))


@given(designs, shelves)
def test_what_is_said_to_fill_a_need_does_and_was_there_before(
    some: list[Buildable], shelf: list[Copy]
) -> None:
    net = Ecology(some, KINDS)
    bootstrap = Bootstrap(net, net.from_copies(shelf))
    when = {one.id: bootstrap.reach.designs[number] for number, one in enumerate(some)}
    village = {one.id: one for one in some}
    for built in (each for round_ in bootstrap.rounds() for each in round_):
        assert built.round == when[built.design] > 0
        musts = [
            need
            for need in village[built.design].tools
            if not need.helps and all(option.kind for option in need.options)
        ]
        grounds = [one for one in built.because if not one.part]
        for need, ground in zip(musts, grounds, strict=True):
            asked = {slug(kind) for kind in need.kinds}
            if ground.stands_in is None:
                assert ground.kind in asked
            else:
                assert ground.stands_in in asked
                assert ground.kind in {one.kind for one in KINDS.stand_ins(ground.stands_in)}
        for ground in built.because:
            if ground.maker is not None:
                assert 0 < when[ground.maker] < built.round
            else:
                assert any(slug(copy.kind) == ground.kind and copy.state != "lost" for copy in shelf)


@given(designs, shelves)
def test_the_first_round_is_what_the_shelf_alone_can_build_if_one_copy_did_for_all(
    some: list[Buildable], shelf: list[Copy]
) -> None:
    """The rounds and `build ready` are two programs: with enough copies of everything they agree on what needs no parts."""
    plenty = [
        Copy(f"{copy.tag}-{n}", copy.kind, copy.state, attributes=copy.attributes)
        for copy in shelf
        for n in range(4)
    ]
    first = next(by_hand(some, shelf), set[str]())
    tools = Tools(plenty, KINDS, usable={"free", "out", "repair"})
    for one in some:
        if not one.made_from:
            ready = one.tools_documented and not tools.verdict(one).missing
            assert ready == (one.id in first)
