"""The invented facts that the tests of the graph stages share."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kg.facts.records import Facts

ARTICLES = Path(__file__).with_name("articles.yaml")


def read_sample() -> list[Facts]:
    return msgspec.yaml.decode(ARTICLES.read_bytes(), type=list[Facts])
