"""Ids in addresses: only numbers that the database can hold."""

from common.rows import MOST_DIGITS


class RowConverter:
    """`<row:pk>`: the id of a row. A longer number is no address of ours, so it is not found."""

    regex = rf"[0-9]{{1,{MOST_DIGITS}}}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
