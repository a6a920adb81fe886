"""What every template can say: words, dates, deadlines, numbers, icons, in the language and zone of the reader."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app, g, has_request_context, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from engine import calendar, notice, person
from engine.database.base import now
from webapp.platform import db
from webapp.rendering import dates, languages, markdown, translations
from webapp.rendering.excerpt import excerpt
from webapp.rendering.languages import LANGUAGES
from webapp.rendering.translations import Reader

ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")
TIME = re.compile(r"\d\d:\d\d:\d\d")


def reader() -> Reader:
    """The reader of this page: the language chosen, else the person's own, else Indonesian; the zone of their unit."""
    if "reader" not in g:
        g.reader = Reader(_language(), zone())
    return cast(Reader, g.reader)


def _language() -> str:
    own = current_user.person.locale if current_user.is_authenticated else None
    chosen = session.get("language") or own
    return languages.of(chosen).code


def zone(unit_key: str | None = None) -> str:
    """The zone of a unit, else of the unit where the person who asks works."""
    if unit_key is None:
        return cast(str, current_user.zone) if current_user.is_authenticated else calendar.WIB
    return person.zone_at(db.session(), unit_key)


def text(sentence: str, **values: object) -> str:
    """A sentence of a page, written in Indonesian, in the reader's language."""
    return translations.translate(sentence, reader(), values)


def words(family: str, code: str, values: Mapping[str, object] | None = None) -> str:
    """The words for a code of the engine; `family` is the file of `translations/` that knows it."""
    return translations.say(family, code, values or {}, reader())


def say(code: str, values: Mapping[str, object] | None = None) -> str:
    """The words for a code of a form: what the form templates call."""
    return words("form", code, values)


def plain(value: object) -> str:
    """Any value of the engine as a reader writes it."""
    return translations.plain(value, reader())


def moment(at: datetime | str | None, unit_key: str | None = None, *, short: bool = False) -> Markup | str:
    """A time in words, with the machine's form beside it."""
    if at is None:
        return "–"
    sentence = dates.moment(at, reader().language, zone(unit_key) if unit_key else reader().zone, short=short)
    return Markup('<time datetime="{}">{}</time>').format(dates.aware(at).isoformat(), sentence)


def day(on: date | str | None, *, short: bool = False) -> str:
    return dates.day(on, reader().language, short=short) if on else "–"


def deadline(due: datetime | None, unit_key: str | None = None) -> dict[str, Any] | None:
    """The distance of a deadline: `late` (or not) and the words for it."""
    if due is None:
        return None
    code, values = dates.deadline(due, now(db.session()), calendar.load(db.session()), zone(unit_key))
    return {
        "late": code.startswith("late"),
        "soon": code in ("today", "before_working_day"),
        "words": words("deadline", code, values),
    }


def number(value: int | float | Decimal | None) -> str:
    return "–" if value is None else dates.number(value, reader().language)


def nip(value: str | None) -> str:
    """A NIP in its groups: 19890714 201403 2 991."""
    return f"{value[:8]} {value[8:14]} {value[14]} {value[15:]}" if value and len(value) == 18 else value or "–"


def format_value(value: object) -> str:
    """A value of a case as a reader writes it; ISO dates and times, as variables hold them, in words."""
    if isinstance(value, str):
        with suppress(ValueError, OverflowError):  # what somebody typed need not be on any calendar
            if ISO.fullmatch(value):
                return dates.moment(value, reader().language, reader().zone) if "T" in value else str(day(value))
            if TIME.fullmatch(value):
                return dates.clock(value, reader().language)
    return plain(value)


def file_size(size: int) -> str:
    """12 KB, 1,4 MB."""
    return f"{number(round(size / 1e6, 1))} MB" if size >= 1e6 else f"{number(max(1, size // 1000))} KB"


def today() -> date:
    """Today where the person who asks works."""
    return now(db.session()).astimezone(dates.zone_of(reader().zone)).date()


def icon(name: str) -> Markup:
    """One picture of the sprite, for the eye only; words stand beside it."""
    return Markup('<svg class="jj-icon" aria-hidden="true"><use href="{}#{}"></use></svg>').format(_sprite(), name)


def _sprite() -> str:
    if "sprite" not in g:
        g.sprite = asset("icons.svg")
    return cast(str, g.sprite)


def asset(name: str) -> str:
    """The address of a built file; it changes with the file, so that no browser keeps an old one."""
    path = Path(current_app.static_folder or "") / "dist" / name
    return url_for("static", filename=f"dist/{name}", v=f"{path.stat().st_mtime_ns:x}"[-8:] if path.exists() else None)


def csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def here() -> str:
    """The address of this page, to come back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2]).upper()


def unread_notices() -> int:
    return notice.count_unread(db.session(), current_user.person)


def with_args(**changes: object) -> str:
    """The address of this page with some of its query changed; None takes one out."""
    query = {name: value for name, value in request.args.items() if name != "endpoint" and not name.startswith("_")}
    merged = {**query, **(request.view_args or {}), **changes}
    args = {name: value for name, value in merged.items() if value not in (None, "")}
    return url_for(request.endpoint or "tasks.inbox", **args)


def clock_offset() -> timedelta | None:
    """The time by which the demo's clock was moved; None outside the demo."""
    config = current_app.extensions["config"]
    return now(db.session()) - datetime.now(dates.UTC) if config.demo and has_request_context() else None


def init(app: Flask) -> None:
    """Teach the templates these words."""
    app.jinja_env.globals.update(
        _=text,
        say=say,
        words=words,
        excerpt=excerpt,
        moment=moment,
        day=day,
        deadline=deadline,
        number=number,
        nip=nip,
        icon=icon,
        today=today,
        ends_on=person.ends_on,
        plain=plain,
        format_value=format_value,
        file_size=file_size,
        reader=reader,
        with_args=with_args,
        clock_offset=clock_offset,
        LANGUAGES=LANGUAGES,
        config=app.extensions["config"],
        asset=asset,
        csrf_field=csrf_field,
        here=here,
        initials=initials,
        unread_notices=unread_notices,
        time_now=lambda: now(db.session()),
        current_user=current_user,
    )
    app.jinja_env.filters.update(markdown=markdown.render, plain=plain, number=number, nip=nip)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
