"""What holds for any text: mentions lie in the Doc, in order, apart, each with a party; the same text gives the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dragoman.language import extensions
from dragoman.parties.reading import Parties

_WORDS = [
    "Russia",
    "Russian",
    "the",
    "two",
    "leaders",
    "of",
    "Turkey",
    "'s",
    "president",
    "Xi",
    "and",
    ",",
    "(",
    ")",
    "U.S.",
    "it",
    "their",
    "counterpart",
    "EU",
    "Hamas",
    "police",
    "in",
    "Cairo",
    "“",
    "”",
    ":",
    "\n",
    "Mr.",
    "former",
    "NATO",
    "",
    "٣",
    "—",
]
_TAGS = ["NNP", "NN", "NNS", "JJ", "IN", "DT", "CC", "PRP", "PRP$", "POS", "VBD", ",", "NNPS", "CD"]
_DEPS = ["nsubj", "obj", "obl", "nmod", "amod", "compound", "conj", "appos", "flat", "case", "ROOT", "xcomp"]


@pytest.fixture(scope="module")
def parties() -> Parties:
    extensions.register()
    return Parties()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_analysis(parties, data):
    """Even a reader that is wrong throughout breaks nothing."""
    count = data.draw(st.integers(1, 25))

    def pick(values):
        return [data.draw(st.sampled_from(values)) for _ in range(count)]

    words = [w or "x" for w in pick(_WORDS)]
    heads = [data.draw(st.integers(0, count - 1)) for _ in range(count)]
    ents = ["O"] * count
    for i in range(count):
        ents[i] = data.draw(st.sampled_from(["O", "O", "B-PERSON", "B-ORG", "B-LOC"]))

    def made() -> tuple:
        vocab = Vocab()
        doc = Doc(vocab, words=words, tags=tags, lemmas=words, deps=deps, heads=safe, ents=ents)
        return parties.read(doc)

    tags, deps = pick(_TAGS), pick(_DEPS)
    safe = [h if h < i else i for i, h in enumerate(heads)]  # a tree: heads stand before
    first, again = made(), made()
    assert first == again
    last = 0
    for mention in first:
        assert last <= mention.start < mention.end <= count
        assert mention.start <= mention.head < mention.end
        assert mention.parties
        last = mention.end
