"""Who asks the workers for a sign, on which queue, and what becomes of it when nobody is there."""

import pytest
from django.conf import settings

from common.models import Pulse
from common.pulse import QUEUES
from config.celery import app

app.loader.import_default_modules()
PULSES = {entry["args"][0]: entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if "pulse" in entry["task"]}


def test_every_queue_is_asked():
    assert set(PULSES) == set(QUEUES)


@pytest.mark.django_db
@pytest.mark.parametrize("queue", QUEUES)
def test_the_worker_of_a_queue_answers_for_that_queue(queue: str):
    task = app.tasks[PULSES[queue]["task"]]
    assert app.amqp.router.route({}, task.name)["queue"].name == queue
    task(*PULSES[queue]["args"])
    assert list(Pulse.objects.values_list("queue", flat=True)) == [queue]


def test_what_comes_every_minute_fills_no_queue():
    often = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["schedule"] == 60.0]
    assert often
    assert all(entry["options"]["expires"] == 120 for entry in often)
