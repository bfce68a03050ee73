"""The statements of the migrations. A shipped text is never edited; new ones are put at the end."""

PEOPLE_AND_TOOLS = """
CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT, phone TEXT,
    tier TEXT, since TEXT, until TEXT,
    role TEXT,
    waiver_at TEXT, waiver_version TEXT, identity_at TEXT,
    no_access_before INTEGER CHECK (no_access_before IN (0, 1)),
    blocked_at TEXT, block_why TEXT, block_until TEXT,
    note TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL, erased_at TEXT,
    words TEXT NOT NULL DEFAULT ''
) STRICT;;
CREATE INDEX member_by_name ON member (name COLLATE NOCASE, id);;
CREATE INDEX member_by_role ON member (role) WHERE role IS NOT NULL;;
CREATE TABLE tool (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    owner INTEGER REFERENCES member (id),
    price INTEGER CHECK (price >= 0),
    branch TEXT, place TEXT,
    note TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL,
    retired_at TEXT, retired_why TEXT, lost_at TEXT,
    words TEXT NOT NULL DEFAULT ''
) STRICT;;
CREATE INDEX tool_by_name ON tool (name COLLATE NOCASE, id);;
CREATE INDEX tool_by_kind ON tool (kind, id);;
CREATE INDEX tool_by_owner ON tool (owner) WHERE owner IS NOT NULL;;
CREATE TABLE code (
    key TEXT PRIMARY KEY,
    shown TEXT NOT NULL,
    member INTEGER REFERENCES member (id),
    tool INTEGER REFERENCES tool (id),
    CHECK ((member IS NULL) <> (tool IS NULL))
) STRICT, WITHOUT ROWID;;
CREATE INDEX code_of_member ON code (member) WHERE member IS NOT NULL;;
CREATE INDEX code_of_tool ON code (tool) WHERE tool IS NOT NULL;;
CREATE TABLE accessory (
    id INTEGER PRIMARY KEY,
    tool INTEGER NOT NULL REFERENCES tool (id),
    name TEXT NOT NULL,
    qty INTEGER NOT NULL CHECK (qty > 0),
    UNIQUE (tool, name)
) STRICT;;
CREATE TABLE attribute (
    tool INTEGER NOT NULL REFERENCES tool (id),
    name TEXT NOT NULL,
    quantity TEXT NOT NULL,
    PRIMARY KEY (tool, name)
) STRICT, WITHOUT ROWID;;
CREATE TABLE kind (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    category TEXT,
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

EVENTS_LOANS_MONEY = """
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    desk TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL CHECK (json_valid(about)),
    by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
    undoes INTEGER UNIQUE REFERENCES event (id)
) STRICT;;
CREATE INDEX event_of_desk ON event (who, desk, id);;
CREATE TABLE event_about (
    thing TEXT NOT NULL CHECK (thing IN ('member', 'tool')),
    ref INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event (id),
    PRIMARY KEY (thing, ref, event)
) STRICT, WITHOUT ROWID;;
CREATE INDEX event_about_of_event ON event_about (event);;
CREATE TABLE detail (
    event INTEGER PRIMARY KEY REFERENCES event (id),
    member INTEGER REFERENCES member (id),
    why TEXT, before TEXT, after TEXT
) STRICT;;
CREATE INDEX detail_of_member ON detail (member) WHERE member IS NOT NULL;;
CREATE TABLE loan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tool INTEGER NOT NULL REFERENCES tool (id),
    member INTEGER REFERENCES member (id),
    out_at TEXT NOT NULL,
    due TEXT NOT NULL,
    returned_at TEXT,
    renewals INTEGER NOT NULL DEFAULT 0 CHECK (renewals >= 0),
    late_days INTEGER NOT NULL DEFAULT 0 CHECK (late_days >= 0),
    first_of_kind INTEGER NOT NULL DEFAULT 0 CHECK (first_of_kind IN (0, 1)),
    undone INTEGER REFERENCES event (id),
    CHECK (returned_at IS NULL OR returned_at >= out_at),
    CHECK (undone IS NULL OR returned_at IS NOT NULL)
) STRICT;;
CREATE UNIQUE INDEX one_open_loan ON loan (tool) WHERE returned_at IS NULL;;
CREATE INDEX open_loan_of_member ON loan (member) WHERE returned_at IS NULL;;
CREATE INDEX open_loan_by_due ON loan (due, id) WHERE returned_at IS NULL;;
CREATE INDEX loan_of_tool ON loan (tool, out_at);;
CREATE INDEX loan_of_member ON loan (member, out_at);;
CREATE TABLE borrowed (
    member INTEGER NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL,
    loan INTEGER NOT NULL REFERENCES loan (id),
    PRIMARY KEY (member, kind)
) STRICT, WITHOUT ROWID;;
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    member INTEGER NOT NULL REFERENCES member (id),
    kind TEXT NOT NULL CHECK (kind IN ('charge', 'payment', 'forgive', 'deposit', 'refund', 'void')),
    amount INTEGER NOT NULL,
    reason TEXT,
    method TEXT CHECK (method IN ('cash', 'card', 'transfer')),
    loan INTEGER REFERENCES loan (id),
    event INTEGER NOT NULL REFERENCES event (id),
    voids INTEGER UNIQUE REFERENCES ledger (id)
) STRICT;;
CREATE INDEX ledger_of_member ON ledger (member, amount);;
CREATE INDEX ledger_of_loan ON ledger (loan) WHERE loan IS NOT NULL;;
CREATE INDEX ledger_of_event ON ledger (event);;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events only grow'); END;;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events only grow'); END;;
CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;;
CREATE TRIGGER ledger_never_goes BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
"""

HOLDS_AND_CARE = """
CREATE TABLE hold (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member INTEGER NOT NULL REFERENCES member (id),
    kind TEXT,
    copy INTEGER REFERENCES tool (id),
    placed_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'collected', 'expired', 'cancelled')),
    tool INTEGER REFERENCES tool (id),
    ready_until TEXT,
    closed_at TEXT,
    CHECK ((kind IS NULL) <> (copy IS NULL)),
    CHECK (state <> 'ready' OR (tool IS NOT NULL AND ready_until IS NOT NULL))
) STRICT;;
CREATE UNIQUE INDEX one_ready_hold ON hold (tool) WHERE state = 'ready';;
CREATE INDEX hold_queue ON hold (kind, id) WHERE state = 'waiting';;
CREATE INDEX hold_queue_of_copy ON hold (copy, id) WHERE state = 'waiting';;
CREATE INDEX hold_of_member ON hold (member, id);;
CREATE TABLE reservation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member INTEGER NOT NULL REFERENCES member (id),
    kind TEXT,
    copy INTEGER REFERENCES tool (id),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('accepted', 'collected', 'expired', 'cancelled')),
    build INTEGER,
    placed_at TEXT NOT NULL,
    CHECK (from_day <= to_day),
    CHECK ((kind IS NULL) <> (copy IS NULL))
) STRICT;;
CREATE INDEX reservation_ahead ON reservation (from_day, id) WHERE state = 'accepted';;
CREATE INDEX reservation_of_copy ON reservation (copy, from_day) WHERE state = 'accepted';;
CREATE INDEX reservation_of_kind ON reservation (kind, from_day) WHERE state = 'accepted';;
CREATE TABLE repair (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tool INTEGER NOT NULL REFERENCES tool (id),
    text TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    fixed_at TEXT,
    event INTEGER REFERENCES event (id)
) STRICT;;
CREATE INDEX open_repair ON repair (tool) WHERE fixed_at IS NULL;;
CREATE TABLE induction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member INTEGER NOT NULL REFERENCES member (id),
    topic TEXT NOT NULL,
    on_day TEXT NOT NULL,
    until TEXT,
    by TEXT,
    event INTEGER REFERENCES event (id)
) STRICT;;
CREATE INDEX induction_of_member ON induction (member, topic);;
CREATE TABLE owed_part (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member INTEGER NOT NULL REFERENCES member (id),
    tool INTEGER NOT NULL REFERENCES tool (id),
    loan INTEGER NOT NULL REFERENCES loan (id),
    name TEXT NOT NULL,
    qty INTEGER NOT NULL CHECK (qty > 0),
    opened_at TEXT NOT NULL,
    closed_at TEXT
) STRICT;;
CREATE INDEX owed_part_of_member ON owed_part (member) WHERE closed_at IS NULL
"""

SEARCH = """
CREATE VIRTUAL TABLE {table}_fts USING fts5(
    code, name, words, content='{table}', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3');;
INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('secure-delete', 1);;
CREATE TRIGGER {table}_fts_new AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_fts (rowid, code, name, words) VALUES (new.id, new.code, new.name, new.words); END;;
CREATE TRIGGER {table}_fts_gone AFTER DELETE ON {table} BEGIN
    INSERT INTO {table}_fts ({table}_fts, rowid, code, name, words)
    VALUES ('delete', old.id, old.code, old.name, old.words); END;;
CREATE TRIGGER {table}_fts_changed AFTER UPDATE OF code, name, words ON {table} BEGIN
    INSERT INTO {table}_fts ({table}_fts, rowid, code, name, words)
    VALUES ('delete', old.id, old.code, old.name, old.words);
    INSERT INTO {table}_fts (rowid, code, name, words) VALUES (new.id, new.code, new.name, new.words); END
"""

SUBSTRINGS = """
CREATE VIRTUAL TABLE tool_part USING fts5(
    words, content='tool', content_rowid='id', tokenize='trigram', detail='none');;
INSERT INTO tool_part (tool_part, rank) VALUES ('secure-delete', 1);;
CREATE TRIGGER tool_part_new AFTER INSERT ON tool BEGIN
    INSERT INTO tool_part (rowid, words) VALUES (new.id, new.words); END;;
CREATE TRIGGER tool_part_gone AFTER DELETE ON tool BEGIN
    INSERT INTO tool_part (tool_part, rowid, words) VALUES ('delete', old.id, old.words); END;;
CREATE TRIGGER tool_part_changed AFTER UPDATE OF words ON tool BEGIN
    INSERT INTO tool_part (tool_part, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO tool_part (rowid, words) VALUES (new.id, new.words); END
"""

CARE = """
ALTER TABLE tool ADD COLUMN recalled_at TEXT;;
ALTER TABLE tool ADD COLUMN recall_why TEXT;;
ALTER TABLE tool ADD COLUMN give_back TEXT;;
ALTER TABLE tool ADD COLUMN terms TEXT;;
ALTER TABLE repair ADD COLUMN owed INTEGER REFERENCES owed_part (id);;
ALTER TABLE owed_part ADD COLUMN how TEXT;;
CREATE TABLE recalled_kind (
    kind TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    event INTEGER REFERENCES event (id)
) STRICT, WITHOUT ROWID;;
CREATE TABLE closed_day (
    day TEXT PRIMARY KEY,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    event INTEGER REFERENCES event (id)
) STRICT, WITHOUT ROWID;;
CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member INTEGER REFERENCES member (id),
    tool INTEGER REFERENCES tool (id),
    what TEXT NOT NULL CHECK (what IN ('photo', 'manual', 'waiver', 'other')),
    name TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    added_at TEXT NOT NULL,
    CHECK ((member IS NULL) <> (tool IS NULL))
) STRICT;;
CREATE INDEX file_of_tool ON file (tool) WHERE tool IS NOT NULL;;
CREATE INDEX file_of_member ON file (member) WHERE member IS NOT NULL;;
CREATE INDEX hold_ready ON hold (ready_until) WHERE state = 'ready'
"""

# An event may forget to whom a loan went, and nothing else of it can ever change (docs/decisions/0008).
LEAVING = """
ALTER TABLE member ADD COLUMN merged_into INTEGER REFERENCES member (id);;
CREATE INDEX member_by_merged ON member (merged_into) WHERE merged_into IS NOT NULL;;
DROP TRIGGER event_never_changes;;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
    WHEN (new.id = old.id AND new.at = old.at AND new.who = old.who AND new.desk = old.desk
        AND new.what = old.what AND new.by_hand = old.by_hand AND new.undoes IS old.undoes
        AND json_type(old.about, '$.loans') = 'array' AND new.about <> old.about
        AND new.about = json_remove(old.about, '$.member', '$.members')) IS NOT TRUE
    BEGIN SELECT RAISE(ABORT, 'events only grow'); END
"""

# A build is under way until it is finished or stopped; a finished one is the remake. Of its members the rows stay when
# they are erased, so that the counts stay (docs/decisions/0016).
BUILDS = """
CREATE TABLE build (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    design TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT,
    makes TEXT,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    stopped_at TEXT,
    note TEXT NOT NULL DEFAULT '',
    tool INTEGER UNIQUE REFERENCES tool (id),
    CHECK (finished_at IS NULL OR stopped_at IS NULL),
    CHECK (tool IS NULL OR finished_at IS NOT NULL)
) STRICT;;
CREATE INDEX build_of_design ON build (design, id);;
CREATE INDEX build_under_way ON build (id) WHERE finished_at IS NULL AND stopped_at IS NULL;;
CREATE TABLE build_member (
    build INTEGER NOT NULL REFERENCES build (id),
    member INTEGER NOT NULL REFERENCES member (id),
    PRIMARY KEY (build, member)
) STRICT, WITHOUT ROWID;;
CREATE INDEX build_member_of_member ON build_member (member, build);;
CREATE TABLE build_step (
    build INTEGER NOT NULL REFERENCES build (id),
    n INTEGER NOT NULL CHECK (n > 0),
    slug TEXT NOT NULL,
    text TEXT NOT NULL,
    done_at TEXT,
    member INTEGER REFERENCES member (id),
    minutes INTEGER CHECK (minutes >= 0),
    PRIMARY KEY (build, n),
    CHECK (done_at IS NOT NULL OR (member IS NULL AND minutes IS NULL))
) STRICT, WITHOUT ROWID;;
CREATE INDEX build_step_of_member ON build_step (member) WHERE member IS NOT NULL;;
CREATE TABLE build_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    build INTEGER NOT NULL REFERENCES build (id),
    name TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    added_at TEXT NOT NULL
) STRICT;;
CREATE INDEX build_file_of_build ON build_file (build)
"""
