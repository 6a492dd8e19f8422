"""The schema, as numbered steps from nothing; each is applied once, together with its record.

The record is the table ``_sqlite_migrations`` of sqlite-utils. All pending steps are one
transaction: an interrupted migration leaves the store as it was, and before it a copy of the store is
put beside it. A step that has shipped is never changed; a change of the schema is a new step at the end.
"""

from __future__ import annotations

import logging
import string
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from claims.errors import StoreError
from claims.store import backup
from claims.store.connection import Connection
from claims.text.display import displayable

APPLICATION_ID = 0x636C6D73
"""``clms`` in the file's header: this SQLite file is a claims store."""

migrations = Migrations("claims")

_log = logging.getLogger(__name__)

_WORDS = "tokenize='unicode61 remove_diacritics 2'"
_PUNCTUATION = string.punctuation.replace("'", "''''")
_TERMS = f"tokenize='ascii tokenchars ''{_PUNCTUATION}'''"
"""A term is whatever stands between blanks: it is a stem already, nothing is split or folded further."""

_INITIAL = (
    # What was read. The same text at two outlets is two articles and one text.
    """CREATE TABLE texts (
        rowid INTEGER PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL)""",
    """CREATE TABLE articles (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        text_hash TEXT NOT NULL REFERENCES texts (hash),
        name TEXT NOT NULL,
        title TEXT,
        outlet TEXT,
        author TEXT,
        date TEXT,
        url TEXT,
        language TEXT NOT NULL,
        marks TEXT NOT NULL)""",  # JSON: furniture and shifts
    "CREATE INDEX articles_by_text ON articles (text_hash)",
    # What the extractor found: the whole model as JSON, and what lists and counts read of it. A claim
    # is never deleted, so that the highest rowid is how many there are.
    """CREATE TABLE claims (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        article INTEGER NOT NULL REFERENCES articles (rowid),
        speaker TEXT NOT NULL,
        content_words TEXT NOT NULL,
        rule TEXT NOT NULL,
        model TEXT NOT NULL)""",
    "CREATE INDEX claims_by_rule ON claims (rule)",
    # What lists filter and sort by, one narrow row for each claim: sort keys copied from the claim
    # (they never change), and what the decisions and matches come to (derived; see decisions.rebuild).
    """CREATE TABLE claim_state (
        claim INTEGER PRIMARY KEY REFERENCES claims (rowid),
        article INTEGER NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        modality TEXT NOT NULL,
        outlet_key TEXT NOT NULL,
        speaker_key TEXT NOT NULL,
        origin_key TEXT NOT NULL,
        date TEXT,
        priority INTEGER NOT NULL,
        verdict TEXT NOT NULL DEFAULT 'unreviewed',
        attribution TEXT NOT NULL DEFAULT 'unchecked',
        flagged INTEGER NOT NULL DEFAULT 0,
        disagreement INTEGER NOT NULL DEFAULT 0,
        version INTEGER NOT NULL DEFAULT 0,
        match_count INTEGER NOT NULL DEFAULT 0,
        conflict_count INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX claims_by_priority ON claim_state (priority DESC, claim)",
    "CREATE INDEX claims_by_verdict ON claim_state (verdict, priority DESC, claim)",
    "CREATE INDEX claims_by_date ON claim_state (date IS NULL, date, claim)",
    "CREATE INDEX claims_by_article ON claim_state (article, position, claim)",
    "CREATE INDEX claims_by_speaker ON claim_state (speaker_key = '', speaker_key, date, claim)",
    "CREATE INDEX claims_by_conflicts ON claim_state (conflict_count DESC, priority DESC, claim)",
    "CREATE INDEX claims_by_attribution ON claim_state (attribution, priority DESC, claim)",
    "CREATE INDEX claims_by_kind ON claim_state (kind, priority DESC, claim)",
    "CREATE INDEX claims_by_outlet ON claim_state (outlet_key)",
    "CREATE INDEX claims_flagged ON claim_state (claim) WHERE flagged",
    "CREATE INDEX claims_in_disagreement ON claim_state (claim) WHERE disagreement",
    # What the matcher proposes; `decided` is derived from the decisions.
    """CREATE TABLE matches (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        a INTEGER NOT NULL REFERENCES claims (rowid),
        b INTEGER NOT NULL REFERENCES claims (rowid),
        relation TEXT NOT NULL,
        score REAL NOT NULL,
        model TEXT NOT NULL,
        decided TEXT)""",
    "CREATE INDEX matches_by_a ON matches (a)",
    "CREATE INDEX matches_by_b ON matches (b)",
    # What reviewers did: appended to, never changed.
    """CREATE TABLE decisions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        step INTEGER NOT NULL,
        time TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        target TEXT NOT NULL,
        action TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        reason TEXT NOT NULL,
        evidence TEXT,
        undoes INTEGER)""",
    "CREATE INDEX decisions_by_target ON decisions (target, seq)",
    "CREATE INDEX decisions_by_step ON decisions (step)",
    # Where each step that can be undone or redone stands; derived from the decisions.
    """CREATE TABLE steps (
        step INTEGER PRIMARY KEY,
        reviewer TEXT NOT NULL,
        state TEXT NOT NULL)""",
    "CREATE INDEX steps_by_reviewer ON steps (reviewer, state, step)",
    # Search. Contentless: the words stand in the tables above.
    f"CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content='', {_WORDS})",
    f"""CREATE VIRTUAL TABLE claims_fts USING fts5 (
        content, speaker, source, origin, title, content='', columnsize=0, {_WORDS})""",
    f"CREATE VIRTUAL TABLE terms_fts USING fts5 (terms, content='', columnsize=0, detail=none, {_TERMS})",
    """CREATE TABLE term_counts (
        term TEXT PRIMARY KEY,
        claims INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    *(
        f"""CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"""
        for table in ("texts", "articles", "decisions")
        for event in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER claims_delete BEFORE DELETE ON claims
        BEGIN SELECT RAISE(ABORT, 'claims are append-only'); END""",
    f"PRAGMA application_id = {APPLICATION_ID}",
)


@migrations(name="0001_initial")
def initial(db: Database) -> None:
    """Articles, claims, matches, decisions, what is derived of them, and the search indexes."""
    for statement in _INITIAL:
        db.execute(statement)


_EDITS = (
    # What reviewers put in the place of the machine's words and speaker; derived from the decisions.
    """CREATE TABLE claim_edits (
        claim INTEGER PRIMARY KEY REFERENCES claims (rowid),
        speaker TEXT NOT NULL,
        content_words TEXT NOT NULL)""",
    f"CREATE VIRTUAL TABLE edits_fts USING fts5 (content, speaker, source, origin, title, {_WORDS})",
    "CREATE INDEX claims_by_origin ON claim_state (origin_key)",  # to complete the names of origins
)


@migrations(name="0002_edits")
def edits(db: Database) -> None:
    """The reviewers' version of claims, found by its words too."""
    for statement in _EDITS:
        db.execute(statement)


@migrations(name="0003_additions")
def additions(db: Database) -> None:
    """How reviewers made claims by hand, NULL for withdrawn ones; derived from the decisions."""
    db.execute("CREATE TABLE claim_added (claim INTEGER PRIMARY KEY REFERENCES claims (rowid), made TEXT)")


_STORIES = (
    # Which articles are one text: fingerprints of each, and for a copy what it is a copy of.
    "CREATE TABLE fingerprints (hash INTEGER, article INTEGER, PRIMARY KEY (hash, article)) WITHOUT ROWID",
    """CREATE TABLE article_prints (
        article INTEGER PRIMARY KEY REFERENCES articles (rowid),
        prints INTEGER NOT NULL)""",
    """CREATE TABLE copies (
        article INTEGER PRIMARY KEY REFERENCES articles (rowid),
        original INTEGER NOT NULL REFERENCES articles (rowid),
        shared REAL NOT NULL)""",
    "CREATE INDEX copies_by_original ON copies (original)",
    # In which matching of the whole store a match was proposed last.
    "ALTER TABLE matches ADD COLUMN round INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX matches_by_later ON matches (max(a, b))",
    "CREATE INDEX matches_decided ON matches (rowid) WHERE decided IS NOT NULL",
)


@migrations(name="0004_stories")
def stories(db: Database) -> None:
    """What puts articles together that are one text, and claims that are one story."""
    for statement in _STORIES:
        db.execute(statement)


_VERSIONS = (
    # Later texts of an article: same outlet and address, other words.
    """CREATE TABLE article_versions (
        article INTEGER PRIMARY KEY REFERENCES articles (rowid),
        replaces INTEGER NOT NULL UNIQUE REFERENCES articles (rowid))""",
    "CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL",
    # By which rules each article was read, and how sure a claim had to be.
    """CREATE TABLE article_rules (
        article INTEGER PRIMARY KEY REFERENCES articles (rowid),
        rules TEXT NOT NULL,
        threshold REAL NOT NULL)""",
    # Articles whose claims still are to be put into the term index (indexed = 0) and to be matched.
    """CREATE TABLE unmatched (
        article INTEGER PRIMARY KEY REFERENCES articles (rowid),
        indexed INTEGER NOT NULL)""",
    # What a decision on an earlier claim or match is now a decision on, by their ids.
    "CREATE TABLE lineage (id TEXT PRIMARY KEY, current TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX lineage_by_current ON lineage (current)",
    # Of a claim that took the place of another: whether its words are other ones, the last decision
    # until then, and whether somebody decided since; the last is derived from the decisions.
    """CREATE TABLE carried (
        claim INTEGER PRIMARY KEY REFERENCES claims (rowid),
        previous INTEGER NOT NULL REFERENCES claims (rowid),
        changed INTEGER NOT NULL,
        since INTEGER NOT NULL,
        looked INTEGER NOT NULL DEFAULT 0)""",
    # Claims in no list any more, and those that only their decisions keep there; each with the reason.
    "CREATE TABLE retired (claim INTEGER PRIMARY KEY REFERENCES claims (rowid), why TEXT NOT NULL)",
    "CREATE TABLE left_over (claim INTEGER PRIMARY KEY REFERENCES claims (rowid), why TEXT NOT NULL)",
)


@migrations(name="0005_versions")
def versions(db: Database) -> None:
    """Later versions of articles and of the rules, and what waits to be matched."""
    for statement in _VERSIONS:
        db.execute(statement)


@migrations(name="0006_imported")
def imported(db: Database) -> None:
    """The place of decisions from elsewhere that were made before decisions that are here.

    Each is after the decision of the number ``after``, 0 for before all.
    """
    db.execute(
        "CREATE TABLE imported (seq INTEGER PRIMARY KEY REFERENCES decisions (seq), after INTEGER NOT NULL)"
    )


_FEEDS = (
    # Feeds that are watched: what their servers said when they were asked last.
    """CREATE TABLE feeds (
        rowid INTEGER PRIMARY KEY,
        address TEXT NOT NULL UNIQUE,
        etag TEXT,
        modified TEXT)""",
    # Their entries, each by the digest of its id, and how often it was tried.
    """CREATE TABLE feed_entries (
        feed INTEGER NOT NULL REFERENCES feeds (rowid),
        entry TEXT NOT NULL,
        done INTEGER NOT NULL,
        tries INTEGER NOT NULL,
        PRIMARY KEY (feed, entry)) WITHOUT ROWID""",
)


@migrations(name="0007_feeds")
def feeds(db: Database) -> None:
    """Feeds that are watched, and what of them was seen."""
    for statement in _FEEDS:
        db.execute(statement)


def known() -> tuple[str, ...]:
    """Return the names of the steps that this version knows, in order."""
    with closing(Database(memory=True)) as nothing:
        return tuple(step.name for step in migrations.pending(nothing))


def applied(connection: Connection) -> tuple[str, ...]:
    """Return the names of the steps that made the store, in order.

    Raises:
        StoreError: an SQLite database, but not a claims store.
    """
    tables = connection.value("SELECT count(*) FROM sqlite_schema")
    if not tables:
        return ()
    if connection.value("PRAGMA application_id") != APPLICATION_ID:
        raise StoreError(
            f"{connection.path} is an SQLite database, but not a claims store; give another path."
        )
    names = connection.column(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (migrations.name,)
    )
    return tuple(names)


def ensure_current(connection: Connection, *, read_only: bool) -> None:
    """Bring the store to the schema of this version; log where the copy of an older one is kept.

    Raises:
        StoreError: made by a newer version, older and opened for reading only, or no space for a copy.
    """
    steps = known()
    done = _not_newer(connection, steps)
    if read_only:
        if done != steps:
            what = f"has the schema of an older version ({done[-1]})" if done else "is empty"
            raise StoreError(f"The store {connection.path} {what}; open it once for writing.")
        return
    if connection.value("PRAGMA journal_mode") != "wal":
        with connection.explaining():
            connection.raw.execute("PRAGMA journal_mode = WAL")
    if done == steps:
        return
    kept: Path | None = None
    with connection.transaction():
        done = _not_newer(connection, steps)  # another process may have been quicker
        if done and done != steps:
            kept = backup.keep(connection.path, done[-1])
        migrations.apply(Database(connection.raw, execute_plugins=False))
    if kept:
        told = f"claims: the store {connection.path} was of an older version; as it was, it is kept in {kept}"
        _log.warning("%s", displayable(told))


def _not_newer(connection: Connection, steps: tuple[str, ...]) -> tuple[str, ...]:
    done = applied(connection)
    newer = [name for name in done if name not in steps]
    if newer:
        raise StoreError(
            f"The store {connection.path} was made by a newer version of claims (its schema is "
            f"{newer[-1]}, this version knows up to {steps[-1]}). Install the newer version to open it."
        )
    return done
