"""Titles that name no body: deputies with a province after their name, and those who headed the State long ago."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon.fold import fold
from kg.lexicon.holding import load_holding
from kg.lexicon.patterns import any_folded
from kg.mentions.links import founders
from kg.mentions.phrases import Phrase
from kg.mentions.records import PersonMention
from kg.mentions.tags import Tags

_ASSEMBLY = "Quốc hội"
_CHAIR, _HEAD_OF_STATE, _STATE = "Chủ tịch", "Chủ tịch nước", "Nước CHXHCN Việt Nam"
_DEPUTY = "council"
#: How long the headline and the first sentences of an article are.
_LEAD = 500
_CLOSES = re.compile(r"\s?[),]|\s?[-–]\s")


def seat_deputies(lowered: str, phrases: list[Phrase], mentions: list[PersonMention], tags: Tags) -> None:
    """Write the National Assembly into "đại biểu" phrases whose holder's name a province follows ("(Hà Nội)").

    Deputies of a province's council are told by their districts; an article that never names the Assembly has none.
    Without a province, a deputy sits in the Assembly where the lead names it before any council or congress.
    """
    if fold(_ASSEMBLY) not in lowered:
        return
    lead = lowered[:_LEAD].partition(fold(_ASSEMBLY))
    alone = lead[1] != "" and not any(fold(word) in lead[0] for word in load_holding().assemblies)
    ends = {(mention.person, mention.lead): mention.end for mention in mentions if mention.kind == "full"}
    for phrase in phrases:
        if phrase.role.family != _DEPUTY or phrase.body is not None or not phrase.holders:
            continue
        end = _end_of_name(phrase, ends)
        if end is not None and ((alone and phrase.name is None) or _is_province(lowered, end, tags)):
            phrase.name = _ASSEMBLY


def seat_founders(lowered: str, phrases: list[Phrase], mentions: list[PersonMention], tags: Tags) -> None:
    """Write the State's chair into "Chủ tịch" right before those who are called so whatever body is named.

    A work or place that bears the name with the title ("Lăng Chủ tịch …") says nothing of the post.
    """
    if not any(name in lowered for name in founders()):
        return
    named = {mention.start: mention.person for mention in mentions if fold(mention.text) in founders()}
    for phrase in phrases:
        person = named.get(phrase.end + 1)
        if person is None or phrase.role.family != "chair" or phrase.role.role != _CHAIR:
            continue
        bears = "blocked" in tags.before.get(phrase.lead - 1, {})
        phrase.post, phrase.name, phrase.body = _HEAD_OF_STATE, _STATE, None
        phrase.holders, phrase.hold, phrase.marker = ((), "", "") if bears else ((person,), "before", "former")


def _end_of_name(phrase: Phrase, ends: dict[tuple[str, int], int]) -> int | None:
    """Where the holder's name right after a title ends, the title itself perhaps read as its honorific."""
    leads = (phrase.start, phrase.lead, *range(phrase.end, phrase.end + 3))
    return next((ends[phrase.holders[0], lead] for lead in leads if (phrase.holders[0], lead) in ends), None)


def _is_province(lowered: str, end: int, tags: Tags) -> bool:
    opening = _opening().match(lowered, end)
    if opening is None:
        return False
    hit = tags.province.get(opening.end())
    return hit is not None and (opening["bracket"] is None or _CLOSES.match(lowered, hit[0]) is not None)


@cache
def _opening() -> re.Pattern[str]:
    words = any_folded(load_holding().delegation)
    area = r"(?:tỉnh\s|thành phố\s|tp\.?\s?)?"
    return re.compile(rf"\s?(?:(?P<bracket>\(\s?)(?:(?:{words})\s)?{area}|[,–-]?\s?(?:{words})\s{area})")
