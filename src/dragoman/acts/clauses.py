"""The sentence's grammar as plain lists, read from the Doc once and shared by all that looks for acts.

Reads: lemmas, tags, Universal Dependencies and sentence starts of a Doc, and `Doc._.mentions`. Writes nothing: the
tree is kept in `doc.user_data` under TREE until `forget` is called. Example: in "Lavrov said Russia would act" the
subject of "act" is "Russia".
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, SENT_START, TAG
from spacy.tokens import Doc

from dragoman.language.columns import starts as starts_of
from dragoman.language.columns import string, text_of, texts
from dragoman.parties.mentions import Mention

TREE = "dragoman.acts.tree"

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
CLAUSES = frozenset(
    {"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "root", "ROOT", "advcl:relcl"}
)
_OPENERS = frozenset("\"'“”‘’«»([{—–-,;:…*•")
_CLOSERS = frozenset(' \t\n\r,;:.!?—–-"“”»«…')
_HARD_STOP = frozenset({"ROOT", "root", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "conj"})


class Tree:
    """Token attributes as lists indexed by token. `heads` are absolute (a root is its own head); `left` and `right`
    are the first and last token of a subtree; `start` and `end` are characters of the text; `sentences` are token
    spans [a, b)."""

    __slots__ = (
        "bounds",
        "children",
        "covering",
        "deps",
        "doc",
        "end",
        "heads",
        "left",
        "lemmas",
        "lower",
        "mention_of",
        "pos",
        "right",
        "sentence_of",
        "sentences",
        "start",
        "tags",
        "text",
        "words",
    )

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, text_of(doc)
        count = len(doc)
        self.words = texts(doc)
        self.lower = [word.lower() for word in self.words]
        self.start = starts_of(doc)
        self.end = [at + len(word) for at, word in zip(self.start, self.words, strict=True)]
        self.lemmas, self.pos, self.tags, self.deps, self.heads, starts = _attributes(doc)
        self.lemmas = [lemma.lower() if lemma else word for lemma, word in zip(self.lemmas, self.lower, strict=True)]
        opens = [i for i in range(count) if i == 0 or starts[i] == 1]
        self.sentences = list(zip(opens, [*opens[1:], count], strict=True)) if count else []
        self.sentence_of = [0] * count
        for number, (a, b) in enumerate(self.sentences):
            for i in range(a, b):
                self.sentence_of[i] = number
        self.bounds = [self.start[a] for a, _ in self.sentences]
        self.children: list[list[int]] = [[] for _ in range(count)]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)
        self._edges(count)
        self.mention_of: dict[int, Mention] = {}
        self.covering: dict[int, Mention] = {}
        for mention in doc._.mentions:
            known = self.mention_of.get(mention.head)
            if known is None or mention.end - mention.start > known.end - known.start:
                self.mention_of[mention.head] = mention
            for i in range(mention.start, mention.end):
                inner = self.covering.get(i)
                if inner is None or mention.end - mention.start > inner.end - inner.start:
                    self.covering[i] = mention

    def _edges(self, count: int) -> None:
        order = [i for i in range(count) if self.heads[i] == i]
        for i in order:
            order.extend(self.children[i])
        self.left, self.right = list(range(count)), list(range(count))
        for i in reversed(order):
            head = self.heads[i]
            self.left[head] = min(self.left[head], self.left[i])
            self.right[head] = max(self.right[head], self.right[i])

    def child(self, at: int, *labels: str) -> int | None:
        """The first dependent of `at` with one of the labels."""
        for i in self.children[at]:
            if self.deps[i] in labels:
                return i
        return None

    def case(self, at: int) -> str:
        """The preposition of a noun, in lower case, several words joined ("according to"); "" without one."""
        for i in self.children[at]:
            if self.deps[i] == "case" and i < at:
                return " ".join([self.lower[i], *(self.lower[j] for j in self.children[i] if self.deps[j] == "fixed")])
        return ""

    def subject(self, verb: int, depth: int = 0) -> int | None:
        """The token that heads the subject of a verb: its own, or the one it shares ("X met Y and said", "X, who
        said", "hopes to")."""
        for i in self.children[verb]:
            if self.deps[i] in SUBJECTS:
                if self.lower[i] in RELATIVES and self.deps[verb].startswith("acl"):
                    return self.heads[verb]
                if self.lower[i] in ("there", "it") and self.child(verb, "expl") == i:
                    continue
                return i
        if depth > 8:
            return None
        label, head = self.deps[verb], self.heads[verb]
        if label == "conj" or label in ("advcl", "parataxis"):
            return self.subject(head, depth + 1)
        if label == "xcomp":
            controlled = self.child(head, "obj", "iobj")
            if controlled is not None and controlled < verb and self.lemmas[head] not in ("promise", "have"):
                return controlled
            return self.subject(head, depth + 1)
        if label.startswith("acl"):
            return head
        return None

    def negated(self, verb: int) -> bool:
        """Whether the verb itself is denied ("did not say", "never said")."""
        return any(
            self.lower[i] in ("not", "n't", "n’t", "never", "no", "nor", "neither")
            and self.deps[i] in ("advmod", "det", "cc", "cc:preconj")
            for i in self.children[verb]
        )

    def auxiliaries(self, verb: int) -> list[str]:
        """The auxiliaries before a verb, as lemmas ("will", "have", "be"); a conjoined verb has those it shares."""
        found = [self.lemmas[i] for i in self.children[verb] if self.deps[i] in ("aux", "aux:pass", "cop")]
        if (
            not found
            and self.deps[verb] == "conj"
            and self.child(verb, *SUBJECTS) is None
            and self.child(verb, "mark") is None
        ):
            return self.auxiliaries(self.heads[verb])
        return found

    def trim(self, a: int, b: int) -> tuple[int, int]:
        """Tokens [a, b) without opening and closing punctuation and spaces; empty spans come back as a == b."""
        while a < b and (self.words[a] in _OPENERS or self.words[a].isspace()):
            a += 1
        while b > a and (self.words[b - 1] in _CLOSERS or self.words[b - 1].isspace()):
            b -= 1
        return a, b

    def sentence_at(self, char: int) -> int:
        """The number of the sentence in which a character stands."""
        return max(0, bisect_right(self.bounds, char) - 1)

    def token_at(self, char: int) -> int:
        """The last token that begins at or before a character."""
        return max(0, bisect_right(self.start, char) - 1)


def _attributes(doc: Doc) -> tuple[list[str], list[str], list[str], list[str], list[int], list[int]]:
    table = doc.to_array([LEMMA, POS, TAG, DEP, HEAD, SENT_START])
    if len(doc) == 0:
        return [], [], [], [], [], []
    strings = doc.vocab.strings

    def column(index: int) -> list[str]:
        return [string(key, strings) for key in table[:, index].tolist()]

    offsets = table[:, 4].astype(np.int64)
    heads = (np.arange(len(doc)) + offsets).tolist()
    starts = table[:, 5].astype(np.int64).tolist()
    return column(0), column(1), column(2), column(3), heads, starts


def tree_of(doc: Doc) -> Tree:
    """The tree of a Doc, made once."""
    tree = doc.user_data.get(TREE)
    if tree is None or tree.doc is not doc:
        tree = doc.user_data[TREE] = Tree(doc)
    return tree


def forget(doc: Doc) -> None:
    """Drop what was kept, so that the Doc can be written to disk."""
    for key in [key for key in doc.user_data if isinstance(key, str) and key.startswith("dragoman.acts.")]:
        del doc.user_data[key]
