"""A document's mention, and the several purposes of one plural: "agreements on grain, on rail and on visas" are
three."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman import lexicons
from dragoman.acts.clauses import Tree


@dataclass(slots=True)
class Paper:
    """A mention of a document. `head` is its noun, [first, stop) its tokens, `verb` what governs it, `status` as
    that verb has it, `parties` codes that its name tells; `topic` is one purpose of several ("agreements on A and on
    B")."""

    head: int
    first: int
    stop: int
    kind: str
    verb: int | None
    status: str
    proper: bool
    definite: bool
    content: frozenset[str]
    codes: tuple[str, ...] = ()
    topic: tuple[int, int] | None = None
    name: str = ""


def topics(tree: Tree, paper: Paper) -> list[Paper]:
    """One paper for each purpose of a plural: "agreements on A, on B and on C"; a single paper otherwise."""
    head = paper.head
    if tree.tags[head] not in ("NNS", "NNPS"):
        return [paper]
    hosts = {head} if paper.verb is None or tree.deps[head] not in ("obj", "nsubj:pass") else {head, paper.verb}
    end = tree.sentences[tree.sentence_of[head]][1]
    starts: list[int] = []
    for i in range(head + 1, end):
        if tree.words[i] == ";":
            end = i
            break
        if tree.lower[i] not in ("on", "concerning", "regarding"):
            continue
        if (not starts and _below(tree, i, hosts)) or (
            starts and (tree.words[i - 1] in (",", ";") or tree.lower[i - 1] in ("and", "as"))
        ):
            starts.append(i)
    if not starts:
        return [paper]
    ends = [*starts[1:], min(end, max(tree.right[i] for i in hosts | {tree.heads[starts[-1]]}) + 1)]
    if (
        len(starts) == 1 and tree.tags[tree.heads[starts[0]]] == "VBG"
    ):  # "agreements on establishing a fund and a joint venture"
        thing = tree.child(tree.heads[starts[0]], "obj")
        nouns = lexicons.instruments().entries
        more = [j for j in _joined(tree, thing) if tree.child(j, "det") is not None] if thing is not None else []
        for j in more:
            if (tree.lemmas[j],) not in nouns and starts[-1] < tree.left[j] < end:
                starts.append(tree.left[j])
        ends = [*starts[1:], ends[0]]
    if len(starts) == 1:
        paper.stop = max(paper.stop, ends[0])
        return [paper]
    papers = []
    for number, (start, stop) in enumerate(zip(starts, ends, strict=True)):
        while stop - 1 > start and (tree.lower[stop - 1] in ("and", "as", "well") or tree.pos[stop - 1] == "PUNCT"):
            stop -= 1
        first = min(paper.first, start) if number == 0 else start
        content = frozenset(
            tree.lemmas[i] for i in range(start, stop) if tree.pos[i] in ("NOUN", "PROPN", "ADJ", "NUM")
        )
        papers.append(
            Paper(
                head,
                first,
                stop,
                paper.kind,
                paper.verb,
                paper.status,
                False,
                False,
                content,
                paper.codes,
                (start, stop),
            )
        )
    return papers


def _below(tree: Tree, at: int, hosts: set[int]) -> bool:
    """Whether a preposition ties its noun to one of the hosts, at most two nouns away ("of understanding on")."""
    at = tree.heads[at]
    for _ in range(3):
        if at in hosts:
            return True
        at = tree.heads[at]
    return at in hosts


def marked_on(tree: Tree, at: int) -> bool:
    """Whether "on", "concerning" or "regarding" ties a word to what governs it."""
    return any(
        tree.deps[i] in ("case", "mark") and tree.lower[i] in ("on", "concerning", "regarding")
        for i in tree.children[at]
    )


def _joined(tree: Tree, at: int) -> list[int]:
    found: list[int] = []
    queue = [at]
    while queue:
        word = queue.pop()
        for i in tree.children[word]:
            if tree.deps[i] == "conj" and len(found) < 20:
                found.append(i)
                queue.append(i)
    return sorted(found)
