"""Reasons in words: conditions, rows, formulas, values, as Indonesians write them and in English."""

from typing import Any

import pytest
from helpers.decisions import wednesday

from engine import dmn, feel
from engine.feel.builtins.registry import LIBRARY
from webapp import reasons
from webapp.rendering.translations import Reader, catalogue

INDONESIAN, ENGLISH = Reader("id"), Reader("en")
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="ready" name="Layak naik pangkat"><decisionTable id="t" hitPolicy="FIRST">
<input id="i1" label="Masa kerja golongan (bulan)"><inputExpression id="e1"><text>months</text></inputExpression></input>
<input id="i2" label="Tanggal usul"><inputExpression id="e2" typeRef="date"><text>sent</text></inputExpression></input>
<output id="o1" name="verdict" label="Putusan"/>
<rule id="r1"><inputEntry id="a1"><text>&gt;= 48</text></inputEntry><inputEntry id="b1"><text>&gt;= date("2025-10-01")</text></inputEntry><outputEntry id="c1"><text>"MS"</text></outputEntry></rule>
<rule id="r2"><inputEntry id="a2"><text>[24..48)</text></inputEntry><inputEntry id="b2"><text>-</text></inputEntry><outputEntry id="c2"><text>"TMS"</text></outputEntry></rule>
<rule id="r3"><inputEntry id="a3"><text>not(null, 0)</text></inputEntry><inputEntry id="b3"><text>-</text></inputEntry><outputEntry id="c3"><text>"BTL"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""
MODEL = dmn.parse(TABLE.encode())


def decision(reader: Reader, **scope: Any) -> str:
    story = dmn.explain(MODEL, "ready", scope, wednesday())
    (line,) = reasons.explanation(story, reasons.labels([MODEL]), reader)
    return reasons.to_text(line)


def formula(text: str, reader: Reader = INDONESIAN, **scope: Any) -> list[str]:
    story = feel.explain(feel.parse(text), scope, wednesday())
    (line,) = reasons.expression(story, reader)
    return [each.text for each in line.all()]


def test_a_condition_of_a_row_reads_as_a_clerk_says_it() -> None:
    told = decision(INDONESIAN, months=52, sent="2026-07-02")
    assert "Masa kerja golongan 52 bulan, syarat ≥ 48: terpenuhi" in told
    assert "Tanggal usul 2 Juli 2026, syarat sejak 1 Oktober 2025: terpenuhi" in told
    assert told.splitlines()[0] == "Layak naik pangkat: MS"
    assert "Baris sesudah yang berlaku tidak diperiksa lagi" in told


def test_english_readers_read_it_in_english() -> None:
    told = decision(ENGLISH, months=52, sent="2026-07-02")
    assert "Months 52, required ≥ 48: met" in told
    assert "Sent 2 July 2026, required since 1 October 2025: met" in told
    assert told.splitlines()[0] == "Ready: MS"


def test_a_row_that_does_not_apply_says_which_condition_failed() -> None:
    told = decision(INDONESIAN, months=30.5, sent="2026-07-02")
    assert "Baris 1 tidak berlaku\n      Masa kerja golongan 30,5 bulan, syarat ≥ 48: tidak terpenuhi" in told
    assert "syarat antara 24 dan 48 (akhirnya tidak termasuk): terpenuhi" in told


def test_what_is_missing_cannot_be_judged() -> None:
    told = decision(INDONESIAN, months=None, sent=None)
    assert "Masa kerja golongan: kosong, syarat ≥ 48: tidak dapat dinilai" in told
    assert "syarat selain kosong atau 0: tidak" in told
    assert "Tidak ada baris yang berlaku" in told


@pytest.mark.parametrize(
    ("text", "scope", "said"),
    [
        ("credit > 50 and rank = null", {"credit": 62.5, "rank": None}, "Angka kredit 62,5, syarat > 50: terpenuhi"),
        ('rank in ("III/a", "III/b")', {"rank": "III/c"}, "Golongan: III/c, syarat III/a atau III/b: tidak terpenuhi"),
        ("rank != null", {"rank": "III/c"}, "Golongan: III/c, syarat terisi: terpenuhi"),
        ("credit between 1 and 5", {"credit": 3}, "Angka kredit 3, syarat antara 1 dan 5: terpenuhi"),
        (
            "some t in trainings satisfies t.hours > 20",
            {"trainings": [{"title": "Arsip", "hours": 24}]},
            "Butir yang menentukan: Judul Arsip, JP 24",
        ),
        ("not(passed)", {"passed": False}, "Lulus: tidak, syarat tidak: terpenuhi"),
        ('if passed then "lulus" else "gagal"', {"passed": True}, "Maka lulus"),
        (
            'date(rank_since) + duration("P4Y")',
            {"rank_since": "2022-04-01"},
            "Dihitung dari TMT golongan (1 April 2022) + 4 tahun",
        ),
        ("sum(hours)", {"hours": [6, 40]}, "Dihitung dari jumlah JP (6, 40)"),
        (
            "date(birth_date).year",
            {"birth_date": "1990-02-28"},
            "Dihitung dari tahun dari Tanggal lahir (28 Februari 1990)",
        ),
        ('@"2026-07-08T15:00:00+07:00"', {}, "Hasil: Rabu, 8 Juli 2026 15.00 WIB"),
        ('duration("P1Y2M")', {}, "Hasil: 1 tahun 2 bulan"),
        ('duration("-P2DT90M")', {}, "Hasil: −2 hari 1 jam 30 menit"),
        ("wait", {"wait": "PT10M"}, "Hasil: 10 menit"),
        ("code", {"code": "PPPK"}, "Hasil: PPPK"),
        ('time("23:59:00")', {}, "Hasil: 23.59"),
        ("[1..5)", {}, "Hasil: antara 1 dan 5 (akhirnya tidak termasuk)"),
        ("2026 + 0", {}, "Hasil: 2026"),
        ("12345.5", {}, "Hasil: 12.345,5"),
        ("null", {}, "Hasil: kosong"),
        ("0.00012", {}, "Hasil: 0,00012"),
        ("10 ** 6100", {}, "Hasil: 1E+6100"),
        ("9999999999999999999999999999999999", {}, "Hasil: 1e+34"),
        ("credit instance of number", {"credit": 1}, "Angka kredit 1, syarat berupa angka: terpenuhi"),
    ],
)
def test_formulas_are_told(text: str, scope: dict[str, Any], said: str) -> None:
    assert said in formula(text, **scope)


def test_durations_have_a_number_in_english() -> None:
    assert formula('duration("P1Y2M")', ENGLISH) == ["Result: 1 year 2 months"]


def test_a_refused_decision_says_why_first() -> None:
    broken = dmn.parse(TABLE.replace('hitPolicy="FIRST"', "").encode())
    story = dmn.explain(broken, "ready", {"months": 52, "sent": "2026-07-02"}, wednesday())
    lines = reasons.explanation(story, reasons.labels([broken]), INDONESIAN)
    assert lines[0].text.startswith("Keputusan tidak dapat diambil: lebih dari satu baris berlaku")
    assert "Baris 3 cocok, tetapi tidak dipakai" in reasons.to_text(lines[1])


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_function_has_words(language: str) -> None:
    assert set(catalogue(language, "function")) == set(LIBRARY)
