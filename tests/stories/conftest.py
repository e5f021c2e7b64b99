"""The example documents as records, each read once, and questions asked of them in the words of a reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import dragoman
from dragoman.records import Commitment, Event, Instrument, Party, Record, Statement

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def codes(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.code for party in parties)


@dataclass(frozen=True)
class Story:
    """A record and what a person would ask of it. What is left out does not matter; words are part of the sentence."""

    record: Record

    def sentence(self, entry) -> str:
        start, end = self.record.document.sentences[entry.sentence]
        return self.record.document.text[start:end]

    def _told(self, entry, words: str | None) -> bool:
        return words is None or words in " ".join(self.sentence(entry).split())

    def events(
        self,
        kinds: str = "",
        actor: str = "",
        recipient: str = "",
        date: str | None = None,
        status: str = "",
        words: str | None = None,
    ) -> list[Event]:
        """Events of one of `kinds` ("SANCTION COERCE") whose actors and recipients include those named."""
        return [
            e for e in self.record.events
            if (not kinds or e.type in kinds.split()) and set(actor.split()) <= codes(e.actor)
            and set(recipient.split()) <= codes(e.recipient) and (date is None or (e.date or "").startswith(date))
            and (not status or e.status == status) and self._told(e, words)
        ]  # fmt: skip

    def together(self, kinds: str, parties: str, words: str | None = None) -> list[Event]:
        """Events between or among `parties`, whoever of them is the actor."""
        told = self.events(kinds, words=words)
        return [e for e in told if set(parties.split()) <= codes(e.actor) | codes(e.recipient)]

    def statements(self, speaker: str, words: str | None = None, form: str = "") -> list[Statement]:
        return [
            s
            for s in self.record.statements
            if speaker in s.speaker and self._told(s, words) and (not form or s.form == form)
        ]

    def instruments(self, kind: str = "", parties: str = "", status: str = "") -> list[Instrument]:
        return [
            i
            for i in self.record.instruments
            if (not kind or i.kind == kind)
            and set(parties.split()) <= codes(i.parties)
            and (not status or i.status == status)
        ]

    def commitments(self, by: str = "", sector: str = "", words: str | None = None) -> list[Commitment]:
        """Undertakings of those named; a sector stands for all below it ("energy" for "energy.gas")."""
        return [
            c
            for c in self.record.commitments
            if set(by.split()) <= codes(c.by)
            and self._told(c, words)
            and (not sector or any(s == sector or s.startswith(sector + ".") for s in c.sectors))
        ]


@cache
def _read(name: str) -> Story:
    return Story(dragoman.read(EXAMPLES / name))


@pytest.fixture(scope="session")
def story():
    """`story(name)`: the example of that file name, read."""
    return _read


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the reader does not find yet stands in not_yet.txt, so that the gap is seen and nothing else may be lost."""
    gaps = set((Path(__file__).parent / "not_yet.txt").read_text(encoding="utf-8").splitlines())
    for item in items:
        if item.name in gaps or item.name.partition("[")[2].removesuffix("]") in gaps:
            item.add_marker(pytest.mark.xfail(reason="the reader does not find this yet", strict=False))
