"""Stage 6: what is kept, over many documents: texts, versions, readings, entries, rulings, failures.

Reads:  records.Record, one document at a time; what people rule.
Writes: SQLite in one file, or PostgreSQL (`tables.py`; the history of the tables in `migrations/`). Gives back
        `records.Report`s, that is entries with the document that tells them, and whole records.
Example: the same readout from two outlets is two documents, one of them marked as a reprint of the other.
"""

from __future__ import annotations

from dragoman.store.failures import Failure
from dragoman.store.questions import Question
from dragoman.store.store import Store
from dragoman.store.writing import Kept

__all__ = ["Failure", "Kept", "Question", "Store"]
