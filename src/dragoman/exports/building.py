"""Plain values (parsed JSON, rows of Parquet) to records, checked against the contract.

A value that the contract does not allow is told with its path: "events.3.actor.0.code: '' does not match ...".
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

from dragoman.exports import schema
from dragoman.records import KINDS, Document, Party, Place, Record

Plain = dict[str, Any]


def problem(plain: Plain) -> tuple[str, str] | None:
    """The first place where a value is no record: its path and what is wrong, or None where nothing is."""
    error = next(iter(sorted(_validator().iter_errors(plain), key=lambda e: [str(p) for p in e.absolute_path])), None)
    if error is None:
        return None
    return ".".join(str(part) for part in error.absolute_path) or "record", str(error.message)[:200]


def record(plain: Plain) -> Record:
    """The record of a value in which `problem` found nothing."""
    entries = {kind: tuple(entry(kind, e) for e in plain[kind]) for kind in KINDS}
    return Record(document(plain["document"]), **entries, reader=plain["reader"], schema=plain["schema"])


def document(plain: Plain) -> Document:
    """A Document of its plain values; fields of a later version are left out."""
    told = _known(Document, plain)
    return Document(**{
        **told,
        "authors": tuple(told["authors"]),
        "sentences": tuple((start, end) for start, end in told["sentences"]),
    })


def entry(kind: str, plain: Plain) -> Any:
    """An Event, Statement, Instrument or Commitment of its plain values."""
    told = _known(KINDS[kind], plain)
    for name, value in told.items():
        if isinstance(value, list):
            told[name] = tuple(Party(**_known(Party, v)) if isinstance(v, dict) else v for v in value)
        elif name in ("score", "confidence"):
            told[name] = float(value)
        elif name == "place" and value is not None:
            told[name] = Place(**_known(Place, value))
    return KINDS[kind](**told)


def _known(kind: type, plain: Plain) -> Plain:
    return {field.name: plain[field.name] for field in dataclasses.fields(kind)}  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _validator() -> Any:
    import jsonschema  # only imports need it, and it is slow to load

    return jsonschema.Draft202012Validator(schema.record_schema())
