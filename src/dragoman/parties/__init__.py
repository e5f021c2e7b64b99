"""Parties: who a text speaks of, coded at the date of the text.

Reads tags, lemmas, dependencies, names (`doc.ents`) and `doc._.source`; writes `doc._.mentions`.
"Turkey's Erdogan met the Russian president" (2023) -> [Turkey's Erdogan] TUR, Recep Tayyip Erdogan; [the Russian
president] RUS, Vladimir Putin. Registered with spaCy as "dragoman_parties".
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.language import extensions
from dragoman.parties.mentions import Entity, Mention
from dragoman.parties.reading import Parties

__all__ = ["Entity", "Mention", "make_parties"]


@Language.factory("dragoman_parties", requires=["token.tag", "token.dep", "doc.ents"])
def make_parties(nlp: Language, name: str) -> Parties:
    """spaCy factory of the component; the gazetteers are read here, once in a process."""
    extensions.register()
    Doc.get_extension("mentions")
    return Parties()
