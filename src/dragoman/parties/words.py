"""The words of a Doc as plain lists, read once: attribute access on spaCy tokens is dear, lists are cheap."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from spacy import attrs
from spacy.tokens import Doc

from dragoman.language.columns import starts as starts_of
from dragoman.language.columns import string

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_SMALL = frozenset({"the", "of", "and", "for", "in", "to"})
_BARRIER = ("\x00",)


@lru_cache(maxsize=1 << 17)
def atoms(text: str) -> tuple[str, ...]:
    """What of a token counts in looking names up: no periods, hyphens or accents.

    >>> atoms("U.S."), atoms("al-Assad"), atoms("Erdoğan"), atoms("-"), atoms("’s")
    (('US',), ('al', 'Assad'), ('Erdogan',), (), ("'s",))
    """
    if text.isascii() and text.isalpha():
        return (_case(text),)
    if text in ("-", "–", "‐", "‑", "."):
        return ()
    plain = text.translate(_QUOTES)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if plain.lower() in ("'s", "'"):
        return (plain.lower(),)
    parts: list[str] = []
    tail: tuple[str, ...] = ()
    if plain.lower().endswith("'s"):
        plain, tail = plain[:-2], ("'s",)
    for part in plain.replace(".", "").replace("-", " ").replace("‑", " ").replace("'", " ").split():
        parts.append(_case(part))
    return (*parts, *tail) or _BARRIER


def _case(word: str) -> str:
    if word in ("The", "THE", "Of", "OF", "And", "AND"):
        return word.lower()
    return word


def lowered(key: str) -> str:
    """A word in long capitals as a capitalised one ("MOSCOW" -> "Moscow"), for names in headlines; any other as it
    is."""
    if len(key) > 3 and key.isupper() and key.isalpha():
        return key.lower() if key.lower() in _SMALL else key.capitalize()
    return key


def phrase_atoms(phrase: str) -> tuple[str, ...]:
    """The atoms of a gazetteer's phrase, as the words of a text would give them.

    >>> phrase_atoms("People's Republic of China"), phrase_atoms("Guinea-Bissau")
    (('People', "'s", 'Republic', 'of', 'China'), ('Guinea', 'Bissau'))
    """
    found: list[str] = []
    for word in phrase.replace(",", " , ").replace("(", " ( ").replace(")", " ) ").split():
        found.extend(atoms(word))
    return tuple(found)


# spaCy hands out offsets of heads as unsigned numbers of 64 bits.
_NEGATIVE, _WRAP = 1 << 63, 1 << 64
_COLUMNS = [attrs.ORTH, attrs.TAG, attrs.LEMMA, attrs.DEP, attrs.HEAD, attrs.SENT_START]


class Words:
    """Token texts, lower-case texts, lemmas, tags, dependency labels, heads (indices), entity types and spans."""

    __slots__ = ("count", "deps", "doc", "ents", "heads", "inside", "lemmas", "lower", "sents", "starts", "tags", "texts")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.count = len(doc)
        table = doc.to_array(_COLUMNS)
        columns = table.T.tolist() if self.count else [[]] * len(_COLUMNS)
        strings = doc.vocab.strings
        told = ([string(k, strings) for k in column] for column in columns[:4])
        self.texts, self.tags, self.lemmas, self.deps = told
        self.lower = [t.lower() for t in self.texts]
        self.heads = [i + (h if h < _NEGATIVE else h - _WRAP) for i, h in enumerate(columns[4])]
        self.starts = starts_of(doc)
        self.ents = {e.start: (e.end, e.label_) for e in doc.ents}
        self.inside: list[str] = [""] * self.count
        for start, (end, label) in self.ents.items():
            self.inside[start:end] = [label] * (end - start)
        starts = [i for i, mark in enumerate(columns[5]) if mark == 1 or i == 0]
        self.sents = list(zip(starts, [*starts[1:], self.count], strict=True))

    def text(self, start: int, end: int) -> str:
        """The text of tokens [start, end) as it stands, with line breaks as blanks."""
        return " ".join(self.doc[start:end].text.split())
