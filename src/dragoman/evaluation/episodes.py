"""How well reports are put together into episodes: B-cubed against a folder of gold bundles.

B-cubed after A. Bagga and B. Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space Model" (ACL/COLING
1998): for each item the share of its cluster that belongs with it (precision) and the share of what belongs with it that is in
its cluster (recall), averaged over the items.

A bundle is a JSON file {"bundle", "happenings": {ID: {"what", "within"}}, "documents": [{"id", "publisher", "published",
"title", "reprint_of", "text", "marks": [{"quote", "happening"}]}]}. A mark gives words of the text, which stand there once, to
the happening that they tell. Readers differ in the events that they find, so a mark takes the event whose quote
overlaps most with its words, and an event goes to one mark; events that no mark takes (other acts of the sentence, acts without
gold) are left out. With `every` an event that touches a mark always counts, as a telling of the mark that it overlaps most:
that also asks whether a second reading of the same words finds its way, and calls "met and invited" twice the meeting.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman import documents, episodes
from dragoman.errors import StopRun
from dragoman.evaluation.agreement import overlap_ratio
from dragoman.records import Document, Event, Record, Report, Source, Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """B-cubed precision, recall and F1 over `items`, each 0 to 1; all 0 where there are none."""

    precision: float
    recall: float
    f1: float
    items: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """One bundle of gold. `marks` are the spans of each document's text with the happening that they tell; `within` leads from a
    happening to the visit of which it is a part; `reprints` from a document to the one whose copy it is."""

    name: str
    documents: tuple[Document, ...]
    marks: Mapping[str, tuple[tuple[Span, str], ...]]
    within: Mapping[str, str]
    reprints: Mapping[str, str]


def b_cubed(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> Agreement:
    """The agreement of two clusterings, each from item to cluster, over the items that both have."""
    items = [item for item in gold if item in found]
    belonging, clusters = _members(gold, items), _members(found, items)
    precision = recall = 0.0
    for item in items:
        right = len(belonging[gold[item]] & clusters[found[item]])
        precision += right / len(clusters[found[item]])
        recall += right / len(belonging[gold[item]])
    count = max(1, len(items))
    precision, recall = precision / count, recall / count
    f1 = 2 * precision * recall / (precision + recall) if items else 0.0
    return Agreement(round(precision, 4), round(recall, 4), round(f1, 4), len(items))


def _members(of: Mapping[Hashable, Hashable], items: Iterable[Hashable]) -> dict[Hashable, set[Hashable]]:
    found: dict[Hashable, set[Hashable]] = {}
    for item in items:
        found.setdefault(of[item], set()).add(item)
    return found


def bundles(folder: Path) -> list[Bundle]:
    """The bundles of a folder, by name of file. Raises StopRun where there is none or one is not as it should be."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise StopRun(f"{folder}: holds no bundle (*.json) of gold for episodes")
    return [_bundle(file) for file in files]


def _bundle(file: Path) -> Bundle:
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        happenings = plain["happenings"]
        within = {name: about["within"] for name, about in happenings.items() if about["within"]}
        texts, marks, reprints = [], {}, {}
        for document in plain["documents"]:
            given = {name: document[name] for name in ("id", "publisher", "published", "title")}
            texts.append(documents.from_text(document["text"], **given))
            marks[document["id"]] = tuple(_mark(document, mark, happenings) for mark in document["marks"])
            if document["reprint_of"]:
                reprints[document["id"]] = document["reprint_of"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise StopRun(f"{file}: is no bundle of gold: {type(problem).__name__} {problem}") from problem
    unknown = ({*within.values()} - happenings.keys()) | ({*reprints.values()} - marks.keys())
    if unknown or len(marks) != len(texts):
        raise StopRun(f"{file}: an id stands twice, or is unknown: {', '.join(sorted(unknown))}")
    return Bundle(file.stem, tuple(texts), marks, within, reprints)


def _mark(document: Mapping[str, Any], mark: Mapping[str, str], happenings: Mapping[str, Any]) -> tuple[Span, str]:
    quote, happening = mark["quote"], mark["happening"]
    if happening not in happenings or document["text"].count(quote) != 1:
        raise ValueError(f"{document['id']}: {quote!r} must stand once in the text and tell a happening of the list")
    start = document["text"].index(quote)
    return (start, start + len(quote)), happening


def reports(
    bundle: Bundle, read: Callable[[Document], Record], first: int = 0, *, every: bool = False
) -> list[tuple[Report, str | None]]:
    """The events that a reader finds in a bundle, as reports numbered from `first`, each with the happening that it tells."""
    numbers = {document.id: first + i for i, document in enumerate(bundle.documents)}
    found: list[tuple[Report, str | None]] = []
    for document in bundle.documents:
        origin = bundle.reprints.get(document.id)
        source = Source(
            numbers[document.id], document.id, document.title, document.authors, document.publisher, document.published,
            document.url, document.path, numbers[origin] if origin else None,
            hashlib.sha256(document.text.encode()).hexdigest(),
        )  # fmt: skip
        events = read(document).events
        told = _taken(events, bundle.marks[document.id], every)
        found += [(Report(first + len(found) + i, source, event), told.get(event.id)) for i, event in enumerate(events)]
    return found


def _taken(events: Sequence[Event], marks: Sequence[tuple[Span, str]], every: bool) -> dict[str, str]:
    """The happening of each event that a mark takes, by the event's id: the pairs that overlap most first."""
    pairs = [
        (overlap_ratio(span, (event.start, event.end)), -n, -i)
        for n, (span, _) in enumerate(marks)
        for i, event in enumerate(events)
    ]
    taken: dict[str, str] = {}
    marked: set[int] = set()
    for overlap, n, i in sorted(pairs, reverse=True):
        if overlap > 0 and (every or n not in marked) and events[-i].id not in taken:
            taken[events[-i].id] = marks[-n][1]
            marked.add(n)
    return taken


Clustering = Callable[[Sequence[Report]], Sequence[Sequence[Report]]]


def evaluate(
    folder: Path,
    read: Callable[[Document], Record] | None = None,
    cluster: Clustering = episodes.cluster,
    *,
    every: bool = False,
) -> dict[str, Agreement]:
    """By bundle, and for "all" of a folder together, how well `cluster` puts the events that `read` finds (Dragoman's own
    reader where None) into happenings. Raises StopRun where the folder holds no gold."""
    reader = read or _own_reader()
    gold: dict[Hashable, Hashable] = {}
    everything: list[Report] = []
    names: dict[str, dict[Hashable, Hashable]] = {}
    for bundle in bundles(folder):
        told = reports(bundle, reader, len(everything), every=every)
        everything += [report for report, _ in told]
        names[bundle.name] = {report.key: (bundle.name, happening) for report, happening in told if happening}
        gold.update(names[bundle.name])
    found: dict[Hashable, Hashable] = {r.key: n for n, group in enumerate(cluster(everything)) for r in group}
    return {name: b_cubed(mine, found) for name, mine in names.items()} | {"all": b_cubed(gold, found)}


def _own_reader() -> Callable[[Document], Record]:
    from dragoman.pipeline import read_document  # loads the model: only where something is to be read

    return read_document


def same_day(told: Sequence[Report]) -> list[list[Report]]:
    """The baseline that any clustering should beat: reports of one type, one set of parties and one date are one happening,
    and a report without a date is one of its own."""
    found: dict[Hashable, list[Report]] = {}
    for report in told:
        entry: Any = report.entry
        parties = tuple(sorted({party.code for party in (*entry.actor, *entry.recipient)}))
        found.setdefault((entry.type, parties, entry.date or report.key), []).append(report)
    return list(found.values())
