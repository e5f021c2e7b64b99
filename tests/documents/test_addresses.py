"""Which addresses are fetched: nothing private passes, however it is written, and nothing secret is shown."""

from __future__ import annotations

import ipaddress
import socket
import threading

import httpcore
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman import errors
from dragoman.documents import addresses, connections
from dragoman.settings import FetchLimits

PRIVATE = [ipaddress.ip_network(n) for n in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4",
    "240.0.0.0/4", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8", "2001:db8::/32")]


def named(monkeypatch, *answers: str) -> list[str]:
    """Let the resolver know every name under these IP addresses; the names it is asked for."""
    asked: list[str] = []

    def getaddrinfo(host, port, *_, **__):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, port)) for answer in answers]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def refused(address: str, allowed: frozenset[str] = frozenset()) -> str:
    with pytest.raises(errors.SkipDocument) as caught:
        parsed = addresses.parse(address)
        addresses.resolve(parsed.host, parsed.port, allowed)
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize("written, url", [
    ("HTTP://Example.ORG:80", "http://example.org/"),
    ("https://example.org:443/a/../b/./c#top", "https://example.org/b/c"),
    ("https://example.org:8443/?q=1", "https://example.org:8443/?q=1"),
    ("  https://example.org./x ", "https://example.org/x"),
    ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
    ("https://example.org/@writer/post", "https://example.org/@writer/post"),
    ("http://[2606:4700:0:0::1]:80/", "http://[2606:4700::1]/"),
])
def test_an_address_has_one_form(written, url):
    assert addresses.parse(written).url == url
    assert addresses.parse(url).url == url


def test_parameters_that_follow_readers_are_left_out():
    address = addresses.parse("https://example.org/visit?utm_source=feed&id=7&x=&fbclid=abc&UTM_Medium=rss")
    assert addresses.canonical(address) == "https://example.org/visit?id=7&x="
    assert addresses.canonical(addresses.parse("https://example.org/?utm_source=a")) == "https://example.org/"


@pytest.mark.parametrize("address, reason", [
    ("file:///etc/passwd", "is not fetched: only http and https"),
    ("gopher://example.org/", "is not fetched: only http and https"),
    ("ftp://example.org/a.txt", "is not fetched: only http and https"),
    ("javascript:alert(1)", "is not fetched: only http and https"),
    ("//example.org/", "is not fetched: only http and https"),
    ("http://2130706433/", "is not fetched: its IP address is in another notation"),  # decimal
    ("http://0x7f.0.0.1/", "is not fetched: its IP address is in another notation"),  # hexadecimal
    ("http://0x7f000001/", "is not fetched: its IP address is in another notation"),
    ("http://0177.0.0.1/", "is no address"),  # octal
    ("http://127.1/", "is not fetched: its IP address is in another notation"),
    ("http://127。0。0。1/", "is not fetched: 127.0.0.1 is loopback"),  # ideographic full stops
    ("http://①27.0.0.1/", "is no address"),
    ("http://127.0.0.1/", "is not fetched: 127.0.0.1 is loopback"),
    ("http://127.0.0.1./", "is not fetched: 127.0.0.1 is loopback"),
    ("http://0.0.0.0/", "is not fetched: 0.0.0.0 is this host"),
    ("http://169.254.169.254/latest/meta-data/", "is not fetched: 169.254.169.254 is link-local"),
    ("http://100.64.1.1/", "is not fetched: 100.64.1.1 is shared by a carrier"),
    ("http://[::1]/", "is not fetched: ::1 is loopback"),
    ("http://[::]/", "is not fetched: :: is this host"),
    ("http://[::ffff:10.0.0.1]/", "is not fetched: ::ffff:a00:1 is private"),
    ("http://[::127.0.0.1]/", "is not fetched: ::7f00:1 is reserved (IPv4-compatible)"),
    ("http://[2002:7f00:1::1]/", "is not fetched: 2002:7f00:1::1 is loopback"),
    ("http://[64:ff9b::c0a8:101]/", "is not fetched: 64:ff9b::c0a8:101 is private"),
    ("http://[fe80::1%25eth0]/", "is not fetched: it names an interface"),
    ("http://[fd00::1]/", "is not fetched: fd00::1 is private"),
    ("http://example.org:25/", "is not fetched: port 25 belongs to another service"),
    ("http://example.org:0/", "is no address of the web: there is no port 0"),
    ("http://exa mple.org/", "is no address of the web"),
    ("http:///path", "is no address of the web"),
    ("http://example.org\\@127.0.0.1/", "is no"),
    ("https://example.org/" + "a" * 3_000, "is too long"),
    ("", "is not fetched"),
])
def test_what_is_refused(address, reason):
    assert refused(address).startswith(reason)


@pytest.mark.parametrize("address", [
    "https://jane:secret@example.org/", "https://secret@example.org/", "http://jane:se/secret@example.org/", "http:\\\\jane:secret@example.org",
    "ftp://jane:secret@example.org/", "http://jane:secret@example.org:port/", "http:jane:secret@example.org", "https://jane:secret@@example.org/",
])
def test_a_name_and_password_are_refused_and_never_shown(address):
    with pytest.raises(errors.SkipDocument) as caught:
        addresses.parse(address)
    assert "secret" not in str(caught.value) and "jane" not in str(caught.value) and "example.org" in str(caught.value)


def test_a_name_that_leads_to_this_machine(monkeypatch):
    named(monkeypatch, "127.0.0.1")
    assert refused("http://news.example/").startswith("is not fetched: news.example leads to 127.0.0.1, which is loopback")
    assert addresses.resolve("news.example", 80, frozenset({"news.example"})) == ("127.0.0.1",)
    assert addresses.resolve("news.example", 8000, frozenset({"news.example:8000"})) == ("127.0.0.1",)
    assert refused("http://news.example/", frozenset({"news.example:8000", "example", "ews.example"}))


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    named(monkeypatch, "93.184.215.14", "10.0.0.7")
    assert "leads to 10.0.0.7, which is private" in refused("http://news.example/")


def test_a_name_without_address(monkeypatch):
    named(monkeypatch)
    assert refused("http://news.example/") == "cannot be fetched: no host is called news.example; check the spelling"


def test_a_resolver_that_never_answers(monkeypatch):
    never = threading.Event()

    def getaddrinfo(*_, **__):
        never.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(errors.SkipDocument, match=r"not resolved in 0\.05 seconds"):
        addresses.resolve("news.example", 80, seconds=0.05)
    never.set()


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    """A resolver that answers first with a public and then with a private address (DNS rebinding) is asked once."""
    asked = named(monkeypatch, "93.184.215.14")
    opened: list[str] = []

    class Opener(httpcore.NetworkBackend):
        def connect_tcp(self, host, port, *_, **__):
            opened.append(host)
            named(monkeypatch, "127.0.0.1")
            return httpcore.NetworkStream()

    limits = FetchLimits()
    backend = connections.CheckedBackend(frozenset(), limits, connections.Deadline())
    backend._opener = Opener()
    backend.connect_tcp("news.example", 80)
    assert opened == ["93.184.215.14"] and asked == ["news.example"]
    with pytest.raises(errors.SkipDocument):  # the next connection is checked anew
        backend.connect_tcp("news.example", 80)
    assert len(opened) == 1


@pytest.mark.parametrize("name, kept", [
    ("127.0.0.1:8000", "127.0.0.1:8000"), ("::1", "[::1]"), ("[::1]:80", "[::1]:80"), ("Intranet.Example", "intranet.example"),
    ("localhost:80", "localhost:80"),
])
def test_allowances(name, kept):
    assert addresses.allowance(name) == kept
    assert addresses.allowance(kept) == kept


@pytest.mark.parametrize("name", ["", " ", "http://intranet.example", "intranet.example/x", "a b", "a:b", "*", "jane@intranet.example"])
def test_what_is_no_allowance(name):
    with pytest.raises(errors.StopRun, match="is no host to allow"):
        addresses.allowance(name)


IPS = st.one_of(
    st.ip_addresses(), *(st.ip_addresses(network=network) for network in PRIVATE),
    st.ip_addresses(v=4).map(lambda ip: ipaddress.IPv6Address(0xFFFF_0000_0000 | int(ip))),
    st.ip_addresses(v=4).map(lambda ip: ipaddress.IPv6Address((0x2002 << 112) | int(ip) << 80 | 1)),
    st.ip_addresses(v=4).map(lambda ip: ipaddress.IPv6Address((0x64FF9B << 96) | int(ip))))


def inner(ip):
    """The IPv4 address that an IPv6 one carries, by its bits; else the address itself."""
    if ip.version == 6:
        for network, low in (("::ffff:0:0/96", 0), ("2002::/16", 80), ("64:ff9b::/96", 0)):
            if ip in ipaddress.ip_network(network):
                return ipaddress.IPv4Address(int(ip) >> low & 0xFFFF_FFFF)
    return ip


@settings(max_examples=500, deadline=None)
@given(IPS)
@example(ipaddress.ip_address("64:ff9b::a9fe:a9fe"))
@example(ipaddress.ip_address("::ffff:127.0.0.1"))
def test_nothing_private_passes(ip):
    private = any(inner(ip).version == network.version and inner(ip) in network for network in PRIVATE)
    reason = addresses.refusal(ip)
    if private or not inner(ip).is_global or inner(ip).is_multicast:
        assert reason
    try:
        address = addresses.parse(f"http://{addresses._in_brackets(str(ip))}/")
        assert addresses.resolve(address.host, address.port) == (str(ip),)
    except errors.SkipDocument:
        assert reason
    else:
        assert not reason and not private


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1",
                                "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_the_public_internet_passes(ip):
    assert addresses.refusal(ipaddress.ip_address(ip)) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text("htps:/@.[]#?%\\0x12a", max_size=40).map(lambda s: "http:" + s))
def test_any_text_is_an_address_or_refused(text):
    try:
        address = addresses.parse(text)
    except errors.SkipDocument as skipped:
        assert "\n" not in str(skipped)
        return
    assert addresses.parse(address.url) == address and address.scheme in ("http", "https")
    assert addresses.canonical(address)


@pytest.mark.parametrize("line, reason", [
    ("10.0.0.0/33,private,RFC 1918", "'10.0.0.0/33' does not appear to be"), ("10.0.0.0/8,private", "expected 3 columns"),
    ("10.0.0.1/8,private,RFC 1918", "has host bits set"), ("10.0.0.0/8,,RFC 1918", "expected 3 columns"),
])
def test_a_typo_in_the_table_is_named_with_its_line(tmp_path, monkeypatch, line, reason):
    folder = tmp_path / "data" / "addresses"
    folder.mkdir(parents=True)
    (folder / "special_networks.csv").write_text(f"# a table\nnetwork,what,source\n{line}\n")
    monkeypatch.setattr(addresses.importlib.resources, "files", lambda _: tmp_path)
    with pytest.raises(errors.StopRun, match=r"special_networks\.csv:3: ") as caught:
        addresses._special_networks.__wrapped__()
    assert reason in str(caught.value)
