"""Addresses to Documents: a page or file becomes one, JSON lines as many as they hold, a feed one for each of its entries.

Reads an address through a `fetching.Fetcher`; writes `records.Document` as `sources.load` does of files, with `url` the
address where the page stands, `path` None and an id made from that address, so that a page that has changed since is the same
document. Example: "https://news.example/feed.xml" with three entries gives three documents, one for each page that an entry
points to; of a page that cannot be fetched, the text that the feed itself gives, where that is more than an excerpt.
"""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from dragoman import errors, records
from dragoman.documents import addresses, feeds, json_lines, media_types, sources, texts
from dragoman.documents.fetching import Fetched, Fetcher, Unchanged
from dragoman.settings import LIMITS, Limits

Known = Callable[[str], tuple[str | None, str | None] | None]
"""Address as asked -> the etag and date of last change that its last answer had, or None where it was never fetched."""

Seen = Callable[[Fetched], None]
"""Called with an answer after the consumer took all documents of it: the moment to keep its etag and date."""

_XHTML = re.compile(rb"<html\b", re.IGNORECASE)
_FULL_TEXT = 100  # words: an entry's own text shorter than this is an excerpt of the page


def load(
    url: str, fetcher: Fetcher, *, known: Known | None = None, seen: Seen | None = None, limits: Limits = LIMITS
) -> Iterator[records.Document | errors.SkipDocument | Unchanged]:
    """The documents behind an address, one after another; what cannot be fetched or read comes as an errors.SkipDocument in
    its place. `known` makes requests conditional: what has not changed comes as an Unchanged and is not read again. `seen`
    is called when the documents of an answer have been taken, so a run that stops before asks for that answer again."""
    answer = _asked(url, fetcher, known)
    if not isinstance(answer, Fetched):
        yield answer
        return
    failed = False
    for document in _documents(answer, fetcher, known, seen, limits):
        failed = failed or isinstance(document, errors.SkipDocument)
        yield document
    if seen and not failed:  # a feed whose entry failed must not be "unchanged" the next time
        seen(answer)


def _asked(url: str, fetcher: Fetcher, known: Known | None) -> Fetched | Unchanged | errors.SkipDocument:
    try:
        etag, last_modified = (known(url) if known else None) or (None, None)
        return fetcher.fetch(url, etag, last_modified)
    except errors.SkipDocument as skipped:
        return skipped


def _documents(
    answer: Fetched, fetcher: Fetcher, known: Known | None, seen: Seen | None, limits: Limits
) -> Iterator[records.Document | errors.SkipDocument | Unchanged]:
    suffix = media_types.suffix(answer.content_type, answer.url)
    if suffix == media_types.LINES:
        lines = json_lines.read(io.BytesIO(answer.data), addresses.shown(answer.url), None, None, limits)
        for document in lines:
            if isinstance(document, records.Document) and not document.url:
                document = dataclasses.replace(document, url=f"{_canonical(answer.url)}#{quote(document.id)}")
            yield document
    elif feeds.is_feed(answer.data, answer.content_type):
        yield from _entries(answer, fetcher, known, seen, limits)
    else:
        yield _page(answer, limits)


def _page(answer: Fetched, limits: Limits) -> records.Document | errors.SkipDocument:
    """The document of one page or file. What it says is its own address (rel=canonical) does not count: it could name
    another's, and take that one's place."""
    suffix = media_types.suffix(answer.content_type, answer.url) or ""
    if suffix == media_types.FEED:  # XHTML may come as XML
        if not _XHTML.search(answer.data[:4_096]):
            return errors.SkipDocument(addresses.shown(answer.url), "is XML, but neither a page nor a feed")
        suffix = ".xhtml"
    origin = _origin(answer.url, suffix, media_types.charset(answer.content_type))
    return sources.from_bytes(answer.data, origin, limits)


def _origin(url: str, suffix: str, encoding: str | None = None) -> sources.Origin:
    kept = _canonical(url)
    return sources.Origin(
        name=addresses.shown(url), suffix=suffix, id=records.content_id("address", kept), url=kept, encoding=encoding
    )


def _canonical(url: str) -> str:
    return addresses.canonical(addresses.parse(url))


def _entries(
    answer: Fetched, fetcher: Fetcher, known: Known | None, seen: Seen | None, limits: Limits
) -> Iterator[records.Document | errors.SkipDocument | Unchanged]:
    """A document for each entry of a feed, in its order."""
    name, most = addresses.shown(answer.url), fetcher.limits.feed_entries
    charset = media_types.charset(answer.content_type)
    try:
        found = feeds.entries(answer.data, answer.url, charset=charset, limit=most + 1)
    except errors.SkipDocument as skipped:
        yield skipped
        return
    if not found:
        yield errors.SkipDocument(name, "is a feed without entries")
    for number, entry in enumerate(found[:most], 1):
        if entry.url is None:
            titled = f" ({entry.title[:80]!r})" if entry.title else ""
            yield errors.SkipDocument(name, texts.shown(f"entry {number}{titled} names no page of the web"))
            continue
        page = _asked(entry.url, fetcher, known)
        document = _of_entry(entry, entry.url, page, limits)
        yield document
        if seen and isinstance(page, Fetched) and not isinstance(document, errors.SkipDocument):
            seen(page)
    if len(found) > most:
        yield errors.SkipDocument(name, f"has more than {most:,} entries; the others are not read")


def _of_entry(
    entry: feeds.FeedEntry, url: str, page: Fetched | Unchanged | errors.SkipDocument, limits: Limits
) -> records.Document | errors.SkipDocument | Unchanged:
    """The document of one entry's page; else of the text in the entry, if that is a full one. The feed fills what the
    page does not tell."""
    document: records.Document | errors.SkipDocument
    if isinstance(page, Unchanged):
        return page
    if isinstance(page, errors.SkipDocument):
        document = page
    elif feeds.is_feed(page.data, page.content_type):
        document = errors.SkipDocument(addresses.shown(url), "is a feed within a feed")
    else:
        document = _page(page, limits)
    if isinstance(document, errors.SkipDocument):
        document = _own_text(entry, url, limits) or document
    if isinstance(document, errors.SkipDocument):
        return document
    return dataclasses.replace(
        document,
        title=document.title or entry.title,
        authors=document.authors or entry.authors,
        publisher=document.publisher or entry.publisher,
        published=document.published or entry.published,
    )


def _own_text(entry: feeds.FeedEntry, url: str, limits: Limits) -> records.Document | None:
    """The text that the feed gives of an entry, as a document at the entry's address."""
    if entry.content is None:
        return None
    page = f"<html><body><article>{entry.content}</article></body></html>".encode("utf-8", "replace")
    document = sources.from_bytes(page, _origin(url, ".html"), limits)
    if isinstance(document, errors.SkipDocument) or len(document.text.split()) < _FULL_TEXT:
        return None
    return document
