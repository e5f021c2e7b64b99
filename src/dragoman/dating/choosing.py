"""Which of a sentence's times an act has: the one the syntax hangs on it, not that of another clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container

from spacy.tokens import Doc, Token

from dragoman.dating.times import Time

# Verbs that lend their time to the act that is their subject or object: "the talks were held on Tuesday".
_LIGHT = frozenset(
    {
        "hold", "have", "take", "make", "occur", "happen", "begin", "start", "end", "conclude", "reach", "sign",
        "conduct", "launch", "carry", "place", "pay", "give", "deliver", "complete", "mark", "open", "continue",
        "resume", "do", "host", "attend", "see", "erupt", "break", "announce", "unveil", "impose", "strike",
        "stage"
    }
)
# What these judge or speak of has its own time: "condemns the attacks of Monday".
_JUDGES = frozenset(
    {
        "condemn", "denounce", "welcome", "deplore", "discuss", "praise", "criticize", "criticise", "recall",
        "commemorate", "celebrate", "mark", "remember", "mourn", "reject", "blame", "regret", "investigate"
    }
)
_TIMELESS = frozenset({"until", "by", "before", "after"})
_NOMINAL = frozenset(
    {
        "obj", "obl", "nmod", "nsubj:pass", "nsubj", "obl:agent", "nmod:poss", "compound", "appos", "iobj",
        "nmod:tmod", "obl:tmod", "flat", "conj", "nmod:unmarked", "obl:unmarked"
    }
)
_CLAUSAL = frozenset(
    {
        "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "advcl:relcl"
    }
)
_WORSE = 99


def date_of(doc: Doc, token_index: int, *, acts: Container[int] = ()) -> Time | None:
    """The time of the act that token `token_index` heads, or None where its sentence does not tell it.

    A time that hangs on the act's own word is taken first, then one on its object or on the verb that carries a
    nominal act
    ("the talks were held on Tuesday"), then one that a coordinated or governing clause lends ("met on Tuesday and
    signed").
    Times of other clauses, and limits ("by 2030", "until May"), are not the act's. `acts`: tokens that head other
    acts; a time
    that hangs on one of them belongs to it. For an act that is still to come ("will meet on Tuesday") see `due_of`.
    """
    act = doc[token_index]
    best: tuple[int, int, int] | None = None
    chosen = None
    for time in times_in(doc, act):
        if time.relation in _TIMELESS:
            continue
        cost = _cost(doc, act, time, acts)
        if cost >= _WORSE:
            continue
        rank = (cost, 0 if len(time.value) >= 7 else 1, abs(time.head - token_index))
        if best is None or rank < best:
            best, chosen = rank, time
    return chosen


def due_of(doc: Doc, token_index: int, clause_end: int) -> str | None:
    """When what is undertaken at token `token_index` shall be done: ISO 8601, or None.

    A limit ("by 2030", "until the end of May") before token `clause_end` goes first, then a time to come. What lies
    before
    publication is no due date.
    """
    act = doc[token_index]
    ahead = None
    for time in times_in(doc, act):
        if not act.left_edge.i <= time.start < clause_end:
            continue
        if time.relation in ("by", "until") or (time.relation == "before" and time.future):
            return time.value
        if ahead is None and (time.future or _ends_ahead(doc, time)):
            ahead = time.value
    return ahead


def times_in(doc: Doc, act: Token) -> list[Time]:
    """The times of the sentence in which a token stands."""
    times = doc._.times
    if not times:
        return []
    try:  # not `has_annotation`, which looks through the whole document at every call
        sentence = act.sent
    except ValueError:
        return list(times)
    first = bisect_left(times, sentence.start, key=lambda t: t.start)
    last = bisect_left(times, sentence.end, key=lambda t: t.start)
    return list(times[first:last])


def _ends_ahead(doc: Doc, time: Time) -> bool:
    """Whether an interval reaches beyond publication: "over the next three years"."""
    source = doc._.source
    return source is not None and bool(source.published) and time.value.rpartition("/")[2] > source.published


def _cost(doc: Doc, act: Token, time: Time, acts: Container[int]) -> int:
    """How far a time is from an act in the syntax; _WORSE where it belongs to something else."""
    head = doc[time.head]
    if head.i == act.i or time.start <= act.i < time.end:
        return _WORSE
    host = head.head
    if host.dep_ in ("advcl", "ccomp") and any(c.dep_ == "mark" and time.end <= c.i for c in host.children):
        host = host.head  # "warned Beijing last month against doing so": what stands before a clause's mark is not in it
    if host.i == act.i:
        return 0
    if host.i in acts and host.dep_ not in _CLAUSAL and not (host.pos_ == "VERB" and host.lemma_ in _LIGHT):
        return _lent(act, host, time)
    if host.pos_ not in ("VERB", "AUX"):
        return _on_noun(act, host, time, acts)
    return _on_verb(act, host, time)


def _on_noun(act: Token, host: Token, time: Time, acts: Container[int]) -> int:
    """The time hangs on a noun: of the act's object, its complement, or the noun it belongs to."""
    node = host
    for depth in range(1, 6):
        if node.i == act.i:
            return 1 + depth
        if (node.dep_ == "obj" and node.head.lemma_ in _JUDGES) or _topic(node):
            break  # "condemns the attacks today", "signed a plan on consultations in 2024"
        if any(c.dep_ == "case" and c.lower_ in ("since", "after", "before", "until", "following") for c in node.children):
            break  # "the first trip since the start of the war last year"
        if node.i != host.i and node.i in acts:
            return _WORSE
        if node.dep_ not in _NOMINAL or node.head.i == node.i:
            break
        node = node.head
        if node.i == act.i:
            return 1 + depth
    # the act inside the noun: "the start of the war last year"
    node = act
    for depth in range(1, 4):
        if node.pos_ in ("VERB", "AUX") or node.dep_ not in ("nmod", "compound", "conj", "appos", "nmod:poss"):
            break
        node = node.head
        if node.i == host.i:
            return 4 + depth
    if act.dep_ in ("acl", "acl:relcl") and act.head.i == host.i:
        return 6
    return _lent(act, host, time)


def _topic(node: Token) -> bool:
    return node.dep_ in ("nmod", "obl") and any(
        c.dep_ == "case" and c.lower_ in ("on", "about", "for", "over") for c in node.children
    )


def _on_verb(act: Token, verb: Token, time: Time) -> int:
    """The time hangs on a verb other than the act."""
    if act.pos_ not in ("VERB", "AUX"):
        if verb.dep_ in ("acl", "acl:relcl") and _same_noun(act, verb.head):
            return 2
        node = act
        for _ in range(3):
            if node.dep_ not in ("nmod", "compound", "conj", "appos"):
                break
            node = node.head
        if node.head.i == verb.i and node.dep_ in _NOMINAL:
            if verb.lemma_ in _LIGHT:
                return 3
            if time.start < verb.i and node.dep_ not in ("obl",):
                return 8
    if (
        verb.dep_ in ("advcl", "acl")
        and verb.head.i == act.i
        and any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children)
    ):
        return 5  # "travelled to meet him on March 20"
    if (
        verb.dep_ == "advcl"
        and verb.head.i == act.i
        and any(c.lower_ == "as" and c.dep_ == "mark" for c in verb.children)
    ):
        return 5  # "as he announced today, they will provide"
    if verb.dep_ == "xcomp" and verb.head.i == act.i:
        return 4
    return _lent(act, verb, time)


def _lent(act: Token, host: Token, time: Time) -> int:
    """The time of a clause that governs the act's or is coordinated before it."""
    node = act
    cost = 5
    for _ in range(4):
        dep = node.dep_
        if (dep == "conj" and node.pos_ in ("VERB", "AUX")) or (
            dep == "xcomp"
            and node.head.lemma_
            in ("begin", "start", "continue", "help", "manage", "proceed", "resume", "cease", "stop")
        ):
            cost += 1
        elif (
            (dep == "advcl" and not any(c.dep_ == "mark" and c.lower_ not in ("to", "by") for c in node.children))
            or (dep == "acl" and node.tag_ == "VB")
            or (node.pos_ in ("NOUN", "PROPN") and dep in ("obj", "nsubj:pass", "nsubj") and node.head.lemma_ in _LIGHT)
        ):
            cost += 2
        else:
            return _WORSE
        node = node.head
        if node.i == host.i:
            return cost
        if host.head.i == node.i and host.dep_ in ("obl", "obj"):
            return cost + 1  # "raised it in a call earlier today and urged him"
    return _WORSE


def _same_noun(act: Token, noun: Token) -> bool:
    return (
        noun.i == act.i
        or (noun.head.i == act.i and noun.dep_ in ("nmod", "conj", "appos"))
        or (act.head.i == noun.i and act.dep_ in ("compound", "conj"))
    )
