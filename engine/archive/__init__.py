"""Backup and restore: the whole database in one file, for SQLite and PostgreSQL alike."""

from engine.archive.backup import back_up
from engine.archive.format import FORMAT, BadArchive
from engine.archive.restore import restore

__all__ = ["FORMAT", "BadArchive", "back_up", "restore"]
