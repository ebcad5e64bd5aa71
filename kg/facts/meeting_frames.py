"""The meetings of an article as they are put together, and which later words go back to which."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kg.facts.meeting_anchors import Anchor, is_vague
from kg.facts.records import Role
from kg.lexicon.meetings import load_meeting_words
from kg.mentions.dates import DateMention

#: What people do, the most specific first, and the role that it makes; who gives something is a presenter.
_DEEDS = ("chair", "concluding", "host", "guest", "presenter", "speaker", "giver", "attendee")
RANKS: dict[str, int] = {deed: rank for rank, deed in enumerate(_DEEDS)}
ROLES: tuple[Role, ...] = ("chair", "concluding", "host", "guest", "presenter", "speaker", "presenter", "attendee")


class Frame(msgspec.Struct, kw_only=True):
    """A meeting as it is being put together.

    Attributes:
        anchor: the first anchor with a name.
        paragraph: the paragraph that last named it.
        date: its date.
        main: whether the article's own story, so that what follows is said there.
        people: key → (rank of the role, start, end) of whom the article places there.
        organiser: the body that holds it.
        place: where it was.
        groups: unnamed groups that were there.
        stop: the territory of one stop of a journey, or of one of several ceremonies.
        part_of: the meeting of which it is a part, such as a session of a congress.
    """

    anchor: Anchor
    paragraph: int
    date: DateMention | None
    main: bool
    people: dict[str, tuple[int, int, int]] = msgspec.field(default_factory=dict)
    organiser: str | None = None
    place: str | None = None
    groups: list[str] = msgspec.field(default_factory=list)
    stop: str | None = None
    part_of: Frame | None = None


#: Bare nouns of a family may go back to meetings of these families.
_GOES_BACK: dict[str, frozenset[str]] = {
    "session": frozenset({"session"}),
    "conference": frozenset({"conference", "class", "talk", "session", "voters", "decision", "ceremony", "press"}),
    "talk": frozenset({"talk", "reception", "visit", "voters", "press", "conference", "session"}),
    "voters": frozenset({"voters"}),
    "press": frozenset({"press"}),
    "ceremony": frozenset({"ceremony", "decision", "event", "conference", "talk"}),
    "class": frozenset({"class", "conference"}),
    "visit": frozenset({"visit", "talk", "reception"}),
    "event": frozenset({"event", "ceremony", "talk", "conference"}),
}
_INDOORS = frozenset({"session", "conference", "press", "voters"})
_ON_THE_ROAD = frozenset({"visit", "reception"})
#: Meetings at which no decision is handed over by the way.
_TALKS = frozenset({"talk", "reception", "voters", "press", "visit"})
_WORD = re.compile(r"\w+")
_LIKE = 0.5


def is_same(anchor: Anchor, frame: Frame) -> bool:
    """Whether an anchor may go back to a meeting named before."""
    if not same_day(anchor.date, frame.date) or _is_of_others(anchor, frame):
        return False
    if anchor.act:
        return _is_same_act(anchor, frame)
    if not anchor.named:
        indoors = anchor.name.lower().startswith(load_meeting_words().indoors)
        return _goes_back(anchor, frame) and not (indoors and frame.anchor.family in _ON_THE_ROAD)
    return _is_same_name(anchor, frame)


def _is_of_others(anchor: Anchor, frame: Frame) -> bool:
    """Whether another assembly meets than the one whose session is told of."""
    body, assemblies = anchor.body, load_meeting_words().assemblies
    if body is None or frame.organiser is None or not body.name.startswith(assemblies):
        return False
    return body.name != frame.organiser


def _is_of_another(anchor: Anchor, frame: Frame) -> bool:
    """Whether a name has a body in it, and another one has met: "kỳ họp 15 của Ủy ban Kiểm tra Tỉnh ủy"."""
    met = frame.anchor.body
    owned = anchor.family == "session" and anchor.owner is not None
    return owned and met is not None and anchor.owner != met.name


def _goes_back(anchor: Anchor, frame: Frame) -> bool:
    """Whether a bare noun of the anchor's family may mean a meeting of the frame's."""
    family = frame.anchor.family
    return family == anchor.family or family in _GOES_BACK.get(anchor.family, frozenset())


def _is_same_name(anchor: Anchor, frame: Frame) -> bool:
    """Whether a name is that of a meeting named before, or of a sitting of it."""
    undated, family = anchor.date is None and frame.main, frame.anchor.family
    if undated and family == "conference" and _is_sitting(anchor):
        return True
    if _is_apart(anchor.name, frame.anchor.name) or _is_of_another(anchor, frame):
        return False
    if _clashes(anchor, frame):
        return undated and anchor.family != "session" and _goes_back(anchor, frame)
    if _likeness(anchor.name, frame.anchor.name) >= _LIKE:
        return True
    vague = anchor.date is not None and is_vague(anchor.date)
    known = anchor.date is None or (frame.date is not None and family == anchor.family)
    return _goes_back(anchor, frame) and not vague and known


def _is_same_act(anchor: Anchor, frame: Frame) -> bool:
    """Whether a verb may go back to a meeting: not to another stop of a journey, nor from the road to one indoors."""
    family, on_the_road = frame.anchor.family, anchor.family in _ON_THE_ROAD
    if on_the_road and _is_day_of(anchor.date, frame.date):
        return False
    if anchor.family == "visit" and family in _INDOORS:
        return False
    apart = on_the_road or (anchor.family == "decision" and family in _TALKS)
    return family == anchor.family or anchor.date is None or not apart


def _is_day_of(day: DateMention | None, days: DateMention | None) -> bool:
    """Whether a date is one day of several, such as a stop on a journey."""
    if day is None or days is None or day.edtf is None or days.edtf is None:
        return False
    return "/" in days.edtf and "/" not in day.edtf and not is_vague(day)


def _is_apart(one: str, other: str) -> bool:
    """Whether two names begin with nouns that never mean one meeting: "đại hội" and "kỳ họp"."""
    nouns = [noun for name in (one, other) for noun in load_meeting_words().apart if name.lower().startswith(noun)]
    return len(set(nouns)) > 1


def _is_sitting(anchor: Anchor) -> bool:
    return anchor.name.lower().startswith(load_meeting_words().sittings)


def _clashes(anchor: Anchor, frame: Frame) -> bool:
    numbers = (anchor.number, frame.anchor.number)
    return None not in numbers and numbers[0] != numbers[1]


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(load_meeting_words().empty)


def _likeness(one: str, other: str) -> float:
    """The share of the shorter name's words that the other has too, words that every name has aside."""
    first, second = (set(_WORD.findall(name.lower())) - _empty_words() for name in (one, other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def same_day(one: DateMention | None, other: DateMention | None) -> bool:
    """Whether two dates may be the same: one is unknown, or they overlap as far as both are precise."""
    if one is None or other is None or one.edtf is None or other.edtf is None:
        return True
    return not is_before(one.edtf, other.edtf) and not is_before(other.edtf, one.edtf)


def is_before(edtf: str, other: str | None) -> bool:
    """Whether a date ends before another begins; dates of unknown year are compared within one year."""
    if other is None:
        return False
    last, first = edtf.rpartition("/")[2], other.partition("/")[0]
    if "XXXX" in (last[:4], first[:4]):
        last, first = last[4:], first[4:]
    length = min(len(last), len(first))
    return length > 0 and last[:length] < first[:length]
