"""Riverside, the library that the desk's stories play in: its rules, its people, its shelf, and its clock."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from toollib.cli.main import main
from toollib.clock import SetClock
from toollib.desk.answers import as_json
from toollib.desk.desk import Desk
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.library import Library, Who
from toollib.newlibrary import NewLibrary, make_library
from toollib.rules.reasons import Refused
from toollib.store.database import Database

LONDON = ZoneInfo("Europe/London")
RULES = """\
name: Riverside
currency: GBP
time-zone: Europe/London
hours: {wed: ["18:00-20:30"], sat: ["10:00-14:00"]}
closed:
  - {from: 2026-12-20, to: 2027-01-05, why: winter break}
  - {on: 2026-05-16, why: stocktaking}
tiers:
  regular: {fee: 40.00, months: 12, loans: 7}
  concession: {fee: 0.00, months: 12, loans: 7}
  business: {fee: 150.00, months: 12, loans: 15, policies: {default: {days: 14}}}
membership: {needs: [waiver, identity], grace-days: 0, may-owe: 10.00}
policies:
  default: {days: 7, renewals: 2, late: 1.00, per: open-day, free-days: 0, cap: 20.00, deposit: 0.00}
  power: {late: 2.00}
  ladder-and-access: {days: 3}
  mig-welder: {days: 4, deposit: 50.00}
  laser-cutter: {stays-here: true}
inductions:
  welding: {kinds: [mig-welder], months: 24}
due: next-open-day
holds: {keep-days: 2, counted: open-days, at-most: 5}
undo: {minutes: 240}
scan: {stutter-seconds: 2, ask-seconds: 60, card-idle-seconds: 90}
roles:
  volunteer: [desk]
  coordinator: [desk, override, records, money, settings]
sign-on: free
designs: {shipped: true, folders: [designs]}
"""
PEOPLE = (("Ada Osei", "M-0017"), ("Ben Kaya", "M-0021"), ("Cleo Ruiz", "M-0030"))
SHELF: tuple[tuple[str, str, str, str | None], ...] = (
    ("T-0042", "Angle grinder 125 mm", "angle-grinder", "80"),
    ("T-0043", "Jigsaw", "jigsaw", "60"),
    ("T-0050", "Orbital sander, blue", "orbital-sander", "45"),
    ("T-0051", "Orbital sander, red", "orbital-sander", "45"),
    ("T-0060", "Tile cutter", "tile-cutter", "70"),
    ("T-0070", "MIG welder 180 A", "mig-welder", "400"),
    ("T-0080", "Laser cutter", "laser-cutter", "3000"),
    ("T-0090", "Extension ladder", "extension-ladder", "120"),
    ("T-0091", "Claw hammer", "claw-hammer", "2.50"),
    ("T-0092", "Tape measure", "tape-measure", None),
    ("T-0107", "Drill kit", "cordless-drill", "150"),
)


def local(text: str) -> datetime:
    """An instant in the library's local time, the first of an ambiguous hour."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


SATURDAY = local("2026-11-28 10:02")


class Told(NamedTuple):
    """What a command answered."""

    exit: int
    document: Any


@dataclass
class Riverside:
    """The library of one test. Every desk that it opens shares one clock and is closed at the end."""

    folder: Path
    clock: SetClock = field(default_factory=lambda: SetClock(SATURDAY))
    _open: dict[tuple[str, str], Library] = field(default_factory=dict)

    def library(self, who: str = "Vera", desk: str = "front") -> Library:
        """The library as somebody at some desk has it open; a name that is no member's is a guest volunteer."""
        if (who, desk) not in self._open:
            self._open[who, desk] = Library.open(self.folder, clock=self.clock, person=Who(who, desk))
        return self._open[who, desk]

    @property
    def desk(self) -> Desk:
        """The front desk, with a guest volunteer."""
        return self.library().desk

    @property
    def cora(self) -> Desk:
        """The office, with the coordinator, who has every right."""
        return self.library("Cora Lind", "office").desk

    @property
    def db(self) -> Database:
        """The database below the front desk."""
        return self.desk.context.db

    def at(self, text: str) -> None:
        """Set the clock to a local time."""
        self.clock.move(local(text) - self.clock.now())

    def wait(self, **by: float) -> None:
        """Let time go by."""
        self.clock.move(timedelta(**by))

    def join(self, name: str, card: str, **known: Any) -> str:
        """A new member with everything on file and nothing owed; answers the id."""
        edit = MemberEdit(name=name, cards=(card,), **{"waiver": True, "identity": True, **known})
        return self.cora.member_add(edit, fee="cash").id

    def only_designs(self, texts: Mapping[str, str]) -> Path:
        """Let the library have these designs by id, and none that the program brings; answers their folder."""
        rules = self.folder / "library.yaml"
        rules.write_text(rules.read_text().replace("shipped: true", "shipped: false"))
        folder = self.folder / "designs"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.yaml").write_text(text)
        return folder

    def json(self, view: object) -> Any:
        """A view as the command contract writes it."""
        return as_json(view, self.library().currency)

    def run(self, *words: str, who: str = "Vera") -> "Told":
        """What the command line answers at this moment: its exit code and its one JSON document."""
        options = [
            "--library",
            str(self.folder),
            "--json",
            "--as",
            who,
            "--now",
            self.clock.now().isoformat(),
        ]
        done = CliRunner(env={"TOOLLIB_DESK": "counter"}).invoke(main, [*options, *words])
        assert not isinstance(done.exception, Exception), done.exception
        return Told(done.exit_code, json.loads(done.stdout))

    def done(self, *words: str, who: str = "Vera") -> Any:
        """The document of a command that succeeds."""
        told = self.run(*words, who=who)
        assert told.exit == 0, told.document
        return told.document

    def refused(self, *words: str, who: str = "Vera") -> list[str]:
        """The codes of a command that is refused."""
        told = self.run(*words, who=who)
        assert told.exit == 1
        return [each["code"] for each in told.document["error"]["reasons"]]

    def close(self) -> None:
        """Close every desk."""
        for each in self._open.values():
            each.close()
        self._open.clear()


def build(folder: Path, clock: SetClock | None = None) -> Riverside:
    """Riverside with its coordinator, its three members and its shelf, each desk closed."""
    make_library(folder, NewLibrary("Riverside", "GBP", "Europe/London"))
    (folder / "library.yaml").write_text(RULES)
    made = Riverside(folder, clock or SetClock(local("2026-11-21 10:00")))
    founder = made.library("Cora Lind", "office").desk
    founder.member_add(
        MemberEdit(name="Cora Lind", cards=("M-0002",), waiver=True, identity=True, role="coordinator"),
        fee="no-fee",
    )
    made.close()
    for name, card in PEOPLE:
        made.join(name, card)
    for tag, name, kind, price in SHELF:
        parts = ("charger=1", "battery=2", "bit=13") if tag == "T-0107" else ()
        made.cora.tool_add(ToolEdit(name=name, kind=kind, tag=tag, price=price, accessories=parts))
    made.close()
    made.clock.move(SATURDAY - made.clock.now())
    return made


def copy_of(made: Riverside, to: Path) -> Riverside:
    """The same library in another folder, its clock at the Saturday of the stories."""
    shutil.copytree(made.folder, to)
    return Riverside(to)


def codes(refused: "pytest.ExceptionInfo[Refused]") -> list[str]:
    """The codes of a refusal, in the order told."""
    return [each.code for each in refused.value.reasons]


# Counted beside what is done, also for what is refused: by day and kind, and no answer at the desk depends on it.
_BESIDE = frozenset({"unmet"})
# What a write may leave behind even if it is undone: the history, and counters that no answer shows.
_HISTORY = frozenset({"event", "event_about", "detail", "ledger", "sqlite_sequence", "loan"})


def dump(db: Database, *, history: bool = True) -> dict[str, Sequence[tuple[Any, ...]]]:
    """Every row of every table; without `history` what undo must restore: undone loans and balances by their sum."""
    names = [row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    kept = [name for name in names if name not in _BESIDE and (history or name not in _HISTORY)]
    rows: dict[str, Sequence[tuple[Any, ...]]] = {
        name: sorted((tuple(row) for row in db.all(f"SELECT * FROM {name}")), key=repr)
        for name in kept
        if "_fts" not in name and not name.startswith("tool_part")
    }
    if not history:
        rows["accessory"] = sorted(row[1:] for row in rows["accessory"])  # its number means nothing
        rows["loan"] = [tuple(row) for row in db.all("SELECT * FROM loan WHERE undone IS NULL ORDER BY id")]
        rows["owes"] = [
            tuple(row)
            for row in db.all(
                "SELECT member, sum(amount) FROM ledger GROUP BY member HAVING sum(amount) <> 0 ORDER BY 1"
            )
        ]
    return rows


def wait_for(riverside: Riverside, member: str, **wanted: str) -> None:
    """A hold, put in as the store keeps it: the desk takes holds from the next version on."""
    row = riverside.db.value("SELECT id FROM member WHERE code = ?", (member,))
    copy = riverside.db.value("SELECT id FROM tool WHERE code = ?", (wanted.get("tag"),))
    riverside.db.run(
        "INSERT INTO hold (member, kind, copy, placed_at, state) VALUES (?, ?, ?, ?, 'waiting')",
        (row, wanted.get("kind"), copy, "2026-11-28T10:00:00Z"),
    )
