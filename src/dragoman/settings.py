"""The bounds of what is read. Text from outside is hostile, so each is finite; a caller may pass other ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one document before it is refused. Sizes in bytes unless the name says characters."""

    file_bytes: int = 20_000_000
    text_characters: int = 5_000_000
    unpacked_bytes: int = 200_000_000
    """What the members of a DOCX may hold together once decompressed."""
    xml_bytes: int = 60_000_000
    """What one XML member of a DOCX may hold: a parsed tree takes several times the room of its text."""
    unpacking_ratio: float = 300.0
    """Decompressed to compressed size of one large member: prose stays below 30, a bomb is above 900."""
    pdf_pages: int = 2_000
    seconds: float = 60.0
    """For taking the text out of one file. Kept by an alarm in the main thread, between pages elsewhere."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long and how much is fetched from the web. Every redirect is a request of its own."""

    resolve_seconds: float = 10.0
    """For turning a host's name into addresses."""
    connect_seconds: float = 10.0
    """For one connection, its TLS included."""
    read_seconds: float = 20.0
    """Between two pieces of an answer."""
    total_seconds: float = 60.0
    """For one request as a whole: what drips a byte at a time ends here."""
    body_bytes: int = 20_000_000
    """What an answer may hold once unpacked."""
    address_characters: int = 2_000
    redirects: int = 5
    """How often one page may point on; RFC 9309 asks for at least five for robots.txt."""
    retries: int = 2
    """After an answer 429 or 503."""
    backoff_seconds: float = 2.0
    """Before the first retry where the host names no time; doubled each time."""
    retry_after_seconds: float = 60.0
    """The longest that a host can make us wait before a retry; who asks for more is left."""
    delay_seconds: float = 0.5
    """Least time between two pages of one host."""
    crawl_delay_seconds: float = 10.0
    """The longest Crawl-delay of a robots.txt that is kept; a longer one counts as this."""
    robots_bytes: int = 512_000
    """What is read of a robots.txt: RFC 9309 asks for at least 500 KiB."""
    feed_bytes: int = 5_000_000
    """Reading a feed takes some three seconds for a million bytes."""
    feed_entries: int = 200
    """The entries of one feed that are read, from its top."""


FETCH_LIMITS = FetchLimits()
