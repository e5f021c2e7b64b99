"""Docs made by hand: "word/POS/dep/head" a token, parties as mentions, so that rules are tested apart from the reader."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dragoman.language import extensions
from dragoman.parties.mentions import Entity, Mention
from dragoman.records import Document

TAGS = {"VERB": "VBD", "NOUN": "NN", "PROPN": "NNP"}


@pytest.fixture
def doc():
    """A function: lines of tokens "text|lemma|POS|dep|head" (head: index in the sentence), mentions as (start, end, code, kind)."""

    def make(sentences, mentions=(), title=None):
        extensions.register()
        words, lemmas, pos, tags, deps, heads, starts, spaces = [], [], [], [], [], [], [], []
        for sentence in sentences:
            base = len(words)
            tokens = sentence.split()
            for number, token in enumerate(tokens):
                text, lemma, part, dep, head = token.split("|")
                tag = None
                if ":" in part:
                    part, tag = part.split(":")
                words.append(text)
                lemmas.append(lemma)
                pos.append(part)
                tags.append(tag or TAGS.get(part, part))
                deps.append(dep)
                heads.append(base + int(head))
                starts.append(number == 0)
                spaces.append(True)
        made = Doc(
            Vocab(),
            words=words,
            lemmas=lemmas,
            pos=pos,
            tags=tags,
            deps=deps,
            heads=heads,
            sent_starts=starts,
            spaces=spaces,
        )
        made._.source = Document(id="t", text=made.text, title=title)
        made._.mentions = tuple(
            Mention(a, b, b - 1, tuple(Entity(c, c, None, "GOV", "state") for c in code.split("+")), kind)
            for a, b, code, kind in mentions
        )
        return made

    return make
