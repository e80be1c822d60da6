"""Celery does not look into our folders: the list in config/celery.py is held against the files."""

from pathlib import Path

from django.conf import settings

from config.celery import TASK_MODULES, app


def test_every_tasks_module_is_listed():
    apps = ("common", "schools", "mentoring", "reports", "demonstration")
    found = {
        ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
        for name in apps
        for path in Path(settings.BASE_DIR / name).rglob("tasks.py")
    }
    assert found == set(TASK_MODULES)


def test_every_scheduled_task_exists_under_its_name():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled <= set(app.tasks)


def test_papers_have_a_queue_of_their_own():
    assert settings.CELERY_TASK_ROUTES["papers.*"] == {"queue": "papers"}


def test_uploaded_lists_have_a_queue_of_their_own():
    assert settings.CELERY_TASK_ROUTES["roster.*"] == {"queue": "rosters"}
