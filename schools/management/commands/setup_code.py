"""`manage.py setup_code`: a new one-time code that opens the set-up page, until the school is set up."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from common import clock, installation
from common.errors import DomainError


class Command(BaseCommand):
    """Prints the page and the code; where there is nothing to set up, says so on the error stream."""

    help = "Print a new one-time code for the set-up page of a school's own installation."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = installation.renew_setup_code(now=clock.now())
        except DomainError as error:
            self.stderr.write(str(error))
            return
        self.stdout.write(f"Set up your school: {settings.PUBLIC_URL}{reverse('setup')}")
        self.stdout.write(f"One-time code: {code}")
