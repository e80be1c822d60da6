"""Settings, addresses, background work. Knows all, known by nobody."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
