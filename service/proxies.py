"""Whom a request comes from, and by which scheme, where proxies stand before the service (``X-Forwarded-*``)."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from service.keys import Fields

_PROTO, _FOR = b"x-forwarded-proto", b"x-forwarded-for"


class Proxies:
    """The proxies whose word is taken."""

    def __init__(self, named: str) -> None:
        """Addresses, networks (``10.0.0.0/8``) and names of sockets with commas between; ``*`` trusts everybody."""
        self._everybody = named.strip() == "*"
        self._networks: list[IPv4Network | IPv6Network] = []
        self._others: set[str] = set()
        for one in filter(None, map(str.strip, named.split(","))):
            try:
                self._networks.append(ip_network(one))
            except ValueError:
                self._others.add(one)
        self._trusted = lru_cache(maxsize=4096)(self._trusts)

    def seen(self, peer: str, scheme: str, headers: Fields) -> tuple[str, str]:
        """The client and the scheme of a request that ``peer`` sent by ``scheme``."""
        if (_PROTO not in headers and _FOR not in headers) or not self._trusted(peer):
            return peer, scheme
        said = headers.get(_PROTO, b"").rpartition(b",")[2].strip().lower()
        return self._client(headers.get(_FOR, b"").decode("latin-1")) or peer, (
            said.decode("ascii") if said in (b"http", b"https") else scheme
        )

    def _client(self, chain: str) -> str:
        """The last of a chain of addresses that is no trusted proxy; each proxy appends whom it was asked by."""
        hosts = [_without_port(one.strip()) for one in chain.split(",")]
        if self._everybody:
            return hosts[0]
        return next((host for host in reversed(hosts) if not self._trusted(host[:253])), hosts[0])

    def _trusts(self, host: str) -> bool:
        if self._everybody:
            return True
        try:
            address = ip_address(host)
        except ValueError:
            return host in self._others
        return any(address in network for network in self._networks)


def _without_port(host: str) -> str:
    """An address without the port that may follow it: ``1.2.3.4:5``, ``[::1]:5``."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host
