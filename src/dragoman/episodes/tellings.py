"""What a report tells of a happening, in the values that are compared: form, parties, people, days, place and words.

"Modi arrived in Washington on 20 June" tells a visit of IND to USA (the host is told by the place), Narendra Modi, one day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman import gazetteers
from dragoman.episodes.forms import Form, form_of, plain_words
from dragoman.records import Event, Party, Report
from dragoman.store import days

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """One report as it is compared. `first` and `last` are ordinals of days, None where it tells no date; `told` is the ordinal
    of the day of publication, None where unknown; `before` says that the act was still to come; `people` are the words of the
    names of those who act for a party, by its code; `public` are the parties told by their people at large ("tourists");
    `place` and `words` are folded to plain lower case; `wide` says that the place is the whole country."""

    form: Form
    before: bool
    denied: bool
    actor: frozenset[str]
    recipient: frozenset[str]
    people: Mapping[str, frozenset[str]]
    public: frozenset[str]
    first: int | None
    last: int | None
    told: int | None
    place: str | None
    country: str | None
    wide: bool
    words: frozenset[str]
    document: str

    @property
    def parties(self) -> frozenset[str]:
        """All codes, on whichever side."""
        return self.actor | self.recipient

    @property
    def marks(self) -> tuple[object, ...]:
        """All that is compared, as one value: reports with equal marks are equally like any third."""
        people = tuple(sorted((code, tuple(sorted(names))) for code, names in self.people.items()))
        return (*self.rough_marks, people, tuple(sorted(self.public)), tuple(sorted(self.words)))

    @property
    def rough_marks(self) -> tuple[object, ...]:
        """What is compared in blocks that are too large to compare all: form, sides, days, place and status."""
        sides = (tuple(sorted(self.parties)),) if self.form.mutual else (tuple(sorted(self.actor)), tuple(sorted(self.recipient)))
        when = (self.first, self.last) if self.first is not None else (None, self.told)
        return (self.form.name, sides, *when, self.place, self.country, self.before, self.denied)


def order(report: Report) -> tuple[str, str, str]:
    """Where a report stands among others: by (published, document id, entry id), those without a date of publication last."""
    return report.source.published or "~", report.source.id, report.entry.id


def event_of(report: Report) -> Event:
    """The event that is reported; ValueError where the entry is a statement, an instrument or a commitment."""
    if not isinstance(report.entry, Event):
        raise ValueError(f"episodes are made of events; {report.entry.id} is of the {report.kind}")
    return report.entry


def telling(report: Report) -> Telling:
    """What a report tells, ready to compare. Raises ValueError where its entry is no event, or of a type that PLOVER lacks."""
    event = event_of(report)
    try:
        form, before = form_of(event)
    except KeyError as problem:
        raise ValueError(f"{event.id}: {event.type} is no type of PLOVER's") from problem
    actor, recipient = _codes(event.actor), _codes(event.recipient)
    if form.mutual and recipient <= actor:
        recipient = frozenset()
    country = event.place.country if event.place else None
    if form.local and country and len(actor | recipient) == 1 and country not in actor:
        recipient |= {country}
    place = _folded(event.place.name) if event.place else None
    told = days.span(report.source.published)[1]
    everybody = (*event.actor, *event.recipient)
    first, last = _days(event.date)
    if before and last is not None and told is not None and last <= told and not form.hosts:
        first = last = None  # "agreed on Monday to meet": Monday is when they agreed
    return Telling(
        form, before, event.status == "denied", actor, recipient, _people(everybody), _public(everybody),
        first, last, told, place, country, place is not None and place in _country_names(),
        _words(event) | frozenset(f"in {sector}" for sector in event.sectors if form.content),
        f"{report.source.id}\x1f{report.source.key}",
    )  # fmt: skip


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    return frozenset(_folded(name) for state in gazetteers.states() for name in (state.name, f"the {state.name}"))


def _days(told: str | None) -> tuple[int | None, int | None]:
    """First and last day; an interval that is open or turned round counts by the end that it has."""
    first, last = days.span(told)
    first, last = (last if first is None else first), (first if last is None else last)
    return (first, last) if first is None or last is None or first <= last else (last, first)


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(party.code for party in parties if party.code)


def _people(parties: Iterable[Party]) -> dict[str, frozenset[str]]:
    """Who acts for each party: only a party with a role ("president") is a person, "Germany" and "German troops" are not."""
    found: dict[str, frozenset[str]] = {}
    for party in parties:
        if party.code and (party.role or party.code.startswith("PER:")):
            words = frozenset(word for word in _split(party.name) if len(word) > 1)
            found[party.code] = found.get(party.code, frozenset()) | words
    return found


def _public(parties: Iterable[Party]) -> frozenset[str]:
    """Parties for which people without an office act: "Chinese tourists" are not who comes on a visit of state."""
    return frozenset(party.code for party in parties if party.code and party.sector == "CVL" and not party.role)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """Lower case without accents: "Erdoğan" and "Erdogan" are one."""
    if name.isascii():
        return " ".join(name.casefold().split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def _words(event: Event) -> frozenset[str]:
    """The words of the quote that tell what the act is about: no names of its parties and places, none of plain_words.csv. A
    word counts by its first six letters, so that "expelled" and "expulsion" differ but "diplomat" and "diplomats" do not."""
    left_out = set(_split(event.place.name)) if event.place else set()
    for party in (*event.actor, *event.recipient):
        left_out.update(_split(party.name))
        if party.end > event.start and party.start < event.end:
            left_out.update(_split(event.quote[max(0, party.start - event.start) : party.end - event.start]))
    plain = plain_words()
    return frozenset(word[:6] for word in _split(event.quote) if len(word) > 1 and word not in left_out and word not in plain)


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_folded(text)))
