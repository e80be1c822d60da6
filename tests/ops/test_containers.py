"""The department's files against the real parsers: compose's own, and the Dockerfile's linter."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ops.options import ROOT

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
