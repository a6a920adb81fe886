"""Compiling: diagrams in, something executable out, or every reason why not."""

from collections.abc import Mapping
from dataclasses import replace

from engine.spiff.checks.bundle import Checks
from engine.spiff.compiled import Compiled
from engine.spiff.model.finding import DiagramFinding, NotExecutable
from engine.spiff.reader.diagrams import ParsedBundle, read

UNREAD = ("element_not_executed", "duplicate_id", "id_missing")


def compile_bundle(main: str, diagrams: Mapping[str, bytes], foreign: Mapping[str, Compiled] | None = None) -> Compiled:
    """The bundle of the process `main` with its diagrams (file → bytes); it may call into `foreign` bundles (by key).

    Raises NotExecutable with a finding for each thing that we do not execute (BPMN 2.0 with `zeebe:` extensions).
    """
    reading, bound = read(diagrams, main), _bound(foreign or {})
    known = set(reading.processes) | {identity for each in bound for identity in each.processes}
    findings = list(reading.findings)
    whole = not any(finding.element is None or finding.code in UNREAD for finding in findings)
    findings += Checks(reading.processes, reading.nodes, reading.flows, known).findings(whole=whole)
    if main not in reading.processes:
        findings.append(DiagramFinding("main_process_missing", min(diagrams, default=""), main))
    if not findings:
        findings = list(_join(reading, bound))
    if findings:
        raise NotExecutable(findings)
    return Compiled(main, reading.processes, reading.nodes, reading.flows)


def _bound(foreign: Mapping[str, Compiled]) -> list[Compiled]:
    return [
        replace(
            bundle,
            processes={each.id: replace(each, foreign=each.foreign or key) for each in bundle.processes.values()},
        )
        for key, bundle in sorted(foreign.items())
    ]


def _join(reading: ParsedBundle, bound: list[Compiled]) -> list[DiagramFinding]:
    """Takes the foreign processes that are called, and those that they call, into the reading."""
    findings: list[DiagramFinding] = []
    wanted = [node.called for node in reading.nodes.values() if node.called]
    while wanted:
        called = wanted.pop(0)
        bundle = next((each for each in bound if called in each.processes), None)
        if called in reading.processes or bundle is None:
            continue
        reading.processes[called] = bundle.processes[called]
        for node in [node for node in bundle.nodes.values() if node.process == called]:
            if node.id in reading.nodes or node.id in reading.flows:
                findings.append(DiagramFinding("duplicate_id", node.file, node.id, node.name, {"process": called}))
            reading.nodes[node.id] = node
            wanted += [node.called] if node.called else []
        inside = {node.id for node in bundle.nodes.values() if node.process == called}
        reading.flows |= {flow.id: flow for flow in bundle.flows.values() if flow.source in inside}
    return findings
