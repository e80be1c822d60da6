"""One-time codes that people read from paper or a screen: made here, shown once, kept as a hash alone."""

import hashlib
import secrets

# No letter or digit that could be taken for another: no 0/O, 1/I/L, U/V.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
GROUP = 4


def new_code(groups: int = 6) -> str:
    """Such as `K7QF-2MXW-…`: groups of four characters, almost five bits each."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(groups))


def normal(code: str) -> str:
    """The code as it was made, from what a person typed: any case, with or without hyphens and spaces."""
    kept = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return "-".join(kept[at : at + GROUP] for at in range(0, len(kept), GROUP))


def digest(code: str) -> str:
    """What is stored: sha256 of the normal form. The codes are long and random, so no salt is needed."""
    return hashlib.sha256(normal(code).encode()).hexdigest()


def fits(code: str, stored: str) -> bool:
    """Whether this is the code whose hash is stored; never true for an empty one. Takes the same time for any guess."""
    return bool(stored) and bool(normal(code)) and secrets.compare_digest(digest(code), stored)
