"""The invented officials of the benchmarks are the same every time, and the figures add up."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from benchmarks.generator import Names, World, make_world, score
from benchmarks.growth import FROZEN, PAGE, Frozen, fill_page, find_exponent, measure_size

NAMES = Names(
    surnames={"Nguyễn": 4, "Trần": 2, "Lê": 1},
    middles={"Văn": 3, "Thị": 2, "": 1},
    givens={"Hùng": 3, "Sơn": 2, "Lan": 2, "Nga": 1},
)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(NAMES, 2000)


def test_same_arguments_make_the_same_world(world: World) -> None:
    assert make_world(NAMES, 2000).rows == world.rows
    assert make_world(NAMES, 2000, seed=2).rows != world.rows


def test_world_has_as_many_mentions_as_asked_for(world: World) -> None:
    assert len(world.rows) == 2000
    assert [mention.id for article in world.articles for mention in article.mentions] == [
        row.mention for row in world.rows
    ]


def test_no_article_names_anybody_twice(world: World) -> None:
    person_of = {row.mention: row.person for row in world.rows}
    for article in world.articles:
        people = [person_of[mention.id] for mention in article.mentions]
        assert len(people) == len(set(people))


def test_common_names_are_several_peoples(world: World) -> None:
    people = Counter(name for name, _ in {(row.name, row.person) for row in world.rows})
    assert people["Nguyễn Văn Hùng"] > people["Lê Nga"]


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        ({"a": 1, "b": 1, "c": 2, "d": 2}, 1.0, 1.0),
        ({}, 1.0, 0.5),
        ({"a": 1, "b": 1, "c": 1, "d": 1}, 0.5, 1.0),
        ({"a": 1, "b": 1, "c": 1, "d": 2}, 2 / 3, 0.75),
    ],
)
def test_b_cubed(found: dict[str, int], precision: float, recall: float) -> None:
    scores = score([("a", 7), ("b", 7), ("c", 8), ("d", 8)], found)
    assert scores[:2] == pytest.approx((precision, recall))
    assert scores[2] == pytest.approx(2 * precision * recall / (precision + recall))


def test_kg_beats_what_needs_no_thought() -> None:
    rows = measure_size(NAMES, 2000, splink=False)
    assert rows["kg"]["precision"] > rows["same name"]["precision"] + 0.2
    assert rows["kg"]["f1"] > max(row["f1"] for name, row in rows.items() if name != "kg")


def test_exponent_of_growth() -> None:
    figures = {"100": {"kg": {"cpu": 1.0}}, "10000": {"kg": {"cpu": 100.0}}}
    assert find_exponent(figures) == pytest.approx(1.0)


def test_page_shows_the_frozen_figures() -> None:
    frozen, page = msgspec.json.decode(FROZEN.read_bytes(), type=Frozen), PAGE.read_text("utf-8")
    assert page == fill_page(page, frozen.sizes, frozen.increment)
    assert frozen.increment["same"]
