"""Which addresses lead to this PC alone, and which names an installation answers to."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


def is_loopback(host: str) -> bool:
    """Whether a host, by name or number, is this very PC: localhost, 127.0.0.0/8, ::1."""
    if host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def host_of(header: str) -> str:
    """The host of a Host header, without port and brackets; empty when it makes no sense."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def names_of_this_pc() -> list[str]:
    """As others of its network call it: its name, and that under .local (mDNS)."""
    name = socket.gethostname().lower().rstrip(".")
    short = name.partition(".")[0]
    return sorted({one for one in (name, short, f"{short}.local" if short else "") if NAME.fullmatch(one)})


def given_hosts(text: str) -> list[str]:
    """What ALLOWED_HOSTS names, separated by commas or spaces: whole names and addresses. ValueError in a sentence."""
    hosts = [word.strip().lower() for word in text.replace(",", " ").split()]
    for host in hosts:
        if not (NAME.fullmatch(host) or _is_address(host)):
            raise ValueError(
                f"ALLOWED_HOSTS must be whole names or addresses, as mektep.local 192.168.1.20, not {host!r}."
            )
    return [bracketed(host) for host in hosts]


def bracketed(host: str) -> str:
    """An address of IPv6 as browsers send it."""
    return f"[{host.strip('[]')}]" if ":" in host else host


def allowed_hosts(*, public: str, lan: bool, given: Iterable[str]) -> list[str]:
    """The hosts an installation answers to: this PC, the host of PUBLIC_URL, those given, in a LAN the PC's own names."""
    own = names_of_this_pc() if lan else []
    return sorted({"127.0.0.1", "localhost", "[::1]", bracketed(public), *own, *given})


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
