"""Test rows beside a decision are run by `jenjang check`: what comes out otherwise, and what they never reach, fails it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from click.testing import CliRunner
from diagrams.drawing import element, zeebe
from helpers.definitions import process

from engine import feel, lint
from engine.calendar import Calendar
from webapp.cli import main

DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">%s</definitions>"""
LIMITS = """<decision id="limit" name="Batas"><variable name="limit"/><literalExpression id="l"><text>{days: 5, day: today(), due: working days after(today(), 3)}</text></literalExpression></decision>"""
TABLE = """<decision id="allowed" name="Boleh"><variable name="allowed"/><decisionTable id="t" hitPolicy="UNIQUE"><input id="i" label="Hari"><inputExpression id="ie" typeRef="number">
<text>request.days</text></inputExpression></input><input id="j" label="Batas"><inputExpression id="je" typeRef="number"><text>limit.days</text></inputExpression></input>
<output id="o" name="allowed"/><output id="p" name="why"/>
<rule id="r1"><inputEntry id="c1"><text>&lt;= 3</text></inputEntry><inputEntry id="c2"><text>-</text></inputEntry><outputEntry id="e1"><text>true</text></outputEntry>
<outputEntry id="e2"><text>["short"]</text></outputEntry></rule>
<rule id="r2"><inputEntry id="c3"><text>&gt; 3</text></inputEntry><inputEntry id="c4"><text>-</text></inputEntry><outputEntry id="e3"><text>request.days &lt;= limit.days</text></outputEntry>
<outputEntry id="e4"><text>["long", string(request.days)]</text></outputEntry></rule></decisionTable></decision>"""
STORY = 'process = "leave"\nclock = 2026-07-08T09:00:00+07:00\n[people.ani]\nunit = "dishub"\n[[step]]\nby = "ani"\nstart = {}\nexpect = { ended = "done" }\n'
LIMIT = "case,clock,out:days,out:day,out:due\n,,5,2026-07-08,2026-07-13\nlain,2026-08-14T09:00:00+07:00,5,2026-08-14,2026-08-20\n"
ALLOWED = 'case,in:request.days,in:limit.days,out:allowed,out:why\ntepat,3,5,true,"[""short""]"\nlebih,4,5,true,"[""long"", ""4""]"\n'

CALENDAR = feel.EvalContext(now=datetime(2026, 7, 8, tzinfo=UTC), calendar=Calendar(frozenset({date(2026, 8, 17)})))


def trial(**rows: str) -> lint.Trial:
    """The decisions tried by these test rows."""
    contents, found = lint.read("leave", {"limits.dmn": (DMN % LIMITS).encode(), "leave.dmn": (DMN % TABLE).encode()})
    assert [finding.rule for finding in found] == ["main_process_missing"]
    return lint.trial(contents, rows, CALENDAR)


def test_rows_that_come_out_as_they_say_pass() -> None:
    tried = trial(limit=LIMIT, allowed=ALLOWED)
    assert (tried.passed, tried.tried, tried.failed) == (True, 4, [])


def test_a_row_that_comes_out_otherwise_is_told_with_what_was_found() -> None:
    tried = trial(limit=LIMIT, allowed=ALLOWED.replace("lebih,4,5,true", "lebih,4,3,true"))
    (failed,) = tried.failed
    assert not tried.passed
    assert failed.to_dict() == {
        "decision": "allowed",
        "line": 3,
        "name": "lebih",
        "path": "allowed",
        "expected": True,
        "found": False,
    }


def test_a_decision_that_is_not_given_is_made() -> None:
    without = "in:request.days,out:allowed\n3,true\n5,true\n6,false\n"
    tried = trial(limit=LIMIT, allowed=without)
    assert tried.failed == []


def test_what_no_test_row_reaches_fails() -> None:
    tried = trial(limit=LIMIT, allowed=ALLOWED.partition("lebih")[0])
    assert (tried.passed, tried.unfired, tried.untried) == (False, [("allowed", 2)], [])
    tried = trial(allowed=ALLOWED)
    assert (tried.passed, tried.unfired, tried.untried) == (False, [], ["limit"])


UNREAD = {
    "case_column": "case,out:days,in\n,5,1\n",
    "case_width": "case,out:days\n,5,1\n",
    "case_clock": "clock,out:days\n2026-07-08T09:00:00,5\n",
    "cases_empty": "case,in:x\n,1\n",
    "cases_without_decision": LIMIT,
}


def test_test_rows_that_cannot_be_read_are_told() -> None:
    tried = trial(limit=LIMIT, allowed=ALLOWED, **UNREAD)
    assert not tried.passed
    assert {name: refusal.code for name, refusal in tried.unread.items()} == {code: code for code in UNREAD}


def test_a_table_that_refuses_its_input_is_told_by_its_code() -> None:
    tried = trial(limit=LIMIT, allowed=ALLOWED.replace("lebih,4,5", "lebih,empat,5"))
    assert [one.actual for one in tried.failed] == ["input_type"]


def test_check_tells_all_of_it_in_words(tmp_path: Path) -> None:
    home = tmp_path / "processes" / "leave"
    rule = element("businessRuleTask", "rule", zeebe("calledDecision", decisionId="limit", resultVariable="limit"))
    made = process(
        "leave", "start asked\nend done", rule, "asked > rule > done", properties={"startableBy": "everyone"}
    )
    (home / "stories").mkdir(parents=True)
    (home / "stories" / "done.toml").write_text(STORY)
    (home / "leave.bpmn").write_bytes(made.files["leave.bpmn"])
    (home / "limits.dmn").write_text(DMN % LIMITS)
    (home / "leave.dmn").write_text(DMN % TABLE)
    (home / "allowed.cases.csv").write_text(ALLOWED.replace("tepat,3,5,true", "tepat,9,5,true"))
    (home / "alowed.cases.csv").write_text(ALLOWED)
    told = CliRunner().invoke(main, ["check", str(home)])
    assert told.exit_code == 1
    for words in (
        "GAGAL: leave",
        "2 baris uji",
        "uji allowed baris 2 (tepat): allowed: diharapkan True, ternyata False",
        "uji alowed: Tidak ada keputusan alowed",
        "keputusan tanpa baris uji: limit",
        "baris tabel allowed yang tidak dicapai baris uji mana pun: 1",
    ):
        assert words in told.output
    (home / "allowed.cases.csv").write_text(ALLOWED)
    (home / "alowed.cases.csv").rename(home / "limit.cases.csv").write_text(LIMIT)
    (result,) = json.loads(CliRunner().invoke(main, ["check", str(home), "--json"]).output)
    assert (result["passed"], result["trial"]["tried"], result["trial"]["failed"]) == (True, 4, [])
    (home / "leave.dmn").write_text((DMN % TABLE).replace("&gt; 3", "&gt; 3.5"))
    told = CliRunner().invoke(main, ["check", str(home)])
    assert "warning: leave.dmn t “allowed”: Tabel allowed: ada nilai masukan yang tidak dijawab" in told.output
    assert "contoh: Hari = 3.1, Batas = 0" in told.output
