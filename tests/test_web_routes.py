"""Every address, asked by anonymous, stranger, wrong lane and right person; the list of addresses comes from the app."""

import base64
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from helpers import office
from helpers.machines import account
from helpers.office import PASSWORD, Visitor, pdf, task_addresses

from engine.database.base import Database
from webapp import create_app
from webapp.platform.config import Config

LOGIN, NOT_FOUND, FORBIDDEN, OK, DONE, REFUSED = 302, 404, 403, 200, 302, 422
NO_TOKEN, NO_CONTENT, MADE, GONE = 401, 204, 201, 409


@dataclass(frozen=True)
class Expected:
    """Who is the right person, what they get, and what the wrong lane and the stranger get instead."""

    by: str = "head"
    right: int = OK
    stranger: int = OK
    wrong: int = OK
    anonymous: int = LOGIN
    where: Callable[[Any], dict[str, Any]] = lambda scene: {}
    given: Callable[[Any], dict[str, Any]] = lambda scene: {}
    files: Callable[[], dict[str, Any]] = field(default=dict)
    sent: dict[str, Any] | None = None


def task(scene: Any) -> dict[str, Any]:
    return {"task_id": scene.fresh_task()}


def case(scene: Any) -> dict[str, Any]:
    return {"case_id": scene.case}


def nothing(scene: Any) -> dict[str, Any]:
    return {"job_key": 1}


def version(**more: str) -> Callable[[Any], dict[str, Any]]:
    return lambda scene: {"key": "permit", "version": 1, **more}


def upload() -> dict[str, Any]:
    return {"archive": (BytesIO(office.permit().zip()), "permit.zip")}


ANYBODY = {"stranger": OK, "wrong": OK, "anonymous": OK}
HIDDEN = {"stranger": NOT_FOUND, "wrong": NOT_FOUND}
CLOSED = {"stranger": FORBIDDEN, "wrong": FORBIDDEN}
ADMIN = {"by": "administrator", **CLOSED}
# A machine's door: nobody's session opens it, the right token does.
MACHINE = {"by": "machine", "stranger": NO_TOKEN, "wrong": NO_TOKEN, "anonymous": NO_TOKEN}
ACTIVATE = {"type": "outside", "timeout": 30_000, "maxJobsToActivate": 1, "requestTimeout": -1}
APPROVE = {"approval.outcome": "granted"}
PERSON = {"name": "Orang Baru", "login": "orangbaru"}
MEMBERSHIP = {"role": "unit_head", "unit": "dinkes", "since": "2026-07-01"}
STAND_IN = {
    "kind": "plh",
    "absent": "sekda",
    "substitute": "petugas",
    "since": "2026-08-01",
    "until": "2026-08-09",
    "letter": "800/1/2026",
}

TABLE: dict[str, Expected] = {
    "static": Expected(**ANYBODY, where=lambda scene: {"filename": "favicon.svg"}),
    "session.login": Expected(right=DONE, stranger=DONE, wrong=DONE, anonymous=OK),
    "session.enter": Expected(
        right=DONE,
        stranger=DONE,
        wrong=DONE,
        anonymous=DONE,
        given=lambda scene: {"login": "kadis", "password": PASSWORD},
    ),
    "session.language": Expected(
        right=DONE, stranger=DONE, wrong=DONE, anonymous=DONE, given=lambda scene: {"language": "id"}
    ),
    "session.leave": Expected(right=DONE, stranger=DONE, wrong=DONE),
    "session.leave_everywhere": Expected(right=DONE, stranger=DONE, wrong=DONE),
    "system.health": Expected(**ANYBODY),
    "system.ready": Expected(right=503, stranger=503, wrong=503, anonymous=503),
    "system.metrics": Expected(**ANYBODY),
    "system.licenses": Expected(**ANYBODY),
    "system.favicon": Expected(**ANYBODY),
    "registration.form": Expected(**ANYBODY),
    "registration.register": Expected(right=REFUSED, stranger=REFUSED, wrong=REFUSED, anonymous=REFUSED),
    "clock.forward": Expected(**ADMIN, right=DONE, given=lambda scene: {"by": "1h"}),
    "account.own": Expected(),
    "account.password": Expected(right=REFUSED, stranger=REFUSED, wrong=REFUSED),
    "account.mail": Expected(right=DONE, stranger=DONE, wrong=DONE),
    "account.notices": Expected(),
    "account.read_all": Expected(right=DONE, stranger=DONE, wrong=DONE),
    "account.open_notice": Expected("employee", DONE, **HIDDEN, where=lambda scene: {"notice_id": scene.notice}),
    "tasks.inbox": Expected(),
    "tasks.shown": Expected(**HIDDEN, where=task),
    "tasks.claim": Expected(**HIDDEN, right=DONE, where=task),
    "tasks.release": Expected(**HIDDEN, right=409, where=task),
    "tasks.delegate": Expected(
        **HIDDEN, right=REFUSED, where=task, given=lambda scene: {"to": "lain", "reason": "sakit"}
    ),
    "tasks.fields": Expected(**HIDDEN, where=task),
    "tasks.complete": Expected(**HIDDEN, right=DONE, where=task, given=lambda scene: APPROVE),
    "tasks.withdraw": Expected(**HIDDEN, right=FORBIDDEN, where=task, given=lambda scene: {"reason": "salah"}),
    "bulk.chosen": Expected(**HIDDEN, given=lambda scene: {"task": scene.fresh_task()}),
    "bulk.complete": Expected(stranger=REFUSED, wrong=REFUSED, given=lambda scene: {**scene.ticked_row(), **APPROVE}),
    "starting.listed": Expected(),
    "starting.form": Expected(where=lambda scene: {"key": "permit"}),
    "starting.fields": Expected(where=lambda scene: {"key": "permit"}),
    "starting.start": Expected(right=REFUSED, stranger=REFUSED, wrong=REFUSED, where=lambda scene: {"key": "permit"}),
    "cases.listed": Expected(),
    "cases.shown": Expected(**HIDDEN, where=case),
    "cases.diagram": Expected(**HIDDEN, where=lambda scene: {**case(scene), "path": "permit.bpmn"}),
    "cases.cancel": Expected(
        "employee",
        DONE,
        **HIDDEN,
        where=lambda scene: {"case_id": scene.fresh_case()},
        given=lambda scene: {"reason": "batal"},
    ),
    "cases.mend": Expected(
        "auditor", NOT_FOUND, **HIDDEN, where=lambda scene: {**case(scene), "incident_id": 1, "verb": "retry"}
    ),
    "why.case": Expected(**HIDDEN, where=lambda scene: {**case(scene), "seq": 0, "number": 0}),
    "why.task": Expected(**HIDDEN, where=lambda scene: {**task(scene), "seq": 0, "number": 0}),
    "documents.download": Expected(**HIDDEN, where=lambda scene: {"document_id": scene.document}),
    "publishing.form": Expected("designer", **CLOSED),
    "publishing.check": Expected("designer", **CLOSED, files=upload),
    "publishing.publish": Expected(
        "designer", REFUSED, **CLOSED, given=lambda scene: {"archive": base64.b64encode(office.permit().zip()).decode()}
    ),
    "definitions.listed": Expected("auditor", **CLOSED),
    "definitions.shown": Expected("designer", **CLOSED, where=version()),
    "definitions.form": Expected("designer", **CLOSED, where=version(form_id="approve_permit")),
    "definitions.table": Expected("auditor", **CLOSED, where=version(path="allowance.dmn")),
    "definitions.file": Expected("designer", **CLOSED, where=version(path="permit.bpmn")),
    "definitions.download": Expected("designer", **CLOSED, where=version()),
    "audit.search": Expected("auditor", **CLOSED),
    "audit.events": Expected("auditor", **CLOSED),
    "audit.case": Expected("auditor", **CLOSED, where=case),
    "audit.export": Expected("auditor", **CLOSED, where=case),
    "operator.incidents": Expected(**ADMIN),
    "operator.jobs": Expected(**ADMIN),
    "operator.mend": Expected(**ADMIN, right=NOT_FOUND, where=lambda scene: {"incident_id": 1, "verb": "retry"}),
    "intake.form": Expected(**ADMIN),
    "intake.take_in": Expected(**ADMIN, files=lambda: {"file": (BytesIO(b"name;login\nSiti;siti\n"), "orang.csv")}),
    "people.listed": Expected(**ADMIN),
    "people.new": Expected(**ADMIN),
    "people.admit": Expected(**ADMIN, right=DONE, given=lambda scene: PERSON),
    "people.shown": Expected(**ADMIN, where=lambda scene: {"person_id": scene.people.kadis}),
    "people.change": Expected(**ADMIN, right=REFUSED, where=lambda scene: {"person_id": scene.people.sekda}),
    "people.appoint": Expected(
        **ADMIN, right=DONE, where=lambda scene: {"person_id": scene.people.stranger}, given=lambda scene: MEMBERSHIP
    ),
    "people.name_superior": Expected(
        **ADMIN,
        right=DONE,
        where=lambda scene: {"person_id": scene.people.stranger},
        given=lambda scene: {"superior": "kadis", "since": "2026-07-08"},
    ),
    "people.end_superior": Expected(
        **ADMIN, right=NOT_FOUND, where=lambda scene: {"person_id": scene.people.kadis, "superior_id": 1}
    ),
    "people.end_membership": Expected(
        **ADMIN, right=NOT_FOUND, where=lambda scene: {"person_id": scene.people.kadis, "membership_id": 1}
    ),
    "substitutions.listed": Expected(**ADMIN),
    "substitutions.name": Expected(**ADMIN, right=DONE, given=lambda scene: STAND_IN),
    "substitutions.end": Expected(**ADMIN, right=NOT_FOUND, where=lambda scene: {"substitution_id": 1}),
    "machines.listed": Expected(**ADMIN),
    "machines.admit": Expected(**ADMIN, right=MADE, given=lambda scene: {"name": "portal", "messages": "terms"}),
    "machines.revoke": Expected(**ADMIN, right=NOT_FOUND, where=lambda scene: {"machine_id": 1}),
    "machines.let_begin": Expected(**ADMIN, right=NOT_FOUND, where=lambda scene: {"machine_id": 1}),
    "api.description": Expected(**ANYBODY),
    "api.topology": Expected(**MACHINE),
    "api.activate": Expected(**MACHINE, sent=ACTIVATE),
    "api.complete": Expected(**MACHINE, right=NOT_FOUND, where=nothing, sent={}),
    "api.fail": Expected(**MACHINE, right=NOT_FOUND, where=nothing, sent={}),
    "api.throw_error": Expected(**MACHINE, right=NOT_FOUND, where=nothing, sent={"errorCode": "refused"}),
    "api.extend": Expected(**MACHINE, right=NOT_FOUND, where=nothing, sent={"changeset": {"timeout": 30_000}}),
    "api.publish": Expected(**MACHINE, sent={"name": "terms", "timeToLive": 1000}),
    "api.correlate": Expected(**MACHINE, right=NOT_FOUND, sent={"name": "terms"}),
    "units.listed": Expected(**ADMIN),
    "units.keep": Expected(
        **ADMIN, right=DONE, given=lambda scene: {"key": "bappeda", "name": "Bappeda", "zone": "Asia/Jakarta"}
    ),
    "units.keep_role": Expected(
        **ADMIN, right=DONE, given=lambda scene: {"key": "planner", "label": "Perencana", "kind": "unit"}
    ),
}


class Scene:
    """One small office for all questions, with a case, its document and a notice."""

    def __init__(self, database: Database, people: Any) -> None:
        self.database = database
        self.people = people
        self.app = create_app(Config(testing=True, demo=True), database)
        logins = {
            "stranger": "lain",
            "officer": "petugas",
            "head": "kadis",
            "employee": "199002282014022994",
            "auditor": "auditor",
            "designer": "perancang",
            "administrator": "admin",
        }
        self.logins = logins
        self.visitors = {name: Visitor(self.app, login) for name, login in logins.items()}
        self.visitors["machine"] = Visitor(self.app)
        self.visitors["machine"].client.environ_base["HTTP_AUTHORIZATION"] = (
            f"Bearer {account(database, messages=['terms'])}"
        )
        self.case, self.document = self._case_with_document()
        self.notice = self._notice()

    def who(self, name: str, endpoint: str) -> Visitor:
        """A visitor; one of their own where the address changes who is logged in, or ends every session of theirs."""
        if endpoint == "session.leave_everywhere":
            return Visitor(self.app, "sekda")
        return Visitor(self.app, self.logins[name]) if endpoint.startswith("session.") else self.visitors[name]

    def fresh_case(self) -> str:
        return self.visitors["employee"].start().rsplit("/")[-1]

    def fresh_task(self) -> str:
        address = self.visitors["employee"].start()
        return task_addresses(self.visitors["head"].get(address))[0].rsplit("/")[-1]

    def ticked_row(self) -> dict[str, str]:
        """A fresh task as the head's page of tasks to answer together shows it, and ticked."""
        key = self.fresh_task()
        page = office.text(self.visitors["head"].get(f"/tasks/bulk/?task={key}"))
        return {"_task": key, "_row": page.split('name="_row" value="')[1].split('"')[0]}

    def _case_with_document(self) -> tuple[str, str]:
        employee = self.visitors["employee"]
        given = {"request__topic": "Seminar", "request__days": "3", "files": {"request.invitation": pdf()}}
        address = employee.post("/start/permit", **given).headers["Location"]
        document = office.text(employee.get(address)).split('href="/documents/')[1].split('"')[0]
        return address.rsplit("/")[-1], document

    def _notice(self) -> int:
        from engine import notice

        with self.database.write() as session:
            told = notice.notify(session, self.people.nurhayati, "task_assigned", {"task": "Uji"}).id
            session.commit()
            return told


@pytest.fixture(scope="module")
def scene(furnished_office: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    path = shutil.copy(furnished_office.path, tmp_path_factory.mktemp("routes") / "jenjang.db")
    database = Database(f"sqlite:///{path}", lambda session: office.BEGIN)
    yield Scene(database, furnished_office.keys)
    database.close()


def routes() -> list[tuple[str, str]]:
    """Every endpoint of the app with its method."""
    app = create_app(Config(testing=True, database="sqlite://"))
    rules = {rule.endpoint: sorted(rule.methods or ()) for rule in app.url_map.iter_rules()}
    return sorted(
        (name, next((one for one in ("POST", "PATCH") if one in many), "GET")) for name, many in rules.items()
    )


ROUTES = routes()


def test_the_table_knows_every_route_of_the_app_and_no_other() -> None:
    assert set(TABLE) == {endpoint for endpoint, _method in ROUTES}


def address_of(scene: Scene, endpoint: str) -> str:
    values = TABLE[endpoint].where(scene)
    with scene.app.test_request_context():
        return str(scene.app.url_for(endpoint, **values))


def ask(scene: Scene, endpoint: str, method: str, visitor: Visitor) -> int:
    expected = TABLE[endpoint]
    address, given = address_of(scene, endpoint), expected.given(scene)
    if method == "GET":
        return int(visitor.get(address, query_string=given).status_code)
    if expected.sent is not None:
        return int(visitor.client.open(address, method=method, json=expected.sent).status_code)
    data = {**given, **expected.files(), "csrf_token": visitor.token("/login")}
    return int(visitor.client.post(address, data=data).status_code)


@pytest.mark.parametrize(("endpoint", "method"), ROUTES)
def test_anonymous_is_sent_to_the_login(scene: Scene, endpoint: str, method: str) -> None:
    assert ask(scene, endpoint, method, Visitor(scene.app)) == TABLE[endpoint].anonymous


@pytest.mark.parametrize(("endpoint", "method"), ROUTES)
def test_a_stranger_gets_nothing_of_others(scene: Scene, endpoint: str, method: str) -> None:
    assert ask(scene, endpoint, method, scene.who("stranger", endpoint)) == TABLE[endpoint].stranger


@pytest.mark.parametrize(("endpoint", "method"), ROUTES)
def test_the_wrong_lane_gets_nothing_of_others(scene: Scene, endpoint: str, method: str) -> None:
    assert ask(scene, endpoint, method, scene.who("officer", endpoint)) == TABLE[endpoint].wrong


@pytest.mark.parametrize(("endpoint", "method"), ROUTES)
def test_the_right_person_is_served(scene: Scene, endpoint: str, method: str) -> None:
    expected = TABLE[endpoint]
    assert ask(scene, endpoint, method, scene.who(expected.by, endpoint)) == expected.right


@pytest.mark.parametrize(
    ("endpoint", "method"), [each for each in ROUTES if each[1] == "POST" and not each[0].startswith("api.")]
)
def test_no_post_is_heard_without_its_token(scene: Scene, endpoint: str, method: str) -> None:
    address = address_of(scene, endpoint)
    assert scene.visitors[TABLE[endpoint].by].client.post(address).status_code == 400
    stranger = Visitor(scene.app).client.post(address)
    if scene.app.view_functions[endpoint].rule is None:
        assert stranger.status_code == 400
    else:  # told that nothing was taken
        assert (stranger.status_code, stranger.location.partition("?")[0]) == (302, "/login")
