"""READ FIRST: the way of a text through Dragoman, the stages in order, in one list.

documents.load -> Document -> the spaCy components below -> Record
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language

import dragoman
from dragoman import documents, language
from dragoman.acts import learned
from dragoman.errors import SkipDocument
from dragoman.records import Commitment, Document, Event, Instrument, Party, Record, Statement, content_id

STAGES = (
    "dragoman_reader",  # language: tags, lemmas, syntax, sentences, names
    "dragoman_parties",  # parties:  who
    "dragoman_dating",  # dating:   when
    "dragoman_places",  # places:   where
    "dragoman_acts",  # acts:     events, statements, instruments, commitments
)
READER = f"dragoman {dragoman.__version__}"


@lru_cache(maxsize=1)
def load() -> Language:
    """The whole pipeline as a spaCy `Language`, built once in a process."""
    nlp = language.blank()
    for stage in STAGES:
        nlp.add_pipe(stage)
    return nlp


PORTION = 200_000  # characters of a document that are held at once: about 150 MB of word vectors and syntax


def read_document(document: Document) -> Record:
    """The record of one document. A very long text is read in portions, cut between paragraphs."""
    if len(document.text) <= PORTION:
        return _read_whole(document)
    parts = []
    for start, end in portions(document.text, PORTION):
        part = dataclasses.replace(document, text=document.text[start:end], title=document.title if start == 0 else None)
        parts.append((start, _read_whole(part)))
    return _joined(document, parts)


def _read_whole(document: Document) -> Record:
    nlp = load()
    doc = language.make_doc(nlp, document)
    for _, stage in nlp.pipeline:
        doc = stage(doc)
    return dataclasses.replace(doc._.acts, reader=READER)


def portions(text: str, size: int) -> list[tuple[int, int]]:
    """Spans that tile a text, each of at most `size` characters, cut after a line break, else after a blank, else anywhere."""
    spans, start = [], 0
    while start < len(text):
        end = min(len(text), start + size)
        if end < len(text):
            cut = max(text.rfind("\n", start, end), -1)
            cut = cut if cut > start else text.rfind(" ", start, end)
            end = cut + 1 if cut > start else end
        spans.append((start, end))
        start = end
    return spans


def _joined(document: Document, parts: list[tuple[int, Record]]) -> Record:
    """One record of the records of a document's portions, their offsets, sentence numbers and ids moved."""
    sentences: list[tuple[int, int]] = []
    kinds: dict[str, list[Any]] = {"events": [], "statements": [], "instruments": [], "commitments": []}
    for offset, record in parts:
        for kind, found in kinds.items():
            found += [_moved(entry, offset, len(sentences)) for entry in getattr(record, kind)]
        sentences += [(a + offset, b + offset) for a, b in record.document.sentences]
    whole = dataclasses.replace(document, sentences=tuple(sentences))
    events, statements, instruments, commitments = (tuple(found) for found in kinds.values())
    return Record(whole, events, statements, instruments, commitments, reader=READER)


def _moved(entry: Any, offset: int, sentences: int) -> Any:
    """An entry (or a party) `offset` characters and so many sentences further on."""
    changes: dict[str, Any] = {"start": entry.start + offset, "end": entry.end + offset}
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Party):
            changes[field.name] = tuple(_moved(party, offset, sentences) for party in value)
        elif field.name == "sentence":
            changes["sentence"] = value + sentences
        elif field.name in ("id", "instrument") and value is not None:
            changes[field.name] = content_id(value, offset) if offset else value
    return dataclasses.replace(entry, **changes)


def read_documents(sources: Iterable[str | Path], published: str | None = None) -> Iterator[Record | SkipDocument]:
    """The record of each document of each source (file, folder, "-"), in order; what cannot be read comes as a SkipDocument.

    `published` (ISO 8601) overrules what the documents say of their date.
    """
    for source in sources:
        for document in documents.load(source, published=published):
            yield document if isinstance(document, SkipDocument) else read_document(document)


def read(source: str | Path, *, published: str | None = None) -> Record:
    """The record of one file (a path) or of a text (a string that names no file). Raises SkipDocument where it cannot be read."""
    if isinstance(source, Path) or os.path.isfile(source):  # os.path: false, not an error, for what can be no path
        for found in read_documents([source], published):
            if isinstance(found, SkipDocument):
                raise found
            return found
        raise SkipDocument(str(source), "holds no document")
    return read_document(documents.from_text(str(source), published=published))


@dataclasses.dataclass(frozen=True, slots=True)
class Relation:
    """The act between two marked parties: its PLOVER type, how probable that type is if there is an act, and how probable it
    is that there is none."""

    type: str
    confidence: float
    none: float


def relation(text: str, source: tuple[int, int], target: tuple[int, int]) -> Relation:
    """What the party at characters `source` of a text does to the party at `target`, both in one sentence or in neighbours.

    Raises ValueError where a span is empty, stands outside the text or holds no word.
    """
    nlp = load()
    doc = nlp.get_pipe(STAGES[0])(language.make_doc(nlp, Document(id="", text=text)))
    spans = []
    for name, (start, end) in (("source", source), ("target", target)):
        inside = [t.i for t in doc if t.idx < end and t.idx + len(t) > start and not t.is_space]
        if not (0 <= start < end <= len(text)) or not inside:
            raise ValueError(f"{name} {start, end} marks no word of the text, which has {len(text)} characters")
        spans.append((inside[0], inside[-1] + 1))
    low = doc[min(a for a, _ in spans)].sent.start
    high = doc[max(b for _, b in spans) - 1].sent.end
    first, second = ((a - low, b - low) for a, b in spans)
    row = learned.between(np.ascontiguousarray(doc.tensor[low:high], dtype=np.float32), [(first, second)])[0]
    told = {name: float(p) for name, p in zip(learned.types(), row, strict=True)}
    none = told.pop(learned.NONE)
    best = max(told, key=lambda name: (told[name], name))
    return Relation(best, round(told[best] / max(1e-9, sum(told.values())), 4), round(none, 4))


def explain(document: Document, record_id: str) -> list[str]:
    """Why a record was made, as lines for a person: what produced it, its parties, and the syntax of its sentence.

    Raises KeyError where the document has no record with that id.
    """
    record = read_document(document)
    everything: tuple[Event | Statement | Instrument | Commitment, ...] = (
        *record.events,
        *record.statements,
        *record.instruments,
        *record.commitments,
    )
    found = next((r for r in everything if r.id == record_id), None)
    if found is None:
        raise KeyError(record_id)
    lines = [
        f"{type(found).__name__.lower()} {found.id}",
        f"quote: {found.quote}",
        f"produced by: {found.produced_by}",
        f"confidence: {found.confidence}",
    ]
    kind, _, rest = found.produced_by.partition(":")
    file, _, number = rest.partition(":")
    if kind == "rule" and file.endswith(".csv"):
        lines.append(f"entry: {_entry(file, int(number))}")
    for name in ("actor", "recipient", "parties", "by", "to", "about"):
        for party in getattr(found, name, ()):
            lines.append(
                f"{name}: {party.code} ({party.name}) from the words {record.document.text[party.start : party.end]!r}"
            )
    nlp = load()
    doc = language.make_doc(nlp, document)
    doc = nlp.get_pipe("dragoman_reader")(doc)
    start, end = record.document.sentences[found.sentence]
    lines.append("syntax: word, tag, lemma, relation, head")
    for t in doc.char_span(start, end, alignment_mode="expand") or ():
        if not t.is_space:
            lines.append(f"  {t.text}\t{t.tag_}\t{t.lemma_}\t{t.dep_}\t{t.head.text}")
    return lines


def _entry(file: str, line: int) -> str:
    """The line of a lexicon that a rule is."""
    from importlib.resources import files

    return (files("dragoman") / "data" / "lexicons" / file).read_text(encoding="utf-8").splitlines()[line - 1]
