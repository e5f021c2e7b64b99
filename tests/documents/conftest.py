"""Smallest PDFs, written by hand: pages of lines at given places, as a word processor would set them; and a small web site."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator

import pytest

from dragoman.documents.fetching import Fetcher
from dragoman.settings import FetchLimits


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


class Site:
    """A web site on this machine. `pages` maps a path to (status, headers, body); a body may be a function that writes to
    the connection as it likes. `asked` lists the requests as (path, headers)."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes | Callable]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                status, headers, body = site.pages.get(self.path, (404, {}, b"none"))
                if "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                with contextlib.suppress(ConnectionError):
                    if callable(body):
                        self.close_connection = True
                        body(self.wfile)
                        return
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    if status != 304:
                        self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.host = f"127.0.0.1:{self.server.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def page(self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Put a page at a path; its address. Underscores in the names of headers stand for hyphens."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, {"Content-Type": kind, **told}, body.encode() if isinstance(body, str) else body)
        return self.url(path)

    def answer(self, path: str, status: int, **headers: str) -> str:
        """Put an answer without a page at a path; its address."""
        self.pages[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, b"")
        return self.url(path)

    def paths(self) -> list[str]:
        """What was asked for besides robots.txt, in order."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on this machine, without pages as yet."""
    made = Site()
    threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def fetcher(site: Site) -> Iterator[Fetcher]:
    """A fetcher that may go to the site and never sleeps; `slept` lists how long it would have."""
    slept: list[float] = []
    limits = FetchLimits(connect_seconds=2, read_seconds=1, total_seconds=2, body_bytes=300_000, delay_seconds=0)
    with Fetcher(frozenset({site.host}), limits, sleep=slept.append) as made:
        made.slept = slept
        yield made
