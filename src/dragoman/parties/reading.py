"""The component: the steps from a Doc's words to its mentions, in order."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from dragoman.parties.ambiguity import Judge
from dragoman.parties.anaphora import Anaphora
from dragoman.parties.holders import holders
from dragoman.parties.items import read_items
from dragoman.parties.joins import join
from dragoman.parties.mentions import Mention
from dragoman.parties.names import Names, names
from dragoman.parties.phrases import Phrases
from dragoman.parties.resolve import Resolver
from dragoman.parties.words import Words, phrase_atoms

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class Parties:
    """spaCy component; see the package's docstring."""

    def __init__(self) -> None:
        self.names: Names = names()
        self.holders = holders()

    def __call__(self, doc: Doc) -> Doc:
        doc._.mentions = self.read(doc)
        return doc

    def read(self, doc: Doc) -> tuple[Mention, ...]:
        """The mentions of a document, sorted by their first token, none inside another."""
        words = Words(doc)
        if not words.count:
            return ()
        source = doc._.source
        day = published(source)
        judge = Judge(words)
        items = read_items(words, self.names.scan(words, day), judge, self.holders)
        drafts = join(words, Phrases(words, items).read())
        resolver = Resolver(words, self.names, self.holders, day, self.home(source))
        resolver.learn(drafts)
        return Anaphora(words, resolver, source).read(drafts)

    def home(self, source: object) -> str | None:
        """The state whose government published the document, by the publisher's name."""
        publisher = getattr(source, "publisher", None)
        return self.names.first_state(phrase_atoms(publisher)) if publisher else None


def published(source: object) -> str | None:
    """The document's date of publication, as precise as known; None where there is none or it is no ISO date."""
    match = _DAY.fullmatch(getattr(source, "published", None) or "")
    return match.group() if match else None
