"""Language: a text becomes a spaCy Doc with tags, lemmas, syntax, sentences and names.

Reads `Document.text`; writes a `Doc` whose tokens carry Universal Dependencies and whose `tensor` holds word vectors.
"Lavrov met Wang in Moscow." -> nsubj(met, Lavrov), obj(met, Wang), obl(met, Moscow); Lavrov PERSON, Wang PERSON, Moscow LOC.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.language import extensions
from dragoman.language.tokenizer import make_tokenizer
from dragoman.records import Document

__all__ = ["blank", "load", "make_doc"]


def blank() -> Language:
    """A spaCy `Language` with our tokenizer and no component."""
    from spacy.lang.en import English

    extensions.register()
    nlp = English()
    nlp.max_length = 50_000_000  # documents.load bounds what is read; windows bound what is held
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


def load() -> Language:
    """The tokenizer and the reader model: spaCy's usual start, without Dragoman's later stages."""
    nlp = blank()
    nlp.add_pipe("dragoman_reader")
    return nlp


def make_doc(nlp: Language, document: Document) -> Doc:
    """The tokens of a document's text, with the document at `doc._.source`; `doc.text` equals `document.text`."""
    doc = nlp.tokenizer(document.text)
    doc._.source = document
    return doc
