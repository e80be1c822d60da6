"""`make run`: the product on one PC, from a clean clone to a page, and down again without a trace in memory."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from ops import broker, services, venv
from ops.backup import update_lock
from ops.child import die_with_parent
from ops.console import Refusal, say, warn
from ops.options import ROOT, Options, check_reach, read_options
from ops.places import broker_socket, broker_url, make_private
from ops.supervisor import Supervisor
from ops.system_parts import PANGO_SENTENCE, has_pango

PAGE_SECONDS = 60


def main() -> int:
    """Exit code 0 after a good end, 1 with one sentence on the error stream when it cannot start."""
    _follow_make()
    try:
        options = read_options(os.environ)
        if not venv.inside():
            venv.check_python()
            listen(options.host, options.port).close()
            venv.ensure("run")
            venv.enter("ops.run", [])
        return _run(options)
    except Refusal as refusal:
        warn(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, for the web workers to share. Refusal, with the way out, when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise Refusal(
                f"Port {port} is taken by another program on this PC. "
                f"Stop that program or choose another port: make run PORT={port + 1 if port < 65535 else 8000}"
            ) from None
        if error.errno == errno.EACCES:
            raise Refusal(
                f"Port {port} is reserved for the system; choose one above 1023: make run PORT=8000"
            ) from None
        raise Refusal(f"This PC has no address {host}; leave HOST out or name one it has.") from None
    return listener


def answers(host: str, port: int) -> bool:
    """Whether the web server answers a request for its health with any page at all."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        with socket.create_connection((target, port), timeout=5) as client:
            client.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return client.recv(5) == b"HTTP/"
    except OSError:
        return False


def prepare(options: Options, environ: dict[str, str]) -> dict[str, str]:
    """Bring VAR up to date: tables and first rows, and beside them translations and static files.

    Each start of Django costs most of a second, so it is two processes for two processors, and no more. Returns what
    the installation is, as `manage.py prepare` tells. Refusal when something fails.
    """
    kind = {True: ["--demo"], False: ["--school"], None: []}[options.demo]
    report = options.run_folder / "prepared.json"
    report.unlink(missing_ok=True)
    guarded = [sys.executable, "-m", "ops.child", str(os.getpid()), "-m", "manage", "prepare", "--only"]
    parts = [
        subprocess.Popen([*guarded, *words], cwd=ROOT, env=environ, process_group=0)
        for words in (["tables", *kind, "--report", str(report)], ["pages"])
    ]
    try:
        codes = [part.wait() for part in parts]
    finally:
        for part in parts:
            part.kill()
            part.wait()
    if any(codes):
        raise Refusal(f"The folder {options.var} could not be made ready; the lines above say why.")
    told: dict[str, str] = json.loads(report.read_text())
    return told


def _run(options: Options) -> int:
    is_new = not options.var.exists() and not os.environ.get("DATABASE_URL")
    check_reach(options, demo=options.demo is True or (options.demo is None and is_new))
    listener = listen(options.host, options.port)
    make_private(options.var)
    make_private(options.run_folder)
    updating = update_lock(options)
    if not updating.take():
        raise Refusal("An update of this folder is running; start it when that has ended.")
    updating.free()
    environ = _environ(options)
    if not has_pango():
        warn(PANGO_SENTENCE)
    told = prepare(options, environ)
    check_reach(options, demo=told["kind"] == "demo")
    listener.set_inheritable(True)

    supervisor = Supervisor(folder=options.run_folder, environ=environ, root=ROOT)
    supervisor.listen_to_signals()
    owner = broker.FileLock(options.run_folder / "owner.lock")
    try:
        _start_queue(supervisor, options, owner)
        supervisor.start(services.web(listener.fileno()))
        if supervisor.wait_until(lambda: answers(options.host, options.port), PAGE_SECONDS):
            _greet(options, told)
        elif not supervisor.stops_asked:
            raise Refusal(f"The web server does not start; its log says why: {options.run_folder / 'logs/web.log'}")
        supervisor.run(lambda: _keep_background(supervisor, options, owner))
    finally:
        supervisor.stop()
        owner.free()
        listener.close()
    say("Stopped.")
    return 0


def _environ(options: Options) -> dict[str, str]:
    """What the children see. Compiled modules are kept: without them each start would take seconds longer."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    # The logs of one PC are read by a person, and nobody clears them away.
    environ = {"LOG_FORMAT": "line", "LOG_LEVEL": "WARNING"} | environ
    environ |= {"VAR": str(options.var), "HOST": options.host, "PORT": str(options.port), "PYTHONUNBUFFERED": "1"}
    if options.public_url:
        environ["PUBLIC_URL"] = options.public_url
    if not options.redis_url:
        usual = options.run_folder / "broker.sock"
        if broker_socket(options.var) != usual:
            warn(f"The folder's path is too long for a socket; it lies at {broker_socket(options.var)} instead.")
        environ["REDIS_URL"] = broker_url(options.var)
    return environ


def _start_queue(supervisor: Supervisor, options: Options, owner: broker.FileLock) -> None:
    """The first start on a VAR owns its queue and workers; a second one joins them with its web server alone."""
    if not owner.take() or options.redis_url or supervisor.runs("broker"):
        return
    if broker.make_way(broker_socket(options.var)):
        supervisor.start(services.queue(options))


def _keep_background(supervisor: Supervisor, options: Options, owner: broker.FileLock) -> None:
    """Take over from a start that ended; start the workers once the queue answers, and the papers' after its fonts."""
    _start_queue(supervisor, options, owner)
    if not owner.take() or supervisor.runs("papers"):
        return
    if not supervisor.runs("worker"):
        if options.redis_url or broker.answers(broker_socket(options.var)):
            supervisor.start(services.worker(options))
            supervisor.start(services.fonts())
    elif supervisor.is_done("fonts"):
        supervisor.start(services.papers())


def _greet(options: Options, told: dict[str, str]) -> None:
    say()
    if told["kind"] == "demo":
        say(f"A demonstration with invented people. Open {options.address} and choose a person.")
    elif told["setup"]:
        say(told["setup"])
    else:
        say(f"Open {options.address} and sign in.")
    if options.lan and not options.public_url.startswith("https://"):
        warn(
            "Warning: other computers of this network reach it over plain http, so names and passwords travel readable. "
            "Use it only in a network you trust (docs/running.md, “School network”)."
        )
    say(f"All data lies in {options.var}. Ctrl-C stops everything.")


def _follow_make() -> None:
    """When make started us, its end is ours too, even by kill -9; from anything else we stay independent."""
    parent = os.getppid()
    try:
        name = Path(f"/proc/{parent}/comm").read_text().strip()
    except OSError:
        return
    if name in {"make", "gmake"}:
        die_with_parent(parent, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
