"""Pages show verdicts and outcomes in the tone that tables and forms give them; Python knows none of them."""

import re
from typing import Any

import pytest
from helpers import office
from helpers.office import NURHAYATI, Visitor, task_addresses, text

import forms
from engine import definition
from engine.bundle import Bundle
from engine.database.base import Database
from webapp.rendering.tones import verdict_tone, without_tone

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

TABLE, FORM = "allowance.dmn", "forms/approve_permit.form"
VERDICTS = {"HIJAU": "success", "KUNING": "warning", "MERAH": "danger", "PUTIH": "neutral"}
LOOKS = {"success": "is-passed", "warning": "is-warned", "danger": "is-failed", "neutral": "is-open"}


def table(verdicts: dict[str, str | None]) -> bytes:
    """The table of the permit, with a row for each of these verdicts and its tone; None: the table has no tones."""
    toned = None not in verdicts.values()
    source = office.permit().files[TABLE].decode()
    (row,) = re.findall(r"<rule.*?</rule>", source, re.DOTALL)
    rows = ""
    for verdict, tone in verdicts.items():
        entry = f'<outputEntry id="{verdict}_tone"><text>"{tone}"</text></outputEntry>' if toned else ""
        rows += row.replace("too_long", verdict).replace('"TMS"', f'"{verdict}"').replace("</rule>", entry + "</rule>")
    column = '<output id="allowance_tone" label="Nada" name="tone" typeRef="string" />' if toned else ""
    return source.replace(row, rows).replace("<rule", column + "<rule", 1).encode()


def form(**tones: str) -> bytes:
    """The form of the permit, its outcomes in these tones."""
    properties = "".join(f', "tone.{value}": "{tone}"' for value, tone in tones.items())
    return office.permit().files[FORM].replace(b'refused"}', f'refused"{properties}}}'.encode())


def permit(**files: bytes) -> Bundle:
    return Bundle("permit", {**office.permit().files, **files})


def publish(database: Database, bundle: Bundle) -> None:
    with database.write() as session:
        definition.publish(session, None, bundle, "uji")
        session.commit()


def rules(page: str) -> dict[str, str]:
    """The look of each rule on a page, by its verdict."""
    return {
        verdict: look
        for look, verdict in re.findall(r'<li class="([\w-]+)">.*?<strong>(\w+)</strong>', page, re.DOTALL)
    }


def buttons(page: str) -> dict[str, str]:
    """The look of each button of an outcome, by its value."""
    found = re.findall(r'class="btn ([\w-]+)" name="approval.outcome" value="(\w+)"', page)
    return {value: look for look, value in found}


def test_a_verdict_of_a_made_up_procedure_has_the_tone_of_its_table(app: Any, staff: Any, database: Database) -> None:
    publish(database, permit(**{TABLE: table(dict(VERDICTS))}))
    case = Visitor(app, NURHAYATI).start(request__days="9")
    head = Visitor(app, "kadis")
    page = text(head.get(task_addresses(head.get("/"))[0]))
    assert rules(page) == {verdict: LOOKS[tone] for verdict, tone in VERDICTS.items()}
    assert "Nada" not in page
    assert rules(text(head.get(case)))["KUNING"] == "is-warned"


def test_a_verdict_without_a_tone_has_that_of_its_code_as_ever(app: Any, staff: Any, database: Database) -> None:
    codes = ("MS", "TMS", "BTL", "BTS", "BLOCKED", "HIJAU")
    publish(database, permit(**{TABLE: table(dict.fromkeys(codes))}))
    Visitor(app, NURHAYATI).start(request__days="9")
    head = Visitor(app, "kadis")
    looks = rules(text(head.get(task_addresses(head.get("/"))[0])))
    assert looks == dict(
        zip(codes, ("is-passed", "is-failed", "is-failed", "is-failed", "is-open", "is-open"), strict=True)
    )


def test_an_outcome_has_the_tone_of_its_form_on_its_button_and_in_the_history(
    app: Any, staff: Any, database: Database
) -> None:
    publish(database, permit(**{FORM: form(granted="success", refused="danger")}))
    case = Visitor(app, NURHAYATI).start()
    head = Visitor(app, "kadis")
    address = task_addresses(head.get("/"))[0]
    looks = {"granted": "btn-success", "returned": "btn-outline-secondary", "refused": "btn-outline-danger"}
    assert buttons(text(head.get(address))) == looks
    head.post(f"{address}/complete", page=address, approval__outcome="refused", approval__reason="Tidak perlu")
    assert '<span class="jj-badge jj-badge-late">Tolak</span>' in text(Visitor(app, NURHAYATI).get(case))


def test_an_outcome_without_a_tone_looks_plain(app: Any, staff: Any) -> None:
    case = Visitor(app, NURHAYATI).start()
    head = Visitor(app, "kadis")
    address = task_addresses(head.get("/"))[0]
    looks = {"granted": "btn-primary", "returned": "btn-outline-secondary", "refused": "btn-outline-secondary"}
    assert buttons(text(head.get(address))) == looks
    head.post(f"{address}/complete", page=address, approval__outcome="refused", approval__reason="Tidak perlu")
    assert ": Tolak</div>" in text(Visitor(app, NURHAYATI).get(case))


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        (FORM, form(granted="loud"), "unknown_tone"),
        (FORM, form(gone="danger"), "unknown_tone_option"),
        (TABLE, table({"MERAH": "red"}), "unknown_tone"),
    ],
)
def test_a_tone_that_no_page_knows_or_of_no_option_is_found(
    database: Database, file: str, content: bytes, code: str
) -> None:
    with database.read() as session:
        found = definition.check(session, permit(**{file: content}))
    assert code in {finding.rule for finding in found if finding.severity == "error"}


def test_what_is_no_tone_is_shown_as_none(database: Database) -> None:
    assert verdict_tone({"verdict": "TMS", "tone": None}) == "neutral"
    assert verdict_tone({"verdict": "TMS", "tone": ["danger"]}) == "neutral"
    assert verdict_tone("TMS") == "neutral"


def test_a_form_that_ran_before_there_were_tones_is_read_whatever_its_properties_say(database: Database) -> None:
    read = forms.parse(form(granted="hijau", gone="danger"))
    assert read.outcome
    assert [problem.code for problem in read.tone_problems()] == ["unknown_tone", "unknown_tone_option"]


def test_an_output_called_tone_that_is_none_stays_a_fact(database: Database) -> None:
    assert without_tone({"verdict": "MS", "tone": "ramah"}) == {"verdict": "MS", "tone": "ramah"}
    assert without_tone({"verdict": "MS", "tone": "success"}) == {"verdict": "MS"}
