"""The tool that learns confidence: features that come with right facts gain weight, rare ones none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import kg
from kg.facts.confidence import Model
from kg.facts.records import ChangeFact, Facts, NamedPerson

ROOT = Path(kg.__file__).parent.parent


@pytest.fixture(scope="module")
def tool(load_tool: Callable[[str], ModuleType]) -> ModuleType:
    return load_tool("train_confidence")


def test_weights_follow_the_outcomes(tool: ModuleType) -> None:
    rows = [({"good": 1.0}, True)] * 30 + [({"bad": 1.0}, False)] * 30 + [({"bad": 1.0, "rare": 1.0}, True)] * 3
    model = tool.fit(rows)
    assert model.weights["good"] > 1 > -1 > model.weights["bad"]
    assert "rare" not in model.weights
    assert model.rate({"good": 1.0}) > 0.8
    assert model.rate({"bad": 1.0}) < 0.3


def test_a_shown_model_reads_back_the_same(tool: ModuleType) -> None:
    model = Model(bias=-0.5, weights={"tenure: quote has the body's end": 0.25, "body sở": -1.5})
    assert msgspec.yaml.decode(tool.show_model(model), type=Model) == model


def test_a_fact_is_judged_by_the_annotation(tool: ModuleType) -> None:
    persons = (NamedPerson(key="p1", name="Hoàng Mẫu Đơn"),)
    died = ChangeFact(type="died", person="p1", quote="bà Hoàng Mẫu Đơn từ trần")
    retired = ChangeFact(type="retired", person="p1", quote="bà Đơn nghỉ hưu")
    gold = Facts(id="a", persons=persons, changes=(died,))
    rows = list(tool.judge_facts(Facts(id="a", persons=persons, changes=(died, retired)), gold))
    assert [right for _, right in rows] == [True, False]
    foreign = Facts(id="a", persons=(NamedPerson(key="p1", name="Hoàng Mẫu Đơn", scope="foreign"),))
    assert list(tool.judge_facts(Facts(id="a", persons=persons, changes=(died,)), foreign)) == []
