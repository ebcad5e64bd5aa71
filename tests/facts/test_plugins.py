"""Extractors are found by their entry points."""

from __future__ import annotations

import pytest

from kg.documents.records import Document
from kg.errors import KgError
from kg.facts.plugins import Extractor, list_extractors, load_extractor

pytestmark = pytest.mark.usefixtures("plugins")


def test_an_installed_extractor_is_loaded() -> None:
    assert {"builtin", "toy"} <= set(list_extractors())
    extractor = load_extractor("toy")
    assert isinstance(extractor, Extractor)
    facts = extractor.extract(Document(id="a", text="Bà Mẫu Đơn là Chủ tịch huyện."))
    assert [tenure.post for tenure in facts.tenures] == ["Chủ tịch huyện"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody", "no extractor is called nobody; installed are: .*builtin.*toy"),
        ("missing", "doesn't load: ModuleNotFoundError"),
        ("none", "it needs a method extract"),
        ("misnamed", "name = 'misnamed'"),
    ],
)
def test_what_is_none_is_refused(name: str, said: str) -> None:
    with pytest.raises(KgError, match=said):
        load_extractor(name)


def test_the_builtin_one_is_there() -> None:
    assert load_extractor("builtin").name == "builtin"
