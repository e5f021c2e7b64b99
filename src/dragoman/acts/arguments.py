"""Which party fills which role of a predicate, and how a party stands in a record."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from dragoman.parties.mentions import Entity, Mention
from dragoman.records import Party


def as_party(doc: Doc, mention: Mention, entity: Entity) -> Party:
    """The party of a record: one entity of a mention. `start` and `end` are characters of `doc.text`; a pronoun points to the
    words before it that name the party."""
    named = _named(doc, mention, entity) if mention.kind == "anaphor" else mention
    last = doc[named.end - 1]
    return Party(entity.code, entity.name, entity.role, entity.sector, doc[named.start].idx, last.idx + len(last))


def _named(doc: Doc, mention: Mention, entity: Entity) -> Mention:
    """The nearest mention before a pronoun that names the same party in words, at most a hundred mentions back."""
    mentions = doc._.mentions
    at = bisect_left(mentions, mention.start, key=lambda m: m.start)
    for other in reversed(mentions[max(0, at - 100) : at]):
        if other.kind not in ("anaphor", "adjective", "place") and any(p.code == entity.code for p in other.parties):
            return other
    return mention
