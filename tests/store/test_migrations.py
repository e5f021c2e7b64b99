"""The migrations lead to the tables that the code knows."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from dragoman.store import connecting, migrations
from dragoman.store.tables import METADATA


def _ours(_, name, kind, *rest):
    """Full text lies in tables of the engine's own, and Alembic's own table is no business of ours."""
    return not (kind == "table" and (name == "words" or name.startswith("words_")))


def test_migrated_tables_are_those_that_the_code_knows(store):
    with store.looking() as connection:
        known = {"compare_type": True, "include_object": _ours}
        found = compare_metadata(MigrationContext.configure(connection, opts=known), METADATA)
    flat = [one for told in found for one in (told if isinstance(told, list) else [told])]
    assert [one for one in flat if one[0] != "modify_comment"] == []  # comments are for readers of tables.py


def test_head_is_the_newest_migration():
    files = sorted(Path(migrations.__path__[0], "versions").glob("[0-9]*.py"))
    assert [file.stem.partition("_")[0] for file in files] == [f"{n + 1:04}" for n in range(len(files))]
    assert files[-1].stem.startswith(f"{connecting.HEAD}_")
