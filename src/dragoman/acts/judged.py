"""Acts that the learned reader judges where the vocabulary is silent.

"Ankara pilloried Athens" has no entry, yet subject and object are parties: the reader's vectors say ACCUSE.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from dragoman import lexicons
from dragoman.acts import certainty, learned
from dragoman.acts.clauses import Tree
from dragoman.acts.drafts import Draft, codes
from dragoman.acts.frames import frame_of
from dragoman.acts.participants import mentions
from dragoman.parties.mentions import Mention

_CERTAIN_ENOUGH = 0.7  # of a verb with a subject and an object that are parties
_FITTING = 0.5  # of the recipient that a known act lacks
_DIRECTED = frozenset(
    [
        "ACCUSE",
        "AID",
        "ASSAULT",
        "COERCE",
        "CONCEDE",
        "REJECT",
        "REQUEST",
        "RETREAT",
        "SANCTION",
        "THREATEN",
        "PROTEST",
        "MOBILIZE",
        "AGREE",
    ]
)
_SURE = 0.85  # of any two parties of a clause in which no word tells an act
_IDLE = frozenset(
    [
        "be",
        "have",
        "do",
        "say",
        "go",
        "come",
        "see",
        "know",
        "get",
        "become",
        "seem",
        "appear",
        "remain",
        "include",
        "contain",
        "mean",
        "exist",
        "happen",
        "follow",
    ]
)


def unnamed(tree: Tree, settled: frozenset[int], skip: list[bool]) -> list[Draft]:
    """Acts told by verbs that no entry names: the learned reader judges the parties around them."""
    speech = _speech()
    out: list[Draft] = []
    for number, (a, b) in enumerate(tree.sentences):
        if skip[number]:
            continue
        asked: list[tuple[int, Mention, Mention]] = []
        for at in range(a, b):
            lemma = tree.lemmas[at]
            if tree.pos[at] != "VERB" or lemma in _IDLE or lemma in speech or at in settled:
                continue
            frame = frame_of(tree, at)
            actors = mentions(tree, frame.subject)
            others = [m for o in frame.objects for m in mentions(tree, o)] or [
                m for os in frame.oblique.values() for o in os for m in mentions(tree, o)
            ]
            for actor in (m for m in actors[:3] if codes([m])):
                for other in others[:3]:
                    if (
                        codes([actor]) != codes([other])
                        and actor.start >= a
                        and other.start >= a
                        and actor.end <= b
                        and other.end <= b
                    ):
                        asked.append((at, actor, other))
        for (at, actor, other), (kind, sure) in zip(
            asked, learned.types_between(tree, number, [(x, y) for _, x, y in asked]), strict=True
        ):
            if kind != learned.NONE and sure >= _CERTAIN_ENOUGH:
                out.append(
                    Draft(
                        at,
                        kind,
                        None,
                        [actor],
                        [other],
                        certainty.status(tree, at),
                        round(sure * 0.8, 2),
                        "model:pair",
                        [at],
                    )
                )
    return out


def untold(tree: Tree, found: list[Draft], skip: list[bool]) -> list[Draft]:
    """Acts of subjects of whom no word told any: the learned reader judges them with the other parties of their clause."""
    acting: dict[int, set[str]] = {}
    for draft in found:
        acting.setdefault(tree.sentence_of[draft.at], set()).update(codes(draft.actors) | codes(draft.recipients))
    out: list[Draft] = []
    speech = _speech()
    for number, (a, b) in enumerate(tree.sentences):
        if skip[number]:
            continue
        asked: list[tuple[int, Mention, Mention]] = []
        low = bisect_left(tree.doc._.mentions, a, key=lambda m: m.start)
        high = bisect_left(tree.doc._.mentions, b, key=lambda m: m.start)
        here = tree.doc._.mentions[low:high]
        for at in range(a, b) if len(here) > 1 else ():
            if tree.pos[at] != "VERB" or tree.deps[at] not in ("ROOT", "ccomp", "conj") or tree.lemmas[at] in speech:
                continue
            own = tree.child(at, "nsubj", "nsubj:pass")
            subjects = (
                [m for m in mentions(tree, own, deep=False) if codes([m]) - acting.get(number, set())]
                if own is not None
                else []
            )
            others = [
                m for m in here if own is not None and own < m.start and tree.left[at] <= m.start <= tree.right[at]
            ]
            asked += [
                (at, s, m)
                for s in subjects[:2]
                for m in others[:5]
                if m.kind != "anaphor" and codes([m]) and not codes([m]) & codes([s]) and m.end <= b and s.start >= a
            ]
        best: dict[tuple[int, int], tuple[float, str, Mention, Mention]] = {}
        for (at, s, m), (kind, sure) in zip(
            asked, learned.types_between(tree, number, [(x, y) for _, x, y in asked]), strict=True
        ):
            if kind != learned.NONE and sure >= _SURE and sure > best.get((at, s.start), (0.0,))[0]:
                best[at, s.start] = (sure, kind, s, m)
        for (at, _), (sure, kind, s, m) in sorted(best.items()):
            out.append(
                Draft(at, kind, None, [s], [m], certainty.status(tree, at), round(sure * 0.7, 2), "model:pair", [at])
            )
    return out


def complete(tree: Tree, found: list[Draft]) -> None:
    """Give an act that lacks its recipient the party of its clause with whom the learned reader sees the same act."""
    asked: dict[int, list[tuple[Draft, Mention, Mention]]] = {}
    for draft in found:
        if draft.recipients or draft.type not in _DIRECTED or not codes(draft.actors) or tree.pos[draft.at] != "VERB":
            continue
        number = tree.sentence_of[draft.at]
        a, b = tree.sentences[number]
        low = bisect_left(tree.doc._.mentions, draft.at, key=lambda m: m.start)
        for m in tree.doc._.mentions[low : low + 8]:
            inside = m.end <= b and m.start <= tree.right[draft.at] and a <= draft.actors[0].start
            if inside and m.kind != "anaphor" and codes([m]) and not codes([m]) & codes(draft.actors):
                asked.setdefault(number, []).append((draft, draft.actors[0], m))
    for number, some in asked.items():
        best: dict[int, tuple[float, Mention]] = {}
        judged = learned.types_between(tree, number, [(x, y) for _, x, y in some])
        for (draft, _, m), (kind, sure) in zip(some, judged, strict=True):
            if kind == draft.type and sure >= _FITTING and sure > best.get(draft.at, (0.0, m))[0]:
                best[draft.at] = (sure, m)
        for draft, _, _ in some:
            if draft.at in best:
                draft.recipients = [best[draft.at][1]]


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    return frozenset(lemma for lemma, pos in lexicons.speech() if pos == "VERB")
