"""Whole documents with every event, statement, instrument and commitment: NAME.json beside NAME.txt."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import StopRun
from dragoman.evaluation import agreement as agree
from dragoman.evaluation.agreement import Plain
from dragoman.evaluation.tally import Share, Tally

KINDS = ("events", "statements", "instruments", "commitments")
HEADLINE = ("events.type+parties", "statements", "instruments", "commitments")


def texts(gold: Path) -> list[Plain]:
    """The gold's documents as lines to read: {"id", "text", "published"}.

    Raises StopRun where the folder holds none.
    """
    files = sorted(gold.glob("*.json"))
    if not files:
        raise StopRun(f"{gold}: no gold document (NAME.json beside NAME.txt) here")
    lines = []
    for file in files:
        record = _gold(file)
        lines.append({"id": record["id"], "text": _text(file), "published": record.get("published")})
    return lines


def score(gold: Path, predictions: Mapping[str, Plain]) -> tuple[Plain, list[tuple[Any, ...]]]:
    """Figures over all documents, and rows of what was missed or added: (document, "missed" or "added", kind, record).

    Raises StopRun where a gold file is damaged or quotes what its text does not say.
    """
    tallies = {name: Tally() for name, _, _ in _MEASURES}
    dates, status = Share(), Share()
    rows: list[tuple[Any, ...]] = []
    for document, _, want, got in couples(gold, predictions):
        for name, kind, fits in _MEASURES:
            pairs = agree.pair_up(want[kind], got[kind], fits)
            tallies[name].add(len(pairs), len(want[kind]), len(got[kind]))
            if name == "events.type":
                for i, j in pairs:
                    _compare_details(want[kind][i], got[kind][j], dates, status)
            if name in HEADLINE:
                paired, used = {i for i, _ in pairs}, {j for _, j in pairs}
                missed = (r for i, r in enumerate(want[kind]) if i not in paired)
                added = (r for j, r in enumerate(got[kind]) if j not in used)
                rows += [(document, "missed", kind, agree.brief(r)) for r in missed]
                rows += [(document, "added", kind, agree.brief(r)) for r in added]
    figures: Plain = {name: tally.figures() for name, tally in tallies.items()}
    figures["record_f1"] = round(sum(figures[name]["f1"] for name in HEADLINE) / len(HEADLINE), 4)
    figures["event_dates_right"] = dates.figure()
    figures["event_status_right"] = status.figure()
    return figures, rows


Couple = tuple[str, str, dict[str, list[Plain]], dict[str, list[Plain]]]


def couples(gold: Path, predictions: Mapping[str, Plain]) -> Iterator[Couple]:
    """Of each gold document its id, its text, and by kind the records of gold and of the reading, each with its "span".

    Raises StopRun where a gold file is damaged or quotes what its text does not say.
    """
    for file in sorted(gold.glob("*.json")):
        wanted = _gold(file)
        text, read = _text(file), predictions.get(wanted["id"], {})
        want = {kind: _located(text, wanted[kind], file.name, kind) for kind in KINDS}
        got = {kind: _pointed(read.get(kind) or [], len(text)) for kind in KINDS}
        yield wanted["id"], text, want, got


def _compare_details(gold: Plain, predicted: Plain, dates: Share, status: Share) -> None:
    if gold.get("date"):
        dates.add(agree.date_agrees(gold["date"], predicted.get("date")))
    status.add(gold.get("status", "occurred") == predicted.get("status", "occurred"))


def _gold(file: Path) -> Plain:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        raise StopRun(f"{file}: not a gold document: {trouble}") from None
    lacking = [name for name in ("id", *KINDS) if name not in value]
    if lacking:
        raise StopRun(f"{file}: a gold document needs {', '.join(lacking)}")
    return value


def _text(file: Path) -> str:
    return file.with_suffix(".txt").read_text(encoding="utf-8")


def _located(text: str, records: list[Plain], name: str, kind: str) -> list[Plain]:
    located = []
    for record in records:
        start = text.find(record["quote"])
        if start < 0:
            raise StopRun(f"{name}: the quote of one of its {kind} is not in the text: {record['quote']!r}")
        located.append({**record, "span": (start, start + len(record["quote"]))})
    return located


def _pointed(records: list[Plain], length: int) -> list[Plain]:
    pointed = []
    for record in records:
        start, end = record.get("start"), record.get("end")
        span = (0, 0)  # touches nothing: a prediction that points nowhere still counts as one
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length:
            span = (start, end) if end - start <= agree.LONGEST_SPAN else span
        pointed.append({**record, "span": span})
    return pointed


def _touch(gold: Plain, predicted: Plain) -> bool:
    return agree.shared_length(gold["span"], predicted["span"]) > 0


def type_alone(gold: Plain, predicted: Plain) -> bool:
    """The same type, told by words that touch."""
    return gold["type"] == predicted.get("type") and _touch(gold, predicted)


def type_and_parties(gold: Plain, predicted: Plain) -> bool:
    """The same type and parties, told by words that touch."""
    return type_alone(gold, predicted) and agree.same_parties(gold, predicted)


def statement(gold: Plain, predicted: Plain) -> bool:
    """At least half of the words in common, and the same speaker."""
    return agree.overlap_ratio(gold["span"], predicted["span"]) >= 0.5 and agree.same_speaker(gold, predicted)


def instrument(gold: Plain, predicted: Plain) -> bool:
    """Words that touch, and the same parties."""
    whose, got = agree.codes(gold["parties"]), agree.codes(predicted.get("parties"))
    return _touch(gold, predicted) and agree.same_codes(whose, got)


def undertaker(gold: Plain, predicted: Plain) -> bool:
    """Words that touch, and the same party undertakes."""
    return _touch(gold, predicted) and agree.same_codes(agree.codes(gold["by"]), agree.codes(predicted.get("by")))


def commitment(gold: Plain, predicted: Plain) -> bool:
    """The same undertaking in sectors of which half are the same."""
    return undertaker(gold, predicted) and agree.sector_ratio(gold["sectors"], predicted.get("sectors")) >= 0.5


_MEASURES = (
    ("events.type", "events", type_alone),
    ("events.type+parties", "events", type_and_parties),
    ("statements", "statements", statement),
    ("instruments", "instruments", instrument),
    ("commitments.by", "commitments", undertaker),
    ("commitments", "commitments", commitment),
)
