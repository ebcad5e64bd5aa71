"""What resolution decides: which mentions are one person, which claims one meeting, and why."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """One reason for or against two groups of mentions being one person; `score` is its signed weight."""

    name: str
    score: float
    reason: str


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One decision: whether the people of mentions `left` and `right` are the same, with its reasons."""

    left: str
    right: str
    same: bool
    score: float
    features: tuple[Feature, ...]


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """Who is who: mention id → person id, and every judgement that led there, in a fixed order."""

    person_of: Mapping[str, str]
    judgements: tuple[Judgement, ...] = ()
