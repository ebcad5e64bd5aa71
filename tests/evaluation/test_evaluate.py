"""Files in, findings out: what is passed over, what is told, and which sentences are shown."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import pytest

from kg.documents.faults import FaultLog
from kg.errors import KgError
from kg.evaluation.evaluate import Evaluation, evaluate
from kg.evaluation.figures import Figures, measure
from kg.evaluation.report import COLUMNS, PARTS, report
from kg.facts.records import Facts
from tests.evaluation.samples import GOLD, SYSTEM, TEXT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    other = msgspec.structs.replace(SYSTEM, id="elsewhere")
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.encode(GOLD))
    (tmp_path / "facts.jsonl").write_bytes(msgspec.json.encode(other) + b"\n" + msgspec.json.encode(SYSTEM))
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), "utf-8")
    return tmp_path


def run(folder: Path, *, docs: bool = False) -> tuple[Evaluation, FaultLog]:
    faults = FaultLog(io.StringIO())
    news = [folder / "news.jsonl"] if docs else []
    return evaluate(folder / "gold.jsonl", [folder / "facts.jsonl"], docs=news, faults=faults), faults


def test_records_of_other_articles_are_passed_over(folder: Path) -> None:
    evaluation, faults = run(folder)
    assert measure(evaluation.findings)["overall"] == Figures(right=8, wrong=8, missed=8)
    assert (faults.fault_count, faults.warning_count) == (0, 0)
    assert evaluation.evidence is None


def test_missing_records_are_told_and_count_as_missed(folder: Path) -> None:
    gold = [msgspec.structs.replace(GOLD, id=id_) for id_ in "abcdefgh"]
    (folder / "gold.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, gold)))
    evaluation, faults = run(folder)
    assert measure(evaluation.findings)["person"].missed == 1 + 7 * 4
    assert faults.fault_count == 0
    assert faults.warnings == [
        "7 of 8 annotated articles have no record, and all that they say counts as missed: b, c, d, e, f …; "
        "give the records of all articles"
    ]


def test_nothing_to_hold_against_is_an_error(folder: Path) -> None:
    (folder / "gold.jsonl").write_text('{"id": 5}\n')
    faults = FaultLog(io.StringIO())
    with pytest.raises(KgError, match="no annotation to evaluate against"):
        evaluate(folder / "gold.jsonl", [folder / "facts.jsonl"], faults=faults)
    assert faults.fault_count == 1


def test_sentences_come_from_the_article(folder: Path) -> None:
    evaluation, _ = run(folder, docs=True)
    missed = next(finding for finding in evaluation.findings if finding.how == "type wrong")
    assert evaluation.find_sentence(missed) == (
        "Ông Vàng A Mận, Phó Chủ tịch UBND huyện, được bầu làm Chủ tịch UBND huyện thay ông Hồ Văn Quýt."
    )
    assert evaluation.find_sentence(missed) in TEXT
    without, _ = run(folder)
    assert without.find_sentence(missed) == "được bầu làm Chủ tịch UBND huyện"


def test_sentences_come_from_the_evidence(folder: Path) -> None:
    start = TEXT.index("Chủ tịch HĐND")
    evidence = {"start": start, "end": start + 8, "prefix": "Bà Lò Thị Chanh, ", "suffix": " HĐND huyện, chủ trì. "}
    record = msgspec.to_builtins(SYSTEM)
    for fact in record["tenures"]:
        fact["quote"], fact["evidence"] = "Chủ tịch", evidence
    (folder / "facts.jsonl").write_bytes(msgspec.json.encode(msgspec.convert(record, Facts)))
    for docs in (True, False):
        evaluation, _ = run(folder, docs=docs)
        wrong = next(finding for finding in evaluation.findings if finding.how == "too much")
        assert evaluation.find_sentence(wrong) == "Bà Lò Thị Chanh, Chủ tịch HĐND huyện, chủ trì."
    evaluation, _ = run(folder, docs=True)
    assert evaluation.evidence == Figures(right=7, wrong=3)


def test_every_row_has_its_parts_columns(folder: Path) -> None:
    evaluation, _ = run(folder, docs=True)
    rows = list(report(evaluation, errors=2, calibration=True))
    assert {str(row["part"]) for row in rows} == set(PARTS)
    for row in rows:
        assert set(row) <= {"part", *PARTS[str(row["part"])][1]}
    assert set(COLUMNS) >= {key for row in rows for key in row}
    assert {row["part"] for row in report(evaluation)} == {"figures", "misses", "rules"}
