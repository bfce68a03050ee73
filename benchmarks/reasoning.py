"""Designs × shelves: what is ready, what a purchase unlocks, in what order everything is built.

Limits: `ready` over 10,000 designs and 3,000 tools takes at most 3 times a bare pass over the same needs; the closure of
100,000 designs costs per need at most 2 times what that of 1,000 does (linear), and so does all that `build bootstrap`
tells of them: rounds, what is never reached and why, circles; what each of 2,000 kinds alone would unlock takes at most 10
times one closure. How long the best pairs and triples take is told without a limit.
"""

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from benchmarks.measure import Ratio, in_turns, milliseconds
from catalog.answers import ALMOST
from catalog.bootstrap import Bootstrap, report
from catalog.copies import Copy
from catalog.design import ToolNeed, ToolOption
from catalog.ecology import Ecology, Onward, There
from catalog.kinds import Kinds, StandIn, ToolKind
from catalog.needs import need_key
from catalog.plan import Buildable, Tools
from catalog.unlock import Terms, families, unlock

NEEDS: Final = 8


def made_kinds(number: int) -> Kinds:
    """So many kinds; every tenth stands in for the one before it."""
    return Kinds(
        [
            ToolKind(
                f"kind-{n}",
                f"Kind {n}",
                "c",
                stands_in_for=(StandIn(f"kind-{n - 1}"),) if n % 10 == 1 else (),
            )
            for n in range(number)
        ],
        ["c"],
    )


def made_designs(number: int, kinds: int, dice: random.Random) -> list[Buildable]:
    """Designs with eight needs each, a fifth of them with a second option; every third makes a tool."""
    made = []
    for n in range(number):
        needs = _needs(kinds, dice)
        makes = f"kind-{dice.randrange(kinds)}" if n % 3 == 0 else None
        keys = tuple(map(need_key, needs))  # as `Buildable.of` does when a design is read
        made.append(
            Buildable(f"design-{n}", "done", tools_documented=True, tools=needs, makes_tool=makes, keys=keys)
        )
    return made


def _needs(kinds: int, dice: random.Random) -> tuple[ToolNeed, ...]:
    """A few kinds are needed by many, as screwdrivers are; one design in twenty needs two copies of a kind."""
    named: dict[int, None] = {}
    while len(named) < NEEDS:
        named[int(kinds * dice.random() ** 3)] = None
    needs = [[f"kind-{n}"] for n in named]
    for need in needs:
        if dice.random() < 0.2:
            need.append(f"kind-{(int(need[0][5:]) * 7 + 1) % kinds}")  # each kind has its usual alternative
    if dice.random() < 0.05:
        needs[1] = needs[0]
    return tuple(
        ToolNeed(tuple(map(ToolOption, dict.fromkeys(some))), id=str(n)) for n, some in enumerate(needs)
    )


def made_copies(number: int, kinds: int, dice: random.Random) -> list[Copy]:
    """So many copies; three in four are free."""
    return [
        Copy(
            f"T-{n:05}", f"kind-{int(kinds * dice.random() ** 2)}", "free" if dice.random() < 0.75 else "out"
        )
        for n in range(number)
    ]


def bare_pass(designs: Sequence[Buildable], free: Mapping[str, str]) -> object:
    """The same answer by looking at each need once: the first free copy of its kinds, without stand-ins or sharing out."""
    ready, almost = [], []
    for design in designs:
        tools, missing = [], []
        for need in design.tools:
            for option in need.options:
                if (tag := free.get(option.kind or "")) is not None:
                    tools.append((option.kind, tag))
                    break
            else:
                missing.append(need.options[0].kind)
        if not missing:
            ready.append((design.id, tools))
        elif len(missing) <= ALMOST:
            almost.append((design.id, missing))
    return ready, almost


def ready_ratio(kinds: Kinds, designs: Sequence[Buildable], copies: Sequence[Copy]) -> Ratio:
    """What is ready against the bare pass."""
    free = {copy.kind: copy.tag for copy in reversed(copies) if copy.state == "free"}
    times = in_turns(
        {
            "ours": lambda: Tools(copies, kinds).ready(designs),
            "bare": partial(bare_pass, designs, free),
        },
        9,
    )
    what = (
        f"what is ready of {len(designs):,} designs with {len(copies):,} tools / a bare pass over their needs"
    )
    return Ratio(what, times["ours"] / times["bare"], 3.0, milliseconds(times["ours"]))


def village(size: int, dice: random.Random) -> list[Buildable]:
    """So many designs: half of them as above, a quarter in twenty rounds, the others never reached.

    Of those a third wait for one another in a long chain that begins nowhere, a third two by two in circles, and a third
    in one circle of which everybody makes what half of the others wait for.
    """
    step, few = max(size // 80, 1), size // 12
    made = made_designs(size // 2, size // 4, dice)
    made += [_link(f"step-{n}", f"step-{n - step}" if n >= step else "kind-0") for n in range(size // 4)]
    made += [_link(f"chain-{n + 1}", f"chain-{n}") for n in range(few)]
    made += [_link(f"ring-{n}", f"ring-{n ^ 1}") for n in range(few - few % 2)]
    return made + [_link(f"hub-{n % 2}", f"hub-{(n + 1) % 2}", f"hub design {n}") for n in range(few)]


def _link(makes: str, takes: str, name: str = "") -> Buildable:
    """A design that takes one kind, and two that are there, to make another."""
    needs = tuple(
        ToolNeed((ToolOption(kind),), id=str(n)) for n, kind in enumerate((takes, "kind-1", "kind-2"))
    )
    return Buildable(
        name or makes,
        "done",
        tools_documented=True,
        tools=needs,
        makes_tool=makes,
        keys=(takes, "kind-1", "kind-2"),
    )


def slope(sizes: Sequence[int]) -> list[Ratio]:
    """The closure's time per need, and that of all that is told of it, each size against the smallest."""
    works: dict[str, dict[int, Callable[[], object]]] = {"closure": {}, "report": {}}
    needs = {}
    for size in sizes:
        designs = village(size, random.Random(size))  # noqa: S311
        net = Ecology(designs, made_kinds(size // 4))
        have = net.from_kinds(f"kind-{n}" for n in range(size // 20))
        needs[size] = sum(len(each.tools) for each in designs)
        works["closure"][size] = partial(net.reach, have)
        works["report"][size] = partial(_told, net, have)
    return [ratio for what, each in works.items() for ratio in _per_need(what, each, needs)]


def _told(net: Ecology, have: There) -> object:
    return report(Bootstrap(net, have))


def _per_need(
    what: str, works: Mapping[int, Callable[[], object]], needs: Mapping[int, int]
) -> Iterator[Ratio]:
    gc.collect()
    times = in_turns({str(size): work for size, work in works.items()}, 5)
    costs = {size: times[str(size)] / needs[size] for size in works}
    first = min(works)
    for size in sorted(works)[1:]:
        told = f"{what} of {size:,} designs / of {first:,}, each need"
        yield Ratio(told, costs[size] / costs[first], 2.0, f"{costs[size] * 1e9:.0f} ns")


def singles_ratio(kinds: Kinds, designs: Sequence[Buildable], copies: Sequence[Copy]) -> Ratio:
    """What each kind alone would bring, with all that follows, against one closure."""
    net = Ecology(designs, kinds)
    have = net.from_copies(copies)
    onward = Onward(net, have)
    each = [sorted(net.from_kinds([kind.slug])) for kind in kinds]
    times = in_turns(
        {"ours": lambda: [onward.more(items) for items in each], "closure": lambda: net.reach(have)}, 9
    )
    what = f"what each of {len(each):,} kinds would bring to {len(designs):,} designs / one closure"
    return Ratio(what, times["ours"] / times["closure"], 10.0, milliseconds(times["ours"]))


def best_sets(designs: Sequence[Buildable], kinds: Kinds, copies: Sequence[Copy]) -> None:
    """Tell how long the best singles, pairs and triples take, and whether they are exact."""
    for size in (1, 2, 3):
        start = time.perf_counter()
        found = unlock(families(Tools(copies, kinds), designs, size), Terms(size, limit=20))
        told = "exact" if found.exact else f"no set unlocks more than {found.bound}"
        best = len(found.rows[0].designs) if found.rows else 0
        took = milliseconds(time.perf_counter() - start)
        print(
            f"      best sets of {size} over {len(designs):,} designs × {len(kinds)} kinds: {took}, {told}, best {best}"
        )


def main() -> int:
    """Print the ratios; 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the rounds of fewer designs")
    short = parser.parse_args().short
    dice = random.Random(6)  # noqa: S311
    kinds, designs = made_kinds(2_000), made_designs(10_000, 2_000, dice)
    copies = made_copies(3_000, 2_000, dice)
    ratios = [ready_ratio(kinds, designs, copies), singles_ratio(kinds, designs, copies)]
    ratios += slope((1_000, 10_000) if short else (1_000, 10_000, 100_000))
    print(*ratios, sep="\n")
    some = made_kinds(250)
    best_sets(made_designs(1_000, 250, dice), some, made_copies(120, 250, dice))
    return int(any(each.ratio > each.limit for each in ratios))


if __name__ == "__main__":
    sys.exit(main())
