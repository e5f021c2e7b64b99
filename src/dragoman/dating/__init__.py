"""Dating: the time expressions of a text, each resolved to ISO 8601 with its precision kept.

Reads `Doc._.source.published` (what relative times count from) and, where the reader has run, tags and syntax
(whether "on
Tuesday" was or will be); writes `Doc._.times`. "They met on March 20-22 and will meet again next year." told on
2023-03-24 ->
2023-03-20/2023-03-22 and 2024.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.dating.choosing import date_of, due_of
from dragoman.dating.finding import Finder
from dragoman.dating.times import Time
from dragoman.language import extensions

__all__ = ["Time", "date_of", "due_of", "make_dating"]


@Language.factory("dragoman_dating", assigns=["doc._.times"])
def make_dating(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that sets `Doc._.times`."""
    extensions.register()
    return Dating()


class Dating:
    """Sets `Doc._.times`."""

    def __init__(self) -> None:
        self._finder = Finder()

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, its times found."""
        doc._.times = self._finder.find(doc)
        return doc
