"""Reports made by hand: a commitment, an event or an instrument told by a document of a day."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.records import Commitment, Event, Instrument, Party, Report, Source, content_id


def parties(text: str) -> tuple[Party, ...]:
    """Parties of words such as "RUS" or "USA@Joe_Biden" (who acts for it)."""
    found = []
    for word in text.split():
        code, _, person = word.partition("@")
        found.append(Party(code, person.replace("_", " ") or code, "leader" if person else None, None, 0, 0))
    return tuple(found)


class Desk:
    """Numbers what it makes, so that a story can be told from top to bottom."""

    def __init__(self) -> None:
        self.made = 0
        self.documents: dict[str, int] = {}

    def source(self, day: str, name: str | None, reprint_of: int | None = None) -> Source:
        name = name or f"paper-{day}"
        key = self.documents.setdefault(name, len(self.documents) + 1)
        return Source(key, name, None, (), None, day, None, None, reprint_of, content_id(name))

    def _report(self, entry: Any, day: str, document: str | None, reprint_of: int | None = None) -> Report:
        return Report(self.made, self.source(day, document, reprint_of), entry)

    def _where(self, quote: str) -> dict[str, Any]:
        self.made += 1
        start = self.made * 1000
        return {
            "confidence": 0.9, "produced_by": "rule:test", "sentence": self.made, "start": start, "end": start + len(quote),
            "quote": quote, "id": content_id(self.made, quote),
        }  # fmt: skip

    def promise(
        self, day: str, by: str, to: str, action: str, sectors: str = "", *, modality: str = "pledged",
        due: str | None = None, document: str | None = None, reprint_of: int | None = None,
    ) -> Report:  # fmt: skip
        entry = Commitment(
            by=parties(by), to=parties(to), action=action, sectors=tuple(sectors.split()), modality=modality, due=due,
            attributed_to=None, instrument=None, **self._where(action),
        )  # fmt: skip
        return self._report(entry, day, document, reprint_of)

    def event(
        self, day: str, kind: str, actor: str, recipient: str, quote: str, sectors: str = "", *, mode: str | None = None,
        status: str = "occurred", date: str | None = None, document: str | None = None, confidence: float = 0.9,
    ) -> Report:  # fmt: skip
        entry = Event(
            type=kind, mode=mode, contexts=(), cameo=None, score=0.0, actor=parties(actor), recipient=parties(recipient),
            date=date, place=None, status=status, attributed_to=None, sectors=tuple(sectors.split()),
            **(self._where(quote) | {"confidence": confidence}),
        )  # fmt: skip
        return self._report(entry, day, document)

    def instrument(
        self, day: str, kind: str, who: str, title: str, *, status: str = "signed", date: str | None = None
    ) -> Report:
        entry = Instrument(kind=kind, title=title, parties=parties(who), status=status, date=date, **self._where(title))
        return self._report(entry, day, None)


@pytest.fixture
def desk() -> Desk:
    return Desk()
