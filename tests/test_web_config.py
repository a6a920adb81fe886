"""Settings, dates in words, and the safe part of Markdown."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from webapp.platform import integrations
from webapp.platform.config import BadSetting, Config
from webapp.rendering import dates, markdown


def test_settings_are_read_from_the_environment() -> None:
    config = Config.read(
        {"JENJANG_DATABASE": "sqlite:///x.db", "JENJANG_DEMO": "1", "JENJANG_UPLOAD_MEGABYTES": "25", "PATH": "/bin"}
    )
    assert (config.database, config.demo, config.upload_megabytes) == ("sqlite:///x.db", True, 25)


def test_a_number_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(BadSetting, match="JENJANG_UPLOAD_MEGABYTES"):
        Config.read({"JENJANG_UPLOAD_MEGABYTES": "banyak"})


@pytest.mark.parametrize("secret", [{}, {"JENJANG_SECRET": "pendek"}])
def test_outside_the_demo_a_default_or_short_secret_is_refused(secret: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match="JENJANG_SECRET"):
        Config.read(secret).check()
    Config.read({**secret, "JENJANG_DEMO": "1"}).check()
    Config.read({"JENJANG_SECRET": "x" * 32}).check()


def test_settings_are_told_without_secrets() -> None:
    told = Config(database="postgresql://jenjang:rahasia@db/jenjang", secret="y" * 40).masked()
    assert "rahasia" not in str(told)
    assert "y" * 40 not in str(told)
    assert told["database"] == "postgresql://jenjang:***@db/jenjang"
    asked = Config(database="postgresql://db/jenjang?user=jenjang&password=rahasia&sslmode=require").masked()
    assert asked["database"] == "postgresql://db/jenjang?user=jenjang&password=***&sslmode=require"
    told_once = (
        "secret",
        "database",
        "metrics_token",
        "smtp_password",
        "siasn_key",
        "siasn_key_secret",
        "siasn_password",
    )
    assert "rahasia" not in repr(Config(**dict.fromkeys(told_once, "rahasia")))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SMTP_HOST": "mail.contoh.go.id"}, "JENJANG_SMTP_FROM"),
        ({"SMTP_HOST": "mail.contoh.go.id", "SMTP_FROM": "a@b.id", "SMTP_SECURITY": "ssl"}, "JENJANG_SMTP_SECURITY"),
        (
            {"SMTP_HOST": "mail.contoh.go.id", "SMTP_FROM": "a@b.id", "SMTP_SECURITY": "none", "SMTP_PASSWORD": "x"},
            "in the open",
        ),
        ({"SIASN_KEY": "kunci"}, "belong together"),
        (
            {
                **dict.fromkeys(("SIASN_KEY", "SIASN_KEY_SECRET", "SIASN_CLIENT", "SIASN_USER", "SIASN_PASSWORD"), "x"),
                "SIASN_ADDRESS": "http://bkn.go.id",
            },
            "JENJANG_SIASN_ADDRESS",
        ),
        ({"SYSTEMS": "/nowhere.toml"}, "/nowhere.toml"),
    ],
)
def test_settings_of_other_systems_that_do_not_fit_are_refused_by_name(given: dict[str, str], named: str) -> None:
    config = Config.read({f"JENJANG_{name}": value for name, value in given.items()})
    with pytest.raises(BadSetting, match=named):
        integrations.read(config)


def test_systems_are_read_from_their_file_and_their_secrets_are_told_nowhere(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("Bearer rahasia\n")
    file = tmp_path / "systems.toml"
    file.write_text(
        '[simpeg]\naddress = "https://simpeg.contoh.go.id/api/"\nmethods = ["GET", "POST"]\nsecret_file = "token"\n'
    )
    around = integrations.read(Config(systems=str(file), smtp_host="x", smtp_from="a@b.id", smtp_password="rahasia"))
    simpeg = around.systems["simpeg"]
    assert (simpeg.address, simpeg.methods, simpeg.headers) == (
        "https://simpeg.contoh.go.id/api",
        ("GET", "POST"),
        {"Authorization": "Bearer rahasia"},
    )
    assert "rahasia" not in repr(around) + str(Config(smtp_password="rahasia", siasn_user="1990").masked())


@pytest.mark.parametrize(
    "told",
    [
        'address = "http://simpeg.contoh.go.id"',
        'address = "https://user:pass@simpeg.contoh.go.id"',
        'address = "https://x/?a=b"',
        'address = "https://x"\nmethods = ["TRACE"]',
        'address = "https://x"\ntimeout = 1000',
        'address = "https://x"\nsecrets = "y"',
        'methods = ["GET"]',
        'address = "https://x"\nsecret = "a\\nb"',
        'address = "https://x"\nsecret_file = "nowhere"',
    ],
)
def test_a_system_that_would_not_be_safe_is_refused_by_name(tmp_path: Path, told: str) -> None:
    file = tmp_path / "systems.toml"
    file.write_text(f"[simpeg]\n{told}\n")
    with pytest.raises(BadSetting, match=r"\[simpeg\]"):
        integrations.read(Config(systems=str(file)))


AT = datetime(2026, 7, 17, 9, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "language", "short", "told"),
    [
        ("Asia/Jakarta", "id", False, "Jumat, 17 Juli 2026 16.40 WIB"),
        ("Asia/Makassar", "id", True, "17 Jul 2026 17.40 WITA"),
        ("Asia/Jayapura", "id", True, "17 Jul 2026 18.40 WIT"),
        ("Asia/Jakarta", "en", False, "Friday, 17 July 2026 16:40 WIB"),
    ],
)
def test_times_are_told_in_the_zone_of_the_unit(zone: str, language: str, short: bool, told: str) -> None:
    assert dates.moment(AT, language, zone, short=short) == told


class Week:
    """Monday to Friday."""

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5


@pytest.mark.parametrize(
    ("due", "code", "days"),
    [
        (datetime(2026, 7, 17, 16, 59, 59, tzinfo=UTC), "today", None),
        (datetime(2026, 7, 20, 16, 59, 59, tzinfo=UTC), "left", 1),
        (datetime(2026, 7, 18, 16, 59, 59, tzinfo=UTC), "before_working_day", None),
        (datetime(2026, 7, 17, 9, 0, tzinfo=UTC), "late_today", None),
        (datetime(2026, 7, 14, 16, 59, 59, tzinfo=UTC), "late", 3),
    ],
)
def test_a_deadline_is_counted_in_working_days(due: datetime, code: str, days: int | None) -> None:
    found, values = dates.deadline(due, AT, Week(), "Asia/Jakarta")
    assert (found, values.get("days")) == (code, days)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**Penting**: *baca*", "<p><strong>Penting</strong>: <em>baca</em></p>"),
        ("- satu\n- dua", "<ul>\n<li>satu</li>\n<li>dua</li>\n</ul>"),
        ("1. satu\n2. dua", "<ol>\n<li>satu</li>\n<li>dua</li>\n</ol>"),
        ("[BKN](https://www.bkn.go.id)", '<p><a href="https://www.bkn.go.id" rel="noopener noreferrer">BKN</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ('[x](https://a" onclick="alert(1))', "<p>[x](https://a&quot; onclick=&quot;alert(1))</p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("![x](https://a.id/b.png)", '<p>!<a href="https://a.id/b.png" rel="noopener noreferrer">x</a></p>'),
        (r"Kepada \*a\* \<b\>", "<p>Kepada *a* &lt;b&gt;</p>"),
        (None, ""),
    ],
)
def test_markdown_keeps_its_safe_part_and_shows_the_rest_as_text(source: str | None, html: str) -> None:
    assert markdown.render(source) == html


def test_nested_marks_take_no_time() -> None:
    assert markdown.render("*" * 5_000 + "a" + "[" * 5_000)


def test_no_word_is_lost_in_a_list_however_deep() -> None:
    assert "penting" in markdown.render("- " * 30 + "penting")
