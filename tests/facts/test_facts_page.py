"""The examples of docs/facts.md and docs/documents.md are sound and run."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from kg.documents.records import Document
from kg.facts.anchor import anchor_facts
from kg.facts.check import find_faults, find_text_faults
from kg.facts.plugins import Extractor
from kg.facts.read import parse_facts
from kg.facts.records import ArticleInfo, Facts
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "facts.md").read_text("utf-8")


def find_blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_the_example_record_is_sound_and_fits_its_article() -> None:
    article, record = find_blocks(PAGE, "json")
    document = msgspec.json.decode(article, type=Document)
    facts = parse_facts(record.encode())
    assert list(find_faults(facts)) == []
    assert list(find_text_faults(facts, document.text)) == []
    assert len(facts.tenures) == len(facts.changes) == len(facts.meetings) == 1


def test_the_example_plug_in_works() -> None:
    (code,) = find_blocks(PAGE, "python")
    names: dict[str, object] = {"__name__": "example"}
    exec(compile(code, "docs/facts.md", "exec"), names)  # noqa: S102 - our own page
    made = names["ChairExtractor"]
    assert isinstance(made, type)
    extractor = made()
    assert isinstance(extractor, Extractor)
    document = msgspec.json.decode(find_blocks(PAGE, "json")[0], type=Document)
    facts, dropped = anchor_facts(extractor.extract(document), document.text)
    assert dropped == 0
    assert facts.tenures[0].evidence is not None
    assert facts.persons[0].name == "Hoàng Mẫu Đơn"


@pytest.mark.parametrize("name", sorted({*Facts.__struct_fields__, *ArticleInfo.__struct_fields__} - {"article"}))
def test_every_field_is_explained(name: str) -> None:
    assert f"`{name}`" in PAGE or f"`{name}[]`" in PAGE


@pytest.mark.parametrize("number", [0, 1])
def test_the_examples_of_reading_run(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (ROOT / "examples").is_dir():
        pytest.skip("examples/ is absent: the page's example reads it")
    monkeypatch.chdir(ROOT)
    code = find_blocks((ROOT / "docs" / "documents.md").read_text("utf-8"), "python")[number]
    exec(compile(code, str(Path("docs/documents.md")), "exec"), {"__name__": "example"})  # noqa: S102 - our own page
