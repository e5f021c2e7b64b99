"""The reader on sentences a person can check, and what must hold for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import language


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        ("Chile and Peru signed a treaty in Lima on Friday.", "treaty", "obj", "signed"),
        ("The envoy was expelled by Warsaw.", "envoy", "nsubj:pass", "expelled"),
        ("The envoy was expelled by Warsaw.", "Warsaw", "obl:agent", "expelled"),
        ("Ottawa refused to lift the embargo.", "lift", "xcomp", "refused"),
        ("The minister said that Cairo would attend.", "attend", "ccomp", "said"),
        ("The treaty that Oslo drafted failed.", "drafted", "acl:relcl", "treaty"),
    ],
)
def test_syntax(nlp, text, word, dep, head):
    token = next(t for t in nlp(text) if t.text == word)
    assert (token.dep_, token.head.text) == (dep, head)


def test_lemmas_tags_names_and_sentences(nlp):
    doc = nlp("Prime Minister Anna Berg met her Dutch guests in Oslo. They were discussing fisheries; talks go on.")
    assert [t.lemma_ for t in doc if t.text in ("met", "were", "discussing", "talks")] == [
        "meet",
        "be",
        "discuss",
        "talk",
    ]
    assert {(e.text, e.label_) for e in doc.ents} >= {("Anna Berg", "PERSON"), ("Oslo", "LOC")}
    assert len(list(doc.sents)) == 2


def test_paragraphs_end_sentences(nlp):
    doc = nlp("Ministers meet again\n\nThe talks began on Monday")
    assert [s.text.strip() for s in doc.sents] == ["Ministers meet again", "The talks began on Monday"]


def test_vectors_stand_beside_tokens(nlp):
    doc = nlp("Two  spaces\nand a line.")
    assert doc.tensor.shape == (len(doc), 384)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_every_sentence_has_one_root(text):
    doc = language_of()(text)
    assert doc.text == text
    for sentence in doc.sents:
        assert sum(t.head.i == t.i for t in sentence) == 1


def test_reading_beside_another_text_changes_nothing(nlp):
    text = "Rome and Paris quarrelled over the border. Then they made up."
    alone = nlp(text).to_array(["TAG", "DEP", "HEAD", "LEMMA"])
    nlp("Something quite different stands here, and it is long! " * 30)
    assert (nlp(text).to_array(["TAG", "DEP", "HEAD", "LEMMA"]) == alone).all()


_LOADED = []


def language_of():
    if not _LOADED:
        _LOADED.append(language.load())
    return _LOADED[0]
