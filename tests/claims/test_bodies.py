"""Bodies from their names: tables of names, and what must hold for any name."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.bodies import parse_body
from kg.lexicon.areas import load_areas
from kg.lexicon.bodies import body_heads, central_bodies, departments
from kg.lexicon.records import AreaKind, BodyKind, Level
from kg.ontology import load_ontology

TABLE: dict[str, list[Any]] = msgspec.yaml.decode((Path(__file__).parent / "bodies.yaml").read_bytes())


@pytest.mark.parametrize("case", TABLE["parsed"], ids=lambda case: f"{case['given']} {case.get('day', '')}")
def test_parse_body(case: dict[str, Any]) -> None:
    body = parse_body(case["given"], on=str(case["day"]) if "day" in case else None)
    area = body.area.key if body.area is not None else None
    told = {
        "name": body.name,
        "kind": body.kind,
        "level": body.level,
        "area": area,
        "parent": body.parent,
        "vague": body.vague,
    }
    expected = {field: value for field, value in case.items() if field in told}
    assert {field: told[field] for field in expected} == expected


@pytest.mark.parametrize("names", TABLE["same"], ids=lambda names: names[0])
def test_spellings_of_one_body_have_one_key(names: list[str]) -> None:
    assert len({parse_body(name).key for name in names}) == 1, [parse_body(name).key for name in names]


@pytest.mark.parametrize("names", TABLE["different"], ids=lambda names: names[0])
def test_different_bodies_have_different_keys(names: list[str]) -> None:
    assert len({parse_body(name).key for name in names}) == len(names), [parse_body(name).key for name in names]


@pytest.mark.parametrize("case", TABLE["parsed"], ids=lambda case: case["given"])
def test_a_canonical_name_is_its_own_and_unicode_form_does_not_matter(case: dict[str, Any]) -> None:
    on = str(case["day"]) if "day" in case else None
    body = parse_body(case["given"], on=on)
    again = parse_body(body.name, on=on)
    assert (again.name, again.kind) == (body.name, body.kind)
    assert parse_body(unicodedata.normalize("NFD", case["given"]), on=on) == body
    if body.area is None or again.area is not None:
        assert again.key == body.key


def test_every_parent_is_a_body_too_and_parents_end() -> None:
    for case in TABLE["parsed"]:
        body, steps = parse_body(case["given"]), 0
        while body.parent is not None:
            parent = parse_body(body.parent)
            assert parent.key != body.key
            body, steps = parent, steps + 1
            assert steps < 6


def test_every_head_makes_a_body_of_its_kind_and_every_central_body_is_itself() -> None:
    for head in body_heads():
        body = (
            parse_body(f"{head.name} Ninh Bình") if head.area == "bare" else parse_body(f"{head.name} tỉnh Ninh Bình")
        )
        if "province" in head.levels:
            assert (body.kind, body.name.startswith(head.name)) == (head.kind, True), head.name
    for department in departments():
        if department.level == "province":
            assert parse_body(f"{department.name} Ninh Bình").parent == "UBND tỉnh Ninh Bình"
    for central in central_bodies():
        for name in (central.name, *central.aliases):
            body = parse_body(name)
            assert (body.name, body.kind, body.level) == (central.name, central.kind, "central"), name


def test_every_province_has_its_government_and_committee() -> None:
    for area in load_areas():
        if area.kind == "province" and not area.key.endswith("-old"):
            day = area.since or "2020-01-01"
            assert parse_body(f"UBND {area.name}", on=day).area == area
            committee = "Tỉnh ủy" if area.form == "tỉnh" else "Thành ủy"
            parsed = parse_body(f"Ban Chấp hành Đảng bộ {area.name}", on=day)
            assert parsed.parent == f"{committee} {area.bare}"
            assert parse_body(parsed.parent, on=day).area == area


WORDS = ["UBND", "Tỉnh", "ủy", "HĐND", "Ban", "Tổ", "chức", "Bộ", "Y", "tế", "tỉnh", "huyện", "TP", "quận", "5", "Thái"]
WORDS += ["Bình", "Châu", "Thành", ",", "(", ")", "-", "và", "của", "thuộc", "Vụ", "T.Ư"]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)))
def test_any_text_is_some_body(text: str) -> None:
    body = parse_body(text)
    assert body.name
    assert body.kind in get_args(BodyKind)
    assert parse_body(f"  {text} ").key == body.key


def test_kinds_and_levels_are_those_of_the_ontology() -> None:
    classes = load_ontology().classes
    assert get_args(BodyKind) == classes["Body"].properties["kind"].values
    assert get_args(Level) == classes["Body"].properties["level"].values
    assert get_args(AreaKind) == classes["Area"].properties["kind"].values
