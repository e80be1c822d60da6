"""What a reader of cells says when it cannot give a value (pure); `schools.roster.words` makes the sentences."""

from typing import Any


class Wrong(Exception):
    """The cell cannot be right: `code` and `params` say why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Doubt(Wrong):
    """The cell may be right, and only a person can say what it means: the row waits for the answer."""
