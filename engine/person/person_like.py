"""What the verbs below `Person` need to know of a person, so that they do not import the class that calls them."""

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
