"""Backup and restore: the whole database in one file, for SQLite and PostgreSQL alike."""

from engine.archive.plain import FORMAT, BadArchive
from engine.archive.restoring import restore
from engine.archive.writing import back_up

__all__ = ["FORMAT", "BadArchive", "back_up", "restore"]
