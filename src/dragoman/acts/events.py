"""Events: who did what to whom, from the words that tell acts and the parties that stand in their roles.

"Moscow rejected Tokyo's protest over the islands" -> REJECT by RUS to JPN. Reads mentions, times and places of the Doc.
"""

from __future__ import annotations

import dataclasses

from spacy.tokens import Doc

from dragoman import lexicons
from dragoman.acts import bids, certainty
from dragoman.acts.clauses import Tree, tree_of
from dragoman.acts.drafts import Draft, codes
from dragoman.acts.dyads import pair_of
from dragoman.acts.modes import mode_of
from dragoman.acts.participants import mentions
from dragoman.acts.roles import sides
from dragoman.acts.triggers import Trigger, triggers
from dragoman.parties.mentions import Mention

_MUTUAL = frozenset({"CONSULT", "COOPERATE"})
_UNDERTAKEN = frozenset(
    {"CONSULT", "COOPERATE", "AID", "SUPPORT"}
)  # planned, these are agreed to: GUIDELINES, "Planned visits"
_THREATENED = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
_REFUSED = frozenset({"AGREE", "CONCEDE", "SUPPORT", "RETREAT", "AID"})
_FIRST = frozenset({"we", "our", "us"})
_WITHHELD = frozenset({"accept", "agree", "approve", "join", "ratify", "sign"})  # who does not, refuses
_SUFFERED = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "RETREAT", "PROTEST"}
)  # may be told of those who suffer it alone


def drafts(doc: Doc, skip: list[bool], kept: float = bids.KEPT) -> list[Draft]:
    """The events of a Doc in the order of the text; `skip` marks the sentences that are not coded (the headline), and acts
    less sure than `kept` are left out."""
    tree = tree_of(doc)
    found: list[Draft] = []
    for trigger in triggers(tree, lexicons.predicates(), skip).values():
        draft = _from_rule(tree, trigger, found)
        if draft is not None:
            found.append(draft)
    found += _demanded(tree, skip)
    found = bids.settle(tree, found, skip, kept)
    found.sort(key=lambda d: (d.at, d.type))
    found = _one_each(tree, found)
    for draft in found:
        draft.mode = mode_of(tree, draft)
    return found


def _from_rule(tree: Tree, trigger: Trigger, before: list[Draft]) -> Draft | None:
    entry, frame = trigger.entry, trigger.frame
    actors, recipients = sides(tree, trigger)
    if trigger.wished and not _own_actor(tree, trigger, actors):
        return None
    kind, mode = entry.type, entry.mode
    retold = False
    if kind in _MUTUAL and entry.recipient == "mutual" and len(codes(actors)) < 2:
        actors, retold = _completed(tree, trigger, actors, before)
    status = trigger.overlay or certainty.status(tree, trigger.carrier.at if trigger.carrier else trigger.at)
    kind, mode, status = _settle(tree, trigger, kind, mode, status)
    if (
        kind == "REJECT" and entry.type != "REJECT" and not recipients
    ):  # "did not sign the treaty with Oslo" refuses Oslo
        own = {m.start for m in mentions(tree, frame.subject)}
        actors, recipients = [m for m in actors if m.start in own], [m for m in actors if m.start not in own]
    if not _enough(kind, actors, recipients, frame.pos, entry.recipient in ("mutual", "none"), frame.passive):
        return None
    confidence = (
        0.62 + 0.1 * bool(entry.conditions) + 0.1 * bool(actors) + 0.08 * bool(recipients or len(codes(actors)) > 1)
    )
    confidence -= 0.12 * retold + 0.08 * (frame.pos != "VERB")
    words = [trigger.at, *frame.objects] + ([trigger.carrier.at] if trigger.carrier else [])
    if frame.complement is not None:
        words.append(frame.complement)
    return Draft(
        trigger.at,
        kind,
        mode,
        actors,
        recipients,
        status,
        round(confidence, 2),
        f"rule:predicates.csv:{entry.line}",
        words,
        retold,
    )


def _own_actor(tree: Tree, trigger: Trigger, actors: list[Mention]) -> bool:
    """An act that is only asked for has no doer yet; "an end to Minsk's raids" has one."""
    return trigger.frame.pos == "NOUN" and bool(actors) and tree.child(trigger.at, "nmod:poss") is not None


def _settle(tree: Tree, trigger: Trigger, kind: str, mode: str | None, status: str) -> tuple[str, str | None, str]:
    """What type an act becomes when it is only planned, threatened or refused."""
    at = trigger.carrier.at if trigger.carrier else trigger.at
    if status == "planned":
        if kind in _UNDERTAKEN:
            return "AGREE", None, "occurred"
        announced = trigger.frame.pos == "VERB" and _announced(tree, at)
        if kind in _THREATENED and (certainty.has_condition(tree, at) or (announced and kind != "MOBILIZE")):
            return "THREATEN", None, "occurred"
        if kind in ("RETREAT", "CONCEDE") and announced:
            return "AGREE", None, "occurred"
        if kind in ("AGREE", "THREATEN") or (kind in ("REQUEST", "ACCUSE") and not announced):
            return kind, mode, "occurred"  # "marched to demand reforms": demanded by marching
    if any(condition == "neg" for condition, _ in trigger.entry.conditions):
        return kind, mode, "occurred" if status == "denied" else status  # the entry speaks of the negated word
    refused = tree.lemmas[at] in _WITHHELD or bool({"will", "would", "can", "could"} & set(tree.auxiliaries(at)))
    if status == "denied" and kind in _REFUSED and trigger.frame.pos == "VERB" and refused:
        return "REJECT", None, "occurred"
    return kind, mode, status


def _announced(tree: Tree, at: int) -> bool:
    """Will a party do it by its own word ("will expel", "plans to expel"), not only hope for it by what it does?"""
    planned = tree.deps[at] == "xcomp" and tree.lemmas[tree.heads[at]] in ("plan", "intend")
    return planned or bool({"will", "would", "shall"} & set(tree.auxiliaries(at)))


def _demanded(tree: Tree, skip: list[bool]) -> list[Draft]:
    """"Oslo said that Minsk must free them": what a speaker says another party must do is asked of it."""
    out = []
    for at, label in enumerate(tree.deps):
        above = tree.heads[at]
        if label != "ccomp" or tree.pos[above] != "VERB" or (tree.lemmas[above], "VERB") not in lexicons.speech():
            continue
        if skip[tree.sentence_of[at]] or not {"must", "should", "ought"} & set(tree.auxiliaries(at)) or tree.negated(at):
            continue
        speakers, asked = mentions(tree, tree.subject(above)), mentions(tree, tree.child(at, "nsubj"))
        if codes(speakers) and codes(asked) and not codes(speakers) & codes(asked):
            out.append(Draft(at, "REQUEST", None, speakers, asked, "occurred", 0.7, "rule:must", [at, above]))
    return out


def _completed(tree: Tree, trigger: Trigger, actors: list[Mention], before: list[Draft]) -> tuple[list[Mention], bool]:
    """Partners that the words of the act leave out: the subject of its clause ("arrived for talks with Li"), or, of an act
    told again ("after the meeting"), the partners told before."""
    if tree.pos[trigger.at] == "PROPN":  # "at the Shangri-La Dialogue": a name, not talks told again
        return actors, False
    if trigger.frame.pos == "NOUN":
        verb = _clause(tree, trigger.at)
        subject = tree.subject(verb) if verb is not None else None
        if actors and subject is not None:
            joined = {m.start: m for m in [*actors, *mentions(tree, subject)]}
            if len(codes(list(joined.values()))) > 1:
                return [joined[k] for k in sorted(joined)], False
        definite = any(tree.lower[c] in ("the", "this", "these", "those") for c in tree.children[trigger.at])
        own = codes(actors)
        number = tree.sentence_of[trigger.at]
        for draft in reversed(before[-12:]):
            near = definite or actors or tree.sentence_of[draft.at] >= number - 2
            if near and draft.type == trigger.entry.type and own <= (codes(draft.actors) | codes(draft.recipients)):
                return draft.actors + draft.recipients, True
    pair = _ours(tree, trigger, actors)
    return (pair, True) if pair else (actors, False)


def _ours(tree: Tree, trigger: Trigger, actors: list[Mention]) -> list[Mention]:
    """Both sides of a text about two parties, where one says "our meeting", "we maintain contacts", "the
    discussion" and names no other."""
    own = trigger.carrier.subject if trigger.carrier is not None else trigger.frame.subject
    owners = [own, *(c for c in tree.children[trigger.at] if tree.deps[c] == "nmod:poss")]
    definite = not actors and any(tree.lower[c] in ("the", "this") for c in tree.children[trigger.at])
    if not definite and not any(o is not None and tree.lower[o] in _FIRST for o in owners):
        return []
    frames = [trigger.frame, *([trigger.carrier] if trigger.carrier is not None else [])]
    if any(f.oblique.get(case) for f in frames for case in ("with", "between", "among")):
        return []
    pair = pair_of(tree)
    if len(pair) < 2 or not codes(actors) <= {entity.code for _, entity in pair}:
        return []
    return [dataclasses.replace(mention, parties=(entity,)) for mention, entity in pair]


def _clause(tree: Tree, at: int) -> int | None:
    for _ in range(6):
        if tree.pos[at] in ("VERB", "AUX"):
            return at
        if tree.heads[at] == at:
            return None
        at = tree.heads[at]
    return None


def _enough(kind: str, actors: list[Mention], recipients: list[Mention], pos: str, mutual: bool, passive: bool) -> bool:
    """Does the act touch somebody? Talks and joint work need two, a noun needs a doer or two sides."""
    both = codes(actors) | codes(recipients)
    if not codes(actors) and kind not in _SUFFERED and not passive:
        return False
    if kind in ("CONSULT", "COOPERATE", "AID"):
        return len(both) > 1 and bool(actors)
    if kind == "SUPPORT":  # a pact may be signed by one alone; praise needs somebody to be praised
        return bool(actors) and (len(both) > 1 or (pos == "VERB" and mutual))
    if pos != "VERB" and not actors:
        return bool(codes(recipients)) and kind in ("ASSAULT", "COERCE", "SANCTION")
    return bool(both)


def _one_each(tree: Tree, found: list[Draft]) -> list[Draft]:
    """One event for each act and sentence: two words for one act ("met and held talks") are one."""
    kept: list[Draft] = []
    for draft in found:
        same = None
        for other in reversed(kept):
            if tree.sentence_of[other.at] != tree.sentence_of[draft.at]:
                break
            if other.type == draft.type and (
                (_one_act(tree, other, draft) and (_same_sides(other, draft) or _filled(tree, other, draft)))
                or _purpose(tree, other, draft)
            ):
                same = other
                break
        if same is None:
            kept.append(draft)
            continue
        same.words += draft.words
        same.mode = same.mode or draft.mode
        if draft.confidence > same.confidence:
            same.confidence = draft.confidence
    return kept


def _filled(tree: Tree, a: Draft, b: Draft) -> bool:
    """Nouns of one act that share its parties between them ("Russia's war of aggression against Ukraine"): fill up the first."""
    if (
        tree.pos[a.at] != "NOUN"
        or tree.pos[b.at] != "NOUN"
        or tree.heads[b.at] != a.at
        or a.produced_by == "model:acts"
    ):
        return False
    if (a.actors and b.actors) or (a.recipients and b.recipients):
        return False
    a.actors, a.recipients = a.actors or b.actors, a.recipients or b.recipients
    return True


def _purpose(tree: Tree, a: Draft, b: Draft) -> bool:
    """ "Will travel to Lima to discuss trade": the purpose adds no second act where it adds no party."""
    below = tree.deps[b.at] in ("advcl", "xcomp", "conj") and tree.heads[b.at] == a.at
    return below and (codes(b.actors) | codes(b.recipients)) <= (codes(a.actors) | codes(a.recipients))


def _same_sides(a: Draft, b: Draft) -> bool:
    if a.type in _MUTUAL:
        return (codes(a.actors) | codes(a.recipients)) == (codes(b.actors) | codes(b.recipients))
    return codes(a.actors) == codes(b.actors) and codes(a.recipients) == codes(b.recipients)


def _one_act(tree: Tree, a: Draft, b: Draft) -> bool:
    """Talks of the same parties in one sentence are one act; of other acts, words that hang directly on each other."""
    if a.type == "CONSULT":
        return a.status == b.status
    return (
        tree.heads[b.at] == a.at
        or tree.heads[a.at] == b.at
        or any(tree.heads[tree.heads[x]] == y for x, y in ((a.at, b.at), (b.at, a.at)))
    )
