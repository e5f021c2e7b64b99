"""Which of a sentence's places an act has: where the syntax sets it, or where it goes to; of two the first."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Token

from dragoman.places.finding import PlaceMention

_WHERE = frozenset(
    {
        "in", "at", "near", "outside", "inside", "around", "across", "throughout", "off", "on"
    }
)
_GOING = frozenset(
    {
        "visit", "travel", "trip", "go", "come", "fly", "arrive", "return", "tour", "head", "journey",
        "arrival", "departure", "invite", "welcome", "send", "move"
    }
)
_LEAVING = frozenset(
    {
        "withdraw", "withdrawal", "leave", "leaving", "evacuate", "evacuation", "retreat", "departure", "pull",
        "pullout"
    }
)
_HITTING = frozenset(
    {
        "attack", "assault", "strike", "airstrike", "bomb", "bombing", "bombard", "shell", "shelling", "raid",
        "seize", "capture", "invade", "invasion", "hit", "occupy", "occupation", "war", "aggression",
        "offensive", "target", "storm", "siege", "besiege", "annex", "annexation", "blockade", "incursion"
    }
)
_GATHERINGS = frozenset(
    {
        "talk", "summit", "meeting", "conference", "visit", "trip", "forum", "attack", "bombing", "bomb",
        "massacre", "negotiation", "round"
    }
)
# What these speak of, judge or order lies elsewhere than they do: "discussed the crisis in Syria".
_ABOUT = frozenset(
    {
        "discuss", "condemn", "raise", "address", "denounce", "welcome", "urge", "call", "mention", "deplore",
        "criticize", "criticise", "talk", "warn", "say", "tell", "note", "stress", "serve", "commit", "impose",
        "sanction", "support", "praise", "thank", "accuse", "blame", "demand", "announce", "agree", "express",
        "consider", "reject", "propose"
    }
)
_CARRIES = frozenset(
    {
        "obl", "nmod", "obj", "obl:tmod", "nsubj", "nsubj:pass", "appos", "compound", "nmod:poss", "conj",
        "obl:unmarked"
    }
)
_WORSE = 99


def place_of(doc: Doc, token_index: int) -> PlaceMention | None:
    """The place of the act that token `token_index` heads, or None where its sentence does not tell it.

    First what hangs on the act's own word with a preposition of place ("met in Moscow"), the goal of a visit
    ("travel to
    Moscow", "visited Moscow"), what an attack strikes; then a place inside its object or beside it; then that of the
    clause
    it depends on or is coordinated with. A quarrel about Syria does not happen there: "on" and "about" are no places.
    """
    places = doc._.places
    if not places:
        return None
    act = doc[token_index]
    try:  # not `has_annotation`, which looks through the whole document at every call
        sentence = act.sent
    except ValueError:
        sentence = doc[:]
    best, chosen = _WORSE, None
    first = bisect_left(places, sentence.start, key=lambda p: p.start)
    last = bisect_left(places, sentence.end, key=lambda p: p.start)
    for place in places[first:last]:
        if place.start <= token_index < place.end:
            continue
        cost = _cost(act, head_of(doc, place), place)
        if cost < best:
            best, chosen = cost, place
    return chosen


def head_of(doc: Doc, place: PlaceMention) -> Token:
    """The token of a place that the syntax hangs on the rest of the sentence."""
    for token in doc[place.start : place.end]:
        if not place.start <= token.head.i < place.end or token.head.i == token.i:
            return token
    return doc[place.start]


def _cost(act: Token, head: Token, place: PlaceMention) -> int:
    if act.head.i == head.i and act.dep_ in ("obl", "nmod", "advcl") and any(c.dep_ == "cop" for c in head.children):
        return 3  # "who is in Russia on a visit"
    if head.dep_ == "conj" and head.head.i != act.i and head.head.i < head.i:
        return _WORSE  # of two places the first
    host = head.head
    how = _how(host, head, place)
    if how is None:
        return _WORSE
    if host.i == act.i:
        return how
    node, depth = host, 1
    if act.lemma_.lower() in _ABOUT and host.dep_ != "obl":
        depth = 9
    while depth < 5 and node.dep_ in _CARRIES and node.head.i != node.i:
        node = node.head
        if node.i == act.i:
            return how + 2 * depth
        depth += 1
    node, cost = act, how + 8
    for _ in range(4):
        if not _lends(node):
            return _WORSE
        node = node.head
        if node.i == host.i or (host.head.i == node.i and host.dep_ in ("obl", "obj", "nmod")):
            return cost
        cost += 2
    return _WORSE


def _how(host: Token, head: Token, place: PlaceMention) -> int | None:
    """How well the words between say that something happens there; None where they do not."""
    lemma = host.lemma_.lower()
    case = next((c.lower_ for c in head.children if c.dep_ == "case"), "")
    if case in _WHERE and (case != "on" or (lemma in _HITTING and place.kind != "state")):
        return 0
    if case in ("to", "into", "for") and lemma in _GOING:
        return 0
    if case == "from" and lemma in _LEAVING:
        return 1
    if head.dep_ == "obj" and (lemma in _GOING or lemma in _HITTING or lemma in _LEAVING):
        return 1
    if case in ("against", "of", "on") and lemma in _HITTING:
        return 2
    if case == "of" and place.kind == "region" and host.pos_ == "NOUN":
        return 3
    if (
        head.dep_ in ("compound", "nmod:poss", "nmod", "nmod:unmarked")
        and not case
        and lemma in _GATHERINGS
        and place.kind == "city"
    ):
        return 2
    return None


def _lends(node: Token) -> bool:
    """Whether an act stands in the place of the clause above it: coordinated, a purpose, a thing held or done
    there."""
    dep = node.dep_
    if dep == "conj":
        return True
    if dep == "advcl":
        return not any(
            c.dep_ == "mark" and c.lower_ not in ("to", "by", "after", "before", "while") for c in node.children
        )
    if dep == "acl":
        return node.tag_ in ("VB", "VBN", "VBG")
    if dep == "obl":  # "during his visit to India, had a meeting"; never what is talked about
        return any(c.dep_ == "case" and c.lower_ in ("during", "after", "following", "before") for c in node.children)
    if dep in ("obj", "nsubj", "nsubj:pass"):
        return node.head.lemma_ in (
            "hold",
            "have",
            "take",
            "begin",
            "conduct",
            "make",
            "conclude",
            "sign",
            "start",
            "open",
            "attend",
            "host",
        )
    return False
