"""A lane or candidate group names a role that exists, else nobody would ever see the task."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from engine import spiff
from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`role_unknown` with the nearest role as remedy; `task_without_hands` for a task that names nobody at all;
    `candidate_users_not_executed`, as a task is offered to roles or assigned to one person."""
    if context.roles is None or contents.compiled is None:
        return
    for node in contents.compiled.nodes.values():
        if node.kind != "user_task":
            continue
        named = list(_roles(node))
        if node.assignment.get("candidate_users"):
            yield Finding("candidate_users_not_executed", "error", node.file, node.id, node.name)
        elif not named and not _computed(node):
            yield Finding("task_without_hands", "error", node.file, node.id, node.name)
        for role in named:
            if role not in context.roles:
                nearest = next(iter(get_close_matches(role, context.roles, 1, 0.5)), None)
                values = {"role": role, "nearest": nearest}
                yield Finding("role_unknown", "error", node.file, node.id, node.name, values)


def _computed(node: spiff.Node) -> bool:
    """True if the case computes the person or the groups."""
    return bool(node.assignment.get("assignee")) or (node.assignment.get("candidate_groups") or "").startswith("=")


def _roles(node: spiff.Node) -> Iterator[str]:
    groups = node.assignment.get("candidate_groups")
    if groups and not groups.startswith("="):
        yield from (group.strip().partition("@")[0] for group in groups.split(","))
    elif not groups and node.lane and not node.assignment.get("assignee"):
        yield node.lane
