"""The words of a text that may tell an act, each with its entry of the vocabulary, and what becomes of those below others.

"refused to lift sanctions": "refused" tells the act; "lift" and "sanctions" below it tell none of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.acts.clauses import Tree
from dragoman.acts.frames import PLACES_OF_VERBS, Frame, as_adjective, frame_of, match
from dragoman.lexicons import NO_EVENT, TRANSPARENT, Predicate

_NAMING = frozenset({"name", "office", "metonym", "place"})
_FUNCTIONS = frozenset({"aux", "aux:pass", "cop", "case", "mark", "fixed"})
_HARM = frozenset({"PROTEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
_WISHED = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"})


@dataclass(slots=True)
class Trigger:
    """A word with its frame and entry. `carrier` is the light verb above an event noun ("held talks"); `overlay` the status
    that a governing word imposes; `wished` says that a governing act has this word for its object ("called for talks")."""

    at: int
    frame: Frame
    entry: Predicate
    carrier: Frame | None = None
    overlay: str | None = None
    dropped: bool = False
    wished: bool = False


Vocabulary = Mapping[tuple[str, str], tuple[Predicate, ...]]


def triggers(tree: Tree, vocabulary: Vocabulary, skip: list[bool]) -> dict[int, Trigger]:
    """Triggers by token, in the order of the text.

    `skip` says of each sentence whether it is left out (a headline).
    """
    found: dict[int, Trigger] = {}
    for at, lemma in enumerate(tree.lemmas):
        pos = PLACES_OF_VERBS.get(tree.pos[at])
        if pos is None or tree.deps[at] in _FUNCTIONS:
            continue
        entries = vocabulary.get((lemma, pos))
        if entries is None and tree.tags[at] in (
            "VBG",
            "VBN",
            "VBD",
        ):  # "signing", "agreed" tagged as noun or adjective
            entries = vocabulary.get((lemma, "VERB"))
        standing = vocabulary.get((tree.lower[at], "ADJ")) if tree.tags[at] == "VBN" else None
        if (entries is None and standing is None) or skip[tree.sentence_of[at]]:
            continue
        if pos != "VERB" and _names_someone(tree, at):
            continue
        frame = frame_of(tree, at)
        if standing is not None and as_adjective(tree, frame):
            entries = standing
        if entries is None:
            continue
        entry = match(tree, frame, entries)
        if entry is not None:
            found[at] = Trigger(at, frame, entry)
    for trigger in found.values():
        _govern(tree, trigger, found)
    return {at: t for at, t in found.items() if not t.dropped and t.entry.type not in (NO_EVENT, TRANSPARENT)}


def _names_someone(tree: Tree, at: int) -> bool:
    """Is the word part of a name ("Defence Ministry", "the protesters") rather than an act?"""
    mention = tree.covering.get(at)
    return mention is not None and (mention.kind in _NAMING or (mention.kind == "descriptor" and mention.head == at))


def _govern(tree: Tree, trigger: Trigger, found: dict[int, Trigger]) -> None:
    """Settle what stands below a trigger."""
    entry, frame = trigger.entry, trigger.frame
    if entry.type == TRANSPARENT:
        for o in frame.objects + [o for case in ("in", "into") for o in frame.oblique.get(case, ())]:
            below = found.get(o)
            if below is not None and below.carrier is None:
                below.carrier = frame
        return
    if frame.complement is not None and frame.complement != frame.at:
        for c in [frame.complement, *(k for k in tree.children[frame.complement] if tree.deps[k] == "conj")]:
            below = found.get(c)
            if below is None:
                below = _through_light_verb(tree, c, found)
            if below is None or entry.type == NO_EVENT:
                continue
            if tree.lemmas[trigger.at] in ("plan", "intend") and below.entry.type in _HARM:
                trigger.dropped = True  # "plans to deport them": the harm is announced, nothing agreed
            elif entry.inner == "drop":
                below.dropped = True
            elif entry.inner != "keep":
                below.overlay = entry.inner
    named = {w for kind, words in entry.conditions if kind in ("obj", "of", "in", "to", "from", "for") for w in words}
    arguments = [(o, "obj") for o in frame.objects] + [(o, case) for case, os in frame.oblique.items() for o in os]
    for o, case in arguments:
        for k in [o, *(c for c in tree.children[o] if tree.deps[c] in ("conj", "compound"))]:
            below = found.get(k)
            if below is None or below is trigger:
                continue
            if tree.lemmas[k] in named:
                below.dropped = True
            elif entry.type in _WISHED and case in ("obj", "for", "to", "of", "on"):
                below.wished = True


def _through_light_verb(tree: Tree, at: int, found: dict[int, Trigger]) -> Trigger | None:
    """ "agreed to hold talks": the event noun below a verb that has no entry of its own."""
    for c in tree.children[at]:
        if (
            tree.deps[c] == "obj"
            and c in found
            and tree.lemmas[at] in ("hold", "have", "conduct", "make", "take", "give")
        ):
            return found[c]
    return None
