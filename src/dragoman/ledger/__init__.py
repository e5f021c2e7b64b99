"""The ledger: what was promised, how often, and what came of it.

Reads:  reports of commitments, events and instruments (`records.Report`), as read from any number of documents.
Writes: promises (`records.Promise`): commitments that are the same promise, with the steps of its history and a status.
Example: "Russia will supply 38 billion cubic metres of gas a year to China" (2014) and "Gazprom began its deliveries through
Power of Siberia" (2019) make one promise, made in 2014 and acted upon in 2019.

    vocabulary, subjects   what words tell of a subject
    comparing, clustering  how alike two reports are, and why; blocks and groups
    rules, bearings        what acts upon a promise or contradicts it
    histories, accounts    the steps and status of one promise; the whole ledger

    keeping                the ledger in the store

All but `keeping` are pure functions: no database, no clock; the same reports give the same promises in whatever order they come.
"""

from __future__ import annotations

from dragoman.ledger.accounts import evidence, promises
from dragoman.ledger.bearings import Bearing
from dragoman.ledger.clustering import blocks, cluster, neighbourhood, order
from dragoman.ledger.comparing import Likeness, codes, commitment, likeness
from dragoman.ledger.histories import binding_ids, history, promise_id, ruled, standing, tellings
from dragoman.ledger.keeping import Keeper, ask, find

__all__ = [
    "Bearing",
    "Keeper",
    "Likeness",
    "ask",
    "binding_ids",
    "blocks",
    "cluster",
    "codes",
    "commitment",
    "evidence",
    "find",
    "history",
    "likeness",
    "neighbourhood",
    "order",
    "promise_id",
    "promises",
    "ruled",
    "standing",
    "tellings",
]
