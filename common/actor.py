"""Who acts, and in which capacity. Services take it as `by`; audit entries keep it as plain values."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting now, or the system itself.

    user: the signed-in person, None for the system. capacity: the post in which one acts ("deputy", "mentor", …),
    kept in the audit trail. request_id: ties entries of one request together.
    """

    user: Any = None
    capacity: str = ""
    request_id: str = ""
    name: str = field(default="")

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None else None

    @property
    def display(self) -> str:
        return self.name or (str(self.user) if self.user is not None else "Tálimger")


SYSTEM = Actor(capacity="system")
