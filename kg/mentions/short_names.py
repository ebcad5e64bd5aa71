"""Names of bodies that an article itself makes shorter: "Tổng công ty Bến Xuân (Bexuco)", then "giám đốc Bexuco"."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.lexicon.body_words import Head
from kg.mentions.bodies import Body, BodyReader, find_head
from kg.mentions.sentences import UPPER
from kg.mentions.tags import Tags

#: A short name in brackets right after the full one.
_SHORT = re.compile(rf" \((?:gọi tắt là |viết tắt là |tên viết tắt là )?([{UPPER}][\w&-]{{2,14}})\)")
#: How far back the full name may start, and kinds of bodies that have short names of their own.
_LONGEST = 120
#: The rest of a name, after the brackets.
_COUNTRY = re.compile(r" (?:Việt Nam|VN)\b")
_KINDS = frozenset(("company", "field", "unit", "school"))
#: The two ways in which news writes boards of firms.
_BOARDS = {"HĐQT": "Hội đồng quản trị", "HĐTV": "Hội đồng thành viên"}


def learn_names(text: str, tags: Tags, bodies: BodyReader, ends: list[int]) -> None:
    """Add the short names that the article gives to its tagged words; write boards in the way that it mostly does."""
    for short, full in _BOARDS.items():
        _write_alike(text, tags, short, full)
    learned: set[str] = set()
    for match in _SHORT.finditer(text):
        body = None if match[1] in learned else _body_before(tags, bodies, match, ends)
        if body is not None:
            learned.add(match[1])
            country = _COUNTRY.match(text, match.end())
            name = f"{body.name}{' Việt Nam' if country is not None else ''}"
            _name_alike(text, tags, match, Head(name=name, kind="central"))


def _name_alike(text: str, tags: Tags, match: re.Match[str], head: Head) -> None:
    """Make each place of a short name, with the words that the lists have before it, one of the full name."""
    known = tags.head.get(match.start(1))
    before: dict[int, int] = {}
    for at, (end, other) in tags.head.items():
        if known is not None and other is known[1]:
            before[end] = min(at, before.get(end, at))
    for found in re.finditer(rf"(?<!\()\b{re.escape(match[1])}\b(?! [Cc]hi nhánh)", text):
        if found.start() != match.start(1):
            tags.head[before.get(found.end(), found.start())] = (found.end(), head)


def _write_alike(text: str, tags: Tags, short: str, full: str) -> None:
    """Make one board's name in the article the one that it writes most often."""
    shorts = text.count(short)
    if shorts == 0:
        return
    heads = {at: hit for at, hit in tags.head.items() if hit[1].name in (short, full)}
    name = find_head(short if 2 * shorts >= len(heads) else full)
    tags.head.update((at, (end, name)) for at, (end, _) in heads.items())


def _body_before(tags: Tags, bodies: BodyReader, match: re.Match[str], ends: list[int]) -> Body | None:
    """The longest body whose name ends right before a bracket."""
    known = tags.head.get(match.start(1))
    if any(match.start(1) in hits for hits in (tags.kind, tags.province, tags.field, tags.role)):
        return None
    ended = bisect_right(ends, match.start())
    begin = ends[ended - 1] if ended else 0
    covered = 0
    found: Body | None = None
    for at in range(max(begin, match.start() - _LONGEST), match.start()):
        if at < covered or at not in tags.head:
            continue
        covered = tags.head[at][0]
        body = bodies.read(at, limit=match.start())
        if body is None or body.end not in (match.start(), match.end()) or body.name is None:
            continue
        if BodyReader.is_private(body):
            return None
        if _initials(body.name) == match[1].lower():
            return body
        own = body.last.kind in _KINDS or (known is not None and body.last.kind == "central")
        if found is None and own and body.head.kind != "organ":
            found = body
    return found


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.lower().split() if word[0].isalpha())
