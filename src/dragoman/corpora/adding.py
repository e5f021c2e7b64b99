"""Adding to a store: read what it does not hold yet, keep it with its episodes and promises, note what cannot be read.

Each document is one transaction: a run that is killed loses at most the document in hand and goes on where it was when it is
started again, because what is kept is not read again.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import documents, pipeline
from dragoman.documents import texts
from dragoman.errors import SkipDocument
from dragoman.records import Document, Record
from dragoman.store import Store
from dragoman.store.writing import name_of

if TYPE_CHECKING:
    from dragoman.documents.fetching import Unchanged

ADDED, KNOWN, FAILED = "added", "known", "failed"

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)

Read = Callable[[Document], Record]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: `added` (also: a new version, a newer reading), `known` (nothing changed) or `failed`, with
    the reason; `entries` are those that are new or changed."""

    kind: str
    name: str
    reason: str = ""
    entries: int = 0


def add(
    store: Store,
    sources: Iterable[str | Path],
    *,
    published: str | None = None,
    allowed: frozenset[str] = frozenset(),
    read: Read = pipeline.read_document,
) -> Iterator[Outcome]:
    """Read and keep the documents of sources, in order; the outcome of each as it comes.

    `published` (ISO 8601) overrules what the documents say; `allowed` are hosts inside one's own network that may be fetched
    from. StopRun where the store fails: what was kept before stays.
    """
    for given in sources:
        source = _rooted(given)
        names: set[str] = set()
        clean = True
        for found in _documents(store, str(given), published, allowed):
            if isinstance(found, Document):
                name = name_of(found)
                if name in names:
                    found = SkipDocument(
                        texts.shown(name), "stands twice in this source; give each document an id of its own"
                    )
                names.add(name)
            outcome = _one(store, source, found, read)
            clean = clean and outcome.kind != FAILED
            yield outcome
        if clean:
            store.forget_failures_of(source)


def _rooted(source: str | Path) -> str:
    """A source under the one name that it has from wherever it is added."""
    told = str(source)
    return told if told == "-" or _ADDRESS.match(told) else os.path.abspath(told)


def retry(
    store: Store, *, allowed: frozenset[str] = frozenset(), read: Read = pipeline.read_document
) -> Iterator[Outcome]:
    """Try again what could not be read: each source of which something failed is gone through once more."""
    failed = store.failures()
    for source in dict.fromkeys(failure.source for failure in failed):
        if source != "-":
            yield from add(store, [source], allowed=allowed, read=read)


def again(store: Store, *, read: Read = pipeline.read_document) -> Iterator[Outcome]:
    """Read anew, with the present reader, the texts that an older one read. Older readings stay on file."""
    for source in store.documents():
        document = store.record(source.key, corrected=False).document
        if not store.is_kept(document, pipeline.READER):
            yield _one(store, document.path or document.url or document.id, document, read)


def _documents(
    store: Store, source: str, published: str | None, allowed: frozenset[str]
) -> Iterator[Document | SkipDocument | Unchanged]:
    if not _ADDRESS.match(source):
        yield from documents.load(source, published=published)
        return
    from dragoman.documents import remote  # the network's libraries only where it is asked for
    from dragoman.documents.fetching import Fetched, Fetcher

    def seen(answer: Fetched) -> None:
        store.note_validators(answer.asked, answer.etag, answer.last_modified)

    with Fetcher(allowed=allowed) as fetcher:
        for found in remote.load(source, fetcher, known=store.validators, seen=seen):
            yield (
                dataclasses.replace(found, published=published) if published and isinstance(found, Document) else found
            )


def _one(store: Store, source: str, found: Document | SkipDocument | Unchanged, read: Read) -> Outcome:
    if isinstance(found, SkipDocument):
        store.note_failure(found.name, source, found.reason)
        return Outcome(FAILED, found.name, found.reason)
    if not isinstance(found, Document):
        return Outcome(KNOWN, texts.shown(found.url))
    name = texts.shown(found.url or found.path or found.id)
    if store.is_kept(found, pipeline.READER):
        return Outcome(KNOWN, name)
    try:
        kept = store.keep(read(found))
    except (MemoryError, RecursionError):
        reason = "is too large or too deeply nested to be read"
        store.note_failure(name, source, reason)
        return Outcome(FAILED, name, reason)
    store.forget_failures([name])
    return Outcome(ADDED if kept.changed else KNOWN, name, entries=len(kept.entered))
