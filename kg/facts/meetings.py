"""Meetings that an article tells of, and who was there in which role."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from kg.facts.evidence import make_evidence
from kg.facts.meeting_anchors import Anchor, find_anchors, is_vague
from kg.facts.meeting_details import find_groups, find_organiser, find_place
from kg.facts.meeting_frames import Frame, is_before, is_same, same_day
from kg.facts.meeting_reading import Gain, Reading, any_of, find_titles
from kg.facts.meeting_roles import find_parts
from kg.facts.meeting_scene import Part
from kg.facts.meeting_words import find_hits
from kg.facts.records import AttendeeFact, ChangeFact, MeetingFact, Role
from kg.lexicon.meetings import load_meeting_words
from kg.mentions.dates import DateMention, find_dates
from kg.mentions.records import Analysis, Sentence

#: Roles, the most specific first.
_ROLES: tuple[Role, ...] = ("chair", "concluding", "host", "guest", "presenter", "speaker", "attendee")
_RANKS: dict[str, int] = {role: rank for rank, role in enumerate(_ROLES)}
#: Sentences at the top in which a verb alone may bring up the meeting that the article tells of.
_LEAD = 5
#: How many meetings, or dates, back a bare noun may go.
_RECENT = 12
#: How soon a date starts that a sentence opens with: "Vào ngày 3/4, …".
_OPENS = 16
#: How soon behind a verb the one who is spoken to comes: "ông A cho biết qua điện thoại".
_HEARD_NEAR = 40
#: How soon after a name the verb of a visit stands that has no day.
_DIRECT = 16
#: How soon after a verb the meeting comes that it is done at: "phát biểu tại hội thảo".
_TAKES = 10
#: Changes whose person is at the session that makes them, and those that are such where an assembly does.
_ELECTED, _APPOINTED = frozenset({"elected", "re_elected"}), frozenset({"appointed", "approved", "transferred"})
#: Kinds of words before a noun that say that somebody is there, or holds it.
_HOLDING = ("subject", "front", "holds")
#: Families of meetings of which several may be held at one time, or one after another on a journey.
_STOPPING = frozenset({"visit", "ceremony", "event"})
#: Families of meetings that elect.
_ELECTING = frozenset({"session", "conference"})
#: Verbs of these families tell of a meeting only with a date, or with giver and receiver of a decision.
_DATED = frozenset({"decision", "visit"})
#: Sentences at the top in which a bare noun ("buổi lễ") may do so.
_BARE_LEAD = 40


def find_meetings(
    analysis: Analysis, *, dates: tuple[DateMention, ...] | None = None, changes: Iterable[ChangeFact] = ()
) -> tuple[MeetingFact, ...]:
    """The meetings of an article, in the order in which it names them.

    Args:
        analysis: the article read.
        dates: its dates, where they have been found already.
        changes: what it says of tenures: who is elected at a session is there.
    """
    if dates is None:
        dates = find_dates(analysis.text, published=analysis.document.published)
    text = _lower(analysis.text)
    taken = [(span.start, span.end) for span in (*analysis.posts, *analysis.bodies)]
    hits = find_hits(text, taken, written=analysis.text)
    if not hits.names_meetings():
        return ()
    gains = tuple(sorted(_list_gains(changes), key=lambda gain: gain.start))
    titles = find_titles(analysis, text, hits, gains=gains)
    areas = frozenset(area.name for area in analysis.areas) | ({analysis.home} if analysis.home is not None else set())
    reading = Reading(analysis=analysis, text=text, hits=hits, dates=dates, titles=titles, areas=areas, gains=gains)
    story = _Story(reading)
    for index, sentence in enumerate(analysis.sentences):
        if not sentence.title:
            story.read(index, sentence)
    return story.meetings()


def _list_gains(changes: Iterable[ChangeFact]) -> Iterator[Gain]:
    """Who is elected, or by an assembly appointed, and who is appointed otherwise."""
    assemblies = load_meeting_words().assemblies
    for change in changes:
        if change.evidence is not None and change.type in _ELECTED | _APPOINTED:
            by_assembly = change.by is not None and change.by.startswith(assemblies)
            elected = change.type in _ELECTED or by_assembly
            yield Gain(change.evidence.start, change.person, elected, change.date, change.post, change.body)


class _Story:
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
            if gain.elected == handed or not self._may_be_then(gain, frame):
                continue
            mention = named.get(gain.person)
            start, end = (sentence.start, sentence.end) if mention is None else (mention.lead, mention.end)
            parts.append(Part(gain.person, "attendee", start, end, needs_name=anchor.act or not handed))
        return parts

    def _may_be_then(self, gain: Gain, frame: Frame) -> bool:
        """Whether somebody gains a post on the day of a meeting as far as is told."""
        if gain.date is None or frame.date is None or frame.date.edtf is None:
            return True
        return not is_before(gain.date, frame.date.edtf) and not is_before(frame.date.edtf, gain.date)

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
        return [anchor for anchor in anchors if first is None or anchor.start < first or self._is_where(first, anchor)]

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
        return part.role == "speaker" and part.end < anchor.start and _said().match(said) is not None

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
        other = self._find_other_day(sentence, frame)
        if other is not None:
            parts = [part for part in parts if part.end <= other.start and part.role != "attendee"]
        if other is not None and not parts and self._reading.people_in(sentence.start, sentence.end):
            self._paused = True
        away = self._paused or sentence.paragraph == self._elsewhere_paragraph
        if away and not any(part.person in frame.people for part in parts):
            return []
        self._paused = False
        if frame.anchor.body is not None:
            gainers = {gain.person for gain in self._reading.gains_in(sentence)}
            parts = [part for part in parts if part.role == "attendee"]
            parts = [part for part in parts if not part.needs_name or part.person in gainers]
            return [part for part in parts if not self._is_elsewhere(frame, part)]
        near = sentence.paragraph == frame.paragraph
        return [part for part in parts if (near or not part.needs_name) and not self._is_elsewhere(frame, part)]

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

        At the start of a sentence any other day is; further in one before the meeting, in nobody's words, and a year
        alone only says what the talk is of.
        """
        for date in self._reading.dates_in(sentence):
            if date.edtf is None or self._reading.is_quoted(date.start):
                continue
            opens = date.start - sentence.start <= _OPENS
            if frame.date is None:
                if opens and not is_vague(date) and sentence.paragraph > frame.paragraph + 1:
                    return date
                continue
            if opens and not is_vague(date) and not same_day(date, frame.date):
                return date
            if is_before(date.edtf, frame.date.edtf) and (opens or len(date.edtf) > len("XXXX")):
                return date
        return None

    def _is_elsewhere(self, frame: Frame, part: Part) -> bool:
        """Whether a person has been heard outside the meeting and not at it."""
        return part.person in self._elsewhere and part.person not in frame.people

    def _place(self, index: int, sentence: Sentence, anchors: list[Anchor]) -> tuple[Frame | None, bool]:
        """The meeting that a sentence speaks of, and whether it says so."""
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
            if self._opens(index, sentence, anchor):
                return self._open(sentence, anchor), True
        return self._current, False

    def _is_promoted(self, sentence: Sentence, anchor: Anchor) -> bool:
        """Whether a meeting that only a caption has named so far is now told of with its day."""
        told = self._current is None and anchor.date is not None and not is_vague(anchor.date)
        return told and not self._is_background(sentence, anchor)

    def _is_another(self, sentence: Sentence, anchor: Anchor, frame: Frame) -> bool:
        """Whether a meeting is "một cuộc họp", or opens a sentence as another of one day: "Cùng ngày, ông B thăm …"."""
        if self._reading.text.endswith(f" {load_meeting_words().one} ", 0, anchor.start):
            return anchor.name.lower() != frame.anchor.name.lower()
        if anchor.body is not None and anchor.body.name == frame.organiser:
            return False
        date = anchor.date
        if date is None or frame is not self._current or (anchor.family == frame.anchor.family and not anchor.act):
            return False
        opens = date.start - sentence.start <= _OPENS
        return opens and self._reading.text[date.start : date.end].endswith(load_meeting_words().same_day)

    def _candidates(self, anchor: Anchor) -> list[Frame]:
        """The meetings that an anchor may go back to: those of its family first, the current one before others."""
        frames = [*([self._current] if self._current else []), *reversed(self._frames[-_RECENT:])]
        return sorted(frames, key=lambda frame: frame.anchor.family != anchor.family)

    def _opens(self, index: int, sentence: Sentence, anchor: Anchor) -> bool:
        """Whether an anchor tells enough of a meeting to make it a new one."""
        if anchor.pointer or anchor.quoted:
            return False
        if not anchor.act:
            first = self._current is None and index <= _BARE_LEAD
            known = anchor.named or anchor.date is not None or first
            dated = anchor.date is not None and not is_vague(anchor.date)
            return (known and (dated or self._is_placed(sentence, anchor))) or self._is_chaired(anchor)
        if anchor.body is not None:
            return not anchor.vote or index <= _LEAD or self._is_same_day(anchor)
        people = self._reading.people_in(sentence.start, sentence.end)
        if anchor.family == "visit" and any(0 <= anchor.start - person.end <= _DIRECT for person in people):
            return True
        if self._reading.text.endswith(f" {load_meeting_words().place} ", 0, anchor.start):
            return True
        given = anchor.family == "decision" and len(people) > 1 and people[0].end <= anchor.start
        dated = self._is_dated(anchor) and (anchor.family not in _DATED or self._is_official(sentence, anchor))
        return dated or given or (bool(people) and index <= _LEAD and anchor.family not in _DATED)

    def _is_same_day(self, anchor: Anchor) -> bool:
        """Whether an assembly decides on the day of the meeting told of: "Cùng ngày, HĐND tỉnh B bầu …"."""
        days = (anchor.date, None if self._current is None else self._current.date)
        return days[0] is not None and days[1] is not None and days[0].edtf == days[1].edtf

    def _is_placed(self, sentence: Sentence, anchor: Anchor) -> bool:
        """Whether a noun opens a sentence or follows words that put somebody there: "tại hội nghị", "dự buổi lễ"."""
        if not self._reading.text[sentence.start : anchor.start].strip(' -–"“'):
            return True
        if _placing().search(self._reading.text, max(sentence.start, anchor.start - _OPENS), anchor.start):
            return True
        hits, start = self._reading.hits, anchor.start - 2 * _OPENS
        before = (hit for kind in _HOLDING for hit in hits.of(kind, start, anchor.start))
        return any(hit.end >= anchor.start - _OPENS for hit in before)

    def _is_official(self, sentence: Sentence, anchor: Anchor) -> bool:
        """Whether somebody named, a body or a delegation makes a visit, rather than tourists."""
        reading = self._reading
        last = sentence.end if anchor.start - sentence.start <= _OPENS else anchor.start
        named = reading.people_in(sentence.start, last) or reading.bodies_in(sentence.start, anchor.start)
        before = reading.text[sentence.start : anchor.start]
        return bool(named) or any(word in before for word in load_meeting_words().visitors)

    def _is_dated(self, anchor: Anchor) -> bool:
        """Whether a verb has a day or month, rather than a year or a day since when: "làm việc tại Sở A từ 2008"."""
        date = anchor.date
        if date is None:
            return False
        return not self._is_since(date) and (date.edtf is None or len(date.edtf) > len("XXXX"))

    def _is_since(self, date: DateMention) -> bool:
        """Whether something is so since a date: "giữ chức từ ngày 2/11"."""
        before = self._reading.text[max(0, date.start - _OPENS) : date.start].rstrip()
        return date.edtf is not None and "/" not in date.edtf and before.endswith(load_meeting_words().since)

    def _is_part(self, anchor: Anchor) -> bool:
        """Whether a meeting is one session of the congress or conference that the telling is at."""
        whole = self._current
        if whole is None or whole.date is None or anchor.date is None:
            return False
        return whole.anchor.family == "conference" and anchor.family == "session" and same_day(anchor.date, whole.date)

    def _last_day(self, sentence: Sentence) -> DateMention | None:
        """The last day that the text named before a sentence, for a meeting that is only called "the ceremony"."""
        dates = self._reading.dates
        last = bisect_left(dates, sentence.start, key=lambda date: date.start)
        before = reversed(dates[max(0, last - _RECENT) : last])
        return next((date for date in before if not is_vague(date) and not self._is_since(date)), None)

    def _is_chaired(self, anchor: Anchor) -> bool:
        """Whether somebody chairs what a bare noun names: "ông A chủ trì cuộc họp"."""
        before = self._reading.hits.of("subject", anchor.start - 14, anchor.start)
        return any(hit.value("subject") == "chair" and hit.end >= anchor.start - 1 for hit in before)

    def _open(self, sentence: Sentence, anchor: Anchor) -> Frame:
        main = not self._is_background(sentence, anchor)
        date = anchor.date
        if date is None and self._current is not None and self._is_chaired(anchor):
            date = self._current.date
        if date is None and not anchor.named:
            date = self._last_day(sentence)
        frame = Frame(anchor=anchor, paragraph=sentence.paragraph, date=date, main=main)
        if not main and self._is_part(anchor):
            frame.part_of = self._current
        self._frames.append(frame)
        if len(self._frames) == 1 and not anchor.named and not anchor.act and frame.date is not None:
            self._look_back(frame, sentence)
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

    def _is_background(self, sentence: Sentence, anchor: Anchor) -> bool:
        """Whether a meeting is named in passing, so that what follows is not said there."""
        date = anchor.date
        if date is not None and date.edtf is not None and is_vague(date):
            return True
        if self._reading.hits.has("background", sentence.start, anchor.start) or self._is_caption(sentence, anchor):
            return True
        if self._current is None or self._opens_paragraph(sentence, anchor):
            return False
        return date is None or (self._current.date is not None and same_day(date, self._current.date))

    def _is_caption(self, sentence: Sentence, anchor: Anchor) -> bool:
        """Whether a line only says whom a picture shows where, of no day: "Ông A và các đại biểu tại hội nghị"."""
        if anchor.date is not None or anchor.act or not self._reading.people_in(sentence.start, anchor.start):
            return False
        hits, places = self._reading.hits, ((sentence.start, anchor.start), (anchor.end, sentence.end))
        return not any(hits.has(kind, *place) for kind in _HOLDING for place in places)

    def _opens_paragraph(self, sentence: Sentence, anchor: Anchor) -> bool:
        """Whether a paragraph opens with the day of a meeting: "Cùng ngày, ông B tiếp xúc cử tri …"."""
        start = sentence.start
        opens = start == 0 or self._reading.text[start - 1] == "\n"
        date = anchor.date
        return opens and date is not None and date.start - start <= _OPENS and not is_vague(date)

    def _add(self, frame: Frame, part: Part) -> None:
        rank = _RANKS[part.role]
        if part.person not in frame.people or rank < frame.people[part.person][0]:
            frame.people[part.person] = (rank, part.start, part.end)

    def _add_members(self, whole: Frame, part: Frame) -> None:
        """Who was at a part of a meeting was at the meeting."""
        attendee = _RANKS["attendee"]
        for person, (_, start, end) in part.people.items():
            whole.people.setdefault(person, (attendee, start, end))

    def meetings(self) -> tuple[MeetingFact, ...]:
        """The facts, of articles in which somebody at a meeting holds a post of ours."""
        for frame in self._frames:
            if frame.part_of is not None:
                self._add_members(frame.part_of, frame)
        analysis = self._reading.analysis
        holders = {post.person for post in analysis.posts if post.body is not None}
        holders |= {gain.person for gain in self._reading.gains if gain.body is not None}
        dead = load_meeting_words().long_dead
        foreign = {person.key for person in analysis.persons if person.foreign or person.name in dead}
        ours = any(frame.people.keys() & (holders - foreign) for frame in self._frames)
        kept = [frame for frame in self._frames if (ours and frame.people.keys() - foreign) or self._is_told(frame)]
        return tuple(self._make(f"m{number}", frame) for number, frame in enumerate(kept, start=1))

    def _is_told(self, frame: Frame) -> bool:
        """Whether a meeting at which nobody is named is told of all the same: a body's own, or one with its day."""
        date, anchor = frame.date, frame.anchor
        dated = date is not None and date.edtf is not None and len(date.edtf) > len("XXXX")
        known = dated or anchor.number is not None or anchor.body is not None
        return not anchor.vote and ((known and frame.organiser is not None) or (dated and frame.place is not None))

    def _make(self, key: str, frame: Frame) -> MeetingFact:
        anchor = frame.anchor
        quote, evidence = make_evidence(self._reading.analysis, anchor.start, anchor.end)
        return MeetingFact(
            key=key,
            name=anchor.name,
            date=None if frame.date is None else frame.date.edtf,
            place=frame.place,
            organiser=frame.organiser,
            collective=tuple(dict.fromkeys(frame.groups)),
            attendees=tuple(self._make_attendee(person, frame) for person in frame.people),
            quote=quote,
            evidence=evidence,
            rule=f"meeting-{'verb' if anchor.act else 'noun'}{'' if frame.main else '-background'}",
            confidence=_score(frame),
        )

    def _make_attendee(self, person: str, frame: Frame) -> AttendeeFact:
        rank, start, end = frame.people[person]
        quote, evidence = make_evidence(self._reading.analysis, start, end)
        return AttendeeFact(person=person, role=_ROLES[rank], quote=quote, evidence=evidence)


def _score(frame: Frame) -> float:
    """How far a meeting can be trusted: less where it has no day, where only a verb tells of it, or in passing."""
    dated = frame.date is not None and not is_vague(frame.date)
    return round(0.95 - 0.15 * (not dated) - 0.1 * frame.anchor.act - 0.1 * (not frame.main), 2)


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
def _placing() -> re.Pattern[str]:
    """The words right before a noun that say that somebody is there."""
    return re.compile(rf"(?<!\w)(?:{any_of(load_meeting_words().at)}) (?:\w+ )?$")


@cache
def _delegation() -> re.Pattern[str]:
    """The word for a delegation named before, at the start of a clause or after who receives it."""
    words = load_meeting_words()
    opens = rf"(?:^|[,.;:\n] ?)(?:{any_of(words.moreover)},? )?"
    received = rf"(?<!\w)(?:{any_of(words.receives)}) "
    called, goes = any_of(words.delegation), any_of(words.delegation_goes)
    return re.compile(rf"(?:{opens}|{received})(?:{called})(?= (?:{goes})(?!\w))")


def _update(frame: Frame, anchor: Anchor) -> None:
    if frame.date is None or frame.date.edtf is None:
        frame.date = anchor.date
    if anchor.named and not (anchor.act or frame.anchor.named or frame.anchor.act):
        frame.anchor = anchor


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
