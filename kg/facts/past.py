"""Whether the words around a post say that the time in which it was held is over."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.lexicon.holding import load_holding
from kg.lexicon.patterns import any_folded
from kg.mentions.normalise import lower
from kg.mentions.records import Analysis, PostMention, Sentence

_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d{2}(?!\d)|(?<=/)(?:19|20)\d{2}(?!\d)")
#: A whole day: articles name hardly any that lies ahead.
_DAY = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?((?:19|20)\d{2})(?!\d)")
#: How far after a post, and how far from a sentence's start, the time in which it was held may stand.
_NEAR = 60
_FAR = 90
#: How much of a sentence is looked at from its start, and before a post.
_LONG = 400


def is_over(analysis: Analysis, post: PostMention) -> bool:
    """Whether the clause tells of the post as of something that ended before the article.

    It does with a first and a last day ("từ năm 2001 đến năm 2006"), with words like "trước đó" that open the sentence,
    and with years in brackets after the post the last of which lies before the newest year that the article names.
    """
    sentence = analysis.sentence_of(post.start)
    if _mourned(analysis, post, sentence) or _is_of_then(analysis, post, sentence):
        return True
    if post.hold not in ("link", "past", "aside", "list"):
        return False
    before = _words_before(analysis, post, sentence)
    after = lower(analysis.text[post.end : min(sentence.end, post.end + _NEAR)])
    if _now().search(before[-_FAR:]) is not None:
        return False
    if _span().match(after) is not None or _ends_early(analysis, after) or _meanwhile().match(after) is not None:
        return True
    if _has_run_out(analysis, post):
        return True
    return post.hold == "link" and _opens_early(before)


def _words_before(analysis: Analysis, post: PostMention, sentence: Sentence) -> str:
    """The folded words from the sentence's start to a post; of a very long sentence only its start and its end."""
    start, end = sentence.start, post.lead
    if end - start <= 2 * _LONG:
        return lower(analysis.text[start:end])
    return lower(f"{analysis.text[start : start + _LONG]} {analysis.text[end - _LONG : end]}")


def _opens_early(before: str) -> bool:
    """Whether the words from the sentence's start to a post open with a time that is over, and give nothing new."""
    if _before_main().match(before) is not None:
        return True
    if _gain().search(before) is not None:
        return False
    return _span().match(before[:_FAR]) is not None or _earlier().match(before) is not None


def _has_run_out(analysis: Analysis, post: PostMention) -> bool:
    """Whether the term of office that is said ended in a year before that of the article's days."""
    if post.term is None:
        return False
    return int(post.term[-4:]) < year_of(analysis)


def year_of(analysis: Analysis) -> int:
    """The year in which the article was published, or that of the newest day that it names; 0 without either."""
    published = (analysis.document.published or "")[:4]
    return int(published) if published.isdigit() else _newest_day(analysis.text)


@lru_cache(maxsize=4)
def _newest_day(text: str) -> int:
    return max((int(year) for year in _DAY.findall(text)), default=0)


def _is_of_then(analysis: Analysis, post: PostMention, sentence: Sentence) -> bool:
    """Whether the sentence opens with a time that is over, or such a word stands between the post and its holder."""
    if post.hold in ("before", "list"):
        return _meanwhile().match(lower(analysis.text[post.end : post.end + _NEAR])) is not None
    opening = lower(analysis.text[sentence.start : sentence.start + _NEAR])
    return post.hold == "aside" and _then().match(opening) is not None


def _mourned(analysis: Analysis, post: PostMention, sentence: Sentence) -> bool:
    """Whether the sentence says that the holder is dead: words of mourning before the title, or of dying after it."""
    if post.hold not in ("before", "list", "aside"):
        return False
    before = lower(analysis.text[max(sentence.start, post.lead - _FAR) : post.lead])
    if _mourning().search(before) is not None:
        return True
    mention = next((m for m in analysis.mentions_in(post.end, sentence.end) if m.person == post.person), None)
    start = post.end if mention is None else mention.end
    return _dies().match(lower(analysis.text[start : min(sentence.end, start + _NEAR)])) is not None


def _ends_early(analysis: Analysis, after: str) -> bool:
    """Whether years in brackets follow that lie before the newest year of the article."""
    years = re.match(r"\s?\(\s?(?:\d{1,2}/)?((?:19|20)\d{2})\s?[-–]\s?(?:\d{1,2}/)?((?:19|20)\d{2})\s?\)", after)
    return years is not None and int(years[2]) < _newest(analysis)


def _newest(analysis: Analysis) -> int:
    published = analysis.document.published
    if published is not None and published[:4].isdigit():
        return int(published[:4])
    return _newest_year(analysis.text)


@lru_cache(maxsize=4)
def _newest_year(text: str) -> int:
    return max((int(year) for year in _YEAR.findall(text)), default=0)


@cache
def _mourning() -> re.Pattern[str]:
    words = load_holding()
    return re.compile(rf"\b(?:{any_folded(words.mourning)})\b(?:(?!\b(?:{any_folded(words.mourners)})\b)[^.;,])*$")


@cache
def _dies() -> re.Pattern[str]:
    return re.compile(rf"\s?,?\s?(?:(?:đã|vừa|không may|đột ngột|bất ngờ)\s)*(?:{any_folded(load_holding().dying)})\b")


@cache
def _span() -> re.Pattern[str]:
    """A first and a last day: "(từ tháng 8/1991 đến tháng 8/1996"."""
    words = load_holding()
    day = r"(?:(?:tháng|năm|ngày|đầu năm|cuối năm|giữa năm)\s)?(?:\d{1,2}\s?[-/.]\s?){0,2}(?:19|20)\d{2}"
    return re.compile(
        rf"[\s,(]{{0,3}}(?:trong\s)?(?:{any_folded(words.spans)})\s{day}\s?(?:{any_folded(words.until)})\s?{day}(?!\d)"
    )


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(rf"[\s\"“-]{{0,3}}(?:{any_folded(load_holding().before)})\b")


@cache
def _meanwhile() -> re.Pattern[str]:
    return re.compile(rf"\s?,?\s?(?:{any_folded(load_holding().meanwhile)})(?!\w)")


@cache
def _then() -> re.Pattern[str]:
    return re.compile(rf"[\s\"“-]{{0,3}}(?:{any_folded(load_holding().then)})\s?,")


@cache
def _before_main() -> re.Pattern[str]:
    """A clause of what came later, and the subject and verb of the main clause after it."""
    words = load_holding()
    return re.compile(
        rf"[\s\"“-]{{0,3}}trước khi [^,;]{{1,200}},(?!.*\b(?:{any_folded(words.given)})\b)(?!.*[;:])[^,;]{{1,80}}"
    )


@cache
def _now() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_folded(load_holding().now)})\b[^,;]*$")


@cache
def _gain() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_folded(load_holding().given)})\b")
