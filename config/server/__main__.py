"""python -m config.server --fd 3 | --host 0.0.0.0 --port 8000 [--processes 2] [--threads 4] [--deadline 30]

The socket comes open from whoever starts it (a restart then loses no connection), or is opened here.
"""

from __future__ import annotations

import argparse
import gc
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ops.places import make_private
from ops.reach import bracketed, is_loopback

GRACE = 4.0
"""Seconds in which, at the end, those who wait for an answer get it."""
SWITCH_SECONDS = 0.02
"""Pages are arithmetic for some 40 ms: threads that take turns more often only hinder each other (adr/0012)."""


def main(words: Sequence[str]) -> int:
    asked = _arguments().parse_args(words)
    listener = _listener(asked)
    # Loaded before the fork: the processes share it.
    from config.wsgi import application  # isort: skip  # sets Django up

    from django.conf import settings

    from config.server import limits, pages, serving
    from config.server.only_here import OnlyHere
    from config.server.processes import Beat, Processes

    bounds = limits.Limits(
        head=asked.deadline,
        body=asked.deadline,
        idle=asked.deadline,
        stall=asked.deadline,
        body_bytes=settings.MOST_SENT,
        connections=limits.within_descriptors(limits.Limits.connections),
    )
    # Nothing of the server writes there; whatever else asks for a temporary file finds a folder of this installation.
    tempfile.tempdir = str(_private_folder())
    made = pages.Pages()
    guarded = OnlyHere(application, made)

    def work(beat: Beat) -> None:
        server = serving.Server(
            guarded, listener, limits=bounds, threads=asked.threads, pages=made, heard=own_address
        )
        signal.signal(signal.SIGTERM, lambda *_: server.stop(GRACE))
        signal.signal(signal.SIGINT, lambda *_: server.stop(GRACE))
        server.serve(beat)

    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    return Processes(asked.processes, work, grace=GRACE).run()


def own_address(address: str) -> None:
    """A connection came in over this address, so it is one of this PC: in a school's network it may be asked for.

    Addresses change while the PC runs; those of the loopback stand in the settings.
    """
    from django.conf import settings

    host = bracketed(address.partition("%")[0])
    if settings.LAN and not is_loopback(address) and host not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.append(host)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m config.server", description=__doc__)
    parser.add_argument("--fd", type=int, help="an open listening socket")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument(
        "--deadline", type=float, default=30.0, help="seconds for a head, a body, a silent connection"
    )
    return parser


def _listener(asked: argparse.Namespace) -> socket.socket:
    if asked.fd is not None:
        return socket.socket(fileno=asked.fd)
    family = socket.AF_INET6 if ":" in asked.host else socket.AF_INET
    return socket.create_server((asked.host, asked.port), family=family, backlog=2048)


def _private_folder() -> Path:
    from django.conf import settings

    folder = settings.VAR / "run" / "tmp"
    make_private(folder)
    return folder


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
