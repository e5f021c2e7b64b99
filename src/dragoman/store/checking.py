"""What a person enters is checked before it is kept: codes of the codebook, dates, and words that stand in the text."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from dragoman import ontology
from dragoman.errors import StopRun
from dragoman.records import Commitment, Entry, Event, Instrument, Party, Place, Statement
from dragoman.store import days

STATUSES = ("occurred", "planned", "hypothetical", "denied")
FORMS = ("direct", "indirect", "mixed")
STANCES = ("support", "criticism", "neutral")
MODALITIES = ("agreed", "pledged", "offered", "intends", "proposed")
OF_INSTRUMENTS = ("signed", "proposed", "terminated")
KINDS_OF_INSTRUMENTS = (
    *("agreement", "treaty", "joint statement", "declaration", "memorandum"),
    *("communique", "contract", "plan", "resolution", "other"),
)

_CODE = re.compile(r"[A-Z]{3}|(?:IGO|NSA|COM|PER):\S.{0,119}")
_CODES = "no code of a party; write CHN, IGO:EU, NSA:Hamas, COM:Gazprom or PER:name"
_PARTIES = ("actor", "recipient", "parties", "by", "to", "about")
_FIXED = ("id", "sentence", "confidence", "produced_by", "score", "cameo", "quote")
_NEVER_EMPTY = ("speaker", "title", "action")


def changed(entry: Entry, changes: dict[str, Any], text: str, author: str) -> Entry:
    """An entry with the changes of a person, checked. Values are those of the record; parties may be given as codes alone, a
    place by its name alone. Raises StopRun that names the field and says what may stand there."""
    fields = {f.name for f in dataclasses.fields(entry)}
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in fields or name in _FIXED:
            raise StopRun(f"{name}: cannot be edited; fields are {', '.join(sorted(fields - set(_FIXED)))}")
        values[name] = _value(name, value, entry, text)
    start, end = values.get("start", entry.start), values.get("end", entry.end)
    if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
        raise StopRun(f"start, end {start}, {end}: mark no words of the text, which has {len(text)} characters")
    made = dataclasses.replace(entry, **values, quote=text[start:end], confidence=1.0, produced_by=f"person:{author}")
    if isinstance(made, Event):
        if made.mode not in (None, *ontology.type_(made.type).modes):
            made = dataclasses.replace(made, mode=None) if "mode" not in values else _no_mode(made)
        made = dataclasses.replace(
            made, score=ontology.score(made.type, made.mode), cameo=ontology.cameo(made.type, made.mode)
        )
    return made


def _no_mode(made: Event) -> Event:
    modes = ", ".join(ontology.type_(made.type).modes) or "none"
    raise StopRun(f"mode {made.mode}: {made.type} has the modes {modes}")


def _value(name: str, value: Any, entry: Entry, text: str) -> Any:
    if name in _PARTIES:
        return tuple(_party(name, one, entry, text) for one in _several(name, value))
    if name in ("sectors", "contexts"):
        codes = ontology.sectors() if name == "sectors" else ontology.contexts()
        return tuple(_one_of(name, one, codes) for one in _several(name, value))
    if name == "place":
        return _place(value)
    if name in ("start", "end"):
        if not isinstance(value, int):
            raise StopRun(f"{name} {value}: not a number of characters")
        return value
    allowed: dict[tuple[type, str], Any] = {
        (Event, "type"): ontology.types(),
        (Event, "status"): STATUSES,
        (Statement, "form"): FORMS,
        (Statement, "stance"): STANCES,
        (Instrument, "kind"): KINDS_OF_INSTRUMENTS,
        (Instrument, "status"): OF_INSTRUMENTS,
        (Commitment, "modality"): MODALITIES,
    }
    known = allowed.get((type(entry), name))
    if known is not None:
        return _one_of(name, value, known)
    if not value and name not in _NEVER_EMPTY:
        return None
    if not isinstance(value, str) or not value:
        raise StopRun(f"{name} {value}: not words")
    if name in ("date", "due") and None in days.span(value):
        raise StopRun(f"{name} {value}: not a date such as 2023-03-21, 2023-03, 2023 or 2023-03-20/2023-03-22")
    if name == "state" and not _CODE.fullmatch(value):
        raise StopRun(f"state {value}: {_CODES}")
    return value


def _several(name: str, value: Any) -> list[Any]:
    if value is None or isinstance(value, list | tuple):
        return list(value or ())
    raise StopRun(f"{name} {value}: takes a list")


def _place(value: Any) -> Place | None:
    given = [value, None] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else value
    if isinstance(given, Place):
        given = [given.name, given.country]
    if not given:
        return None
    if not isinstance(given, list) or len(given) != 2 or not isinstance(given[0], str):
        raise StopRun(f"place {value}: takes a name, or a name and the code of a country")
    name, country = given
    if country is not None and not (isinstance(country, str) and re.fullmatch("[A-Z]{3}", country)):
        raise StopRun(f"place {value}: the country takes a code of three letters such as RUS")
    return Place(name, country) if name else None


def _one_of(name: str, value: Any, known: Any) -> str:
    if not isinstance(value, str) or value not in known:
        raise StopRun(f"{name} {value}: not of the codebook, which has {', '.join(known)}")
    return value


def _party(name: str, value: Any, entry: Entry, text: str) -> Party:
    """A party given whole, or by its code: then it keeps the words of one that the entry had, else those of the entry."""
    if isinstance(value, str):
        had = next((p for field in _PARTIES for p in getattr(entry, field, ()) if p.code == value), None)
        made = had or Party(value, _name(value), None, None, entry.start, entry.end)
    elif isinstance(value, Party):
        made = value
    else:
        fields = list(value) if isinstance(value, list | tuple) else []
        kinds = (str, str, str | None, str | None, int, int)
        if len(fields) != len(kinds) or not all(isinstance(f, kind) for f, kind in zip(fields, kinds, strict=True)):
            raise StopRun(f"{name} {value}: a party is a code, or code, name, role, sector, start and end")
        made = Party(*fields)
    if not _CODE.fullmatch(made.code):
        raise StopRun(f"{name} {made.code}: {_CODES}")
    if not 0 <= made.start <= made.end <= len(text):
        raise StopRun(f"{name} {made.code}: its words stand outside the text, which has {len(text)} characters")
    return made


def _name(code: str) -> str:
    from dragoman import gazetteers

    return next((s.name for s in gazetteers.states() if s.code == code), code.partition(":")[2] or code)
