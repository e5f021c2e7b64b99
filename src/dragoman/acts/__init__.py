"""Acts: events, statements, instruments and commitments of a parsed text.

Reads syntax, mentions, times and places of a Doc; writes `doc._.acts`, a `records.Record`.
"Putin and Xi signed a pact on gas." -> SUPPORT by CHN and RUS, and an agreement of theirs.
"""

from __future__ import annotations

import dataclasses

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.acts import commitments, events, instruments, statements, undertakings, writing
from dragoman.acts.clauses import Tree, forget, tree_of
from dragoman.acts.courtesies import is_welcome
from dragoman.documents.paragraphs import headline
from dragoman.records import Document, Record, Span

__all__ = ["Acts", "make_acts", "not_coded"]


def not_coded(tree: Tree, title: Span | None) -> list[bool]:
    """Which sentences tell no acts: the headline, and "I am glad to see you"."""
    return [
        (title is not None and tree.start[a] < title[1]) or is_welcome(tree.text[tree.start[a] : tree.end[b - 1]])
        for a, b in tree.sentences
    ]


class Acts:
    """spaCy component; see the module's docstring."""

    def __call__(self, doc: Doc) -> Doc:
        tree = tree_of(doc)
        source = doc._.source or Document(id="", text=doc.text)
        title = headline(source)
        skip = not_coded(tree, title)
        begin = title[1] if title is not None else 0
        said = [s for s in statements.find(doc) if s.start >= begin]
        signed = [i for i in instruments.find(doc) if i.start >= begin]
        found = events.drafts(doc, skip)
        undertaken = [c for c in commitments.find(doc, signed, found) if c.start >= begin]
        done = undertakings.add(writing.write(doc, found, said), undertaken, source.id)
        spans = tuple((tree.start[a], tree.end[b - 1]) for a, b in tree.sentences)
        doc._.acts = Record(
            dataclasses.replace(source, sentences=spans), tuple(done), tuple(said), tuple(signed), tuple(undertaken)
        )
        forget(doc)
        return doc


@Language.factory("dragoman_acts", requires=["token.dep", "token.lemma", "doc._.mentions"], assigns=["doc._.acts"])
def make_acts(nlp: Language, name: str) -> Acts:
    """spaCy factory of the acts."""
    from dragoman.language import extensions

    extensions.register()
    return Acts()
