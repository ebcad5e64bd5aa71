"""What else an article says of a meeting: who holds it, where, and which unnamed groups were there."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

import msgspec

from kg.facts.meeting_anchors import Anchor, is_adverbial
from kg.facts.meeting_reading import Reading
from kg.lexicon.meetings import load_meeting_words
from kg.lexicon.patterns import any_of
from kg.mentions.records import BodyMention, Sentence


class _Patterns(msgspec.Struct, frozen=True, kw_only=True):
    doer: re.Pattern[str]
    place: re.Pattern[str]
    area_kind: re.Pattern[str]
    group_after_person: re.Pattern[str]
    group_lead: re.Pattern[str]
    group_head: re.Pattern[str]
    no_group: re.Pattern[str]
    group_opener: re.Pattern[str]


_PLACE_LIMIT, _GROUP_LIMIT, _HOLDER_LIMIT = 90, 160, 160
#: Shorter words are no places or groups.
_SHORTEST = 5
#: Families whose name or subject is the body that meets, and how far after the name's start the body may stand.
_OWN_BODY = {"session": 160, "voters": 160, "conference": 30, "press": 30}
_ASIDE = re.compile(r" ?(?:- ?|\([^)]*\) ?)?")
_PIECE = re.compile(r"[^;\n]+")


@cache
def _make_patterns() -> _Patterns:
    words = load_meeting_words()
    ends = any_of({*words.name_ends, *words.place_ends})
    part = rf"(?:(?<= tp)\.|(?<= q)\.|(?! (?:{ends})(?!\w))[^,.;:()\n])"
    groups, leads = any_of(words.groups), any_of(words.group_leads)
    group = rf"(?:(?:{groups})(?!\w)|[0-9.]+ {words.delegates})[^;.\n]*"
    return _Patterns(
        doer=re.compile(rf"(?<!\w){words.doer} (?:\w+ ){{0,3}}$"),
        place=re.compile(rf"(?<!\w){words.place}((?! (?:{any_of(words.no_places)})(?!\w)) {part}{{3,{_PLACE_LIMIT}}})"),
        area_kind=re.compile(rf"^(?:{any_of(words.area_kinds)}) ?"),
        group_after_person=re.compile(rf"(?:[,…] ?(?:(?:{leads}) )?| (?:{leads}) )({group})"),
        group_head=re.compile(rf"(?:{groups}|{any_of(words.group_heads)})(?!\w)|[0-9]"),
        no_group=re.compile(rf"(?<!\w)(?:{any_of(words.no_groups)})(?!\w)"),
        group_lead=re.compile(rf" ?(?:{leads}) "),
        group_opener=re.compile(rf"(?<!\w)(?:{any_of(words.group_openers)})(?!\w)"),
    )


def find_organiser(reading: Reading, sentence: Sentence, anchor: Anchor) -> str | None:
    """The body that holds a meeting: before the verb, after "do", in its name, or that of who hands a decision over."""
    if anchor.body is not None:
        return anchor.body.name
    bodies = [body for body in reading.bodies_in(sentence.start, sentence.end) if not _is_in_noun(reading, body)]
    for body in reversed(bodies):
        if body.end <= anchor.start and _holds(reading, body, anchor.start):
            return body.name
    after = [body for body in bodies if body.start >= anchor.start]
    if anchor.family == "session" and after and is_adverbial(reading, anchor.end, after[0].start):
        return after[0].name
    for body in after:
        if _make_patterns().doer.search(reading.text, anchor.start, body.start) is not None:
            return body.name
    for body in after:
        inside = body.start < anchor.end or _ASIDE.fullmatch(reading.text, anchor.end, body.start) is not None
        if inside and not anchor.act and body.start - anchor.start <= _OWN_BODY.get(anchor.family, 0):
            return body.name
    return _body_of_giver(reading, sentence, anchor)


def _is_in_noun(reading: Reading, body: BodyMention) -> bool:
    """Whether what looks like a body is the end of a meeting's noun: "Đại hội XII"."""
    nouns = reading.hits.of("noun", max(0, body.start - 12), body.start)
    return any(noun.end > body.start for noun in nouns)


def _holds(reading: Reading, body: BodyMention, start: int) -> bool:
    """Whether a body before a meeting's name is the subject of a verb that holds it."""
    holds = reading.hits.has("holds", body.end, start)
    return holds and start - body.end <= _HOLDER_LIMIT and not reading.analysis.mentions_in(body.end, start)


def _body_of_giver(reading: Reading, sentence: Sentence, anchor: Anchor) -> str | None:
    if anchor.family != "decision":
        return None
    posts = [post for post in reading.posts_in(sentence.start, anchor.start) if post.person is not None]
    return posts[-1].body if posts else None


def find_place(reading: Reading, sentence: Sentence, organiser: str | None) -> str | None:
    """Where a meeting was: the words after "tại" with the territories that follow, or its own body's territory."""
    for match in _make_patterns().place.finditer(reading.text, sentence.start, sentence.end):
        if not any(reading.hits.has(kind, *match.span(1)) for kind in ("noun", "pointer")):
            end = _find_place_end(reading, sentence, match.start(1) + 1, match.end(1))
            place = reading.analysis.text[match.start(1) : end].strip(" -–")
            if len(place) >= _SHORTEST:
                return place
    return None if organiser is None else _area_of(reading, organiser)


def _find_place_end(reading: Reading, sentence: Sentence, start: int, end: int) -> int:
    """Where a place ends: before people, dates and verbs, after territories that follow it."""
    stops = [mention.lead for mention in reading.analysis.mentions_in(start, end)]
    stops += [date.start for date in reading.dates_in(sentence) if start < date.start < end]
    stops += [hit.start for kind in ("holds", "subject") for hit in reading.hits.of(kind, start, end)[:1]]
    end = min([end, *stops])
    end = max([end, *(body.end for body in reading.bodies_in(start, end))])
    areas = reading.analysis.areas
    for area in areas[bisect_left(areas, end, key=lambda area: area.start) :][:3]:
        gap = reading.text[end : area.start] if end < area.start <= end + 2 else ""
        if gap in (", ", " ("):
            end = area.end + (gap == " (")
    return end


def _area_of(reading: Reading, body: str) -> str | None:
    """The territory at the end of a body's name, among those that the article speaks of."""
    kind = _make_patterns().area_kind
    fitting = [name for name in reading.areas if body.endswith((name, kind.sub("", name)))]
    return max(fitting, key=lambda name: (body.endswith(name), len(name), name), default=None)


def find_groups(reading: Reading, sentence: Sentence) -> list[str]:
    """The unnamed groups of a sentence that lists who was there: "lãnh đạo các ban; đại diện Sở Nội vụ"."""
    start = _find_list(reading, sentence)
    if start is None:
        return []
    pieces = _PIECE.finditer(reading.text, start, sentence.end)
    spans = (_find_group(reading, piece.start(), piece.end()) for piece in pieces)
    groups = [reading.analysis.text[span[0] : span[1]].strip(" ,.:…")[:_GROUP_LIMIT] for span in spans if span]
    return [group for group in groups if len(group) >= _SHORTEST]


def _find_list(reading: Reading, sentence: Sentence) -> int | None:
    """Where a sentence's list of people and groups starts: after "Dự hội nghị có"."""
    hits = reading.hits.of("front", sentence.start, min(sentence.end, sentence.start + _GROUP_LIMIT))
    front = next((hit for hit in hits if hit.value("front") == "attendee"), None)
    if front is not None and reading.is_quoted(front.start):
        return None
    opened = None if front is None else _make_patterns().group_opener.search(reading.text, front.end, sentence.end)
    if front is None or opened is None or reading.analysis.mentions_in(front.end, opened.start()):
        return None
    return opened.end()


def _find_group(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The group in a piece of a list: all of it when it names nobody, else what follows the last person."""
    patterns, people = _make_patterns(), reading.analysis.mentions_in(start, end)
    if people:
        match = patterns.group_after_person.search(reading.text, people[-1].end, end)
        return None if match is None else match.span(1)
    lead = patterns.group_lead.match(reading.text, start, end)
    start = start + (reading.text[start] == " ") if lead is None else lead.end()
    return (start, end) if _is_group(reading, start, end) else None


def _is_group(reading: Reading, start: int, end: int) -> bool:
    """Whether a piece of a list is a group: it starts with a number, a post, a body or a word for people."""
    patterns = _make_patterns()
    heads = (*reading.posts_in(start, start + 1), *reading.bodies_in(start, start + 1))
    known = any(head.start <= start for head in heads) or patterns.group_head.match(reading.text, start, end)
    return bool(known) and patterns.no_group.search(reading.text, start, min(end, start + _GROUP_LIMIT)) is None
