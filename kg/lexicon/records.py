"""The kinds that word lists and claims share with the graph; a test compares them with the ontology."""

from __future__ import annotations

from typing import Literal

AreaKind = Literal["country", "province", "district", "commune"]
BodyKind = Literal[
    "party",
    "state",
    "government",
    "legislature",
    "front",
    "court",
    "procuracy",
    "army",
    "police",
    "mass_organisation",
    "public_institution",
    "other",
]
Level = Literal["central", "province", "district", "commune"]
