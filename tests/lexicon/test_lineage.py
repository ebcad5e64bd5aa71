"""The acts behind the territories' days, and what became of local bodies: sound lists, and what the laws say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.areas import area_of, load_areas
from kg.lexicon.bodies import body_heads, body_units, departments
from kg.lexicon.lineage import (
    act_of_beginning,
    act_of_end,
    cite_acts,
    find_epoch,
    find_head_succession,
    find_unit_succession,
    list_preceding,
    predecessors_of,
    was_begun,
)

#: So many districts, at most, come from acts that the list doesn't have.
WITHOUT_ACT = 10


def test_every_province_that_began_or_ended_names_the_act() -> None:
    for area in load_areas():
        if area.kind == "province":
            assert area.since is None or act_of_beginning(area) is not None, area
            assert area.until is None or act_of_end(area) is not None, area


def test_every_other_territory_that_ended_does_too() -> None:
    ended = [area for area in load_areas(communes=True) if area.until is not None]
    without = [area for area in ended if act_of_end(area) is None]
    assert {area.kind for area in without} == {"district"}
    assert len(without) < WITHOUT_ACT < 10_000 < len(ended)


@pytest.mark.parametrize(
    ("key", "acts"),
    [
        ("p37-2025", "Resolution 202/2025/QH15"),
        ("p28-old", "Resolution 15/2008/QH12"),
        ("p46", "Resolution 175/2024/QH15"),
        ("p92", "Resolution 22/2003/QH11; Resolution 202/2025/QH15"),
        ("d344", "Law 72/2025/QH15"),
        ("p01", None),
    ],
)
def test_territory_cites_its_acts(key: str, acts: str | None) -> None:
    assert cite_acts(area_of(key)) == acts


def test_acts_are_decided_before_they_take_effect() -> None:
    found = {act for area in load_areas() if (act := act_of_end(area)) is not None}
    assert len(found) >= 8
    assert all(act.decided < act.effective for act in found)


def test_predecessors_are_those_that_name_a_territory_as_successor() -> None:
    assert [area.key for area in predecessors_of(area_of("p37-2025"))] == ["p35", "p36", "p37"]
    assert [area.key for area in predecessors_of(area_of("p01"))] == ["p28-old"]
    assert predecessors_of(area_of("vn")) == ()
    for area in load_areas(communes=True):
        assert all(area in predecessors_of(area_of(key)) for key in area.successors)


def test_twenty_three_provinces_were_formed_of_fifty_two() -> None:
    new = [area for area in load_areas() if area.since == "2025-07-01" and area.kind == "province"]
    assert len(new) == 23
    assert sum(len(predecessors_of(area)) for area in new) == 52


def test_words_of_successions_are_those_that_bodies_begin_with() -> None:
    heads = {head.name for head in body_heads()} | {department.name for department in departments()}
    units = {unit.name for unit in body_units()}
    for name in sorted(heads | units):
        for found, known in ((find_head_succession(name, None), heads), (find_unit_succession(name), units)):
            assert found is None or set(found.successors) <= known, name
    assert [each.name for each in list_preceding("Sở Nông nghiệp và Môi trường")] == [
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Tài nguyên và Môi trường",
    ]


def test_succession_of_one_level_is_of_no_other() -> None:
    assert find_head_succession("Công an", "district") is not None
    assert find_head_succession("Công an", "province") is None
    assert find_head_succession("UBND", "province") is None


def test_names_of_bodies_have_a_time_too() -> None:
    assert was_begun("Sở Công Thương", area_of("p37"))
    assert not was_begun("Sở Công Thương", area_of("ha-nam-ninh-old"))
    assert was_begun("UBND", area_of("ha-nam-ninh-old"))


@given(st.dates())
def test_nothing_changes_within_an_epoch(day: dt.date) -> None:
    told, epoch = day.isoformat(), find_epoch(day.isoformat())
    assert epoch <= told
    assert find_epoch(epoch) == epoch
    assert [area.was_there(told) for area in load_areas()] == [area.was_there(epoch) for area in load_areas()]


def test_communes_change_with_acts_only() -> None:
    communes = [area for area in load_areas(communes=True) if area.kind == "commune"]
    for day in {area.since for area in communes} - {None}:
        assert day is not None
        assert find_epoch(day) == day
    assert {area.until for area in communes} == {None, "2025-06-30"}


@pytest.mark.parametrize(
    ("day", "epoch"),
    [
        ("2025-08-01", "2025-07-01"),
        ("2025-06-30", "2025-03-01"),
        ("2025-02-28", "2025-01-01"),
        ("1980-01-01", "0001-01-01"),
    ],
)
def test_epochs_begin_with_the_reforms(day: str, epoch: str) -> None:
    assert find_epoch(day) == epoch
