"""Why records were missed or wrongly added: each fault with its cause, gold and reading side by side.

A cause is what would have to change for the two to agree: its parties, its type, its status, its date, its words, its speaker,
its sectors; `missed` and `added` have no counterpart at all. Example: gold ACCUSE by Oslo, read ACCUSE by Oslo and Bergen: party.
"""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.evaluation import agreement as agree
from dragoman.evaluation import documents, relations
from dragoman.evaluation.agreement import Fit, Plain
from dragoman.evaluation.lines import read_lines

CAUSES = ("missed", "added", "type", "party", "status", "date", "span", "speaker", "sector")
"""In the order in which a person will want to look at them."""

_AROUND = 220  # characters of text shown on each side


def faults(kind: str, gold: Path, predictions: Mapping[str, Plain]) -> list[Plain]:
    """The faults of a reading: {"cause", "kind", "document", "gold", "read", "before", "words", "after"}.

    `gold` and `read` are the records in brief, None where there is none; the last three are the text around and the words
    that the fault is about. `kind` is diplomatic, sentences or relations.
    """
    if kind == "diplomatic":
        return _of_documents(gold, predictions)
    return _of_sentences(gold, predictions) if kind == "sentences" else _of_relations(gold, predictions)


def _of_documents(gold: Path, predictions: Mapping[str, Plain]) -> list[Plain]:
    found: list[Plain] = []
    for name, text, want, got in documents.couples(gold, predictions):
        for kind, steps in _STEPS.items():
            left, free = list(want[kind]), list(got[kind])
            for cause, fits in steps:
                pairs = agree.pair_up(left, free, fits)
                for i, j in pairs:
                    causes = [cause] if cause else []
                    if kind == "events":
                        causes += _details(left[i], free[j])
                    found += [_fault(c, kind, name, text, left[i], free[j]) for c in causes]
                paired, used = {i for i, _ in pairs}, {j for _, j in pairs}
                left = [r for i, r in enumerate(left) if i not in paired]
                free = [r for j, r in enumerate(free) if j not in used]
            found += [_fault("missed", kind, name, text, r, None) for r in left]
            found += [_fault("added", kind, name, text, None, r) for r in free]
    return found


def _details(gold: Plain, read: Plain) -> list[str]:
    """What else differs in events that agree in their type."""
    causes = []
    if gold["type"] == read.get("type"):
        if gold.get("status", "occurred") != read.get("status", "occurred"):
            causes.append("status")
        if gold.get("date") and not agree.date_agrees(gold["date"], read.get("date")):
            causes.append("date")
    return causes


def _touch(gold: Plain, read: Plain) -> bool:
    return agree.shared_length(gold["span"], read["span"]) > 0


def _same_elsewhere(gold: Plain, read: Plain) -> bool:
    """The same act, told by words nearby that do not touch gold's."""
    near = abs(gold["span"][0] - read["span"][0]) < _AROUND
    return near and gold["type"] == read.get("type") and agree.same_parties(gold, read)


def _same_speaker(gold: Plain, read: Plain) -> bool:
    return _touch(gold, read) and agree.same_speaker(gold, read)


_STEPS: dict[str, tuple[tuple[str, Fit], ...]] = {
    "events": (
        ("", documents.type_and_parties),
        ("party", documents.type_alone),
        ("type", _touch),
        ("span", _same_elsewhere),
    ),
    "statements": (("", documents.statement), ("span", _same_speaker), ("speaker", _touch)),
    "instruments": (("", documents.instrument), ("party", _touch)),
    "commitments": (("", documents.commitment), ("sector", documents.undertaker), ("party", _touch)),
}
"""By kind of record: ever looser fits, each with the cause that keeps those from agreeing who fit only now."""


def _of_sentences(gold: Path, predictions: Mapping[str, Plain]) -> list[Plain]:
    found = []
    for line in read_lines(gold):
        events = (predictions.get(line["id"]) or {}).get("events") or []
        same = [(g, p) for g in line["events"] for p in events if g["type"] == p.get("type")]
        if any(agree.same_parties(g, p) for g, p in same):
            continue
        if same:
            found.append(_fault("party", "events", line["id"], line["text"], *same[0]))
        else:
            cause = "type" if events else "missed"
            read = events[0] if events else None
            found.append(_fault(cause, "events", line["id"], line["text"], line["events"][0], read))
    return found


def _of_relations(gold: Path, predictions: Mapping[str, Plain]) -> list[Plain]:
    found = []
    for line in read_lines(gold):
        events = (predictions.get(line["id"]) or {}).get("events") or []
        joined = [e for e in events if relations.joins(e, line["source"], line["target"])]
        if any(e.get("type") in line["types"] for e in joined):
            continue
        text = line["text"]
        source, target = (text[a:b] for a, b in (line["source"], line["target"]))
        wanted = {"type": "/".join(line["types"]), "actor": [source], "recipient": [target]}
        right = [e for e in events if e.get("type") in line["types"]]
        cause = "type" if joined else "party" if right else "missed"
        read = next(iter(joined or right or events), None)
        found.append(_fault(cause, "events", line["id"], text, wanted, read))
    return found


def _fault(cause: str, kind: str, name: str, text: str, gold: Plain | None, read: Plain | None) -> Plain:
    about: Any = next((r["span"] for r in (gold, read) if r is not None and "span" in r), None)
    start, end = about or (0, len(text))
    return {
        "cause": cause,
        "kind": kind,
        "document": name,
        "gold": agree.brief(gold) | _told(gold) if gold is not None else None,
        "read": agree.brief(read) | _told(read) if read is not None else None,
        "before": text[max(0, start - _AROUND) : start],
        "words": text[start : min(end, start + agree.LONGEST_SPAN)],
        "after": text[end : end + _AROUND],
    }


def _told(record: Plain) -> Plain:
    more = ("status", "state", "modality", "to", "confidence", "produced_by")
    return {k: sorted(agree.codes(record[k])) if k == "to" else record[k] for k in more if record.get(k)}
