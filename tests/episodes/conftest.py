"""Fixtures: reports made by hand, in which what a test does not tell takes plain values."""

from __future__ import annotations

import pytest

from dragoman.records import Event, Party, Place, Report, Source


def made(
    key: int,
    type_: str = "CONSULT",
    mode: str | None = None,
    actor: str = "CHN RUS",
    recipient: str = "",
    date: str | None = None,
    place: tuple[str, str] | None = None,
    *,
    quote: str = "they held talks",
    published: str | None = "2023-03-22",
    document: int | None = None,
    publisher: str | None = None,
    reprint_of: int | None = None,
    status: str = "occurred",
    confidence: float = 0.6,
    reviewed: str | None = None,
) -> Report:
    """A report of an event; each stands in a document of its own unless `document` names one."""
    number = key if document is None else document
    source = Source(number, f"d{number:04d}", None, (), publisher, published, None, None, reprint_of, f"hash {number}")
    event = Event(
        f"e{key:04d}", type_, mode, (), None, 0.0, _parties(actor), _parties(recipient), date, Place(*place) if place else None,
        status, None, (), confidence, "rule:test", 0, 0, len(quote), quote,
    )  # fmt: skip
    return Report(key, source, event, reviewed)


@pytest.fixture(scope="session")
def report():
    """The function that makes a report."""
    return made


def _parties(told: str) -> tuple[Party, ...]:
    """Parties of words such as "CHN", "CHN:Xi_Jinping" (a person who acts for it) or "CHN~tourists" (its people)."""
    found = []
    for word in told.split():
        state, _, people = word.partition("~")
        code, _, person = state.partition(":")
        name = people or person.replace("_", " ") or code
        found.append(Party(code, name, "president" if person else None, "CVL" if people else "GOV", 0, 0))
    return tuple(found)
