"""What is kept: the record of one document, and what is made of many, as plain frozen dataclasses.

The fields and their order are the contract that `data/record.schema.json` publishes and docs/record.md explains. Offsets
(`start`, `end`) are characters of `Document.text`; `quote` is always `text[start:end]`. Nothing here knows spaCy.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import Any

SCHEMA = "1"

Span = tuple[int, int]
"""Start and end in characters of the document's text."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of it. `published` is ISO 8601, as precise as known; `sentences` are spans of `text`."""

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who: `code` (USA, IGO:UN, NSA:Hamas, COM:Gazprom, PER:name), the name, role ("foreign minister") and PLOVER sector
    (GOV, MIL, CVL ...); `start` and `end` show the words that name the party, in its own sentence or one before."""

    code: str
    name: str
    role: str | None
    sector: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the name as the text gives it, and its country's ISO 3166-1 alpha-3 code where known."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom: PLOVER type, mode, contexts and score. `status`: occurred, planned, hypothetical or denied."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    score: float
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    date: str | None
    place: Place | None
    status: str
    attributed_to: str | None
    sectors: tuple[str, ...]
    confidence: float
    produced_by: str
    sentence: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what. `form`: direct, indirect or mixed; `stance`: support, criticism or neutral towards those it is `about`."""

    id: str
    speaker: str
    state: str | None
    form: str
    stance: str
    about: tuple[Party, ...]
    confidence: float
    produced_by: str
    sentence: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """What was signed, issued or proposed. `status`: signed, proposed or terminated."""

    id: str
    kind: str
    title: str
    parties: tuple[Party, ...]
    status: str
    date: str | None
    confidence: float
    produced_by: str
    sentence: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who undertook what for whom. `modality`: agreed, pledged, offered, intends or proposed; `due` is ISO 8601 or None;
    `instrument` is the id of the instrument that holds it, where the text says so."""

    id: str
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    action: str
    sectors: tuple[str, ...]
    modality: str
    due: str | None
    attributed_to: str | None
    instrument: str | None
    confidence: float
    produced_by: str
    sentence: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read from one document, and `reader`, the name and version of what read it."""

    document: Document
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    reader: str = ""
    schema: str = SCHEMA

    def as_dict(self) -> dict[str, Any]:
        """The record as plain JSON values, in the order of the contract."""
        plain = dataclasses.asdict(self)
        return {
            name: plain[name]
            for name in ("schema", "reader", "document", "events", "statements", "instruments", "commitments")
        }

    def as_json(self) -> str:
        """The record as one line of JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False)


Entry = Event | Statement | Instrument | Commitment
"""One entry of a record."""

KINDS: dict[str, type] = {
    "events": Event,
    "statements": Statement,
    "instruments": Instrument,
    "commitments": Commitment,
}
"""The kinds of entry, by their name in the record."""


@dataclass(frozen=True, slots=True)
class Source:
    """The document that tells a kept entry. `key` is its number in the store; `reprint_of` that of the document whose
    near-duplicate it is, else None; `hash` is the SHA-256 of its text in hexadecimal digits."""

    key: int
    id: str
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    published: str | None
    url: str | None
    path: str | None
    reprint_of: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class Report:
    """An entry with the document that tells it: the unit that episodes, ledger and dossier are made of. `key` is the entry's
    number in the store; `reviewed` tells what a person said of it: "accepted", "edited", "added" or None."""

    key: int
    source: Source
    entry: Entry
    reviewed: str | None = None

    @property
    def kind(self) -> str:
        """events, statements, instruments or commitments."""
        return next(name for name, made in KINDS.items() if isinstance(self.entry, made))


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the reports of an episode disagree: the field ("date", "place", "mode", "actor" ...) and each value with the entry
    ids of the reports that give it."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """One happening, with all reports of it. `first` and `last` (ISO 8601 days, or None) bound the interval that fits the
    reports; `sources` counts the independent ones: reprints, and several texts of one publisher, count once. `part_of` is the
    id of the episode within which it happened (talks within a visit)."""

    id: str
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    first: str | None
    last: str | None
    place: Place | None
    status: str
    sectors: tuple[str, ...]
    score: float
    confidence: float
    sources: int
    reports: tuple[Report, ...]
    differences: tuple[Difference, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the history of a promise: made, reaffirmed, specified, acted upon or contradicted; `why` says in one line
    what connects the report with the promise ("AID in energy.gas by RUS to CHN")."""

    kind: str
    date: str | None
    report: Report
    why: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided on the status of a promise, with a note; it stands above the status that software proposes."""

    status: str
    note: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Promise:
    """One entry of the ledger: commitments that are the same promise, and what was reported since. `status` is what the steps
    propose: open, acted upon, contradicted or overdue; `because` holds the entry ids that led to it."""

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    sectors: tuple[str, ...]
    modality: str
    made: str | None
    due: str | None
    status: str
    because: tuple[str, ...]
    steps: tuple[Step, ...]
    ruling: Ruling | None = None


def content_id(*parts: object) -> str:
    """An id made from content alone: the same content has the same id on every machine and in every run."""
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
