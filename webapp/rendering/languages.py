"""Languages: each folder of `translations/` declares one in its `language.toml`; nothing else lists them."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale

FOLDER = Path(__file__).parent.parent / "translations"
SOURCE = "id"
"""In this language pages, forms, diagrams and roles are written; what another has no words for is shown in it."""


@dataclass(frozen=True)
class Language:
    """A language apart from its words: the fields of `language.toml`, by their names."""

    folder: Path
    name: str  # as its speakers write it
    locale: str  # whose numbers, months and days it has in CLDR
    clock: str  # between hours and minutes
    no: str
    yes: str
    months: tuple[str, ...] = ()  # January first; needed only where CLDR does not know them
    months_short: tuple[str, ...] = ()
    days: tuple[str, ...] = ()  # Monday first

    @property
    def code(self) -> str:
        return self.folder.name

    def month(self, number: int, *, short: bool = False) -> str:
        """The name of a month, 1 to 12."""
        if declared := self.months_short if short else self.months:
            return declared[number - 1]
        return str(self._cldr.months["format"]["abbreviated" if short else "wide"][number])

    def weekday(self, number: int) -> str:
        """The name of a day, 0 (Monday) to 6."""
        return self.days[number] if self.days else str(self._cldr.days["format"]["wide"][number])

    @cached_property
    def _cldr(self) -> Any:
        return Locale.parse(self.locale)


LANGUAGES: dict[str, Language] = {}
"""The languages by their codes, that of the pages first."""


def declare(folder: Path) -> Language:
    """Make the language of a folder known under the folder's name. Raises OSError, TypeError where it declares none,
    and UnknownLocaleError where CLDR does not have its locale.
    """
    declaration = tomllib.loads((folder / "language.toml").read_text(encoding="utf-8"))
    language = Language(folder, **declaration)
    Locale.parse(language.locale)
    LANGUAGES[folder.name] = language
    return language


def of(code: str | None) -> Language:
    """The language with this code; that of the pages where there is none."""
    return LANGUAGES.get(code or SOURCE, LANGUAGES[SOURCE])


for each in sorted(FOLDER.glob("*/language.toml"), key=lambda file: (file.parent.name != SOURCE, file.parent.name)):
    declare(each.parent)
