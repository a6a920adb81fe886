"""Settings: read once from `JENJANG_*`, checked before anything starts, shown without secrets."""

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

DEFAULT_SECRET = "not-a-secret-for-the-demo-only"
SECRET_NAMES = ("smtp_password", "siasn_key", "siasn_key_secret", "siasn_user", "siasn_password")  # shown to nobody


class BadSetting(Exception):
    """A setting that Jenjang will not start with; the text says which and what to do."""


@dataclass(frozen=True)
class Config:
    """The settings of one installation. Field `upload_megabytes` is read from `JENJANG_UPLOAD_MEGABYTES`, and so on."""

    database: str = field(default="sqlite:///var/jenjang.db", repr=False)
    secret: str = field(default=DEFAULT_SECRET, repr=False)
    demo: bool = False
    https: bool = False  # behind TLS: cookies are Secure
    proxies: int = 0  # how many proxies of ours stand in front and set X-Forwarded-*
    organisation: str = "Pemerintah Kota Palembang"
    upload_megabytes: int = 10
    session_hours: int = 10
    connections: int = 200  # at once; further ones wait in the backlog
    connection_seconds: int = 60  # how long a connection may be silent
    backlog: int = 256
    header_kilobytes: int = 32
    page_seconds: int = 20  # what one statement of a request may take of the database; 0: as long as it likes
    address: str = ""  # where people find this installation: links in mail begin with it
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_from: str = ""
    systems: str = ""  # a TOML file of the systems that job type `http` calls
    siasn_address: str = "https://apimws.bkn.go.id:8243/apisiasn/1.0"
    siasn_token_address: str = "https://apimws.bkn.go.id/oauth2/token"
    siasn_sso_address: str = "https://sso-siasn.bkn.go.id/auth/realms/public-siasn/protocol/openid-connect/token"
    siasn_key: str = field(default="", repr=False)
    siasn_key_secret: str = field(default="", repr=False)
    siasn_client: str = ""
    siasn_user: str = ""
    siasn_password: str = field(default="", repr=False)
    metrics_token: str = field(
        default="", repr=False
    )  # who asks for /metrics shows it; without one, this machine alone may ask
    testing: bool = False

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> "Config":
        """The settings of `environ`. Raises `BadSetting`."""
        settings: dict[str, Any] = {}
        for known in fields(cls):
            if (text := environ.get(f"JENJANG_{known.name.upper()}")) is not None:
                settings[known.name] = _value(known.name, known.type, text)
        return cls(**settings)

    def check(self) -> None:
        """Refuse what cannot serve, and what must not run outside the demo. Raises `BadSetting`."""
        for name in ("connections", "connection_seconds", "backlog", "header_kilobytes"):
            if getattr(self, name) < 1:
                raise BadSetting(f"JENJANG_{name.upper()} must be 1 or more.")
        if self.demo or self.testing:
            return
        if self.secret == DEFAULT_SECRET:
            raise BadSetting("JENJANG_SECRET is not set: give it 32 random characters or more (or JENJANG_DEMO=1).")
        if len(self.secret) < 32:
            raise BadSetting("JENJANG_SECRET is too short: 32 random characters or more.")

    @property
    def largest_request(self) -> int:
        """Bytes of one request: about four files, and what else a form says."""
        return (self.upload_megabytes * 4 + 1) << 20

    def masked(self) -> dict[str, object]:
        """Every setting as it may be shown: no secret, no database password."""
        settings: dict[str, object] = {known.name: getattr(self, known.name) for known in fields(self)}
        hidden = re.sub(r"://([^:/@]+):[^@]*@", r"://\1:***@", self.database)
        settings["database"] = re.sub(r"\b(\w*password)=[^&]*", r"\1=***", hidden)
        settings["metrics_token"] = "(set)" if self.metrics_token else "(none: this machine alone)"
        settings["secret"] = "(default, demo only)" if self.secret == DEFAULT_SECRET else "(set)"
        settings |= {name: "(set)" if settings[name] else "" for name in SECRET_NAMES}
        return settings

    def log(self) -> None:
        """Write the settings to the start-up log."""
        logger = logging.getLogger("jenjang")
        for name, value in self.masked().items():
            logger.info("setting %s = %s", name, value)


def _value(name: str, kind: object, text: str) -> object:
    if kind is bool:
        return text.strip().lower() in ("1", "true", "yes", "on")
    if kind is int:
        if not text.strip().isdigit():
            raise BadSetting(f"JENJANG_{name.upper()} must be a whole number, not {text!r}.")
        return int(text)
    return text
