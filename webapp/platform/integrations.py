"""The other systems that an installation calls, from its settings; wrong settings are refused at the start."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.job.integrations import Integrations, Mailbox, Siasn, System
from webapp.platform.config import BadSetting, Config

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SECURITY = ("starttls", "tls", "none")
LOCAL = ("127.0.0.1", "localhost", "::1")
KNOWN = {"address", "methods", "header", "secret", "secret_file", "timeout"}


def read(config: Config) -> Integrations:
    """The other systems that the settings name. Raises `BadSetting`."""
    return Integrations(_mailbox(config), _systems(config), _siasn(config), config.address.rstrip("/"))


def _mailbox(config: Config) -> Mailbox | None:
    if not config.smtp_host:
        return None
    if config.smtp_security not in SECURITY:
        raise BadSetting(f"JENJANG_SMTP_SECURITY must be one of {', '.join(SECURITY)}.")
    if "@" not in config.smtp_from:
        raise BadSetting("JENJANG_SMTP_FROM must be the address that mail comes from, as JENJANG_SMTP_HOST is set.")
    if config.smtp_security == "none" and config.smtp_password and config.smtp_host not in LOCAL:
        raise BadSetting(
            "JENJANG_SMTP_SECURITY=none would send JENJANG_SMTP_PASSWORD in the open: use starttls or tls."
        )
    return Mailbox(
        config.smtp_host,
        config.smtp_from,
        config.smtp_port,
        config.smtp_security,
        config.smtp_user,
        config.smtp_password,
    )


def _siasn(config: Config) -> Siasn | None:
    settings = (
        config.siasn_key,
        config.siasn_key_secret,
        config.siasn_client,
        config.siasn_user,
        config.siasn_password,
    )
    if not any(settings):
        return None
    if not all(settings):
        raise BadSetting("JENJANG_SIASN_KEY, _KEY_SECRET, _CLIENT, _USER and _PASSWORD belong together: set all five.")
    for name in ("siasn_address", "siasn_token_address", "siasn_sso_address"):
        _refuse_plain(getattr(config, name), f"JENJANG_{name.upper()}")
    return Siasn(
        config.siasn_address.rstrip("/"),
        config.siasn_token_address,
        config.siasn_sso_address,
        config.siasn_key,
        config.siasn_client,
        config.siasn_user,
        config.siasn_key_secret,
        config.siasn_password,
    )


def _systems(config: Config) -> dict[str, System]:
    if not config.systems:
        return {}
    path = Path(config.systems)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSetting(f"JENJANG_SYSTEMS: {path} cannot be read: {error}") from None
    return {name: _system(name, each, path) for name, each in tables.items()}


def _system(name: str, table: Any, path: Path) -> System:
    where = f"JENJANG_SYSTEMS: [{name}]"
    if not isinstance(table, dict) or not isinstance(table.get("address"), str):
        raise BadSetting(f"{where} needs an `address`.")
    if unknown := set(table) - KNOWN:
        raise BadSetting(f"{where} does not know {', '.join(sorted(unknown))}; it knows {', '.join(sorted(KNOWN))}.")
    methods = table.get("methods", ["GET"])
    if not isinstance(methods, list) or not methods or not set(methods) <= set(METHODS):
        raise BadSetting(f"{where} `methods` is a list of {', '.join(METHODS)}.")
    timeout = table.get("timeout", 20)
    if not isinstance(timeout, int | float) or not 0 < timeout <= 120:
        raise BadSetting(f"{where} `timeout` is a number of seconds, at most 120.")
    _refuse_plain(table["address"], where)
    secret = table.get("secret") or _of_file(table.get("secret_file"), path, where)
    header = table.get("header", "Authorization")
    if not all(isinstance(part, str) and part.isascii() and part.isprintable() for part in (header, secret)):
        raise BadSetting(f"{where} `header` and its secret are one line of ASCII.")
    headers = {header: secret} if secret else {}
    return System(name, table["address"].rstrip("/"), tuple(methods), headers, float(timeout))


def _of_file(named: str | None, path: Path, where: str) -> str:
    if not named:
        return ""
    try:
        return (path.parent / named).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"{where} `secret_file` cannot be read: {error}") from None


def _refuse_plain(address: str, where: str) -> None:
    """Raise BadSetting unless the address is https, or on this machine: secrets are sent there."""
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    if not safe or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise BadSetting(f"{where} must be an https:// address without user, query and fragment, not {address!r}.")
