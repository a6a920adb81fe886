"""The rules, in the order of their findings; each file is one rule."""

from engine.lint.contents import Rule
from engine.lint.rules import (
    begins_thrown,
    calls_known,
    decisions_known,
    expressions_parse,
    form_keys_free,
    forms_known,
    gateways_ask,
    ids_plain,
    job_types_known,
    letters_known,
    mails_known,
    properties_known,
    roles_known,
    separation_known,
    size,
    starts_heard,
    tables_answer,
    variables_set,
)

RULES: tuple[Rule, ...] = (
    forms_known.check,
    form_keys_free.check,
    decisions_known.check,
    tables_answer.check,
    roles_known.check,
    expressions_parse.check,
    variables_set.check,
    letters_known.check,
    mails_known.check,
    job_types_known.check,
    calls_known.check,
    separation_known.check,
    properties_known.check,
    ids_plain.check,
    gateways_ask.check,
    starts_heard.check,
    begins_thrown.check,
    size.check,
)
