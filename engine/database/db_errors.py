"""Classifies failures of the database: full, unreachable, too busy, too slow; the transaction is undone."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

FULL, AWAY, BUSY, SLOW = "database_full", "database_away", "database_busy", "database_slow"

# Primary result codes of SQLite: FULL and IOERR; CANTOPEN, READONLY, NOTADB, CORRUPT; BUSY and LOCKED; INTERRUPT.
SQLITE = {13: FULL, 10: FULL, 14: AWAY, 8: AWAY, 26: AWAY, 11: AWAY, 5: BUSY, 6: BUSY, 9: SLOW}
# SQLSTATE of PostgreSQL (its appendix A), the longest beginning that fits.
POSTGRESQL = {
    "53100": FULL,
    "53200": BUSY,
    "53300": BUSY,
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "57014": SLOW,
    "08": AWAY,
    "25006": AWAY,
    "57P": AWAY,
    "58": AWAY,
    "XX001": AWAY,
}


def classify(error: BaseException) -> str | None:
    """The code of an outage; None for every other error, which is a bug."""
    if isinstance(error, PoolTimeout):
        return BUSY
    if not isinstance(error, DBAPIError) or error.orig is None:
        return None
    if (number := getattr(error.orig, "sqlite_errorcode", None)) is not None:
        return SQLITE.get(number & 0xFF)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # the driver lost the server, or did not find it
        return AWAY if error.connection_invalidated or type(error.orig).__name__ == "OperationalError" else None
    return next((code for begin, code in POSTGRESQL.items() if state.startswith(begin)), None)
