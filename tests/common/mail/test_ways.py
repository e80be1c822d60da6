"""Mails as files, and a server that takes its time."""

import smtplib
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage

from common.mail.ways import ANSWER_SECONDS, Files, Smtp


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def message(name: str) -> EmailMessage:
    return EmailMessage(
        "Шақыру", "Сілтеме", to=["a@mektep.example"], headers={"Message-ID": f"<{name}@mektep.example>"}
    )


def test_the_same_mail_twice_is_one_file_and_another_is_its_own(folder: Path) -> None:
    for name in ("2026-1", "2026-1", "2026-2"):
        assert Files().send_messages([message(name)]) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["2026-1.eml", "2026-2.eml"]
    assert "To: a@mektep.example" in (folder / "2026-1.eml").read_text()


def test_an_id_leads_to_no_other_folder(folder: Path) -> None:
    Files().send_messages([message("../../way out")])
    assert [path.parent for path in folder.rglob("*.eml")] == [folder]


def test_a_full_disk_leaves_no_half_a_mail(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        Files().send_messages([message("2026-1")])
    assert list(folder.iterdir()) == []


def test_the_answer_to_the_mail_itself_is_waited_for_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Sock:
        waits: float = 0

        def settimeout(self, seconds: float) -> None:
            self.waits = seconds

    monkeypatch.setattr(smtplib.SMTP, "data", lambda server, msg: (250, b"taken"))
    server = Smtp().connection_class()
    server.sock = Sock()  # type: ignore[assignment]
    assert server.data(b"") == (250, b"taken")
    assert server.sock.waits == ANSWER_SECONDS  # type: ignore[union-attr]
