"""Which addresses may be fetched: http and https, to public hosts, unless a host was allowed by name.

Reads an address as a person or a page wrote it, says what it means (`parse`), under which form a document of it is kept
(`canonical`), and to which IP addresses a connection may go (`resolve`). Example: "HTTP://Example.org:80/a/../b#top" is
http://example.org/b; "http://2130706433/" and a name that leads to 127.0.0.1 are refused.
"""

from __future__ import annotations

import contextlib
import csv
import functools
import importlib.resources
import ipaddress
import re
import socket
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from dragoman import errors
from dragoman.documents import texts
from dragoman.settings import FETCH_LIMITS

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_FOLDER = "data/addresses"
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_])?")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out for the public IPv6 internet
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, checked for its form. `url` is normal (lower-case host, no default port, dot segments
    resolved, no fragment); `host` is ASCII, an IPv6 address without its brackets."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def site(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{_in_brackets(self.host)}:{self.port}"

    @property
    def path(self) -> str:
        """Path and query, as the server gets them."""
        return httpx.URL(self.url).raw_path.decode("ascii")


def is_address(source: object) -> bool:
    """Whether a source is meant as an address ("https://...", "ftp://..."), not as a file."""
    return bool(re.match(r"[a-z][a-z0-9+.-]*://", str(source), re.IGNORECASE))


def parse(text: str) -> Address:
    """The address that `text` writes; errors.SkipDocument where it is none that is fetched: another scheme, a name and
    password in it, an IP address in decimal, octal or hexadecimal notation, control characters."""
    text = text.strip()
    if len(text) > FETCH_LIMITS.address_characters:
        raise errors.SkipDocument(
            shown(text), f"is too long for an address (over {FETCH_LIMITS.address_characters:,} characters)"
        )
    scheme = text.partition(":")[0].casefold()
    if scheme not in _PORTS:
        raise errors.SkipDocument(shown(text), "is not fetched: only http and https addresses are")
    authority = re.match(r"[a-z]+:[/\\]*([^/?#\\]*)", text, re.IGNORECASE)
    if authority and "@" in authority[1]:
        raise errors.SkipDocument(shown(text), "is not fetched: it holds a name or password; give it without")
    if re.search(r"[\x00-\x1f\x7f\\]", text):
        raise errors.SkipDocument(shown(text), "is no address: it holds a control character or a backslash")
    try:
        url = httpx.URL(text).copy_with(fragment=None)
        port = _PORTS[scheme] if url.port is None else url.port
        host = url.raw_host.decode("ascii").rstrip(".")
    except (httpx.InvalidURL, ValueError, TypeError):
        raise errors.SkipDocument(shown(text), "is no address of the web; check how it is written") from None
    if url.userinfo or not host:
        raise errors.SkipDocument(shown(text), "is no address of the web: it names no host, or a user")
    if ":" in host:
        if "%" in host:
            raise errors.SkipDocument(shown(text), "is not fetched: it names an interface of this machine")
        host = ipaddress.IPv6Address(host).compressed
    elif not _HOST.fullmatch(host):
        raise errors.SkipDocument(shown(text), f"is no address of the web: {texts.shown(host[:80])!r} is no host name")
    elif _NUMBER.fullmatch(host.rpartition(".")[2]) and not _plain_ip(host):
        raise errors.SkipDocument(
            shown(text), "is not fetched: its IP address is in another notation than four decimal numbers"
        )
    if not 0 < port < 65_536:
        raise errors.SkipDocument(shown(text), f"is no address of the web: there is no port {port}")
    return Address(str(url.copy_with(host=host, raw_path=url.raw_path or b"/")), scheme, host, port)


def canonical(address: Address) -> str:
    """The form under which a document is kept: without the parameters by which campaigns follow their readers.

    >>> canonical(parse("https://Example.org/visit?id=7&utm_source=feed"))
    'https://example.org/visit?id=7'
    """
    page, mark, query = address.url.partition("?")
    if not mark:
        return page
    kept = [pair for pair in query.split("&") if pair and not _tracks(pair.partition("=")[0].casefold())]
    return f"{page}?{'&'.join(kept)}" if kept else page


def joined(base: Address, link: str) -> Address:
    """The address to which a link of a page or feed leads, relative or not; errors.SkipDocument as of `parse`."""
    try:
        return parse(urllib.parse.urljoin(base.url, link.strip()))
    except ValueError:  # "http://[": urljoin takes brackets more seriously than its documentation says
        raise errors.SkipDocument(shown(link), "is no address of the web; check how it is written") from None


def shown(text: str) -> str:
    """An address for a message: on one line, and never with what may be a name and password in it."""
    try:
        url = httpx.URL(text.strip())
        secret = bool(url.userinfo) or not url.host or "\\" in text or "@" in re.split(r"[/?#]", text + "///")[2]
    except (httpx.InvalidURL, ValueError, TypeError):
        secret = True
    head, at, tail = text.rpartition("@")
    if secret and at:
        scheme = re.match(r"\s*[a-z][a-z0-9+.-]{0,20}:(?=[/\\])", head, re.IGNORECASE)
        text = f"{scheme[0].strip() if scheme else ''}//…@{tail}"
    return texts.shown(text)


def allowance(name: str) -> str:
    """A host, or host:port, that may be fetched wherever it leads, in the form that `resolve` compares.

    Raises errors.StopRun where it is neither: an address with a path, an empty name."""
    text = name.strip()
    if text.count(":") > 1 and not text.startswith("["):
        text = f"[{text}]"
    try:
        if re.search(r"[/?#@\\\s]", text):
            raise ValueError
        address = parse(f"http://{text}/")
    except (errors.SkipDocument, ValueError):
        raise errors.StopRun(
            f"{texts.shown(name)!r} is no host to allow; write it as intranet.example or 127.0.0.1:8000"
        ) from None
    host = _in_brackets(address.host)
    return f"{host}:{address.port}" if re.search(r":\d+$", text.rpartition("]")[2] or text) else host


def is_allowed(host: str, port: int, allowed: frozenset[str]) -> bool:
    """Whether a host was allowed by name, at all its ports or at this one. `allowed` holds forms of `allowance`."""
    host = _in_brackets(host)
    return host in allowed or f"{host}:{port}" in allowed


def refusal(ip: IP) -> str | None:
    """Why no connection may go to an IP address ("loopback", "private"), or None where it is public."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return refusal(inner)
        if ip.scope_id:
            return "link-local"
    for network, what in _special_networks():
        if network.version == ip.version and ip in network:
            return what
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL_UNICAST:
        return "reserved"
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return "not public"  # should the standard library ever know better than the table
    return None


def resolve(
    host: str, port: int, allowed: frozenset[str] = frozenset(), seconds: float = FETCH_LIMITS.resolve_seconds
) -> tuple[str, ...]:
    """The IP addresses of a host, in the resolver's order. The caller must connect to one of these and to no other.

    Raises errors.SkipDocument, named for the host, where it has none within `seconds`, or where any one of them is not
    public and the host is not in `allowed`: a name with a public and a private address is a trap, not a site."""
    free = is_allowed(host, port, allowed)
    if not free and port < 1024 and port not in _PORTS.values():
        raise errors.SkipDocument(host, f"is not fetched: port {port} belongs to another service than the web")
    found = _looked_up(host, port, seconds)
    if not found:
        raise errors.SkipDocument(host, f"cannot be fetched: no host is called {host}; check the spelling")
    for ip in found:
        what = None if free else refusal(ip)
        if what:
            leads = f"{host} is" if str(ip) == host else f"{host} leads to {ip}, which is"
            trusted = f"if you trust it, allow {_in_brackets(host)}:{port} by name"
            raise errors.SkipDocument(host, f"is not fetched: {leads} {what} ({trusted})")
    return tuple(dict.fromkeys(str(ip) for ip in found))


def _looked_up(host: str, port: int, seconds: float) -> list[IP]:
    """What the system's resolver says. It knows no time-out of its own, so it is asked in a thread that may be left."""
    plain = _plain_ip(host)
    if plain:
        return [plain]
    answers: list[str] = []

    def ask() -> None:
        with contextlib.suppress(OSError, UnicodeError):  # UnicodeError: a label of over 63 characters
            answers.extend(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise errors.SkipDocument(host, f"cannot be fetched: the name {host} was not resolved in {seconds:g} seconds")
    return [ipaddress.ip_address(answer) for answer in answers]


def _plain_ip(host: str) -> IP | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _in_brackets(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@functools.cache
def _special_networks() -> tuple[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str], ...]:
    found = []
    for where, (network, what, _) in _rows("special_networks.csv", 3):
        try:
            found.append((ipaddress.ip_network(network), what))
        except ValueError as error:
            raise errors.StopRun(f"{where}: {error}") from None
    return tuple(found)


@functools.cache
def _tracking_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole names, and beginnings of names."""
    names = [name for _, (name, _) in _rows("tracking_parameters.csv", 2)]
    return frozenset(n for n in names if not n.endswith("*")), tuple(n[:-1] for n in names if n.endswith("*"))


def _tracks(name: str) -> bool:
    whole, beginnings = _tracking_parameters()
    return name in whole or name.startswith(beginnings)


def _rows(file: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    """The rows of a data file with "file:line" of each; errors.StopRun where one has other than so many full columns."""
    text = importlib.resources.files("dragoman").joinpath(f"{_FOLDER}/{file}").read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    for number, line in lines[1:]:
        fields = next(csv.reader([line]))
        if len(fields) != columns or not all(field.strip() for field in fields):
            raise errors.StopRun(f"{_FOLDER}/{file}:{number}: expected {columns} columns, each with a value")
        yield f"{_FOLDER}/{file}:{number}", fields
