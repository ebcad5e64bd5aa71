"""How news says that a post is held, given or taken, as `data/changes.yaml` lists it."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from kg.lexicon.loader import load_yaml

Voice = Literal["gain", "loss", "event", "none"]


class Trigger(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell of a change; `type` is the facts record's, None for words that only look like it.

    `own` are the forms whose subject is the person concerned, with no passive word ("từ chức").
    """

    name: str
    voice: Voice
    forms: tuple[str, ...]
    type: str | None = None
    own: tuple[str, ...] = ()


class Links(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words between a person and a role that say that the person has (now) or had (past) the post.

    `before` and `unreal` stand anywhere in the gap and say that the link is of the past, or of what is not yet.
    """

    now: tuple[str, ...]
    past: tuple[str, ...]
    before: tuple[str, ...]
    unreal: tuple[str, ...]


class Changes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of the words."""

    markers: dict[str, tuple[str, ...]]
    links: Links
    direct: tuple[str, ...]
    aside: tuple[str, ...]
    speech: tuple[str, ...]
    agents: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    unreal: tuple[str, ...]
    real: tuple[str, ...]
    fresh: tuple[str, ...]
    about: tuple[str, ...]
    office: tuple[str, ...]
    hollow: tuple[str, ...]
    related: tuple[str, ...]
    opening: tuple[str, ...]
    charged: tuple[str, ...]
    just: tuple[str, ...]
    over: tuple[str, ...]
    selves: tuple[str, ...]
    times: tuple[str, ...]
    thanks: tuple[str, ...]
    accordingly: tuple[str, ...]
    given: tuple[str, ...]
    several: tuple[str, ...]
    earlier: tuple[str, ...]
    birth: tuple[str, ...]
    since: tuple[str, ...]
    purpose: tuple[str, ...]
    moving: tuple[str, ...]
    reaching: tuple[str, ...]
    fronting: tuple[str, ...]
    party: tuple[str, ...]
    state: tuple[str, ...]
    doubted: tuple[str, ...]
    planned: tuple[str, ...]
    proposed: tuple[str, ...]
    onward: tuple[str, ...]
    bare: tuple[str, ...]
    terms: tuple[str, ...]
    stand_in: tuple[str, ...]
    before_own: tuple[str, ...]
    listing: tuple[str, ...]
    groups: tuple[str, ...]
    joining: tuple[str, ...]
    items: tuple[str, ...]
    again: tuple[str, ...]
    said: tuple[str, ...]
    manner: tuple[str, ...]
    filed: tuple[str, ...]
    asked: tuple[str, ...]
    first: tuple[str, ...]
    pointed: tuple[str, ...]
    plain: tuple[str, ...]
    deciders: tuple[str, ...]
    achieved: tuple[str, ...]
    granted: tuple[str, ...]
    revoked: tuple[str, ...]
    decisions: tuple[str, ...]
    still: tuple[str, ...]


@cache
def load_changes() -> Changes:
    """The words, read once."""
    return load_yaml("changes.yaml", Changes)


@cache
def triggers_by_name() -> dict[str, Trigger]:
    """The triggers by their name."""
    return {trigger.name: trigger for trigger in load_changes().triggers}
