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
