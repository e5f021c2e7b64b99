"""An undertaking is itself an act: whoever commits to something agrees to it (GUIDELINES, "Standing commitments").

"We will deepen trade with Chile" is a commitment; the AGREE that it is, where no rule saw one, is added here.
"""

from __future__ import annotations

from dragoman import ontology
from dragoman.records import Commitment, Event, content_id

_SAME_ACT = frozenset({"AGREE", "CONCEDE", "AID", "COOPERATE", "RETREAT", "MOBILIZE", "REQUEST", "SUPPORT", "THREATEN"})


def add(events: list[Event], commitments: list[Commitment], document: str) -> list[Event]:
    """The events, with an AGREE for each commitment that no event of its words tells, in the order of the text."""
    added: list[Event] = []
    for c in commitments:
        by = {p.code for p in c.by}
        told = any(_tells(e, c, by) for e in events + added)
        if told or not c.by:
            continue
        recipient = tuple(p for p in c.to if p.code not in by)
        added.append(
            Event(
                id=content_id(document, "event", c.start, c.end, "AGREE", c.id),
                type="AGREE",
                mode=None,
                contexts=(),
                cameo=ontology.cameo("AGREE", None),
                score=ontology.score("AGREE"),
                actor=c.by,
                recipient=recipient,
                date=None,
                place=None,
                status="occurred",
                attributed_to=c.attributed_to,
                sectors=c.sectors,
                confidence=round(c.confidence * 0.9, 2),
                produced_by="rule:undertaking",
                sentence=c.sentence,
                start=c.start,
                end=c.end,
                quote=c.quote,
            )
        )
    return sorted(events + added, key=lambda e: (e.start, e.end, e.type, e.id))


def _tells(event: Event, commitment: Commitment, by: set[str]) -> bool:
    """Does an event tell the undertaking: in its words, or as the agreeing before it ("agreed to ..., and to ...")?"""
    actors = {p.code for p in event.actor}
    if (
        event.type == "AGREE"
        and event.sentence == commitment.sentence
        and event.start <= commitment.start
        and actors == by
    ):
        return True
    return (
        event.type in _SAME_ACT and event.start < commitment.end and commitment.start < event.end and bool(by & actors)
    )
