"""What a reader of typed text says when it cannot give a value (pure); the words for the codes stand with the pages."""

from typing import Any


class Wrong(Exception):
    """It cannot be right: `code` and `params` say why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Doubt(Wrong):
    """It may be right, and only a person can say. `value`: what is meant if it is as written; None if another text is
    needed."""

    def __init__(self, code: str, value: Any = None, **params: Any) -> None:
        super().__init__(code, **params)
        self.value = value
