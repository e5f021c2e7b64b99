"""Connections that go only where `addresses.resolve` says, and that end when their time is up.

A name is resolved and checked in the very step that connects, and the connection is opened to the checked IP address, so a
resolver that answers otherwise a moment later (DNS rebinding) changes nothing. The name stays in the Host header and in TLS,
which check it as ever. Environment variables (proxies, .netrc) are not read; only SSL_CERT_FILE and SSL_CERT_DIR are.
"""

from __future__ import annotations

import contextlib
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from dragoman.documents import addresses
from dragoman.settings import FetchLimits

_TRIED = 4  # addresses of one host


class OutOfTime(Exception):
    """The request as a whole took too long, however lively the host is."""


class Deadline:
    """The moment at which the request in hand ends; one for all connections of a transport, which serves one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ends = float("inf")

    def start(self, seconds: float) -> None:
        """Give the request that begins now so many seconds."""
        self._ends = self._clock() + seconds

    def left(self, timeout: float | None) -> float:
        """`timeout`, or what is left where that is less; OutOfTime where nothing is."""
        left = self._ends - self._clock()
        if left <= 0:
            raise OutOfTime
        return left if timeout is None else min(left, timeout)

    def passed(self) -> bool:
        """Whether nothing is left."""
        return self._clock() >= self._ends


class _TimedStream(httpcore.NetworkStream):
    """A stream that waits no longer than the deadline: headers, a handshake or a body that drip end with it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _cut_short(self._deadline):
            return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with _cut_short(self._deadline):
            self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        with _cut_short(self._deadline):
            inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@contextlib.contextmanager
def _cut_short(deadline: Deadline) -> Iterator[None]:
    """Turn a time-out that came from the deadline into OutOfTime."""
    try:
        yield
    except httpcore.TimeoutException:
        if deadline.passed():
            raise OutOfTime from None
        raise


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore: name to checked IP addresses to the first of them that answers."""

    def __init__(self, allowed: frozenset[str], limits: FetchLimits, deadline: Deadline) -> None:
        self._allowed, self._limits, self._deadline = allowed, limits, deadline
        self._opener: httpcore.NetworkBackend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises errors.SkipDocument where the host may not be fetched or is unknown."""
        seconds = self._deadline.left(self._limits.resolve_seconds)
        found = addresses.resolve(host, port, self._allowed, seconds)
        failure: Exception = httpcore.ConnectError("no address")
        for ip in found[:_TRIED]:
            try:
                with _cut_short(self._deadline):
                    stream = self._opener.connect_tcp(
                        ip, port, self._deadline.left(timeout), local_address, socket_options
                    )
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never: a socket of this machine is no address of the web."""
        raise httpcore.UnsupportedProtocol("unix sockets are not fetched")


class _Body(httpx.SyncByteStream):
    """The body of an answer of httpcore, as httpx wants it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class CheckedTransport(httpx.BaseTransport):
    """httpx over httpcore with a `CheckedBackend`. Exceptions of httpcore come through as they are."""

    def __init__(self, allowed: frozenset[str], limits: FetchLimits, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=4,
            max_keepalive_connections=2,
            keepalive_expiry=5.0,
            network_backend=CheckedBackend(allowed, limits, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request, one answer, whose body is still to be read."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
