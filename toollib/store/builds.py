"""Builds as the tables keep them: who is building what, how far it is, and what came of it.

A finished build is the remake; whether one is under way is never stored beside when it was started, finished or stopped.
One that is not started is a reserved bench: its tools are claimed by the reservations with its number.
"""

import json
from collections.abc import Iterable
from typing import Literal, NamedTuple

from catalog.text import code_key, fold
from toollib.store.database import Database
from toollib.store.records import record

BuildState = Literal["reserved", "lapsed", "under-way", "finished", "stopped"]


class NewBuild(NamedTuple):
    """What is known of a build when it is started; `makes`: the tool kind that comes of it; `steps`: slug and text of each."""

    design: str
    name: str
    version: str | None
    makes: str | None
    steps: tuple[tuple[str, str], ...]


class BuildRecord(NamedTuple):
    """A build; `tool`: the tag of what it put on the shelf.

    `first`, `last`: the days for which its tools are reserved or were collected, None where nothing is.
    """

    row: int
    design: str
    name: str
    version: str | None
    makes: str | None
    started_at: str | None
    finished_at: str | None
    stopped_at: str | None
    note: str
    tool_row: int | None
    tool: str | None
    first: str | None
    last: str | None


class StepRecord(NamedTuple):
    """A step of a build; `member`: who did it, None for nobody, nobody knows, or somebody who left."""

    n: int
    slug: str
    text: str
    done_at: str | None
    member_row: int | None
    member: str | None
    minutes: int | None


class BuilderRecord(NamedTuple):
    """A member of a build; id and name are None where the member left."""

    row: int
    member: str | None
    name: str | None


class PhotoRecord(NamedTuple):
    """A photo of a build; `path` is within the library's folder."""

    row: int
    name: str
    path: str
    added_at: str


class Ticked(NamedTuple):
    """How a step stands: when it was done, by which member (a row), in how many minutes; all None: not yet."""

    done_at: str | None = None
    member: int | None = None
    minutes: int | None = None


class Wanted(NamedTuple):
    """Which builds a list shows; None: whatever, but for those that lapsed. `designs`: ids, as they were then."""

    state: BuildState | None = None
    designs: tuple[str, ...] | None = None
    member: int | None = None


_SELECT = """
SELECT b.id, b.design, b.name, b.version, b.makes, b.started_at, b.finished_at, b.stopped_at, b.note, b.tool, t.code,
(SELECT min(r.from_day) FROM reservation r WHERE r.build = b.id AND r.state IN ('accepted', 'collected')),
(SELECT max(r.to_day) FROM reservation r WHERE r.build = b.id AND r.state IN ('accepted', 'collected'))
FROM build b LEFT JOIN tool t ON t.id = b.tool
"""
_STANDS = """EXISTS (SELECT 1 FROM reservation r WHERE r.build = b.id AND r.state IN ('accepted', 'collected')
    AND r.to_day >= ?)"""
_STATES: dict[BuildState, str] = {
    "reserved": f"b.started_at IS NULL AND b.stopped_at IS NULL AND {_STANDS}",
    "lapsed": f"b.started_at IS NULL AND b.stopped_at IS NULL AND NOT {_STANDS}",
    "under-way": "b.started_at IS NOT NULL AND b.finished_at IS NULL AND b.stopped_at IS NULL",
    "finished": "b.finished_at IS NOT NULL",
    "stopped": "b.stopped_at IS NOT NULL",
}


def add(db: Database, new: NewBuild, members: Iterable[int], at: str) -> int:
    """Start a build; answers its number, which is never given twice."""
    row = plan(db, new, members, at)
    start(db, row, new, at)
    return row


def plan(db: Database, new: NewBuild, members: Iterable[int], at: str) -> int:
    """A build that is not started yet, for which tools are reserved; answers its number."""
    row = db.run(
        "INSERT INTO build (design, name, version, makes, placed_at) VALUES (?, ?, ?, ?, ?)",
        (new.design, new.name, new.version, new.makes, at),
    )
    for member in members:
        join(db, row, member)
    return row


def start(db: Database, build: int, new: NewBuild, at: str) -> None:
    """A planned build is started, with the steps that its design has now."""
    db.run(
        "UPDATE build SET design = ?, name = ?, version = ?, makes = ?, started_at = ? WHERE id = ?",
        (new.design, new.name, new.version, new.makes, at, build),
    )
    for n, (slug, text) in enumerate(new.steps, 1):
        db.run("INSERT INTO build_step (build, n, slug, text) VALUES (?, ?, ?, ?)", (build, n, slug, text))


def not_started(db: Database, build: int, before: NewBuild) -> None:
    """Undo the start of a reserved build: it is as it was `before`."""
    db.run("DELETE FROM build_step WHERE build = ?", (build,))
    db.run(
        "UPDATE build SET design = ?, name = ?, version = ?, makes = ?, started_at = NULL WHERE id = ?",
        (before.design, before.name, before.version, before.makes, build),
    )


def remove(db: Database, build: int) -> None:
    """Undo a start: this build never was."""
    for table in ("build_step", "build_member", "build_file"):
        db.run(f"DELETE FROM {table} WHERE build = ?", (build,))
    db.run("DELETE FROM build WHERE id = ?", (build,))


def get(db: Database, build: int) -> BuildRecord | None:
    """The build with this number, or None."""
    row = db.one(f"{_SELECT} WHERE b.id = ?", (build,))
    return None if row is None else record(BuildRecord, row)


def listed(db: Database, wanted: Wanted, today: str, limit: int = -1, offset: int = 0) -> list[BuildRecord]:
    """Builds, the newest first."""
    where, values = _where(wanted, today)
    rows = db.all(f"{_SELECT} {where} ORDER BY b.id DESC LIMIT ? OFFSET ?", (*values, limit, offset))
    return [record(BuildRecord, row) for row in rows]


def count(db: Database, wanted: Wanted, today: str) -> int:
    """How many builds there are of those."""
    where, values = _where(wanted, today)
    return int(db.value(f"SELECT count(*) FROM build b {where}", values))


def of_tool(db: Database, tool: int) -> BuildRecord | None:
    """The build that put a tool on the shelf, or None."""
    row = db.one(f"{_SELECT} WHERE b.tool = ?", (tool,))
    return None if row is None else record(BuildRecord, row)


def designs(db: Database) -> list[str]:
    """The ids of all designs that were ever built here, as they were then."""
    return [row[0] for row in db.all("SELECT DISTINCT design FROM build ORDER BY design")]


def members(db: Database, build: int) -> list[BuilderRecord]:
    """Who is on a build, by id; those who left last."""
    rows = db.all(
        """SELECT m.id, CASE WHEN m.erased_at IS NULL THEN m.code END, CASE WHEN m.erased_at IS NULL THEN m.name END
        FROM build_member b JOIN member m ON m.id = b.member WHERE b.build = ?
        ORDER BY m.erased_at IS NOT NULL, m.code""",
        (build,),
    )
    return [record(BuilderRecord, row) for row in rows]


def join(db: Database, build: int, member: int) -> bool:
    """Put a member on a build; False if they were."""
    sql = "INSERT OR IGNORE INTO build_member (build, member) VALUES (?, ?)"
    return db.changed(sql, (build, member)) == 1


def leave(db: Database, build: int, member: int) -> None:
    """Undo a joining."""
    db.run("DELETE FROM build_member WHERE build = ? AND member = ?", (build, member))


def steps(db: Database, build: int) -> list[StepRecord]:
    """The steps of a build, in their order."""
    rows = db.all(
        """SELECT s.n, s.slug, s.text, s.done_at, s.member, CASE WHEN m.erased_at IS NULL THEN m.code END, s.minutes
        FROM build_step s LEFT JOIN member m ON m.id = s.member WHERE s.build = ? ORDER BY s.n""",
        (build,),
    )
    return [record(StepRecord, row) for row in rows]


def tick(db: Database, build: int, n: int, ticked: Ticked) -> None:
    """Say how a step stands."""
    db.run(
        "UPDATE build_step SET done_at = ?, member = ?, minutes = ? WHERE build = ? AND n = ?",
        (*ticked, build, n),
    )


def finish(db: Database, build: int, at: str, *, note: str, tool: int | None) -> None:
    """A build is finished; `tool`: what it put on the shelf."""
    db.run("UPDATE build SET finished_at = ?, note = ?, tool = ? WHERE id = ?", (at, note, tool, build))


def stop(db: Database, build: int, at: str) -> None:
    """A build is given up."""
    db.run("UPDATE build SET stopped_at = ? WHERE id = ?", (at, build))


def go_on(db: Database, build: int) -> None:
    """Undo an end: the build is under way again, without note and tool."""
    sql = "UPDATE build SET finished_at = NULL, stopped_at = NULL, note = '', tool = NULL WHERE id = ?"
    db.run(sql, (build,))


def add_photo(db: Database, build: int, name: str, *, path: str, at: str) -> None:
    """Note a photo of a build."""
    sql = "INSERT INTO build_file (build, name, path, added_at) VALUES (?, ?, ?, ?)"
    db.run(sql, (build, name, path, at))


def photos(db: Database, build: int) -> list[PhotoRecord]:
    """The photos of a build, in the order they came."""
    rows = db.all("SELECT id, name, path, added_at FROM build_file WHERE build = ? ORDER BY id", (build,))
    return [record(PhotoRecord, row) for row in rows]


def drop_photos(db: Database, build: int) -> list[str]:
    """Forget the photos of a build; answers where they lie."""
    paths = [each.path for each in photos(db, build)]
    db.run("DELETE FROM build_file WHERE build = ?", (build,))
    return paths


def leans_on(db: Database, tool: int) -> bool:
    """Whether anything else in the tables speaks of a tool, so that it cannot be taken away without a trace."""
    others = (
        "loan WHERE tool", "hold WHERE copy", "hold WHERE tool", "reservation WHERE copy", "reservation WHERE tool",
        "repair WHERE tool", "owed_part WHERE tool", "file WHERE tool",
    )  # fmt: skip
    asked = " UNION ALL ".join(f"SELECT 1 FROM {each} = :tool" for each in others)
    return bool(db.value(f"SELECT EXISTS ({asked})", {"tool": tool}))


def take_away(db: Database, tool: int) -> None:
    """Undo the coming of a tool on which nothing leans: its row, its codes, and that events were about it."""
    for table in ("code", "accessory", "attribute"):
        db.run(f"DELETE FROM {table} WHERE tool = ?", (tool,))
    db.run("DELETE FROM event_about WHERE thing = 'tool' AND ref = ?", (tool,))
    db.run("DELETE FROM tool WHERE id = ?", (tool,))


def later_events(db: Database, build: int, event: int) -> list[str]:
    """The verbs of later events about a build that are neither undone nor undoing, oldest first."""
    rows = db.all(
        """SELECT e.what FROM event e WHERE e.id > ? AND e.what LIKE 'build-%' AND e.undoes IS NULL
        AND json_extract(e.about, '$.build') = ?
        AND NOT EXISTS (SELECT 1 FROM event u WHERE u.undoes = e.id) ORDER BY e.id LIMIT 20""",
        (event, str(build)),
    )
    return [row[0] for row in rows]


def forget_words(db: Database, member: int) -> None:
    """Before a member is emptied: no note or photo of a build names them, and builds of nobody who is left have no note."""
    code, name = db.all("SELECT code, name FROM member WHERE id = ?", (member,))[0]
    theirs = {code_key(code), *(word for word in fold(name).split() if len(word) > 2)}
    rows = db.all(
        f"""SELECT b.id, b.note, {_OTHERS} FROM build_member mine JOIN build b ON b.id = mine.build
        WHERE mine.member = :member AND b.note <> ''""",
        {"member": member},
    )
    gone = [row for row, note, others in rows if not others or any(each in fold(note) for each in theirs)]
    db.run("UPDATE build SET note = '' WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(gone),))
    named = [
        row
        for row, file in db.all("SELECT id, name FROM build_file")
        if any(each in fold(file) for each in theirs)
    ]
    db.run(
        "UPDATE build_file SET name = 'photo' WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(named),),
    )


_OTHERS = """EXISTS (SELECT 1 FROM build_member o JOIN member m ON m.id = o.member
    WHERE o.build = b.id AND o.member <> :member AND m.erased_at IS NULL)"""


def photos_of_the_left(db: Database) -> list[str]:
    """Where the photos lie of builds whose members have all left."""
    rows = db.all(
        """SELECT f.path FROM build_file f WHERE NOT EXISTS (SELECT 1 FROM build_member b
        JOIN member m ON m.id = b.member WHERE b.build = f.build AND m.erased_at IS NULL) ORDER BY f.id"""
    )
    return [row[0] for row in rows]


def lead_to(db: Database, from_: int, keep: int) -> None:
    """Let the builds and steps of one record of a member belong to another."""
    both = {"gone": from_, "keep": keep}
    db.run("UPDATE OR IGNORE build_member SET member = :keep WHERE member = :gone", both)
    db.run("DELETE FROM build_member WHERE member = :gone", both)
    db.run("UPDATE build_step SET member = :keep WHERE member = :gone", both)


def _where(wanted: Wanted, today: str) -> tuple[str, tuple[object, ...]]:
    conditions = [f"NOT ({_STATES['lapsed']})" if wanted.state is None else _STATES[wanted.state]]
    values: list[object] = [today] * conditions[0].count("?")
    if wanted.designs is not None:
        conditions.append("b.design IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(wanted.designs)))
    if wanted.member is not None:
        conditions.append("b.id IN (SELECT build FROM build_member WHERE member = ?)")
        values.append(wanted.member)
    return f"WHERE {' AND '.join(conditions)}", tuple(values)
