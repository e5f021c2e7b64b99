"""How two parties stand to each other over time: a dyad measured by month, week or year.

Reads:  records.Episode (the unit; the number of reports stands beside).
Writes: measuring.Period: counts by PLOVER quad class in each direction, scores, net cooperation, sectors.
Example: CHN and RUS, 2023-03: 6 episodes told by 21 reports, 4 of verbal and 2 of material cooperation, net +6.
"""
from __future__ import annotations

from dragoman.relations.measuring import Counts, Period, columns, measure, quad_of, to_rows
from dragoman.relations.periods import PERIODS

__all__ = ["PERIODS", "Counts", "Period", "columns", "measure", "quad_of", "to_rows"]
