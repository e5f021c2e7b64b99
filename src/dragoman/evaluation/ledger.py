"""How good the ledger is, against bundles of texts whose promises and steps people marked (training/annotations/ledger).

Reads:  a folder of bundles (NAME.json with the texts beside it) and a way to read and to make promises.
Writes: B-cubed precision, recall and F1 of the grouping of commitments, and precision and recall of the steps.

A commitment that the reader finds stands for the marked passage that it overlaps most; what overlaps none is left out of
the grouping, and passages that no commitment overlaps are counted as unread, for they are the reader's misses. Steps are
counted by promise, document and kind: a step is right where its promise (by most of its commitments) and its words are
those marked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman import documents, pipeline
from dragoman.errors import StopRun
from dragoman.evaluation.agreement import overlap_ratio, shared_length
from dragoman.ledger import Bearing, binding_ids, codes, commitment, evidence, order, promise_id, tellings
from dragoman.ledger import cluster as by_likeness
from dragoman.records import KINDS, Event, Record, Report, Source, Span, content_id

Group = Callable[[Sequence[Report]], list[list[Report]]]
"""Groups reports of commitments into promises."""

TELLINGS, DEEDS = ("made", "reaffirmed", "specified"), ("acted upon", "contradicted")
AS_OF = "2025-12-31"
"""A day after every text of the gold: all of it is looked at."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage that people marked: document, place, promise (of which bundle) and step."""

    document: str
    span: Span
    promise: str
    step: str


@dataclass(slots=True)
class Bundle:
    """The texts on one matter and what was marked in them."""

    name: str
    texts: dict[str, tuple[str, str]]
    told: list[Marked] = field(default_factory=list)
    evidence: list[Marked] = field(default_factory=list)


def bundles(folder: Path, half: str | None = None) -> list[Bundle]:
    """The bundles of a folder, those of one set ("development", "held-out" or "unread") or all. Raises StopRun where a file is
    wrong or a quote stands not once in its text."""
    found = []
    for file in sorted(folder.glob("*.json")):
        try:
            plain = json.loads(file.read_text(encoding="utf-8"))
            if half is None or plain["set"] == half:
                found.append(_bundle(plain, folder, file.name))
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise StopRun(f"{file}: {type(problem).__name__}: {problem}") from problem
    if not found:
        raise StopRun(f"{folder}: no bundle of gold ({half or 'any'}) stands there")
    return found


def _bundle(plain: Mapping[str, Any], folder: Path, name: str) -> Bundle:
    texts = {
        d["id"]: ((folder / f"{d['id']}.txt").read_text(encoding="utf-8"), d["published"]) for d in plain["documents"]
    }
    bundle = Bundle(plain["bundle"], texts)
    for kind, steps, to in (("told", TELLINGS, bundle.told), ("evidence", DEEDS, bundle.evidence)):
        for mark in plain[kind]:
            text, quote = texts[mark["document"]][0], mark["quote"]
            if text.count(quote) != 1 or mark["promise"] not in plain["promises"] or mark["step"] not in steps:
                raise StopRun(f"{name}: {mark['document']}: {quote!r} must stand once, with a known promise and step")
            start = text.index(quote)
            to.append(
                Marked(mark["document"], (start, start + len(quote)), f"{bundle.name}/{mark['promise']}", mark["step"])
            )
    return bundle


def reports_of(records: Iterable[Record], first: int = 1) -> list[Report]:
    """The entries of records as reports, numbered from `first`, each document a source of its own."""
    found: list[Report] = []
    for number, record in enumerate(records, first):
        d = record.document
        source = Source(
            number, d.id, d.title, d.authors, d.publisher, d.published, d.url, d.path, None, content_id(d.text)
        )
        for kind in KINDS:
            for entry in getattr(record, kind):
                found.append(Report(first + len(found), source, entry))
    return found


def sentences_of(records: Sequence[Record], first: int = 1) -> dict[int, str]:
    """The whole sentence of each report that `reports_of` makes of the same records, by its key."""
    spans = {
        (number, at): record.document.text[start:end]
        for number, record in enumerate(records, first)
        for at, (start, end) in enumerate(record.document.sentences)
    }
    return {r.key: spans[r.source.key, r.entry.sentence] for r in reports_of(records, first)}


def by_parties_and_sectors(reports: Sequence[Report]) -> list[list[Report]]:
    """The baseline: one promise for all commitments of the same parties and the same sectors."""
    groups: dict[Hashable, list[Report]] = {}
    for report in sorted(reports, key=order):
        made = commitment(report)
        groups.setdefault((codes(made.by) | codes(made.to), frozenset(made.sectors)), []).append(report)
    return list(groups.values())


def score(folder: Path, half: str | None = None, group: Group = by_likeness) -> dict[str, Any]:
    """The figures of one half of the gold, or of all of it: commitments read, B-cubed, steps. Each bundle is read apart,
    all are grouped together. Raises StopRun where the gold cannot be read."""
    some = bundles(folder, half)
    reports, sentences = _read(tuple((d, t, p) for b in some for d, (t, p) in b.texts.items()))
    told = [m for b in some for m in b.told]
    others = [r for r in reports if r.kind in ("events", "instruments")]
    groups = group([r for r in reports if r.kind == "commitments"])
    gold = {r.key: mark for g in groups for r in g if (mark := _best(r, told)) is not None}
    read = {mark for mark in gold.values()}
    pairs = [(gold[r.key].promise, at) for at, g in enumerate(groups) for r in g if r.key in gold]
    return {
        "passages": len(told),
        "passages_read": len(read),
        "commitments": sum(map(len, groups)),
        "commitments_marked": len(pairs),
        "b_cubed": b_cubed(pairs),
        "tellings": _tellings(groups, gold, binding_ids(others)),
        **_deeds(groups, evidence(groups, others, sentences), others, gold, [m for b in some for m in b.evidence]),
    }


@lru_cache(maxsize=4)
def _read(texts: tuple[tuple[str, str, str], ...]) -> tuple[tuple[Report, ...], Mapping[int, str]]:
    records = [pipeline.read_document(documents.from_text(t, id=name, published=day)) for name, t, day in texts]
    return tuple(reports_of(records)), sentences_of(records)


def _best(report: Report, marks: Sequence[Marked]) -> Marked | None:
    """The marked passage that an entry overlaps most."""
    span = (report.entry.start, report.entry.end)
    near = [m for m in marks if m.document == report.source.id and shared_length(span, m.span)]
    return max(near, key=lambda m: (overlap_ratio(span, m.span), -m.span[0]), default=None)


def b_cubed(pairs: Sequence[tuple[Hashable, Hashable]]) -> dict[str, float]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of items given as (gold group, predicted group)."""
    both, gold, predicted = Counter(pairs), Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    if not pairs:
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    precision = sum(n * n / predicted[p] for (_, p), n in both.items()) / len(pairs)
    recall = sum(n * n / gold[g] for (g, _), n in both.items()) / len(pairs)
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _promise_of(group: Sequence[Report], gold: Mapping[int, Marked]) -> str | None:
    votes = Counter(gold[r.key].promise for r in group if r.key in gold)
    return min(votes, key=lambda p: (-votes[p], p)) if votes else None


def _figures(gold: set[Any], predicted: set[Any]) -> dict[str, Any]:
    right = len(gold & predicted)
    return {
        "gold": len(gold),
        "predicted": len(predicted),
        "right": right,
        "precision": round(right / len(predicted), 4) if predicted else None,
        "recall": round(right / len(gold), 4) if gold else None,
    }


def _tellings(groups: Sequence[Sequence[Report]], gold: Mapping[int, Marked], binding: Mapping[str, int]) -> dict[str, Any]:
    """Made, reaffirmed and specified, by promise and document: of marked passages that were read."""
    wanted = _first_told(gold.values())
    got = set()
    for group in groups:
        promise = _promise_of(group, gold)
        for step in tellings(sorted(group, key=order), {}, binding):
            if promise is not None and step.report.key in gold:
                got.add((promise, step.report.source.id, step.kind))
    return _figures(wanted, got)


def _first_told(marks: Iterable[Marked]) -> set[tuple[str, str, str]]:
    """One step for each promise and document; specified tells more than reaffirmed, made more than both."""
    best: dict[tuple[str, str], str] = {}
    rank = {"reaffirmed": 0, "specified": 1, "made": 2}
    for mark in marks:
        key = (mark.promise, mark.document)
        best[key] = max(best.get(key, mark.step), mark.step, key=rank.__getitem__)
    return {(promise, document, step) for (promise, document), step in best.items()}


def _deeds(
    groups: Sequence[Sequence[Report]],
    found: Sequence[Sequence[Bearing]],
    others: Sequence[Report],
    gold: Mapping[int, Marked],
    marks: Sequence[Marked],
) -> dict[str, Any]:
    """Acted upon and contradicted, by promise, passage and kind; and how many of the marked passages the reader made an
    act of at all and whose promise it found, which bounds recall."""
    wanted = {(m.promise, m.document, m.span, m.step) for m in marks}
    known = {mark.promise for mark in gold.values()}
    acts = [r for r in others if not (isinstance(r.entry, Event) and r.entry.type == "AGREE")]
    seen = {w for w in wanted if w[0] in known and any(_touches(r, w[1], w[2]) for r in acts)}
    got = set()
    for group, bearings in zip(groups, found, strict=True):
        promise = _promise_of(group, gold) or promise_id(group)
        for one in bearings:
            name, span = one.report.source.id, (one.report.entry.start, one.report.entry.end)
            hit = [w for w in wanted if w[0] == promise and w[3] == one.step and _touches(one.report, w[1], w[2])]
            got.update(hit or [(promise, name, span, one.step)])
    figures = {"deeds": _figures(wanted, got), "deeds_that_can_be_found": len(seen)}
    for kind in DEEDS:
        figures[kind] = _figures({w for w in wanted if w[3] == kind}, {w for w in got if w[3] == kind})
    return figures


def _touches(report: Report, document: str, span: Span) -> bool:
    own = (report.entry.start, report.entry.end)
    return report.source.id == document and 2 * shared_length(own, span) >= min(own[1] - own[0], span[1] - span[0])
