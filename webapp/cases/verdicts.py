"""What the decisions of a case that give verdicts say by now, each in one line each."""

from collections.abc import Mapping, Sequence

from engine.task import Task
from webapp.cases.answers import at


def verdicts_of(task: Task) -> list[tuple[str, Sequence[str]]]:
    """The name of each decision with its verdicts, as the task's variables hold them; none: no rule was broken."""
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
