"""Rules and the learned reader bid for each act of a sentence; what both see stands, and where they differ the better bid wins.

"Ankara pilloried Athens" has no entry in the vocabulary: the learned reader alone bids ACCUSE. "Oslo struck a deal": an entry
for "strike" bids ASSAULT, the learned reader SUPPORT, and the sentence tells who is right.
"""

from __future__ import annotations

import math
from bisect import bisect_left

from dragoman.acts import certainty, learned
from dragoman.acts.clauses import Tree
from dragoman.acts.drafts import Draft, codes
from dragoman.acts.learned import ACTOR, RECIPIENT, Told
from dragoman.acts.seats import seat
from dragoman.parties.mentions import Mention

_HEARD = 0.25  # a word that tells an act with less than this is not asked
_OUTBID = 0.9  # another type than the rules' needs this, and the rules' type less than a third of it
_ALSO = 0.5  # another word of a rule's act that tells the same act with this much shares its parties
_LIKELY = 0.7  # a status other than grammar's needs this
_TALKS = frozenset({"CONSULT", "COOPERATE"})
# Acts that often touch nobody whom the sentence names ("Ghana called up its reservists").
_LONE = frozenset({"AGREE", "CONCEDE", "MOBILIZE", "PROTEST", "RETREAT", "REQUEST", "REJECT", "SUPPORT", "THREATEN"})
_DONE_IN_SAYING = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})  # a planned visit is agreed to already
_TELLING = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})
# How sure a bid is: a logistic regression on the values of a bid, fitted by training/reader/calibrate.py.
_SURE = (-4.14, 0.3, 0.87, 1.76, 0.35, 1.06, 1.28, 0.33, -0.05, 0.96, -0.29, 0.43)
KEPT = 0.17  # bids less sure than this are not taken: from 0.1 to 0.25 F1 on annotated texts is about the same


def settle(tree: Tree, drafts: list[Draft], skip: list[bool], kept: float = KEPT) -> list[Draft]:
    """The acts of a text, from those that rules found and those that the learned reader sees, by sentences.

    `skip` marks the sentences that are not coded; bids less sure than `kept` are left out.
    """
    of_rules: dict[int, list[Draft]] = {}
    for draft in drafts:
        of_rules.setdefault(tree.sentence_of[draft.at], []).append(draft)
    out: list[Draft] = []
    for number, left_out in enumerate(skip):
        if not left_out:
            out += [d for d in _sentence(tree, number, of_rules.get(number, []), kept) if d.confidence >= kept]
    return out


def _sentence(tree: Tree, number: int, drafts: list[Draft], kept: float) -> list[Draft]:
    a, b = tree.sentences[number]
    here = _parties(tree, a, b)
    if not drafts and not here:
        return []
    told = learned.told(tree, number)
    settled: set[int] = set()
    found: list[Draft] = []
    for draft in drafts:
        words = _evidence(tree, draft)
        settled |= words
        at = max(words, key=lambda w: (told.of_type(w, draft.type) + 0.5 * told.telling(w), -w))
        same, (other, rival) = told.of_type(at, draft.type), told.act(at)
        ruled = draft.confidence
        supposed = other == "AGREE" and draft.status == "hypothetical"  # "could meet" agrees to nothing
        if other != draft.type and rival >= _OUTBID and same < rival / 3 and not supposed:
            draft.type, draft.mode, draft.produced_by, ruled = other, None, "model:acts", 0.0
            draft.status = _status(tree, told, at, other)
        telling = sorted({at, *(w for w in words if told.of_type(w, draft.type) >= _ALSO)})
        heard = seat(tree, told, telling, draft, here)
        draft.bid = _bid(tree, told, at, draft, ruled, heard)
        found.append(draft)
    for at in told.told_by(_HEARD):
        if at in settled or tree.pos[at] not in _TELLING:
            continue
        kind, _ = told.act(at)
        draft = Draft(at, kind, None, [], [], _status(tree, told, at, kind), 0.0, "model:acts", [at])
        heard = seat(tree, told, [at], draft, here)
        if _touches(draft):
            draft.bid = _bid(tree, told, at, draft, 0.0, heard)
            found.append(draft)
    for draft, between in zip(found, _between(tree, number, found, kept), strict=True):
        draft.bid = (*draft.bid, between)
        draft.confidence = sureness(draft.bid)
    return _apart(found)


def _between(tree: Tree, number: int, found: list[Draft], kept: float) -> list[float]:
    """What the learned reader says of each act when asked only what happens between its first two parties; 0 for one party,
    and unasked where no answer could make the bid sure enough."""
    a, b = tree.sentences[number]
    pairs, asked = [], []
    for k, draft in enumerate(found):
        both = [*draft.actors[:1], *draft.recipients[:1]] if draft.recipients else draft.actors[:2]
        if len(both) == 2 and sureness((*draft.bid, 1.0)) >= kept and all(a <= m.start and m.end <= b for m in both):
            pairs.append(((both[0].start - a, both[0].end - a), (both[1].start - a, both[1].end - a)))
            asked.append(k)
    values = [0.0] * len(found)
    if pairs:
        names = learned.types()
        for k, row in zip(asked, learned.between(learned.vectors(tree, number), pairs), strict=True):
            values[k] = float(row[names.index(found[k].type)])
    return values


def sureness(bid: tuple[float, ...]) -> float:
    """The probability that an act is right in type and parties, from what was bid for it."""
    level = _SURE[0] + sum(w * x for w, x in zip(_SURE[1:], bid, strict=True))
    return round(1.0 / (1.0 + math.exp(-level)), 2)


def _bid(tree: Tree, told: Told, at: int, draft: Draft, ruled: float, heard: tuple[float, float]) -> tuple[float, ...]:
    same = told.of_type(at, draft.type)
    sides = bool(draft.recipients) or len(codes(draft.actors)) > 1
    noun = tree.pos[draft.at] in ("NOUN", "PROPN")
    grammar = (float(ruled > 0), ruled, float(ruled > 0 and draft.retold), float(ruled > 0 and noun))
    lone = not sides and draft.type in _LONE
    return (*grammar, same, told.telling(at), heard[ACTOR], heard[RECIPIENT], float(sides), float(lone))


def _status(tree: Tree, told: Told, at: int, kind: str) -> str:
    """Whether an act without a rule happened: grammar says what is denied, planned or supposed, else the learned reader."""
    grammar = certainty.status(tree, at)
    likely, sure = told.happened(at)
    if grammar != "occurred" and (kind not in _DONE_IN_SAYING or grammar == "denied"):
        return grammar
    return likely if sure >= _LIKELY else "occurred"


def _evidence(tree: Tree, draft: Draft) -> set[int]:
    """The words that may tell the act of a rule: its own, its object's, a light verb's above a noun."""
    a, b = tree.sentences[tree.sentence_of[draft.at]]
    words = {w for w in (draft.at, *draft.words) if a <= w < b}
    if tree.pos[draft.at] == "NOUN" and tree.pos[tree.heads[draft.at]] == "VERB":
        words.add(tree.heads[draft.at])
    return words | {c for c in tree.children[draft.at] if tree.deps[c] in ("xcomp", "compound:prt")}


def _parties(tree: Tree, a: int, b: int) -> list[Mention]:
    every = tree.doc._.mentions
    low = bisect_left(every, a, key=lambda m: m.start)
    high = bisect_left(every, b, key=lambda m: m.start)
    return [m for m in every[low:high] if m.end <= b]


def _apart(found: list[Draft]) -> list[Draft]:
    """One bid for each act: those of rules, and of words that tell one type with a party in common the surest."""
    kept: list[Draft] = []
    for draft in sorted(found, key=lambda d: (d.produced_by == "model:acts", -d.confidence, d.at)):
        sides = {(m.start, side) for side, ms in enumerate((draft.actors, draft.recipients)) for m in ms}
        twin = draft.produced_by == "model:acts" and any(
            other.type == draft.type
            and (sides & {(m.start, side) for side, ms in enumerate((other.actors, other.recipients)) for m in ms})
            and not (codes(draft.actors) and not codes(other.actors))  # it tells who acted where the other does not
            for other in kept
        )
        if not twin:
            kept.append(draft)
    return kept


def _touches(draft: Draft) -> bool:
    """Talks need two sides, every act somebody whose code is known."""
    both = codes(draft.actors) | codes(draft.recipients)
    return len(both) > 1 if draft.type in _TALKS else bool(both)
