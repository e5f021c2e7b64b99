"""The words of a Doc as plain columns: its text, where each token begins, the strings of hashes.

spaCy makes an object of every token that is looped over; over whole documents its arrays are ten times as fast.
"""

from __future__ import annotations

from spacy import attrs
from spacy.strings import StringStore
from spacy.tokens import Doc

_KEPT = 200_000  # strings; a bound on memory over millions of texts
_known: dict[int, str] = {}


def string(key: int, strings: StringStore) -> str:
    """The text of a hash; kept, since a lookup in spaCy's store is dear. A hash means the same text in every store."""
    found = _known.get(key)
    if found is None:
        if len(_known) > _KEPT:
            _known.clear()
        found = _known[key] = strings[key]
    return found


def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy puts together anew each time; the document's own text where the Doc was made of one."""
    source = doc._.source if doc.has_extension("source") else None
    return source.text if source is not None else doc.text


def texts(doc: Doc) -> list[str]:
    """The text of each token."""
    strings = doc.vocab.strings
    return [string(key, strings) for key in doc.to_array(attrs.ORTH).tolist()]


def starts(doc: Doc) -> list[int]:
    """The character with which each token begins."""
    return doc.to_array(attrs.IDX).tolist()
