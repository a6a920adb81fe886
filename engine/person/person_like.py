"""The protocol of a person for the verbs that `Person` itself calls, so that they need not import it."""

from typing import Protocol

from engine.audit import Actor


class PersonLike(Actor, Protocol):
    """A person, as the modules see one that `Person` itself is built on."""

    @property
    def name(self) -> str: ...

    @property
    def unit_key(self) -> str | None: ...

    @property
    def active(self) -> bool: ...
