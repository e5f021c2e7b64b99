"""Dragoman reads diplomatic reporting and keeps the record of relations between states.

    import dragoman
    record = dragoman.read("report.html")
    for event in record.events:
        print(event.type, [p.code for p in event.actor], event.quote)
"""
from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["read", "relation"]

if TYPE_CHECKING:
    from dragoman.pipeline import read, relation


def __getattr__(name: str) -> object:
    """`dragoman.read` and `dragoman.relation` on first use, so that importing the package (and `dragoman --help`) stays quick."""
    if name in __all__:
        from dragoman import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
