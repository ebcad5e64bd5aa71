"""Names of a territory's party committee and of its boards."""

from __future__ import annotations

from kg.lexicon.posts import load_posts
from kg.mentions.places import Place

BOARD = "Ban Chấp hành"


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
