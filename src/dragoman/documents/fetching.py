"""Pages, files and feeds from the web, in bounded time and size, and only where a site lets programs read.

Reads an address; gives the bytes behind it with what a later conditional request needs, or says in one line why there are
none. Each request goes through `connections` (public hosts only), asks `robots` first, follows redirects one by one.
Example: `with Fetcher() as fetcher: fetcher.fetch("https://news.example/visit")` gives a Fetched or, where an etag was given
and the page is still the same, an Unchanged.
"""

from __future__ import annotations

import email.utils
import importlib.metadata
import re
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType

import httpcore
import httpx

from dragoman import errors
from dragoman.documents import addresses, bodies, connections, media_types, robots, texts
from dragoman.documents.addresses import Address
from dragoman.settings import FETCH_LIMITS, FetchLimits

_REASONS = {
    400: "the host does not understand the request",
    401: "the page asks for a password",
    402: "the page asks for payment",
    403: "the host refuses to show it to programs",
    404: "there is no such page",
    406: "the host has it in no format that is read",
    410: "the page was taken away for good",
    429: "the host was asked too often; try later",
    451: "the page is withheld for legal reasons",
    503: "the host is overloaded or under repair; try later",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address: `url` is where the redirects ended, `asked` the address as given, `data` the unpacked body,
    `content_type` the header as sent; `etag` and `last_modified` serve the next request of the same address."""

    url: str
    asked: str
    data: bytes
    content_type: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What stands at an address is what stood there when its etag or date was taken."""

    url: str
    asked: str


@dataclass(frozen=True, slots=True)
class _Answer:
    address: Address
    status: int
    headers: httpx.Headers
    data: bytes


def user_agent() -> str:
    """How we call ourselves, and what for. The version is that of the installed package: this stage imports nothing to its
    right, and so not the package itself, which knows the pipeline."""
    version = importlib.metadata.version("dragoman")
    return f"Dragoman/{version} (reads reports on relations between states for research; keeps robots.txt)"


class _Astray(errors.SkipDocument):
    """The redirects end nowhere."""


class Fetcher:
    """Fetches for one run, one request after another, in one thread; what it learnt of robots.txt is kept as long.

    `allowed` names hosts (or host:port) that are fetched although they are not public; errors.StopRun where one is no host."""

    def __init__(
        self,
        allowed: frozenset[str] = frozenset(),
        limits: FetchLimits = FETCH_LIMITS,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits
        self._sleep = sleep
        self._deadline = connections.Deadline()
        self._robots: dict[str, robots.Rules] = {}
        self._last: dict[str, float] = {}
        names = frozenset(addresses.allowance(name) for name in allowed)
        self._client = httpx.Client(
            transport=connections.CheckedTransport(names, limits, self._deadline),
            headers={"User-Agent": user_agent(), "Accept": media_types.ACCEPT, "Accept-Encoding": bodies.ENCODINGS},
            timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def fetch(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched | Unchanged:
        """What stands at an address now. With the `etag` and `last_modified` of an earlier Fetched, an Unchanged where
        nothing has changed since. Raises errors.SkipDocument, named for the address, with the reason."""
        try:
            return self._fetch(url, etag, last_modified)
        except errors.SkipDocument as skipped:
            raise errors.SkipDocument(addresses.shown(url), skipped.reason) from None

    def _fetch(self, url: str, etag: str | None, last_modified: str | None) -> Fetched | Unchanged:
        conditions = {"If-None-Match": _sendable(etag), "If-Modified-Since": _sendable(last_modified)}
        headers = {name: value for name, value in conditions.items() if value}
        self._client.cookies.clear()  # nobody follows us from one page to the next
        answer = self._followed(addresses.parse(url), headers)
        if answer.status == 304 and headers:
            return Unchanged(answer.address.url, url)
        if answer.status not in (200, 203):
            raise errors.SkipDocument(url, f"cannot be fetched: {_explained(answer.status)}")
        got = answer.headers
        return Fetched(
            answer.address.url, url, answer.data, got.get("content-type"), got.get("etag"), got.get("last-modified")
        )

    def _followed(self, address: Address, headers: dict[str, str], *, rules: bool = True) -> _Answer:
        """The answer at the end of the redirects. `rules` is off only for robots.txt itself."""
        seen = [address.url]
        while True:
            try:
                if rules:
                    self._ask_leave(address)
                answer = self._patient(address, headers, rules=rules)
            except errors.SkipDocument as skipped:
                raise _pointed_on(address.url, skipped) if len(seen) > 1 else skipped from None
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            try:
                target = addresses.joined(address, answer.headers["location"])
            except errors.SkipDocument as skipped:
                raise _pointed_on(skipped.name, skipped) from None
            if address.scheme == "https" and target.scheme == "http":
                raise errors.SkipDocument(address.url, "is not fetched: it redirects from https to unprotected http")
            if target.url in seen:
                raise _Astray(address.url, "cannot be fetched: it redirects in a circle")
            if len(seen) > self.limits.redirects:
                raise _Astray(address.url, f"cannot be fetched: it redirects over {self.limits.redirects} times")
            address = target
            seen.append(address.url)

    def _ask_leave(self, address: Address) -> None:
        """Ask the site's robots.txt, once in a run, and wait until it is our turn; errors.SkipDocument where it says no."""
        if address.site not in self._robots:
            self._robots[address.site] = self._rules_of(address)
        rules = self._robots[address.site]
        if not rules.allows(address.path):
            raise errors.SkipDocument(
                address.url,
                rules.why
                or f"is not fetched: robots.txt of {address.host} asks programs not to; save the page and give the file",
            )
        pause = max(self.limits.delay_seconds, min(rules.delay, self.limits.crawl_delay_seconds))
        now = time.monotonic()
        wait = self._last.get(address.site, now - pause) + pause - now
        if wait > 0:
            self._sleep(wait)
        self._last[address.site] = time.monotonic()

    def _rules_of(self, address: Address) -> robots.Rules:
        """The site's robots.txt: none (4xx) allows all, one that cannot be had (5xx, no connection) nothing."""
        try:
            answer = self._followed(addresses.parse(f"{address.site}/robots.txt"), {}, rules=False)
        except _Astray:
            return robots.ALL  # RFC 9309, 2.3.1.2
        except errors.SkipDocument as skipped:
            return robots.unreachable(skipped.reason)
        if answer.status in (200, 203):
            return robots.parse(answer.data.decode("utf-8", "replace"))
        if answer.status < 500:
            return robots.ALL
        return robots.unreachable(
            f"is not fetched: robots.txt of {address.host} cannot be had ({_explained(answer.status)})"
        )

    def _patient(self, address: Address, headers: dict[str, str], *, rules: bool) -> _Answer:
        """The answer of one address; asked again, after a while, where the host says that it has too much to do."""
        pause = self.limits.backoff_seconds
        for _ in range(self.limits.retries):
            answer = self._request(address, headers, rules=rules)
            if answer.status not in _LATER:
                return answer
            asked = _seconds(answer.headers.get("retry-after"))
            if asked is not None and asked > self.limits.retry_after_seconds:
                return answer
            self._sleep(min(pause if asked is None else asked, self.limits.retry_after_seconds))
            pause *= 2
        return self._request(address, headers, rules=rules)

    def _request(self, address: Address, headers: dict[str, str], *, rules: bool) -> _Answer:
        """One request. The body is read of an answer 200 alone, and of a page only where its type is one that we read."""
        limits = self.limits
        host = address.host
        self._deadline.start(limits.total_seconds)
        try:
            with self._client.stream("GET", address.url, headers=headers) as response:
                data = b""
                if response.status_code in (200, 203):
                    data = self._page(address, response) if rules else self._beginning(response)
                return _Answer(address, response.status_code, response.headers, data)
        except connections.OutOfTime:
            reason = f"took longer than {limits.total_seconds:g} seconds"
        except httpcore.ConnectTimeout:
            reason = f"{host} does not answer within {limits.connect_seconds:g} seconds"
        except httpcore.TimeoutException:
            reason = f"{host} stopped sending for {limits.read_seconds:g} seconds"
        except httpcore.ConnectError as error:
            reason = _no_connection(host, error)
        except (httpcore.NetworkError, httpcore.ProtocolError, bodies.Damaged):
            reason = f"the answer of {host} breaks off or is damaged"
        except bodies.UnknownPacking:
            reason = f"the answer of {host} is packed in a way that we did not ask for"
        except bodies.TooLarge:
            reason = f"is too large: at most {limits.body_bytes:,} bytes are read"
            raise errors.SkipDocument(address.url, reason) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError):
            reason = f"{host} answers with something that is no HTTP, or redirects to no address"
        raise errors.SkipDocument(address.url, f"cannot be fetched: {reason}")

    def _page(self, address: Address, response: httpx.Response) -> bytes:
        kind = response.headers.get("content-type")
        if media_types.suffix(kind, address.url) is None:
            named = texts.shown(media_types.name(kind))[:80]
            raise errors.SkipDocument(address.url, f"is not read: it is {named!r}; {media_types.READ}")
        size = response.headers.get("content-length", "")
        if size.isascii() and size.isdigit() and int(size[:18]) > self.limits.body_bytes:
            raise bodies.TooLarge
        encoding = response.headers.get("content-encoding", "")
        return bodies.unpacked(self._in_time(response), encoding, self.limits.body_bytes)

    def _beginning(self, response: httpx.Response) -> bytes:
        """What is read of a robots.txt: as much as RFC 9309 asks for; the rest is left."""
        encoding = response.headers.get("content-encoding", "")
        return bodies.unpacked(self._in_time(response), encoding, self.limits.robots_bytes, cut=True)

    def _in_time(self, response: httpx.Response) -> Iterator[bytes]:
        for piece in response.iter_raw():
            self._deadline.left(None)  # what is buffered needs no wait, and yet the time may be up
            yield piece


def _pointed_on(target: str, skipped: errors.SkipDocument) -> errors.SkipDocument:
    """Why an address that was given is not read, where the reason lies in the one to which it redirects."""
    return errors.SkipDocument(target, f"redirects to {addresses.shown(target)}, which {skipped.reason}")


def _sendable(value: str | None) -> str | None:
    """A validator that was kept, where it can stand in a header."""
    return value if value and len(value) <= 1_000 and re.fullmatch(r"[\x20-\x7e]+", value) else None


def _explained(status: int) -> str:
    if status in _REASONS:
        return f"{_REASONS[status]} (HTTP {status})"
    if status >= 500:
        return f"the host has an error of its own (HTTP {status}); try later"
    return f"the host answers HTTP {status}"


def _no_connection(host: str, error: httpcore.ConnectError) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the certificate of {host} is not valid ({cause.verify_message})"
    if isinstance(cause, ssl.SSLError):
        return f"no secure connection to {host} ({(cause.reason or 'TLS failed').replace('_', ' ').lower()})"
    return f"no connection to {host} ({getattr(cause, 'strerror', None) or 'refused'})"


def _seconds(value: str | None) -> float | None:
    """A Retry-After header, seconds or a date, as seconds from now; None where it is neither."""
    value = (value or "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
