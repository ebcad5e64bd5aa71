"""Which words of an article tell of a meeting that it has not told of yet, and which of those only in passing."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kg.facts.meeting_anchors import Anchor, is_vague
from kg.facts.meeting_frames import Frame, same_day
from kg.facts.meeting_reading import Reading
from kg.lexicon.meetings import load_meeting_words
from kg.lexicon.patterns import any_of
from kg.mentions.dates import DateMention
from kg.mentions.records import Sentence

#: How soon a date starts that a sentence opens with: "Vào ngày 3/4, …".
OPENS = 16
#: How many dates back a bare noun may go.
_RECENT = 12
#: Sentences at the top in which a verb alone may bring up the meeting that the article tells of, and a bare noun may.
_LEAD, _BARE_LEAD = 5, 40
#: How soon after a name the verb of a visit stands that has no day.
_DIRECT = 16
#: Kinds of words before a noun that say that somebody is there, or holds it.
_HOLDING = ("subject", "front", "holds")
#: Verbs of these families tell of a meeting only with a date, or with giver and receiver of a decision.
_DATED = frozenset({"decision", "visit"})


def opens_meeting(reading: Reading, index: int, sentence: Sentence, anchor: Anchor, current: Frame | None) -> bool:
    """Whether an anchor tells enough of a meeting to make it a new one."""
    if anchor.pointer or anchor.quoted:
        return False
    if anchor.body is not None:
        return not anchor.vote or index <= _LEAD or _is_same_day(anchor, current)
    if anchor.act:
        return _verb_opens(reading, index, sentence, anchor)
    first = current is None and index <= _BARE_LEAD
    known = anchor.named or anchor.date is not None or first
    dated = anchor.date is not None and not is_vague(anchor.date)
    return (known and (dated or _is_placed(reading, sentence, anchor))) or is_chaired(reading, anchor)


def _verb_opens(reading: Reading, index: int, sentence: Sentence, anchor: Anchor) -> bool:
    """Whether a verb tells enough: by its day, who does it, or where in the article it stands."""
    people = reading.people_in(sentence.start, sentence.end)
    if anchor.family == "visit" and any(0 <= anchor.start - person.end <= _DIRECT for person in people):
        return True
    if reading.text.endswith(f" {load_meeting_words().place} ", 0, anchor.start):
        return True
    given = anchor.family == "decision" and len(people) > 1 and people[0].end <= anchor.start
    dated = _is_dated(reading, anchor) and (anchor.family not in _DATED or _is_official(reading, sentence, anchor))
    acting = any(person.end <= anchor.start for person in people) or anchor.start - sentence.start <= OPENS
    return dated or given or (bool(people) and acting and index <= _LEAD and anchor.family not in _DATED)


def _is_same_day(anchor: Anchor, current: Frame | None) -> bool:
    """Whether an assembly decides on the day of the meeting told of: "Cùng ngày, HĐND tỉnh B bầu …"."""
    days = (anchor.date, None if current is None else current.date)
    return days[0] is not None and days[1] is not None and days[0].edtf == days[1].edtf


def _is_placed(reading: Reading, sentence: Sentence, anchor: Anchor) -> bool:
    """Whether a noun opens a sentence or follows words that put somebody there: "tại hội nghị", "dự buổi lễ"."""
    if not reading.text[sentence.start : anchor.start].strip(' -–"“'):
        return True
    if _placing().search(reading.text, max(sentence.start, anchor.start - OPENS), anchor.start):
        return True
    hits, start = reading.hits, anchor.start - 2 * OPENS
    before = (hit for kind in _HOLDING for hit in hits.of(kind, start, anchor.start))
    return any(hit.end >= anchor.start - OPENS for hit in before)


def _is_official(reading: Reading, sentence: Sentence, anchor: Anchor) -> bool:
    """Whether somebody named, a body or a delegation makes a visit, rather than tourists."""
    last = sentence.end if anchor.start - sentence.start <= OPENS else anchor.start
    named = reading.people_in(sentence.start, last) or reading.bodies_in(sentence.start, anchor.start)
    before = reading.text[sentence.start : anchor.start]
    return bool(named) or any(word in before for word in load_meeting_words().visitors)


def _is_dated(reading: Reading, anchor: Anchor) -> bool:
    """Whether a verb has a day or month, rather than a year or a day since when: "làm việc tại Sở A từ 2008"."""
    date = anchor.date
    if date is None:
        return False
    return not is_since(reading, date) and (date.edtf is None or len(date.edtf) > len("XXXX"))


def is_since(reading: Reading, date: DateMention) -> bool:
    """Whether something is so since a date: "giữ chức từ ngày 2/11"."""
    before = reading.text[max(0, date.start - OPENS) : date.start].rstrip()
    return date.edtf is not None and "/" not in date.edtf and before.endswith(load_meeting_words().since)


def is_part(anchor: Anchor, current: Frame | None) -> bool:
    """Whether a meeting is one session of the congress or conference that the telling is at."""
    whole = current
    if whole is None or whole.date is None or anchor.date is None:
        return False
    return whole.anchor.family == "conference" and anchor.family == "session" and same_day(anchor.date, whole.date)


def find_last_day(reading: Reading, start: int) -> DateMention | None:
    """The last day that the text named before a place, for a meeting that is only called "the ceremony"."""
    dates = reading.dates
    last = bisect_left(dates, start, key=lambda date: date.start)
    before = reversed(dates[max(0, last - _RECENT) : last])
    return next(
        (date for date in before if not (is_vague(date) or is_since(reading, date) or _is_aside(reading, date))), None
    )


def _is_aside(reading: Reading, date: DateMention) -> bool:
    """Whether a date with its year stands in brackets: "(1/1/1997 - 1/1/2017)"."""
    return date.year_from == "text" and reading.text[max(0, date.start - OPENS) : date.start].rfind("(") >= 0


def is_chaired(reading: Reading, anchor: Anchor) -> bool:
    """Whether somebody chairs what a bare noun names: "ông A chủ trì cuộc họp"."""
    before = reading.hits.of("subject", anchor.start - 14, anchor.start)
    return any(hit.value("subject") == "chair" and hit.end >= anchor.start - 1 for hit in before)


def is_background(reading: Reading, sentence: Sentence, anchor: Anchor, current: Frame | None) -> bool:
    """Whether a meeting is named in passing, so that what follows is not said there."""
    date = anchor.date
    if date is not None and date.edtf is not None and is_vague(date):
        return True
    if reading.hits.has("background", sentence.start, anchor.start) or _is_caption(reading, sentence, anchor):
        return True
    if current is None or _opens_paragraph(reading, sentence, anchor):
        return False
    return date is None or (current.date is not None and same_day(date, current.date))


def _is_caption(reading: Reading, sentence: Sentence, anchor: Anchor) -> bool:
    """Whether a line only says whom a picture shows where, of no day: "Ông A và các đại biểu tại hội nghị"."""
    if anchor.date is not None or anchor.act or not reading.people_in(sentence.start, anchor.start):
        return False
    hits, places = reading.hits, ((sentence.start, anchor.start), (anchor.end, sentence.end))
    return not any(hits.has(kind, *place) for kind in _HOLDING for place in places)


def _opens_paragraph(reading: Reading, sentence: Sentence, anchor: Anchor) -> bool:
    """Whether a paragraph opens with the day of a meeting: "Cùng ngày, ông B tiếp xúc cử tri …"."""
    start = sentence.start
    opens = start == 0 or reading.text[start - 1] == "\n"
    date = anchor.date
    return opens and date is not None and date.start - start <= OPENS and not is_vague(date)


@cache
def _placing() -> re.Pattern[str]:
    """The words right before a noun that say that somebody is there."""
    return re.compile(rf"(?<!\w)(?:{any_of(load_meeting_words().at)}) (?:\w+ )?$")
