"""From where a request came: from this very PC, or through something else."""

from collections.abc import Mapping
from typing import Any

from ops.reach import host_of, is_loopback

# What fronts, tunnels and proxies add. A program on this PC that passes a stranger on is found out by them.
PASSED_ON = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
)


def is_from_this_pc(environ: Mapping[str, Any]) -> bool:
    """Whether somebody at this PC opened it by an address of this PC: the peer and the host asked for are loopback ones.

    `environ`: of WSGI, or `request.META`.
    """
    if any(name in environ for name in PASSED_ON):
        return False
    host = host_of(environ.get("HTTP_HOST", ""))
    return is_loopback(environ.get("REMOTE_ADDR", "")) and is_loopback(host)
