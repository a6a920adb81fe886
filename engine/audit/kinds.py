"""Every kind of audit event, in one place.

The values are stored, hashed and exported: a kind is added, never renamed. Its words stand in
`webapp/translations/<language>/event.toml`; a test holds both together.
"""

from enum import StrEnum


class EventKind(StrEnum):
    """A kind of audit event, as `subject_past_verb`."""

    # a case and its steps
    INSTANCE_STARTED = "instance_started"
    TASK_COMPLETED = "task_completed"
    TIMER_FIRED = "timer_fired"
    JOB_COMPLETED = "job_completed"
    ERROR_THROWN = "error_thrown"
    MESSAGE_RECEIVED = "message_received"
    SIGNAL_RECEIVED = "signal_received"
    INCIDENT_RETRIED = "incident_retried"
    INCIDENT_SKIPPED = "incident_skipped"
    TASK_WITHDRAWN = "task_withdrawn"
    INSTANCE_CANCELLED = "instance_cancelled"

    # a case beside its steps
    TASK_CLAIMED = "task_claimed"
    TASK_RELEASED = "task_released"
    TASK_DELEGATED = "task_delegated"
    TASK_STRANDED = "task_stranded"
    TASK_RESCUED = "task_rescued"
    TASK_ADDRESSED = "task_addressed"
    JOB_ACTIVATED = "job_activated"
    JOB_FAILED = "job_failed"
    DOCUMENT_STORED = "document_stored"
    LETTER_MADE = "letter_made"

    # cases that did not begin
    START_FAILED = "start_failed"
    START_REFUSED = "start_refused"
    START_RETRIED = "start_retried"
    START_SKIPPED = "start_skipped"

    # people, their offices and facts
    PERSON_ADMITTED = "person_admitted"
    PERSON_CHANGED = "person_changed"
    PERSON_APPOINTED = "person_appointed"
    MEMBERSHIP_ENDED = "membership_ended"
    SUPERIOR_NAMED = "superior_named"
    SUPERIOR_ENDED = "superior_ended"
    SUBSTITUTE_NAMED = "substitute_named"
    SUBSTITUTION_ENDED = "substitution_ended"
    FACTS_RECORDED = "facts_recorded"

    # logins
    PASSWORD_CHANGED = "password_changed"
    PERSON_LOGGED_IN = "person_logged_in"
    LOGIN_REFUSED = "login_refused"
    SESSION_CLOSED = "session_closed"
    SESSIONS_CLOSED = "sessions_closed"

    # what was tried and read
    ATTEMPT_REFUSED = "attempt_refused"
    SENSITIVE_READ = "sensitive_read"

    # the house
    DEFINITION_PUBLISHED = "definition_published"
    ROLE_DEFINED = "role_defined"
    ROLE_CHANGED = "role_changed"
    UNIT_OPENED = "unit_opened"
    UNIT_CHANGED = "unit_changed"
    HOLIDAY_DECLARED = "holiday_declared"
    HOLIDAY_WITHDRAWN = "holiday_withdrawn"
    TOKEN_MADE = "token_made"
    TOKEN_CHANGED = "token_changed"
    TOKEN_REVOKED = "token_revoked"
    MESSAGE_PUBLISHED = "message_published"
    CLOCK_MOVED = "clock_moved"
    BACKUP_MADE = "backup_made"
    BACKUP_RESTORED = "backup_restored"

    # worded, and written by nothing today
    INCIDENT_OPENED = "incident_opened"
    SUBJECT_REFRESHED = "subject_refreshed"
    FACT_RECORDED = "fact_recorded"
