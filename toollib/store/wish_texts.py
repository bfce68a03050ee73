"""The statements of the migration that keeps wishes and unmet demand. A shipped text is never edited."""

# Of unmet demand no row knows a person: a day, a kind, what stood in the way, how often (docs/decisions/0018).
WISHES = """
CREATE TABLE wish (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT,
    text TEXT,
    key TEXT NOT NULL,
    placed_at TEXT NOT NULL,
    closed_at TEXT, closed_why TEXT,
    CHECK ((kind IS NULL) <> (text IS NULL)),
    CHECK ((closed_at IS NULL) = (closed_why IS NULL))
) STRICT;;
CREATE UNIQUE INDEX one_open_wish ON wish (key) WHERE closed_at IS NULL;;
CREATE TABLE wish_vote (
    wish INTEGER NOT NULL REFERENCES wish (id),
    member INTEGER NOT NULL REFERENCES member (id),
    at TEXT NOT NULL,
    PRIMARY KEY (wish, member)
) STRICT, WITHOUT ROWID;;
CREATE INDEX wish_vote_of_member ON wish_vote (member);;
CREATE TABLE unmet (
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('refused', 'searched')),
    codes TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (day, kind, what, codes)
) STRICT, WITHOUT ROWID
"""
