"""Tables as procedures use them: validity dates, all failing rules with their codes, typed inputs, annotations."""

import datetime
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))


def entries(word: str, cells: list[str]) -> str:
    return "".join(f"<{word}><text>{escape(cell)}</text></{word}>" for cell in cells)


def model(
    inputs: list[str], outputs: list[str], rows: list[tuple], policy: str = "UNIQUE", more: str = ""
) -> dmn.Model:
    """Inputs are "expression: type", outputs names; a row is (tests, outputs, annotation…)."""
    columns = "".join(
        f"<input id='i{place}'><inputExpression typeRef='{kind.strip()}'><text>{text}</text></inputExpression></input>"
        for place, (text, _, kind) in enumerate(written.rpartition(":") for written in inputs)
    )
    columns += "".join(f"<output name='{name}'/>" for name in outputs)
    rules = "".join(
        f"<rule>{entries('inputEntry', tests)}{entries('outputEntry', results)}"
        f"{entries('annotationEntry', said)}</rule>"
        for tests, results, *said in rows
    )
    return dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">{more}
        <decision id="d" name="Eligibility"><variable name="eligibility"/>
        <decisionTable id="t" hitPolicy="{policy}">{columns}{rules}</decisionTable></decision></definitions>""".encode()
    )


PERIODS = model(
    ["case.started: date", "kind: string"],
    ["effective_from", "period"],
    [
        (['[date("2024-01-01")..date("2025-09-30")]', '"reguler"'], ['date("2024-01-01")', '"two months"']),
        (['>= date("2025-10-01")', '"reguler"'], ['date("2025-10-01")', '"month"']),
    ],
)


@pytest.mark.parametrize(
    ("day", "period"), [("2025-09-30", "two months"), ("2025-10-01", "month"), ("2026-07-08T09:00:00+07:00", "month")]
)
def test_the_row_in_force_on_the_day_of_the_case_decides(day: str, period: str):
    decided = PERIODS.decide("d", {"case": {"started": day}, "kind": "reguler"}, ENV)
    assert decided.value["period"] == period
    assert decided.value["effective_from"] <= datetime.date.fromisoformat(day[:10])


def test_before_the_first_row_came_into_force_nothing_is_decided():
    assert PERIODS.decide("d", {"case": {"started": "2023-12-31"}, "kind": "reguler"}, ENV).value is None


def test_validity_dates_may_stand_in_columns_that_are_open_at_one_end():
    dated = model(
        ["on: date", "on: date"],
        ["rate"],
        [(['>= date("2024-01-01")', '<= date("2025-12-31")'], ["1"]), (['>= date("2026-01-01")', "-"], ["2"])],
    )
    assert dated.decide("d", {"on": "2025-12-31"}, ENV).value == Decimal(1)
    assert dated.decide("d", {"on": datetime.date(2026, 1, 1)}, ENV).value == Decimal(2)


def test_all_failing_rules_are_collected_with_their_codes_and_their_legal_basis():
    rules = model(
        ["kind: string", "months: number", "subject.discipline: string", "subject.predicate: Any"],
        ["code", "verdict"],
        [
            (['"101"', "< 48", "-", "-"], ['"KP-01"', '"TMS"'], "PP 99/2000 ps 6"),
            (["-", "-", "-", 'not("Baik", "Sangat Baik")'], ['"KP-02"', '"TMS"'], "PermenPANRB 6/2022"),
            (["-", "-", '"sedang", "berat"', "-"], ['"KP-05"', '"BTL"'], "PP 94/2021", "until it ends"),
        ],
        policy="COLLECT",
    )
    subject = {"discipline": "sedang", "predicate": "Baik"}
    decided = rules.decide("d", {"kind": "101", "months": 47, "subject": subject}, ENV)
    assert decided.value == [{"code": "KP-01", "verdict": "TMS"}, {"code": "KP-05", "verdict": "BTL"}]
    evaluation = decided.evaluations[-1]
    assert (evaluation.decision, evaluation.name, evaluation.rows) == ("d", "Eligibility", [1, 3])
    assert evaluation.annotations == ["PP 99/2000 ps 6", "PP 94/2021", "until it ends"]
    assert evaluation.inputs["months"] == Decimal(47)
    clean = {"kind": "101", "months": 48, "subject": {"discipline": None, "predicate": "Sangat Baik"}}
    assert rules.decide("d", clean, ENV).value == []


@pytest.mark.parametrize(
    ("kind", "given", "test"),
    [
        ("number", 48, "[48..48]"),
        ("number", "48.5", "48.5"),
        ("number", 0.1, "0.1"),
        ("date", "2026-07-08", 'date("2026-07-08")'),
        ("time", "09:30:00", '< time("10:00:00")'),
        ("dateTime", "2026-07-08T09:00:00Z", 'date and time("2026-07-08T09:00:00Z")'),
        ("dayTimeDuration", "P3D", '> duration("P2D")'),
        ("yearMonthDuration", "P4Y", 'duration("P48M")'),
        ("boolean", True, "true"),
        ("string", "2026-07-08", '"2026-07-08"'),
        ("Any", "2026-07-08", '"2026-07-08"'),
    ],
)
def test_an_input_is_brought_into_the_type_of_its_column(kind: str, given: object, test: str):
    assert model([f"x: {kind}"], ["out"], [([test], ["1"])]).decide("d", {"x": given}, ENV).value == Decimal(1)


@pytest.mark.parametrize(
    ("kind", "given"), [("date", "tomorrow"), ("number", "many"), ("boolean", "true"), ("yearMonthDuration", "P3D")]
)
def test_an_input_that_is_not_of_the_type_of_its_column_is_refused_by_name(kind: str, given: object):
    with pytest.raises(dmn.DmnError) as refused:
        model([f"x: {kind}"], ["out"], [(["-"], ["1"])]).decide("d", {"x": given}, ENV)
    assert refused.value.code == "input_type"
    assert (refused.value.values["element"], refused.value.values["input"]) == ("i0", "x")


def test_two_columns_of_one_label_are_told_apart_in_what_was_read():
    labelled = dmn.parse(
        b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">
        <decision id="d" name="d"><decisionTable>
        <input label="day"><inputExpression><text>a</text></inputExpression></input>
        <input label="day"><inputExpression><text>b</text></inputExpression></input><output/>
        <rule><inputEntry><text>1</text></inputEntry><inputEntry><text>2</text></inputEntry>
        <outputEntry><text>3</text></outputEntry></rule></decisionTable></decision></definitions>"""
    )
    assert labelled.decide("d", {"a": 1, "b": 2}, ENV).evaluations[0].inputs == {"day (a)": 1, "day (b)": 2}


def test_an_input_outside_the_allowed_values_is_refused():
    limited = dmn.parse(
        b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">
        <decision id="d" name="d"><decisionTable><input id="i"><inputExpression><text>kind</text></inputExpression>
        <inputValues><text>"reguler", "pilihan"</text></inputValues></input><output/>
        <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
        </decisionTable></decision></definitions>"""
    )
    assert limited.decide("d", {"kind": "pilihan"}, ENV).value == Decimal(1)
    with pytest.raises(dmn.DmnError) as refused:
        limited.decide("d", {"kind": "lain"}, ENV)
    assert refused.value.code == "input_not_allowed"
    assert refused.value.values["expected"] == '"reguler", "pilihan"'
    assert refused.value.values["given"] == "lain"


class Counting:
    """A calendar that counts how often it is asked."""

    asked = 0

    def is_working(self, day: datetime.date) -> bool:
        self.asked += 1
        return True


@pytest.mark.parametrize("test", ["{}", "? = {}"])
def test_an_input_expression_is_evaluated_once_however_many_rows_read_it(test: str):
    def asked(rows: int) -> int:
        calendar = Counting()
        cells = [([test.format(number)], [f"{number}"]) for number in range(1, rows + 1)]
        days = model(['working days between(date("2026-07-01"), date("2026-07-04")): number'], ["out"], cells)
        assert days.decide("d", {}, feel.EvalContext(now=ENV.now, calendar=calendar)).value == Decimal(3)
        return calendar.asked

    assert asked(300) == asked(3) > 0


def test_a_cell_may_read_the_other_variables_and_the_value_as_a_question_mark():
    both = model(["x: number"], ["out"], [(["> limit"], ["1"]), (["? < limit and ? > 0"], ["2"])])
    assert both.decide("d", {"x": 5, "limit": 4}, ENV).value == Decimal(1)
    assert both.decide("d", {"x": 5, "limit": 6}, ENV).value == Decimal(2)


def test_outputs_are_expressions_over_the_same_scope():
    priced = model(["days: number"], ["cost"], [(["> 0"], ["days * rate"])])
    assert priced.decide("d", {"days": 3, "rate": 150000}, ENV).value == Decimal(450000)


def test_a_description_of_a_row_is_an_annotation_too():
    described = dmn.parse(
        b"""<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" namespace="t" name="t">
        <decision id="d" name="d"><decisionTable><input><inputExpression><text>x</text></inputExpression></input>
        <output name="o"/><rule><description>why</description><inputEntry><text>1</text></inputEntry>
        <outputEntry><text>2</text></outputEntry></rule></decisionTable></decision></definitions>"""
    )
    assert described.decide("d", {"x": 1}, ENV).evaluations[0].annotations == ["why"]
