"""Line breaks that a copy of an article has put after an abbreviation ("TP." before a city): no line ends there."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon.body_words import load_body_words
from kg.lexicon.fold import fold
from kg.lexicon.people import load_surnames
from kg.mentions.normalise import lower
from kg.mentions.places import load_gazetteer
from kg.mentions.sentences import UPPER
from kg.mentions.tags import load_provinces

# The mark comes first in both, as that is quick to find.
_CITY = re.compile(rf"\.(\n)(?<=\b(?:TP|Tp|tp)\.\n)(?=([{UPPER}]\w*)(?: ([{UPPER}]\w*))?(?: ([{UPPER}]\w*))?)")
_TITLE = re.compile(rf"\.(\n)(?:(?<=\b(?:TS|GS|BS|LS|KS)\.\n)|(?<=\bTh[Ss]\.\n))(?=([{UPPER}]\w*) [{UPPER}])")


def mend_breaks(text: str) -> str:
    """The text, as long as it was, with a space for each such break before a city or a surname."""
    breaks = [found.start(1) for found in _CITY.finditer(text) if _is_city(found)]
    surnames = load_surnames().strong
    breaks += [found.start(1) for found in _TITLE.finditer(text) if lower(found[2]) in surnames]
    if not breaks:
        return text
    chars = list(text)
    for at in breaks:
        chars[at] = " "
    return "".join(chars)


def _is_city(found: re.Match[str]) -> bool:
    words = [lower(word) for word in found.groups()[1:] if word]
    names = [" ".join(words[:length]) for length in (3, 2, 1)]
    return any(name in _cities() or load_gazetteer().districts.get(name) == "TP" for name in names)


@cache
def _cities() -> frozenset[str]:
    """Names of cities and provinces without their kind, folded."""
    forms = {fold(form) for area in load_provinces() for form in (area.bare, *area.aliases)}
    forms |= {fold(form) for listed in load_body_words().provinces.values() for form in listed}
    return frozenset(re.sub(r"^tp\.?\s?", "", form) for form in forms)
