"""Every kind of form component with examples: as it is drawn, what is posted for it, what a reader sees then."""

from dataclasses import dataclass, field
from typing import Any

from engine.bundle import Bundle
from forms.reading import component
from helpers.definitions import form, process, role_task, start_event

LONG = ("Kepegawaian " * 25)[:299] + "."  # 300 letters
WORD = ("Kepegawaian" * 28)[:300]  # and without a blank
TWO = [{"label": "Pilihan satu", "value": "one"}, {"label": "Pilihan dua", "value": "two"}]
TWO_LONG = [{"label": f"Satu {LONG[5:]}", "value": "one"}, {"label": f"Dua {LONG[4:]}", "value": "two"}]
TOGETHER = {"properties": {"together": "true"}}
OUTCOME = {
    "type": "radio",
    "key": "result.outcome",
    "id": "outcome",
    "label": "Hasil",
    "validate": {"required": True},
    "values": [{"label": "Teruskan", "value": "forward"}, {"label": "Tunda", "value": "wait"}],
    "properties": {"together": "forward,wait", "tone.forward": "success", "tone.wait": "warning"},
}
PDF, SCRIPT = b"%PDF-1.7\n%%EOF\n", b"<script>alert(1)</script>"
VARIANTS = ("plain", "required", "long", "default", "readonly", "hidden", "conditional")
Values = dict[str, tuple[str, ...]]
Files = dict[str, tuple[tuple[str, bytes], ...]]


@dataclass(frozen=True)
class Kind:
    """An example of a kind. `good`, `bad`, `long` and the files are by the names of its inputs behind its own path."""

    drawn: dict[str, Any] = field(default_factory=dict)
    limits: dict[str, Any] = field(default_factory=dict)
    good: Values = field(default_factory=dict)
    bad: Values | None = None
    long: Values | None = None
    files: Files = field(default_factory=dict)
    bad_files: Files = field(default_factory=dict)
    default: object = None
    words: tuple[str, ...] = ()
    mark: str = ""
    kind: str = ""


TEXT = {"": ("Seminar merit",)}
CHOSEN, NO_CHOICE = {"": ("two",)}, {"": ("three",)}
KINDS = {
    "textfield": Kind(
        limits={"minLength": 3},
        good=TEXT,
        bad={"": ("x",)},
        long={"": (LONG,)},
        default="Seminar merit",
        words=("Seminar merit",),
    ),
    "textarea": Kind(
        limits={"minLength": 3},
        good=TEXT,
        bad={"": ("x",)},
        long={"": (WORD,)},
        default="Seminar merit",
        words=("Seminar merit",),
    ),
    "number": Kind(limits={"min": 1, "max": 30}, good={"": ("3",)}, bad={"": ("99",)}, default=3, words=("3",)),
    "datetime": Kind(
        {"subtype": "date"},
        good={"": ("2026-07-09",)},
        bad={"": ("besok lusa",)},
        default="2026-07-09",
        words=("9 Juli 2026",),
    ),
    "moment": Kind(
        {"subtype": "datetime"},
        good={"": ("2026-07-09T08:30",)},
        bad={"": ("besok pagi",)},
        default="2026-07-09T08:30:00+07:00",
        words=("9 Juli 2026 08.30 WIB",),
        kind="datetime",
    ),
    "time": Kind(
        {"subtype": "time"},
        good={"": ("08:30",)},
        bad={"": ("pagi",)},
        default="08:30:00",
        words=("08.30",),
        kind="datetime",
    ),
    "checkbox": Kind(good={"": ("true",)}, default=True, words=("ya",)),
    "checklist": Kind(
        {"values": TWO},
        good={"": ("one", "two")},
        bad=NO_CHOICE,
        default=["one", "two"],
        words=("Pilihan satu, Pilihan dua",),
    ),
    "taglist": Kind(
        {"values": TWO},
        good={"": ("one", "two")},
        bad=NO_CHOICE,
        default=["one", "two"],
        words=("Pilihan satu, Pilihan dua",),
    ),
    "radio": Kind({"values": TWO}, good=CHOSEN, bad=NO_CHOICE, default="two", words=("Pilihan dua",)),
    "select": Kind({"values": TWO}, good=CHOSEN, bad=NO_CHOICE, default="two", words=("Pilihan dua",)),
    "filepicker": Kind(
        {"multiple": True, "accept": ".pdf"},
        files={"": (("surat.pdf", PDF),)},
        bad_files={"": (("palsu.pdf", SCRIPT),)},
        words=("surat.pdf",),
    ),
    "one file": Kind(
        files={"": (("surat.pdf", PDF),)},
        bad_files={"": (("palsu.pdf", SCRIPT),)},
        words=("surat.pdf",),
        kind="filepicker",
    ),
    "group": Kind(
        good={".inside": ("Seminar merit",)},
        bad={".inside": ("x",)},
        long={".inside": (LONG,)},
        words=("Seminar merit",),
    ),
    "dynamiclist": Kind(
        good={".0.title": ("Baris pertama",), ".1.title": ("Baris kedua",)},
        bad={".0.title": ("x",)},
        long={".0.title": (WORD,)},
        files={".0.file": (("baris.pdf", PDF),)},
        bad_files={".0.file": (("palsu.pdf", SCRIPT),)},
        words=("Baris pertama", "Baris kedua", "baris.pdf"),
    ),
    "text": Kind({"text": "Bacalah **peraturan** dahulu."}, mark="//strong[.='peraturan']"),
    "table": Kind(
        {"columns": [{"label": "Kolom", "key": "a"}], "dataSource": '=[{a: "Sel tabel"}]'}, mark="//td[.='Sel tabel']"
    ),
    "separator": Kind(mark="//div[@class='col-12 col-md-12']/hr"),
    "spacer": Kind(mark="//div[@class='py-2']"),
}


def kind_of(name: str) -> str:
    """The kind that an example is of."""
    return KINDS[name].kind or name


INPUTS = {name for name in KINDS if kind_of(name) in component.INPUTS | component.CONTAINERS}
CHOICES = {name for name in KINDS if kind_of(name) in component.WITH_OPTIONS}

# What is one person's own, and never answered for many at once.
ALONE = {name for name in INPUTS if kind_of(name) in ("filepicker", "dynamiclist")}


def path(name: str) -> str:
    return f"sample.{name.replace(' ', '_')}"


def label(kind: str, variant: str = "plain") -> str:
    return f"Isian {kind} {LONG}"[:300].strip() if variant == "long" else f"Isian {kind}"


def drawn(kind: str, variant: str) -> dict[str, Any]:
    """A component as a designer draws it, in one variant."""
    more: dict[str, Any] = {"type": kind_of(kind), "id": path(kind), "label": label(kind, variant), **KINDS[kind].drawn}
    if hide := {"hidden": "=true", "conditional": '=blocker != "buka"'}.get(variant):
        more["conditional"] = {"hide": hide}
    if kind in component.CONTAINERS:
        return {
            **more,
            "path": path(kind),
            "components": _inside(kind, variant),
            **({"readonly": True} if kind == "dynamiclist" and variant == "readonly" else {}),
        }
    return more | _input(kind, variant, KINDS[kind], path(kind)) if kind in INPUTS else more


def _inside(kind: str, variant: str) -> list[dict[str, Any]]:
    """What stands in a group or in each row of a list."""
    if kind == "group":
        words = Kind(limits={"minLength": 3}, default="Seminar merit")
        return [
            {
                "type": "textfield",
                "id": "inside",
                "label": label(kind, variant),
                **_input(kind, variant, words, "inside"),
            }
        ]
    limits = {"minLength": 3, "required": variant == "required"}
    return [
        {"type": "textfield", "key": "title", "id": "title", "label": "Judul", "validate": limits},
        {"type": "filepicker", "key": "file", "id": "file", "label": "Berkas baris", "multiple": True},
    ]


def _input(kind: str, variant: str, kind_example: Kind, key: str) -> dict[str, Any]:
    """What makes a component an input: its key, its limits, its default, and whether it may be answered for many."""
    limits = {**kind_example.limits, "required": variant == "required"}
    more: dict[str, Any] = {"key": key, "validate": limits, "readonly": variant == "readonly"}
    if variant == "long" and kind in CHOICES:
        more["values"] = TWO_LONG
    if variant in ("readonly", "default") and kind_example.default is not None:
        more["defaultValue"] = kind_example.default
    return more | ({} if kind in ALONE or variant == "readonly" else TOGETHER)


def sheet(identity: str, variant: str, *last: dict[str, Any]) -> str:
    """A form with every kind, and `last` a field without which nothing is sent."""
    blocker = {"type": "textfield", "key": "blocker", "id": "blocker", "label": "Penghalang", **TOGETHER}
    blocker |= {} if last else {"validate": {"required": True}}
    return form(identity, *(drawn(kind, variant) for kind in KINDS), blocker, *last)


def procedure(variant: str) -> Bundle:
    """Asks at the start; then asks the head of the unit, until the officer lets it go. Read-only: fills in before."""
    again = form("check", {"type": "checkbox", "key": "again", "label": "Sekali lagi"})
    first = "asked > fill > ask" if variant == "readonly" else "asked > ask"
    fill = [role_task("fill", "unit_head", form="fill")] if variant == "readonly" else []
    return process(
        variant,
        start_event(form="begin"),
        "end done",
        "xor again_q",
        *fill,
        role_task("ask", "unit_head", form="ask"),
        role_task("check", "rank_officer", form="check"),
        f"{first} > check > again_q\nagain_q > ask : =again = true\nagain_q > done : default",
        forms__begin__form=sheet("begin", variant),
        forms__ask__form=sheet("ask", variant, OUTCOME),
        forms__check__form=again,
        **({"forms__fill__form": sheet("fill", "plain")} if fill else {}),
    )


def sent(kind: str, state: str) -> tuple[Values, Files]:
    """What is typed and uploaded for one kind: values and files by the names of the inputs."""
    kind_example: Kind = KINDS[kind]
    values, files = kind_example.good, kind_example.files
    if state == "wrong":
        values, files = kind_example.bad or {}, {}
    elif state == "wrong file":
        values, files = kind_example.good, kind_example.bad_files
    elif state == "long":
        values = kind_example.long or kind_example.good
        files = dict.fromkeys(kind_example.files, ((f"{LONG[:-1]}.pdf", PDF),))
    elif state == "several":
        files = {name: (*uploads, ("lampiran.pdf", PDF)) for name, uploads in kind_example.files.items()}
    elif state == "missing":
        values, files = {}, kind_example.files if kind == "dynamiclist" else {}  # a row with nothing in it is no row
    elif state == "default":
        values, files = ({} if kind == "dynamiclist" else kind_example.good), {}
    under = path(kind)
    return {under + name: each for name, each in values.items()}, {under + name: each for name, each in files.items()}
