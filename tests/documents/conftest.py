"""Smallest PDFs, written by hand: pages of lines at given places, as a word processor would set them."""

from __future__ import annotations

import pytest


def _pdf(pages: list[list[tuple[float, float, str]]], size: int = 11, info: str = "") -> bytes:
    """A PDF in Helvetica; each page is a list of (x, y, words) in points from the lower left corner."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        drawn = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj ET\n" for x, y, words in page)
        stream = drawn.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    if info:
        objects.append(info.encode("cp1252"))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"/Info %d 0 R " % len(objects) if info else b""
    out += b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def _lines(*words: str, top: float = 780, left: float = 72, leading: float = 14) -> list[tuple[float, float, str]]:
    """Lines one below the other; an empty string leaves a gap."""
    return [(left, top - number * leading, line) for number, line in enumerate(words) if line]


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


@pytest.fixture
def pdf():
    """Makes a PDF: pdf(pages, size=11, info="")."""
    return _pdf


@pytest.fixture
def lines():
    """Sets lines one below the other: lines("first", "", "after a gap")."""
    return _lines
