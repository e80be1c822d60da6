"""What changed from one version to the next, since which version a value is what it is, and how many there may be. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

Values = Mapping[str, Any]
MOST_VERSIONS = 200
"""Versions of one school's values: the page of the rules lists them all."""


class Version(Protocol):
    values: Any


V = TypeVar("V", bound=Version)


def changed(before: Values, after: Values) -> tuple[str, ...]:
    """The keys that differ, in the order of `after`, then what is no longer set."""
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(key for key in keys if before.get(key) != after.get(key))


def since(key: str, versions: Sequence[V]) -> V:
    """The version that set this value as it stands in the last of them; they are in their order. At least one."""
    found = versions[-1]
    for version in reversed(versions):
        if version.values.get(key) != versions[-1].values.get(key):
            break
        found = version
    return found
