"""For machines: the answer to the front, and the numbers for a monitor."""

import re
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from common import clock
from common.operations import workers
from common.pulse import beat

TOKEN = "qarlygash-2026"


@pytest.fixture(autouse=True)
def _broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "queue_lengths", lambda: {"main": 3, "papers": 0, "rosters": 1})


@pytest.mark.django_db
def test_the_front_costs_one_question_and_no_session(client: Client, django_assert_num_queries: Any):
    with django_assert_num_queries(1):
        answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content, answer.cookies) == (200, b"ok", {})


@pytest.mark.django_db
def test_the_front_is_told_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch):
    def gone(*args: Any) -> None:
        raise DatabaseError("the address and the password of the database")

    monkeypatch.setattr("common.operations.views.connection.cursor", gone)
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (503, b"database")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "shown"),
    [("", ""), ("", "Bearer "), (TOKEN, ""), (TOKEN, TOKEN), (TOKEN, f"Bearer {TOKEN}x"), (TOKEN, "Bearer Қарлығаш")],
)
def test_without_the_token_there_are_no_numbers(client: Client, settings: Any, token: str, shown: str):
    settings.METRICS_TOKEN = token
    headers = {"Authorization": shown.encode().decode("latin-1")} if shown else {}
    assert client.get(reverse("metrics"), headers=headers).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_numbers_can_be_read_by_a_monitor(client: Client, settings: Any):
    settings.METRICS_TOKEN = TOKEN
    beat(queue="main", now=clock.now())
    answer = client.get(reverse("metrics"), headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert {
        line for line in lines if not re.fullmatch(r'(# TYPE )?talimger_[a-z_]+(\{queue="\w+"\})? \S+', line)
    } == set()
    assert {
        'talimger_queue_length{queue="main"} 3',
        'talimger_queue_length{queue="rosters"} 1',
        'talimger_pulse_age_seconds{queue="main"} 0',
        "talimger_mails_waiting 0",
        "talimger_papers_waiting 0",
        "talimger_broker_up 1",
    } <= set(lines)
    assert len([line for line in lines if line.startswith("# TYPE talimger_queue_length")]) == 1
