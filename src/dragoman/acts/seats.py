"""Who takes which seat in an act: what grammar says and what the learned reader hears, weighed against each other.

"Algiers rejected a UN appeal over the border" -> actor DZA, recipient IGO:UN; "two fishermen" take a seat though nobody
names them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from dragoman import gazetteers, lexicons
from dragoman.acts.clauses import Tree
from dragoman.acts.drafts import Draft, codes
from dragoman.acts.frames import DAYS
from dragoman.acts.learned import ACTOR, RECIPIENT, Told
from dragoman.parties.mentions import Entity, Mention

_SIDES = (ACTOR, RECIPIENT)
_PARTY = 0.6  # a seat needs more
_ADDED = 0.9  # a seat beside those that a rule gave needs more
_RULED = 0.6  # what a rule's word for a seat counts
_THING = 0.7  # a noun that means no people needs more
_TOPICAL = frozenset({"discuss", "review", "cover", "address", "debate", "explore", "raise"})
# Acts that a state often does to its own people.
_AT_HOME = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "REQUEST", "ACCUSE", "MOBILIZE", "REJECT"})
_PARTS = frozenset({"compound", "flat", "nmod:poss", "amod", "case", "nmod:unmarked", "obl:unmarked"})
_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod:desc", "nmod:poss"})
_LONGEST = 6  # words of a noun phrase before its noun
_WHERE = frozenset({"in", "at", "near", "from", "of", "inside", "outside", "across", "throughout"})

_NOBODY = DAYS | {"africa", "america", "americas", "antarctica", "asia", "east", "europe", "oceania", "south", "west"}

Seats = tuple[list[Mention], list[Mention]]


def seat(tree: Tree, told: Told, words: list[int], draft: Draft, here: list[Mention]) -> tuple[float, float]:
    """Put the parties of an act in their seats, and say how clearly the learned reader heard each side's. `words` tell the act;
    they share its parties ("the attack which Russia launched").

    Asked are the parties of the sentence and those of the rules; noun phrases that name nobody known, but are told to act or to
    suffer ("two fishermen"), come in as parties without a code. Whom a rule seats keeps the seat unless the learned reader
    hears the party clearly on the other side; whom no rule seats must be heard the more clearly where rules spoke.
    """
    roles = np.max([told.roles(at) for at in words], axis=0).tolist() if len(words) > 1 else told.roles(words[0]).tolist()
    ruled = tuple({(m.start, m.end) for m in side} for side in (draft.actors, draft.recipients))
    needed = _ADDED if any(ruled) else _PARTY
    asked = {(m.start, m.end): m for m in (*here, *draft.actors, *draft.recipients)}
    chosen: Seats = ([], [])
    clear = [0.0, 0.0]
    for span, mention in sorted(asked.items()):
        heard = [_heard(roles[side], told.start, mention) for side in _SIDES]
        bids = [(heard[side] or 0.0) + _RULED * (span in ruled[side]) for side in _SIDES]
        best = max(_SIDES, key=lambda side: bids[side])
        if span in ruled[best] or bids[best] > needed:
            chosen[best].append(mention)
            clear[best] = max(clear[best], heard[best] or 0.0)
    for side in _SIDES:
        chosen[side].extend(_nameless(tree, told.start, roles[side], here, chosen))
    _topics_out(tree, draft.at, chosen)
    _tellers_out(tree, draft.at, chosen, ruled)
    _prune(tree, draft.type, chosen, ruled)
    draft.actors, draft.recipients = (sorted(side, key=lambda m: m.start) for side in chosen)
    return clear[ACTOR], clear[RECIPIENT]


def _topics_out(tree: Tree, at: int, chosen: Seats) -> None:
    """What is talked about does not talk: "they discussed China and Taiwan"."""
    topic = tree.child(at, "obj") if tree.lemmas[at] in _TOPICAL else None
    if topic is not None:
        for side in _SIDES:
            kept = [m for m in chosen[side] if not tree.left[topic] <= m.head <= tree.right[topic]]
            if codes(kept):
                chosen[side][:] = kept


def _tellers_out(tree: Tree, at: int, chosen: Seats, ruled: tuple[set[tuple[int, int]], ...]) -> None:
    """Who only tells of an act has no seat in it beside others ("A Swiss spokesman said that France had expelled them")."""
    spans = _tellers(tree, at)
    if not spans:
        return
    for side in _SIDES:
        kept = [
            m
            for m in chosen[side]
            if (m.start, m.end) in ruled[side] or not any(a <= m.head <= b for a, b in spans)
        ]
        if codes(kept):
            chosen[side][:] = kept


def _tellers(tree: Tree, at: int) -> list[tuple[int, int]]:
    """Tokens [a, b] of those who tell the clause of an act: subjects of the verbs of saying above or beside it, and the
    sources after "according to"."""
    found: list[tuple[int, int]] = []
    speech = lexicons.speech()
    for _ in range(12):
        label, above = tree.deps[at], tree.heads[at]
        verbs = [c for c in tree.children[at] if tree.deps[c] == "parataxis"]
        if label in ("ccomp", "parataxis") and above != at:
            verbs.append(above)
        for verb in verbs:
            subject = tree.subject(verb) if (tree.lemmas[verb], "VERB") in speech else None
            if subject is not None:
                found.append((tree.left[subject], tree.right[subject]))
        found += [(tree.left[c], tree.right[c]) for c in tree.children[at] if tree.case(c) == "according to"]
        if above == at:
            break
        at = above
    return found


def _prune(tree: Tree, kind: str, chosen: Seats, ruled: tuple[set[tuple[int, int]], ...]) -> None:
    """Take from the seats what grammar rules out, where no rule put it there: parties inside the phrase of another ("diplomats
    based in Geneva"), nouns whose party is seated ("a UN appeal"), mere places beside parties, a state's own beside others."""
    seated = [*chosen[ACTOR], *chosen[RECIPIENT]]
    heads = {m.head for m in seated if codes([m])}
    for side in _SIDES:
        named = [m for m in chosen[side] if codes([m]) and not _place(tree, m)]
        kept = []
        for m in chosen[side]:
            if (m.start, m.end) not in ruled[side]:
                if not codes([m]) and any(c in heads and tree.deps[c] in _PARTS for c in tree.children[m.head]):
                    continue
                if _inside(tree, m, heads) or (_place(tree, m) and named):
                    continue
            kept.append(m)
        chosen[side][:] = kept
    own, others = codes(chosen[ACTOR]), codes(chosen[RECIPIENT])
    again = all(m.kind == "anaphor" for m in chosen[RECIPIENT])  # not "its pensioners"
    if others and others <= own and again and kind not in _AT_HOME and not ruled[RECIPIENT]:
        chosen[RECIPIENT].clear()  # one and the same, named twice
    if others - own and others & own:
        chosen[RECIPIENT][:] = [m for m in chosen[RECIPIENT] if not codes([m]) or codes([m]) - own]


def _inside(tree: Tree, mention: Mention, heads: set[int]) -> bool:
    """Does a mention stand within the noun phrase of another that has a seat? Joined ones ("Iran and Iraq") do not."""
    at = mention.head
    for _ in range(8):
        label, above = tree.deps[at], tree.heads[at]
        if above == at or (tree.pos[above] in ("VERB", "AUX") and tree.deps[above] != "acl"):
            return False
        if label == "appos" and above in heads:
            return True  # "the minister of Iraq, Ibrahim al-Jaafari" is one party
        if label in ("conj", "appos", "flat", "parataxis"):
            return False
        at = above
        if at in heads and not mention.start <= at < mention.end:
            return True
    return False


def _place(tree: Tree, mention: Mention) -> bool:
    """Is a mention only where something happens ("in Geneva")?"""
    return mention.kind == "place" or tree.case(mention.head) in _WHERE - {"from", "of"}


def _heard(row: list[float], start: int, mention: Mention) -> float | None:
    """How probable a mention is in a role: the mean of its words, its head counting more; None where it stands elsewhere."""
    low, high = mention.start - start, mention.end - start
    if low < 0 or high > len(row):
        return None
    inside = sum(row[low:high]) / (high - low)
    return max(inside, 0.5 * (inside + row[mention.head - start]))


def _nameless(tree: Tree, start: int, row: list[float], here: list[Mention], chosen: Seats) -> list[Mention]:
    """Noun phrases in a role that no mention covers: a party of the state where it lives, or one that nobody names.

    A phrase is a noun with what stands before it ("two elderly fishermen"); times, and nouns before other nouns, are none.
    """
    told = [k for k, heard in enumerate(row) if heard > _PARTY]
    if not told:
        return []
    covered = {i for m in (*here, *chosen[ACTOR], *chosen[RECIPIENT]) for i in range(m.start, m.end)}
    covered |= {i for t in tree.doc._.times for i in range(t.start, t.end)}
    states = {p.code for m in here for p in m.parties if p.kind == "state"}
    found: list[Mention] = []
    for k in told:
        at = start + k
        if at in covered or tree.pos[at] not in ("NOUN", "PROPN") or tree.deps[at] in _PARTS or tree.lower[at] in _NOBODY:
            continue
        people = _people(tree, at)
        if not people and row[k] < _THING:
            continue
        first = at
        while first > start and first - 1 not in covered and tree.deps[first - 1] in _BEFORE and at - first < _LONGEST:
            first -= 1
        if any(tree.pos[i] == "VERB" for i in range(first, at)):
            continue
        name = tree.text[tree.start[first] : tree.end[at]]
        code = _home_of(tree, at)
        if code is None and people and len(states) == 1:  # a sentence that names one state speaks of its people
            code = min(states)
        entity = Entity(code, name, None, "CVL", "state") if code else Entity("", name, None, None, "unknown")
        found.append(Mention(first, at + 1, at, (entity,), "descriptor"))
        covered |= set(range(first, at + 1))
    return found


def _people(tree: Tree, at: int) -> bool:
    """Does a noun mean people: one of the nouns that act, or by its ending ("fundamentalists", "shopkeepers")?"""
    return tree.lower[at] in _agents() or tree.lemmas[at] in _agents() or tree.lower[at].endswith(_OF_PEOPLE)


@lru_cache(maxsize=1)
def _agents() -> frozenset[str]:
    return frozenset(row.noun for row in gazetteers.agents() if row.kind in ("person", "people", "body"))


_OF_PEOPLE = ("ists", "keepers", "workers", "men", "women", "ians", "supporters", "leaders", "owners", "drivers", "holders")


def _home_of(tree: Tree, at: int) -> str | None:
    """The state of a noun that is a place or lies in one: "Managua", "three villages in Chin State", "the dockers of Lagos"."""
    for c in (at, *(c for c in tree.children[at] if tree.deps[c] == "nmod" and tree.case(c) in _WHERE)):
        mention = tree.covering.get(c)
        if mention is not None and len(mention.parties) == 1 and mention.parties[0].kind == "state":
            return mention.parties[0].code
        found = next((p for p in tree.doc._.places if p.start <= c < p.end), None)
        if found is not None and found.country:
            return str(found.country)
    return None
