"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2')",
    ),
    "postgresql": (  # Porter's stems as FTS5 has them, and no stop words
        "CREATE TEXT SEARCH DICTIONARY dragoman_stem (TEMPLATE = snowball, LANGUAGE = porter)",
        "CREATE TEXT SEARCH CONFIGURATION dragoman (PARSER = default)",
        "ALTER TEXT SEARCH CONFIGURATION dragoman ADD MAPPING FOR asciiword, word, numword, uint, int, float, sfloat, "
        "version WITH dragoman_stem",
        "CREATE TABLE words (version BIGINT PRIMARY KEY, text TSVECTOR NOT NULL)",
        # Within the row: the planner counts no cost for fetching it from elsewhere, and would read all instead of the index.
        "ALTER TABLE words ALTER COLUMN text SET STORAGE MAIN",
        "CREATE INDEX ix_words_text ON words USING gin (text)",
    ),
}


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "address",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_address"),
    )
    op.create_table(
        "band",
        sa.Column("hash", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "version", name="pk_band"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "block",
        sa.Column("hash", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "document", name="pk_block"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "document",
        sa.Column("key", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", KEY, nullable=True),
        sa.Column("reprint_of", KEY, nullable=True),
        sa.Column("stamp", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["reprint_of"], ["document.key"], name="fk_document_reprint_of"),
        sa.PrimaryKeyConstraint("key", name="pk_document"),
        sa.UniqueConstraint("name", name="uq_document_name"),
    )
    op.create_index("ix_document_id", "document", ["id"], unique=False, postgresql_using="hash")
    op.create_index(
        "ix_document_reprint_of",
        "document",
        ["reprint_of"],
        unique=False,
        sqlite_where=sa.text("reprint_of IS NOT NULL"),
        postgresql_where=sa.text("reprint_of IS NOT NULL"),
    )
    op.create_table(
        "entry_dyad",
        sa.Column("lower", KEY, autoincrement=False, nullable=False),
        sa.Column("upper", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", KEY, autoincrement=False, nullable=False),
        sa.Column("entry", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("lower", "upper", "kind", "day", "document", "entry", name="pk_entry_dyad"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entry_party",
        sa.Column("party", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", KEY, autoincrement=False, nullable=False),
        sa.Column("entry", KEY, autoincrement=False, nullable=False),
        sa.Column("sides", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("party", "kind", "day", "document", "entry", name="pk_entry_party"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entry_sector",
        sa.Column("sector", KEY, autoincrement=False, nullable=False),
        sa.Column("entry", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("sector", "entry", name="pk_entry_sector"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "episode",
        sa.Column("key", KEY, nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_episode"),
        sa.UniqueConstraint("id", name="uq_episode_id"),
    )
    op.create_table(
        "episode_alias",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("now", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_episode_alias"),
    )
    op.create_index("ix_episode_alias_now", "episode_alias", ["now"], unique=False)
    op.create_table(
        "failure",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_failure"),
    )
    op.create_table(
        "party",
        sa.Column("key", KEY, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_party"),
        sa.UniqueConstraint("code", name="uq_party_code"),
    )
    op.create_table(
        "sector",
        sa.Column("key", KEY, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sector"),
        sa.UniqueConstraint("code", name="uq_sector_code"),
    )
    op.create_table(
        "speaker",
        sa.Column("key", KEY, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_speaker"),
        sa.UniqueConstraint("code", name="uq_speaker_code"),
    )
    op.create_table(
        "entry",
        sa.Column("key", KEY, nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("reading", KEY, nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.Column("speaker", KEY, nullable=True),
        sa.Column("correction", KEY, nullable=True),
        sa.Column("episode", KEY, nullable=True),
        sa.ForeignKeyConstraint(["document"], ["document.key"], name="fk_entry_document"),
        sa.PrimaryKeyConstraint("key", name="pk_entry"),
    )
    op.create_index("ix_entry_document", "entry", ["document"], unique=False)
    op.create_index(
        "ix_entry_episode",
        "entry",
        ["episode"],
        unique=False,
        sqlite_where=sa.text("episode IS NOT NULL"),
        postgresql_where=sa.text("episode IS NOT NULL"),
    )
    op.create_index("ix_entry_id", "entry", ["id"], unique=False)
    op.create_index("ix_entry_kind_day", "entry", ["kind", "day", "document"], unique=False)
    for name, columns, where in (
        ("ix_entry_speaker", ["speaker"], sa.text("speaker IS NOT NULL")),
        ("ix_entry_last_first", ["last", "first"], sa.text("last > first")),
    ):
        op.create_index(name, "entry", columns, unique=False, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "version",
        sa.Column("key", KEY, nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("added", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.key"], name="fk_version_document"),
        sa.PrimaryKeyConstraint("key", name="pk_version"),
        sa.UniqueConstraint("document", "hash", name="uq_version_document_hash"),
    )
    op.create_table(
        "correction",
        sa.Column("key", KEY, nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("reading", KEY, nullable=True),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=True),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.LargeBinary(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.key"], name="fk_correction_document"),
        sa.ForeignKeyConstraint(["version"], ["version.key"], name="fk_correction_version"),
        sa.PrimaryKeyConstraint("key", name="pk_correction"),
    )
    op.create_index("ix_correction_document", "correction", ["document"], unique=False)
    op.create_table(
        "reading",
        sa.Column("key", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("made", sa.String(length=20), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.key"], name="fk_reading_version"),
        sa.PrimaryKeyConstraint("key", name="pk_reading"),
        sa.UniqueConstraint("version", "reader", name="uq_reading_version_reader"),
    )
    for statement in FULL_TEXT[op.get_context().dialect.name]:
        op.execute(statement)
