"""How good a reading is, against gold records of three kinds.

Reads:  gold (documents, sentences or relations) and predictions, one JSON object a line as `dragoman read`
        prints them.
Writes: figures, and what was missed or wrongly added.
Example: `dragoman evaluate sentences dev.jsonl` reads the gold's own texts and says how often the type was right.

A module for each kind of gold; `agreement.py` says when two records agree.
"""
from __future__ import annotations

from dragoman.evaluation.scoring import KINDS, PAIRS, Outcome, evaluate

__all__ = ["KINDS", "PAIRS", "Outcome", "evaluate"]
