"""form-js JSON, schemaVersion 19, read into a tree of components; everything wrong is noted, nothing is ignored."""

from collections.abc import Mapping

import orjson

from forms.findings import Findings
from forms.formula import Formula, Template, tagged, template
from forms.paths import is_path
from forms.reading.component import CONTAINERS, INPUTS, KNOWN, WITH_OPTIONS, Component
from forms.reading.options import read_options
from forms.reading.rules import read_bounds, read_default, read_rules
from forms.reading.table import read_columns, read_source

LIMIT_BYTES = 1_000_000
LIMIT_COMPONENTS = 500
LIMIT_DEPTH = 9
# Of groups nine may stand in each other, of lists two: each list is read twice as often as the one around it.
DEPTHS = {"group": 1, "dynamiclist": 4}
SCHEMA_VERSION = 19
BUTTONS = ("submit", "reset")

Spec = Mapping[str, object]


class FormReader:
    """Reads one form; its findings are raised by the caller."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.count = 0

    def form(self, source: bytes) -> tuple[str, tuple[Component, ...]]:
        """The form's id and its components."""
        spec = self._json(source)
        if spec.get("type", "default") != "default" or not isinstance(spec.get("components"), list):
            self.findings.add("not_a_form")
        version = spec.get("schemaVersion", SCHEMA_VERSION)
        if not isinstance(version, int) or version > SCHEMA_VERSION:
            self.findings.add("unknown_version", version=str(version)[:20], known=SCHEMA_VERSION)
        name = spec.get("id")
        if not isinstance(name, str) or not name:
            self.findings.add("missing_id")
        self.findings.settle()
        return str(name), self.components(spec, "", 0)

    def _json(self, source: bytes) -> Spec:
        if len(source) > LIMIT_BYTES:
            self.findings.add("too_large", bytes=len(source), limit=LIMIT_BYTES)
            self.findings.settle()
        try:
            spec = orjson.loads(source)
        except orjson.JSONDecodeError as error:
            self.findings.add("not_json", line=error.lineno, column=error.colno)
            self.findings.settle()
        if not isinstance(spec, dict):
            self.findings.add("not_a_form")
            self.findings.settle()
        return spec  # type: ignore[no-any-return]

    def components(self, spec: Spec, prefix: str, depth: int) -> tuple[Component, ...]:
        """The components inside `spec`, their keys behind `prefix`."""
        inside = spec.get("components") or []
        if not isinstance(inside, list) or depth > LIMIT_DEPTH:
            self.findings.add("too_deep" if isinstance(inside, list) else "not_a_form", spec.get("id", ""))
            return ()
        return tuple(part for each in inside if (part := self.component(each, prefix, depth)))

    def component(self, spec: object, prefix: str, depth: int) -> Component | None:
        """One component, None for a button or what is refused."""
        self.count += 1
        if not isinstance(spec, dict) or self.count > LIMIT_COMPONENTS:
            self.findings.add("too_many_components" if isinstance(spec, dict) else "not_a_component")
            self.findings.settle()
            return None
        kind, name = spec.get("type"), str(spec.get("key") or spec.get("path") or spec.get("id") or "")
        if kind == "button" and spec.get("action", "submit") in BUTTONS:
            return None
        if not isinstance(kind, str) or kind not in KNOWN:
            self.findings.add("unknown_type", name, type=str(kind)[:100])
            return None
        return self._known(spec, kind, prefix, depth)

    def _known(self, spec: Spec, kind: str, prefix: str, depth: int) -> Component:
        path = self._path(spec, kind, prefix)
        key = path or str(spec.get("id") or "")
        inside = "" if kind == "dynamiclist" else path if kind == "group" else prefix
        default, default_formula = read_default(spec, key, self.findings)
        layout = spec.get("layout")
        layout = layout if isinstance(layout, dict) else {}
        width = layout.get("columns")
        return Component(
            kind=kind,
            id=str(spec.get("id") or key),
            path="" if kind == "group" else path,
            label=self._label(spec, kind, key),
            **self._texts(spec, kind, key),
            hide=self._hide(spec, key),
            readonly=self._readonly(spec, key),
            default=default,
            default_formula=default_formula,
            bounds=read_bounds(spec, key, self.findings),
            rules=read_rules(spec, kind, key, self.findings),
            options=read_options(spec, key, self.findings) if kind in WITH_OPTIONS else None,
            source=read_source(spec, key, self.findings) if kind == "table" else None,
            columns=read_columns(spec, key, self.findings) if kind == "table" else (),
            properties=_properties(spec),
            settings=spec,
            row=str(layout.get("row") or ""),
            width=width if isinstance(width, int) and 1 <= width <= 16 else None,
            children=self.components(spec, inside, depth + DEPTHS[kind]) if kind in DEPTHS else (),
        )

    def _path(self, spec: Spec, kind: str, prefix: str) -> str:
        """The path of the value; for a group, the prefix of its members' keys."""
        if kind not in INPUTS | CONTAINERS:
            return ""
        own = spec.get("path" if kind in CONTAINERS else "key")
        if kind == "group" and not own:
            return prefix
        if not own:
            self.findings.add("missing_key", spec.get("id", ""), type=kind)
        elif not isinstance(own, str) or not is_path(own):
            digit = isinstance(own, str) and any(part[:1].isdecimal() for part in own.split("."))
            self.findings.add("digit_key" if digit else "bad_key", own)
        else:
            return f"{prefix}.{own}" if prefix else own
        return ""

    def _label(self, spec: Spec, kind: str, key: str) -> Template:
        written = spec.get("label") or spec.get("dateLabel") or spec.get("timeLabel")
        if kind in INPUTS and not written:
            self.findings.add("missing_label", key)
        return template(written, "label", key, self.findings)

    def _texts(self, spec: Spec, kind: str, key: str) -> dict[str, Template]:
        look = spec.get("appearance")
        look = look if isinstance(look, dict) else {}
        return {
            "description": template(spec.get("description"), "description", key, self.findings),
            "text": template(spec.get("text") if kind == "text" else None, "text", key, self.findings),
            "prefix": template(look.get("prefixAdorner"), "prefixAdorner", key, self.findings),
            "suffix": template(look.get("suffixAdorner"), "suffixAdorner", key, self.findings),
        }

    def _hide(self, spec: Spec, key: str) -> Formula | None:
        conditional = spec.get("conditional")
        hide = conditional.get("hide") if isinstance(conditional, dict) else conditional
        return tagged(hide, "conditional.hide", key, self.findings) if hide else None

    def _readonly(self, spec: Spec, key: str) -> bool | Formula:
        if spec.get("disabled") is True or spec.get("readonly") is True:
            return True
        written = spec.get("readonly")
        return (tagged(written, "readonly", key, self.findings) or False) if written else False


def _properties(spec: Spec) -> dict[str, str]:
    properties = spec.get("properties")
    return {str(name): str(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
