"""The way out of mails that a person need not get: `List-Unsubscribe`, with one click (RFC 2369, RFC 8058).

Apps offer it by the kind of a mail; mails of other kinds (invitations, passwords) have none.
"""

from collections.abc import Callable

from common.models import OutboxMail

AddressOf = Callable[[OutboxMail], str]
_offered: dict[str, AddressOf] = {}


def offer(kind: str, address_of: AddressOf) -> None:
    """kind: with which the mail's `dedupe_key` begins. address_of: where one stops it; empty for a mail that has to go."""
    _offered[kind] = address_of


def headers_of(mail: OutboxMail) -> dict[str, str]:
    """Nothing for a mail that cannot be stopped."""
    address_of = _offered.get(mail.dedupe_key.partition(":")[0])
    address = address_of(mail) if address_of else ""
    if not address:
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
