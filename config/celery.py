"""Background work. Tasks live in the folders of their step; Celery does not look there, so they are listed here."""

import os

from celery import Celery

from common import task_log  # noqa: F401  listens to the tasks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

TASK_MODULES = [
    "common.tasks",
    "mentoring.deadlines.tasks",
    "reports.rendering.tasks",
    "schools.people.tasks",
    "schools.roster.tasks",
]

app = Celery("talimger")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.imports = TASK_MODULES
