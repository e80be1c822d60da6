"""What the environment asks of `make run`, checked before anything starts."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ops.console import Refusal
from ops.reach import given_hosts, is_loopback

ROOT = Path(__file__).resolve().parent.parent
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Options:
    """One start: where the state lies, where it listens, and who may reach it."""

    var: Path
    host: str
    port: int
    public_url: str
    lan: bool
    demo: bool | None
    redis_url: str
    behind_front: bool = False

    @property
    def run_folder(self) -> Path:
        """Sockets, logs, locks and the queue: what a start needs and a backup does not."""
        return self.var / "run"

    @property
    def address(self) -> str:
        """What a person types into the browser on this PC."""
        if self.public_url:
            return self.public_url
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def read_options(environ: Mapping[str, str], root: Path = ROOT) -> Options:
    """The variables of docs/running.md. Refusal when one of them makes no sense."""
    lan = _flag(environ, "LAN") or False
    public_url = (environ.get("PUBLIC_URL") or "").rstrip("/")
    if public_url and (urlsplit(public_url).scheme not in {"http", "https"} or not urlsplit(public_url).hostname):
        raise Refusal(f"PUBLIC_URL must be a full address such as https://mentor.school.kz, not {public_url!r}.")
    try:
        given_hosts(environ.get("ALLOWED_HOSTS") or "")
    except ValueError as error:
        raise Refusal(str(error)) from None
    port = _port(environ.get("PORT") or "8000")
    return Options(
        var=Path(environ.get("VAR") or root / "var").expanduser().resolve(),
        host=environ.get("HOST") or ("0.0.0.0" if lan else "127.0.0.1"),
        port=port,
        public_url=public_url or (address_in_network(port) if lan else ""),
        lan=lan,
        demo=_flag(environ, "DEMO"),
        redis_url=environ.get("REDIS_URL") or "",
        behind_front=_flag(environ, "BEHIND_FRONT") or False,
    )


def address_in_network(port: int) -> str:
    """Under which address this PC is found by the others, so that links and slips open there; "" without a network.

    Choosing the way to an address sends nothing.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(("192.0.2.1", 9))
            own = way.getsockname()[0]
        except OSError:
            return ""
    return "" if own.startswith(("127.", "0.")) else f"http://{own}:{port}"


def check_reach(options: Options, *, demo: bool) -> None:
    """Who may reach this installation. Refusal when it would be more people than is safe.

    A demonstration has no passwords, so it stays on this PC: no other address, and no front before it. A school leaves
    the PC only over TLS (PUBLIC_URL with https) or knowingly over plain http inside its own network (LAN=1).
    """
    is_here = is_loopback(options.host)
    is_only_here = is_here and is_loopback(urlsplit(options.address).hostname or "")
    if demo and (options.lan or options.behind_front or not is_only_here):
        raise Refusal(
            "A demonstration can be opened on this PC only: leave out HOST, LAN, PUBLIC_URL and BEHIND_FRONT, "
            "or start a school of your own with a new folder: make run DEMO=0 VAR=./school"
        )
    if not is_here and not options.lan and not options.public_url.startswith("https://"):
        raise Refusal(
            f"HOST={options.host} would show the school's data to other computers over plain http. "
            "Say LAN=1 if that is meant, or set PUBLIC_URL=https://… behind a TLS front (docs/running.md)."
        )


def _flag(environ: Mapping[str, str], name: str) -> bool | None:
    value = (environ.get(name) or "").strip().lower()
    if not value:
        return None
    if value in YES | NO:
        return value in YES
    raise Refusal(f"{name} must be 1 or 0, not {environ[name]!r}.")


def _port(value: str) -> int:
    if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
        return int(value)
    raise Refusal(f"PORT must be a number from 1 to 65535, not {value!r}.")
