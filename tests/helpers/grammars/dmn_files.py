"""Writes DMN files by the words of the standard, led as `grammar.Writer` is: whole ones, broken ones, circles."""

from xml.sax.saxutils import escape, quoteattr

from helpers.grammars.feel_texts import NAMES, TYPES, Writer

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
POLICIES = ("UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER", "NONE")
AGGREGATIONS = ("", "SUM", "MIN", "MAX", "COUNT", "MEAN")
CELLS = ("-", "", "< 5", "[1..3]", '"a","b"', "not(1)", "null", "? > n", ">= d", "1,2,3", "((")
NODES = ("a", "b", "f", "g", "s", "n", "nowhere")
"""Decisions, knowledge models, a service, an input: whom a requirement may name."""


class ModelWriter(Writer):
    """A whole file."""

    def model(self) -> str:
        parts = [self.item("t"), self.item("u"), '<inputData id="n" name="n"><variable name="n"/></inputData>']
        parts += [self.decision("a", "n", "f"), self.decision("b", "n", "a", "f", "g", "s")]
        parts += [self.knowledge("f"), self.knowledge("g", "f")]
        parts.append(
            f'<decisionService id="s" name="s"><variable name="s"{self.typed()}/>{self.service()}</decisionService>'
        )
        return f'<definitions xmlns="{NAMESPACE}" name="m" namespace="m">{"".join(parts)}</definitions>'

    def typed(self) -> str:
        return (
            f" typeRef={quoteattr(self.one(('t', 'u', 'Any', 'number', 'string', 'tNo', *TYPES)))}"
            if self.choose(4) == 3
            else ""
        )

    def item(self, name: str) -> str:
        shape = (
            "",
            f"<typeRef>{escape(self.one(('t', 'u', *TYPES)))}</typeRef>",
            f'<itemComponent name="a">{self.reference()}</itemComponent><itemComponent name="first name"/>',
            '<functionItem outputTypeRef="u"><parameters name="x" typeRef="number"/></functionItem>',
        )[self.choose(4)]
        limit = self.one(("allowedValues", "typeConstraint"))
        limited = f"<{limit}><text>{escape(self.one(CELLS))}</text></{limit}>" if self.choose(3) == 2 else ""
        many = ' isCollection="true"' if self.choose(3) == 2 else ""
        return f'<itemDefinition name="{name}"{many}>{shape}{limited}</itemDefinition>'

    def reference(self) -> str:
        return f"<typeRef>{escape(self.one(('t', 'u', 'number', 'string')))}</typeRef>"

    def needs(self, *known: str) -> str:
        """Requirements of what is known, seldom of anything that may not be there, be of another kind or close a circle."""
        words = {"n": ("informationRequirement", "requiredInput"), "a": ("informationRequirement", "requiredDecision")}
        requirements = ""
        for name in known:
            outer, inner = words.get(name, ("knowledgeRequirement", "requiredKnowledge"))
            target = self.one(NODES) if self.choose(9) == 8 else name
            requirements += f'<{outer}><{inner} href="#{target}"/></{outer}>' if self.choose(5) < 4 else ""
        return requirements

    def decision(self, name: str, *known: str) -> str:
        return (
            f'<decision id="{name}" name="{name}"><variable name="{name}"{self.typed()}/>{self.needs()}'
            f"{self.boxed(2)}</decision>"
        )

    def knowledge(self, name: str, *known: str) -> str:
        return (
            f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"{self.typed()}/>'
            f"<encapsulatedLogic{self.typed()}>{self.parameters()}{self.boxed(1)}</encapsulatedLogic>{self.needs(*known)}"
            "</businessKnowledgeModel>"
        )

    def parameters(self) -> str:
        return "".join(f'<formalParameter name="{name}"{self.typed()}/>' for name in "xy"[: self.choose(3)])

    def service(self) -> str:
        words = {"outputDecision": "a", "encapsulatedDecision": "a", "inputDecision": "b", "inputData": "n"}
        chosen = ["outputDecision", *(self.one(list(words)) for _ in range(self.choose(3)))]
        targets = [self.one(NODES) if self.choose(9) == 8 else words[word] for word in chosen]
        return "".join(f'<{word} href="#{target}"/>' for word, target in zip(chosen, targets, strict=True))

    def boxed(self, depth: int) -> str:
        forms = (
            (self.literal_box, self.table)
            if depth <= 0
            else (
                self.literal_box,
                self.table,
                self.context_box,
                self.list_box,
                self.relation,
                self.invocation,
                self.function_box,
                self.conditional,
                self.iterator,
                lambda _depth: "",
            )
        )
        return forms[self.choose(len(forms))](depth - 1)

    def literal_box(self, _depth: int) -> str:
        called = ("f(1)", "g(x: 1, y: 2)", "s(1)", "a + 1", "b.a", "f", "x.first name", "f instance of t")
        text = self.one(called) if self.choose(2) else self.expression(2)
        clean = "".join(character for character in text if character >= " " and not "\ud800" <= character <= "\udfff")
        return f"<literalExpression><text>{escape(clean)}</text></literalExpression>"

    def context_box(self, depth: int) -> str:
        lines = [
            f'<contextEntry><variable name="{name}"{self.typed()}/>{self.boxed(depth)}</contextEntry>'
            for name in ("x", "first name", "h")[: self.choose(4)]
        ]
        last = f"<contextEntry>{self.boxed(depth)}</contextEntry>" if self.choose(2) else ""
        return f"<context>{''.join(lines)}{last}</context>"

    def list_box(self, depth: int) -> str:
        return f"<list>{''.join(self.boxed(depth) for _ in range(self.choose(4)))}</list>"

    def relation(self, depth: int) -> str:
        rows = "".join(f"<row>{self.boxed(depth)}{self.literal_box(0)}</row>" for _ in range(self.choose(3)))
        return f'<relation><column name="a"/><column name="first name"/>{rows}</relation>'

    def invocation(self, depth: int) -> str:
        bound = "".join(
            f'<binding><parameter name="{name}"/>{self.boxed(depth)}</binding>' for name in "xy"[: self.choose(3)]
        )
        return f"<invocation>{self.literal_box(0)}{bound}</invocation>"

    def function_box(self, depth: int) -> str:
        kind = self.one(("", ' kind="FEEL"', ' kind="Java"', ' kind="PMML"'))
        return f"<functionDefinition{kind}>{self.parameters()}{self.boxed(depth)}</functionDefinition>"

    def conditional(self, depth: int) -> str:
        return (
            "<conditional>"
            + "".join(f"<{word}>{self.boxed(depth)}</{word}>" for word in ("if", "then", "else"))
            + "</conditional>"
        )

    def iterator(self, depth: int) -> str:
        word, body = (("for", "return"), ("some", "satisfies"), ("every", "satisfies"), ("filter", "match"))[
            self.choose(4)
        ]
        return f'<{word} iteratorVariable="x"><in>{self.boxed(depth)}</in><{body}>{self.boxed(depth)}</{body}></{word}>'

    def table(self, _depth: int) -> str:
        aggregation = self.one(AGGREGATIONS)
        attribute = f' aggregation="{aggregation}"' if aggregation else ""
        inputs = [
            f"<input><inputExpression{self.typed()}><text>{self.one(NAMES)}</text></inputExpression></input>"
            for _ in range(self.choose(3))
        ]
        outputs = [
            f'<output name="{name}"{self.typed()}>{self.limits()}</output>' for name in "ab"[: 1 + self.choose(2)]
        ]
        rules = [self.rule(len(inputs), len(outputs)) for _ in range(self.choose(4))]
        return (
            f'<decisionTable hitPolicy="{self.one(POLICIES)}"{attribute}>{"".join(inputs)}{"".join(outputs)}{"".join(rules)}'
            "</decisionTable>"
        )

    def limits(self) -> str:
        values = f"<outputValues><text>{escape(self.one(CELLS))}</text></outputValues>" if self.choose(2) else ""
        return values + (
            f"<defaultOutputEntry><text>{self.one(('1', 'n', ''))}</text></defaultOutputEntry>"
            if self.choose(2)
            else ""
        )

    def rule(self, inputs: int, outputs: int) -> str:
        cells = "".join(f"<inputEntry><text>{escape(self.one(CELLS))}</text></inputEntry>" for _ in range(inputs))
        results = "".join(
            f"<outputEntry><text>{escape(self.one(('1', '2', 'n', 'null', '[1]')))}</text></outputEntry>"
            for _ in range(outputs - (self.choose(9) == 8))
        )
        return f"<rule>{cells}{results}</rule>"
