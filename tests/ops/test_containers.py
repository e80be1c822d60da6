"""The department's files against the real parsers: compose's own, and the Dockerfile's linter."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from config.server.limits import Limits
from ops.options import ROOT
from tests.ops.waiting import until

APP = {"web", "worker", "papers", "beat", "prepare"}


def compose(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Compose's binary itself: the wrapper beside it swallows the exit code."""
    spec = find_spec("compose")
    assert spec is not None
    assert spec.origin is not None
    binary = Path(spec.origin).with_name("docker-compose")
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    return subprocess.run(
        [binary, *words], cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder as docs/running.md has it made."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copy(ROOT / "docker-compose.yml", folder)
    shutil.copytree(ROOT / "deploy", folder / "deploy", ignore=shutil.ignore_patterns("secrets", "*.env"))
    for name in ("site.env", "mail.env"):
        shutil.copy(folder / f"deploy/{name}.example", folder / "deploy" / name)
    (folder / "deploy/secrets").mkdir()
    for name in ("database_password", "secret_key"):
        (folder / "deploy/secrets" / name).write_text("not-a-real-one\n")
    return folder


@pytest.fixture(scope="module")
def services(project: Path) -> dict[str, dict[str, Any]]:
    done = compose(project, "config", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr.lower()
    return dict(json.loads(done.stdout)["services"])


def test_a_wrong_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yml").write_text("services: {web: {imaeg: x}}\n")
    assert compose(tmp_path, "config").returncode != 0


def test_all_parts_of_a_department_are_there(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == APP | {"front", "db", "redis"}


def test_workers_can_be_many(project: Path, services: dict[str, dict[str, Any]]) -> None:
    assert not any("container_name" in service or "hostname" in service for service in services.values())
    assert "ports" not in services["worker"]
    done = compose(project, "--dry-run", "config", "--services")
    assert "worker" in done.stdout.split()
    assert services["worker"]["command"][-4:-2] == ["--hostname", "main@%h"]


def test_the_clock_ticks_once(services: dict[str, dict[str, Any]]) -> None:
    assert services["beat"]["deploy"]["replicas"] == 1
    with_clock = [
        name for name, service in services.items() if {"--beat", "-B", "beat"} & set(service["command"] or [])
    ]
    assert with_clock == ["beat"]


def test_every_lasting_service_is_watched_and_comes_back(services: dict[str, dict[str, Any]]) -> None:
    for name in set(services) - {"prepare"}:
        assert services[name]["restart"] == "unless-stopped", name
        assert services[name]["healthcheck"]["test"], name


def test_our_own_containers_may_do_little(services: dict[str, dict[str, Any]]) -> None:
    for name in APP:
        service = services[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service


def test_what_lasts_lies_in_named_volumes(services: dict[str, dict[str, Any]]) -> None:
    named = {
        (name, volume["target"])
        for name, service in services.items()
        for volume in service.get("volumes", [])
        if volume["type"] == "volume"
    }
    expected = {(name, "/var/lib/talimger") for name in APP}
    expected |= {("db", "/var/lib/postgresql/data"), ("redis", "/data"), ("front", "/data"), ("front", "/config")}
    assert named == expected


def test_only_the_front_is_open_and_the_data_is_shut_in(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["front"]
    for name in ("db", "redis"):
        assert set(services[name]["networks"]) == {"inside"}


def test_no_secret_stands_in_the_files(services: dict[str, dict[str, Any]]) -> None:
    """A value that must stay secret is empty in the examples, and else the path of a secret's file."""
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            if any(word in name for word in ("PASSWORD", "SECRET", "TOKEN", "KEY")):
                assert not value or (name.endswith("_FILE") and value.startswith("/run/secrets/")), name
            assert not re.search(r"://[^/@]*:[^/@]*@", value or ""), name
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {"deploy/secrets/", "deploy/*.env"} <= set(ignored)


def test_the_front_knows_the_address_and_no_mail_account(services: dict[str, dict[str, Any]]) -> None:
    assert set(services["front"]["environment"]) == {"PUBLIC_URL"}
    assert "{$PUBLIC_URL} {" in (ROOT / "deploy/Caddyfile").read_text()


def test_the_dockerfile_is_clean() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, ROOT / "Dockerfile"], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_runs_as_an_ordinary_account_and_takes_no_state_along() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]
    assert all(":" in line.split()[1] for line in lines if line.startswith("FROM"))
    ignored = (ROOT / ".dockerignore").read_text().split("\n")
    assert {".git", ".venv", "var", "deploy"} <= set(ignored)


def test_the_image_backs_up_with_the_tools_of_the_very_database(services: dict[str, dict[str, Any]]) -> None:
    """pg_dump reads no server that is newer than itself; both tools that a backup asks for are there."""
    lines = (ROOT / "Dockerfile").read_text()
    image = services["db"]["image"]
    assert f"FROM {image} AS database" in lines
    version = image.split(":")[1].split("-")[0]
    for tool in ("pg_dump", "pg_restore"):
        assert f"/usr/lib/postgresql/{version}/bin/{tool}" in lines
    assert set(re.findall(r"postgresql/(\d+)/", lines)) == {version}


# ── The front ──


def front_file(tmp_path: Path, *, address: str, web: str) -> Path:
    """The front's own file, for another address, with our folder of pages and no door for its administrator."""
    text = (ROOT / "deploy/Caddyfile").read_text()
    text = (
        text.replace("{$PUBLIC_URL}", address)
        .replace("web:8000", web)
        .replace("/srv/front", str(ROOT / "deploy/front"))
    )
    text = text.replace("{\n\tservers", "{\n\tadmin off\n\tservers", 1)
    file = tmp_path / "Caddyfile"
    file.write_text(text)
    return file


def test_the_fronts_file_is_understood_and_its_deadlines_are_those_of_the_server(tmp_path: Path) -> None:
    caddy = Path(sys.executable).with_name("caddy")
    file = front_file(tmp_path, address="https://mentor.example.kz", web="web:8000")
    done = subprocess.run(
        [caddy, "adapt", "--adapter", "caddyfile", "--config", file],
        capture_output=True, text=True, check=False, timeout=60, env={"HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr.lower()
    (server,) = json.loads(done.stdout)["apps"]["http"]["servers"].values()
    seconds = Limits.head * 1_000_000_000
    assert (server["read_header_timeout"], server["read_timeout"]) == (seconds, seconds)
    assert server["max_header_bytes"] == Limits.head_bytes
    assert f'"max_size":{Limits.body_bytes}' in done.stdout
    kept = re.search(r'"keep_alive":\{"idle_timeout":(\d+)', done.stdout)
    assert kept is not None
    assert int(kept[1]) < Limits.idle * 1_000_000_000  # no request meets a connection that is just being closed
    formatted = subprocess.run([caddy, "fmt", ROOT / "deploy/Caddyfile"], capture_output=True, text=True, check=False)
    assert formatted.stdout == (ROOT / "deploy/Caddyfile").read_text()


@pytest.mark.process
def test_the_front_says_in_three_languages_what_is_wrong(tmp_path: Path) -> None:
    """Behind it nobody answers (502), or takes more than may be sent (413)."""
    caddy = Path(sys.executable).with_name("caddy")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    taker = HTTPServer(("127.0.0.1", 0), Taker)
    Thread(target=taker.serve_forever, daemon=True).start()
    file = front_file(tmp_path, address=f"http://127.0.0.1:{port}", web=f"127.0.0.1:{taker.server_port}")
    log = (tmp_path / "log").open("wb")
    front = subprocess.Popen(
        [caddy, "run", "--adapter", "caddyfile", "--config", file],
        stdout=log,
        stderr=log,
        env={"HOME": str(tmp_path)},
    )
    try:
        until(lambda: asked(port, "/.front/page.css").status == 200, "the front answers")
        too_large = asked(port, "/", b"x" * (Limits.body_bytes + 1))
        taker.shutdown()
        taker.server_close()
        for answer, status, heading in (
            (too_large, 413, "Слишком большой объём"),
            (asked(port, "/"), 502, "Страницы сейчас не открываются"),
        ):
            assert answer.status == status
            page = answer.read().decode()
            assert heading in page
            assert [language in page for language in ('lang="kk"', 'lang="ru"', 'lang="en"')] == [True] * 3
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        style = asked(port, "/.front/page.css")
        assert (style.status, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    finally:
        front.kill()
        front.wait()
        log.close()


class Taker(BaseHTTPRequestHandler):
    """A web server that reads whatever it is sent."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))


def asked(port: int, path: str, body: bytes | None = None) -> HTTPResponse:
    """The answer; a page that nobody gives yet has the status 0."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST" if body else "GET", path, body)
        return connection.getresponse()
    except ConnectionRefusedError:
        absent = HTTPResponse(socket.socket())
        absent.status = 0
        return absent


def test_what_is_written_for_a_moment_is_bounded(services: dict[str, dict[str, Any]]) -> None:
    for name in APP:
        assert services[name]["tmpfs"] == ["/tmp:size=256m,mode=1777"]


def test_the_image_starts_our_server() -> None:
    assert (
        '"python", "-m", "config.server", "--host", "0.0.0.0", "--port", "8000"' in (ROOT / "Dockerfile").read_text()
    )
