"""The shipped promotion eligibility table, once as it is and once written as plain Python, over its own test rows."""

import csv
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine import dmn, feel

FOLDER = Path(__file__).parent.parent.parent / "processes/promotion"
ENV = feel.EvalContext(now=datetime(2026, 7, 8, 2, 0, tzinfo=UTC))
TABLE = "eligibility_findings"
FACTS = re.compile(rb'<literalExpression id="facts_expression">.*?</literalExpression>', re.DOTALL)
CHANGED = date(2025, 5, 20)
Finding = dict[str, Any]


class Eligibility:
    """The model, once more with `facts` given from outside, and for each test row the variables with what `facts` makes."""

    def __init__(self) -> None:
        source = (FOLDER / "eligibility.dmn").read_bytes()
        self.model, self.alone = dmn.parse(source), dmn.parse(FACTS.sub(b"", source))
        settings = dmn.parse((FOLDER / "parameters.dmn").read_bytes()).decide("parameters", {}, ENV).value
        with (FOLDER / "eligibility.cases.csv").open(encoding="utf-8") as file:
            self.cases = [{**_nested(row), "parameters": settings} for row in csv.DictReader(file)]
        self.known = [{**case, "facts": self.model.decide("facts", case, ENV).value} for case in self.cases]
        self.plain = [_plain(known) for known in self.known]

    def table(self) -> None:
        """The table alone over every row, its inputs given."""
        for known in self.known:
            self.alone.decide(TABLE, known, ENV)

    def whole(self) -> None:
        """The decision over every row, with the eight decisions that it requires."""
        for case in self.cases:
            self.model.decide("eligibility", case, ENV)

    def python(self) -> None:
        """What `table` does, in plain Python."""
        for known in self.plain:
            findings(known["facts"], known["parameters"])

    def agree(self) -> bool:
        """True if both say the same: else the table was changed and `findings` was not."""
        told = [self.alone.decide(TABLE, known, ENV).value for known in self.known]
        return [_plain(each) for each in told] == [
            findings(known["facts"], known["parameters"]) for known in self.plain
        ]


def _nested(row: dict[str, str]) -> dict[str, Any]:
    """The inputs of a test row as variables: `in:subject.rank` stands under `subject`."""
    made: dict[str, Any] = {}
    for path, text in row.items():
        kind, _, name = path.partition(":")
        if kind == "in":
            *above, last = name.split(".")
            inner = made
            for each in above:
                inner = inner.setdefault(each, {})
            inner[last] = _value(text)
    return made


def _value(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _plain(value: Any) -> Any:
    """Numbers as Python would have them."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def findings(facts: dict[str, Any], parameters: dict[str, Any]) -> list[Finding]:
    """The rows of the table as conditions, in their order."""
    old = "PP 99/2000 jo. PP 12/2002"
    found = [*_regular(facts, parameters, old), *_appraised(facts, old)]
    if facts["over_ceiling"] is True and facts["kind"] == "regular":
        basis = "Per BKN 2/2025" if facts["day"] >= CHANGED else old
        found.append(_finding("KP-03", "TMS", "PLAFON_PENDIDIKAN", facts["ceiling_explanation"], basis))
    if facts["data"] == "highest":
        found.append(
            _finding(
                "KP-03",
                "TMS",
                "PANGKAT_TERTINGGI",
                "Anda sudah pada pangkat tertinggi; tidak ada pangkat berikutnya.",
                old,
            )
        )
    if facts["kind"] in ("regular", "structural") and facts["exam_missing"] in ("ujian dinas I", "ujian dinas II"):
        found.append(
            _finding(
                "KP-04",
                "BTL",
                "UJIAN_DINAS",
                f"Sertifikat {facts['exam_missing']} belum ada pada data Anda. Unggah tanda lulus atau bukti pembebasannya.",
                old + " (ujian dinas)",
            )
        )
    if facts["under_discipline"] is True:
        found.append(
            _finding(
                "KP-05",
                "BLOCKED",
                "HUKUMAN_DISIPLIN",
                "Sedang menjalani hukuman disiplin tingkat sedang atau berat. Usul dapat diajukan sesudah hukuman berakhir.",
                "PP 94/2021",
                facts["earliest_after_discipline"],
            )
        )
    if facts["kind"] == "structural":
        found += _structural(facts, parameters, old)
    if facts["kind"] == "functional":
        found += _functional(facts, parameters, old)
    if facts["kind"] == "regular" and facts["above_superior"] is True and facts["day"] < CHANGED:
        found.append(
            _finding(
                "KP-09",
                "TMS",
                "MELAMPAUI_ATASAN",
                "Pangkat yang dituju melampaui pangkat atasan langsung.",
                old + "; berlaku sampai 19 Mei 2025 (Per BKN 2/2025)",
            )
        )
    return found + _recorded(facts)


def _finding(
    code: str, verdict: str, reason: str, explanation: str, basis: str, earliest: date | None = None
) -> Finding:
    return {
        "code": code,
        "verdict": verdict,
        "reason": reason,
        "explanation": explanation,
        "legal_basis": basis,
        "earliest": earliest,
        "tone": "neutral" if verdict == "BLOCKED" else "danger",
    }


def _regular(facts: dict[str, Any], parameters: dict[str, Any], old: str) -> list[Finding]:
    found, months = [], facts["months_in_rank"]
    if facts["kind"] != "regular":
        return found
    if facts["legal_status"] != "03" and facts["data"] != "incomplete" and facts["post_kind"] != "pelaksana":
        found.append(
            _finding(
                "KP-01",
                "TMS",
                "BUKAN_PELAKSANA",
                "Kenaikan pangkat reguler untuk pelaksana, PNS tugas belajar, atau PNS yang dipekerjakan di luar instansi tanpa jabatan pimpinan atau fungsional. Ajukan jenis pilihan sesuai jabatan Anda.",
                old + "; Per BKN 2/2025",
            )
        )
    if months is not None and months < parameters["regular_months"]:
        found.append(
            _finding(
                "KP-01",
                "TMS",
                "MASA_PANGKAT_KURANG",
                f"Masa dalam pangkat pada TMT baru {months} bulan; paling kurang {parameters['regular_months']} bulan.",
                old + "; Per BKN 2/2025",
                facts["earliest_regular"],
            )
        )
    return found


def _appraised(facts: dict[str, Any], old: str) -> list[Finding]:
    found, basis = [], old + "; PermenPANRB 6/2022"
    if "missing" in facts["appraisals"]:
        found.append(
            _finding(
                "KP-02",
                "TMS",
                "SKP_BELUM_DINILAI",
                f"Kinerja tahun {', '.join(map(str, facts['missing_years']))} belum pernah dinilai. Penilai tahun itu diminta melengkapi penilaian; sesudahnya usul dapat diajukan lagi.",
                basis,
            )
        )
    if "below" in facts["appraisals"]:
        found.append(
            _finding(
                "KP-02",
                "TMS",
                "SKP_DI_BAWAH_BAIK",
                "Predikat kinerja dua tahun terakhir harus paling rendah Baik.",
                basis,
            )
        )
    if "unsynchronised" in facts["appraisals"]:
        found.append(
            _finding(
                "KP-02",
                "BTL",
                "SKP_BELUM_SINKRON",
                "Penilaian kinerja ada tetapi belum tersinkron ke SIASN. Sinkronkan e-Kinerja atau unggah dokumen SKP.",
                basis,
            )
        )
    return found


def _structural(facts: dict[str, Any], parameters: dict[str, Any], old: str) -> list[Finding]:
    found, months, short = [], facts["months_in_rank"], parameters["structural_short_months"]
    below, in_post = facts["steps_below"], facts["months_in_post"]
    if below is None and facts["data"] == "complete":
        found.append(
            _finding(
                "KP-06",
                "TMS",
                "BUKAN_JABATAN_STRUKTURAL",
                "Kenaikan pangkat pilihan struktural memerlukan jabatan pengawas, administrator, atau pimpinan tinggi dengan eselon yang tercatat.",
                old,
            )
        )
    if months is not None and below is not None and below <= 0 and months < parameters["structural_months"]:
        found.append(
            _finding(
                "KP-06",
                "TMS",
                "MASA_PANGKAT_STRUKTURAL_KURANG",
                f"Anda sudah pada rentang pangkat jabatan. Masa dalam pangkat pada TMT baru {months} bulan; paling kurang {parameters['structural_months']} bulan.",
                old,
                facts["earliest_structural"],
            )
        )
    if months is not None and below == 1 and months < short:
        found.append(
            _finding(
                "KP-06",
                "TMS",
                "MASA_PANGKAT_DAN_JABATAN_KURANG",
                "Pangkat setingkat di bawah pangkat terendah jabatan memerlukan paling kurang 1 tahun dalam pangkat dan 1 tahun dalam jabatan, atau 4 tahun dalam pangkat.",
                old,
                facts["earliest_structural_short"],
            )
        )
    if (
        months is not None
        and in_post is not None
        and below == 1
        and short <= months < parameters["structural_months"]
        and in_post < short
    ):
        found.append(
            _finding(
                "KP-06",
                "TMS",
                "MASA_JABATAN_KURANG",
                "Pangkat setingkat di bawah pangkat terendah jabatan memerlukan paling kurang 1 tahun dalam jabatan, atau 4 tahun dalam pangkat.",
                old,
                facts["earliest_structural_short"],
            )
        )
    if below is not None and below > 1:
        found.append(
            _finding(
                "KP-06",
                "TMS",
                "PANGKAT_JAUH_DI_BAWAH_JABATAN",
                "Pangkat Anda lebih dari satu tingkat di bawah pangkat terendah jabatan.",
                old,
            )
        )
    if facts["over_span"] is True:
        found.append(
            _finding(
                "KP-06", "TMS", "PLAFON_ESELON", "Pangkat yang dituju melampaui pangkat tertinggi jabatan Anda.", old
            )
        )
    return found


def _functional(facts: dict[str, Any], parameters: dict[str, Any], old: str) -> list[Finding]:
    found, months, short, basis = (
        [],
        facts["months_in_rank"],
        facts["credit_shortfall"],
        "PermenPANRB 1/2023; Per BKN 3/2023",
    )
    if facts["post_kind"] is not None and facts["post_kind"] != "jf":
        found.append(
            _finding(
                "KP-07",
                "TMS",
                "BUKAN_JABATAN_FUNGSIONAL",
                "Kenaikan pangkat pilihan jabatan fungsional memerlukan jabatan fungsional dengan jenjang yang tercatat.",
                "PermenPANRB 1/2023",
            )
        )
    if months is not None and months < parameters["functional_months"]:
        found.append(
            _finding(
                "KP-07",
                "TMS",
                "MASA_PANGKAT_JF_KURANG",
                f"Masa dalam pangkat pada TMT baru {months} bulan; paling kurang {parameters['functional_months']} bulan.",
                old + "; PermenPANRB 1/2023",
                facts["earliest_functional"],
            )
        )
    if short is not None and short > 0:
        found.append(
            _finding(
                "KP-07",
                "TMS",
                "ANGKA_KREDIT_KURANG",
                f"Angka kredit masih kurang {str(short).replace('.', ',')}.",
                basis,
            )
        )
    if short is None and facts["crosses_level"] is False and facts["post_kind"] == "jf":
        found.append(
            _finding(
                "KP-07",
                "BTL",
                "PAK_BELUM_ADA",
                "Penetapan angka kredit (PAK) belum tercatat. Unggah PAK terakhir.",
                basis,
            )
        )
    if facts["crosses_level"] is True:
        found.append(
            _finding(
                "KP-07",
                "TMS",
                "PERLU_KENAIKAN_JENJANG",
                "Pangkat yang dituju ada pada jenjang berikutnya. Selesaikan dulu uji kompetensi, formasi, dan SK kenaikan jenjang.",
                basis,
            )
        )
    return found


def _recorded(facts: dict[str, Any]) -> list[Finding]:
    found, status, basis = [], facts["legal_status"], "PP 11/2017 jo. PP 17/2020"
    if facts["data"] != "incomplete" and status not in ("01", "03", "04", "15"):
        found.append(
            _finding("KP-10", "TMS", "KEDUDUKAN_HUKUM", f"Kedudukan hukum Anda ({status}) bukan PNS aktif.", basis)
        )
    if status == "03" and facts["kind"] in ("structural", "functional"):
        found.append(
            _finding(
                "KP-10",
                "TMS",
                "KEDUDUKAN_HUKUM_TUGAS_BELAJAR",
                "PNS tugas belajar mengajukan kenaikan pangkat reguler, bukan pilihan.",
                basis,
            )
        )
    if status in ("04", "15"):
        found.append(
            _finding(
                "KP-10",
                "BLOCKED",
                "KEDUDUKAN_HUKUM_SEMENTARA",
                "Kedudukan hukum Anda sedang tidak aktif (pemberhentian sementara atau menjalani hukuman). Usul dapat diajukan sesudah diaktifkan kembali.",
                basis,
            )
        )
    if facts["data"] == "incomplete":
        found.append(
            _finding(
                "KP-11",
                "BLOCKED",
                "DATA_TIDAK_LENGKAP",
                "Pangkat, TMT pangkat, jabatan, pendidikan, atau kedudukan hukum belum tercatat. Perbaiki data di SIASN/MyASN lebih dulu.",
                basis,
            )
        )
    if facts["data"] == "differing":
        found.append(
            _finding(
                "KP-11",
                "BTL",
                "DATA_TIDAK_SAMA",
                "Nama, tanggal lahir, atau gelar di SIASN, SK, dan KTP tidak sama. Perbaiki data (peremajaan) sebelum usul masuk BKN.",
                basis,
            )
        )
    return found
