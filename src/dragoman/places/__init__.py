"""Places: the cities, states, regions and sites that a text names, each with its country.

Reads names and syntax where the reader has run; writes `Doc._.places`. "They met in the Kremlin." -> Moscow, RUS.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.language import extensions
from dragoman.places.choosing import head_of, place_of
from dragoman.places.finding import Finder, PlaceMention

__all__ = ["PlaceMention", "head_of", "make_places", "place_of"]


@Language.factory("dragoman_places", assigns=["doc._.places"])
def make_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that sets `Doc._.places`."""
    extensions.register()
    return Places()


class Places:
    """Sets `Doc._.places`."""

    def __init__(self) -> None:
        self._finder = Finder()

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, its places found."""
        doc._.places = self._finder.find(doc)
        return doc
