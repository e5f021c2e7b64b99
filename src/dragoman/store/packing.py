"""A reading in few bytes, and back, without loss: entries as JSON, deflated with the text itself, whose names and words they
repeat, and with what every reading repeats for a dictionary.

Quotes are not packed: they are `text[start:end]`, and the text is kept beside. Names of fields are not packed either: the
values stand in the order of the fields of the dataclasses, whose names stand at the head of each packed reading, so that a
field which a later version adds takes its default in older readings.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dragoman.records import KINDS, Commitment, Entry, Event, Instrument, Party, Place, Record, Span, Statement

_PARTIES = frozenset({"actor", "recipient", "about", "parties", "by", "to"})
_COMMON = (  # what readings repeat, the most frequent last: deflate reaches the end of its dictionary most cheaply
    '"joint statement","signed","agreement","proposed","offered","intends","pledged","agreed","human_rights","defence",'
    '"counterterrorism","climate","trade","energy","diplomacy","THREATEN","PROTEST","MOBILIZE","COERCE","ASSAULT","SANCTION",'
    '"ACCUSE","REJECT","REQUEST","AID","CONCEDE","RETREAT","COOPERATE","SUPPORT","AGREE","CONSULT","meet","visit","phone",'
    '"denied","hypothetical","planned","rule:reported-clause","rule:will","rule:quoted","model:acts","rule:predicates.csv:",'
    '"indirect","direct","neutral",[["IGO:UN","UN",null,"IGO",[["RUS","Russia",null,"GOV",[["USA","United States",null,"GOV",'
    '"president","GOV","foreign minister","GOV",[["CHN","China",null,"GOV",["diplomatic"],"040",2.5,[["diplomatic","economic",'
    '"executive"],"occurred",null,["diplomacy"],null,null,'
)
_WINDOW = 28_000  # characters of the text that may serve: deflate looks back 32,768 bytes
_FIELDS = {kind: tuple(f for f in dataclasses.fields(kind) if f.name != "quote") for kind in KINDS.values()}


def pack(record: Record) -> bytes:
    """The sentences and all entries of a record."""
    sentences = [n for a, b in record.document.sentences for n in (a, b)]
    gaps = [b - a for a, b in zip([0, *sentences], sentences, strict=False)]
    whole = [
        [[f.name for f in _FIELDS[kind]] for kind in KINDS.values()],
        gaps,
        *[[plain(entry) for entry in getattr(record, kind)] for kind in KINDS],
    ]
    packer = zlib.compressobj(9, zdict=_dictionary(record.document.text))
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return packer.compress(text) + packer.flush()


def unpack(body: bytes, text: str) -> tuple[tuple[Span, ...], list[Entry]]:
    """The sentences and the entries of a packed reading of `text`: all events, then statements, instruments, commitments."""
    names, gaps, *kinds = _opened(body, text)
    return _spans(gaps), [restored(kind, fields, text) for kind, fields in _rows(names, kinds)]


def unpack_some(body: bytes, text: str, ordinals: Collection[int]) -> dict[int, Entry]:
    """Those entries of a packed reading that stand at some places among all, by their places: the others are left packed."""
    names, _, *kinds = _opened(body, text)
    return {n: restored(kind, fields, text) for n, (kind, fields) in enumerate(_rows(names, kinds)) if n in ordinals}


def unpack_sentences(body: bytes, text: str) -> tuple[Span, ...]:
    """The sentences of a packed reading."""
    return _spans(_opened(body, text)[1])


def plain(entry: Entry) -> list[Any]:
    """The values of an entry's fields but its quote, as JSON values in the order of the fields."""
    return [_value(getattr(entry, f.name)) for f in _FIELDS[type(entry)]]


def named(entry: Entry) -> dict[str, Any]:
    """An entry's fields, its quote among them, as JSON values by name."""
    return {f.name: _value(getattr(entry, f.name)) for f in dataclasses.fields(entry)}


def restored(kind: type, fields: dict[str, Any], text: str | None = None) -> Entry:
    """The entry of a kind from its fields as JSON values; its quote is cut out of `text` where that is given."""
    values = dict(fields)
    for name, value in fields.items():
        if name in _PARTIES:
            values[name] = tuple(Party(*party) for party in value)
        elif name == "place":
            values[name] = Place(*value) if value else None
        elif isinstance(value, list):
            values[name] = tuple(value)
    if text is not None:
        values["quote"] = text[values["start"] : values["end"]]
    made: Event | Statement | Instrument | Commitment = kind(**values)
    return made


def flat(record: Record) -> Sequence[Entry]:
    """All entries of a record in the order of a packed reading."""
    return [entry for kind in KINDS for entry in getattr(record, kind)]


def _opened(body: bytes, text: str) -> list[Any]:
    opener = zlib.decompressobj(zdict=_dictionary(text))
    values: list[Any] = json.loads((opener.decompress(body) + opener.flush()).decode("utf-8", "surrogatepass"))
    return values


def _spans(gaps: Sequence[int]) -> tuple[Span, ...]:
    ends = list(itertools.accumulate(gaps))
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def _rows(names: Sequence[Sequence[str]], kinds: Sequence[Any]) -> Iterator[tuple[type, dict[str, Any]]]:
    for kind, fields, rows in zip(KINDS.values(), names, kinds, strict=True):
        for values in rows:
            yield kind, dict(zip(fields, values, strict=True))


def _dictionary(text: str) -> bytes:
    return text[:_WINDOW].encode("utf-8", "surrogatepass")[:_WINDOW] + _COMMON.encode()


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(v) for v in value]
    if isinstance(value, Party | Place):
        return [getattr(value, f.name) for f in dataclasses.fields(value)]
    return value
