"""Which machines are fetched from: those of the public internet, unless the caller allows others."""

from __future__ import annotations

import ipaddress

from claims.errors import ReadingError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses that a gateway turns into those of IPv4, their last 32 bits (RFC 6052)."""


def check(host: str, peer: str) -> None:
    """Raise `ReadingError` when ``peer``, the address that ``host`` came to, is none of the internet."""
    if not is_public(peer):
        raise ReadingError(
            f"{host} is a machine of a private network ({peer}); --allow-private if that is meant"
        )


def is_public(peer: str) -> bool:
    """Tell whether an IP address is one of the public internet, also where it stands for another one."""
    address: _Address = ipaddress.ip_address(peer.partition("%")[0])
    meant = _embedded(address) or address
    return meant.is_global and not meant.is_multicast


def _embedded(address: _Address) -> _Address | None:
    """Return the IPv4 address that an IPv6 address leads to."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
