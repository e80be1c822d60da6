"""Who tells home what waits for a person: each step of the law, in its order."""

from common.todo import Provider

PROVIDERS: tuple[Provider, ...] = ()
