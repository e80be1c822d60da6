from config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.common.backup.spoiled"]  # noqa: F405
