"""Territories: a table of names, the counts that the law gives, and the lists' own soundness."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.errors import LexiconError
from kg.lexicon.areas import area_of, find_areas, lineage_of, load_areas, province_of, read_form

CASES: list[dict[str, Any]] = msgspec.yaml.decode((Path(__file__).parent / "areas.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']} {case.get('day', '')}")
def test_find_areas(case: dict[str, Any]) -> None:
    within = area_of(case["within"]) if "within" in case else None
    on = str(case["day"]) if "day" in case else None
    found = find_areas(case["name"], kind=case.get("kind"), within=within, on=on)
    assert [area.key for area in found] == case["keys"]


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [("2025-06-30", 63, 696, 10035), ("2025-07-01", 34, 0, 3321), ("2007-01-01", 64, None, None)],
)
def test_there_are_as_many_territories_as_the_law_has(
    day: str, provinces: int, districts: int | None, communes: int | None
) -> None:
    there = [area for area in load_areas(communes=True) if area.was_there(day)]
    expected = {"province": provinces, "district": districts, "commune": communes}
    for kind, number in expected.items():
        if number is not None:
            # Four districts of 2020 whose last day is not known to us stand open until the level itself ends.
            open_ended = [area for area in there if area.kind == kind == "district" and area.until is None]
            assert sum(area.kind == kind for area in there) - len(open_ended) == number


def test_every_reference_leads_to_a_territory_of_a_fitting_level() -> None:
    outer = {"province": {"country"}, "district": {"province"}, "commune": {"district", "province"}}
    for area in load_areas(communes=True):
        if area.within is not None:
            assert area_of(area.within).kind in outer[area.kind]
        for successor in area.successors:
            assert area_of(successor).kind in {area.kind, "commune"}


def test_every_province_of_the_reform_is_a_successor_and_all_that_ended_have_one() -> None:
    provinces = [area for area in load_areas() if area.kind == "province"]
    named = {key for area in provinces for key in area.successors}
    assert {area.key for area in provinces if area.since == "2025-07-01"} <= named
    assert all(area.successors for area in provinces if area.until is not None)
    assert sum(area.until == "2025-06-30" for area in provinces) == 52


def test_province_of_climbs_to_the_province() -> None:
    (commune,) = find_areas("xã Hồng Minh", within=area_of("p34"), on="2015-01-01")
    province = province_of(commune)
    assert province is not None
    assert province.name == "tỉnh Thái Bình"
    assert province_of(area_of("vn")) is None


def test_lineage_goes_through_the_reforms_but_not_to_neighbours() -> None:
    new = {"p35", "p36", "p37", "nam-ha-old", "ha-nam-ninh-old", "p37-2025"}
    assert lineage_of(area_of("p37-2025")) == new
    assert lineage_of(area_of("p35")) == {"p35", "p37-2025", "nam-ha-old", "ha-nam-ninh-old"}
    assert lineage_of(area_of("p01")) == {"p01", "p28-old", "ha-son-binh-old"}


def test_an_unknown_key_is_told() -> None:
    with pytest.raises(LexiconError, match="p999"):
        area_of("p999")


@pytest.mark.parametrize(
    ("name", "form", "rest"),
    [("TP. Vinh", "TP", "vinh"), ("Q5", "quận", "5"), ("thị xã Kỳ Anh", "thị xã", "kỳ anh"), ("Vinh", None, "vinh")],
)
def test_read_form(name: str, form: str | None, rest: str) -> None:
    assert read_form(name) == (form, rest)


def test_forms_are_those_of_the_names() -> None:
    assert area_of("p79").form == "TP"
    assert area_of("d774").form == "quận"
    assert area_of("vn").form == ""


def test_every_province_that_there_is_has_a_wikidata_item_of_its_own() -> None:
    items = {
        area.name: area.wikidata for area in load_areas() if area.kind == "province" and area.was_there("2025-07-01")
    }
    assert None not in items.values()
    assert len(set(items.values())) == len(items) == 34
    for area in load_areas():
        assert area.wikidata is None or items.get(area.name, area.wikidata) == area.wikidata, area
