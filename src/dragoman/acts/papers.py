"""Noun phrases that mean a particular document or deal: candidates for instruments.

Reads the tree and the vocabulary of instruments. Example: "signed an agreement on grain" has one, "without
agreement" none.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman import lexicons
from dragoman.acts import vocabulary
from dragoman.acts.clauses import Tree
from dragoman.acts.purposes import Paper, marked_on, topics
from dragoman.lexicons import Phrases

_LOOSE = frozenset(
    [
        "deal",
        "plan",
        "programme",
        "program",
        "initiative",
        "strategy",
        "framework",
        "arrangement",
        "settlement",
        "proposal",
        "order",
        "document",
        "directive",
        "letter",
        "offer",
        "act",
        "protocol",
        "package",
        "project",
        "statement",
        "decree",
        "roadmap",
        "ultimatum",
        "alliance",
        "declaration",
        "decision",
        "mechanism",
        "accord",
        "agreement",
    ]
)
_OWNED = frozenset(
    {"alliance", "plan", "proposal", "initiative", "strategy", "roadmap", "programme", "program", "offer", "framework"}
)
_PAPERS = frozenset({"document", "package", "set", "series", "number", "range"})
_UNREAL = frozenset(
    {
        "no",
        "any",
        "without",
        "such",
        "every",
        "each",
        "possible",
        "potential",
        "future",
        "eventual",
        "similar",
        "other",
        "various",
    }
)
_EMPTY = frozenset(
    {
        "new",
        "latest",
        "signed",
        "final",
        "interim",
        "current",
        "recent",
        "bilateral",
        "important",
        "historic",
        "peace",
        "ceasefire",
        "truce",
        "said",
        "same",
        "whole",
        "entire",
        "present",
        "initial",
        "original",
        "aforementioned",
        "joint",
    }
)


@lru_cache(maxsize=1)
def _phrases() -> tuple[Phrases[str], Phrases[tuple[str, tuple[str, ...]]]]:
    return lexicons.instruments(), Phrases(vocabulary.named_instruments())


def find(tree: Tree, after: int) -> list[Paper]:
    """The papers in sentences that begin at token `after` or later, in the order of the text."""
    phrases, named = _phrases()
    found: list[Paper] = []
    for a, b in tree.sentences:
        if a < after:
            continue
        plain = [word.replace(".", "") for word in tree.lower[a:b]]
        taken: set[int] = set()
        for start, end, (kind, codes) in named.find(plain):
            head = _head(tree, a + start, a + end)
            if "".join(plain[start:end]) in _NUMBERED and not _numbered(tree, a + end):
                continue
            taken.update(range(a + start, a + end))
            paper = _paper(tree, head, kind)
            paper.proper, paper.codes, paper.name = True, codes, " ".join(tree.words[a + start : a + end])
            found.append(paper)
        for start, end, kind in phrases.find(tree.lemmas[a:b]):
            head = _head(tree, a + start, a + end)
            if taken & set(range(a + start, a + end)) or tree.pos[head] not in ("NOUN", "PROPN"):
                continue
            paper = _paper(tree, head, kind)
            if tree.deps[head] in ("compound", "amod") or not _particular(tree, paper):
                continue
            found.extend(topics(tree, paper))
    found.sort(key=lambda paper: (paper.topic[0] if paper.topic else paper.first, paper.head))
    return found


_NUMBERED = frozenset(
    {
        "executiveorder",
        "eo",
        "securitycouncilresolution",
        "unresolution",
        "unscresolution",
        "unscr",
        "generalassemblyresolution",
        "presidentialproclamation",
    }
)


def _numbered(tree: Tree, at: int) -> bool:
    """ "Executive Order (E.O.) 13846": a number among the next words."""
    return any(word[:1].isdigit() for word in tree.words[at : at + 4])


def _head(tree: Tree, a: int, b: int) -> int:
    for i in range(b - 1, a - 1, -1):
        if not a <= tree.heads[i] < b or tree.heads[i] == i:
            return i
    return b - 1


def _paper(tree: Tree, head: int, kind: str) -> Paper:
    first, stop = tree.left[head], tree.right[head] + 1
    nouns = lexicons.instruments().entries
    for i in tree.children[head]:
        if tree.deps[i] in ("case", "cc", "mark", "punct") and first <= i < head:
            first = i + 1
    for i in range(head + 1, stop):
        if tree.deps[i] == "conj" and (tree.lemmas[i],) in nouns and tree.left[i] > head:
            stop = tree.left[i]
            break
    for i in tree.children[head]:
        if i > head and tree.deps[i] == "conj" and tree.pos[i] == "VERB":  # no document is joined to a verb
            stop = min(stop, tree.left[i])
    verb, status = _governor(tree, head)
    words = {
        i
        for i in tree.children[head]
        if tree.deps[i] in ("amod", "compound", "nmod:poss", "flat", "nummod", "nmod", "nmod:desc")
    }
    proper = tree.words[head][0].isupper() and (
        (tree.pos[head] == "PROPN" and any(tree.words[i][:1].isupper() for i in words if tree.deps[i] != "nmod:poss"))
        or any(tree.deps[i] == "nummod" and i > head for i in words)
    )
    if not proper:
        proper = any(
            i < head and tree.words[i][:1].isupper() and (m := tree.covering.get(i)) is not None and m.kind == "place"
            for i in words
        )
    definite = any(
        tree.lower[i] in ("the", "this", "that", "these", "those", "its", "their") for i in tree.children[head]
    )
    content = frozenset(
        tree.lemmas[i]
        for i in range(first, min(stop, head + 14))
        if tree.pos[i] in ("NOUN", "PROPN", "ADJ", "NUM") and i != head
    )
    return Paper(head, first, stop, kind, verb, status, proper, definite, content - _EMPTY)


def _governor(tree: Tree, head: int) -> tuple[int | None, str]:
    """The verb that says what became of the document, and the status that it gives; "" if it says nothing."""
    verbs = vocabulary.instrument_verbs()
    for i in tree.children[head]:  # "the agreement reached yesterday", "a plan that he introduced"
        if tree.deps[i] in ("acl", "acl:relcl", "amod") and tree.lemmas[i] in verbs and tree.pos[i] in ("VERB", "ADJ"):
            if tree.deps[i] == "acl" and tree.tags[i] == "VBG":
                continue
            status = verbs[tree.lemmas[i]]
            if status not in ("open", "include") and (
                tree.deps[i] != "acl:relcl" or tree.subject(i) != head or tree.child(i, "aux:pass") is not None
            ):
                return i, status
    after = head + 1  # "the agreement reached yesterday", where the reader took the participle for a clause of its own
    if (
        after < len(tree.words)
        and tree.tags[after] == "VBN"
        and verbs.get(tree.lemmas[after]) == "signed"
        and tree.child(after, "aux", "aux:pass", "nsubj") is None
    ):
        return after, "signed"
    at, steps = head, 0
    while steps < 6 and tree.deps[at] in ("conj", "nmod", "appos") and tree.heads[at] != at:
        up = tree.heads[at]
        if tree.deps[at] == "nmod" and not (
            tree.case(at) == "of"
            and tree.lemmas[up] in _PAPERS | {"text", "signing", "signature", "adoption", "conclusion"}
        ):
            break
        if tree.deps[at] == "nmod" and tree.lemmas[up] in ("signing", "signature", "adoption", "conclusion"):
            return up, "signed"
        if tree.pos[up] == "VERB":
            break
        at, steps = up, steps + 1
    up = tree.heads[at]
    if up == at or tree.pos[up] not in ("VERB", "AUX"):
        return None, ""
    label, lemma = tree.deps[at], tree.lemmas[up]
    status = verbs.get(lemma, "")
    if status == "include":
        subject = tree.subject(up)
        signed = subject is not None and any(
            tree.lemmas[i] in ("sign", "adopt", "approve", "conclude") for i in tree.children[subject]
        )
        return up, "signed" if signed and label == "obj" else ""
    if not (label in ("obj", "nsubj:pass") or (label == "obl" and tree.case(at) in ("into", "to", "from", "on", "in"))):
        return up, ""
    if label == "obl" and (lemma, tree.case(at)) not in (
        ("enter", "into"),
        ("accede", "to"),
        ("withdraw", "from"),
        ("agree", "on"),
        ("agree", "to"),
    ):
        return up, ""
    if lemma == "withdraw" and label != "obl":
        return up, "terminated"
    if status == "signed" and (
        tree.negated(up) or set(tree.auxiliaries(up)) & {"could", "would", "may", "might", "should", "must", "can"}
    ):
        return up, "open"
    if lemma == "make" and tree.lemmas[head] not in ("proposal", "offer", "agreement", "deal", "declaration"):
        return up, ""
    return up, status


def _particular(tree: Tree, paper: Paper) -> bool:
    """Whether a noun phrase means one document and not agreement, plans or documents in general."""
    head = paper.head
    lemma = tree.lemmas[head]
    below = tree.children[head]
    if any(tree.lower[i] in _UNREAL for i in below if tree.deps[i] in ("det", "amod", "case")) or (
        lemma == "agreement" and tree.case(head) == "in"
    ):
        return False
    if paper.proper:
        return paper.status not in ("", "open") or (
            paper.kind != "plan" and lemma not in ("act", "order", "alliance", "offer", "proposal")
        )
    if paper.status == "open":
        return False
    several = tree.tags[head] == "NNS" and not any(tree.deps[i] == "nummod" for i in below)
    if paper.status != "signed" and (several or lemma == "settlement"):
        return False  # "commercial agreements", "cooperation programmes": documents in general
    tied = any(
        tree.deps[i] in ("nmod", "obl", "acl")
        and tree.case(i) in ("on", "between", "with", "for", "among", "concerning", "regarding", "of")
        for i in below
    )
    purpose = any(tree.deps[i] == "acl" for i in below)
    owned = any(
        tree.deps[i] == "nmod:poss" or (tree.deps[i] in ("amod", "compound", "nmod") and i in tree.mention_of)
        for i in below
    )
    relative = any(tree.deps[i] == "acl:relcl" for i in below)
    determined = paper.definite or any(tree.deps[i] in ("det", "nummod") for i in below)
    if lemma == "statement" and paper.kind != "joint statement":
        return False
    if lemma in ("order", "directive", "decree") and (
        paper.verb is None or tree.lemmas[paper.verb] not in ("sign", "issue", "release", "publish")
    ):
        return False
    if lemma in _PAPERS:
        return paper.status == "signed" and any(marked_on(tree, i) for i in below)
    if lemma in _OWNED:
        active = paper.status in ("signed", "proposed", "terminated")
        return (
            (active and determined and (tied or owned or purpose or relative))
            or (owned and tied)
            or (active and tree.tags[head] in ("NNS",) and tied)
        )
    if paper.status in ("signed", "proposed", "terminated"):
        return determined or tied or owned or tree.tags[head] == "NNS"
    if paper.kind == "joint statement":
        return True
    return (determined and (tied or owned) and not _future(tree, head)) or (
        paper.kind in ("memorandum", "communique") and tied
    )


def _future(tree: Tree, head: int) -> bool:
    verb = tree.heads[head]
    return (
        tree.deps[head] in ("obl", "nmod")
        and tree.case(head) in ("towards", "toward", "without", "for", "until", "before")
        and verb != head
    )
