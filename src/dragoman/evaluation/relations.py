"""Sentences with two marked parties and what the one did to the other.

A line is {"id", "text", "source", "target", "types"}. `source` and `target` are [start, end] in characters of `text`;
any of `types` counts as right.
"""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.evaluation import agreement as agree
from dragoman.evaluation.agreement import Plain
from dragoman.evaluation.lines import read_lines
from dragoman.evaluation.tally import Share, Tally

QUADRANT = {
    name: quadrant
    for quadrant, names in (
        ("verbal cooperation", ("AGREE", "CONSULT", "SUPPORT", "CONCEDE")),
        ("material cooperation", ("COOPERATE", "AID", "RETREAT")),
        ("verbal conflict", ("REQUEST", "ACCUSE", "REJECT", "THREATEN")),
        ("material conflict", ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")),
    )
    for name in names
}
"""PLOVER's four quadrants (manual of 2021)."""


def texts(gold: Path) -> list[Plain]:
    """The gold's sentences as lines to read: {"id", "text", "published"}."""
    return [{"id": line["id"], "text": line["text"], "published": line.get("published")} for line in read_lines(gold)]


def score(gold: Path, predictions: Mapping[str, Plain]) -> tuple[Plain, list[tuple[Any, ...]]]:
    """Figures over all relations, and a row for each not found: (id, gold types, text, predicted events)."""
    found, right, quadrant_right, anywhere = Share(), Share(), Share(), Share()
    by_type: dict[str, Tally] = {}
    rows: list[tuple[Any, ...]] = []
    for line in read_lines(gold):
        types, name = set(line["types"]), "/".join(line["types"])
        events = (predictions.get(line["id"]) or {}).get("events") or []
        joined = [e for e in events if joins(e, line["source"], line["target"])]
        got = {e.get("type") for e in joined}
        hit = not got.isdisjoint(types)
        found.add(bool(joined))
        right.add(hit)
        quadrant_right.add(not {QUADRANT.get(t) for t in got}.isdisjoint(QUADRANT[t] for t in types))
        anywhere.add(any(e.get("type") in types for e in events))
        by_type.setdefault(name, Tally()).add(hit, 1, 0)
        for t in got:
            by_type.setdefault(_row_of(t, name, types, by_type), Tally()).add(0, 0, 1)
        if not hit:
            rows.append((line["id"], name, line["text"], [agree.brief(e) for e in events]))
    figures_by_type = {name: by_type[name].figures() for name in sorted(by_type, key=str)}
    f1s = [figures["f1"] for figures in figures_by_type.values() if figures["gold"]]
    figures: Plain = {
        "relations": found.of,
        "pair_found": found.figure(),
        "type_right": right.figure(),
        "macro_f1": round(sum(f1s) / len(f1s), 4),
        "quad_right": quadrant_right.figure(),
        "type_anywhere_in_sentence": anywhere.figure(),
        "by_type": figures_by_type,
    }
    return figures, rows


def joins(event: Plain, source: list[int], target: list[int]) -> bool:
    """An actor's words touch the first mark and a recipient's the second; in a mutual act actors may touch both."""
    if not _touches(event.get("actor"), source):
        return False
    if _touches(event.get("recipient"), target):
        return True
    return event.get("type") in agree.WITHOUT_DIRECTION and _touches(event.get("actor"), target)


def _touches(parties: list[Any] | None, mark: list[int]) -> bool:
    where = ((p.get("start") or 0, p.get("end") or 0) for p in parties or () if isinstance(p, dict))
    return any(agree.shared_length(span, (mark[0], mark[1])) for span in where)


def _row_of(type_: Any, name: str, types: set[str], by_type: Mapping[str, Tally]) -> Any:
    """A wrong type counts as an addition in the row of gold that owns it: the first seen so far, else its own."""
    if type_ in types:
        return name
    return next((known for known in by_type if known and type_ in known.split("/")), type_)
