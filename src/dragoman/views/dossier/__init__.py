"""The dossier on two parties: what happened, what was signed, promised and said, what is open, and the words that carry it.

Reads:  records.Episode, Promise, and Reports of instruments and statements; relations.
Writes: a tree (`compose`), and from it HTML, Markdown, Word or PDF (`render`).
Example: "China and Russia held talks. [3:5]": sentence 5 of source 3, whose words stand in the bibliography.

No sentence says what a record does not carry: the words between names, dates and quotes are the phrases of data/dossier.
"""
from __future__ import annotations

from dragoman.views.dossier.composing import compose
from dragoman.views.dossier.tree import Citation, Claim, Dossier, Row, claims
from dragoman.views.dossier.writing import FORMATS, render

__all__ = ["FORMATS", "Citation", "Claim", "Dossier", "Row", "claims", "compose", "render"]
