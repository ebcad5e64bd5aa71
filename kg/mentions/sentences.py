"""Where sentences and lines of an article are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.records import Sentence

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(rf"[.!?…][\"”’»)\]]{{0,3}}\s{{1,4}}(?=[\"“‘«(\[]{{0,3}}[{UPPER}0-9])")
# A full stop after one of these ends no sentence: abbreviations before names, and initials.
_ABBREVIATION = re.compile(
    rf"(?:\b(?:TP|Tp|tp|TX|Tx|TT|Q|H|P|GS|PGS|TS|ThS|Ths|BS|KS|LS|T\.Ư|TƯ|TW|Mr|Dr|St|No)|\b[{UPPER}])$"
)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The text's sentences in order; a line break always ends one, and the first line is the title."""
    return tuple(_split(text))


def _split(text: str) -> Iterator[Sentence]:
    for number, line in enumerate(_LINE.finditer(text)):
        start = line.start()
        for stop in _STOP.finditer(text, line.start(), line.end()):
            if text[stop.start()] == "." and _ABBREVIATION.search(text, max(start, stop.start() - 5), stop.start()):
                continue
            yield Sentence(start=start, end=stop.end(), paragraph=number, title=number == 0)
            start = stop.end()
        if start < line.end():
            yield Sentence(start=start, end=line.end(), paragraph=number, title=number == 0)
