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
_PARTIES = ("actor", "recipient", "parties", "by", "to", "about")
_FIXED = ("id", "sentence", "confidence", "produced_by", "score", "cameo", "quote")


def changed(entry: Entry, changes: dict[str, Any], text: str, author: str) -> Entry:
    """An entry with the changes of a person, checked. Values are those of the record; parties may be given as codes alone, a
    place by its name alone. Raises StopRun that names the field and says what may stand there."""
    fields = {f.name for f in dataclasses.fields(entry)}
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in fields or name in _FIXED:
            raise StopRun(f"{name}: cannot be edited; fields are {', '.join(sorted(fields - set(_FIXED)))}")
        values[name] = _value(name, value, entry)
    start, end = values.get("start", entry.start), values.get("end", entry.end)
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
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


def _value(name: str, value: Any, entry: Entry) -> Any:
    if name in _PARTIES:
        return tuple(_party(name, one, entry) for one in value or ())
    if name in ("sectors", "contexts"):
        codes = ontology.sectors() if name == "sectors" else ontology.contexts()
        return tuple(_one_of(name, one, codes) for one in value or ())
    if name == "place":
        return None if not value else Place(value, None) if isinstance(value, str) else Place(*value)
    if name in ("date", "due") and value:
        if days.span(value) == (None, None):
            raise StopRun(f"{name} {value}: not a date such as 2023-03-21, 2023-03, 2023 or 2023-03-20/2023-03-22")
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
    return value if known is None else _one_of(name, value, known)


def _one_of(name: str, value: Any, known: Any) -> str:
    if value not in known:
        raise StopRun(f"{name} {value}: not of the codebook, which has {', '.join(known)}")
    return str(value)


def _party(name: str, value: Any, entry: Entry) -> Party:
    """A party given whole, or by its code: then it keeps the words of one that the entry had, else those of the entry."""
    if isinstance(value, Party):
        made = value
    elif isinstance(value, list | tuple):
        made = Party(*value)
    else:
        had = next((p for field in _PARTIES for p in getattr(entry, field, ()) if p.code == value), None)
        made = had or Party(str(value), _name(str(value)), None, None, entry.start, entry.end)
    if made.code and not _CODE.fullmatch(made.code):
        raise StopRun(f"{name} {made.code}: no code of a party; write CHN, IGO:EU, NSA:Hamas, COM:Gazprom or PER:name")
    return made


def _name(code: str) -> str:
    from dragoman import gazetteers

    return next((s.name for s in gazetteers.states() if s.code == code), code.partition(":")[2] or code)
