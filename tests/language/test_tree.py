"""Heads form a tree whatever the scores, and the best one where the best heads do not."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dragoman.language import tree


def is_tree(heads) -> bool:
    roots = [i for i, h in enumerate(heads) if h == i]
    if len(roots) != 1:
        return False
    for i in range(len(heads)):
        k, steps = i, 0
        while heads[k] != k:
            k, steps = heads[k], steps + 1
            if steps > len(heads):
                return False
    return True


@st.composite
def scores(draw, most=12):
    n = draw(st.integers(1, most))
    return draw(arrays(np.float32, (n, n), elements=st.floats(-20, 20, width=32)))


@given(scores())
def test_any_scores_give_one_tree(matrix):
    assert is_tree(tree.heads(matrix).tolist())


@settings(max_examples=60)
@given(scores(most=4))
def test_no_tree_with_the_same_root_scores_higher(matrix):
    got = tree.heads(matrix)
    n = len(matrix)
    root = int(np.flatnonzero(got == np.arange(n))[0])
    total = sum(float(matrix[i, got[i]]) for i in range(n) if i != root)
    best = max(
        sum(float(matrix[i, h]) for i, h in enumerate(heads) if i != root)
        for heads in itertools.product(range(n), repeat=n)
        if heads[root] == root and is_tree(heads)
    )
    assert total >= best - 1e-3


def test_a_sentence_of_thousands_of_words_stays_a_tree():
    matrix = np.random.default_rng(3).normal(size=(1500, 1500)).astype(np.float32)
    assert is_tree(tree.heads(matrix).tolist())
