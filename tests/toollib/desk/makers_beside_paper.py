"""Makers at the desk beside a library on paper: benches, builds and wishes, mixed with all that volunteers do."""

from copy import deepcopy

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from tests.riverside import dump
from tests.scenarios.makers import HEAD, write_designs
from tests.toollib.desk.beside_paper import CORA, VERA, BesidePaper, Who
from tests.toollib.desk.paper import Paper
from tests.toollib.desk.paper_book import DAY, Built, Claim
from toollib.rules.reasons import Refused
from toollib.workshop import benches
from toollib.workshop.builds import Builds, Tick

# What of each kind a design takes, and its steps.
NEEDS = {"sanded": ("orbital-sander", "tile-cutter"), "twice": ("orbital-sander", "orbital-sander")}
TOOLS = {
    "sanded": "[orbital-sander, tile-cutter]",
    "twice": "[orbital-sander, {id: second, tool: orbital-sander}]",
}
STEPS = "steps: [{do: Cut}, {do: Sand}]\n"
DESKS = st.sampled_from([VERA, CORA])
MEMBERS = st.sampled_from(["M-0017", "M-0021", "M-0030"])
DESIGNS = st.sampled_from(sorted(NEEDS))
DEEDS = st.sampled_from(
    ["reserve", "reserve", "reserve", "collect", "collect", "start", "begin", "tick", "finish", "stop"]
)
WORDS = st.sampled_from(["a kiln", "a loom"])
# Each of them says of one kind that it cannot be had.
_NOT_THERE = frozenset({"tool-reserved", "tool-in-repair", "tool-lost", "kind-unknown"})


def not_to_be_had(told: set[str]) -> set[str]:
    """What stands against the member or the days; where nothing does, that the tools are not there."""
    others = told - _NOT_THERE
    return others or ({"tool-reserved"} if told else set())


class MakersBesidePaper(BesidePaper):
    """What makers do. The designs are of the library's own folder."""

    @initialize()
    def start(self) -> None:
        super().start()
        write_designs(self.riverside)
        for name, tools in TOOLS.items():
            head = HEAD.format(name=name.capitalize(), id=name, status="done", tools="full")
            (self.riverside.folder / "designs" / f"{name}.yaml").write_text(f"{head}tools: {tools}\n{STEPS}")
        self.riverside.close()

    def builds(self, who: Who) -> Builds:
        return self.riverside.library(*who).builds

    def standing(self, *states: str) -> list[Built]:
        return [each for each in self.paper.builds if each.shown(self.paper.today) in states]

    @rule(who=DESKS, name=MEMBERS, design=DESIGNS, first=st.integers(-1, 12), days=st.integers(0, 8))
    def reserve_bench(self, who: Who, name: str, design: str, *, first: int, days: int) -> None:
        begin = self.paper.next_open(self.paper.today + max(first, 0) * DAY) if first >= 0 else None
        begin = begin or self.paper.today - DAY
        end = self.paper.next_open(max(begin, self.paper.today) + days * DAY)
        paper, number = deepcopy(self.paper), len(self.paper.claims)
        codes = set().union(*(paper.reserve(name, kind, begin, end) for kind in NEEDS[design]))

        def reserve(_: object) -> None:
            library = self.riverside.library(*who)
            wanted = benches.Wanted(design, name)
            done = benches.reserve(library.desk.context, library.workshop, wanted, first=begin, last=end)
            assert [each.kind for each in done.reservations] == list(NEEDS[design])
            paper.builds.append(Built(str(done.build), design, {name}, paper.claims[number:]))

        if self.act(who, reserve, codes, alike=not_to_be_had):
            self.paper = paper

    @rule(who=DESKS, name=MEMBERS, design=DESIGNS, anew=st.booleans())
    def start_build(self, who: Who, name: str, design: str, *, anew: bool) -> None:
        paper = deepcopy(self.paper)
        fits = [
            each
            for each in paper.builds
            if each.shown(paper.today) == "reserved" and each.design == design and name in each.members
        ]
        begun = [each for each in fits if min(claim.first for claim in each.kept()) <= paper.today]
        meant = [] if anew else begun or fits

        def start(_: object) -> None:
            started = self.builds(who).start(design, [name], anew=anew)
            if not meant:
                meant.append(Built(started.id, design, {name}, []))
                paper.builds.append(meant[0])
            assert started.id == meant[0].number
            meant[0].state = "under-way"

        if self.act(who, start, {"build-unknown"} if len(meant) > 1 else set()):
            self.paper = paper

    @precondition(lambda self: bool(self.standing("reserved")))
    @rule(who=DESKS, name=MEMBERS, place=st.integers(0, 9))
    def start_what_is_reserved(self, who: Who, name: str, place: int) -> None:
        paper = deepcopy(self.paper)
        reserved = [each for each in paper.builds if each.shown(paper.today) == "reserved"]
        build = reserved[place % len(reserved)]
        if self.act(who, lambda _: self.builds(who).start(build.number, [name]), set()):
            build.state, build.members = "under-way", build.members | {name}
            self.paper = paper

    @precondition(lambda self: bool(self.standing("under-way")))
    @rule(who=DESKS, place=st.integers(0, 9), step=st.integers(1, 2))
    def tick(self, who: Who, place: int, step: int) -> None:
        paper, going = deepcopy(self.paper), self.standing("under-way")
        number = going[place % len(going)].number
        build = next(each for each in paper.builds if each.number == number)
        tick = Tick(number, done=step not in build.ticked)
        if self.act(who, lambda _: self.builds(who).step(str(step), tick), set()):
            build.ticked ^= {step}
            self.paper = paper

    @precondition(lambda self: bool(self.standing("under-way")))
    @rule(who=DESKS, place=st.integers(0, 9))
    def finish(self, who: Who, place: int) -> None:
        paper, going = deepcopy(self.paper), self.standing("under-way")
        number = going[place % len(going)].number
        build = next(each for each in paper.builds if each.number == number)
        claimed = [each for each in build.claims if each.state == "accepted" and each.last >= paper.today]
        if self.act(who, lambda _: self.builds(who).finish(number), set()):
            for claim in claimed:
                paper.unreserve(claim)
            build.state = "finished"
            self.paper = paper

    @precondition(lambda self: bool(self.standing("under-way", "reserved")))
    @rule(who=DESKS, place=st.integers(0, 9))
    def stop(self, who: Who, place: int) -> None:
        paper, going = deepcopy(self.paper), self.standing("under-way", "reserved")
        number = going[place % len(going)].number
        build = next(each for each in paper.builds if each.number == number)
        claimed = [each for each in build.claims if each.state == "accepted" and each.last >= paper.today]
        if self.act(who, lambda _: self.builds(who).stop(number), set()):
            for claim in claimed:
                paper.unreserve(claim)
            if build.shown(paper.today) is not None:
                build.state = "stopped"
            self.paper = paper

    @precondition(lambda self: bool(self.standing("reserved", "under-way")))
    @rule(who=DESKS, place=st.integers(0, 9))
    def collect(self, who: Who, place: int) -> None:
        """All of a bench goes out, each tool for one claim; it is refused only if something is in its way."""
        paper, benched = deepcopy(self.paper), self.standing("reserved", "under-way")
        number = benched[place % len(benched)].number
        build = next(each for each in paper.builds if each.number == number)
        claims = [
            each
            for each in build.claims
            if each.state == "accepted" and each.first <= paper.today <= each.last
        ]
        if not claims:
            return
        name, lent = claims[0].member, dict[str, str]()

        def collect(desk: object) -> None:
            done = self.riverside.library(*who).desk.collect(name, build=number)
            lent.update({each.tool: each.member or "" for each in done.loans})
            assert len(lent) == len(claims)

        refusal = self.refusal(paper, claims)
        if refusal is None:  # whether they can be had depends on which copies are dealt
            rows = dump(self.riverside.db)
            try:
                collect(None)
            except Refused:
                assert dump(self.riverside.db) == rows
                return
            self.trail = []
        elif not self.act(who, collect, refusal, alike=lambda told: {"refused"} if told else set()):
            return
        for tag in lent:
            claim = next(
                each for each in claims if each.kind == paper.tools[tag].kind and each.state == "accepted"
            )
            assert paper.why_not_tool(tag) == set()
            paper.lend(name, tag, claim)
            assert paper.loans[tag].due == claim.last
        self.paper = paper

    def refusal(self, paper: Paper, claims: list[Claim]) -> set[str] | None:
        """Why a bench cannot be collected, empty if it can; None: it depends on which copies are dealt."""
        name = claims[0].member
        if found := paper.standing(name):
            return found
        kinds = {str(each.kind) for each in claims}
        codes = {kind: [paper.checkout(name, tag) for tag in paper.copies(kind)] for kind in kinds}
        if any(not any(each <= {"tool-held", "tool-reserved"} for each in some) for some in codes.values()):
            return {"tool-reserved"}
        alone = len(kinds) == len(claims) and len(paper.mine(name)) + len(claims) <= 7
        return set() if alone and all(set() in some for some in codes.values()) else None

    @rule(who=DESKS, name=MEMBERS, words=WORDS)
    def wish(self, who: Who, name: str, words: str) -> None:
        votes = self.paper.wishes.get(words, set())
        codes = {"already-voted"} if name in votes else set()
        if self.act(who, lambda desk: desk.wish(name, words), codes):
            self.paper.wishes[words] = votes | {name}

    @precondition(lambda self: bool(self.paper.wishes))
    @rule(who=DESKS, words=WORDS)
    def close_wish(self, who: Who, words: str) -> None:
        open_ = [each for each in self.riverside.desk.wishes() if each.text == words]
        if not open_:
            return
        close = lambda desk: desk.wish_close(open_[0].id, "bought")  # noqa: E731 - as the other verbs
        if self.act(who, close, set(), free=False):
            del self.paper.wishes[words]

    @rule(
        who=DESKS,
        deeds=st.lists(st.tuples(DEEDS, MEMBERS, DESIGNS, st.integers(0, 9)), min_size=4, max_size=10),
    )
    def a_day_of_makers(self, who: Who, deeds: list[tuple[str, str, str, int]]) -> None:
        """One deed after the other about the same few benches and builds."""
        for deed, name, design, number in deeds:
            going, reserved = self.standing("under-way"), self.standing("reserved")
            if deed == "reserve":
                self.reserve_bench(who, name, design, first=number % 3, days=number)
            elif deed == "start":
                self.start_build(who, name, design, anew=number > 7)
            elif deed == "collect" and (going or reserved):
                self.collect(who, number)
            elif deed == "tick" and going:
                self.tick(who, number, 1 + number % 2)
            elif deed == "finish" and going:
                self.finish(who, number)
            elif deed == "stop" and (going or reserved):
                self.stop(who, number)
            elif deed == "begin" and reserved:
                self.start_what_is_reserved(who, name, number)

    # What must always hold

    @invariant()
    def builds_are_as_on_paper(self) -> None:
        if not hasattr(self, "trail"):
            return
        shown = {
            each.id: (
                each.design,
                each.state,
                set(each.members),
                {step.n for step in each.steps if step.done_at},
            )
            for each in self.builds(VERA).listed()[0]
        }
        written = {
            each.number: (each.design, state, each.members, each.ticked)
            for each in self.paper.builds
            if (state := each.shown(self.paper.today)) is not None
        }
        assert shown == written
        claims = {each.id: each.build for each in self.riverside.desk.reservations(everything=True)}
        numbers = [str(row[0]) for row in self.riverside.db.all("SELECT id FROM build")]
        assert {each for each in claims.values() if each is not None} <= set(numbers)

    @invariant()
    def wishes_are_as_on_paper(self) -> None:
        if not hasattr(self, "trail"):
            return
        shown = {each.text: each.votes for each in self.riverside.desk.wishes()}
        assert shown == {words: len(votes) for words, votes in self.paper.wishes.items()}
