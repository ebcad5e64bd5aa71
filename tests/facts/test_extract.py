"""The built-in extractor on sentences of our own, and what always holds of its facts."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents.records import Document
from kg.facts.extract import BuiltinExtractor
from kg.facts.records import ChangeFact, Facts, TenureFact

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("extract.yaml").read_bytes())
HEADLINE = "Bản tin trong ngày"


def extract(text: str, *, publisher: str | None = None) -> Facts:
    return BuiltinExtractor().extract(Document(id="d", text=f"{HEADLINE}\n{text}", publisher=publisher))


def _named(facts: Facts) -> dict[str, str]:
    return {person.key: person.name for person in facts.persons}


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_sentence(case: dict[str, Any]) -> None:
    facts = extract(case["text"], publisher=case.get("publisher"))
    name = _named(facts)
    abroad = {person.key for person in facts.persons if person.scope == "foreign"}
    tenures = [[name[t.person], t.post, t.body, t.status] for t in facts.tenures if t.person not in abroad]
    assert sorted(map(str, tenures)) == sorted(map(str, case["tenures"]))
    changes = [[c.type, name[c.person], c.post, c.body, name.get(c.replaces or "")] for c in facts.changes]
    assert sorted(map(str, changes)) == sorted(map(str, case.get("changes", [])))


@pytest.mark.parametrize("case", [case for case in CASES if "dates" in case], ids=lambda case: case["rule"])
def test_dates_of_changes(case: dict[str, Any]) -> None:
    assert [change.date for change in extract(case["text"]).changes] == case["dates"]


@pytest.mark.parametrize("case", [case for case in CASES if "none" in case], ids=lambda case: case["rule"])
def test_no_officials(case: dict[str, Any]) -> None:
    facts = extract(case["text"])
    assert [person.name for person in facts.persons] == case["none"]
    assert not any(person.official for person in facts.persons)


def _assert_sound(facts: Facts, text: str) -> None:
    said: list[TenureFact | ChangeFact] = [*facts.tenures, *facts.changes]
    for fact in said:
        assert fact.evidence is not None
        assert text[fact.evidence.start : fact.evidence.end] == fact.quote
        assert fact.quote.strip() == fact.quote != ""
        assert len(fact.evidence.prefix) <= 200
        assert len(fact.evidence.suffix) <= 200
        assert fact.rule
        assert 0 < fact.confidence <= 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_evidence_is_verbatim_in_any_form(case: dict[str, Any], form: str) -> None:
    text = unicodedata.normalize(form, case["text"])  # type: ignore[arg-type]
    facts = extract(text, publisher=case.get("publisher"))
    _assert_sound(facts, f"{HEADLINE}\n{text}")
    if form == "NFD":
        plain = extract(case["text"], publisher=case.get("publisher"))
        assert [(t.post, t.body) for t in facts.tenures] == [(t.post, t.body) for t in plain.tenures]


_PIECES = [word for case in CASES for word in case["text"].split(" ")] + ["\n", ".", ";", "(", ")", ":", "-", "…", "İ"]


@given(st.lists(st.sampled_from(_PIECES), max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_words_break_it(words: list[str]) -> None:
    text = " ".join(words)
    facts = extract(text)
    _assert_sound(facts, f"{HEADLINE}\n{text}")
    keys = {person.key for person in facts.persons}
    assert {tenure.person for tenure in facts.tenures} | {change.person for change in facts.changes} <= keys


def test_same_text_same_facts() -> None:
    text = "\n".join(case["text"] for case in CASES)
    assert extract(text) == extract(text)


HOSTILE = {
    "capitals": "Nguyễn Văn An ",
    "roles": "Bí thư, Chủ tịch ",
    "triggers": "được bầu làm Chủ tịch ",
    "brackets": "((((",
    "pronouns": "ông được ",
    "dashes": " - Sở - ",
    "lines": "Sở Y tế\n",
    "authors": "TP.\n",
    "verbs": "bầu ",
    "heads": "UBND ",
    "commas": ",",
    "dates": "1/",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(copies: int) -> float:
        started = time.process_time()
        extract(piece * copies)
        return time.process_time() - started

    extract(piece)
    short = min(seconds(250) for _ in range(2))
    assert seconds(2000) < 0.4 + 24 * short
