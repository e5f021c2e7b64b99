"""One self-contained HTML page for a document: its text with every entry's words marked, the entries beside it.

Reads:  records.Record.
Writes: HTML that loads nothing, runs no script (its Content-Security-Policy says so) and needs none.
Example: the words "met Russian President Vladimir Putin" are marked, end in a link E1, and entry E1 links back to them.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from dragoman.records import Commitment, Event, Instrument, Party, Record, Statement
from dragoman.views import sheets, wording
from dragoman.views.marks import Words, marked

PARTIES_SHOWN = 12
"""How many parties the head of the page names."""


class Chip(NamedTuple):
    """A party as the page shows it: readable name, code, and what the mouse tells (name and role in the text)."""

    name: str
    code: str
    hint: str


class Card(NamedTuple):
    """An entry beside the text. `facts` are short remarks; `details` what a checker wants: (name, value)."""

    number: str
    kind: str
    head: str
    sub: str
    status: str
    left: tuple[Chip, ...]
    right: tuple[Chip, ...]
    text: str
    facts: tuple[str, ...]
    quote: str
    details: tuple[tuple[str, str], ...]


def render(record: Record) -> str:
    """The page of one record. Every word from outside is escaped and made harmless."""
    groups = _groups(record)
    entries = [(card, entry) for _, pairs in groups for card, entry in pairs]
    title, byline = wording.heading(record)
    style, style_hash = sheets.style("page.css")
    return sheets.template("page.html").render(
        title=title,
        byline=byline,
        path=wording.one_line(record.document.path or ""),
        tally=wording.tally(record),
        language=_language(record.document.language),
        parties=_parties(record),
        groups=[(name, [card for card, _ in pairs]) for name, pairs in groups],
        text=marked(record.document.text, _words(record, entries)),
        style=style,
        style_hash=style_hash,
        reader=wording.one_line(record.reader),
        schema=record.schema,
    )


def _groups(record: Record) -> list[tuple[str, list[tuple[Card, Any]]]]:
    """The sections of the page in order, each with its cards; empty sections are left out."""
    number = {event.id: f"E{n}" for n, event in enumerate(record.events, 1)}
    met, cooperation, conflict = wording.sections(record.events)
    parts: list[tuple[str, list[tuple[Card, Any]]]] = [
        ("Who met", [(_event(number[e.id], e), e) for e in met]),
        ("What was done: cooperation", [(_event(number[e.id], e), e) for e in cooperation]),
        ("What was done: conflict", [(_event(number[e.id], e), e) for e in conflict]),
        ("What was signed or proposed", [(_instrument(f"I{n}", i), i) for n, i in enumerate(record.instruments, 1)]),
        ("Who undertook what", [(_commitment(f"C{n}", c), c) for n, c in enumerate(record.commitments, 1)]),
        ("Who said what", [(_statement(f"S{n}", s), s) for n, s in enumerate(record.statements, 1)]),
    ]
    return [(name, cards) for name, cards in parts if cards]


def _event(number: str, event: Event) -> Card:
    place = event.place
    where = wording.one_line(place.name) if place else ""
    if place and place.country and wording.name_of(place.country) != where:
        where += f", {wording.name_of(place.country)}"
    return Card(
        number, "event", wording.one_line(event.type), wording.one_line(event.mode or ""), _status(event.status),
        _chips(event.actor), _chips(event.recipient), "",
        _present(wording.day(event.date), where, *map(wording.sector_name, event.sectors), _says(event.attributed_to)),
        _quote(event.quote),
        (*_made(event), ("CAMEO", event.cameo or ""), ("score", f"{event.score:g}"),
         ("contexts", ", ".join(event.contexts))),
    )


def _statement(number: str, said: Statement) -> Card:
    about = wording.told(said.about, tags=False)
    stance = said.stance if said.stance != "neutral" else ""
    state = f"for {wording.name_of(said.state)}" if said.state and not said.state.startswith("PER:") else ""
    return Card(number, "statement", wording.one_line(said.speaker), wording.one_line(state), "", (), (), "",
                _present(said.form, stance, f"about {about}" if about else ""), _quote(said.quote), _made(said))


def _instrument(number: str, found: Instrument) -> Card:
    return Card(number, "instrument", wording.one_line(found.kind), "", wording.one_line(found.status),
                _chips(found.parties), (), wording.trimmed(wording.one_line(found.title), 300),
                _present(wording.day(found.date)), _quote(found.quote), _made(found))


def _commitment(number: str, found: Commitment) -> Card:
    return Card(number, "commitment", wording.one_line(found.modality), "", "",
                _chips(found.by), _chips(found.to), wording.trimmed(wording.one_line(found.action), 300),
                _present(f"by {wording.day(found.due)}" if found.due else "", *map(wording.sector_name, found.sectors),
                         _says(found.attributed_to)), _quote(found.quote), _made(found))


def _status(status: str) -> str:
    return "" if status == "occurred" else wording.one_line(status)


def _says(name: str | None) -> str:
    return f"says {wording.one_line(name)}" if name else ""


def _quote(quote: str) -> str:
    return wording.trimmed(wording.one_line(quote), 400)


def _present(*facts: str) -> tuple[str, ...]:
    return tuple(wording.one_line(fact) for fact in facts if fact)


def _made(entry: Event | Statement | Instrument | Commitment) -> tuple[tuple[str, str], ...]:
    made_by = ("made by", wording.one_line(entry.produced_by))
    return ("id", wording.one_line(entry.id)), made_by, ("confidence", f"{entry.confidence:.2f}")


def _chips(parties: Iterable[Party]) -> tuple[Chip, ...]:
    chips = []
    for party in {party.code: party for party in reversed(tuple(parties))}.values():
        known = wording.full_name(party.code)
        hint = ", ".join(_present(party.name, party.role or "", party.sector or ""))
        hint = f"{known}: {hint}" if hint else known
        chips.append(Chip(wording.name_of(party.code), wording.tag_of(party.code), hint))
    return tuple(reversed(chips))


def _parties(record: Record) -> list[tuple[str, str, int]]:
    """The parties named most in the entries: (name, code, times)."""
    sides: list[Sequence[Party]] = [side for e in record.events for side in (e.actor, e.recipient)]
    sides += [side for c in record.commitments for side in (c.by, c.to)] + [i.parties for i in record.instruments]
    counted = Counter(code for side in sides for code in {party.code: None for party in side if party.code})
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:PARTIES_SHOWN]
    return [(wording.name_of(code), wording.tag_of(code), times) for code, times in most]


def _words(record: Record, entries: Iterable[tuple[Card, Any]]) -> list[Words]:
    words = [Words(entry.start, entry.end, card.number, card.kind) for card, entry in entries]
    return words


def _language(code: str | None) -> str:
    return code if code and code.isascii() and code.replace("-", "").isalnum() else "en"
