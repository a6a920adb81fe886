"""The tone of a verdict: what its table says, else what older_verdict_tones.toml says of tables that say nothing."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from forms import TONES

FILE = Path(__file__).with_name("older_verdict_tones.toml")


def verdict_tone(item: Any) -> str:
    """The tone of one item of a decision: its output `tone`, else that of its verdict's code; neutral without both."""
    if not isinstance(item, Mapping):
        return "neutral"
    tone = item["tone"] if "tone" in item else _by_code().get(str(item.get("verdict", "")))
    return tone if tone in TONES else "neutral"


def without_tone(item: Any) -> Any:
    """The item as people read it: beside a verdict, `tone` says how it looks, and is no fact."""
    if isinstance(item, Mapping) and "verdict" in item and item.get("tone") in (None, *TONES):
        return {name: part for name, part in item.items() if name != "tone"}
    return item


@cache
def _by_code() -> Mapping[str, str]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
