"""The learned reader of acts: what a sentence tells between two parties, from the reader's own word vectors.

It speaks where the vocabulary has no word: "Ankara pilloried Athens" has no entry, yet the vectors tell ACCUSE.
"""

from __future__ import annotations

import numpy as np

from dragoman.acts.clauses import Tree
from dragoman.language.reader import model
from dragoman.parties.mentions import Mention

NONE = "NONE"


def types_between(tree: Tree, sentence: int, pairs: list[tuple[Mention, Mention]]) -> list[tuple[str, float]]:
    """(PLOVER type or NONE, probability) of each pair of mentions of a sentence, actor before recipient."""
    if not pairs:
        return []
    a, b = tree.sentences[sentence]
    vectors = np.ascontiguousarray(tree.doc.tensor[a:b], dtype=np.float32)
    weights = np.zeros((2, len(pairs), b - a), dtype=np.float32)
    place = np.zeros((len(pairs), b - a), dtype=np.int64)
    for k, pair in enumerate(pairs):
        low = max(a, min(m.start for m in pair))
        high = min(b, max(m.end for m in pair))
        place[k, low - a : high - a] = 1
        for side, m in enumerate(pair):
            start, end = max(m.start, a) - a, min(m.end, b) - a
            weights[side, k, start:end] = 1.0 / max(1, end - start)
            place[k, start:end] = 2
    shipped = model()
    probabilities, _ = shipped.pair.run(
        None, {"vectors": vectors, "source": weights[0], "target": weights[1], "place": place}
    )
    names = shipped.lists["type"]
    best = probabilities.argmax(1)
    return [(names[int(k)], float(p[k])) for k, p in zip(best, probabilities, strict=True)]
