"""The words of a Doc as plain lists, read once: attribute access on spaCy tokens is dear, lists are cheap."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from spacy.tokens import Doc

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


class Words:
    """Token texts, lower-case texts, lemmas, tags, dependency labels, heads (indices), entity types and spans."""

    __slots__ = ("count", "deps", "doc", "ents", "heads", "inside", "lemmas", "lower", "sents", "tags", "texts")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.count = len(doc)
        self.texts = [t.text for t in doc]
        self.lower = [t.lower() for t in self.texts]
        self.lemmas = [t.lemma_ for t in doc]
        self.tags = [t.tag_ for t in doc]
        self.deps = [t.dep_ for t in doc]
        self.heads = [t.head.i for t in doc]
        self.ents = {e.start: (e.end, e.label_) for e in doc.ents}
        self.inside: list[str] = [""] * self.count
        for start, (end, label) in self.ents.items():
            self.inside[start:end] = [label] * (end - start)
        starts = [i for i, t in enumerate(doc) if t.is_sent_start or i == 0]
        self.sents = list(zip(starts, [*starts[1:], self.count], strict=True))

    def text(self, start: int, end: int) -> str:
        """The text of tokens [start, end) as it stands, with line breaks as blanks."""
        return " ".join(self.doc[start:end].text.split())
