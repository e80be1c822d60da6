"""Whether connections that hold a server up keep people out, and what a page costs it.

    .venv/bin/python -m bench.sockets [speed] [module and words of another server, with {fd} for its socket]

60 people behind one address open a page every 5 to 10 seconds: first in quiet, then beside 100 connections of each kind
(silent, half a head, dripping heads and bodies, not reading the answer), from the people's own address and from another.
Bounds: p95 at most twice that of the quiet before and after, nobody fails. At first eight connections ask one page after
the other: pages per second of the server's processor time; with "speed" that is all. A demonstration made for it (or the
one that BENCH_VAR names), on SQLite; loopback only, eight minutes.
"""

import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench._sockets import KINDS, SERVER, Attack, Visitor

ROOT = Path(__file__).resolve().parents[1]
PEOPLE, ATTACKERS, THINK = 60, 100, (5.0, 10.0)
SECONDS = 20.0
SOURCES = ("127.0.0.1", "127.0.0.2")
BOUND = 2.0
TICKS = os.sysconf("SC_CLK_TCK")
OURS = ("config.server", "--fd", "{fd}")


def main(words: list[str]) -> int:
    only_speed = words[:1] == ["speed"]
    words = words[only_speed:]
    var = Path(os.environ.get("BENCH_VAR") or tempfile.mkdtemp(prefix="talimger-bench-"))
    environ = {**os.environ, "VAR": str(var), "LOG_LEVEL": "ERROR", "LOG_FORMAT": "line"}
    for name in ("DATABASE_URL", "PUBLIC_URL", "LAN"):
        environ.pop(name, None)
    if not (var / "db.sqlite3").exists():
        for only in (["tables", "--demo"], ["pages"]):
            subprocess.run(
                [sys.executable, "manage.py", "prepare", "--only", *only], cwd=ROOT, env=environ, check=True
            )
    with socket.create_server((SERVER, 0), backlog=2048) as listener:
        port = listener.getsockname()[1]
        argv = [word.format(fd=listener.fileno()) for word in words or OURS]
        server = subprocess.Popen(
            [sys.executable, "-m", *argv], cwd=ROOT, env=environ, pass_fds=(listener.fileno(),), process_group=0
        )
        try:
            return asyncio.run(measure(server.pid, port, sign_in(environ), large_file(var), only_speed=only_speed))
        finally:
            server.terminate()
            server.wait(timeout=30)


def sign_in(environ: dict[str, str]) -> list[str]:
    """The cookies of 60 people who have just signed in."""
    code = (
        "import django; django.setup()\n"
        "from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY\n"
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "from schools.people.passwords import BACKEND\n"
        "from schools.people.models import User\n"
        "from schools.people.selectors.demonstration import demo_people\n"
        "people = list(User.objects.filter(pk__in=[one.pk for one in demo_people()]))\n"
        f"for turn in range({PEOPLE}):\n"
        "    person, session = people[turn % len(people)], SessionStore()\n"
        "    session.update({SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: BACKEND,\n"
        "                    HASH_SESSION_KEY: person.get_session_auth_hash()})\n"
        "    session.create(); print(session.session_key)\n"
    )
    environ = {**environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    return [f"talimger_session={key}" for key in done.stdout.split()]


def large_file(var: Path) -> str:
    """The address of a static file of some 200 KB."""
    names = json.loads((var / "static/staticfiles.json").read_text())["paths"]
    return f"/static/{names['vendor/bootstrap/bootstrap.min.css']}"


async def measure(pid: int, port: int, cookies: list[str], large: str, *, only_speed: bool) -> int:
    """Print the figures; 1 when a bound is missed."""
    visitors = [Visitor(port, cookie, ["/", "/calendar/", "/settings/"]) for cookie in cookies]
    await awake(visitors[0])
    await asyncio.gather(*(visitor.work(time.perf_counter() + 8, (1.0, 3.0)) for visitor in visitors))  # warms up
    clear(visitors)
    await speed(pid, visitors[:8])
    clear(visitors)
    if only_speed:
        return 0
    quiet, missed = [await phase(visitors)], 0
    print(f"{'quiet':<34} {line(quiet[0])}", flush=True)
    for kind in KINDS:
        for source in SOURCES:
            async with Attack(kind, port, source, ATTACKERS, path=large) as attack:
                found, held = await phase(visitors), memory(pid)
            quiet.append(await phase(visitors))
            ratio = p95(found[0]) / p95([*quiet[-2][0], *quiet[-1][0]])
            missed += ratio > BOUND or found[1] > 0
            name = f"{ATTACKERS} {kind}, {'same' if source == SERVER else 'other'} address"
            print(f"{name:<34} {line(found)}, ×{ratio:.2f}; opened {attack.opened}, {held} MB", flush=True)
    print(f"{'quiet between them':<34} {line(([t for took, _f in quiet for t in took], sum(f for _t, f in quiet)))}")
    return int(missed > 0)


async def awake(visitor: Visitor) -> None:
    """Wait until the server answers."""
    deadline = time.perf_counter() + 60
    while not visitor.took and time.perf_counter() < deadline:
        await visitor.page("/settings/")
        await asyncio.sleep(0.1)


async def phase(visitors: list[Visitor], seconds: float = SECONDS) -> tuple[list[float], int]:
    """What pages took while people worked so long, and how many failed."""
    until = time.perf_counter() + seconds
    await asyncio.gather(*(visitor.work(until, THINK) for visitor in visitors))
    found = [one for visitor in visitors for one in visitor.took], sum(visitor.failed for visitor in visitors)
    clear(visitors)
    return found


async def speed(pid: int, visitors: list[Visitor], seconds: float = 15.0) -> None:
    before, began = processor(pid), time.perf_counter()
    await asyncio.gather(*(visitor.hurry(began + seconds) for visitor in visitors))
    used, pages = processor(pid) - before, sum(len(visitor.took) for visitor in visitors)
    failed = sum(visitor.failed for visitor in visitors)
    print(f"{pages} pages in {used:.1f} s of processor time: {pages / used:.1f} a second of it; {failed} failed")


def clear(visitors: list[Visitor]) -> None:
    for visitor in visitors:
        visitor.took, visitor.failed = [], 0


def p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1] if len(took) > 1 else float("inf")


def line(found: tuple[list[float], int]) -> str:
    took, failed = found
    middle = statistics.median(took) if took else float("inf")
    return f"{len(took):>4} pages, median {middle * 1000:>5.0f} ms, p95 {p95(took) * 1000:>5.0f} ms, {failed} failed"


def family(pid: int) -> list[int]:
    """The process and all that stem from it."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            found += family(int(child))
    return found


def processor(pid: int) -> float:
    """Seconds of processor time that the server has used."""
    spent = 0
    for one in family(pid):
        words = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        spent += int(words[11]) + int(words[12])
    return spent / TICKS


def memory(pid: int) -> int:
    """MB that the server's processes have for themselves alone or share by halves."""
    total = 0
    for one in family(pid):
        rows = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total // 1024


if __name__ == "__main__":
    random.seed(1)
    sys.exit(main(sys.argv[1:]))
