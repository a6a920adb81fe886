"""The whole database in one file that either kind of database can be restored from: a backup."""

from engine.archive.plain import FORMAT, BadArchive
from engine.archive.restoring import restore
from engine.archive.writing import back_up

__all__ = ["FORMAT", "BadArchive", "back_up", "restore"]
