"""Which meetings an article tells of: where each one is named, and which later words go back to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

import msgspec

from kg.facts.meeting_words import Hit, Hits
from kg.lexicon.meetings import load_meeting_words
from kg.mentions.dates import DateMention
from kg.mentions.records import Analysis, PersonMention, PostMention, Sentence


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules of meetings look at: an article's analysis, its text in lower case, its words and dates."""

    analysis: Analysis
    text: str
    hits: Hits
    dates: tuple[DateMention, ...]
    titles: tuple[PersonMention, ...] = ()

    def people_in(self, start: int, end: int) -> tuple[PersonMention, ...]:
        """The people named or called by their posts in [start, end)."""
        first = bisect_left(self.titles, start, key=lambda mention: mention.start)
        titles = self.titles[first : bisect_left(self.titles, end, key=lambda mention: mention.start)]
        named = self.analysis.mentions_in(start, end)
        return tuple(sorted((*named, *titles), key=lambda mention: mention.start)) if titles else named

    def posts_in(self, start: int, end: int) -> tuple[PostMention, ...]:
        """The posts that start in [start, end)."""
        posts = self.analysis.posts
        first = bisect_left(posts, start, key=lambda post: post.start)
        return posts[first : bisect_left(posts, end, key=lambda post: post.start)]

    def dates_in(self, sentence: Sentence) -> list[DateMention]:
        """The dates of a sentence."""
        first = bisect_left(self.dates, sentence.start, key=lambda date: date.start)
        return list(self.dates[first : bisect_left(self.dates, sentence.end, key=lambda date: date.start)])


def find_titles(analysis: Analysis, text: str, hits: Hits) -> tuple[PersonMention, ...]:
    """Posts that stand for whom the article gives them to elsewhere: "Bí thư Tỉnh ủy cũng nhấn mạnh …".

    Args:
        analysis: the article read.
        text: its text in lower case.
        hits: its words of meetings; only a post with a verb right after stands for its holder.
    """
    holders: dict[tuple[str, str], set[str]] = {}
    for post in analysis.posts:
        if post.person is not None and post.body is not None and post.marker != "former" and post.hold != "past":
            holders.setdefault((post.role, post.body), set()).add(post.person)
    titles: list[PersonMention] = []
    for post in analysis.posts:
        people = holders.get((post.role, post.body or ""), set())
        if post.person is not None or len(people) != 1 or post.marker == "former" or _is_plural(text, post.start):
            continue
        verbs = (
            hit for hit in hits.between(post.end, post.end + _VERB_NEAR) if hit.value("subject") or hit.value("act")
        )
        if not analysis.mentions_in(post.start, post.end + 2) and next(verbs, None) is not None:
            (person,) = people
            words = analysis.text[post.start : post.end]
            titles.append(
                PersonMention(start=post.start, end=post.end, person=person, text=words, kind="title", lead=post.start)
            )
    return tuple(titles)


def _is_plural(text: str, start: int) -> bool:
    """Whether a post is one of several people, or somebody's office: "các Bí thư", "chức Bí thư", "làm Bí thư"."""
    return text[max(0, start - 24) : start].rstrip().endswith(_NO_TITLES)


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a sentence that speaks of a meeting.

    Attributes:
        start: where the noun or verb starts.
        end: where its name ends, or the verb.
        family: the family of the noun or verb.
        name: the words of the name, such as "hội nghị tổng kết công tác năm".
        named: whether the words say which meeting, rather than "hội nghị" alone.
        act: whether it is a verb ("tiếp xúc cử tri").
        pointer: whether it is a noun that only goes back to a meeting named before.
        number: the ordinal in the name ("kỳ họp thứ 8": "8").
        date: the date that the sentence gives it.
        quoted: whether somebody's words in quotation marks speak of it.
    """

    start: int
    end: int
    family: str
    name: str
    named: bool
    act: bool
    pointer: bool
    number: str | None
    date: DateMention | None
    quoted: bool


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
    """

    anchor: Anchor
    paragraph: int
    date: DateMention | None
    main: bool
    people: dict[str, tuple[int, int, int]] = msgspec.field(default_factory=dict)
    organiser: str | None = None
    place: str | None = None
    groups: list[str] = msgspec.field(default_factory=list)


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
#: Meetings at which no decision is handed over by the way.
_TALKS = frozenset({"talk", "reception", "voters", "press", "visit"})
_NUMBER = re.compile(
    r"(?:lần thứ|thứ|lần|số|trung ương) ([0-9]{1,3}|[ivxlc]{1,6}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
    r"|^(?:kỳ họp|phiên họp|hội nghị|đại hội(?: đảng)?) ([0-9]{1,3}|[ivxlc]{1,6})(?!\w)"
)
_NAME_LIMIT = 140
#: How far back in its line an opening quotation mark is looked for.
_LINE_LIMIT = 1000
#: How soon after a post its verb starts ("Bí thư Tỉnh ủy cũng đã nhấn mạnh").
_VERB_NEAR = 16
#: Words before a post that don't stand for its holder.
_NO_TITLES = ("các", "hai", "ba", "chức", "chức vụ", "làm", "giữ", "là", "nguyên", "chức danh", "vị trí", "của", "cựu")
#: How soon after a noun "sẽ" or "dự kiến" makes it a plan.
_PLANNED_AFTER = 4
_CONTINUES = ("khóa", "nhiệm kỳ", "hđnd", "quốc hội", "lần thứ", "ban thường vụ", "ubnd", "thi đua", "quyền")
_WORD = re.compile(r"\w+")
_EMPTY_WORDS = frozenset(
    [
        "của",
        "và",
        "các",
        "về",
        "cho",
        "tại",
        "kỳ",
        "họp",
        "hội",
        "nghị",
        "lễ",
        "buổi",
        "cuộc",
        "phiên",
        "đại",
        "lần",
        "thứ",
        "tỉnh",
        "thành",
        "phố",
    ]
)
#: Marks that end a name; the points of "TP." and "Q." and the dash of "2021 - 2026" don't.
_END_MARKS = r"(?<! tp)(?<! q)\.|[;:\n(\"“”!?]| [-–] (?![0-9])"
_QUOTED = re.compile(r" [\"“][^\"”\n]{3,120}[\"”]")
_QUOTES = '"“”'
#: How far a month or year may stand before a name, and after it; how much nearer a date of unknown day must be.
_VAGUE_BEFORE, _VAGUE_AFTER, _FAR = 80, 24, 200


@cache
def _name_end() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, load_meeting_words().name_ends))
    return re.compile(
        rf" (?:{ends})(?!\w)|(?<! tp)(?<! q)\.|[;:\n(\"“”!?]| [-–] (?![0-9])|, (?!(?:{'|'.join(_CONTINUES)}))"
    )


@cache
def _act_end() -> re.Pattern[str]:
    """Where the words of a verb end: later than those of a noun, for they take objects ("làm việc với …")."""
    ends = "|".join(map(re.escape, set(load_meeting_words().name_ends) - {"với", "cho", "của", "về"}))
    return re.compile(rf" (?:{ends})(?!\w)|{_END_MARKS}")


@cache
def _spoken_of() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, load_meeting_words().spoken_of))}) $")


@cache
def _not_after() -> re.Pattern[str]:
    return re.compile(rf"[ \w]{{0,20}}?(?<!\w)(?:{'|'.join(map(re.escape, load_meeting_words().not_after))})(?!\w)")


def find_anchors(reading: Reading, sentence: Sentence) -> list[Anchor]:
    """The places of a sentence that speak of a meeting that has been or is being held, in their order."""
    anchors: list[Anchor] = []
    for hit in reading.hits.between(sentence.start, sentence.end):
        family = hit.value("noun") or hit.value("pointer") or _family_of_act(reading, sentence, hit)
        if family is None or (anchors and hit.start < anchors[-1].end):
            continue
        if hit.value("noun") is None or not _is_spoken_of(reading, sentence, hit):
            anchors.append(_make_anchor(reading, sentence, hit, family))
    return anchors


def _family_of_act(reading: Reading, sentence: Sentence, hit: Hit) -> str | None:
    if hit.value("hands") is not None:
        return "decision" if load_meeting_words().handed in reading.text[sentence.start : hit.start] else None
    family = hit.value("act")
    return None if family is None or _is_planned(reading, sentence, hit) else family


def _is_spoken_of(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Whether the words around a noun say that the meeting is planned or merely spoken of, or none of officials."""
    left = max(sentence.start, hit.start - 24)
    if _spoken_of().search(reading.text, left, hit.start) or _not_after().match(reading.text, hit.end):
        return True
    return _is_planned(reading, sentence, hit)


def _is_planned(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    text = reading.text
    clause = max(text.rfind(",", sentence.start, hit.start), text.rfind(";", sentence.start, hit.start), sentence.start)
    before = reading.hits.has("planned", max(clause, hit.start - 50), hit.start)
    return before or reading.hits.has("planned", hit.end, hit.end + _PLANNED_AFTER)


def _make_anchor(reading: Reading, sentence: Sentence, hit: Hit, family: str) -> Anchor:
    pointer, act = hit.value("pointer") is not None, hit.value("noun") is None and hit.value("pointer") is None
    end = _find_name_end(reading, sentence, hit)
    name = reading.analysis.text[hit.start : end].strip(" ,-–")
    if hit.value("hands") is not None:
        name = load_meeting_words().handing
    match = _NUMBER.search(name.lower())
    rest = reading.text[hit.end : end].strip(" ,-–")
    named = not pointer and rest not in load_meeting_words().no_names and (" " in rest or match is not None)
    return Anchor(
        start=hit.start,
        end=max(end, hit.end),
        family=family,
        name=name,
        named=named,
        act=act,
        pointer=pointer,
        number=None if match is None else match[1] or match[2],
        date=_date_of(reading, sentence, hit.start, end, named=named or act),
        quoted=is_quoted(reading.text, hit.start),
    )


def is_quoted(text: str, start: int) -> bool:
    """Whether a place is inside quotation marks, as far as its line tells."""
    line = max(text.rfind("\n", 0, start) + 1, start - _LINE_LIMIT)
    return sum(text.count(mark, line, start) for mark in _QUOTES) % 2 == 1


def _find_name_end(reading: Reading, sentence: Sentence, hit: Hit) -> int:
    limit = min(sentence.end, hit.end + _NAME_LIMIT)
    verb = hit.value("noun") is None and hit.value("pointer") is None
    quoted = _QUOTED.match(reading.text, hit.end, limit)
    if quoted is not None:
        return quoted.end()
    match = (_act_end() if verb else _name_end()).search(reading.text, hit.end, limit)
    ends = [match.start() if match is not None else limit]
    ends += [date.start for date in reading.dates_in(sentence) if date.start > hit.end and not _is_vague(date)]
    ends += [mention.lead for mention in reading.analysis.mentions_in(hit.end, limit)]
    verbs = reading.hits.between(hit.end, limit)
    ends += [verb.start for verb in verbs if verb.value("subject") in ("chair", "speaker", "concluding")]
    return max(min(ends), hit.end)


def _is_vague(date: DateMention) -> bool:
    """Whether a date is a month, a year or unknown."""
    return date.edtf is None or len(date.edtf) < len("XXXX-01-01")


@cache
def _topics() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, load_meeting_words().topics))})(?!\w)")


def _date_of(reading: Reading, sentence: Sentence, start: int, end: int, *, named: bool) -> DateMention | None:
    """The date that a sentence gives a meeting: the nearest day, else a month or year close by.

    Days in brackets after the name say something else, as do months and years in names of a topic ("công tác năm
    2021"); a noun alone has only a day before it or right after.
    """
    days: list[tuple[int, DateMention]] = []
    vague: list[tuple[int, DateMention]] = []
    for date in reading.dates_in(sentence):
        before = date.end <= start
        distance = start - date.end if before else max(date.start - end, 0)
        if date.edtf is None:
            days += [(distance + _FAR, date)] if before else []
        elif _is_vague(date):
            topic = start <= date.start < end and _topics().search(reading.text, start, date.start) is not None
            near = distance <= (_VAGUE_BEFORE if before else _VAGUE_AFTER)
            vague += [(distance, date)] if near and not topic else []
        elif before or (not _in_bracket(reading.text, end, date.start) and (named or distance <= _VAGUE_AFTER)):
            days.append((distance, date))
    return min(days or vague, key=lambda pair: pair[0], default=(0, None))[1]


def _in_bracket(text: str, start: int, end: int) -> bool:
    """Whether a bracket with more than a date opens between a name and a date and is not closed."""
    opened = text.rfind("(", start, end)
    return opened >= 0 and text.find(")", opened, end) < 0


def is_same(anchor: Anchor, frame: Frame) -> bool:
    """Whether an anchor may go back to a meeting named before."""
    if not same_day(anchor.date, frame.date):
        return False
    family = frame.anchor.family
    goes_back = family == anchor.family or family in _GOES_BACK.get(anchor.family, frozenset())
    if not anchor.named and not anchor.act:
        return goes_back and not (family in ("visit", "reception") and anchor.name.lower().endswith("họp"))
    if anchor.act:
        apart = anchor.family in ("visit", "reception") or (anchor.family == "decision" and family in _TALKS)
        return family == anchor.family or anchor.date is None or not apart
    if _clashes(anchor, frame):
        return anchor.date is None and frame.main and anchor.family != "session" and goes_back
    if _likeness(anchor.name, frame.anchor.name) >= 0.5:
        return True
    vague = anchor.date is not None and _is_vague(anchor.date)
    return goes_back and not vague and (anchor.date is None or frame.date is not None)


def _clashes(anchor: Anchor, frame: Frame) -> bool:
    numbers = (anchor.number, frame.anchor.number)
    return None not in numbers and numbers[0] != numbers[1]


def same_day(one: DateMention | None, other: DateMention | None) -> bool:
    """Whether two dates may be the same: one is unknown, or they overlap."""
    if one is None or other is None or one.edtf is None or other.edtf is None:
        return True
    first, second = one.edtf.split("/"), other.edtf.split("/")
    if len(first[0]) != len(second[0]):
        shorter = min(len(first[0]), len(second[0]))
        return first[0][:shorter] == second[0][:shorter]
    return first[0] <= second[-1] and second[0] <= first[-1]


def is_before(edtf: str, other: str | None) -> bool:
    """Whether a date ends before another begins; dates of unknown year are compared within one year."""
    if other is None:
        return False
    last, first = edtf.rpartition("/")[2], other.split("/")[0]
    if "XXXX" in (last[:4], first[:4]):
        last, first = last[4:], first[4:]
    length = min(len(last), len(first))
    return length > 0 and last[:length] < first[:length]


def _likeness(one: str, other: str) -> float:
    """The share of the shorter name's words that the other has too, words that every name has aside."""
    first, second = (set(_WORD.findall(name.lower())) - _EMPTY_WORDS for name in (one, other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0
