"""What the database says afterwards, held against what people were told: nothing lost, nothing doubled, all provable."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator

from helpers.other_systems import Post
from ledger import DONE, UNKNOWN, WORD, Ledger
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import audit, verify
from engine.audit import AuditEvent
from engine.case import Case
from engine.case import replay as replay_case
from engine.database.base import Database, now
from engine.job import HANDLERS, Job
from engine.letter import Letter
from engine.letter.letter import LetterCounter
from engine.message import Message
from engine.notice import Notice
from engine.person import Person

WORDS = {
    "instance_started": "answer",
    "task_completed": "answer",
    "task_delegated": "delegation",
    "task_withdrawn": "withdrawal",
}


def reckon(database: Database, ledger: Ledger, post: Post) -> list[str]:
    """What was lost, doubled or does not fit, a line each; an empty list is what everybody hopes for."""
    with database.read() as session:
        return [
            *_acts(session, ledger),
            *_histories(session),
            *_timers_and_jobs(session),
            *_letters(session),
            *_messages(session),
            *_notices(session),
            *_mails(session, post),
        ]


def doubles(database: Database) -> tuple[int, int]:
    """Jobs that were begun more than once, and how many effects (letters) came of them all."""
    with database.read() as session:
        again = session.scalar(select(func.count()).where(Job.lease > 1)) or 0
        letters = session.scalar(select(func.count()).select_from(Letter)) or 0
        return again, letters


def _acts(session: Session, ledger: Ledger) -> Iterator[str]:
    """Every act that was acknowledged is there once; one that nobody knows of at most once; a refused one never."""
    tried: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for entry in ledger.entries:
        tried[entry.kind, entry.word][entry.fate] += 1
    found = Counter(_recorded(session))
    for (kind, word), fates in tried.items():
        times = found.pop((kind, word), 0)
        if not fates[DONE] <= times <= fates[DONE] + fates[UNKNOWN]:
            yield f"{kind} {word}: told {dict(fates)}, recorded {times} times"
    for (kind, word), times in found.items():
        yield f"{kind} {word}: nobody did it, recorded {times} times"


def _recorded(session: Session) -> Iterator[tuple[str, str]]:
    logins = {person.id: person.login for person in session.scalars(select(Person))}
    for event in session.scalars(select(AuditEvent).where(AuditEvent.kind.in_((*WORDS, "task_claimed")))):
        if event.kind == "task_claimed":
            yield event.kind, f"{event.task_id} {logins[event.actor_id or 0]}"
        else:
            yield event.kind, _word(event.part(WORDS[event.kind]))


def _word(said: object) -> str:
    """The first word that the driver gave, wherever it stands."""
    return next(each for each in json.dumps(said).split('"') if WORD.match(each))


def _histories(session: Session) -> Iterator[str]:
    for case in session.scalars(select(Case)):
        for misfit in verify.verify(audit.export(session, case)) + replay_case(case):
            yield f"case {case.number}: {misfit}"


def _timers_and_jobs(session: Session) -> Iterator[str]:
    """Each job that is done moved its case once; none waits that is due, none failed."""
    kinds = {
        "timer_due": "timer_fired",
        "letter": "job_completed",
        "refresh_subject": "job_completed",
        "mail": "job_completed",
    }
    done: Counter[tuple[int, str, str]] = Counter()
    for each in session.scalars(select(Job).where(Job.type.in_(HANDLERS))):
        if each.status == "failed" or (each.status == "pending" and each.due_at <= now(session)):
            yield f"job {each.key} ({each.type}): {each.status}, {each.last_error}"
        if each.status == "done" and each.type in kinds:
            done[each.case_id or 0, each.element or "", kinds[each.type]] += 1
    asked = select(AuditEvent).where(AuditEvent.kind.in_(set(kinds.values())))
    moved = Counter((event.case_id or 0, event.element or "", event.kind) for event in session.scalars(asked))
    for key in done.keys() | moved.keys():
        if done[key] != moved[key]:
            yield f"case {key[0]} at {key[1]}: {done[key]} jobs done, {key[2]} {moved[key]} times"


def _letters(session: Session) -> Iterator[str]:
    """One letter for each job that asked, each with its document, numbered without a gap."""
    letters = session.scalars(select(Letter)).all()
    asked = session.scalar(select(func.count()).where(Job.type == "letter", Job.status == "done"))
    made = session.scalar(select(func.count()).where(AuditEvent.kind == "letter_made"))
    last = session.scalar(select(LetterCounter.last)) or 0
    printed = sum(letter.document_id is not None for letter in letters)
    if not len(letters) == printed == asked == made == last:
        yield f"letters: {asked} jobs, {len(letters)} rows, {printed} printed, {made} events, last number {last}"


def _messages(session: Session) -> Iterator[str]:
    """Who waited for a message that was sent received it, once."""
    taken = {message.key: message.taken_by_id for message in session.scalars(select(Message))}
    heard = Counter(session.scalars(select(AuditEvent.case_id).where(AuditEvent.kind == "message_received")))
    for case in session.scalars(select(Case).where(Case.title == "waiter")):
        key = case.root()["topic"]
        sent = key in taken
        if heard[case.id] != sent or (sent and taken[key] != case.id):
            yield f"message {key}: sent {sent}, heard {heard[case.id]} times"


def _mails(session: Session, post: Post) -> Iterator[str]:
    """Every mail of a job that is done came; one that came twice came under the same id; no other came."""
    asked = select(Job.key).where(Job.type == "mail", Job.status == "done")
    sent = {f"<{key}@contoh.go.id>" for key in session.scalars(asked)}
    came = {mail["Message-ID"] for mail in post.mails}
    if sent != came:
        yield f"mails: missing {sorted(sent - came)}, nobody's {sorted(came - sent)}"


def _notices(session: Session) -> Iterator[str]:
    """Who was handed a task was told; so was the subject of a case that ended."""
    told = Counter(session.scalars(select(Notice.code)))
    handed = session.scalar(select(func.count()).where(AuditEvent.kind == "task_delegated"))
    ended = session.scalars(select(Case).where(Case.status == "ended")).all()
    people = sum(len({case.subject_id, case.starter_id} - {None}) for case in ended)
    if told["task_delegated"] != handed or told["case_ended"] != people:
        yield f"notices: {dict(told)}, tasks handed over {handed}, people of ended cases {people}"
