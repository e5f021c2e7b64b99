"""The reader and the parties stage, loaded once, and sentences annotated in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dragoman import language
from dragoman.parties.reading import Parties
from dragoman.records import Document

_MARK = re.compile(r"\[([^\]|]+)\|([^\]]*)\]")


@pytest.fixture(scope="session")
def read() -> Callable:
    """Text, date and publisher -> the Doc with its mentions."""
    nlp = language.load()
    reader, parties = nlp.get_pipe("dragoman_reader"), Parties()

    def run(text: str, published: str | None = None, publisher: str | None = None, title: str | None = None):
        document = Document("t", text, title=title, published=published, publisher=publisher)
        return parties(reader(language.make_doc(nlp, document)))

    return run


@pytest.fixture(scope="session")
def check(read) -> Callable:
    """Compare a text annotated "[words|CODE CODE]" with what is found; "[words|]" must be no part of any mention."""

    def run(annotated: str, published: str | None = None, **more) -> None:
        wanted: list[tuple[int, int, list[str]]] = []
        text, last = "", 0
        for mark in _MARK.finditer(annotated):
            text += annotated[last : mark.start()]
            wanted.append((len(text), len(text) + len(mark[1]), mark[2].split()))
            text += mark[1]
            last = mark.end()
        text += annotated[last:]
        doc = read(text, published, **more)
        found = {}
        for mention in doc._.mentions:
            start, end = doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1])
            found[start, end] = [p.code.replace(" ", "_") for p in mention.parties]
        for start, end, codes in wanted:
            if codes:
                assert sorted(found.get((start, end), ["no mention"])) == sorted(codes), (
                    text[start:end],
                    readable(doc),
                )
            else:
                assert not [s for s in found if s[0] < end and start < s[1]], (text[start:end], readable(doc))

    return run


def readable(doc) -> list[str]:
    """The mentions for a message of failure."""
    return [f"{doc[m.start : m.end].text} = {' '.join(p.code for p in m.parties)}" for m in doc._.mentions]
