"""Which addresses may be asked: http(s), one site, and nothing private unless it was configured."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from summarizer.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_PORTS = {"http": 80, "https": 443}
_LOCAL = ("localhost", ".localhost", ".local", ".internal", ".localdomain")


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of a web address. Raises Refused where it is none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        host = port = None
    if not host or not port or parts.scheme not in _PORTS or parts.username:
        message = f"cannot reach {url}: not a web address (http or https, with a host and no user)"
        raise Refused(message)
    return parts.scheme, host.rstrip("."), port


def check(url: str, configured: Collection[str]) -> None:
    """Raise Refused where a URL names this machine or a private network, and was not configured."""
    _, host, _ = origin(url)
    if is_private(host) and origin(url) not in set(map(origin, configured)):
        message = f"{url} is on this machine or a private network: not used unless configured"
        raise Refused(message)


def is_private(host: str) -> bool:
    """Whether a host, by name or address, is no public one."""
    from ipaddress import ip_address
    from socket import inet_aton, inet_ntoa

    if host.endswith(_LOCAL) or host == "local":
        return True
    try:
        # `127.1`, `0x7f000001` and `2130706433` are addresses too: as C reads them.
        numeric = inet_ntoa(inet_aton(host)) if re.fullmatch(r"[0-9a-fx.]+", host) else host
        address = ip_address(numeric.partition("%")[0])
    except (OSError, ValueError):
        return False
    return not (getattr(address, "ipv4_mapped", None) or address).is_global


def redirected(url: str, location: str) -> str:
    """Where a redirect leads, within one site. Raises Refused where it leads away from it."""
    target = urljoin(url, location)
    (old_scheme, old_host, old_port), (scheme, host, port) = origin(url), origin(target)
    if (old_scheme, scheme) == ("https", "http"):
        message = f"{_bare(url)} points to {_bare(target)}, which is not encrypted: not followed"
        raise Refused(message)
    same = (host, port) == (old_host, old_port)
    upgraded = host == old_host and (old_scheme, scheme) == ("http", "https")
    if not same and not upgraded and not _related(host, old_host):
        message = f"{_bare(url)} points to {_bare(target)}, another site: not followed"
        raise Refused(message)
    return target


def _bare(url: str) -> str:
    """An address without its query, in which a site may repeat a key."""
    return url.partition("?")[0]


def _related(one: str, other: str) -> bool:
    """Whether one public host is a subdomain of the other."""
    names = sorted((one, other), key=len)
    return "." in names[0] and names[1].endswith(f".{names[0]}") and not is_private(names[0])
