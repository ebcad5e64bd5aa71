"""Where an article speaks of meetings: the nouns and verbs, their names, and the dates that go with them."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kg.facts.meeting_reading import Reading
from kg.facts.meeting_words import Hit
from kg.lexicon.meetings import load_meeting_words
from kg.lexicon.patterns import any_of
from kg.mentions.dates import DateMention
from kg.mentions.records import BodyMention, Sentence


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
        body: the body that does it, where the verb is one that only bodies can ("Quốc hội đã họp").
        owner: the body in its name.
        vote: whether it is only told that the body decides something.
        debate: whether it is told that people are heard there.
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
    body: BodyMention | None = None
    owner: str | None = None
    vote: bool = False
    debate: bool = False


class _Patterns(msgspec.Struct, frozen=True, kw_only=True):
    name_end: re.Pattern[str]
    act_end: re.Pattern[str]
    spoken_of: re.Pattern[str]
    between: re.Pattern[str]
    in_front: re.Pattern[str]
    not_handed: re.Pattern[str]
    aside: re.Pattern[str]
    denied: re.Pattern[str]
    several: re.Pattern[str]
    not_after: re.Pattern[str]
    adverbial: re.Pattern[str]
    topics: re.Pattern[str]
    again: re.Pattern[str]
    loose_end: re.Pattern[str]
    number: re.Pattern[str]


_NAME_LIMIT = 140
#: How soon after a noun the one who is met is named: "cuộc gặp GS.TS A".
_PERSON_NEAR = 40
#: How far before a verb its denial may start.
_DENIED = 16
#: How soon after a name, or the post after it, the verb of a visit stands.
_DIRECT = 8
#: How far before a verb the body that does it may start.
_SUBJECT_NEAR = 120
#: How soon after a noun "sẽ" or "dự kiến" makes it a plan, and how long before.
_PLANNED_AFTER, _PLANNED_BEFORE = 4, 50
#: Marks that end a name; the points of "TP.", "Q." and "GS." and the dash of "2021 - 2026" don't.
_END_MARKS = r"(?<! tp)(?<! q)(?<! gs)(?<! ts)(?<! ths)\.|[;:\n(\"“”!?]| [-–] (?![0-9])"
_QUOTED = re.compile(r" [\"“][^\"”\n]{3,300}[\"”]")
_CLOSED = re.compile(r"[^\"”“\n.]*[\"”]")
#: How far a month or year may stand before a name, and after it; how much nearer a date of unknown day must be.
_VAGUE_BEFORE, _VAGUE_AFTER, _FAR = 80, 24, 200
#: How far from a name its date, or what is handed over, is looked for.
_REACH = 400


@cache
def _make_patterns() -> _Patterns:
    words = load_meeting_words()
    ends, act_ends = any_of(words.name_ends), any_of(set(words.name_ends) - set(words.act_goes_on))
    assemblies = any_of(words.assemblies)
    roman = "[0-9]{1,3}|[ivxlc]{1,6}"
    return _Patterns(
        name_end=re.compile(
            rf" (?:{ends})(?!\w)|(?<=\w) (?:{any_of(words.name_stops)})(?!\w)|{_END_MARKS}"
            rf"|, (?!(?:{any_of(words.name_goes_on)}))"
        ),
        act_end=re.compile(rf" (?:{act_ends})(?!\w)|{_END_MARKS}"),
        spoken_of=re.compile(rf"(?<!\w)(?:{any_of(words.spoken_of)}|(?<![0-9/.-])[0-9]{{1,2}}) $"),
        between=re.compile(rf" {words.between} "),
        in_front=re.compile(rf"(?<!\w)(?:{any_of(words.in_front)}) {words.before} $"),
        not_handed=re.compile(rf" (?:\w+ ){{0,1}}(?:{any_of(words.not_handed)})(?!\w)"),
        aside=re.compile(rf" ?\((?:{any_of(words.adverbs)}| )*"),
        denied=re.compile(rf"(?<!\w)(?:{any_of(words.denied)})(?: (?:{any_of(words.ever)}))? $"),
        several=re.compile(rf"(?<!\w)(?:{any_of(words.at)}) (?:{any_of(words.several)}) $"),
        not_after=re.compile(rf"[ \w]{{0,20}}?(?<!\w)(?:{any_of(words.not_after)})(?!\w)"),
        topics=re.compile(rf"(?<!\w)(?:{any_of(words.topics)})(?!\w)"),
        adverbial=re.compile(rf"(?:[ ,()–/.0-9-]|(?<!\w)(?:{any_of(words.adverbs)}|[ivx]+)(?!\w))*"),
        again=re.compile(rf"^(.*(?:{assemblies}).*), (?:{assemblies})(?!\w).*$", re.IGNORECASE),
        loose_end=re.compile(rf"(?:[ ,–-]|(?<= )(?:{any_of(words.loose_ends)}))+$", re.IGNORECASE),
        number=re.compile(
            rf"(?:{any_of(words.number_cues)}) ({roman}|{any_of(words.numbers)})(?!\w)"
            rf"|^(?:{any_of(words.numbered)}) ({roman})(?!\w)"
        ),
    )


def find_anchors(reading: Reading, sentence: Sentence) -> list[Anchor]:
    """The places of a sentence that speak of a meeting that has been or is being held, in their order."""
    anchors: list[Anchor] = []
    for hit in reading.hits.of("naming", sentence.start, sentence.end):
        family = hit.value("noun") or hit.value("pointer") or _family_of_act(reading, sentence, hit)
        if anchors and hit.start < anchors[-1].end:
            continue
        sitting = _find_sitting(reading, sentence, hit) if hit.value("noun") is None else None
        if sitting is not None:
            anchors.append(sitting)
        if family is None or sitting is not None:
            continue
        if hit.value("noun") is None or not _is_spoken_of(reading, sentence, hit):
            anchor = _make_anchor(reading, sentence, hit, family)
            if not reading.hits.has("planned_after", anchor.end, anchor.end + _PLANNED_AFTER):
                anchors.append(anchor)
    return anchors


def _family_of_act(reading: Reading, sentence: Sentence, hit: Hit) -> str | None:
    if hit.value("hands") is not None:
        before = reading.text[max(sentence.start, hit.start - _REACH) : hit.start]
        return "decision" if load_meeting_words().handed in before else None
    if _make_patterns().denied.search(reading.text, max(sentence.start, hit.start - _DENIED), hit.start):
        return None
    family = hit.value("act") or ("visit" if _inspects(reading, sentence, hit) else None)
    if family == "decision" and _make_patterns().not_handed.match(reading.text, hit.end):
        return None
    return None if family is None or _is_planned(reading, sentence, hit) else family


def _inspects(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Whether somebody named right before inspects something on a day."""
    if hit.value("inspects") is None:
        return False
    people = reading.analysis.mentions_in(sentence.start, hit.start)
    if not people or not any(not is_vague(date) for date in reading.dates_in(sentence)):
        return False
    posts = reading.posts_in(people[-1].end, hit.start)
    near = max((min(post.end, hit.start) for post in posts), default=people[-1].end)
    return hit.start - near <= _DIRECT


def _find_sitting(reading: Reading, sentence: Sentence, hit: Hit) -> Anchor | None:
    """A body that meets ("Ban Thường vụ đã họp"), or an assembly that decides on a day ("sáng 5/4, Quốc hội bầu …")."""
    meets, result = hit.value("meets") is not None, hit.value("results") is not None
    if not (meets or result or hit.value("votes") is not None) or _is_planned(reading, sentence, hit):
        return None
    body = _find_assembly(reading) if result else _find_subject(reading, sentence, hit)
    if body is None or not (meets or body.name.startswith(load_meeting_words().assemblies)):
        return None
    anchor = _make_anchor(reading, sentence, hit, "session")
    day = anchor.date
    dated = day is not None and not is_vague(day) and (result or day.end <= hit.start or day.part is not None)
    if not dated and (not meets or load_meeting_words().meets[0] not in reading.text[hit.start : hit.end]):
        return None
    name = anchor.name if result else f"{body.raw} {anchor.name}".partition(f", {body.raw}")[0]
    debate = hit.value("debates") is not None
    return msgspec.structs.replace(anchor, name=name, body=body, vote=not meets, debate=debate)


def _find_assembly(reading: Reading) -> BodyMention | None:
    """The assembly that an article names first."""
    assemblies = load_meeting_words().assemblies
    return next((body for body in reading.analysis.bodies if body.name.startswith(assemblies)), None)


def _find_subject(reading: Reading, sentence: Sentence, hit: Hit) -> BodyMention | None:
    """The body right before a verb, with no person or other verb between, that does it."""
    bodies = reading.bodies_in(max(sentence.start, hit.start - _SUBJECT_NEAR), hit.start)
    if not bodies or bodies[-1].end > hit.start:
        return None
    body = bodies[-1]
    if any(post.end > body.start for post in reading.posts_in(sentence.start, body.start + 1)):
        return None
    other = reading.hits.has("subject", body.end, hit.start) or reading.hits.has("noun", body.end, hit.start)
    if other or reading.people_in(body.start, hit.start) or not is_adverbial(reading, body.end, hit.start):
        return None
    before = reading.text[max(sentence.start, body.start - _PERSON_NEAR) : body.start].rstrip()
    return None if before.endswith(load_meeting_words().not_told) else body


def is_adverbial(reading: Reading, start: int, end: int) -> bool:
    """Whether nothing but a term, days and adverbs stands between a body and its verb."""
    text = reading.text[start:end]
    for date in reversed(reading.dates_between(start, end)):
        text = text[: date.start - start] + text[date.end - start :]
    return _make_patterns().adverbial.fullmatch(text) is not None


def _is_spoken_of(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Whether the words around a noun say that the meeting is planned or merely spoken of, or none of officials."""
    patterns, left = _make_patterns(), max(sentence.start, hit.start - 24)
    if patterns.not_after.match(reading.text, hit.end):
        return True
    if patterns.spoken_of.search(reading.text, left, hit.start) and not _is_there(reading, sentence, hit):
        return True
    return _is_planned(reading, sentence, hit)


def _is_there(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Whether words that mostly only speak of a meeting say where: "tại các buổi …" of a day, "phát biểu trước …"."""
    patterns, left = _make_patterns(), max(sentence.start, hit.start - 24)
    if patterns.in_front.search(reading.text, left, hit.start):
        return True
    several = patterns.several.search(reading.text, left, hit.start) is not None
    return several and any(not is_vague(date) for date in reading.dates_in(sentence))


def _is_planned(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    text = reading.text
    clause = max(text.rfind(",", sentence.start, hit.start), text.rfind(";", sentence.start, hit.start), sentence.start)
    before = reading.hits.has("planned", max(clause, hit.start - _PLANNED_BEFORE), hit.start)
    return before or reading.hits.has("planned_after", hit.end, hit.end + _PLANNED_AFTER)


def _make_anchor(reading: Reading, sentence: Sentence, hit: Hit, family: str) -> Anchor:
    words, pointer = load_meeting_words(), hit.value("pointer") is not None
    act = hit.value("noun") is None and not pointer
    end = _find_name_end(reading, sentence, hit, act=act)
    handing = hit.value("hands") is not None
    name = words.handing if handing else _trim(reading.analysis.text[hit.start : end])
    number = _make_patterns().number.search(name.lower())
    rest = reading.text[hit.end : end].strip(" ,-–")
    meets = not act and any(m.lead <= end + 1 for m in reading.people_in(end, end + _PERSON_NEAR))
    named = not pointer and rest not in words.no_names and (" " in rest or number is not None or meets)
    return Anchor(
        start=hit.start,
        end=max(end, hit.end),
        family=family,
        name=name,
        named=named,
        act=act,
        pointer=pointer,
        number=None if number is None else number[1] or number[2],
        date=_date_of(reading, sentence, (hit.start, hit.end, end), named=named or act),
        owner=None if act else next((body.name for body in reading.bodies_in(hit.end, end)), None),
        quoted=reading.is_quoted(hit.start) and not _is_title(reading, sentence, hit),
    )


def _trim(name: str) -> str:
    """A name without the joining words at its end, or the subject of what follows: "kỳ họp HĐND tỉnh, HĐND tỉnh"."""
    patterns = _make_patterns()
    return patterns.loose_end.sub("", patterns.again.sub(r"\1", name))


def _is_title(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Whether quotation marks hold the name alone: 'tại "Hội nghị xúc tiến đầu tư"', and not what somebody says."""
    before = reading.text[sentence.start : hit.start]
    opens = before.endswith(("“", '"')) and before[:-1].rstrip()[-1:].isalpha()
    return opens and _CLOSED.match(reading.text, hit.end, hit.end + _NAME_LIMIT) is not None


def _find_name_end(reading: Reading, sentence: Sentence, hit: Hit, *, act: bool) -> int:
    """Where a name ends: a word or mark that ends names, a day, a person, or a verb of speech."""
    limit = min(sentence.end, hit.end + _NAME_LIMIT)
    quoted = _QUOTED.match(reading.text, hit.end, sentence.end)
    if quoted is not None:
        return quoted.end()
    patterns = _make_patterns()
    pattern = patterns.act_end if act else patterns.name_end
    match = pattern.search(reading.text, hit.end, limit)
    if match is not None and _goes_between(reading, hit.end, match):
        match = pattern.search(reading.text, match.end(), limit)
    ends = [match.start() if match is not None else limit]
    ends += [date.start for date in reading.dates_between(hit.end + 1, limit) if not is_vague(date)]
    ends += [mention.lead for mention in reading.analysis.mentions_in(hit.end, limit)]
    ends += [verb.start for verb in reading.hits.of("name_verbs", hit.end, limit)[:1]]
    posts = [post.start for post in reading.posts_in(hit.end, limit) if post.person is not None]
    ends += [start - 2 for start in posts if reading.text[start - 2 : start] == ", "]
    return max(min(ends), hit.end)


def _goes_between(reading: Reading, start: int, end: re.Match[str]) -> bool:
    """Whether what would end a name joins the two that meet: "buổi làm việc giữa A với B"."""
    words = load_meeting_words()
    joins = end[0].strip() in words.act_goes_on and f" {words.joins[0]} " not in reading.text[start : end.start()]
    return joins and _make_patterns().between.match(reading.text, start, end.start()) is not None


def is_vague(date: DateMention) -> bool:
    """Whether a date is a month, a year or unknown."""
    return date.edtf is None or len(date.edtf) < len("XXXX-01-01")


def _date_of(reading: Reading, sentence: Sentence, span: tuple[int, int, int], *, named: bool) -> DateMention | None:
    """The date that a sentence gives a meeting: the nearest day, else a month or year close by.

    Days in brackets after the name say something else, as do months and years in names of a topic ("công tác năm
    2021"); a noun alone has only a day before it or right after. The span is where the noun starts, where it ends, and
    where the name does.
    """
    start, noun_end, end = span
    days: list[tuple[int, DateMention]] = []
    vague: list[tuple[int, DateMention]] = []
    for date in reading.dates_between(max(sentence.start, start - _REACH), min(sentence.end, end + _REACH)):
        if (
            date.year_from == "text"
            and _in_bracket(reading.text, max(sentence.start, date.start - _REACH), date.start)
            and not is_vague(date)
        ):
            continue  # an anniversary: "kỷ niệm ngày thành lập (3-2-1930)"
        before = date.end <= start
        if not before and _is_bound(reading.text, date):
            continue
        distance = start - date.end if before else max(date.start - end, 0)
        if date.edtf is None:
            days += [(distance + _FAR, date)] if before else []
        elif len(date.edtf) <= len("XXXX") and not (named or before):
            continue
        elif is_vague(date):
            topic = start <= date.start < end and _make_patterns().topics.search(reading.text, noun_end, date.start)
            near = distance <= (_VAGUE_BEFORE if before else _VAGUE_AFTER)
            vague += [(distance, date)] if near and not topic else []
        elif (
            before
            or _is_aside(reading.text, end, date.start)
            or (not _in_bracket(reading.text, end, date.start) and (named or distance <= _VAGUE_AFTER))
        ):
            days.append((distance, date))
    return min(days or vague, key=lambda pair: pair[0], default=(0, None))[1]


def _is_bound(text: str, date: DateMention) -> bool:
    """Whether something is so from a day on or until then: "điều hành công an tỉnh đến hết ngày 30/11"."""
    until = load_meeting_words().until
    return (
        date.edtf is not None
        and "/" not in date.edtf
        and text[max(0, date.start - 16) : date.start].rstrip().endswith(until)
    )


def _is_aside(text: str, end: int, start: int) -> bool:
    """Whether nothing but a bracket stands between a name and its day: "hội nghị lần thứ 9 (từ 17 đến 19-6)"."""
    return _make_patterns().aside.fullmatch(text, end, start) is not None


def _in_bracket(text: str, start: int, end: int) -> bool:
    """Whether a bracket opens between a name and a date and is not closed."""
    opened = text.rfind("(", start, end)
    return opened >= 0 and text.find(")", opened, end) < 0
