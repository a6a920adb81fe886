"""The verdicts that decisions of a case have given so far, one line for each decision."""

from collections.abc import Mapping, Sequence

from engine.task import Task
from webapp.cases.answers import at


def verdicts_of(task: Task) -> list[tuple[str, Sequence[str]]]:
    """Each decision's name with its verdicts from the task's variables; no verdicts: no rule was broken."""
    contents, scope = task.case.definition.contents(), task.scope()
    verdicts: dict[str, tuple[str, Sequence[str]]] = {}
    for node in contents.diagrams.nodes.values():
        model = contents.model_of(node.decision or "") if node.kind == "business_rule_task" else None
        if model is None:
            continue
        decision, result = model.decisions[node.decision or ""], at(scope, node.result or "")
        codes = _codes(result)
        judges = decision.table is not None and any(column.name == "verdict" for column in decision.table.outputs)
        if codes or (judges and result == []):
            verdicts[node.result or ""] = decision.name, codes
    return list(verdicts.values())


def _codes(result: object) -> list[str]:
    items = result if isinstance(result, list) else [result]
    codes = [item.get("verdict") for item in items if isinstance(item, Mapping)]
    return list(dict.fromkeys(str(code) for code in codes if code))
