"""Keys in addresses: only numbers that a database can hold lead anywhere."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = (1 << 63) - 1


class Key(IntegerConverter):
    """A number in an address; one that is larger than any key leads nowhere (404)."""

    regex = r"\d{1,19}"

    def __init__(self, map: Any) -> None:
        super().__init__(map, max=LARGEST)


def init(app: Flask) -> None:
    app.url_map.converters["int"] = Key
