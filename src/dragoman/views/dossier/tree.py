"""What a dossier is made of: plain frozen dataclasses, the same for all four writers.

A `Claim` and a `Row` say something of the world and cite the words that carry it; a `Note` speaks only of the dossier itself
("and 12 more", "nothing of this kind is reported") and cites nothing.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.views.charts import Plot


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that carry a sentence: `document` is the number in the bibliography (from 1), `sentence` that of the record
    (from 0; people are shown it from 1), `quote` the words exactly as they stand in the text, `entry` the id of the entry,
    `context` the whole sentence where it is known, else empty."""

    document: int
    sentence: int
    quote: str
    entry: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with its citations. `when` is a date as people read it, `marks` are short facts ("planned", "3 sources");
    where `quoted`, the words of the first citation are shown beside it; `parts` are claims under it."""

    text: str
    citations: tuple[Citation, ...]
    when: str = ""
    marks: tuple[str, ...] = ()
    quoted: bool = False
    parts: tuple[Claim, ...] = ()
    more: int = 0
    """How many further parts are not shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, the first of them its name."""

    cells: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; `note` says how to read it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot; writers draw it as SVG or PNG, or leave it out where they hold no pictures."""

    plot: Plot


@dataclass(frozen=True, slots=True)
class Note:
    """Something of the dossier itself; `command` shows what is left out."""

    text: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a heading of their own within a section."""

    title: str
    blocks: tuple[Claim | Table | Picture | Note, ...]


Block = Claim | Table | Picture | Note | Group


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `key` is its stable name (timeline, instruments ...)."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of the bibliography. `address` is the URL, else the path; `reprint_of` the number of the work that it reprints,
    `original` what is known of that where it has no number; `words` all that is cited of it, in the order of the text."""

    number: int
    title: str
    authors: str
    publisher: str
    published: str
    address: str
    hash: str
    reprint_of: int | None
    original: str
    words: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a writer needs. `since` and `until` are as asked for (ISO 8601 or None), `as_of` the day it was made for."""

    dyad: tuple[str, str]
    title: str
    period: str
    as_of: str
    sections: tuple[Section, ...]
    works: tuple[Work, ...]


def claims(dossier: Dossier) -> Iterator[Claim | Row]:
    """Every sentence and every row of a dossier that says something of the world, parts included, in order."""
    for section in dossier.sections:
        for block in section.blocks:
            yield from _claims(block)


def _claims(block: Block | Row) -> Iterator[Claim | Row]:
    if isinstance(block, Claim):
        yield block
        for part in block.parts:
            yield from _claims(part)
    elif isinstance(block, Row):
        yield block
    elif isinstance(block, Table):
        yield from block.rows
    elif isinstance(block, Group):
        for inner in block.blocks:
            yield from _claims(inner)
