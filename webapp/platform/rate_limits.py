"""The limits of requests by address, for what is expensive: login and registration."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# Counted in this process's memory; the login itself is throttled in the database, for all processes together.
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)
