"""Names of bodies with their territory: its party committee, its boards, its departments."""

from __future__ import annotations

from kg.lexicon.body_words import Head, load_body_words
from kg.lexicon.posts import load_posts
from kg.mentions.places import Place, is_province

DISTRICTS = frozenset(("huyện", "quận", "thị xã"))
_CITY, _PROVINCE, _POLICE = "TP", "tỉnh", "Công an"
#: Heads of bodies that are named after a place as news writes it, without the word for its kind.
_NAMED_AFTER = (
    "Bộ Tư lệnh",
    "Bệnh viện",
    "Học viện",
    "Đại học",
    "Cao đẳng",
    "Trường",
    "Công ty",
    "Tổng công ty",
    "Ngân hàng",
)
BOARD = "Ban Chấp hành"
_COUNCIL = "HĐND"


def name_board(place: Place) -> str:
    """The executive board of the Party's organisation in a territory."""
    return f"{BOARD} Đảng bộ {place.full}"


def name_committee(place: Place) -> str | None:
    """The party committee of a territory: "Tỉnh ủy X", "Đảng ủy xã X"."""
    head = load_posts().committees.get(place.kind)
    commune = head is not None and head.endswith(place.kind)
    bare = place.name if commune or not is_called_by_kind(place) else place.full
    return None if head is None else f"{head} {bare}"


def is_called_by_kind(place: Place) -> bool:
    """Whether a territory's name says nothing without the word for its kind: "TP.HCM", "quận 5"."""
    return place.name.startswith(".") or place.name.isdigit()


def name_in_place(text: str, last: Head, place: Place, home: Place | None, *, kind_written: bool) -> str:
    """A body's name with its territory, or with the committee of the territory for the Party's own organs.

    Args:
        text: the name without the territory.
        last: the last of its heads.
        place: the territory.
        home: the province of the paper, where known: a district's police is named with it.
        kind_written: whether the words say what kind of territory it is.
    """
    if last.kind == "council":
        return f"{text} {_COUNCIL} {place.full}"
    if last.name in load_body_words().party_organs:
        return f"{text} {name_committee(place) or place.full}"
    bare = last.name.startswith(_NAMED_AFTER) and not kind_written and not place.name.startswith(".")
    name = f"{text} {place.name if bare else place.full}"
    outer = home is not None and home.kind == _PROVINCE and last.name == _POLICE and has_offices(place)
    return f"{name}, {home.full}" if outer and home is not None else name


def has_offices(place: Place) -> bool:
    """Whether a territory has offices of its own below the province: a district, or a city of a province."""
    return place.kind in DISTRICTS or (place.kind == _CITY and not is_province(place))
