"""Notices: told to one person, read by that person."""

import pytest
from conftest import Clock
from helpers.people import city

from engine import notice
from engine.database.base import Database
from engine.errors import NotYours


def test_a_notice_is_unread_until_its_person_reads_it(database: Database, clock: Clock) -> None:
    with database.write() as session:
        people = city(session)
        first = notice.notify(session, people.nurhayati.id, "task_returned", {"number": "PRM-2026-00001"}, task_id=3)
        session.commit()
        clock.forward(minutes=1)
        notice.notify(session, people.nurhayati.id, "case_ended")
        notice.notify(session, people.kadis.id, "task_offered")
        session.flush()
        assert [one.code for one in notice.unread(session, people.nurhayati)] == ["case_ended", "task_returned"]
        with pytest.raises(NotYours):
            first.read(people.kadis)
        first.read(people.nurhayati)
        session.flush()
        assert notice.count_unread(session, people.nurhayati) == 1
        notice.read_all(session, people.nurhayati)
        assert notice.unread(session, people.nurhayati) == []
        assert notice.count_unread(session, people.kadis) == 1
