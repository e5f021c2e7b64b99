"""The learned reader of acts: what the reader's own word vectors tell of a sentence, beside the vocabulary and its rules.

It speaks where the vocabulary has no word: "Ankara pilloried Athens" has no entry, yet the vectors tell ACCUSE, its actor
and its recipient.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dragoman.acts.clauses import Tree
from dragoman.language.reader import model

NONE = "NONE"
ACTOR, RECIPIENT = 0, 1


def types() -> list[str]:
    """The types that the learned reader tells apart, in the order of its scores; NONE among them."""
    return model().lists["type"]


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    return {name: number for number, name in enumerate(types())}


@dataclass(frozen=True, slots=True)
class Told:
    """What the learned reader sees in one sentence, as probabilities. W words from token `start` on, T types with NONE.

    `types` W,T: the act that a word tells; `status` W,S: whether it happened; `asked` W,2,D, `party` W,D and `bias` W,2: what
    the roles of the act that a word would tell are made of.
    """

    start: int
    types: np.ndarray
    status: np.ndarray
    asked: np.ndarray
    party: np.ndarray
    bias: np.ndarray

    def act(self, at: int) -> tuple[str, float]:
        """The likeliest act that the token `at` tells, NONE apart, and its probability."""
        row = self.types[at - self.start].copy()
        row[_numbers()[NONE]] = -1.0
        best = int(row.argmax())
        return types()[best], float(row[best])

    def telling(self, at: int) -> float:
        """The probability that the token `at` tells any act."""
        return 1.0 - float(self.types[at - self.start, _numbers()[NONE]])

    def told_by(self, least: float) -> list[int]:
        """The tokens that tell any act with at least this probability, in order."""
        idle = self.types[:, _numbers()[NONE]].astype(np.float64)
        return (np.flatnonzero(1.0 - idle >= least) + self.start).tolist()

    def of_type(self, at: int, kind: str) -> float:
        """The probability that the token `at` tells an act of this type."""
        return float(self.types[at - self.start, _numbers()[kind]])

    def happened(self, at: int) -> tuple[str, float]:
        """The likeliest status of the act that the token `at` tells, and its probability."""
        row = self.status[at - self.start]
        best = int(row.argmax())
        return model().lists["status"][best], float(row[best])

    def roles(self, at: int) -> np.ndarray:
        """2,W: the probability of each word that it stands as ACTOR, as RECIPIENT in the act that the token `at` tells."""
        scores = self.asked[at - self.start] @ self.party.T + self.bias.T
        return 1.0 / (1.0 + np.exp(-scores))


def told(tree: Tree, sentence: int) -> Told:
    """What the learned reader sees in a sentence."""
    return Told(tree.sentences[sentence][0], *model().acts.run(None, {"vectors": vectors(tree, sentence)}))


def vectors(tree: Tree, sentence: int) -> np.ndarray:
    """The reader's vectors of a sentence's words, W,D."""
    a, b = tree.sentences[sentence]
    return np.ascontiguousarray(tree.doc.tensor[a:b], dtype=np.float32)


def between(vectors: np.ndarray, pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> np.ndarray:
    """N,T: the probability of each type (NONE among them) of the act between the words of each pair, actor before recipient.

    `vectors` W,D are the reader's of one sentence; a pair holds two spans [start, end) of its words.
    """
    count = len(vectors)
    weights = np.zeros((2, len(pairs), count), dtype=np.float32)
    place = np.zeros((len(pairs), count), dtype=np.int64)
    for k, pair in enumerate(pairs):
        place[k, min(a for a, _ in pair) : max(b for _, b in pair)] = 1
        for side, (a, b) in enumerate(pair):
            weights[side, k, a:b] = 1.0 / max(1, b - a)
            place[k, a:b] = 2
    feed = {"vectors": vectors, "source": weights[0], "target": weights[1], "place": place}
    probabilities, _ = model().pair.run(None, feed)
    return probabilities
