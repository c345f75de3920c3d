"""One HTTP request to an address that was checked before: bounded in time and size.

The host is resolved once; the connection goes to that very address, with the host's name
in the `Host` header, in SNI and in the certificate check. Proxies, cookies and credentials
are never used.
"""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import quote, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from scripts.links.addresses import (
    AddressError,
    Resolver,
    encode_host,
    find_addresses,
    resolve_name,
)

USER_AGENT = (
    "Mozilla/5.0 (compatible; ml-atlas-link-check; +https://github.com/topics/link-checker)"
)
DEFAULT_PORTS = {"http": 80, "https": 443}
CHUNK = 65_536
MAX_ADDRESSES = 3  # of one host, tried in turn


class FetchError(Exception):
    """A request without an answer; `kind` is one of the constants below."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


NO_HOST, BAD_TLS, REFUSED, MALFORMED = "no-host", "bad-tls", "refused", "malformed"
TIMEOUT, DROPPED, NO_RESOLVER = "timeout", "dropped", "no-resolver"
TEMPORARY = {TIMEOUT, DROPPED, NO_RESOLVER}


@dataclass(frozen=True)
class Limits:
    """Bounds of a request: seconds between two packets, seconds in all, bytes of the body."""

    timeout: float = 10.0
    total: float = 30.0
    max_body: int = 3_000_000


@functools.cache
def load_trust() -> ssl.SSLContext:
    """Return the system's trusted certificates, loaded once."""
    return ssl.create_default_context()


@dataclass(frozen=True)
class Client:
    """How requests are made; tests give another resolver or certificate store."""

    limits: Limits = Limits()
    allow_private: bool = False
    resolver: Resolver = resolve_name
    tls: ssl.SSLContext = field(default_factory=load_trust)


@dataclass(frozen=True)
class Request:
    """A parsed address, ready to be sent."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The value of `Host`: IPv6 in brackets, the port if it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True)
class Reply:
    """An answer; header names are in lower case, `complete` is false for a cut body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    complete: bool = True


def parse_request(url: str) -> Request:
    """Parse an http(s) address, dropping fragment and credentials; raises FetchError."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = encode_host(parts.hostname or "")
    except ValueError as error:
        raise FetchError(MALFORMED, f"not a valid address: {error}") from error
    except AddressError as error:
        raise FetchError(MALFORMED, str(error)) from error
    if parts.scheme not in DEFAULT_PORTS or not host or port == 0:
        raise FetchError(MALFORMED, "not an http or https address with a host")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return Request(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], path)


def fetch(url: str, method: str, client: Client, *, want_body: bool) -> Reply:
    """Send one request and return the answer, redirects included; raises FetchError."""
    request = parse_request(url)
    addresses = find_checked_addresses(request, client)
    deadline = time.monotonic() + client.limits.total
    failure = FetchError(NO_HOST, f"`{request.host}` has no address")
    for address in addresses[:MAX_ADDRESSES]:
        try:
            with _connect(request, address, client, deadline) as connection:
                return _exchange(connection, request, method, client.limits, want_body, deadline)
        except FetchError as error:
            failure = error
            if error.kind != DROPPED:
                break
    raise failure


def find_checked_addresses(request: Request, client: Client) -> list[str]:
    """Return the addresses of the host, all of them allowed; raises FetchError."""
    try:
        return find_addresses(
            request.host,
            request.port,
            resolver=client.resolver,
            allow_private=client.allow_private,
        )
    except AddressError as error:
        kind = REFUSED if error.kind == "refused" else MALFORMED
        raise FetchError(kind, str(error)) from error
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            message = f"the name server did not answer for `{request.host}`"
            raise FetchError(NO_RESOLVER, message) from error
        raise FetchError(NO_HOST, f"the host `{request.host}` does not exist") from error
    except (OSError, ValueError) as error:
        raise FetchError(NO_HOST, f"`{request.host}` cannot be resolved: {error}") from error


@contextlib.contextmanager
def _connect(
    request: Request, address: str, client: Client, deadline: float
) -> Iterator[HTTPConnection]:
    """Open a connection to an address and shut it at the deadline, whatever it is doing."""
    timeout = client.limits.timeout
    if request.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(
            address,
            request.port,
            timeout=timeout,
            ssl_context=client.tls,
            server_hostname=request.host,
        )
    else:
        connection = HTTPConnection(address, request.port, timeout=timeout)
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _shut, [connection])
    timer.daemon = True
    timer.start()
    try:
        with _translate_errors(deadline):
            connection.connect()
        yield connection
    finally:
        timer.cancel()
        connection.close()


def _shut(connection: HTTPConnection) -> None:
    with contextlib.suppress(OSError):
        if connection.sock is not None:
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


@contextlib.contextmanager
def _translate_errors(deadline: float) -> Iterator[None]:
    """Turn what the socket, TLS and HTTP layers raise into FetchError."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise FetchError(
            BAD_TLS, f"the certificate is not valid: {error.verify_message}"
        ) from error
    except TimeoutError as error:
        raise FetchError(TIMEOUT, "no answer in time") from error
    except (HTTPError, HTTPException, OSError, ValueError, LookupError) as error:
        cause = error.__cause__ or error
        if time.monotonic() >= deadline or isinstance(cause, TimeoutError):
            raise FetchError(TIMEOUT, "no answer in time") from error
        raise FetchError(DROPPED, f"connection failed ({type(cause).__name__})") from error


def _exchange(
    connection: HTTPConnection,
    request: Request,
    method: str,
    limits: Limits,
    want_body: bool,
    deadline: float,
) -> Reply:
    headers = {
        "Host": request.host_header,
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    with _translate_errors(deadline):
        connection.request(method, request.path, headers=headers, preload_content=False)
        with contextlib.closing(connection.getresponse()) as response:
            if time.monotonic() >= deadline:  # headers cut off by `_shut` look complete
                raise TimeoutError
            return _read_reply(response, want_body and method == "GET", limits, deadline)


def _read_reply(
    response: BaseHTTPResponse, want_body: bool, limits: Limits, deadline: float
) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    reply = Reply(response.status, headers)
    if want_body and 200 <= response.status < 300 and is_html(headers):
        return _read_body(response, reply, limits, deadline)
    return reply


def is_html(headers: Mapping[str, str]) -> bool:
    """Tell whether a body may be HTML; one without a type may."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in {"", "text/html", "application/xhtml+xml"}


def _read_body(response: BaseHTTPResponse, reply: Reply, limits: Limits, deadline: float) -> Reply:
    chunks: list[bytes] = []
    size = 0
    for chunk in response.stream(CHUNK, decode_content=True):
        chunks.append(chunk[: limits.max_body - size])
        size += len(chunks[-1])
        if time.monotonic() >= deadline:
            raise TimeoutError
        if size >= limits.max_body:
            return Reply(reply.status, reply.headers, b"".join(chunks), complete=False)
    return Reply(reply.status, reply.headers, b"".join(chunks))
