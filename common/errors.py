"""What can go wrong in plain words.

Bad input is Django's ValidationError, a missing right its PermissionDenied. A broken rule is a DomainError: it says
what happened, what was kept and what to do next, and names its source where the law stands behind it.
"""

from django.utils.functional import Promise

Text = str | Promise


class DomainError(Exception):
    """A rule of the field forbids this step.

    code: stable, for tests and logs. message: for the person, translated late. source: paragraph or setting.
    """

    def __init__(self, code: str, message: Text, source: Text = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.source = source

    def __str__(self) -> str:
        return str(self.message)


class AlreadyDone(DomainError):
    """Somebody else was first: the message names who did what and when. The page shows it with status 409."""
