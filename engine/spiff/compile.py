"""Compiles diagrams into something executable, or lists every reason why not."""

from collections.abc import Mapping
from dataclasses import replace

from engine.spiff.checks.bundle import BundleChecks
from engine.spiff.compiled import Compiled
from engine.spiff.model.finding import DiagramFinding, NotExecutable
from engine.spiff.reader.diagrams import ParsedBundle, read

UNREAD = ("element_not_executed", "duplicate_id", "id_missing")


def compile_bundle(main: str, diagrams: Mapping[str, bytes], foreign: Mapping[str, Compiled] | None = None) -> Compiled:
    """The executable bundle of process `main` and its diagrams (file → bytes); it may call `foreign` bundles (by key).

    Raises NotExecutable with a finding for each thing that we do not execute (BPMN 2.0 with `zeebe:` extensions).
    """
    parsed, bound = read(diagrams, main), _bound(foreign or {})
    known = set(parsed.processes) | {identity for each in bound for identity in each.processes}
    findings = list(parsed.findings)
    complete = not any(finding.element is None or finding.code in UNREAD for finding in findings)
    findings += BundleChecks(parsed.processes, parsed.nodes, parsed.flows, known).findings(complete=complete)
    if main not in parsed.processes:
        findings.append(DiagramFinding("main_process_missing", min(diagrams, default=""), main))
    if not findings:
        findings = list(_join(parsed, bound))
    if findings:
        raise NotExecutable(findings)
    return Compiled(main, parsed.processes, parsed.nodes, parsed.flows)


def _bound(foreign: Mapping[str, Compiled]) -> list[Compiled]:
    return [
        replace(
            bundle,
            processes={each.id: replace(each, foreign=each.foreign or key) for each in bundle.processes.values()},
        )
        for key, bundle in sorted(foreign.items())
    ]


def _join(parsed: ParsedBundle, bound: list[Compiled]) -> list[DiagramFinding]:
    """Adds the foreign processes that are called, and those that they call; a finding for each id that is taken."""
    findings: list[DiagramFinding] = []
    wanted = [node.called for node in parsed.nodes.values() if node.called]
    while wanted:
        called = wanted.pop(0)
        bundle = next((each for each in bound if called in each.processes), None)
        if called in parsed.processes or bundle is None:
            continue
        parsed.processes[called] = bundle.processes[called]
        for node in [node for node in bundle.nodes.values() if node.process == called]:
            if node.id in parsed.nodes or node.id in parsed.flows:
                findings.append(DiagramFinding("duplicate_id", node.file, node.id, node.name, {"process": called}))
            parsed.nodes[node.id] = node
            wanted += [node.called] if node.called else []
        inside = {node.id for node in bundle.nodes.values() if node.process == called}
        parsed.flows |= {flow.id: flow for flow in bundle.flows.values() if flow.source in inside}
    return findings
