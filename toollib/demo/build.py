"""From numbers and a seed to a library folder that stands as if it had been lent from for two years."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from catalog.kinds_cache import load_kinds
from catalog.text import code_key
from toollib.demo.bench import reserve_bench
from toollib.demo.book import Book
from toollib.demo.cast import Cast
from toollib.demo.days import HISTORY, Days
from toollib.demo.history import History
from toollib.demo.makers import Makers, built_here
from toollib.demo.past import PastDesk
from toollib.demo.people import People, mail_of, make_people, phone_of
from toollib.demo.queues import Queues
from toollib.demo.sizes import Sizes, sizes_for
from toollib.demo.stock import Stock, make_stock
from toollib.demo.terms import AllTerms
from toollib.newlibrary import make_folders, write_settings
from toollib.places import DATABASE, FILE, KINDS, cache_folder, shipped_kinds
from toollib.rules.reasons import refuse
from toollib.settings import Settings
from toollib.settings_file import read_settings
from toollib.store.bulk import Bulk, filling
from toollib.store.words import member_words, tool_words
from toollib.vocabulary import Vocabulary

SEED = 1
_PIECE = 5_000
# With more tools than that, choosing among all of them would take longer than making them up is worth.
_BENCH_UPTO = 5_000
_README = "Designs of this library: one YAML file each. They stand beside the shipped ones and shadow those of the same id.\n"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the made-up library shall be like. The same seed and instant make the same rows, byte for byte."""

    sizes: Sizes
    now: datetime
    seed: int = SEED


def build_demo(
    folder: Path,
    *,
    now: datetime,
    members: int | None = None,
    tools: int | None = None,
    loans: int | None = None,
    seed: int = SEED,
    progress: Progress | None = None,
) -> None:
    """Make a library folder with members, tools and two years of loans up to `now` (aware).

    Sizes that are not given go with the others. `progress` is told now and then how many of how many loans are made.

    Raises:
        DoesNotFit: the numbers do not go together.
        Refused: `bad-file` if there is a library in this folder; `read-only`, `disk-full`.
    """
    wanted = Wanted(sizes_for(members, tools, loans), now.replace(microsecond=0), seed)
    if (folder / FILE).exists() or (folder / DATABASE).exists():
        raise refuse("bad-file", f"{folder} already holds a library; nothing was changed")
    text = settings_text(now)
    make_folders(folder)
    settings = read_settings(text.encode(), FILE).usable
    with filling(folder / DATABASE) as bulk:
        fill(bulk, wanted, settings, progress=progress)
    _write(folder / "designs" / "README.md", _README)
    _write(folder / KINDS, Path(__file__).with_name(KINDS).read_text(encoding="utf-8"))
    write_settings(folder, text)  # last: what has no settings is no library
    if Cast.for_sizes(wanted.sizes).on_stage and wanted.sizes.tools <= _BENCH_UPTO:
        reserve_bench(folder, Days(settings, wanted.now).end)


def _write(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")


def settings_text(now: datetime) -> str:
    """The library.yaml of the made-up library, with the closed days of the years around `now`."""
    template = Path(__file__).with_name("library.yaml").read_text(encoding="utf-8")
    first = (now - HISTORY).year - 1
    lines = []
    for year in range(first, now.year + 2):
        third_saturday = 15 + (5 - date(year, 5, 15).weekday()) % 7
        lines.append(f"  - {{on: {year}-05-{third_saturday:02d}, why: stocktaking}}")
        lines.append(f"  - {{from: {year}-12-20, to: {year + 1}-01-05, why: winter break}}")
    return template.replace("$closed", "\n".join(lines))


def fill(bulk: Bulk, wanted: Wanted, settings: Settings, *, progress: Progress | None = None) -> None:
    """Put the rows of a made-up library into a new database."""
    sizes, rng = wanted.sizes, Random(wanted.seed)
    vocabulary = Vocabulary(load_kinds([shipped_kinds()], cache_folder=cache_folder())[0])
    days = Days(settings, wanted.now)
    people = make_people(sizes.members, settings, days, rng)
    stock = make_stock(sizes.tools, settings, days, rng)

    def told(made: int) -> None:
        if progress is not None:
            progress(min(made, sizes.loans), sizes.loans)

    told(0)
    book = Book(bulk, progress=told)
    desk = PastDesk(
        settings, days, people=people, stock=stock, terms=AllTerms(settings, vocabulary, days), book=book
    )
    queues = Queues(desk)
    cast = Cast.for_sizes(sizes)
    if cast.on_stage:
        built_here(stock, days)
    story = History(desk, queues, rng, loans=sizes.loans - cast.loans)
    makers = Makers(story)
    if cast.on_stage:
        cast.rehearse(story)
        makers.write()
    story.run()
    book.turn(end=True)
    _put_members(bulk, people, days)
    _put_tools(bulk, stock, vocabulary)
    bulk.put("hold", queues.rows())
    bulk.put("unmet", [(*each, times) for each, times in sorted(queues.unmet.items())])
    for table, rows in (*desk.tables.named(), *makers.tables.named()):
        bulk.put(table, rows)


def _put_members(bulk: Bulk, people: People, days: Days) -> None:
    rows: list[tuple[Any, ...]] = []
    codes: list[tuple[Any, ...]] = []
    for member, code in enumerate(people.codes):
        rows.append(_member(people, member, days))
        codes.extend((code_key(shown), shown, member + 1, None) for shown in (code, *people.cards[member]))
        if len(rows) >= _PIECE:
            _hand_on(bulk, member=rows, code=codes)
    _hand_on(bulk, member=rows, code=codes)


def _member(people: People, member: int, days: Days) -> tuple[Any, ...]:
    name, code, joined = people.names[member], people.codes[member], people.joined[member]
    mail, phone = mail_of(name, member + 1), phone_of(member + 1)
    at = people.added_at[member]
    blocked_at, why, until = people.blocked.get(member, (None, None, None))
    return (
        member + 1, code, name, mail, phone, people.tiers[member], days.iso[joined],
        date.fromordinal(people.until[member]).isoformat(), people.role(member),
        at if people.waiver[member] else None, at if people.identity[member] else None, member % 2,
        blocked_at, why, until, people.notes[member], at,
        member_words(name, (code, *people.cards[member]), mail, phone),
    )  # fmt: skip


def _put_tools(bulk: Bulk, stock: Stock, vocabulary: Vocabulary) -> None:
    rows: list[tuple[Any, ...]] = []
    codes: list[tuple[Any, ...]] = []
    parts: list[tuple[Any, ...]] = []
    facts: list[tuple[Any, ...]] = []
    words = {kind: vocabulary.words(kind) for kind in dict.fromkeys(stock.kinds)}
    for tool, model in enumerate(stock.models):
        shown = [each for each in (stock.tags[tool], stock.barcodes[tool]) if each]
        retired_at, why = stock.retired.get(tool, (None, None))
        owner = stock.owners.get(tool)
        rows.append((
            tool + 1, stock.tags[tool], model.name, model.kind, None if owner is None else owner + 1, model.price,
            None, stock.places[tool], stock.notes.get(tool, ""), stock.added_at[tool], retired_at, why,
            stock.lost.get(tool), tool_words(model.name, words[model.kind], shown),
        ))  # fmt: skip
        codes.extend((code_key(each), each, None, tool + 1) for each in shown)
        parts.extend((tool + 1, part, qty) for part, qty in model.accessories)
        facts.extend((tool + 1, fact, value) for fact, value in model.attributes)
        if len(rows) >= _PIECE:
            _hand_on(bulk, tool=rows, code=codes, accessory=parts, attribute=facts)
    _hand_on(bulk, tool=rows, code=codes, accessory=parts, attribute=facts)


def _hand_on(bulk: Bulk, **tables: list[tuple[Any, ...]]) -> None:
    for table, rows in tables.items():
        bulk.put(table, rows)
        rows.clear()
