"""Syntax, tags and names of sentences that are annotated for acts alone, as the reader that training starts from sees them.

Without them the encoder would forget how such sentences are built while it learns what they tell.
"""

from __future__ import annotations

from collections.abc import Iterable

import dragoman.language
from treebanks import Sentence


def add(sentences: Iterable[Sentence]) -> None:
    """Fill in what the sentences lack, with the shipped reader's own reading of each as one sentence."""
    reader = dragoman.language.load().get_pipe("dragoman_reader")
    lists, strings = reader.model.lists, reader._strings
    for s in sentences:
        known = [reader.model.pieces(w) for w in s.words]
        got = reader.window(s.words, known, 0, len(s.words), whole=True)
        s.upos = [lists["upos"][int(k)] for k in got["upos"]]
        s.xpos = [lists["xpos"][int(k)] for k in got["xpos"]]
        s.heads = got["heads"].tolist()
        s.labels = ["root" if strings[int(d)] == "ROOT" else strings[int(d)] for d in got["dep"]]
        s.names = [lists["names"][int(k)] for k in got["names"]]
        s.lemmas = [
            strings[reader.lemma(word, int(tag), int(edit))]
            for word, tag, edit in zip(s.words, got["xpos"], got["lemma"], strict=True)
        ]
