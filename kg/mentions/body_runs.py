"""Words in the name of a body that no list of fields has, up to where the name can only end."""

from __future__ import annotations

import re

import msgspec

from kg.lexicon.body_words import load_body_words
from kg.mentions.normalise import lower
from kg.mentions.tags import Tags

_TOKEN = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*(?:[’'][^\W_]+)?")
_END = re.compile(r"\s{0,2}(?:[,;.:()\"“”\n–]|- |của |thuộc |trực thuộc |tại |$)")
_PAIR = re.compile(r"([^\W_]+)(?: [^\W_]+)?")
_AND = "và"
#: Syllables of a name at most.
_LONGEST = 10


class Run(msgspec.Struct, frozen=True):
    """Where a run of words ends, and whether what follows can only be the end of a name."""

    end: int
    ends: bool


def read_run(text: str, tags: Tags, names: dict[int, int], at: int, limit: int) -> Run | None:
    """The words from an offset up to a name, a territory, a role, a verb or a mark; none if there are none.

    Args:
        text: the text.
        tags: its words of the lexicon.
        names: persons' names in it, start to end.
        at: where the words start.
        limit: where the sentence ends.
    """
    start, end, count = at, at, 0
    while at < limit and count < _LONGEST:
        word = _TOKEN.match(text, at, limit)
        if word is None or _is_stop(text, tags, names, at):
            break
        field = tags.field.get(at)
        stop = word.end() if field is None else max(field[0], word.end())
        if word[0] != _AND:
            end = stop
        count += text.count(" ", at, stop) + 1
        if text[stop : stop + 1] != " ":
            break
        at = stop + 1
    if end == start or text.startswith(_AND + " ", start):
        return None
    return Run(end, _is_end(text, tags, names, end))


def _joins(text: str, at: int) -> bool:
    """Whether "và" at an offset leads to more of the name, rather than to somebody or something else."""
    return not lower(text[at + len(_AND) + 1 : at + 40]).startswith(load_body_words().others)


def _is_stop(text: str, tags: Tags, names: dict[int, int], at: int) -> bool:
    """Whether a name, territory, role or verb starts at an offset."""
    if at in names or at in tags.role or at in tags.trigger or at in tags.foreign or _is_title(text, tags, at):
        return True
    longest = max((hits[at][0] for hits in (tags.kind, tags.province) if at in hits), default=0)
    field = tags.field.get(at)
    if longest and (field is None or field[0] <= longest):
        return True
    marker = tags.marker.get(at)
    if marker is not None and marker[0] + 1 in tags.role:
        return True
    pair = _PAIR.match(text, at)
    if pair is None:
        return False
    if pair[1] == _AND:
        return not _joins(text, at)
    stops, doings = load_body_words().stops, load_body_words().doings
    return lower(pair[1]) in stops or (field is None and lower(pair[0]) in doings)


def _is_title(text: str, tags: Tags, at: int) -> bool:
    """Whether an honorific stands before a name at an offset."""
    hit = tags.honorific.get(at)
    return hit is not None and text[hit[0] + 1 : hit[0] + 2].isupper()


def _is_end(text: str, tags: Tags, names: dict[int, int], end: int) -> bool:
    """Whether a mark, a name or a territory follows."""
    after = end + 1
    if _END.match(text, end) is not None:
        return True
    return any(after in hits for hits in (names, tags.honorific, tags.kind, tags.province))
