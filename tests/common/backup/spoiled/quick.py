"""This version, without static files: they take longest and are no part of a backup."""

from config.settings import *  # noqa: F403

STATICFILES_FINDERS = []
