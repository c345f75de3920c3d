"""The guard against private networks: which addresses the external check may connect to."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

# A host whose last label is a number is an IPv4 address or nothing (WHATWG URL, 3.5).
_NUMERIC = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|\d+)\.?", re.IGNORECASE)
_LOCAL_NAMES = re.compile(
    r"(?:.*\.)?(?:localhost|local|internal|localdomain|home\.arpa)\.?", re.IGNORECASE
)
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class AddressError(Exception):
    """A host that must not or cannot be connected to; `kind` is `refused` or `malformed`."""

    def __init__(self, message: str, kind: str = "refused") -> None:
        super().__init__(message)
        self.kind = kind


def encode_host(host: str) -> str:
    """Return a host name in lower-case ASCII; raises AddressError if there is no such form."""
    if ":" in host:
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressError(f"`{host}` is not a host name: {error}", "malformed") from error


def parse_numeric_host(host: str) -> IPAddress | None:
    """Read a host as browsers and `inet_aton` do: `127.1`, `0x7f.1` and `2130706433` too.

    Returns None for a name; raises AddressError for digits that are no address.
    """
    bare = host.strip("[]").rstrip(".")
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        if not _NUMERIC.fullmatch(host):
            return None  # a name
    try:
        return ipaddress.IPv4Address(socket.inet_aton(bare))
    except (OSError, ValueError) as error:
        raise AddressError(f"`{host}` is not an IP address", "malformed") from error


def unwrap_address(address: IPAddress) -> IPAddress:
    """Return the IPv4 address that an IPv6 one stands for (mapped, NAT64, 6to4), or itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in _NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address


def find_refusal(address: IPAddress) -> str | None:
    """Return why an address must not be connected to, None for a public one."""
    inner = unwrap_address(address)
    kinds = {
        "unspecified": inner.is_unspecified,
        "loopback": inner.is_loopback,
        "link-local": inner.is_link_local,
        "multicast": inner.is_multicast,
        "private": inner.is_private,
        "reserved": inner.is_reserved or not inner.is_global or _is_odd_ipv6(inner),
    }
    return next((kind for kind, is_kind in kinds.items() if is_kind), None)


def _is_odd_ipv6(address: IPAddress) -> bool:
    """Tell whether an IPv6 address is outside the global range, or a Teredo tunnel."""
    if isinstance(address, ipaddress.IPv4Address):
        return False
    return address not in _GLOBAL_IPV6 or address.teredo is not None


def find_local_reason(host: str) -> str | None:
    """Return why a host is not on the public internet, judged by its spelling alone."""
    if _LOCAL_NAMES.fullmatch(host):
        return "is a name of this machine or the local network"
    try:
        address = parse_numeric_host(encode_host(host))
    except AddressError as error:
        return "is not a public address" if error.kind == "refused" else None
    kind = find_refusal(address) if address else None
    return f"is a {kind} address" if kind else None


def resolve_name(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a name; raises socket.gaierror."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def find_addresses(
    host: str, port: int, *, resolver: Resolver = resolve_name, allow_private: bool = False
) -> list[str]:
    """Resolve a host once and return the addresses to connect to.

    Raises AddressError if any of them is not public (a name with one private address is
    as suspicious as one with only such), and socket.gaierror if there are none.
    """
    numeric = parse_numeric_host(host)
    found = [str(numeric)] if numeric else resolver(host, port)
    for text in found:
        kind = find_refusal(ipaddress.ip_address(text))
        if kind and not allow_private:
            shown = text if text == host else f"{host} ({text})"
            raise AddressError(f"`{shown}` is a {kind} address")
    return found
