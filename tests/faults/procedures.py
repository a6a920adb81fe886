"""What people do while things break: an errand with everything in it, and two cases that send each other a message."""

from diagrams.drawing import boundary, element, io, job, message, timer, user, zeebe
from helpers.definitions import form, outcome, process, role_task, separate_from, start_event, text_field, thrower

from engine.bundle import Bundle

LETTER = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Surat " + data.letter.number)
NOMOR #data.letter.number tentang #data.topic
"""


def errand() -> Bundle:
    """verify (rank_officer; a reminder after two seconds) ms → a letter, decide (unit_head, by other hands), fresh facts, a mail;
    btl → a second's pause, mend (the subject), verify again."""
    letter, mail = _headers(template="note.typ", classification="800"), _headers(template="told.txt")
    return process(
        "errand",
        start_event(form="ask"),
        "end done reminded",
        "xor complete_q",
        role_task("verify", "rank_officer", form="verify"),
        role_task("remind", "rank_officer", form="remind"),
        boundary("late", "verify", timer("timeDuration", "PT2S"), interrupting=False),
        element("intermediateCatchEvent", "pause", inner=timer("timeDuration", "PT1S")),
        user("mend", form="mend", assignee="=subject.id"),
        job("print", "letter", letter, io({"topic": "=request.topic"})),
        role_task("decide", "unit_head", separate_from("verify"), form="decide"),
        job("facts", "refresh_subject"),
        job("tell", "mail", io({"to": '="siti@contoh.go.id"', "topic": "=request.topic"}), mail),
        """asked > verify > complete_q
        complete_q > pause : =verification.outcome = "btl"
        complete_q > print : default
        pause > mend > verify
        print > decide > facts > tell > done
        late > remind > reminded""",
        forms__ask__form=form("ask", text_field("request.topic", required=True)),
        forms__verify__form=form(
            "verify", text_field("verification.note"), outcome("verification.outcome", "ms", "btl")
        ),
        forms__remind__form=form("remind", text_field("reminder.note")),
        forms__mend__form=form("mend", text_field("request.topic", required=True)),
        forms__decide__form=form(
            "decide", text_field("decision.reason"), outcome("decision.outcome", "granted", "refused")
        ),
        letters__note__typ=LETTER,
        mails__told__txt="Subject: {{topic}}\n\n{{topic}} selesai.\n",
    )


def _headers(**told: str) -> str:
    return zeebe("taskHeaders", "".join(zeebe("header", key=key, value=value) for key, value in told.items()))


def waiter() -> Bundle:
    """Waits for the message `terms` with the case's topic as key, then told (rank_officer)."""
    return process(
        "waiter",
        start_event(form="ask"),
        "end done",
        element("receiveTask", "wait", messageRef="m"),
        role_task("told", "rank_officer", form="told"),
        "asked > wait > told > done",
        root=message("m", "terms", "=topic"),
        forms__ask__form=form("ask", text_field("topic", required=True)),
        forms__told__form=form("told", text_field("told.note")),
    )


PROCEDURES = (errand, waiter, thrower)
