"""Run by Alembic: migrates over the connection that `store.connecting` hands in."""

from __future__ import annotations

from alembic import context

from dragoman.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
