"""The version that fails."""

from tests.common.backup.spoiled.quick import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.common.backup.spoiled"]  # noqa: F405
