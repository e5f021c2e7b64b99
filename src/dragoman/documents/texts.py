"""A text and what is known of it, to a Document: the last step of every format, and the whole of it for plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from dragoman import errors, records
from dragoman.documents import bylines, english, metadata, written_dates
from dragoman.settings import LIMITS, Limits

_LONE = re.compile(r"[\ud800-\udfff]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def from_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    authors: Iterable[str] = (),
    url: str | None = None,
    path: str | None = None,
) -> records.Document:
    """A Document of `text`, kept character for character, with what is given and what the text tells of itself.

    `published` is a date in ISO 8601 or as written ("24 March 2023"), a day, a month or a year; without an `id` the
    document gets one made from its text. Raises errors.SkipDocument where that is empty, too large or not English."""
    found = metadata.Found(
        title=_line(title),
        authors=bylines.tidy(tuple(authors)),
        publisher=_line(publisher),
        published=written_dates.iso(published),
        url=_line(url),
    )
    return finish(text, found, id=id, path=path, name=path or id or "text")


def finish(
    text: str, found: metadata.Found, *, id: str | None, path: str | None, name: str, limits: Limits = LIMITS
) -> records.Document:
    """The Document, or errors.SkipDocument under `name`. Half a surrogate pair, which no file can hold, becomes U+FFFD;
    nothing else of the text changes, so offsets into it stay those of the source."""
    if len(text) > limits.text_characters:
        raise errors.SkipDocument(
            shown(name), f"is too large: {len(text):,} characters, at most {limits.text_characters:,} are read"
        )
    if not text.strip():
        raise errors.SkipDocument(shown(name), "is empty")
    if not text.isascii():
        text = _LONE.sub("\ufffd", text)
    refusal = english.refusal(text)
    if refusal:
        raise errors.SkipDocument(shown(name), refusal)
    told = metadata.complete(text, found, PurePath(path).name if path else "")
    return records.Document(
        id=_LONE.sub("\ufffd", id) if id else records.content_id(text),
        text=text,
        path=_LONE.sub("\ufffd", path) if path else None,
        title=told.title,
        authors=told.authors,
        publisher=told.publisher,
        published=told.published,
        url=told.url,
        language="en",
    )


def field(value: object) -> str | None:
    """A metadata field as one line of text, or None: what files hold there may be anything."""
    return _line(value) if isinstance(value, str) else None


def _line(value: str | None) -> str | None:
    line = " ".join(_LONE.sub("\ufffd", value).split())[:2_000] if value else ""
    return line or None


def shown(name: object) -> str:
    """A name from outside for one line of a terminal: control and direction marks as escapes, not too long."""
    safe = _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), str(name))
    return safe if len(safe) <= 300 else "…" + safe[-299:]
