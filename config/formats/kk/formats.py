"""Kazakh formats: those of all three languages."""

from config.formats.shared import *  # noqa: F403  Django reads them from here
