"""The systems around an installation: addresses and secrets, which no diagram and no row holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy.orm import Session

from engine.database.transaction import transaction


@dataclass(frozen=True)
class Mailbox:
    """The mail server. `security` is starttls, tls or none."""

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class System:
    """A system that job type `http` calls by its name: its address, the allowed methods, our credentials."""

    name: str
    address: str
    methods: tuple[str, ...] = ("GET",)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 20.0


@dataclass(frozen=True)
class Siasn:
    """BKN's web service: its address, the addresses of its two tokens, and the credentials for them."""

    address: str
    token_address: str
    sso_address: str
    key: str
    client: str
    user: str
    key_secret: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    timeout: float = 30.0


@dataclass(frozen=True)
class Integrations:
    """All systems that are set up. `address` is where people find this installation, for links in mail."""

    mailbox: Mailbox | None = None
    systems: Mapping[str, System] = field(default_factory=dict)
    siasn: Siasn | None = None
    address: str = ""


def integrations_of(session: Session) -> Integrations | None:
    """The systems of this installation; None where nothing is set up, as on the stage of a story."""
    return cast("Integrations | None", transaction(session).installation.integrations)
