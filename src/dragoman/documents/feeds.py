"""RSS and Atom: what a feed tells of each of its entries. feedparser reads and sanitises them, of bytes that were fetched.

Reads the bytes of a feed of any age (RSS 0.9x, 1.0, 2.0, Atom); gives a FeedEntry for each entry, from the top. Example: an
`<item>` with title, link and "Tue, 21 Mar 2023 23:30:00 -0500" gives a FeedEntry published "2023-03-21": the day as written.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman import errors
from dragoman.documents import addresses, bylines, deadline, decoding, media_types, texts, written_dates
from dragoman.settings import FETCH_LIMITS, LIMITS

_HEAD = 65_536  # bytes in which the root element must begin
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|feed|RDF)\b([^>]{0,4000})>")
_NAMESPACES = {
    "feed": ("www.w3.org/2005/Atom", "purl.org/atom/ns"),
    "RDF": ("purl.org/rss/", "netscape.com/rdf/simple/0.9"),
}
_BEFORE = (("<?", "?>"), ("<!--", "-->"))


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: `url` is absolute and http or https, None where the entry names no such address; `published` is ISO 8601;
    `content` is its full text as sanitised HTML (content:encoded, Atom's content), None where it gives none."""

    url: str | None
    title: str | None = None
    published: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    content: str | None = None


def is_feed(data: bytes, content_type: str | None) -> bool:
    """Whether bytes are a feed: by their media type, or by their root element whatever their type says."""
    return media_types.name(content_type) in _FEED_TYPES or _root(data)


def entries(
    data: bytes, url: str, *, charset: str | None = None, limit: int = FETCH_LIMITS.feed_entries
) -> list[FeedEntry]:
    """The first `limit` entries of a feed that was fetched from `url`, each address once. `charset` is the encoding that
    the host named, if any. Raises errors.SkipDocument where the bytes are no feed, are too large or take too long."""
    name = addresses.shown(url)
    if len(data) > FETCH_LIMITS.feed_bytes:
        raise errors.SkipDocument(name, f"is too large for a feed: at most {FETCH_LIMITS.feed_bytes:,} bytes are read")
    headers = {"content-location": url}
    if charset:
        headers["content-type"] = f"application/xml; charset={charset}"
    try:
        with deadline.within(LIMITS.seconds):
            parsed = _parsed(data, headers)
            found = list(_read(parsed, addresses.parse(url), limit))
    except deadline.TimeUp:
        raise errors.SkipDocument(name, f"took longer than {LIMITS.seconds:.0f} seconds") from None
    except (MemoryError, RecursionError):
        raise errors.SkipDocument(name, "is too deeply nested to be read as a feed") from None
    if not found and not parsed.get("version"):
        raise errors.SkipDocument(name, "is no RSS or Atom feed, whatever its type says")
    return found


def _parsed(data: bytes, headers: dict[str, str]) -> Any:
    import feedparser

    # A stream, never bytes or a string: feedparser takes those for the name of a file or an address, and opens it.
    return feedparser.parse(io.BytesIO(data), response_headers=headers, resolve_relative_uris=True, sanitize_html=True)


def _read(parsed: Any, base: addresses.Address, limit: int) -> Iterator[FeedEntry]:
    publisher = _line(parsed.feed.get("publisher")) or _line(parsed.feed.get("title"))
    seen: set[str] = set()
    for entry in parsed.entries:
        if len(seen) >= limit:
            return
        url = _address(entry.get("link"), base)
        key = url or f"\x00{len(seen)}"
        if key in seen:
            continue
        seen.add(key)
        source = entry.get("source") or {}
        yield FeedEntry(
            url=url,
            title=_line(entry.get("title")),
            published=_day(entry),
            summary=_line(entry.get("summary")),
            authors=_authors(entry),
            publisher=_line(source.get("title")) or publisher,
            content=_content(entry),
        )


def _address(link: object, base: addresses.Address) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        return addresses.joined(base, link).url
    except errors.SkipDocument:
        return None


def _line(value: object) -> str | None:
    """A field as one line of plain text: feeds put HTML into titles, escaped once or twice."""
    if not isinstance(value, str):
        return None
    return texts.field(html.unescape(re.sub(r"<[^<>]{0,500}>", " ", value[:20_000])))


def _day(entry: dict[str, Any]) -> str | None:
    """The day as the feed writes it, in its own time zone; else the one that feedparser made of a date of unusual form.
    `dict.get`: feedparser's own would answer "published" with "updated"."""
    for key in ("published", "updated"):
        day = written_dates.iso(dict.get(entry, key))
        moment: Any = dict.get(entry, f"{key}_parsed")
        if day is None and moment:
            day = written_dates.iso(f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}")
        if day:
            return day
    return None


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    if re.fullmatch(r"[^\s()]*@[^\s()]*", str(entry.get("author", ""))):
        return ()  # an address alone: feedparser takes the end of one under a new domain for a name
    names = [_line(author.get("name")) for author in entry.get("authors", ()) if isinstance(author, dict)]
    return bylines.tidy([name for name in names if name and "@" not in name])


def _content(entry: dict[str, Any]) -> str | None:
    """The longest of the full texts, as HTML."""
    found = []
    for part in entry.get("content", ()):
        value = part.get("value") or ""
        found.append(f"<pre>{html.escape(value)}</pre>" if part.get("type") == "text/plain" else value)
    return max(found, key=len, default="") or None


def _root(data: bytes) -> bool:
    """Whether the root element is that of a feed; what may stand before it is passed over."""
    text = (decoding.decode(data[:_HEAD]) or "").lstrip("\ufeff \t\n")
    while True:
        for start, end in _BEFORE:
            if text.startswith(start):
                text = text[len(start) :].partition(end)[2].lstrip()
                break
        else:
            break
    if text[:9].casefold() == "<!doctype":
        text = _after_doctype(text)
    found = _ROOT.match(text)
    if not found:
        return False
    spaces = _NAMESPACES.get(found[1])
    return spaces is None or any(space in found[2] for space in spaces)


def _after_doctype(text: str) -> str:
    inside = re.match(r"<!doctype[^>\[]*\[", text, re.IGNORECASE)
    rest = text[inside.end() :].partition("]")[2] if inside else text
    return rest.partition(">")[2].lstrip()
