"""Which parties an argument stands for: the mention at its head, those joined to it, or the one that it belongs to.

"Turkish efforts" stands for Turkey, "the leaders of Iran and Iraq" for both, "oil sites in Saudi Arabia" for Saudi Arabia.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman import gazetteers
from dragoman.acts.clauses import Tree
from dragoman.parties.mentions import Entity, Mention

_DEPTH = 3
_OWNERS = ("nmod:poss", "amod", "compound", "nmod:desc", "appos", "flat", "nmod", "obl", "acl")
_INSIDE = frozenset(
    {
        "nmod:poss",
        "amod",
        "compound",
        "nmod",
        "appos",
        "flat",
        "nmod:desc",
        "obl",
        "obj",
        "iobj",
        "obl:agent",
        "nummod",
        "det",
    }
)


def mentions(tree: Tree, at: int | None, *, deep: bool = True) -> list[Mention]:
    """The mentions that the noun at `at` stands for, in the order of the text; none where it stands for no party.

    With `deep` a noun that is no party itself stands for its owner or place ("its forces", "a base in Iraq").
    """
    if at is None:
        return []
    found: dict[int, Mention] = {}
    _direct(tree, at, found)
    if not found and deep:
        _owners(tree, at, found, _DEPTH)
    if not found:
        _unknown(tree, at, found)
    return [found[k] for k in sorted(found)]


def _unknown(tree: Tree, at: int, found: dict[int, Mention]) -> None:
    """People or bodies of whom the text does not tell whose they are ("ten gunmen"): a party without a code."""
    sector = _people().get(tree.lemmas[at])
    if sector is None or tree.pos[at] not in ("NOUN", "PROPN"):
        return
    first = min([at, *(c for c in tree.children[at] if c < at and tree.deps[c] in _BEFORE)])
    words = tree.text[tree.start[first] : tree.end[at]]
    found[first] = Mention(first, at + 1, at, (Entity("", words, None, sector, "unknown"),), "descriptor")


_BEFORE = frozenset({"det", "amod", "nummod", "compound", "nmod:poss", "advmod"})


@lru_cache(maxsize=1)
def _people() -> dict[str, str]:
    """Nouns of people and bodies with their PLOVER sector."""
    return {a.noun: a.sector for a in gazetteers.agents() if a.kind in ("person", "people", "body")}


def _direct(tree: Tree, at: int, found: dict[int, Mention], seen: frozenset[int] = frozenset()) -> None:
    """The mention at the word itself and at the words joined to it by "and". `seen` are words on the way here: mentions that
    overlap can lead back to them."""
    mention = tree.mention_of.get(at)
    if mention is None:
        covering = tree.covering.get(at)
        if (
            covering is not None
            and covering.kind not in ("adjective", "place")
            and tree.heads[covering.head] not in range(covering.start, covering.end)
        ) or (covering is not None and covering.head == at):
            mention = covering
    if mention is not None and mention.parties:
        found[mention.start] = mention
    # What is joined may hang on any word of the mention ("Libyan leader Muammar Gaddafi and ..." on "Muammar").
    inside = range(mention.start, mention.end) if mention is not None else (at,)
    for c in [c for k in inside for c in tree.children[k] if c == k or c not in inside]:
        if c not in seen and tree.deps[c] == "conj" and tree.pos[c] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            inner: dict[int, Mention] = {}
            _direct(tree, c, inner, seen | {at, c})
            if not inner and not found:
                _owners(tree, c, inner, 1)
            found |= inner


def _owners(tree: Tree, at: int, found: dict[int, Mention], depth: int) -> None:
    """The nearest party below the noun: its possessor and its adjectives first, then what prepositions tie to it."""
    if depth == 0:
        return
    for label in _OWNERS:
        for c in tree.children[at]:
            if tree.deps[c] != label or tree.case(c) in _NOT_OWNERS:
                continue
            if label == "acl":  # "proposals made by the assembly"
                c = tree.child(c, "obl:agent") or c
                if tree.deps[c] != "obl:agent":
                    continue
            _direct(tree, c, found)
            if not found:
                _owners(tree, c, found, depth - 1)
        if found:
            return


_NOT_OWNERS = frozenset(
    {"with", "against", "between", "before", "after", "during", "since", "until", "despite", "like", "unlike", "as"}
)


def below(tree: Tree, at: int, *, skip: frozenset[str]) -> list[Mention]:
    """The first parties in a clause below its verb, apart from the codes in `skip`: objects first, then what is tied by
    prepositions, then what those contain."""
    queue, seen = [at], 0
    while queue and seen < 40:
        word = queue.pop(0)
        seen += 1
        nominal = [c for c in tree.children[word] if tree.deps[c] in _INSIDE or tree.deps[c] in _CLAUSES]
        for c in sorted(nominal, key=lambda k: (_ORDER.get(tree.deps[k], 4), k)):
            got: dict[int, Mention] = {}
            _direct(tree, c, got)
            kept = [m for k, m in sorted(got.items()) if any(p.code not in skip for p in m.parties)]
            if kept:
                return kept
            queue.append(c)
    return []


_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "nsubj", "nsubj:pass", "conj"})
_ORDER = {
    "obj": 0,
    "iobj": 0,
    "nmod:poss": 1,
    "amod": 1,
    "compound": 1,
    "obl": 2,
    "nmod": 2,
    "xcomp": 3,
    "ccomp": 3,
    "nsubj:pass": 3,
}
