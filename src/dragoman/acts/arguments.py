"""Which party fills which role of a predicate, and how a party stands in a record."""
from __future__ import annotations

from spacy.tokens import Doc

from dragoman.parties.mentions import Entity, Mention
from dragoman.records import Party


def as_party(doc: Doc, mention: Mention, entity: Entity) -> Party:
    """The party of a record: one entity of a mention. `start` and `end` are characters of `doc.text`."""
    last = doc[mention.end - 1]
    return Party(entity.code, entity.name, entity.role, entity.sector, doc[mention.start].idx, last.idx + len(last))
