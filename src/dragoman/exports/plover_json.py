"""PLOVER JSON: one event a line, with the field names of the PLOVER manual (2021), chapter "Data Fields".

Holds events whole: what the manual has no name for (status, the party's own code, the date as precise as it is known) stands
in further fields, as the manual allows. Holds of documents what it can cite, not their text, and no document without
events; holds no statements, instruments or commitments. Events of every `status` are written: whoever counts happenings
takes those that say "occurred".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from dragoman import ontology
from dragoman.documents import texts as shown
from dragoman.errors import SkipDocument
from dragoman.exports import building, coded_rows, codes, dyads, lines
from dragoman.records import Document, Event, Party, Record, content_id

CODEBOOK = "PLOVER 2021"
_OWN = "dragoman"  # the field with what PLOVER has no name for
_CITED = ("path", "authors", "published")


def write(records: Iterable[Record], out: IO[str]) -> int:
    """Write a line for each event; gives their number."""
    written = 0
    for record in records:
        for event in record.events:
            out.write(lines.dump(_object(event, record)) + "\n")
            written += 1
    return written


def read(
    source: IO[bytes] | IO[str], name: str, texts: Mapping[str, str] | None = None
) -> Iterator[Record | SkipDocument]:
    """Neighbouring events of one document as a Record.

    The format holds no texts: a document's text is that of its id in `texts`, else empty. Events that another program
    wrote quote their own line, which is then the text of their document.
    """
    run: list[tuple[int, Event, dict[str, Any]]] = []
    for item in _items(source, name):
        if isinstance(item, SkipDocument):
            yield item
            continue
        if isinstance(item, coded_rows.Found):
            yield from _whole(run, texts)
            yield from coded_rows.records([item], "plover")
            run = []
            continue
        if run and _cited(item[2]) != _cited(run[0][2]):
            yield from _whole(run, texts)
            run = []
        run.append(item)
    yield from _whole(run, texts)


def _object(event: Event, record: Record) -> dict[str, Any]:
    document, place = record.document, event.place
    state = codes.states().get(place.country or "") if place else None
    end = (event.date or "").rpartition("/")[2] if "/" in (event.date or "") else ""
    told = {
        "id": event.id,
        "date": dyads.day(event, document),
        "enddate": end if len(end) == 10 else None,
        "actor": [_entity(party, document.text) for party in event.actor],
        "recipient": [_entity(party, document.text) for party in event.recipient],
        "event": [event.type],
        "event_loc": None if place is None else {
            "extracted_place": place.name, "country": state.icews if state else None,
            "country_code": state.plover if state else place.country,
        },
        "event_text": [event.quote],
        "quad_code": codes.quad(event.type),
        "event_scale": event.score,
        "mode": [event.mode] if event.mode else [],
        "context": list(event.contexts),
        "text_info": {"sequence": event.sentence, "start": event.start, "end": event.end},
        "cite_info": {
            "citation": document.id, "url": document.url, "title": document.title, "language": document.language,
            "publication": document.publisher, "coder": record.reader, "codebook": CODEBOOK,
        },
        "coder": event.produced_by,
        "status": event.status,
        _OWN: {
            "schema": record.schema, "date": event.date, "attributed_to": event.attributed_to,
            "sectors": list(event.sectors), "confidence": event.confidence, "cameo": event.cameo,
            "document": {field: getattr(document, field) for field in _CITED},
        },
    }  # fmt: skip
    return {field: value for field, value in told.items() if value is not None or field == "date"}


def _entity(party: Party, text: str) -> dict[str, Any]:
    sector = codes.sectors().get(party.sector or "")
    told = {
        "code": codes.plover_code(party) or None,
        "sector": sector.plover if sector else None,
        "entity_text": text[party.start : party.end] or party.name,
        "identifier_text": party.name,
        "office": party.role,
        "party": party.code,
        "party_sector": party.sector,
        "start": party.start,
        "end": party.end,
    }
    return {field: value for field, value in told.items() if value is not None}


Item = tuple[int, Event, dict[str, Any]] | coded_rows.Found | SkipDocument


def _items(source: IO[bytes] | IO[str], name: str) -> Iterator[Item]:
    for line in lines.objects(source, name):
        if isinstance(line, SkipDocument):
            yield line
            continue
        number, plain = line
        try:
            yield (number, _own_event(plain), plain) if _OWN in plain else _foreign(number, plain)
        except coded_rows.Wrong as wrong:
            yield lines.skip(name, number, wrong.field, wrong.reason)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            yield lines.skip(name, number, None, f"is no PLOVER event as Dragoman writes it ({error!r})")


def _own_event(plain: dict[str, Any]) -> Event:
    own, spot, place = plain[_OWN], plain["text_info"], plain.get("event_loc")
    told = {
        "id": plain["id"], "type": plain["event"][0], "mode": next(iter(plain["mode"]), None),
        "contexts": plain["context"], "cameo": own["cameo"], "score": plain["event_scale"],
        "actor": [_party(entity) for entity in plain["actor"]],
        "recipient": [_party(entity) for entity in plain["recipient"]],
        "date": own["date"], "place": place and {"name": place["extracted_place"], "country": _country(place)},
        "status": plain["status"], "attributed_to": own["attributed_to"], "sectors": own["sectors"],
        "confidence": own["confidence"], "produced_by": plain["coder"], "sentence": spot["sequence"],
        "start": spot["start"], "end": spot["end"], "quote": plain["event_text"][0],
    }  # fmt: skip
    wrong = building.problem({
        "schema": own["schema"], "reader": plain["cite_info"]["coder"], "document": _document(plain, ""),
        "events": [told], "statements": [], "instruments": [], "commitments": [],
    })  # fmt: skip
    if wrong:
        raise coded_rows.Wrong(wrong[0].removeprefix("events.0."), wrong[1])
    event: Event = building.entry("events", told)
    return event


def _party(entity: dict[str, Any]) -> dict[str, Any]:
    return {"code": entity["party"], "name": entity["identifier_text"], "role": entity.get("office"),
            "sector": entity.get("party_sector"), "start": entity["start"], "end": entity["end"]}  # fmt: skip


def _country(place: dict[str, Any]) -> str | None:
    code = place.get("country_code")
    return code if code is None or code in codes.states() else codes.states_by_name().get(code.lower(), code)


def _cited(plain: dict[str, Any]) -> tuple[Any, ...]:
    return plain["cite_info"]["citation"], plain["cite_info"]["coder"], plain[_OWN]["schema"]


def _document(plain: dict[str, Any], text: str) -> dict[str, Any]:
    cited = plain["cite_info"]
    own = plain[_OWN]["document"]
    return {
        "id": cited["citation"], "text": text, **{field: own[field] for field in _CITED}, "title": cited["title"],
        "publisher": cited["publication"], "url": cited["url"], "language": cited["language"], "sentences": [],
    }  # fmt: skip


def _whole(run: list[tuple[int, Event, dict[str, Any]]], texts: Mapping[str, str] | None) -> Iterator[Record]:
    if run:
        plain = run[0][2]
        document: Document = building.document(_document(plain, (texts or {}).get(_cited(plain)[0], "")))
        yield Record(document, tuple(event for _, event, _ in run), reader=_cited(plain)[1], schema=_cited(plain)[2])


def _foreign(number: int, plain: dict[str, Any]) -> coded_rows.Found:
    line = lines.dump(plain)
    kind = str(_first(plain["event"])).upper()
    if kind not in ontology.types():
        raise coded_rows.Wrong("event", f"{shown.shown(kind)!r} is no type of PLOVER")
    mode, place, cited = _first(plain.get("mode")), plain.get("event_loc") or {}, plain.get("cite_info") or {}
    return coded_rows.Found(
        number=number, line=line, story=content_id(number, line), id=str(plain["id"]),
        date=coded_rows.day(str(plain.get("date") or ""), "date"), type=kind,
        mode=mode if mode in ontology.types()[kind].modes else None, cameo=None,
        actors=_who(plain["actor"]), recipients=_who(plain.get("recipient") or []),
        contexts=tuple(str(context) for context in plain.get("context") or []),
        place=coded_rows.place(str(place.get("extracted_place") or ""), str(place.get("country_code") or "")),
        publisher=shown.field(cited.get("publication")), url=shown.field(cited.get("url")),
    )


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _who(entities: list[dict[str, Any]]) -> tuple[coded_rows.Who, ...]:
    found: list[coded_rows.Who] = []
    for entity in entities:
        name = entity.get("identifier_text") or entity.get("entity_name") or entity.get("entity_text") or ""
        country, sector = entity.get("code") or entity.get("country_name"), entity.get("sector")
        kept = sector if sector in codes.sectors() else None
        found += coded_rows.party(str(name), str(country or ""), shown.field(entity.get("office")), kept)
    return tuple(found)
