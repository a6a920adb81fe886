"""External functions: Java signatures stand for pure functions of our own, and nothing of the host is reachable."""

import datetime

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))


def value(class_, signature, *arguments):
    names = [f"a{place}" for place in range(len(arguments))]
    definition = f'{{java: {{class: "{class_}", method signature: "{signature}"}}}}'
    text = f"{{f: function({', '.join(names)}) external {definition}, r: f({', '.join(arguments)})}}.r"
    return feel.to_json(feel.parse(text).evaluate({}, ENV))


NUMBERS = [
    ("java.lang.Math", "max(int,int)", ["1", "2"], 2),
    ("java.lang.Math", "max( long , long )", ["1", "2"], 2),
    ("java.lang.StrictMath", "cos(double)", ["0"], 1),
    ("java.lang.Math", "max(float,float)", ["123.46", "456.78"], 456.78),
    ("java.lang.Math", "round(double)", ["-2.5"], -2),
    ("java.lang.Math", "rint(double)", ["2.5"], 2),
    ("java.lang.Math", "floorMod(int,int)", ["-7", "3"], 2),
    ("java.lang.Math", "ceilDiv(int,int)", ["7", "2"], 4),
    ("java.lang.Math", "cbrt(double)", ["27"], 3),
    ("java.lang.Math", "hypot(double,double)", ["3", "4"], 5),
    ("java.lang.Integer", "valueOf(java.lang.String)", ['"123"'], 123),
    ("java.lang.Integer", "parseInt(String, int)", ['"ff"', "16"], 255),
    ("java.lang.Long", "valueOf(long)", ["9007199254740993"], 9007199254740993),
    ("java.lang.Short", "valueOf(short)", ["123"], 123),
    ("java.lang.Float", "valueOf(java.lang.String)", ['"1234.56"'], 1234.56),
    ("java.lang.Double", "sum(double,double)", ["0.5", "0.25"], 0.75),
    ("java.math.BigDecimal", "valueOf(double)", ["0.1"], 0.1),
]
TEXTS = [
    ("java.lang.String", "valueOf(char)", ['"a"'], "a"),
    ("java.lang.String", "valueOf(double)", ["12345678"], "1.2345678E7"),
    ("java.lang.String", "valueOf(boolean)", ["true"], "true"),
    ("java.lang.String", "valueOf(java.lang.Object)", ["null"], "null"),
    ("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", ['"foo %s"', '"bar"'], "foo bar"),
    ("java.lang.String", "format(String, Object...)", ['"%2$s %1$S"', '"a"', '"b"'], "b A"),
    (
        "java.lang.String",
        "format(String, Object[])",
        ['"%05.1f|%-3d|%x|%b|%,d%%"', "3.14159", "7", "255", "null", "1234567"],
        "003.1|7  |ff|false|1,234,567%",
    ),
    ("java.lang.String", "join(CharSequence, java.lang.Iterable)", ['"-"', '["a", "b"]'], "a-b"),
    ("java.lang.Integer", "toHexString(int)", ["-1"], "ffffffff"),
    ("java.lang.Boolean", "parseBoolean(String)", ['"TRUE"'], True),
    ("java.lang.Character", "isDigit(char)", ['"7"'], True),
]


@pytest.mark.parametrize(("class_", "signature", "arguments", "expected"), NUMBERS + TEXTS)
def test_a_java_signature_gives_what_our_own_function_gives(class_, signature, arguments, expected):
    assert value(class_, signature, *arguments) == expected


@pytest.mark.parametrize(
    ("class_", "signature", "arguments"),
    [
        ("java.lang.Math", "max(int,int)", ["1.5", "2"]),
        ("java.lang.Math", "max(int,int)", ["3000000000", "2"]),
        ("java.lang.Math", "max(int,int)", ["1"]),
        ("java.lang.Math", "max(int,int)", ["1", "2", "3"]),
        ("java.lang.Math", "addExact(int,int)", ["2147483647", "1"]),
        ("java.lang.Math", "floorDiv(int,int)", ["1", "0"]),
        ("java.lang.Math", "sqrt(double)", ["-1"]),
        ("java.lang.Math", "exp(double)", ["1000"]),
        ("java.lang.Math", "cos(double)", ["1e400"]),
        ("java.lang.Math", "scalb(double,int)", ["1", "2000000000"]),
        ("java.lang.Math", "cos(double)", ["null"]),
        ("java.lang.String", "valueOf(char)", ['"abc"']),
        ("java.lang.String", "format(String, Object...)", ['"%s %s"', '"one"']),
        ("java.lang.String", "format(String, Object...)", ['"%q"', '"one"']),
        ("java.lang.Byte", "valueOf(byte)", ["128"]),
        ("java.lang.Integer", "parseInt(String)", ['"1_000"']),
        ("java.lang.Double", "parseDouble(String)", ['"nan"']),
    ],
)
def test_an_argument_that_does_not_fit_or_a_result_that_is_no_number_is_null(class_, signature, arguments):
    assert value(class_, signature, *arguments) is None


def test_a_written_out_function_that_is_none_of_ours_is_told_when_it_is_read():
    with pytest.raises(feel.FeelError) as refused:
        value("java.lang.Runtime", "getRuntime()")
    assert (refused.value.code, refused.value.values) == (
        "unsupported",
        {"construct": "java.lang.Runtime.getRuntime()"},
    )


def test_a_computed_definition_that_names_none_of_ours_gives_null():
    text = (
        '{d: {java: {class: "java.lang.System", method signature: "exit(int)"}}, f: function(a) external d, r: f(1)}.r'
    )
    assert feel.parse(text).evaluate({}, ENV) is None
    ours = '{d: {java: {class: "java.lang.Math", method signature: "abs(int)"}}, f: function(a) external d, r: f(-1)}.r'
    assert feel.parse(ours).evaluate({}, ENV) == 1


def test_declared_parameter_types_hold_for_a_foreign_function_too():
    text = '(function(a: string) external {java: {class: "java.lang.Math", method signature: "abs(int)"}})(-1)'
    assert feel.parse(text).evaluate({}, ENV) is None


def test_a_formatted_text_is_bounded():
    definition = '{java: {class: "java.lang.String", method signature: "format(String, Object...)"}}'
    filled = feel.parse(f"(function(a, b, c, d, e) external {definition})(pattern, big, big, big, big)")
    scope = {"pattern": "%s%s%s", "big": "x" * 60_000}
    assert len(filled.evaluate(scope, ENV)) == 180_000
    with pytest.raises(feel.FeelError) as refused:
        filled.evaluate({**scope, "pattern": "%s%s%s%s"}, ENV)
    assert refused.value.code == "string_too_long"


BOXED = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic id="f" kind="Java">
  <formalParameter name="a" typeRef="number"/>
  <context><contextEntry><variable name="class"/><literalExpression><text>"java.lang.%s"</text></literalExpression>
  </contextEntry><contextEntry><variable name="method signature"/>
  <literalExpression><text>"abs(double)"</text></literalExpression></contextEntry></context>
</encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="d"><variable name="d"/><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
<literalExpression id="e"><text>k(-4.5)</text></literalExpression></decision></definitions>"""


def test_a_boxed_java_function_runs_ours():
    model = dmn.parse(BOXED % b"Math")
    assert model.problems() == []
    assert feel.to_json(model.decide("d", {}, ENV).value) == 4.5


def test_a_boxed_java_function_that_is_none_of_ours_is_a_problem_and_null():
    model = dmn.parse(BOXED % b"Maths")
    assert [code for code, _, _ in model.problems()] == ["external_function"]
    assert model.decide("d", {}, ENV).value is None
