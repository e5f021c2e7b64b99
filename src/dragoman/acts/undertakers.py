"""Who undertakes: parties that speak for themselves, not those of whom another foretells something.

In an American's mouth "we will help" is an undertaking of the USA, "China will help" is none of China.
"""

from __future__ import annotations

from dragoman.acts import vocabulary
from dragoman.acts.clauses import Tree
from dragoman.acts.dyads import pair_of
from dragoman.acts.participants import mentions
from dragoman.acts.speakers import FIRST, JOINT
from dragoman.acts.transcripts import Layout
from dragoman.parties.mentions import Entity, Mention
from dragoman.records import Statement

Told = tuple[Mention, Entity]
"""A party with the mention that names it."""
_COLLECTIVE = frozenset(
    {"leader", "side", "party", "president", "minister", "both", "they", "country", "delegation", "principal"}
)


def codes(told: list[Told]) -> frozenset[str]:
    """The codes of those told."""
    return frozenset(e.code for _, e in told)


def parties(tree: Tree, said: Statement | None, layout: Layout, subject: int | None) -> list[Told]:
    """Who undertakes, where the text lets them speak for themselves; none for what one party says another will do."""
    if subject is None:
        return []
    found = [
        (m, e)
        for m in mentions(tree, subject, deep=tree.pos[subject] not in ("NOUN",) or _acts(tree, subject))
        for e in m.parties
        if e.kind != "per" and e.code
    ]
    if not found and tree.lower[subject] in FIRST and layout.is_joint:
        found = joint(tree, layout)
    if not found and tree.lemmas[subject] in _COLLECTIVE and tree.tags[subject] in ("NNS", "PRP", "DT"):
        found = list(pair_of(tree))
    if not found and tree.lower[subject] in FIRST:
        found = first_person(tree, said)
    unique = {e.code: (m, e) for m, e in reversed(found)}
    told = [(m, e) for m, e in found if unique.pop(e.code, None) is not None]
    if said is None or tree.lower[subject] in FIRST:
        return told
    own = {said.state} if said.state else set()
    if said.speaker == JOINT or len(codes(told)) > 1:
        return told
    return told if not own or codes(told) <= own else []


def first_person(tree: Tree, said: Statement | None) -> list[Told]:
    """Whose "we" it is that no mention tells: the speaker's, or in a text of its own voice the party that it begins
    with."""
    for mention in tree.doc._.mentions:
        for entity in mention.parties:
            if said is not None and said.state == entity.code:
                return [(mention, entity)]
            if (
                said is None
                and len(mention.parties) == 1
                and entity.kind == "state"
                and tree.deps[mention.head] in ("nsubj", "nsubj:pass")
            ):
                return [(mention, entity)]
    return []


def joint(tree: Tree, layout: Layout) -> list[Told]:
    """The parties of a joint document, each with its first mention."""
    found: dict[str, Told] = {}
    for mention in tree.doc._.mentions:
        for entity in mention.parties:
            if entity.code in layout.joint:
                found.setdefault(entity.code, (mention, entity))
    return [found[code] for code in layout.joint if code in found]


def _acts(tree: Tree, noun: int) -> bool:
    """Whether a noun can itself undertake ("the sides", "our government"), unlike "Russian concerns"."""
    return tree.lemmas[noun] in vocabulary.speakers()
