"""What can go wrong in plain words.

Bad input is Django's ValidationError, a missing right its PermissionDenied. A broken rule is a DomainError: it says
what happened, what was kept and what to do next, and names its source where the law stands behind it.
"""

import errno
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

Text = str | Promise
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
SQLITES_NO_ROOM = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}
POSTGRES_NO_ROOM = "53100"


def is_disk_full(error: BaseException | None) -> bool:
    """Whether there was no room: for a file, or under the database."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        if getattr(error, "sqlite_errorname", "") in SQLITES_NO_ROOM:
            return True
        if getattr(error, "sqlstate", "") == POSTGRES_NO_ROOM:
            return True
        error = error.__cause__ or error.__context__
    return False


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
    """Somebody else was first (architecture, rule 7).

    message: what is done, naming nobody. who, when: stand beside it, a person or a name and a moment or a date;
    about: the teacher whom it concerns, where several stand on the page.
    url: where one sees how things stand; a view sets it where that is not the page itself.
    The answer has status 409: in its form with everything typed (`common.web.handle`, `common.web.render`), or as a
    page of its own (`common.middleware.RefusedMiddleware`).
    """

    def __init__(
        self, code: str, message: Text, *, who: Any = "", when: date | None = None, about: Any = None
    ) -> None:
        super().__init__(code, message)
        self.about = about
        self.who = who
        self.when = when
        self.url = ""

    @property
    def is_moment(self) -> bool:
        """The hour is known, not only the day."""
        return isinstance(self.when, datetime)
