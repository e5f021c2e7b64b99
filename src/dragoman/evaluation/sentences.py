"""Single sentences with one coded event each: {"id", "text", "events": [{"type", "actor", "recipient"}]} a line.

Other events in a sentence are no errors, so that the figures are shares of sentences, not of events.
"""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.evaluation import agreement as agree
from dragoman.evaluation.agreement import Plain
from dragoman.evaluation.lines import read_lines
from dragoman.evaluation.tally import Share, Tally


def texts(gold: Path) -> list[Plain]:
    """The gold's sentences as lines to read: {"id", "text", "published"}."""
    return [{"id": line["id"], "text": line["text"], "published": line.get("published")} for line in read_lines(gold)]


def score(gold: Path, predictions: Mapping[str, Plain]) -> tuple[Plain, list[tuple[Any, ...]]]:
    """Figures over all sentences, and a row for each without its event: (id, text, gold events, predicted events)."""
    types = Tally()
    by_type: dict[str, Tally] = {}
    with_event, type_right, actor_right, parties_right = Share(), Share(), Share(), Share()
    rows: list[tuple[Any, ...]] = []
    for line in read_lines(gold):
        events = (predictions.get(line["id"]) or {}).get("events") or []
        want, got = {e["type"] for e in line["events"]}, {e.get("type") for e in events}
        types.add(len(want & got), len(want), len(got))
        for name in want | got:
            by_type.setdefault(name, Tally()).add(name in want and name in got, name in want, name in got)
        same_type = [(g, p) for g in line["events"] for p in events if g["type"] == p.get("type")]
        told = any(agree.same_parties(g, p) for g, p in same_type)
        with_event.add(bool(events))
        type_right.add(bool(same_type))
        actor_right.add(any(_shares_actor(g, p) for g, p in same_type))
        parties_right.add(told)
        if not told:
            wanted, given = [agree.brief(e) for e in line["events"]], [agree.brief(e) for e in events]
            rows.append((line["id"], line["text"], wanted, given))
    figures: Plain = {
        "sentences": with_event.of,
        "with_event": with_event.figure(),
        "type_right": type_right.figure(),
        "type+an_actor_right": actor_right.figure(),
        "type+parties_right": parties_right.figure(),
        "types": types.figures(),
        "by_type": {name: by_type[name].figures() for name in sorted(by_type, key=str)},
    }
    return figures, rows


def _shares_actor(gold: Plain, predicted: Plain) -> bool:
    got = agree.codes(predicted.get("actor"))
    return any(agree.same_code(g, p) for g in agree.codes(gold["actor"]) for p in got)
