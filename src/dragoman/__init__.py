"""Dragoman reads diplomatic reporting and keeps the record of relations between states.

    import dragoman
    record = dragoman.read("report.html")
    for event in record.events:
        print(event.type, [p.code for p in event.actor], event.quote)
    store = dragoman.open("relations.db")      # many documents: see docs/store.md
"""
from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["open", "read", "relation"]

if TYPE_CHECKING:
    from dragoman.corpora.opening import open_store as open
    from dragoman.pipeline import read, relation


def __getattr__(name: str) -> object:
    """`dragoman.read`, `dragoman.relation` and `dragoman.open` on first use, so that importing the package (and
    `dragoman --help`) stays quick."""
    if name == "open":
        from dragoman.corpora.opening import open_store

        return open_store
    if name in __all__:
        from dragoman import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
