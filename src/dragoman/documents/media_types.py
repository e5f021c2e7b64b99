"""Which kinds of content are read of the web, and as what: the media type of a Content-Type header to a file's suffix."""

from __future__ import annotations

import codecs
import re
import urllib.parse
from pathlib import PurePosixPath

FEED = ".xml"
"""The suffix that stands for a feed, or for XML that may be one."""

LINES = ".jsonl"

_SUFFIXES = {  # the registry of IANA, and the names in use for JSON lines, which it does not have
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": FEED,
    "application/atom+xml": FEED,
    "application/rdf+xml": FEED,
    "application/xml": FEED,
    "text/xml": FEED,
    "application/jsonl": LINES,
    "application/x-ndjson": LINES,
    "application/x-jsonlines": LINES,
    "application/json-lines": LINES,
}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})
_BY_PATH = frozenset(
    {".html", ".htm", ".xhtml", ".txt", ".md", ".pdf", ".docx", LINES, ".ndjson", ".xml", ".rss", ".atom"}
)

_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"})
# What Python calls encodings and no page is written in; the first two take a time that grows with the square of the size.

ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.9,"
    "application/pdf;q=0.8,*/*;q=0.1"
)
READ = "pages (HTML), plain text, PDF, DOCX, RSS, Atom and JSON lines are"
"""What is read, for the end of a refusal."""


def name(content_type: str | None) -> str:
    """The media type alone, in lower case: "text/html" of "Text/HTML; charset=utf-8"; "" where there is none."""
    return (content_type or "").partition(";")[0].strip().casefold()


def charset(content_type: str | None) -> str | None:
    """The encoding that a Content-Type header names, where Python knows it."""
    found = re.search(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", content_type or "", re.IGNORECASE)
    try:
        known = codecs.lookup(found[1]).name if found else None
    except LookupError:
        return None
    return None if known in _NO_CHARSETS else known


def suffix(content_type: str | None, url: str) -> str | None:
    """The suffix of the format that is to be read, or None where it is none of ours. Where the host does not tell (no type,
    octet-stream) and where "text/plain" stands for anything, the end of the address's path decides."""
    told = name(content_type)
    ending = PurePosixPath(urllib.parse.urlsplit(url).path).suffix.casefold()
    ending = {".htm": ".html", ".ndjson": LINES, ".rss": FEED, ".atom": FEED}.get(ending, ending)
    if told in _UNTOLD:
        if ending in _BY_PATH:
            return ending
        return "" if not told else None
    if told == "text/plain" and ending in (".md", LINES):
        return ending
    return _SUFFIXES.get(told)
