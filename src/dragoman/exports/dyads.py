"""Events as dyads: one actor, one recipient, one day, which is what the older formats of the field hold.

An event of several parties becomes a row for each pair. In a mutual one ("Xi and Putin met", no recipient) each party
stands once before each other one, as ICEWS has it. Only what occurred is given: these formats cannot say planned or denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.records import Document, Event, Party, Record

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Dyad(NamedTuple):
    """One pair of an event, with the document that tells it; `actor` or `recipient` is None where nobody is named."""

    document: Document
    event: Event
    actor: Party | None
    recipient: Party | None
    reader: str


def dyads(records: Iterable[Record]) -> Iterator[Dyad]:
    """The pairs of all events that occurred, in the order of the records."""
    for record in records:
        for event in record.events:
            if event.status == "occurred":
                for actor, recipient in pairs(event):
                    yield Dyad(record.document, event, actor, recipient, record.reader)


def pairs(event: Event) -> list[tuple[Party | None, Party | None]]:
    """Who acts on whom: each pair of different parties once, by code (by name where a party has no code).

    At least one pair, be it of None and None, so that no event is lost.
    """
    actors: list[Party | None] = [*_different(event.actor)]
    recipients: list[Party | None] = [*_different(event.recipient)]
    if not recipients and len(actors) > 1:
        return [(a, b) for a in actors for b in actors if a is not b]
    found = [
        (a, r) for a in actors or [None] for r in recipients or [None] if a is None or r is None or _key(a) != _key(r)
    ]
    return found or [(actors[0], None)]


def day(event: Event, document: Document) -> str | None:
    """The day an event stands at, "2023-03-21", or None.

    That of the event, or the first of its interval. Where the event has only a month or a year: the day of publication
    if it lies in it, else the first of it. An undated event takes the day of publication, as the data sets of the field do.
    """
    published = document.published if document.published and _DAY.fullmatch(document.published) else None
    told = next((part for part in (event.date or "").split("/") if part), None)
    if told is None:
        return published
    if published and published.startswith(told):
        return published
    return told + "-01-01"[: 10 - len(told)] if len(told) == 4 else (told + "-01")[:10]


def _key(party: Party) -> str:
    return party.code or f":{party.name}"


def _different(parties: tuple[Party, ...]) -> list[Party]:
    first: dict[str, Party] = {}
    for party in parties:
        first.setdefault(_key(party), party)
    return list(first.values())
