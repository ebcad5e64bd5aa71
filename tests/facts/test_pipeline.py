"""Articles and facts records become facts, in order, whatever the number of processes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kg.documents.faults import FaultLog
from kg.documents.records import Document
from kg.errors import KgError
from kg.facts.parallel import count_processors
from kg.facts.pipeline import extract_items, extract_sources, read_articles_or_facts
from kg.facts.plugins import load_extractor
from kg.facts.records import ArticleInfo, Facts
from tests.facts.samples import FACTS
from tests.toy_extractors import Toy

pytestmark = pytest.mark.usefixtures("plugins")


def make_documents(count: int) -> Iterator[Document]:
    for number in range(count):
        yield Document(
            id=f"a{number}", text=f"Tin {number}\nÔng Số {number} là Giám đốc {number}." + " đệm" * (number % 40)
        )


def run(name: str, count: int, jobs: int) -> tuple[list[Facts], FaultLog]:
    faults = FaultLog(io.StringIO())
    return list(extract_items(make_documents(count), extractor=load_extractor(name), jobs=jobs, faults=faults)), faults


def test_the_number_of_processes_changes_nothing() -> None:
    alone, faults = run("toy", 500, 1)
    assert [facts.id for facts in alone] == [f"a{number}" for number in range(500)]
    assert run("toy", 500, 3)[0] == alone
    assert not faults.failed


def test_articles_are_taken_only_as_fast_as_they_are_worked_on() -> None:
    taken = 0

    def count() -> Iterator[Document]:
        nonlocal taken
        for document in make_documents(5_000):
            taken += 1
            yield document

    made = extract_items(count(), extractor=load_extractor("toy"), jobs=2, faults=FaultLog(io.StringIO()))
    next(made)
    assert taken < 1_000
    made.close()  # type: ignore[attr-defined] # a generator; its processes end here


def test_a_failing_article_is_one_fault() -> None:
    documents = [
        Document(id="good", text="Ông A là B."),
        Document(id="bad", text="hỏng"),
        Document(id="last", text="x"),
    ]
    faults = FaultLog(io.StringIO())
    made = list(extract_items(documents, extractor=load_extractor("failing"), jobs=1, faults=faults))
    assert [facts.id for facts in made] == ["good", "last"]
    (fault,) = faults.faults
    assert "article bad: the extractor failing failed on it: ValueError('this one is too hard')" in str(fault)


@pytest.mark.parametrize("jobs", [1, 2])
def test_facts_without_their_words_are_dropped_with_a_warning(jobs: int) -> None:
    made, faults = run("lying", 70, jobs)
    assert all(facts.tenures == () and len(facts.persons) == 1 for facts in made)
    assert faults.warning_count == len(made) == 70
    assert "article a0: 1 facts of the extractor lying were dropped" in faults.warnings[0]


def test_the_facts_of_another_article_are_refused() -> None:
    made, faults = run("elsewhere", 2, 1)
    assert (made, faults.fault_count) == ([], 2)


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(KgError, match="--jobs 1"):
        run("dying", 100, 2)


def test_an_extractor_that_is_not_installed_runs_here() -> None:
    made = list(extract_items(make_documents(100), extractor=Toy(), jobs=2, faults=FaultLog(io.StringIO())))
    assert len(made) == 100


def test_the_article_is_described(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tin vui\n13/04/2021 11:42\n(GLO)- Ông A là B.", "utf-8")
    (facts,) = extract_sources([tmp_path], extractor=load_extractor("toy"), faults=FaultLog(io.StringIO()))
    assert facts.article == ArticleInfo(title="Tin vui", published="2021-04-13", publisher="Báo Gia Lai")


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_and_facts_may_be_mixed(tmp_path: Path, jobs: int) -> None:
    lines = [msgspec.json.encode(msgspec.structs.replace(FACTS, id=f"f{number}")) for number in range(60)]
    rows = [json.dumps({"id": f"a{number}", "text": 'Ông "persons" là B.'}).encode() for number in range(60)]
    mixed = [line for pair in zip(lines, rows, strict=True) for line in pair]
    (tmp_path / "mixed.jsonl").write_bytes(b"\n".join([*mixed, lines[0], b'{"id": "f1", "persons": []}']))
    (tmp_path / "z.txt").write_text("Ông C là D.", "utf-8")
    faults = FaultLog(io.StringIO())
    made = list(read_articles_or_facts([tmp_path], extractor=load_extractor("toy"), jobs=jobs, faults=faults))
    assert [facts.id for facts in made] == [f"{kind}{number}" for number in range(60) for kind in "fa"] + ["z"]
    assert made[0] == msgspec.structs.replace(FACTS, id="f0")
    assert all(len(facts.tenures) == 1 for facts in made)
    assert faults.fault_count == 1
    assert "mixed.jsonl:122: another article came before under the id f1" in str(faults.faults[0])


def test_processors() -> None:
    assert count_processors() >= 1
