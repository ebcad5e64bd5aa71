"""What the rules of meetings look at: an article's analysis with its words of meetings and dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property

import msgspec

from kg.facts.meeting_words import Hits
from kg.lexicon.meetings import load_meeting_words
from kg.lexicon.patterns import any_of
from kg.mentions.dates import DateMention
from kg.mentions.records import Analysis, BodyMention, PersonMention, PostMention, Sentence

#: How soon after a post its verb starts ("Bí thư Tỉnh ủy cũng đã nhấn mạnh").
_VERB_NEAR = 16
#: How far before a post a passive may stand whose doer it is.
_PASSIVE_REACH = 60
#: How far back in its line an opening quotation mark is looked for.
_LINE_LIMIT = 1000
#: Quotation marks: those that close by their form or by the comma or dash after them, and plain ones.
_MARKS = '”"“'
_QUOTE = re.compile(r'(?P<closing>”|"(?= ?[,–-]))|“|(?P<plain>")')


class Gain(msgspec.Struct, frozen=True):
    """What the article as given tells, from `start` on, of somebody's election or appointment."""

    start: int
    person: str
    elected: bool
    date: str | None
    post: str | None
    body: str | None


class Reading(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """An article's analysis, its text in lower case, and what else is known of it.

    Attributes:
        analysis: the article read.
        text: its text in lower case.
        hits: its words of meetings.
        dates: its dates.
        titles: posts that stand for their holders.
        areas: the names of territories in it.
        gains: who is elected or appointed, in the order of the article.
    """

    analysis: Analysis
    text: str
    hits: Hits
    dates: tuple[DateMention, ...]
    titles: tuple[PersonMention, ...] = ()
    areas: frozenset[str] = frozenset()
    gains: tuple[Gain, ...] = ()

    def people_in(self, start: int, end: int) -> tuple[PersonMention, ...]:
        """The people named or called by their posts in [start, end)."""
        named = self.analysis.mentions_in(start, end)
        if not self.titles:
            return named
        first = bisect_left(self.titles, start, key=lambda mention: mention.start)
        titles = self.titles[first : bisect_left(self.titles, end, key=lambda mention: mention.start)]
        return tuple(sorted((*named, *titles), key=lambda mention: mention.start)) if titles else named

    def posts_in(self, start: int, end: int) -> tuple[PostMention, ...]:
        """The posts that start in [start, end)."""
        starts = self._post_starts
        return self.analysis.posts[bisect_left(starts, start) : bisect_left(starts, end)]

    def bodies_in(self, start: int, end: int) -> tuple[BodyMention, ...]:
        """The bodies that start in [start, end)."""
        starts = self._body_starts
        return self.analysis.bodies[bisect_left(starts, start) : bisect_left(starts, end)]

    def dates_in(self, sentence: Sentence) -> tuple[DateMention, ...]:
        """The dates of a sentence."""
        return self.dates_between(sentence.start, sentence.end)

    def dates_between(self, start: int, end: int) -> tuple[DateMention, ...]:
        """The dates that start in [start, end)."""
        starts = self._date_starts
        return self.dates[bisect_left(starts, start) : bisect_left(starts, end)]

    def gains_in(self, sentence: Sentence) -> tuple[Gain, ...]:
        """The elections and appointments that a sentence tells of."""
        if not self.gains:
            return ()
        places = self.analysis.offsets.span(sentence.start, sentence.end)
        first, last = (bisect_left(self.gains, place, key=lambda gain: gain.start) for place in places)
        return self.gains[first:last]

    @cached_property
    def _post_starts(self) -> list[int]:
        return [post.start for post in self.analysis.posts]

    @cached_property
    def _body_starts(self) -> list[int]:
        return [body.start for body in self.analysis.bodies]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [date.start for date in self.dates]

    @cached_property
    def _has_quotes(self) -> bool:
        return any(mark in self.text for mark in _MARKS)

    def is_quoted(self, start: int) -> bool:
        """Whether a place is inside quotation marks, as far as its line tells."""
        if not self._has_quotes:
            return False
        line = max(self.text.rfind("\n", 0, start) + 1, start - _LINE_LIMIT)
        inside = False
        for mark in _QUOTE.finditer(self.text, line, start):
            closes = mark["closing"] is not None or (mark["plain"] is not None and inside)
            inside = not closes
        return inside


def find_titles(
    analysis: Analysis, text: str, hits: Hits, *, gains: tuple[Gain, ...] = ()
) -> tuple[PersonMention, ...]:
    """Posts that stand for whom the article gives them to elsewhere: "Bí thư Tỉnh ủy cũng nhấn mạnh …".

    Args:
        analysis: the article read.
        text: its text in lower case.
        hits: its words of meetings; only a post with a verb right after stands for its holder.
        gains: who is elected or appointed: the one whom "tân Chủ tịch" means.
    """
    holders: dict[tuple[str, str], set[str]] = {}
    for post in analysis.posts:
        if post.person is not None and post.body is not None and post.marker != "former" and post.hold != "past":
            holders.setdefault((post.role, post.body), set()).add(post.person)
    titles = []
    for post in analysis.posts:
        people = holders.get((post.role, post.body or ""), set())
        if post.marker == "incoming":
            people = {gain.person for gain in gains if (gain.post, gain.body) == (post.role, post.body)} or people
        if len(people) == 1 and _stands_for_holder(analysis, text, hits, post):
            (person,) = people
            words = analysis.text[post.start : post.end]
            title = PersonMention(
                start=post.start, end=post.end, person=person, text=words, kind="title", lead=post.start
            )
            titles.append(title)
    return tuple(titles)


def _stands_for_holder(analysis: Analysis, text: str, hits: Hits, post: PostMention) -> bool:
    """Whether a post without a name does something, and is not one of several, a former one, or the office itself."""
    before = text[max(0, post.start - 24) : post.start].rstrip()
    words = load_meeting_words()
    shared = text[post.start : post.end].startswith(words.shared_posts)
    if post.person is not None or post.marker == "former" or shared or before.endswith(words.no_titles):
        return False
    if _make_passive().search(text, max(0, post.start - _PASSIVE_REACH), post.start) is not None:
        return False  # "được Ban Bí thư và Bộ trưởng giao nhiệm vụ"
    if analysis.text[post.end + 1 : post.end + 2].isupper():
        return False  # "Thủ tướng" of another state
    acts = any(hits.has(kind, post.end, post.end + _VERB_NEAR) for kind in ("subject", "act"))
    return acts and not analysis.mentions_in(post.start, post.end + 2)


@cache
def _make_passive() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load_meeting_words().passive)}) [^,.;:\n]*$")
