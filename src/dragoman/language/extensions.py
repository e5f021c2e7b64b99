"""The `Doc._.` attributes that the stages hand on to each other, registered in one place and only once."""

from __future__ import annotations

from spacy.tokens import Doc

_ATTRIBUTES = {"source": None, "mentions": (), "times": (), "places": (), "acts": None}


def register() -> None:
    """Make the attributes known to spaCy; calling it again changes nothing."""
    for name, default in _ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
