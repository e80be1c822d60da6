"""How long a connection may take, and how much it and all together may hold."""

from __future__ import annotations

import resource
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
BODY_BYTES = 6 * MEGABYTE
DESCRIPTORS_EACH = 2
"""A connection has its socket, and at times an open file that is being sent."""
OTHER_DESCRIPTORS = 100


@dataclass(frozen=True)
class Limits:
    """Of one process. Times are in seconds, sizes in bytes."""

    head: float = 30
    """From the first byte of a request to the end of its head."""
    body: float = 30
    """From the end of the head to the end of the body."""
    idle: float = 30
    """A connection without a request, new or lasting."""
    stall: float = 30
    """An answer of which the other side takes nothing."""
    answer: float = 300
    """An answer in all, from its first byte waiting to its last one sent."""
    linger: float = 5
    """After a refusal: how long what still comes is thrown away, so that the answer is seen and not a broken connection."""
    connections: int = 1000
    head_bytes: int = 32 * 1024
    body_bytes: int = BODY_BYTES
    chunks: int = 4000
    """Pieces of one body whose length was not said at its head: each costs time however small it is."""
    bodies: int = 64 * MEGABYTE
    """All bodies together, those that still come and those that wait for a thread."""
    answers: int = 64 * MEGABYTE
    """All answers together that wait to be sent."""
    lingering_bytes: int = 100 * MEGABYTE


def within_descriptors(wanted: int) -> int:
    """How many connections this process may hold: as many as wanted, or as its limit of open files allows.

    The limit is raised as far as the system lets an ordinary account do so.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted * DESCRIPTORS_EACH + OTHER_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    return max((soft - OTHER_DESCRIPTORS) // DESCRIPTORS_EACH, 16)
