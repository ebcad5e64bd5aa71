"""The telling of an article, sentence by sentence: which meeting it is at, and who is placed there."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kg.facts.meeting_anchors import Anchor, find_anchors, is_vague
from kg.facts.meeting_details import find_groups, find_organiser, find_place
from kg.facts.meeting_frames import RANKS, Frame, is_before, is_same, same_day
from kg.facts.meeting_opening import OPENS, find_last_day, is_background, is_chaired, is_part, is_since, opens_meeting
from kg.facts.meeting_reading import Gain, Reading
from kg.facts.meeting_roles import find_parts
from kg.facts.meeting_scene import Part
from kg.lexicon.meetings import load_meeting_words
from kg.lexicon.patterns import any_of
from kg.mentions.dates import DateMention
from kg.mentions.records import PersonMention, Sentence

#: How many sentences make the top of an article.
_TOP = 6
#: How many meetings back words may go.
_RECENT = 12
#: How soon behind a verb the one who is spoken to comes: "ông A cho biết qua điện thoại".
_HEARD_NEAR = 40
#: How soon after a verb the meeting comes that it is done at: "phát biểu tại hội thảo".
_TAKES = 10
#: Families of meetings of which several may be held at one time, or one after another on a journey.
_STOPPING = frozenset({"visit", "ceremony", "event"})
#: What people may be told to do at a meeting of which nobody tells what is said, and what only where it is told of.
_SAID = frozenset({"speaker", "concluding"})
_CLOSED = frozenset({"attendee", "chair"})
#: Families of meetings that elect.
_ELECTING = frozenset({"session", "conference"})


class Story:
    """The meetings told so far, and the one that the telling is at."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._frames: list[Frame] = []
        self._current: Frame | None = None
        self._paused = False
        self._elsewhere: set[str] = set()
        self._delegates: dict[str, Part] = {}
        self._elsewhere_paragraph = -1

    def read(self, index: int, sentence: Sentence) -> None:
        """Take in one sentence."""
        if self._is_empty(sentence):
            return
        if self._is_trial(sentence):
            self._paused = True
            return
        anchors = self._drop_hearsay(sentence, find_anchors(self._reading, sentence))
        frame, explicit = self._place(index, sentence, anchors)
        if frame is None:
            return
        frame = self._find_stop(sentence, frame)
        parts = [*find_parts(self._reading, sentence, anchors), *self._find_gainers(sentence, frame)]
        if explicit and frame.anchor in anchors:
            parts = [part for part in parts if not self._is_content(part, frame.anchor)]
        if explicit:
            self._describe(frame, sentence, anchors)
            self._paused = self._paused and not frame.main
        else:
            parts = [part for part in parts if not self._is_at_other(part, anchors)]
            parts = self._keep_implicit(sentence, frame, parts)
        if explicit and frame.anchor in anchors:
            parts += self._find_delegates(sentence, frame)
        self._note_delegates(parts)
        for part in parts:
            self._add(frame if explicit else self._find_last(frame, part), part)
        if explicit or (frame.main and not self._paused):
            frame.groups += find_groups(self._reading, sentence)

    def _is_empty(self, sentence: Sentence) -> bool:
        """Whether a sentence has nobody and no word of meetings in it."""
        reading, start, end = self._reading, sentence.start, sentence.end
        return not reading.hits.between(start, end) and not reading.people_in(start, end)

    def _find_stop(self, sentence: Sentence, frame: Frame) -> Frame:
        """The next stop of a journey, or another of several ceremonies: "Tại huyện A, dự lễ có …"; else the same."""
        place = self._name_stop(sentence) if frame.anchor.family in _STOPPING and frame is self._current else None
        if place is None or place == frame.stop or place in (frame.place or "") or place in frame.anchor.name:
            return frame
        if not frame.people:
            frame.stop = place
            return frame
        stop = Frame(anchor=frame.anchor, paragraph=sentence.paragraph, date=frame.date, main=True)
        stop.stop = stop.place = place
        self._frames.append(stop)
        self._current = stop
        return stop

    def _name_stop(self, sentence: Sentence) -> str | None:
        """The territory that a sentence opens with where somebody named does something."""
        opening = _stopping().match(self._reading.text, sentence.start, sentence.end)
        if opening is None:
            return None
        areas = self._reading.analysis.areas
        index = bisect_left(areas, opening.end(), key=lambda area: area.start)
        if index == len(areas) or areas[index].start > opening.end():
            return None
        area = areas[index]
        follows = self._reading.text[area.end : area.end + 1] in (",", "(") or self._reading.text[area.end] == " "
        people = self._reading.people_in(area.end, sentence.end)
        return area.name if follows and people else None

    def _find_gainers(self, sentence: Sentence, frame: Frame) -> list[Part]:
        """Those who are elected at a session or congress, or whose appointment is announced, in whatever words."""
        gains, anchor = self._reading.gains_in(sentence), frame.anchor
        handed = anchor.family == "decision" or load_meeting_words().handed in anchor.name.lower()
        if not gains or not (handed or anchor.family in _ELECTING):
            return []
        named = {m.person: m for m in self._reading.analysis.mentions_in(sentence.start, sentence.end)}
        parts = []
        for gain in gains:
            if gain.elected == handed or not self._may_be_then(gain, frame, later=handed):
                continue
            mention = named.get(gain.person)
            if mention is not None and self._is_replaced(mention):
                continue
            start, end = (sentence.start, sentence.end) if mention is None else (mention.lead, mention.end)
            sure = not anchor.act and (handed or (frame.date is not None and gain.date == frame.date.edtf))
            parts.append(Part(gain.person, "attendee", start, end, needs_name=not sure))
        return parts

    def _is_replaced(self, mention: PersonMention) -> bool:
        """Whether somebody is named as the one whose post another gets: "thay ông A, người được phân công …"."""
        before = self._reading.text[max(0, mention.lead - OPENS) : mention.lead].rstrip()
        return before.endswith(tuple(f" {word}" for word in load_meeting_words().replaced))

    def _may_be_then(self, gain: Gain, frame: Frame, *, later: bool) -> bool:
        """Whether somebody gains a post on the day of a meeting as far as is told, or later where that is announced."""
        if gain.date is None or frame.date is None or frame.date.edtf is None:
            return True
        return not is_before(gain.date, frame.date.edtf) and (later or not is_before(frame.date.edtf, gain.date))

    def _note_delegates(self, parts: list[Part]) -> None:
        """Remember who leads a delegation or goes with it."""
        for part in parts:
            if any(word in self._reading.text[part.start : part.end] for word in load_meeting_words().in_delegation):
                self._delegates.setdefault(part.person, part)

    def _find_delegates(self, sentence: Sentence, frame: Frame) -> list[Part]:
        """The members of the delegation that a sentence calls "đoàn" where it opens a meeting."""
        anchor = frame.anchor
        said = _delegation().search(self._reading.text, sentence.start, anchor.end)
        if said is None or not anchor.act or self._reading.people_in(sentence.start, anchor.start):
            return []
        role = "guest" if anchor.family == "reception" else "attendee"
        return [Part(person, role, said.start(), anchor.end) for person in self._delegates]

    def _find_last(self, frame: Frame, part: Part) -> Frame:
        """Where somebody goes on speaking: at a meeting named in passing that alone placed them, or the story's."""
        if part.person in frame.people:
            return frame
        passed = (other for other in reversed(self._frames[-_RECENT:]) if other.paragraph >= frame.paragraph)
        return next((other for other in passed if part.person in other.people), frame)

    def _is_trial(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of a trial, rather than of what somebody says about one."""
        hits = self._reading.hits
        trial = hits.first("trials", sentence.start, sentence.end)
        if trial is None or self._reading.is_quoted(trial):
            return False
        verb, noun = (hits.first(kind, sentence.start, sentence.end) for kind in ("subject", "noun"))
        return all(other is None or trial < other for other in (verb, noun))

    def _drop_hearsay(self, sentence: Sentence, anchors: list[Anchor]) -> list[Anchor]:
        """The anchors without those named after words that put the speaker elsewhere.

        Press conferences stay, and where one speaks to reporters: "trao đổi với báo chí tại buổi họp …".
        """
        first = self._reading.hits.first("elsewhere", sentence.start, sentence.end)
        if first is None:
            return anchors
        kept = [anchor for anchor in anchors if anchor.start < first or self._is_where(first, anchor)]
        return [anchor for anchor in kept if not self._is_interview(first, anchor)]

    def _is_interview(self, heard: int, anchor: Anchor) -> bool:
        """Whether a talk is one with reporters: "có cuộc trao đổi nhanh với báo chí"."""
        return anchor.family == "talk" and 0 <= heard - anchor.end <= 1

    def _is_where(self, heard: int, anchor: Anchor) -> bool:
        """Whether a meeting is where reporters hear somebody."""
        end = max((hit.end for hit in self._reading.hits.between(heard, heard + 1)), default=heard)
        near = self._reading.text[end : anchor.start].strip() == load_meeting_words().place
        return anchor.family == "press" or (near and not anchor.pointer and not anchor.act)

    def _is_at_other(self, part: Part, anchors: list[Anchor]) -> bool:
        """Whether a part is played at a meeting that the telling has not come to: "ông A điều hành kỳ họp khá tốt"."""
        others = (anchor for anchor in anchors if not anchor.pointer and not anchor.act)
        return any(part.end - 1 <= other.end and other.start <= part.end + _TAKES for other in others)

    def _is_content(self, part: Part, anchor: Anchor) -> bool:
        """Whether a meeting is named in what somebody says, and not as where: "ông A cho biết, trong phiên họp …"."""
        said = self._reading.text[part.end : anchor.start]
        before = part.role == "speaker" and part.end < anchor.start
        return before and (anchor.body is not None or _said().match(said) is not None)

    def _describe(self, frame: Frame, sentence: Sentence, anchors: list[Anchor]) -> None:
        """Add what a sentence that names a meeting says of it."""
        frame.paragraph = sentence.paragraph
        anchor = next((anchor for anchor in anchors if anchor.family == frame.anchor.family), anchors[0])
        if not (anchor.named or anchor.act or anchor.date is not None):
            return
        if frame.organiser is None:
            frame.organiser = find_organiser(self._reading, sentence, anchor)
        if frame.place is None:
            frame.place = find_place(self._reading, sentence, frame.organiser)

    def _keep_implicit(self, sentence: Sentence, frame: Frame, parts: list[Part]) -> list[Part]:
        """The parts of a sentence that names no meeting which are played at the one before."""
        if self._is_heard_elsewhere(sentence, parts):
            self._elsewhere |= {part.person for part in parts}
            self._elsewhere_paragraph = sentence.paragraph
            return []
        if self._reading.hits.has("background", sentence.start, sentence.start + 1):
            parts = [part for part in parts if part.role == "speaker" and self._is_earlier_there(sentence, frame)]
        parts = [part for part in parts if not self._is_of_the_past(sentence, part)]
        other = self._find_other_day(sentence, frame)
        if other is not None:
            parts = [part for part in parts if part.end <= other.start and part.role != "attendee"]
        if other is not None and not parts and self._reading.people_in(sentence.start, sentence.end):
            self._paused = True
        away = self._paused or sentence.paragraph == self._elsewhere_paragraph
        if away and not any(part.person in frame.people for part in parts):
            return []
        self._paused = False
        if self._is_closed(frame):
            gainers = {gain.person for gain in self._reading.gains_in(sentence)}
            near = sentence.paragraph == frame.paragraph and not frame.anchor.vote
            parts = [part for part in parts if part.role in _CLOSED or (near and part.role in _SAID)]
            parts = [part for part in parts if not part.needs_name or part.person in gainers]
            return [part for part in parts if not self._is_elsewhere(frame, part)]
        near = sentence.paragraph == frame.paragraph
        return [part for part in parts if (near or not part.needs_name) and not self._is_elsewhere(frame, part)]

    def _is_closed(self, frame: Frame) -> bool:
        """Whether it is only told that a body meets, or one does that nobody listens to."""
        holder = frame.organiser if frame.anchor.family == "session" else None
        bare = frame.anchor.body is not None and not frame.anchor.debate
        return bare or (holder or "").startswith(load_meeting_words().closed)

    def _is_of_the_past(self, sentence: Sentence, part: Part) -> bool:
        """Whether somebody is told to have gained a post at another time: "…, sau đó được bầu làm Chủ tịch"."""
        gained = part.needs_name or part.role == "attendee"
        return gained and self._reading.hits.has("background", sentence.start, part.end)

    def _is_earlier_there(self, sentence: Sentence, frame: Frame) -> bool:
        """Whether "trước đó" is earlier in a session that goes on for days."""
        earlier = self._reading.text.startswith(load_meeting_words().earlier, sentence.start)
        return earlier and frame.anchor.family == "session" and not self._reading.dates_in(sentence)

    def _is_heard_elsewhere(self, sentence: Sentence, parts: list[Part]) -> bool:
        """Whether a sentence gives what is said to reporters; far behind the verb such words are what is said."""
        first = self._reading.hits.first("elsewhere", sentence.start, sentence.end)
        return first is not None and (not parts or first <= max(part.end for part in parts) + _HEARD_NEAR)

    def _find_other_day(self, sentence: Sentence, frame: Frame) -> DateMention | None:
        """The first date of a sentence that is not the meeting's: what follows was not then.

        At the start of a sentence any other day is; further in one before the meeting, in nobody's words; a year
        alone only says what the talk is of, and a day since when something is so what is told.
        """
        for date in self._reading.dates_in(sentence):
            if date.edtf is None or self._reading.is_quoted(date.start):
                continue
            opens = date.start - sentence.start <= OPENS
            if not opens and is_since(self._reading, date):
                continue
            if frame.date is None:
                if opens and not is_vague(date) and sentence.paragraph > frame.paragraph + 1:
                    return date
                continue
            if opens and not is_vague(date) and not same_day(date, frame.date):
                return date
            if is_before(date.edtf, frame.date.edtf) and (opens or not _is_years(date.edtf)):
                return date
        return None

    def _is_elsewhere(self, frame: Frame, part: Part) -> bool:
        """Whether a person has been heard outside the meeting and not at it."""
        return part.person in self._elsewhere and part.person not in frame.people

    def _place(self, index: int, sentence: Sentence, anchors: list[Anchor]) -> tuple[Frame | None, bool]:
        """The meeting that a sentence speaks of, and whether it says so."""
        if not anchors:
            return self._current, False
        told = [anchor for anchor in anchors if not (anchor.quoted and anchor.named and anchor.date is None)]
        for anchor in sorted(told, key=lambda anchor: (anchor.act, anchor.start)):
            for frame in self._candidates(anchor):
                if is_same(anchor, frame) and not self._is_another(sentence, anchor, frame):
                    _update(frame, anchor)
                    frame.main = frame.main or self._is_promoted(sentence, anchor)
                    if frame.main:
                        self._current = frame
                    return frame, True
        for anchor in sorted(anchors, key=lambda anchor: (anchor.act, not anchor.named, anchor.start)):
            if opens_meeting(self._reading, index, sentence, anchor, self._current):
                return self._open(sentence, anchor), True
        return self._current, False

    def _is_promoted(self, sentence: Sentence, anchor: Anchor) -> bool:
        """Whether a meeting that only a caption has named so far is now told of with its day."""
        told = self._current is None and anchor.date is not None and not is_vague(anchor.date)
        return told and not is_background(self._reading, sentence, anchor, self._current)

    def _is_another(self, sentence: Sentence, anchor: Anchor, frame: Frame) -> bool:
        """Whether a meeting is "một cuộc họp", or opens a sentence as another of one day: "Cùng ngày, ông B thăm …"."""
        if self._reading.text.endswith(f" {load_meeting_words().one} ", 0, anchor.start):
            return anchor.name.lower() != frame.anchor.name.lower()
        if anchor.body is not None and anchor.body.name == frame.organiser:
            return False
        date = anchor.date
        if date is None or not (anchor.act or (frame is self._current and anchor.family != frame.anchor.family)):
            return False
        opens = date.start - sentence.start <= OPENS
        return opens and self._reading.text[date.start : date.end].endswith(load_meeting_words().same_day)

    def _candidates(self, anchor: Anchor) -> list[Frame]:
        """The meetings that an anchor may go back to: those of its family first, the current one before others."""
        frames = [*([self._current] if self._current else []), *reversed(self._frames[-_RECENT:])]
        return sorted(frames, key=lambda frame: frame.anchor.family != anchor.family)

    def _open(self, sentence: Sentence, anchor: Anchor) -> Frame:
        main = not is_background(self._reading, sentence, anchor, self._current)
        date = anchor.date
        if date is None and self._current is not None and is_chaired(self._reading, anchor):
            date = self._current.date
        if date is None and not anchor.named:
            date = find_last_day(self._reading, sentence.start)
        frame = Frame(anchor=anchor, paragraph=sentence.paragraph, date=date, main=main)
        if not main and is_part(anchor, self._current):
            frame.part_of = self._current
        self._frames.append(frame)
        if len(self._frames) == 1 and not anchor.named and not anchor.act and frame.date is not None:
            self._look_back(frame, sentence)
        if len(self._frames) == 1 and main:
            self._add_listed(frame, sentence)
        if main:
            self._current, self._paused = frame, False
        return frame

    def _look_back(self, frame: Frame, sentence: Sentence) -> None:
        """Add who speaks between the day of a meeting and the words that first call it one ("tại hội nghị")."""
        if frame.date is None:
            return
        for earlier in self._reading.analysis.sentences:
            if earlier.title or earlier.end <= frame.date.start or earlier.start >= sentence.start:
                continue
            if not self._is_trial(earlier):
                for part in self._keep_implicit(earlier, frame, find_parts(self._reading, earlier, [])):
                    self._add(frame, part)

    def _find_lead_day(self, frame: Frame) -> DateMention | None:
        """The day near the top of an article, for a meeting told there that no sentence gives one."""
        sentences = self._reading.analysis.sentences
        top = sentences[min(_TOP, len(sentences)) - 1].end
        if frame.anchor.start > top or any(other.date is not None for other in self._frames):
            return None
        return find_last_day(self._reading, frame.anchor.end) or find_last_day(self._reading, top)

    def _add_listed(self, frame: Frame, sentence: Sentence) -> None:
        """Add who is listed before the words that name the meeting: "Cùng đi với đoàn có …"."""
        reading = self._reading
        for earlier in reading.analysis.sentences[:_TOP]:
            if not earlier.title and earlier.start < sentence.start:
                for part in find_parts(reading, earlier, []):
                    if part.role == "attendee" and reading.hits.has("front", part.start, part.start + 1):
                        self._add(frame, part)

    def _add(self, frame: Frame, part: Part) -> None:
        rank = RANKS[part.role]
        if part.person not in frame.people or rank < frame.people[part.person][0]:
            frame.people[part.person] = (rank, part.start, part.end)

    def frames(self) -> list[Frame]:
        """The meetings told; who was at a part of one was at all of it."""
        attendee = RANKS["attendee"]
        for frame in self._frames:
            if frame.date is None and frame.main and not frame.anchor.quoted:
                frame.date = self._find_lead_day(frame)
            whole = frame.part_of
            if whole is not None:
                parts = {person: (attendee, start, end) for person, (_, start, end) in frame.people.items()}
                whole.people = {**parts, **whole.people}
        return self._frames


@cache
def _said() -> re.Pattern[str]:
    """What follows a verb of speech before the words that are said."""
    return re.compile(rf",? (?:{any_of(load_meeting_words().that)})(?!\w)|[,:]")


@cache
def _stopping() -> re.Pattern[str]:
    """The words before the place of a stop at the start of a sentence."""
    words = load_meeting_words()
    return re.compile(rf"(?:(?:{any_of(words.moreover)}),? )?(?:{any_of(words.stops)}) ")


@cache
def _delegation() -> re.Pattern[str]:
    """The word for a delegation named before, at the start of a clause or after who receives it."""
    words = load_meeting_words()
    opens = rf"(?:^|[,.;:\n] ?)(?:{any_of(words.moreover)},? )?"
    received = rf"(?<!\w)(?:{any_of(words.receives)}) "
    called, goes = any_of(words.delegation), any_of(words.delegation_goes)
    return re.compile(rf"(?:{opens}|{received})(?:{called})(?= (?:{goes})(?!\w))")


def _is_years(edtf: str) -> bool:
    """Whether a date is a year, or from a year to another: "1996/2001"."""
    return all(len(part) <= len("XXXX") for part in edtf.split("/"))


def _update(frame: Frame, anchor: Anchor) -> None:
    if frame.date is None or frame.date.edtf is None:
        frame.date = anchor.date
    if anchor.named and not (anchor.act or frame.anchor.named or frame.anchor.act):
        frame.anchor = anchor
