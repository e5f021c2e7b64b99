"""A page of what a reading got wrong, grouped by cause, for a person to work from.

Reads:  faults as evaluation.errors.faults tells them (plain values), and the figures.
Writes: one self-contained HTML page without script.
Example: under "Other parties" stand gold and reading of each event whose type is right, beside the words they are about.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dragoman.views import sheets
from dragoman.views.wording import harmless, one_line

Plain = dict[str, Any]

SHOWN = 300
"""Faults of one cause that the page lists; the table counts them all."""

CAUSES: Mapping[str, tuple[str, str]] = {
    "missed": ("Missed", "Nothing was read where gold has a record: a word that no entry and no bid tells, or a bid too low."),
    "added": ("Wrongly added", "A record that gold does not have: a state of affairs, a topic, a second telling, or gold's gap."),
    "type": ("Another type", "Both see an act in these words and call it differently."),
    "party": ("Other parties", "The act is right; somebody is missing, too many, or mistaken for somebody else."),
    "status": ("Another status", "Occurred, planned, hypothetical or denied: one of the two is wrong."),
    "date": ("Another date", "The date is missing, too coarse, or another day's."),
    "span": ("Other words", "The record stands on words that do not cover gold's."),
    "speaker": ("Another speaker", "What is said is right; who says it is not."),
    "sector": ("Other sectors", "The undertaking is right; its sectors are not."),
}


_FIELDS = (
    "type", "actor", "recipient", "speaker", "state", "kind", "parties", "by", "to", "sectors", "modality", "status",
    "date", "confidence", "produced_by",
)  # fmt: skip


class Row(NamedTuple):
    """One fault as the page shows it: fields of gold and reading as (name, value, differs)."""

    number: str
    kind: str
    document: str
    before: str
    words: str
    after: str
    gold: tuple[tuple[str, str, bool], ...]
    read: tuple[tuple[str, str, bool], ...]


def render(title: str, figures: Mapping[str, Any], faults: Iterable[Plain]) -> str:
    """The page. Every word from outside is escaped and made harmless."""
    found = list(faults)
    kinds = [k for k in ("events", "statements", "instruments", "commitments") if any(f["kind"] == k for f in found)]
    counts = Counter((fault["cause"], fault["kind"]) for fault in found)
    groups = []
    for cause, (name, hint) in CAUSES.items():
        some = sorted((f for f in found if f["cause"] == cause), key=lambda f: kinds.index(f["kind"]))
        if some:
            rows = [_row(f"{cause}-{n}", fault) for n, fault in enumerate(some[:SHOWN], 1)]
            groups.append((cause, name, hint, [counts[cause, kind] for kind in kinds], len(some), rows))
    style, style_hash = sheets.style("page.css", "errors.css")
    return sheets.template("errors.html").render(
        title=one_line(title),
        figures=[(name, value) for name, value in figures.items() if not isinstance(value, dict)]
        + [(name, value["f1"]) for name, value in figures.items() if isinstance(value, dict) and "f1" in value],
        kinds=kinds,
        groups=groups,
        style=style,
        style_hash=style_hash,
    )


def _row(number: str, fault: Plain) -> Row:
    gold, read = fault["gold"] or {}, fault["read"] or {}
    return Row(
        number,
        fault["kind"].removesuffix("s"),
        one_line(str(fault["document"])),
        harmless(fault["before"]),
        harmless(fault["words"]),
        harmless(fault["after"]),
        _fields(gold, read),
        _fields(read, gold),
    )


def _fields(record: Plain, other: Plain) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a record in a fixed order, each with whether the other record tells it otherwise."""
    compared = {"type", "actor", "recipient", "speaker", "state", "parties", "by", "to"}
    compared |= {name for name in ("status", "date") if record.get(name) and other.get(name)}
    compared |= {"sectors", "modality"} if "by" in record or "by" in other else set()
    return tuple(
        (name, one_line(_value(record[name])), bool(other) and name in compared and record.get(name) != other.get(name))
        for name in _FIELDS
        if record.get(name) not in (None, [], "")
    )


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
