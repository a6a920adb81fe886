"""Reads the files of a definition and checks them before they may run: one rule, one file; tries its decisions."""

from engine.lint.contents import Contents, Finding, LintContext, read
from engine.lint.endings import endings
from engine.lint.rules import RULES
from engine.lint.trial import Trial, trial

__all__ = ["Contents", "Finding", "LintContext", "Trial", "check", "endings", "read", "trial"]


def check(contents: Contents, context: LintContext) -> list[Finding]:
    """The findings of every rule. A rule that fails is itself a finding, never a crash."""

    findings: list[Finding] = []
    for rule in RULES:
        try:
            findings += rule(contents, context)
        except Exception as error:  # a rule must not take the whole report down
            findings.append(Finding("rule_failed", "error", "", values={"rule": rule.__module__, "error": repr(error)}))
    return findings
