"""The words that changes are read by, as patterns made once."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon.changes import load_changes
from kg.lexicon.fold import fold
from kg.lexicon.patterns import any_folded, any_word


@cache
def unreal() -> re.Pattern[str]:
    """Words in a clause after which what follows has not happened."""
    words = any_folded(load_changes().unreal)
    before = any_folded(load_changes().before_own)
    real = any_folded(load_changes().real)
    return re.compile(rf"(?!\b(?:{real})\b)\b(?:{words})\b|\b(?:{before})\b(?!\s(?:được|bị|nhận)\b)")


@cache
def about_words() -> frozenset[str]:
    """Words between a post and the person whom its loss or gain is about."""
    return frozenset(fold(word) for word in load_changes().about)


@cache
def about() -> re.Pattern[str]:
    """All that stands between a post, its further terms of office, and the first of those whom a cue is about."""
    words = any_folded((*load_changes().about, *load_changes().listing))
    groups = any_folded(load_changes().groups)
    terms = r"(?:\s*,?\s*(?:và\s)?(?:các\s)?\(?(?:nhiệm kỳ|khóa)\s\(?[\divx\s–-]+\)?)*"
    return re.compile(rf"{terms}[\s,]*(?:(?:{words})(?:\s(?:{groups}))?\s?:?|(?:{groups})?\s?:)\s*")


@cache
def group_end() -> re.Pattern[str]:
    """The end of what stands before the first name of a list."""
    words = any_folded((*load_changes().listing, *load_changes().groups))
    return re.compile(rf"(?:\b(?:{words})|:|\bgồm)\s*:?\s*$")


@cache
def again_words() -> tuple[str, ...]:
    """Ends of cues that give somebody a post again: the one beside the name."""
    return tuple(fold(word) for word in load_changes().again)


@cache
def itemising() -> re.Pattern[str]:
    """The end of what stands before the first of several posts that are lost together."""
    words = any_folded((*load_changes().listing, *load_changes().items))
    return re.compile(rf"(?:\b(?:{words})|:)\s*:?\s*$")


@cache
def joining() -> tuple[str, ...]:
    """Words that begin a seat on a board and give it."""
    return tuple(f"{fold(word)} " for word in load_changes().joining)


@cache
def link_end() -> re.Pattern[str]:
    """The end of what stands before a post that somebody gets."""
    words = any_folded(load_changes().links.now)
    return re.compile(rf"(?:^|[\s,(])(?:{words})\s*:?\s*$")


@cache
def granted() -> re.Pattern[str]:
    """Words before a resignation handed in that say that it was granted."""
    return any_word(load_changes().granted)


@cache
def achieved() -> re.Pattern[str]:
    """Words before a purpose that say that it was achieved ("đã họp … để miễn nhiệm")."""
    return any_word(load_changes().achieved)


@cache
def came_about() -> re.Pattern[str]:
    """Words right after a name that say that what follows has happened to that person."""
    words = any_folded((*load_changes().just, *load_changes().over))
    return re.compile(rf"\s?[,–-]?\s?(?:{words})\b")


@cache
def granting() -> re.Pattern[str]:
    """The end of what stands before "để" where others let somebody do what follows."""
    words = any_folded(load_changes().granted)
    return re.compile(rf"\b(?:{words})\s$")


@cache
def revoking() -> re.Pattern[str]:
    """Words before a cue that withdraw the decision that it tells of."""
    words = load_changes()
    verbs = any_folded(words.revoked)
    nouns = any_folded(words.decisions)
    return re.compile(rf"\b(?:{verbs})\b[^,;.:]{{0,60}}?\b(?:{nouns})\b[^,;.:]{{0,40}}$")


@cache
def deciders() -> tuple[str, ...]:
    """Words before an office that decides: "quyết định bổ nhiệm của Thủ tướng"."""
    return tuple(f" {fold(word)} " for word in load_changes().deciders)


@cache
def plain() -> re.Pattern[str]:
    """Words that may stand between somebody and what became of them, dates among them."""
    words = any_folded(load_changes().plain)
    return re.compile(rf"[\s,;(–-]*(?:(?:{words}|[\d/.-]+)(?=[\s,;]|$)[\s,;–-]*)*")


@cache
def pointed() -> re.Pattern[str]:
    """What follows a cue where the post was named before: "… giữ chức vụ này"."""
    words = any_folded(load_changes().pointed)
    return re.compile(rf"[^,;.]{{0,40}}?\b(?:{words})\b")


@cache
def first() -> tuple[str, ...]:
    """Words after a post that say that somebody held it long ago."""
    return tuple(f" {fold(word)}" for word in load_changes().first)


@cache
def terms() -> tuple[str, ...]:
    """Words before the years of a term of office, which are no date of a change."""
    return tuple(fold(word) for word in load_changes().terms)


@cache
def stand_in() -> re.Pattern[str]:
    """All that stands between "thay" and the one who is replaced."""
    words = any_folded(load_changes().stand_in)
    return re.compile(rf"\s*(?:(?:{words})\s*)*")


@cache
def selves() -> re.Pattern[str]:
    """Words that open a clause about somebody named before."""
    words = any_folded(load_changes().selves)
    return re.compile(rf"[\s–-]*(?:{words})\b")


@cache
def fronting() -> re.Pattern[str]:
    """The whole of what stands before somebody named ahead of a sentence that is about them."""
    words = any_folded(load_changes().fronting)
    return re.compile(rf"[\s\"“+–-]*(?:{words})\s*")


@cache
def reaching() -> re.Pattern[str]:
    """All that stands between a move and the body that it is to."""
    words = any_folded(load_changes().reaching)
    return re.compile(rf"\s*(?:{words})\s*")


@cache
def party() -> re.Pattern[str]:
    """Words in the names of bodies of the Party."""
    return any_word(load_changes().party)


@cache
def state() -> re.Pattern[str]:
    """Words that say that it is the State that disciplines, not the Party."""
    return any_word(load_changes().state)


@cache
def doubted() -> re.Pattern[str]:
    """Words that make even what is told as done uncertain."""
    return any_word(load_changes().doubted)


@cache
def times() -> frozenset[str]:
    """First words of a sentence that says when what it tells of was."""
    return frozenset(fold(word) for word in load_changes().times)


@cache
def dealt_with() -> tuple[str, ...]:
    """Before a resignation: somebody grants it, or takes it back."""
    return tuple(f" {fold(word)}" for word in (*load_changes().granted, *load_changes().revoked))


@cache
def thanked() -> re.Pattern[str]:
    """Thanks for what somebody has done, up to the verb that tells it."""
    words = any_folded(load_changes().thanks)
    return re.compile(rf"\b(?:{words})\b[^;.:]{{0,120}}\bđã\b[^;.:]{{0,40}}$")


@cache
def still() -> re.Pattern[str]:
    """Words that say that a post is held already."""
    return any_word(load_changes().still)


@cache
def said() -> re.Pattern[str]:
    """Words after a name that say that the person only tells or asks."""
    return any_word(load_changes().said)


@cache
def hollow() -> frozenset[str]:
    """Words between a cue and its post that add nothing."""
    return frozenset(("", *(fold(word) for word in load_changes().hollow)))


@cache
def related() -> re.Pattern[str]:
    """Words after which somebody is named who only has to do with what is told of others."""
    return any_word(load_changes().related)


@cache
def just() -> re.Pattern[str]:
    """Words that say that something has only now happened."""
    words = any_folded(load_changes().just)
    return re.compile(rf"\b(?:{words})\b")


@cache
def earlier() -> re.Pattern[str]:
    """Words that say that something is older than the news."""
    words = any_folded(load_changes().earlier)
    return re.compile(rf"\b(?:{words})\b")


@cache
def accordingly() -> tuple[str, ...]:
    """Openings of a sentence that tells what a decision before it gives."""
    return tuple(fold(word) for word in load_changes().accordingly)


@cache
def birth() -> tuple[str, ...]:
    """Words before a date of birth."""
    return tuple(fold(word) for word in load_changes().birth)


@cache
def since() -> tuple[str, ...]:
    """Words before a day on which something begins."""
    return tuple(fold(word) for word in load_changes().since)


@cache
def fresh() -> tuple[str, ...]:
    """Words after a post that say that it has just been given."""
    return tuple(f" {fold(word)} " for word in load_changes().fresh)


@cache
def given() -> tuple[str, ...]:
    """Words that give a post by themselves."""
    return tuple(fold(word) for word in load_changes().given)


@cache
def purpose() -> re.Pattern[str]:
    """Words between a post that is left and the one that it is left for."""
    return any_word(load_changes().purpose)


@cache
def purpose_words() -> frozenset[str]:
    """The same words, each alone."""
    return frozenset(fold(word) for word in load_changes().purpose)


@cache
def planned() -> re.Pattern[str]:
    """Words of `unreal` whose plan the clauses after them go on with."""
    return any_word(load_changes().planned)


@cache
def proposed() -> re.Pattern[str]:
    """Words with which somebody proposes what others decide."""
    return any_word(load_changes().proposed)


@cache
def onward() -> re.Pattern[str]:
    """All that stands before a cue whose clause only goes on with the clause before."""
    words = any_folded(load_changes().onward)
    return re.compile(rf"\s*(?:(?:{words})\s*)*")


@cache
def added() -> re.Pattern[str]:
    """The end of what stands before a cue that is added to the cue before."""
    words = any_folded(load_changes().onward)
    return re.compile(rf"(?:,|;|\b(?:{words}))\s*(?:(?:{words})\s*)*$")


@cache
def brackets() -> re.Pattern[str]:
    """What stands in brackets, with them."""
    return re.compile(r"\([^()\n]{0,200}\)")


@cache
def manner() -> tuple[str, ...]:
    """Words before the verb that says which discipline is meant."""
    return tuple(fold(word) for word in load_changes().manner)


@cache
def bare() -> tuple[str, ...]:
    """Ends of cues of a loss that may stand without the post that is lost."""
    return tuple(fold(word) for word in load_changes().bare)


@cache
def asked() -> tuple[str, ...]:
    """Beginnings of resignations that are only asked for."""
    return tuple(f"{fold(word)} " for word in load_changes().asked)


@cache
def filed() -> re.Pattern[str]:
    """Words before a resignation that is only handed in."""
    return any_word(load_changes().filed)


@cache
def moving() -> re.Pattern[str]:
    """Words before a new post that say that its holder moves."""
    return any_word(load_changes().moving)
