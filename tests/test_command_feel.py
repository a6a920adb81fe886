"""`jenjang feel` and `jenjang decide`: a value, why it came out so, or a sentence with the place of the mistake."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine import seed_data
from webapp.cli import main

Jenjang = Callable[..., Result]
SIGNATORY = str(seed_data.ROOT / "processes/promotion/signatory.dmn")
HEAD = '{"eligibility": {"target_rank": "III/d"}, "parameters": {"head_status": "definitive", "region": {"head": "Wali Kota"}}}'
BROKEN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="x" name="X"><literalExpression id="l"><text>1 +
  coutn(a)</text></literalExpression></decision></definitions>"""


@pytest.fixture
def jenjang() -> Jenjang:
    return lambda *words: CliRunner().invoke(main, list(words))


def test_an_expression_is_evaluated(jenjang: Jenjang) -> None:
    told = jenjang("feel", "months >= 48", "--input", '{"months": 52}')
    assert (told.exit_code, told.output) == (0, "true\n")
    assert jenjang("feel", "0.1 + x", "--input", '{"x": 0.2}').output == "0.3\n"
    assert jenjang("feel", 'date(d) + duration("P1M")', "--input", '{"d": "2026-01-31"}').output == '"2026-02-28"\n'
    assert jenjang("feel", "[1..3]").output == '"[1 .. 3]"\n'


def test_the_clock_can_be_set_and_holidays_are_known(jenjang: Jenjang) -> None:
    told = jenjang("feel", "working days after(today(), 5)", "--now", "2026-03-16T09:00")
    assert told.output == '"2026-03-30"\n'
    assert jenjang("feel", "now()", "--now", "2026-03-16T09:00").output == '"2026-03-16T09:00:00@Asia/Jakarta"\n'
    assert jenjang("feel", "now()", "--now", "kemarin").exit_code == 2


def test_an_expression_is_explained_in_words_and_as_data(jenjang: Jenjang) -> None:
    words = ("feel", 'if rank = "III/c" then "lanjut" else "tunda"', "--input", '{"rank": "III/c"}', "--explain")
    assert jenjang(*words).output.splitlines() == [
        '"lanjut"',
        "  Golongan: III/c, syarat III/c: terpenuhi",
        "  Maka lanjut",
    ]
    told = json.loads(jenjang(*words, "--json").output)
    assert (told["value"], told["explanation"]["kind"], told["explanation"]["name"]) == ("lanjut", "if", "then")
    assert set(json.loads(jenjang("feel", "1", "--json").output)) == {"value"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a == 1", ["baris 1, kolom 4", "  a == 1\n     ^\n  Maksudnya =?"]),
        ("coutn(a)", ["fungsi coutn tidak ada", "  ^\n  Maksudnya count?"]),
        ("1 +\n (2", ["baris 2, kolom 4", "   (2"[1:] + "\n     ^\n  Tutup dengan )"]),
        ("for i in 1..100000, j in 1..100000 return i", ["100.000 langkah"]),
        ("x" * 30_000, ["20.000 karakter"]),
    ],
)
def test_a_wrong_expression_is_told_with_its_place(jenjang: Jenjang, text: str, said: list[str]) -> None:
    told = jenjang("feel", text)
    assert told.exit_code == 1
    assert [part for part in said if part not in told.output] == []


def test_a_name_that_is_not_given_is_told_beside_the_value(jenjang: Jenjang) -> None:
    told = jenjang("feel", "subjct.rank", "--input", '{"subject": {"rank": "III/c"}}')
    assert (told.exit_code, told.stdout) == (0, "null\n")
    assert told.stderr == "subjct tidak ada dalam masukan; maksudnya subject?\n"


@pytest.mark.parametrize("given", ['{"a":1,}', "[1]", "x", '{"a": NaN}', "@/nowhere.json", "[" * 100_000, ""])
def test_input_that_is_no_json_object_is_wrong_usage(jenjang: Jenjang, given: str) -> None:
    told = jenjang("feel", "1", "--input", given)
    assert (told.exit_code, isinstance(told.exception, SystemExit)) == (2, True)


def test_the_place_in_wrong_json_is_shown(jenjang: Jenjang) -> None:
    assert '  {"a":1,}\n         ^' in jenjang("feel", "1", "--input", '{"a":1,}').output


def test_a_decision_is_made_from_a_file(jenjang: Jenjang, tmp_path: Path) -> None:
    file = tmp_path / "masukan.json"
    file.write_text(HEAD)
    told = jenjang("decide", SIGNATORY, "--decision", "signatory", "--input", f"@{file}")
    assert told.exit_code == 0
    assert json.loads(told.output)["title"] == "Wali Kota"
    by_name = jenjang("decide", SIGNATORY, "--decision", "Pejabat penanda tangan SK", "--input", HEAD)
    assert by_name.output == told.output


def test_a_decision_is_explained(jenjang: Jenjang) -> None:
    told = jenjang("decide", SIGNATORY, "--decision", "signatory", "--input", HEAD, "--explain")
    assert "  Baris 1 berlaku: Sampai III/d: PPK daerah.\n".strip() in told.output
    assert "Status kepala daerah: definitif, syarat definitif: terpenuhi" in told.output
    data = json.loads(
        jenjang("decide", SIGNATORY, "--decision", "signatory", "--input", HEAD, "--explain", "--json").output
    )
    rows = data["explanation"]["decisions"][0]["logic"]["table"]["rows"]
    assert [row["number"] for row in rows if row["fired"]] == [1]


def test_a_refused_decision_is_a_sentence(jenjang: Jenjang, tmp_path: Path) -> None:
    told = jenjang("decide", SIGNATORY, "--decision", "signatry")
    assert (told.exit_code, "Keputusan ini tidak ada; yang ada: signatory." in told.output) == (1, True)
    file = tmp_path / "broken.dmn"
    file.write_text(BROKEN)
    told = jenjang("decide", str(file), "--decision", "x")
    assert told.exit_code == 1
    assert "baris 2, kolom 3: fungsi coutn tidak ada" in told.output
    assert "        coutn(a)\n        ^\n      Maksudnya count?" in told.output
    for content in ("", "<x/>", "\x00"):
        file.write_text(content)
        told = jenjang("decide", str(file), "--decision", "x")
        assert (told.exit_code, isinstance(told.exception, SystemExit)) == (1, True), content


def test_a_decision_that_contradicts_itself_is_told_with_its_rows(jenjang: Jenjang, tmp_path: Path) -> None:
    file = tmp_path / "clash.dmn"
    rule = '<rule id="r{0}"><inputEntry id="i{0}"><text>&gt; {0}</text></inputEntry><outputEntry id="o{0}"><text>{0}</text></outputEntry></rule>'
    table = f'<decisionTable id="t"><input id="i" label="Masa"><inputExpression id="e"><text>a</text></inputExpression></input><output id="o"/>{rule.format(1)}{rule.format(2)}</decisionTable>'
    file.write_text(BROKEN.partition("<literal")[0] + table + "</decision></definitions>")
    told = jenjang("decide", str(file), "--decision", "x", "--input", '{"a": 5}', "--explain")
    assert told.exit_code == 1
    assert "Masa 5, syarat > 2: terpenuhi" in told.output
    assert "Lebih dari satu baris berlaku" in told.output
