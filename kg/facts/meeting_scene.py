"""The people and verbs of a sentence that tells of a meeting, and which verbs are not a person's own."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kg.facts.meeting_reading import Reading
from kg.facts.meeting_words import Hit
from kg.lexicon.meetings import load_meeting_words
from kg.lexicon.patterns import any_of
from kg.mentions.records import PersonMention, Sentence


class Part(msgspec.Struct, frozen=True):
    """A person's part in what a sentence tells, and the words that say so.

    `needs_name` parts place the person at a meeting only where the sentence names it.
    """

    person: str
    role: str
    start: int
    end: int
    needs_name: bool = False


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the people in it, where what is said of each starts, the names, verbs and kinds of words.

    Attributes:
        reading: the article.
        sentence: the sentence.
        mentions: the people in it.
        leads: where what is said of each starts.
        names: the names of meetings in it.
        acts: where its verbs that make meetings start.
        kinds: the kinds of its words of meetings.
    """

    reading: Reading
    sentence: Sentence
    mentions: tuple[PersonMention, ...]
    leads: tuple[int, ...]
    names: tuple[tuple[int, int], ...] = ()
    acts: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()

    def gap(self, index: int) -> tuple[int, int]:
        """The words between a mention and the one before, or the sentence's start."""
        start = self.sentence.start if index == 0 else self.mentions[index - 1].end
        return start, max(start, self.leads[index])

    def tail(self, index: int) -> tuple[int, int]:
        """The words between a mention and the next one, or the sentence's end."""
        last = index + 1 == len(self.mentions)
        return self.mentions[index].end, self.sentence.end if last else self.leads[index + 1]

    def hits(self, kind: str, start: int, end: int) -> list[Hit]:
        """The words of a kind in [start, end), verbs in names of meetings aside."""
        if kind not in self.kinds:
            return []
        found = self.reading.hits.of(kind, start, end)
        if kind != "subject" or not self.names:
            return found
        return [hit for hit in found if not self._is_named(hit)]

    def _is_named(self, hit: Hit) -> bool:
        return any(first < hit.start < last for first, last in self.names)


class MeetingPatterns(msgspec.Struct, frozen=True, kw_only=True):
    """What words around a name or verb make of it."""

    listed: re.Pattern[str]
    coordinated: re.Pattern[str]
    denied: re.Pattern[str]
    duties: re.Pattern[str]
    noun_marks: re.Pattern[str]
    faults: re.Pattern[str]
    passive: re.Pattern[str]
    done_by: re.Pattern[str]
    objects: re.Pattern[str]
    elects_for: re.Pattern[str]
    given: re.Pattern[str]
    visited: re.Pattern[str]
    according: re.Pattern[str]
    hosts: re.Pattern[str]
    asked: re.Pattern[str]
    received: re.Pattern[str]
    words_of: re.Pattern[str]


#: How far before a name its preposition, and the words that it is only spoken of by, may start; how far before a verb
#: its denial.
_OBJECT_NEAR, _SPOKEN_NEAR, _DENIED_NEAR = 24, 60, 24


@cache
def meeting_patterns() -> MeetingPatterns:
    """The patterns of `data/meetings.yaml`, made once."""
    words = load_meeting_words()
    give, to, joins = re.escape(words.give), any_of(words.give_to), any_of(words.joins)
    return MeetingPatterns(
        listed=re.compile(rf"(?:^|[ ,:])(?:{any_of(words.list_openers)})(?: |:)[^;]{{0,160}}$|^ ?:|: ?$"),
        coordinated=re.compile(rf"^ ?[,;(-]|;| (?:{joins}) |, "),
        denied=re.compile(rf"(?<!\w)(?:{any_of(words.denied)}) (?:\w+ ){{0,2}}$"),
        duties=re.compile(rf"(?<!\w)(?<!bên )(?<!từ )(?:{any_of(words.duties)}) (?:\w+ ){{0,2}}$"),
        faults=re.compile(rf"(?<!\w)(?:{any_of(words.faults)})(?!\w)"),
        noun_marks=re.compile(rf"(?<!\w)(?:{any_of(words.noun_marks)}) $"),
        passive=re.compile(rf"(?<!\w)(?:{any_of(words.passive)})(?!\w)[^,]*$"),
        done_by=re.compile(rf"(?<!\w)(?:{words.doer}|{any_of(words.passive)}) [^,.;:]*$"),
        elects_for=re.compile(rf"(?:{any_of(words.elects_for)})(?: (?:{any_of(words.plurals)}))?(?: \w+)?:? ?$"),
        objects=re.compile(rf"(?<!\w)(?:{any_of(words.objects)})(?: (?:{any_of(words.plurals)}))? ?$"),
        visited=re.compile(rf"(?<!\w)(?:{any_of(words.visits)})(?: (?:{any_of(words.plurals)}))? ?$"),
        according=re.compile(rf"(?:(?:{any_of(words.moreover)}),? )?(?:{any_of(words.as_said_by)}) "),
        received=re.compile(
            rf"[^.;]{{0,120}}(?<!\w){words.given} (?:[^.,;]{{1,40}} )?{give}"
            rf" (?:(?:{any_of(words.plurals)}) )?{words.handed}"
        ),
        words_of=re.compile(rf"(?:{any_of(words.speeches)}) {words.of} [^.,;]{{0,60}}$"),
        hosts=re.compile(rf" [^,.;:]{{3,90}} (?:{any_of(words.list_openers)})(?: (?:{any_of(words.plurals)}))?:? "),
        asked=re.compile(
            rf"(?<!\w)(?:{any_of(words.answers)}) (?:\w+ ){{0,5}}?(?:{any_of(words.questions)}) [^.;,]{{0,40}}?"
            rf"(?<!\w){words.of} (?:(?:{any_of(words.plurals)}) )?(?:{any_of(words.askers)})? ?$"
        ),
        given=re.compile(
            rf"{give}[^.;]{{0,160}}(?:{to}) [^.;,]{{0,60}}(?:,? (?:{any_of(words.among)}) [^.;,]{{0,30}})?$"
            rf"|(?:{give}|{any_of(words.announce)})[^.;]{{0,20}}{re.escape(words.handed)}[^.;]{{0,120}}"
            rf"(?:{any_of(words.give_for)}) [^.;,]{{0,30}}$"
            rf"|{give}[^.;]{{0,20}}{re.escape(words.handed)}[^.;]{{0,120}}(?:{any_of(words.about)}) [^.;,]{{0,30}}$"
            rf"|(?:{any_of(words.between_of)})[^.;]{{0,120}} {re.escape(words.between)}(?: [^.;,]{{0,60}})?$"
        ),
    )


def is_aside(scene: Scene, start: int, end: int) -> bool:
    """Whether a verb stands in brackets after a name, in another clause, or after what somebody has done wrong."""
    between = scene.reading.text[start:end]
    faults = meeting_patterns().faults.search(between) is not None
    return faults or between.rfind("(") > between.rfind(")") or ";" in between


def is_of_body(scene: Scene, start: int, end: int) -> bool:
    """Whether a body named between a person and a verb is the verb's subject: "ông A, UBND tỉnh cũng đã trao …"."""
    before = (",", *(f" {word}" for word in load_meeting_words().duties))
    reading = scene.reading
    posts = reading.posts_in(start, end)
    for body in reading.bodies_in(start, end):
        inside = any(post.start <= body.start < post.end for post in posts)
        if not inside and reading.text[start : body.start].rstrip().endswith(before):
            return True
    return False


def is_denied(scene: Scene, verb: Hit) -> bool:
    """Whether a verb is denied or of the future: "sẽ nhận nhiệm vụ"."""
    left = max(scene.sentence.start, verb.start - _DENIED_NEAR)
    return meeting_patterns().denied.search(scene.reading.text, left, verb.start) is not None


def is_negated(scene: Scene, verb: Hit, start: int) -> bool:
    """Whether a verb is denied, of the future, or done by somebody else to the one named before it."""
    if is_denied(scene, verb) or is_noun(scene, verb):
        return True
    patterns, text = meeting_patterns(), scene.reading.text
    if patterns.duties.search(text, start, verb.start) is not None:
        return True
    passive = patterns.passive.search(text, start, verb.start) is not None
    return verb.value("subject") != "attendee" and passive


def is_passive(scene: Scene, verb: Hit) -> bool:
    """Whether a verb only says what somebody is: "người do HĐND tỉnh bầu"."""
    left = max(scene.sentence.start, verb.start - _OBJECT_NEAR * 2)
    return meeting_patterns().done_by.search(scene.reading.text, left, verb.start) is not None


def is_noun(scene: Scene, verb: Hit) -> bool:
    """Whether the word before a verb makes it a noun: "các báo cáo", "sự đón tiếp"."""
    left = max(scene.sentence.start, verb.start - _DENIED_NEAR)
    return meeting_patterns().noun_marks.search(scene.reading.text, left, verb.start) is not None


def is_object(scene: Scene, index: int) -> bool:
    """Whether the words right before make a mention an object: "của ông A", "cho đồng chí B"."""
    start, end = scene.gap(index)
    left = max(scene.sentence.start, end - _OBJECT_NEAR)
    if meeting_patterns().objects.search(scene.reading.text, left, end) is not None:
        return True
    verbs = scene.hits("subject", max(start, end - _OBJECT_NEAR), end)
    if verbs and index > 0 and verbs[-1].end >= end - 1:
        return True
    return bool(scene.hits("spoken_person", max(start, end - _SPOKEN_NEAR), end))


def is_away(scene: Scene, index: int) -> bool:
    """Whether a person is said not to be there, or is only spoken of."""
    start, end = scene.gap(index)
    mention = scene.mentions[index]
    if scene.reading.text[start:end].rstrip().endswith(_dead()) or is_dead(scene, mention):
        return True
    elected = is_elected(scene, index)
    spoken = [] if elected else scene.hits("spoken_person", max(start, end - _SPOKEN_NEAR), end)
    text = scene.reading.text
    said = any(not scene.hits("subject", hit.end, end) and "," not in text[hit.end : end] for hit in spoken)
    return said or bool(scene.hits("away", *scene.tail(index)))


def is_dead(scene: Scene, mention: PersonMention) -> bool:
    """Whether the title right before a name is one of the dead: "liệt sĩ A"."""
    return scene.reading.text[mention.lead : mention.start].strip() in load_meeting_words().dead


@cache
def _dead() -> tuple[str, ...]:
    return tuple(f" {word}" for word in load_meeting_words().dead)


def is_elected(scene: Scene, index: int) -> bool:
    """Whether somebody is named after "bầu … đối với"."""
    takes = scene.hits("takes", *scene.gap(index))
    elects_for = meeting_patterns().elects_for
    return bool(takes) and elects_for.search(scene.reading.text, takes[0].end, scene.leads[index]) is not None
