"""Passwords: argon2id hashes, with parameters for small servers."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import Refusal

# 19 MiB, two passes, one lane: what OWASP's password storage cheat sheet asks of a server with one core to spare.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST, LONGEST = 10, 200
DECOY: list[str] = []


def hash_password(text: str) -> str:
    """The argon2id hash of a password of 10 to 200 characters; slow, so call it before the write transaction opens.

    Raises Refusal("password_short") or Refusal("password_long").
    """
    if len(text) < SHORTEST:
        raise Refusal("password_short", shortest=SHORTEST)
    if len(text) > LONGEST:
        raise Refusal("password_long", longest=LONGEST)
    return HASHER.hash(text)


def matches(password_hash: str | None, text: str) -> bool:
    """True if `text` is the password; takes the same time where there is none."""
    try:
        return HASHER.verify(password_hash or _decoy(), text[: LONGEST + 1]) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def _decoy() -> str:
    if not DECOY:
        DECOY.append(HASHER.hash("nobody"))
    return DECOY[0]
