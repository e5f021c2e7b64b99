"""Episodes: one happening, told by many reports.

Reads:  records.Report of events, each with the document that tells it, and what a person joined or kept apart.
Writes: records.Episode: who did what to whom, the days and the place that fit the reports, how many independent sources tell
        it, where they disagree, and the visit within which it happened.
Example: five outlets tell "the visit", "the trip", "talks at the Kremlin" of March 2023: one visit of CHN to RUS from 20 to 22
        March, and talks within it.
"""

from __future__ import annotations

from dragoman.episodes.blocking import blocks
from dragoman.episodes.clustering import cluster, reach
from dragoman.episodes.comparing import Likeness, Reason, likeness
from dragoman.episodes.identity import episode_id
from dragoman.episodes.keeping import Keeper, ask, count, find
from dragoman.episodes.nesting import nest
from dragoman.episodes.summary import independent, summarise

__all__ = [
    "Keeper", "Likeness", "Reason", "ask", "blocks", "cluster", "count", "episode_id", "find", "independent", "likeness",
    "nest", "reach", "summarise",
]  # fmt: skip
