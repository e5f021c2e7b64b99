"""Fetching from a site on this machine: what comes, what is refused and why, and that nothing takes for ever."""

from __future__ import annotations

import gzip
import http.server
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import errors
from dragoman.documents import bodies
from dragoman.documents.fetching import Fetched, Fetcher, Unchanged, user_agent
from dragoman.settings import FetchLimits

PAGE = "<html><body><p>The ministers of the two states met in Vienna and agreed on a treaty.</p></body></html>"
BOMB = gzip.compress(bytes(50_000_000), 9)


def refused(fetcher: Fetcher, url: str) -> str:
    begun = time.monotonic()
    with pytest.raises(errors.SkipDocument) as caught:
        fetcher.fetch(url)
    assert time.monotonic() - begun < 8
    assert "\n" not in str(caught.value) and str(caught.value).startswith(url[:20])
    return caught.value.reason


def test_a_page(site, fetcher):
    url = site.page("/visit?id=7", PAGE, ETag='"v1"', Last_Modified="Tue, 21 Mar 2023 10:00:00 GMT")
    got = fetcher.fetch(url + "#top")
    assert got == Fetched(url, url + "#top", PAGE.encode(), "text/html; charset=utf-8", '"v1"', "Tue, 21 Mar 2023 10:00:00 GMT")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/visit?id=7"]
    headers = site.asked[-1][1]
    assert headers["User-Agent"] == user_agent() and headers["Host"] == site.host and "Cookie" not in headers
    fetcher.fetch(url)
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_only_what_has_changed(site, fetcher):
    url = site.page("/visit", PAGE, ETag='"v1"')
    assert fetcher.fetch(url, '"v1"', None) == Unchanged(url, url)
    assert site.asked[-1][1]["If-None-Match"] == '"v1"'
    assert isinstance(fetcher.fetch(url, '"v0"', "Tue, 21 Mar 2023 10:00:00 GMT"), Fetched)
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 21 Mar 2023 10:00:00 GMT"
    assert isinstance(fetcher.fetch(url, 'v\r\nX-Evil: 1', "ä"), Fetched)  # what cannot stand in a header is not sent
    assert not {"If-None-Match", "If-Modified-Since", "X-Evil"} & set(site.asked[-1][1])
    assert "HTTP 304" in refused(fetcher, site.answer("/odd", 304))


def test_cookies_are_not_kept(site, fetcher):
    fetcher.fetch(site.page("/a", PAGE, Set_Cookie="reader=7"))
    fetcher.fetch(site.page("/b", PAGE))
    assert "Cookie" not in site.asked[-1][1]


def test_redirects(site, fetcher):
    url = site.page("/new", PAGE)
    site.answer("/b", 302, Location="new")
    got = fetcher.fetch(site.answer("/a", 301, Location="/b"))
    assert (got.url, got.asked) == (url, site.url("/a"))


@pytest.mark.parametrize("location, reason", [
    ("http://10.0.0.1/admin", "redirects to http://10.0.0.1/admin, which is not fetched: 10.0.0.1 is private"),
    ("http://169.254.169.254/", "redirects to http://169.254.169.254/, which is not fetched: 169.254.169.254 is link-local"),
    ("http://localhost/", "redirects to http://localhost/, which is not fetched: localhost leads to"),
    ("http://127.0.0.1:1/", "redirects to http://127.0.0.1:1/, which is not fetched"),  # another port than the allowed one
    ("file:///etc/passwd", "redirects to file:///etc/passwd, which is not fetched: only http and https"),
    ("http://[", "redirects to http://[, which is no address of the web"),
    ("http://jane:secret@example.org/", "redirects to http://…@example.org/, which is not fetched: it holds a name"),
    ("/gone", "cannot be fetched: there is no such page (HTTP 404)"),
])
def test_where_no_redirect_leads(site, fetcher, location, reason):
    told = refused(fetcher, site.answer("/a", 302, Location=location))
    assert told.startswith(reason) and "secret" not in told


def test_redirects_without_end(site, fetcher):
    site.answer("/b", 302, Location="/a")
    assert refused(fetcher, site.answer("/a", 302, Location="/b")) == "cannot be fetched: it redirects in a circle"
    for n in range(20):
        site.answer(f"/{n}", 307, Location=f"/{n + 1}")
    assert refused(fetcher, site.url("/0")) == "cannot be fetched: it redirects over 5 times"
    assert len([path for path in site.paths() if path[1:].isdigit()]) == 6


@pytest.mark.parametrize("status, reason", [
    (401, "the page asks for a password (HTTP 401)"), (403, "the host refuses to show it to programs (HTTP 403)"),
    (404, "there is no such page (HTTP 404)"), (410, "the page was taken away for good (HTTP 410)"),
    (418, "the host answers HTTP 418"), (451, "the page is withheld for legal reasons (HTTP 451)"),
    (500, "the host has an error of its own (HTTP 500); try later"), (204, "the host answers HTTP 204"),
])
def test_statuses(site, fetcher, status, reason):
    assert refused(fetcher, site.answer("/a", status)) == f"cannot be fetched: {reason}"


def test_a_busy_host_is_asked_again(site, fetcher):
    url = site.answer("/a", 429, Retry_After="7")
    assert "asked too often" in refused(fetcher, url)
    assert fetcher.slept == [7, 7] and len(site.paths()) == 3
    fetcher.slept.clear()
    site.answer("/a", 503)
    refused(fetcher, url)
    assert fetcher.slept == [2, 4]
    fetcher.slept.clear()
    site.answer("/a", 503, Retry_After="86400")  # we do not wait a day
    refused(fetcher, url)
    assert fetcher.slept == []
    site.answer("/a", 503, Retry_After="Tue, 21 Mar 2023 10:00:00 GMT")  # long past
    refused(fetcher, url)
    assert fetcher.slept == [0, 0]


def test_a_host_that_recovers(site, fetcher):
    url = site.answer("/a", 503, Retry_After="1")
    fetcher._sleep = lambda _: site.page("/a", PAGE)
    assert fetcher.fetch(url).data == PAGE.encode()


@pytest.mark.parametrize("kind, read", [
    ("text/html", True), ("TEXT/HTML; charset=x", True), ("application/xhtml+xml", True), ("text/plain", True), ("application/pdf", True),
    ("application/rss+xml", True), ("application/atom+xml", True), ("text/xml", True), ("application/x-ndjson", True),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", True),
    ("image/png", False), ("video/mp4", False), ("application/zip", False), ("application/json", False), ("text/javascript", False),
    ("application/octet-stream", False),
])
def test_types(site, fetcher, kind, read):
    url = site.page("/a", PAGE, kind)
    if read:
        assert fetcher.fetch(url).content_type == kind
    else:
        assert refused(fetcher, url).startswith(f"is not read: it is {kind!r}; pages (HTML)")


def test_a_download_is_known_by_its_name(site, fetcher):
    assert fetcher.fetch(site.page("/a/Text.PDF?x=1", b"%PDF-", "application/octet-stream")).data == b"%PDF-"


def test_packed_answers(site, fetcher):
    for encoding, data in [("gzip", gzip.compress(PAGE.encode())), ("deflate", zlib.compress(PAGE.encode())), ("identity", PAGE.encode()),
                           ("deflate", zlib.compress(PAGE.encode())[2:-4]), ("x-gzip", gzip.compress(PAGE[:9].encode()) + gzip.compress(PAGE[9:].encode()))]:
        assert fetcher.fetch(site.page("/a", data, Content_Encoding=encoding)).data == PAGE.encode()


@pytest.mark.parametrize("data, encoding, reason", [
    (BOMB, "gzip", "is too large: at most 300,000 bytes are read"),
    (zlib.compress(bytes(50_000_000)), "deflate", "is too large: at most 300,000 bytes are read"),
    (gzip.compress(b"") * 20_000, "gzip", "is too large"),
    (gzip.compress(BOMB), "gzip, gzip", "cannot be fetched: the answer of 127.0.0.1 is packed in a way"),
    (b"x", "br", "cannot be fetched: the answer of 127.0.0.1 is packed in a way"),
    (gzip.compress(PAGE.encode())[:-9], "gzip", "cannot be fetched: the answer of 127.0.0.1 breaks off"),
    (b"not packed", "gzip", "cannot be fetched: the answer of 127.0.0.1 breaks off or is damaged"),
    (bytes(400_000), "", "is too large: at most 300,000 bytes are read"),
])
def test_bombs_and_damage(site, fetcher, data, encoding, reason):
    assert refused(fetcher, site.page("/a", data, Content_Encoding=encoding)).startswith(reason)


def endless(start: bytes, piece: bytes, pause: float):
    def body(file):
        file.write(start)
        for _ in range(2_000):
            file.write(piece)
            file.flush()
            time.sleep(pause)
    return body


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize("body, reason", [
    (endless(OK + b"Content-Type: text/html\r\nContent-Length: 9000\r\n\r\n", b"x", 0.1), "cannot be fetched: took longer than 2 seconds"),
    (endless(OK, b"X", 0.1), "cannot be fetched: took longer than 2 seconds"),  # headers that drip
    (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02), "cannot be fetched: took longer than 2 seconds"),
    (endless(OK + b"Content-Type: text/html\r\n\r\n", b"", 0.1), "cannot be fetched: 127.0.0.1 stopped sending for 1 seconds"),
    (endless(OK + b"Content-Type: text/html\r\n\r\n", bytes(50_000), 0), "is too large: at most 300,000 bytes are read"),
    (endless(OK + b"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"2710\r\n" + bytes(10_000) + b"\r\n", 0), "is too large"),
    (endless(OK, b"X-Filler: " + b"x" * 5_000 + b"\r\n", 0), "cannot be fetched: the answer of 127.0.0.1 breaks off or is damaged"),
    (lambda file: file.write(OK + b"Content-Type: text/html\r\nContent-Length: 90\r\n\r\nhalf"), "cannot be fetched: the answer of 127.0.0.1 breaks off"),
    (lambda file: file.write(b"SSH-2.0-OpenSSH\r\n"), "cannot be fetched: the answer of 127.0.0.1 breaks off or is damaged"),
    (lambda file: None, "cannot be fetched: the answer of 127.0.0.1 breaks off or is damaged"),
])
def test_hosts_that_do_not_come_to_an_end(site, fetcher, body, reason):
    site.pages["/a"] = (200, {}, body)
    assert refused(fetcher, site.url("/a")).startswith(reason)


def test_a_size_that_is_told_is_believed_at_once(site, fetcher):
    site.pages["/a"] = (200, {}, lambda file: file.write(OK + b"Content-Type: text/html\r\nContent-Length: 99999999\r\n\r\n"))
    assert refused(fetcher, site.url("/a")).startswith("is too large")


def test_robots(site, fetcher):
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 3", "text/plain")
    assert refused(fetcher, site.page("/private/a", PAGE)).startswith("is not fetched: robots.txt of 127.0.0.1 asks programs not to")
    assert site.paths() == []
    fetcher.fetch(site.page("/a", PAGE))
    fetcher.fetch(site.url("/a"))
    assert fetcher.slept == [pytest.approx(3, abs=0.5)]
    assert refused(fetcher, site.answer("/b", 302, Location="/private/a")).startswith(f"redirects to {site.url('/private/a')}, which is not")


def test_a_crawl_delay_of_a_day_counts_as_the_longest_that_is_kept(site, fetcher):
    site.page("/robots.txt", "User-agent: dragoman\nCrawl-delay: 86400", "text/plain")
    fetcher.fetch(site.page("/a", PAGE))
    fetcher.fetch(site.url("/a"))
    assert fetcher.slept == [pytest.approx(10, abs=0.5)]


@pytest.mark.parametrize("status, allowed", [(404, True), (403, True), (410, True), (500, False), (503, False)])
def test_a_robots_that_is_not_there_and_one_that_cannot_be_had(site, fetcher, status, allowed):
    site.answer("/robots.txt", status)
    url = site.page("/a", PAGE)
    if allowed:
        assert fetcher.fetch(url)
    else:
        assert refused(fetcher, url).startswith("is not fetched: robots.txt of 127.0.0.1 cannot be had")
        assert site.paths() == []


def test_a_robots_of_any_size_and_place(site, fetcher):
    site.answer("/robots.txt", 301, Location="/r")
    site.page("/r", b"User-agent: *\nDisallow: /private\n" + b"# filler\n" * 100_000, "text/html")
    assert "robots.txt" in refused(fetcher, site.page("/private", PAGE))
    assert fetcher.fetch(site.page("/a", PAGE))


def test_robots_that_redirect_in_a_circle_are_none(site, fetcher):
    site.answer("/robots.txt", 301, Location="/robots.txt")
    assert fetcher.fetch(site.page("/a", PAGE))


def test_this_machine_is_refused_where_it_was_not_allowed(site):
    with Fetcher() as fetcher:
        assert refused(fetcher, site.page("/a", PAGE)).startswith("is not fetched: 127.0.0.1 is loopback (if you trust it, allow 127.0.0.1:")
    assert site.asked == []


def test_a_name_that_leads_here(site, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1" if host == "news.example" else host, *a, **k))
    port = site.host.partition(":")[2]
    site.page("/a", PAGE)
    with Fetcher() as fetcher:
        assert "news.example leads to 127.0.0.1, which is loopback" in refused(fetcher, f"http://news.example:{port}/a")
    assert site.asked == []
    with Fetcher(frozenset({"news.example"})) as fetcher:
        assert fetcher.fetch(f"http://news.example:{port}/a").data == PAGE.encode()
    assert site.asked[-1][1]["Host"] == f"news.example:{port}"


def test_no_proxy_of_the_environment(site, fetcher, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with Fetcher(frozenset({site.host})) as other:
        assert other.fetch(site.page("/a", PAGE)).data == PAGE.encode()


def test_nobody_there(fetcher):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with Fetcher(frozenset({host}), fetcher.limits) as other:
        assert refused(other, f"http://{host}/") == "cannot be fetched: no connection to 127.0.0.1 (Connection refused)"


def test_a_host_that_speaks_no_tls(site, fetcher):
    reason = refused(fetcher, f"https://{site.host}/")
    assert reason.startswith("cannot be fetched: no secure connection to 127.0.0.1 (")


@pytest.fixture
def secure(site, tmp_path):
    """The site once more behind TLS, with a certificate that nobody signed: its port, and the names that clients ask for."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=news.example",
         "-addext", "subjectAltName=DNS:news.example", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    names: list[str] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), site.server.RequestHandlerClass)
    server.daemon_threads = True
    server.block_on_close = False
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_address[1], names, certificate
    server.shutdown()
    server.server_close()


def test_tls_is_checked_against_the_name(site, secure, monkeypatch):
    port, names, certificate = secure
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1" if host.endswith(".example") else host, *a, **k))
    site.page("/a", PAGE)
    site.answer("/down", 302, Location=site.url("/a"))
    allowed = frozenset({"news.example", "other.example", site.host})
    with Fetcher(allowed) as fetcher:
        assert refused(fetcher, f"https://news.example:{port}/a") == "cannot be fetched: the certificate of news.example is not valid (self-signed certificate)"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Fetcher(allowed) as fetcher:
        assert fetcher.fetch(f"https://news.example:{port}/a").data == PAGE.encode()
        assert names[-1] == "news.example" and site.asked[-1][1]["Host"] == f"news.example:{port}"
        assert "the certificate of other.example is not valid (Hostname mismatch" in refused(fetcher, f"https://other.example:{port}/a")
        assert refused(fetcher, f"https://news.example:{port}/down") == "is not fetched: it redirects from https to unprotected http"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3_000), st.sampled_from(["gzip", "deflate", "", "raw"]), st.integers(1, 200), st.integers(0, 4_000))
def test_any_body_is_unpacked_whole_or_not_at_all(data, packing, size, limit):
    packer = zlib.compressobj(9, zlib.DEFLATED, {"gzip": 31, "deflate": 15, "raw": -15, "": 15}[packing])
    packed = packer.compress(data) + packer.flush() if packing else data
    pieces = [packed[n : n + size] for n in range(0, len(packed), size)]
    encoding = "deflate" if packing == "raw" else packing
    begun = bodies.unpacked(pieces, encoding, limit, cut=True) if len(packed) <= limit else b""
    assert data.startswith(begun) and len(begun) <= limit
    try:
        assert bodies.unpacked(pieces, encoding, limit) == data and len(data) <= limit
    except bodies.TooLarge:
        assert max(len(data), len(packed)) > limit


def test_a_bomb_takes_no_room():
    import tracemalloc

    tracemalloc.start()
    with pytest.raises(bodies.TooLarge):
        bodies.unpacked([BOMB], "gzip", 1_000_000)
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()


def test_limits_are_kept_apart():
    assert FetchLimits().robots_bytes >= 500 * 1024  # RFC 9309, 2.5
