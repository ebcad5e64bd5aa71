"""Persons, bodies and places as the second stage reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.documents.records import Document
from kg.mentions.analyse import analyse
from kg.mentions.records import Analysis

HERE = Path(__file__)
NAMES: list[dict[str, Any]] = msgspec.yaml.decode(HERE.with_name("names.yaml").read_bytes())
BODIES: list[dict[str, Any]] = msgspec.yaml.decode(HERE.with_name("bodies.yaml").read_bytes())


def read(text: str, publisher: str | None = None) -> Analysis:
    return analyse(Document(id="d", text=f"Bản tin trong ngày\n{text}", publisher=publisher))


@pytest.mark.parametrize("case", NAMES, ids=[case["text"][:40] for case in NAMES])
def test_persons(case: dict[str, Any]) -> None:
    analysis = read(case["text"])
    assert {person.name: list(person.mentions) for person in analysis.persons} == case["persons"]


@pytest.mark.parametrize("case", BODIES, ids=[case["text"][:60] for case in BODIES])
def test_post_and_body(case: dict[str, Any]) -> None:
    post = read(case["text"], case.get("publisher")).posts[0]
    assert (post.role, post.body) == (case["post"], case["body"])


def test_lone_pronoun_stands_for_who_was_named_first() -> None:
    analysis = read("Ông Trần Văn Hạnh gặp bà Lê Thị Mận. Bà hứa giúp. Ông cảm ơn.")
    name = {person.key: person.name for person in analysis.persons}
    pronouns = [(m.text, name[m.person]) for m in analysis.mentions if m.kind == "pronoun"]
    assert pronouns == [("Bà", "Lê Thị Mận"), ("Ông", "Trần Văn Hạnh")]


@pytest.mark.parametrize(
    ("text", "publisher", "home"),
    [
        ("UBND tỉnh Hà Nam họp về việc của tỉnh Nam Định và tỉnh Hà Nam.", None, "tỉnh Hà Nam"),
        ("UBND tỉnh Hà Nam họp.", "Báo Ninh Bình", "tỉnh Ninh Bình"),
        ("Thời tiết hôm nay đẹp.", "Báo Sài Gòn Giải Phóng", None),
    ],
)
def test_home(text: str, publisher: str | None, home: str | None) -> None:
    assert read(text, publisher).home == home


def test_sentences_hold_every_mention() -> None:
    analysis = read("TP. HCM họp. Ông Nguyễn V. A. tới! Bà Lê Thị B? Có.\nHết.")
    assert [analysis.text[s.start : s.end].strip() for s in analysis.sentences] == [
        "Bản tin trong ngày",
        "TP. HCM họp.",
        "Ông Nguyễn V. A. tới!",
        "Bà Lê Thị B?",
        "Có.",
        "Hết.",
    ]
    for mention in analysis.mentions:
        sentence = analysis.sentence_of(mention.start)
        assert sentence.start <= mention.lead <= mention.start < mention.end <= sentence.end
        assert mention in analysis.mentions_in(sentence.start, sentence.end)
