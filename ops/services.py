"""The children of `make run`: what each one is called and runs."""

from __future__ import annotations

from ops import broker
from ops.options import Options
from ops.places import broker_socket
from ops.supervisor import Service
from ops.system_parts import has_pango

CELERY = ("-m", "celery", "--app", "config.celery:app", "worker", "--loglevel", "WARNING", "--pool", "prefork")
# One PC, two workers that need not know of each other: no gossip, no roll call, no heartbeat.
ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")


def queue(options: Options) -> Service:
    """The embedded broker; everything else talks to it."""
    socket = broker_socket(options.var)
    argv = broker.command(broker.binary(), socket, options.run_folder / "broker")
    return Service("broker", "The queue", argv)


def web(listener: int) -> Service:
    """Two web processes on a socket that the supervisor holds: a restart of theirs loses no connection."""
    return Service("web", "The web server", ("-m", "config.server", "--fd", str(listener)), pass_fds=(listener,))


def worker(options: Options) -> Service:
    """Mail, reminders and the sweep, with the clock inside: only this single worker may have it."""
    argv = (*CELERY, *ALONE, "--queues", "main", "--concurrency", "2", "--hostname", "main@%h")
    return Service(
        "worker", "The background worker", (*argv, "--beat", "--schedule", str(options.run_folder / "beat"))
    )


def fonts() -> Service:
    """The papers' fonts, made once; the papers' worker waits for them."""
    return Service("fonts", "Making the papers' fonts", ("-m", "manage", "prepare", "--only", "fonts"), once=True)


def papers() -> Service:
    """What is heavy, apart from the mails: papers as PDF and uploaded lists, two at a time, in a worker that stays warm.

    Without Pango each paper says what is missing, and lists are read.
    """
    argv = (*CELERY, *ALONE, "--queues", "papers,rosters", "--concurrency", "2", "--hostname", "papers@%h")
    warm = ("--include", "reports.rendering.paper") if has_pango() else ()
    return Service("papers", "The papers' worker", (*argv, *warm))
