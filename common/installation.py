"""What kind of installation this is: a demonstration for good, or a school's own."""

from common.models import Installation


def current() -> Installation | None:
    """The installation's row, or None before the first start has made it."""
    return Installation.objects.filter(pk=1).first()


def is_demo() -> bool:
    """True in a demonstration: no mail goes out, every page and paper carries a ribbon."""
    row = current()
    return row is not None and row.is_demo
