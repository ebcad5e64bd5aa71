"""The sample articles: all readable, enough of them, and printed by no real paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.documents.faults import FaultLog
from kg.documents.read import read_documents
from kg.documents.records import Document
from kg.lexicon.publishers import load_publishers
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    faults = FaultLog()
    documents = list(read_documents([EXAMPLES / "articles"], faults=faults))
    assert (faults.faults, faults.warnings) == ([], [])
    return documents


def test_readme_counts_them(articles: list[Document]) -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    assert f"holds {len(articles)} short articles" in readme
    assert sum(int(count) for count in re.findall(r"\| (\d+) \|$", readme, re.MULTILINE)) == len(articles)


def test_every_article_is_whole(articles: list[Document]) -> None:
    assert [article.id for article in articles if not article.title or article.title not in article.text] == []
    assert [article.id for article in articles if not 120 <= len(article.text.split()) <= 350] == []
    undated = [article.id for article in articles if article.published is None]
    assert undated == ["dia-phuong/kon-tum-ky-hop-thu-8"]


def test_day_in_the_name_is_the_day_of_publication(articles: list[Document]) -> None:
    days = {article.id: re.search(r"\d{4}-\d\d-\d\d", Path(article.id).name) for article in articles}
    assert [a.id for a in articles if (day := days[a.id]) is not None and day.group() != a.published] == []


def test_no_real_paper_is_named_as_publisher(articles: list[Document]) -> None:
    real = {name for paper in load_publishers().publishers for name in (paper.name, *paper.names)}
    assert [article.id for article in articles if article.publisher in real] == []
    assert [
        article.url for article in articles if article.url and not article.url.startswith("https://example.org/")
    ] == []
