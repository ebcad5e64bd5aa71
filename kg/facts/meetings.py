"""Meetings that an article tells of, and who was there in which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.facts.evidence import make_evidence
from kg.facts.meeting_frames import ROLES, Frame
from kg.facts.meeting_reading import Gain, Reading, find_titles
from kg.facts.meeting_story import Story
from kg.facts.meeting_words import find_hits
from kg.facts.records import AttendeeFact, ChangeFact, MeetingFact
from kg.lexicon.meetings import load_meeting_words
from kg.mentions.dates import DateMention, find_dates
from kg.mentions.records import Analysis

#: Changes whose person is at the session that makes them, and those that are such where an assembly does.
_ELECTED, _APPOINTED = frozenset({"elected", "re_elected"}), frozenset({"appointed", "approved", "transferred"})


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
    story = Story(reading)
    for index, sentence in enumerate(analysis.sentences):
        if not sentence.title:
            story.read(index, sentence)
    return _make_facts(reading, story.frames())


def _list_gains(changes: Iterable[ChangeFact]) -> Iterator[Gain]:
    """Who is elected, or by an assembly appointed, and who is appointed otherwise."""
    assemblies = load_meeting_words().assemblies
    for change in changes:
        if change.evidence is not None and change.type in _ELECTED | _APPOINTED:
            by_assembly = change.by is not None and change.by.startswith(assemblies)
            elected = change.type in _ELECTED or by_assembly
            yield Gain(change.evidence.start, change.person, elected, change.date, change.post, change.body)


def _make_facts(reading: Reading, frames: list[Frame]) -> tuple[MeetingFact, ...]:
    """The facts: meetings where somebody with a post of ours is, and those that a body holds or that have their day."""
    analysis, dead = reading.analysis, load_meeting_words().long_dead
    holders = {post.person for post in analysis.posts if post.body is not None}
    holders |= {gain.person for gain in reading.gains if gain.body is not None}
    foreign = {person.key for person in analysis.persons if person.foreign}
    gone = {person.key for person in analysis.persons if person.name in dead}
    for frame in frames:
        frame.people = {key: part for key, part in frame.people.items() if key not in gone}
    ours = any(frame.people.keys() & (holders - foreign) for frame in frames)
    kept = [
        frame
        for frame in frames
        if (ours and frame.people.keys() - foreign) or (_is_told(frame) and (holders - foreign or frame.organiser))
    ]
    return tuple(_make_fact(analysis, f"m{number}", frame) for number, frame in enumerate(kept, start=1))


def _is_told(frame: Frame) -> bool:
    """Whether a meeting at which nobody is named is told of all the same: a body's own, or one with its day."""
    date, anchor = frame.date, frame.anchor
    dated = date is not None and date.edtf is not None and len(date.edtf) > len("XXXX")
    if (
        anchor.vote
        or (anchor.act and anchor.body is None)
        or anchor.name.lower().startswith(load_meeting_words().announced)
    ):
        return False
    known = dated or anchor.number is not None or anchor.body is not None
    return (known and frame.organiser is not None) or (dated and frame.place is not None)


def _make_fact(analysis: Analysis, key: str, frame: Frame) -> MeetingFact:
    anchor = frame.anchor
    quote, evidence = make_evidence(analysis, anchor.start, anchor.end)
    return MeetingFact(
        key=key,
        name=anchor.name,
        date=None if frame.date is None else frame.date.edtf,
        place=frame.place,
        organiser=frame.organiser,
        collective=tuple(dict.fromkeys(frame.groups)),
        attendees=tuple(_make_attendee(analysis, person, frame) for person in frame.people),
        quote=quote,
        evidence=evidence,
        rule=f"meeting-{'verb' if anchor.act else 'noun'}{'' if frame.main else '-background'}",
    )


def _make_attendee(analysis: Analysis, person: str, frame: Frame) -> AttendeeFact:
    rank, start, end = frame.people[person]
    quote, evidence = make_evidence(analysis, start, end)
    return AttendeeFact(person=person, role=ROLES[rank], quote=quote, evidence=evidence)


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
