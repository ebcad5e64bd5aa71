"""Words between a name and a post, as patterns: what ties the two, opens a list, or says that the post is over."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon.changes import load_changes
from kg.lexicon.fold import fold
from kg.lexicon.holding import load_holding
from kg.lexicon.patterns import any_folded, any_word
from kg.mentions.records import Hold

LONGEST_GAP = 140
#: Before a verb of giving: the one named before is given something ("được Tỉnh ủy trao quyết định …").
_PASSIVE = re.compile(r"\bđược\s(?:[^,;.]{1,60}\s)?$")
#: Notes that may stand between a name and what is said aside of it: a bracket, an age, a year of birth.
_ASIDE_NOTE = (
    r"\s{0,2}(?:\([^()\n]{0,40}\)\s{0,2})?"
    r"(?:\s?[,–-]?\s?\(?\d{2} tuổi\)?|,?\s?\(?(?:sinh năm|sn)\s?:?\s?\d{4}\)?|,? quê [^,;()]{2,40}(?=,))*"
)


@cache
def several() -> re.Pattern[str]:
    """Words at the end of a gap that say that several people follow."""
    words = any_folded(load_holding().several)
    return re.compile(rf"(?:\s{{0,2}}(?:{words}):?)$")


@cache
def among() -> re.Pattern[str]:
    """Words after a post that open the list of its holders, at some distance."""
    words = any_folded(load_holding().among)
    return re.compile(rf"[^,.;:()\n\"“”]*\b(?:{words})\b{several().pattern.removesuffix('$')}?:?\s{{0,2}}")


@cache
def givers() -> re.Pattern[str]:
    """All that stands between a post that is given or taken and the list of those concerned."""
    return re.compile(
        rf"\s{{0,2}}(?:{any_folded(load_holding().bestowed)}){several().pattern.removesuffix('$')}:?\s{{0,2}}"
    )


@cache
def carried() -> re.Pattern[str]:
    """All that may stand between two posts of one person, the first of them told, besides words of `parting`."""
    onward = any_folded(load_holding().onward)
    return re.compile(
        rf"[^,;.:]{{0,60}}[,;](?:[^.:]{{0,60}}[,;])?\s{{0,2}}(?:(?:và|kiêm|{onward})\s)?|\s?(?:kiêm|{onward})\s"
    )


@cache
def parting() -> re.Pattern[str]:
    """Words that begin another clause, or an item about others."""
    words = load_holding()
    return re.compile(rf"\b(?:{any_folded(words.parting)})\b|(?:^|[,;]|\bvà)\s{{0,2}}(?:{any_folded(words.others)})\b")


@cache
def pointed() -> re.Pattern[str]:
    """Words after a post that only point to the body named before."""
    return re.compile(rf"^\s(?:{any_folded(load_holding().pointed)})(?=[\s,])")


@cache
def candidate_words() -> tuple[str, ...]:
    """The end of what stands before a post that somebody stands for."""
    return tuple(f" {fold(word)}" for word in load_holding().candidates)


@cache
def direct() -> re.Pattern[str]:
    """What may stand between a post and the name right after it."""
    words = any_folded(load_changes().direct)
    return re.compile(
        rf"(?:\s\([^()\n]{{1,40}}\)(?=\s))?\s{{0,2}}(?::|–|-|(?:{words})(?:\s(?:{words}))?)?{several().pattern.removesuffix('$')}?:?\s{{0,2}}"
    )


@cache
def aside() -> re.Pattern[str]:
    """What may stand between a name and a post aside of it."""
    words = any_folded(load_changes().aside)
    return re.compile(rf"{_ASIDE_NOTE}\s{{0,2}}[,(–:-]\s{{0,2}}(?:{words})?\s{{0,2}}")


@cache
def _links() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    links = load_changes().links

    def make(words: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(rf"(?:^|[\s,(\"“])(?:{any_folded(words)})[\"”]?\s*:?\s*$")

    return make(links.past), make(links.now), any_word(links.before)


@cache
def unreal() -> re.Pattern[str]:
    """Words in a clause that say that the post is not held, or not yet."""
    return any_word(load_changes().links.unreal)


def read_link(gap: str) -> Hold:
    """Whether the gap ends in words that give the post ("link") or say that it is over ("past")."""
    past, now, before = _links()
    tail = gap[-60:]
    over, link = past.search(tail), now.search(tail)
    within = over is not None and link is not None and link.start() < over.start()
    if (over is not None and not within) or _career().search(gap[-LONGEST_GAP:]) is not None:
        return "past"
    if link is None:
        return ""
    during = _during().search(tail, 0, link.start() + 1) is not None
    return "past" if during or before.search(tail) is not None else "link"


@cache
def _career() -> re.Pattern[str]:
    """Words that open a list of the posts of a career ("từng trải qua các chức vụ của tỉnh như")."""
    words = load_holding()
    return re.compile(
        rf"\b(?:{any_folded(words.careers)})\b"
        rf"(?:[^.;:]{{0,80}}?\s?(?:\b(?:{any_folded(words.such)})|:)\s*:?(?: [^.:]{{2,90}}[,;])?"
        rf"|(?: qua)? (?:{any_folded(words.charges)}))\s*$"
    )


@cache
def _during() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_folded(load_holding().during)})(?: đang| còn| được)?\s$")


@cache
def kin(mark: str) -> re.Pattern[str]:
    """A relation right after a mark: the rest of brackets is about the one whom it names, between commas nothing is."""
    return re.compile(rf"{re.escape(mark)}\s?(?:là )?(?:{any_folded(load_holding().kin)})(?: của)?\s$")


@cache
def kin_holds() -> re.Pattern[str]:
    """The end of a gap that gives the post to a relation of the one named before ("có cha là", "chồng bà làm")."""
    kin_words = any_folded(load_holding().kin)
    return re.compile(
        rf"\b(?:có|,) (?:{kin_words})(?: ruột| đẻ| nuôi)?(?: (?:hiện |đang |từng |nguyên )?(?:là|làm|giữ))? ?$"
    )


@cache
def own_kin() -> re.Pattern[str]:
    """A relation right before somebody's name that stands for the relation, not for somebody named before."""
    return re.compile(
        rf"(?:^|[^,(\s])\s(?:{any_folded(load_holding().kin)})\s$|^(?:{any_folded(load_holding().kin)})\s$"
    )


@cache
def topic_words() -> tuple[str, ...]:
    """Words that open a sentence with what it is about."""
    return tuple(f"{fold(word)} " for word in load_holding().topics)


@cache
def life_words() -> tuple[str, ...]:
    """Words that open a sentence about the life of the one named on the line before."""
    return tuple(fold(word) for word in load_holding().life)


@cache
def apart_words() -> tuple[str, ...]:
    """Words that open a clause or phrase before the main clause of a sentence."""
    return tuple(f"{fold(word)} " for word in load_holding().apart)


@cache
def given_words() -> tuple[str, ...]:
    """The end of what stands before a post that is given or taken."""
    return tuple(f" {fold(word)}" for word in load_holding().giving)


@cache
def founders() -> frozenset[str]:
    """Folded names that a title alone goes with."""
    return frozenset(fold(name) for name in load_holding().founders)


@cache
def upcoming() -> re.Pattern[str]:
    """Openings of a clause whose post came after those of the main clause."""
    return any_word(load_holding().upcoming)


@cache
def capacity() -> re.Pattern[str]:
    """Words right before the post in which somebody, named after a comma, acted."""
    return re.compile(rf"\b(?:{any_folded(load_holding().capacity)})\s$")


@cache
def _speech() -> re.Pattern[str]:
    words = any_folded(load_changes().speech)
    return re.compile(rf"\b(?:{words})\b")


def speaks(gap: str) -> bool:
    """Whether somebody speaks or acts in the gap between a name and a link."""
    return any(_PASSIVE.search(gap, 0, found.start()) is None for found in _speech().finditer(gap))


@cache
def about_words() -> frozenset[str]:
    """Words between a post and the one whom a change of it is about."""
    return frozenset(fold(word) for word in load_changes().about)


@cache
def office_words() -> tuple[str, ...]:
    """Words before a post that a change is about."""
    return tuple(fold(word) for word in load_changes().office)


@cache
def opening_words() -> tuple[str, ...]:
    """Words that open a clause whose subject comes after it."""
    return tuple(f"{fold(word)} " for word in load_changes().opening)


@cache
def agent() -> re.Pattern[str]:
    """Words before somebody who acts on another, or is replaced, and gets no post."""
    words = any_folded(load_changes().agents)
    return re.compile(rf"\b(?:{words})\s$")
