"""What may follow what in the name of a body: heads after heads, and words of a field after them."""

from __future__ import annotations

from kg.lexicon.body_words import Head
from kg.mentions.body_parse import Parse
from kg.mentions.normalise import lower

#: Kinds of head after which words of a field follow.
FIELDED = frozenset(("local", "unit", "field", "ministry", "school", "company", "vocab"))
#: Heads of those kinds whose names are whole.
_WHOLE = frozenset(
    ("Đoàn đại biểu Quốc hội", "Bộ Chỉ huy Quân sự", "Ban Chỉ huy Quân sự", "Bộ Chỉ huy Bộ đội Biên phòng")
)
_BIGGER = frozenset(("ministry", "central", "company", "local", "field", "govern", "school"))
#: Bodies that no other is named as a part of after a comma.
_HIGHEST = frozenset(
    ("Bộ Chính trị", "Ban Bí thư Trung ương Đảng", "Ban Chấp hành Trung ương Đảng", "Quốc hội", "Chính phủ")
)
_DEPARTMENTS = frozenset(("Sở", "Công an"))
_PARTY_GROUP = "Ban cán sự đảng"
_COMMISSION = "Ủy ban"
_DELEGATION = "Đoàn đại biểu Quốc hội"
_TAKES_BODY = frozenset(("Thanh tra", "Ban Chỉ đạo", "Công an"))
_CENTRE = "trung ương"
#: Parts of bodies, and the bodies that only they are named before ("Phòng …, Trung tâm …").
_SMALL, _MIDDLE = frozenset(("Phòng", "Khoa", "Đội")), frozenset(("Trung tâm", "Chi cục"))


def may_follow(parse: Parse, head: Head, joint: str) -> bool:
    """Whether a head may stand after what is read so far, with nothing or some word or mark between."""
    last = parse.last
    if joint in ("của", "thuộc", "trực thuộc"):
        return last.kind not in ("central",)
    if joint:
        return _may_be_joined(parse, head, joint)
    if last.kind in ("organ", "council", "vocab"):
        return True
    if last.kind in ("unit", "field"):
        return parse.worded or head.kind in ("vocab", "field", "local", "unit", "school")
    return last.kind == "local" and (head.kind in ("ministry", "committee", "govern") or last.name in _TAKES_BODY)


def _may_be_joined(parse: Parse, head: Head, joint: str) -> bool:
    """Whether a comma, bracket, dash or "và" leads to the bigger body, or to the next that an office serves."""
    last = parse.last
    if parse.heads[0].kind == "organ" and head.kind == "govern" and joint in ("và", ",", "-", "–"):
        return last.kind in ("govern", "committee") or last.name == _DELEGATION
    if joint in ("-", "–"):
        bigger = head.kind in ("ministry", "unit", "central") or head.name in _DEPARTMENTS
        return bigger and last.kind == "unit" and parse.worded
    if joint not in (",", "(") or head.name in _HIGHEST or (joint == "," and head.name == last.name):
        return False
    if last.kind in ("council", "organ"):
        group = last.name == _PARTY_GROUP and head.kind == "ministry" and joint == ","
        return group or (last.kind == "council" and head.kind == "govern")
    if last.kind == "school" and head.kind == "school":
        return parse.worded and joint == "("
    if last.kind == "company":
        bigger = head.kind in _BIGGER if joint == "(" else parse.heads[0] is not last and head.name == _COMMISSION
    else:
        bigger = head.kind in _BIGGER or head.name.startswith(("Cục", "Ban ", "Tổng cục"))
        bigger = bigger and (
            last.kind == "unit" or (last.kind == "field" and (joint == "," or head.kind == "ministry"))
        )
    return parse.worded and (bigger or (last.name in _SMALL and head.name in _MIDDLE))


def takes_field(parse: Parse, words: str) -> bool:
    """Whether words of a field may follow: after an organ, only those that make it the centre's."""
    if parse.last.kind == "organ" and not parse.worded:
        return lower(words) == _CENTRE
    return parse.last.kind in FIELDED and parse.last.name not in _WHOLE
