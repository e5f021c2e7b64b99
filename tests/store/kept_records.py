"""Records that a store may be given, as hypothesis makes them: hostile texts and names, quotes that stand in their text."""

from __future__ import annotations

import dataclasses

import strategies
from hypothesis import strategies as st

from dragoman.records import KINDS, Document, Record, content_id

READER = "dragoman 0.1.0"

# Joined from a list: st.text would draw from all of Unicode, where these are seldom met.
HOSTILE = st.lists(
    st.one_of(st.sampled_from(["\0", "\ud800", "\udfff", "\ud83d", "\ude00", "\u2028", "\ufeff", '"', "\\"]), st.text(max_size=5)), max_size=8
).map("".join)


def fitted(record: Record, name: str, reader: str = READER) -> Record:
    """A record made to fit its contract: each quote stands in the text, each id is sixteen digits made from content."""
    text = record.document.text
    kinds = {
        kind: tuple(
            dataclasses.replace(entry, id=content_id(name, kind, n), quote=text[entry.start : entry.end])
            for n, entry in enumerate(getattr(record, kind))
        )
        for kind in KINDS
    }
    document = dataclasses.replace(record.document, id=name, path=f"/kept/{name}.txt", url=None)
    return dataclasses.replace(record, document=document, reader=reader, **kinds)


RECORDS = strategies.records.map(lambda record: fitted(record, "one"))
CORPORA = st.lists(strategies.records, min_size=1, max_size=4).map(
    lambda made: [fitted(record, f"d{n}") for n, record in enumerate(made)]
)


def told(text: str, name: str = "told", reader: str = READER, folder: str = "/kept", **more) -> Record:
    """A record without entries of a text."""
    document = Document(id=name, text=text, path=f"{folder}/{name}.txt", **more)
    return Record(dataclasses.replace(document, sentences=((0, len(text)),)), reader=reader)
