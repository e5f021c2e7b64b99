"""FollowTheMoney: entities as JSON lines, for Aleph, OpenSanctions and whatever else reads that model.

A document is an Article; states are PublicBody, organisations Organization, companies Company, persons Person. An event is an
Event with all who are involved, and for each of its dyads an UnknownLink whose role is the type, since an Event has no
direction. An instrument is an Event of its date. Statements and commitments are Notes on who spoke or undertook. All have
the document as `proof` and the quote as `summary`.

Does not hold offsets, confidence, or what is no property of the model; it cannot be read back. Events that did not occur
say so in their name and keywords, and make no link.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO, Any

from dragoman import gazetteers
from dragoman.exports import cells, codes, dyads, lines
from dragoman.records import Commitment, Event, Instrument, Party, Record, Statement, content_id

Entity = dict[str, Any]

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NAMED = 200  # characters of a quote that serve as a name


def write(records: Iterable[Record], out: IO[str], texts: bool = False) -> int:
    """Write each entity once, parties before what they are in; gives the number of entities. `texts`: with the documents'
    texts. Memory grows with the number of different parties."""
    written = 0
    seen: set[str] = set()
    for record in records:
        for entity in _entities(record, texts):
            if entity["schema"] in ("Article", *_PARTIES):
                if entity["id"] in seen:
                    continue
                seen.add(entity["id"])
            out.write(lines.dump(entity) + "\n")
            written += 1
    return written


_PARTIES = ("PublicBody", "Organization", "Company", "Person", "LegalEntity")


def _entities(record: Record, texts: bool) -> Iterator[Entity]:
    document = record.document
    article = _id("document", document.id, hashlib.sha256(cells.whole(document.text).encode("utf-8")).hexdigest())
    language = {"en": "eng"}.get(document.language or "")  # the model has ISO 639-2
    yield _entity(
        article, "Article", name=document.title or document.id, fileName=document.path or document.id,
        title=document.title, author=document.authors,
        publisher=document.publisher, publishedAt=document.published, sourceUrl=_address(document.url), language=language,
        processingAgent=record.reader, bodyText=document.text if texts else None,
    )  # fmt: skip
    from_here = {"proof": article, "publisher": document.publisher, "sourceUrl": _address(document.url)}
    for event in record.events:
        yield from _event(event, record, from_here)
    for statement in record.statements:
        yield from _statement(statement, from_here)
    for instrument in record.instruments:
        yield from _instrument(instrument, from_here)
    for commitment in record.commitments:
        yield from _commitment(commitment, from_here)


def _event(event: Event, record: Record, from_here: dict[str, Any]) -> Iterator[Entity]:
    who = (*event.actor, *event.recipient)
    yield from _parties(who)
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    names = ", ".join(dict.fromkeys(party.name for party in event.actor)) or "somebody"
    whom = ", ".join(dict.fromkeys(party.name for party in event.recipient))
    status = "" if event.status == "occurred" else f" ({event.status})"
    yield _entity(
        _id("event", event.id, record.document.id), "Event", name=f"{kind}: {names}{' > ' + whom if whom else ''}{status}",
        involved=[_party_id(p) for p in who], **_dates(event.date), location=event.place.name if event.place else None,
        country=_country(event.place.country if event.place else None), summary=event.quote, recordId=event.id,
        keywords=[event.type, event.mode, event.status, *event.contexts, *event.sectors], **from_here,
    )  # fmt: skip
    if event.status != "occurred":
        return
    for actor, recipient in dyads.pairs(event):
        if actor is not None and recipient is not None:
            ends = _party_id(actor), _party_id(recipient)
            yield _entity(
                _id("link", event.id, record.document.id, *ends), "UnknownLink", subject=ends[0], object=ends[1], role=kind,
                **_dates(event.date), summary=event.quote, recordId=event.id, **from_here,
            )  # fmt: skip


def _statement(statement: Statement, from_here: dict[str, Any]) -> Iterator[Entity]:
    state = statement.state if statement.state in codes.states() else None
    made = _party(Party(state or f"PER:{statement.speaker}", statement.speaker, None, None, 0, 0))
    yield from made
    yield from _parties(statement.about)
    yield _entity(
        _id("statement", statement.id, from_here["proof"]), "Note", name=statement.speaker, entity=made[0]["id"],
        description=statement.quote, summary=statement.quote, country=_country(state),
        keywords=["statement", statement.form, statement.stance, *(party.code for party in statement.about)], **from_here,
    )  # fmt: skip


def _instrument(instrument: Instrument, from_here: dict[str, Any]) -> Iterator[Entity]:
    yield from _parties(instrument.parties)
    yield _entity(
        _id("instrument", instrument.id, from_here["proof"]), "Event", name=instrument.title or instrument.kind,
        involved=[_party_id(p) for p in instrument.parties], **_dates(instrument.date), summary=instrument.quote,
        recordId=instrument.id, keywords=["instrument", instrument.kind, instrument.status], **from_here,
    )  # fmt: skip


def _commitment(commitment: Commitment, from_here: dict[str, Any]) -> Iterator[Entity]:
    yield from _parties((*commitment.by, *commitment.to))
    told = ["commitment", commitment.modality, *commitment.sectors, commitment.due and f"due {commitment.due}"]
    yield _entity(
        _id("commitment", commitment.id, from_here["proof"]), "Note", name=commitment.action[:_NAMED] or "commitment",
        entity=[_party_id(party) for party in (*commitment.by, *commitment.to)], description=commitment.action,
        summary=commitment.quote, keywords=told, **from_here,
    )  # fmt: skip


def _parties(parties: Iterable[Party]) -> Iterator[Entity]:
    for party in parties:
        yield from _party(party)


def _party(party: Party) -> list[Entity]:
    """The entity of a party; a person who acts for a state is their own, with the state as country."""
    schema, name = _schema(party)
    state = codes.state_of(party)
    country = _country(state)
    return [_entity(
        _party_id(party), schema, name=name, country=country, position=party.role if schema == "Person" else None,
        sector=party.sector if schema != "Person" else None,
    )]  # fmt: skip


def _schema(party: Party) -> tuple[str, str]:
    prefix = party.code.partition(":")[0] if ":" in party.code else ""
    if party.code in codes.states():
        if party.role or party.name.lower() in _holders():
            return "Person", party.name
        whole = codes.states_by_name().get(party.name.lower()) == party.code
        return "PublicBody", codes.states()[party.code].icews if whole else party.name
    if prefix == "IGO":
        return "Organization", party.code.partition(":")[2]
    if prefix == "PER":
        return "Person", party.name
    return {"COM": "Company", "NSA": "Organization"}.get(prefix, "LegalEntity"), party.name or party.code


def _party_id(party: Party) -> str:
    schema, name = _schema(party)
    return _id("party", schema, party.code, name)


@lru_cache(maxsize=1)
def _holders() -> frozenset[str]:
    return frozenset(holder.person.lower() for holder in gazetteers.officeholders())


def _country(code: str | None) -> str | None:
    """The model's code of a state: ISO 3166-1 alpha-2 in lower case. States that are no more are left out."""
    return _iso2().get(code or "")


@lru_cache(maxsize=1)
def _iso2() -> dict[str, str]:
    return {state.code: state.iso2.lower() for state in gazetteers.states() if state.iso2 and not state.end}


def _dates(date: str | None) -> dict[str, str | None]:
    """`date` of a day, month or year; `startDate` and `endDate` of an interval."""
    first, parted, last = (date or "").partition("/")
    return {"startDate": first or None, "endDate": last or None} if parted else {"date": first or None}


def _address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _id(*parts: str) -> str:
    return "dragoman-" + content_id(*parts)


def _entity(id: str, schema: str, **properties: Any) -> Entity:
    """An entity: each property a list of different texts that are not empty, without control characters."""
    told: dict[str, list[str]] = {}
    for field, value in properties.items():
        values = value if isinstance(value, list | tuple) else [value]
        kept = [_CONTROLS.sub("\ufffd", cells.whole(v)) for v in values if isinstance(v, str) and v.strip()]
        if kept:
            told[field] = list(dict.fromkeys(kept))
    return {"id": id, "schema": schema, "properties": told}
