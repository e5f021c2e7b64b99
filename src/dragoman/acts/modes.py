"""The mode of an act that its own entry leaves open, by the words that stand in it.

"Niger threatened to expel the ambassador" -> THREATEN, expel; of a drone strike that the learned reader told -> ASSAULT, drone.
Read from `data/lexicons/modes.csv`, on first use, once, and checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman import ontology
from dragoman.acts.clauses import SUBJECTS, Tree
from dragoman.acts.drafts import Draft
from dragoman.acts.vocabulary import rows
from dragoman.errors import StopRun

_OWN = frozenset({"nmod:poss", "advcl", "parataxis", "acl:relcl", "punct", "cc", "appos", "advcl:relcl"}) | SUBJECTS
_WHERE = ("act", "with", "doer")
_DEEPEST = 5  # steps below the word of the act


@dataclass(frozen=True, slots=True)
class _Line:
    mode: str
    where: str
    over: frozenset[str]
    words: frozenset[str]
    phrases: tuple[str, ...]


@lru_cache(maxsize=1)
def _lines() -> Mapping[str, tuple[_Line, ...]]:
    found: dict[str, list[_Line]] = {}
    for where, (kind, mode, place, over, words) in rows("modes.csv", ("type", "mode", "where", "over", "words")):
        known = ontology.types().get(kind)
        if known is None or mode not in known.modes or not set(filter(None, over.split("|"))) <= set(known.modes):
            raise StopRun(f"{where}: {kind} has no mode {mode!r} or {over!r}; dragoman codebook {kind} lists them")
        if place not in _WHERE:
            raise StopRun(f"{where}: where is act, with or doer, not {place!r}")
        every = words.split("|")
        line = _Line(
            mode,
            place,
            frozenset(filter(None, over.split("|"))),
            frozenset(w for w in every if "_" not in w),
            tuple(f" {w.replace('_', ' ')} " for w in every if "_" in w),
        )
        found.setdefault(kind, []).append(line)
    return {kind: tuple(lines) for kind, lines in found.items()}


def mode_of(tree: Tree, draft: Draft) -> str | None:
    """The mode of an act: that of its entry, or what its words tell; None where neither tells any."""
    lines = _lines().get(draft.type, ())
    if not lines or (draft.mode is not None and not any(draft.mode in line.over for line in lines)):
        return draft.mode
    own = [i for i in dict.fromkeys((draft.at, *draft.words)) if i < len(tree.words)]
    places = {"act": own, "with": _below(tree, own), "doer": _doer(tree, draft.at)}
    told = {place: {tree.lemmas[i] for i in some} | {tree.lower[i] for i in some} for place, some in places.items()}
    text = {place: f" {' '.join(tree.lemmas[i] for i in some)} " for place, some in places.items()}
    for line in lines:
        if draft.mode is not None and draft.mode not in line.over:
            continue
        if line.words & told[line.where] or any(phrase in text[line.where] for phrase in line.phrases):
            return line.mode
    return draft.mode


def _doer(tree: Tree, at: int) -> list[int]:
    below = (c for c in tree.children[at] if tree.deps[c] in ("nmod:poss", "compound") or tree.case(c) == "by")
    doers = [tree.subject(at), *below]
    return [i for d in doers if d is not None for i in range(tree.left[d], tree.right[d] + 1)][:20]


def _below(tree: Tree, own: list[int]) -> list[int]:
    """The words of an act with what hangs on them, without subjects, owners and clauses beside, in the order of the text."""
    found = set(own)
    edge = list(own)
    for _ in range(_DEEPEST):
        edge = [c for i in edge for c in tree.children[i] if c not in found and tree.deps[c] not in _OWN]
        found.update(edge)
    return sorted(found)
