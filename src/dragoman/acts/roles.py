"""Who is actor and who recipient of an act, by the roles that its entry of the vocabulary names.

"The deal was rejected by Tehran": the entry of "reject" says actor subj; the passive's "by Tehran" is that subject.
"""

from __future__ import annotations

from dragoman.acts.clauses import Tree
from dragoman.acts.participants import below, mentions
from dragoman.acts.triggers import Trigger
from dragoman.parties.mentions import Mention

_AUTO = (
    "on",
    "against",
    "upon",
    "with",
    "to",
    "toward",
    "towards",
    "at",
    "from",
    "for",
    "of",
    "over",
    "into",
    "in",
    "between",
    "among",
)
_PARTNERS = ("with", "between", "among", "alongside", "and")
# Acts that always touch somebody: whoever the words below them name ("seized three towns near Basra") was touched.
_TOUCHING = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID", "ACCUSE", "REJECT", "PROTEST", "CONCEDE", "THREATEN", "REQUEST"}
)
Sides = tuple[list[Mention], list[Mention]]


def sides(tree: Tree, trigger: Trigger) -> Sides:
    """Actor and recipient mentions of a trigger, in the order of the text; either may be empty."""
    noun = trigger.frame.pos == "NOUN"
    entry = trigger.entry
    if noun and entry.recipient not in ("mutual", "none"):
        pair = _hyphenated(tree, trigger.at)
        if pair is not None:
            return pair
    actors = _noun_role(tree, trigger, entry.actor) if noun else _verb_role(tree, trigger, entry.actor)
    if entry.recipient == "mutual":
        together = _mutual(tree, trigger, actors)
        if trigger.frame.complement is not None and together:  # "agreed to send troops to Libya"
            return together, below(
                tree, trigger.frame.complement, skip=frozenset(p.code for m in together for p in m.parties)
            )
        return together, []
    if entry.recipient == "none":
        return actors, []
    codes = frozenset(p.code for m in actors for p in m.parties)
    if entry.recipient == "auto":
        recipients = _auto(tree, trigger, codes)
    else:
        recipients = _noun_role(tree, trigger, entry.recipient) if noun else _verb_role(tree, trigger, entry.recipient)
        recipients = _others(recipients, actors)
    if not recipients:
        recipients = _auto(tree, trigger, codes)
    if not recipients and trigger.frame.complement is not None:
        recipients = below(tree, trigger.frame.complement, skip=codes)
    if not recipients and entry.type in _TOUCHING and trigger.frame.pos == "VERB":
        recipients = below(tree, trigger.at, skip=codes)
        if not recipients:  # a state may act on its own people and places, if the words name them
            own = below(tree, trigger.frame.complement or trigger.at, skip=frozenset())
            recipients = [
                m for m in own if m.kind not in ("anaphor", "adjective") and (not actors or m.start > actors[-1].end)
            ]
    return actors, _others(recipients, actors)


def _others(found: list[Mention], actors: list[Mention]) -> list[Mention]:
    """Without the very mentions that act (a state may act on its own people, but not by the same words)."""
    own = {(m.start, m.end) for m in actors}
    return [m for m in found if (m.start, m.end) not in own]


def _verb_role(tree: Tree, trigger: Trigger, role: str) -> list[Mention]:
    frame = trigger.frame
    if role == "none":
        return []
    if role in ("subj", "poss"):
        return mentions(tree, frame.subject)
    if role == "obj":
        return _many(tree, frame.objects)
    return _many(tree, frame.oblique.get(role, ()))


def _noun_role(tree: Tree, trigger: Trigger, role: str) -> list[Mention]:
    frame, at = trigger.frame, trigger.at
    if role == "none":
        return []
    if role in ("poss", "subj"):
        return _owner(tree, trigger)
    if role == "obj":
        role = "of"
    found = _many(tree, frame.oblique.get(role, ()))
    if not found and trigger.carrier is not None:
        found = _many(tree, trigger.carrier.oblique.get(role, ()))
    if not found and role == "by" and trigger.carrier is not None:
        found = mentions(tree, trigger.carrier.subject)
    if not found and role == "by" and frame.oblique.get("of"):  # "Chad's deportation of ten traders": its doer stands before it
        found = _owner(tree, trigger)
    if not found and role == "of":
        found = [m for c in tree.children[at] if tree.deps[c] == "nmod:poss" for m in mentions(tree, c)]
    return found


def _owner(tree: Tree, trigger: Trigger) -> list[Mention]:
    """Whose act the noun names: possessor, "by", national adjective or compound, or the subject of the light verb above."""
    frame, at = trigger.frame, trigger.at
    if trigger.carrier is not None:
        found = mentions(tree, trigger.carrier.subject)
        if found:
            return found
    found = [m for c in tree.children[at] if tree.deps[c] == "nmod:poss" for m in mentions(tree, c)]
    if not found and any(tree.deps[c] == "nmod:poss" and tree.tags[c] == "PRP$" for c in tree.children[at]):
        found = _forward(tree, at)
    found = found or _many(tree, frame.oblique.get("by", ()))
    if not found:
        for c in tree.children[at]:
            if tree.deps[c] in ("amod", "compound", "nmod:desc", "nmod"):
                if tree.deps[c] == "nmod" and tree.case(c):
                    continue
                found += mentions(tree, c, deep=False)
                found += [
                    m
                    for k in tree.children[c]
                    if tree.deps[k] in ("compound", "amod")
                    for m in mentions(tree, k, deep=False)
                ]
    return found


def _forward(tree: Tree, at: int) -> list[Mention]:
    """ "During his visit to Oslo, Stubb met ...": a pronoun before its name is the subject of the clause that follows."""
    verb = tree.heads[at]
    if tree.pos[verb] != "VERB" or verb < at:
        return []
    subject = tree.subject(verb)
    return mentions(tree, subject) if subject is not None and subject > at else []


def _hyphenated(tree: Tree, at: int) -> Sides | None:
    """Both sides in front of a noun: "the Russia-Ukraine war" names who fights whom."""
    for c in tree.children[at]:
        if tree.deps[c] in ("compound", "amod"):
            second = mentions(tree, c, deep=False)
            first = [
                m
                for k in tree.children[c]
                if tree.deps[k] in ("compound", "amod") and k < c
                for m in mentions(tree, k, deep=False)
            ]
            if first and second and first[0].end < second[0].end:
                return first[:1], second[:1]
    return None


def _mutual(tree: Tree, trigger: Trigger, actors: list[Mention]) -> list[Mention]:
    """All who take part: subject and object of a verb, owners of a noun, and those named by "with" and "between"."""
    frame = trigger.frame
    found = list(actors)
    if frame.pos == "VERB":
        found += _many(tree, frame.objects, deep=not frame.objects or tree.lemmas[frame.at] == "meet")
    if trigger.carrier is not None:
        found += [m for case in _PARTNERS for m in _many(tree, trigger.carrier.oblique.get(case, ()))]
    found += [m for case in _PARTNERS for m in _many(tree, frame.oblique.get(case, ()))]
    if not found and frame.pos == "NOUN":
        found += _many(tree, frame.oblique.get("of", ()))
    unique = {m.start: m for m in found}
    return [unique[k] for k in sorted(unique)]


def _auto(tree: Tree, trigger: Trigger, skip: frozenset[str]) -> list[Mention]:
    frame = trigger.frame
    frames = [frame] if trigger.carrier is None else [frame, trigger.carrier]
    if frame.pos == "VERB" and frame.objects:
        found = _new(_many(tree, frame.objects), skip)
        if found:
            return found
    for f in frames:
        for case in _AUTO:
            found = _new(_many(tree, f.oblique.get(case, ())), skip)
            if found:
                return found
    return []


def _new(found: list[Mention], skip: frozenset[str]) -> list[Mention]:
    return [m for m in found if any(p.code not in skip for p in m.parties)]


def _many(tree: Tree, places: list[int] | tuple[int, ...], *, deep: bool = True) -> list[Mention]:
    unique = {m.start: m for at in places for m in mentions(tree, at, deep=deep)}
    return [unique[k] for k in sorted(unique)]
