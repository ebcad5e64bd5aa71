"""The words of meetings and of what people do there, from `data/meetings.yaml`."""

from __future__ import annotations

from functools import cache

import msgspec

from kg.lexicon.loader import load_yaml


class RoleWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of a role: verbs whose subject stands before them, and openings whose subject stands after."""

    subject: tuple[str, ...]
    front: tuple[str, ...]


class MeetingWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by which meetings are recognised; the file says what each list is for."""

    nouns: dict[str, tuple[str, ...]]
    pointers: dict[str, tuple[str, ...]]
    not_after: tuple[str, ...]
    acts: dict[str, tuple[str, ...]]
    inspects: tuple[str, ...]
    not_handed: tuple[str, ...]
    handing: str
    handed: str
    hands: tuple[str, ...]
    meets: tuple[str, ...]
    votes: tuple[str, ...]
    debates: tuple[str, ...]
    results: tuple[str, ...]
    assemblies: tuple[str, ...]
    closed: tuple[str, ...]
    adverbs: tuple[str, ...]
    not_told: tuple[str, ...]
    holds: tuple[str, ...]
    roles: dict[str, RoleWords]
    light: tuple[str, ...]
    named_only: tuple[str, ...]
    takes: tuple[str, ...]
    in_delegation: tuple[str, ...]
    delegation: tuple[str, ...]
    delegation_goes: tuple[str, ...]
    visitors: tuple[str, ...]
    receives: tuple[str, ...]
    host_list: tuple[str, ...]
    replaced: tuple[str, ...]
    list_openers: tuple[str, ...]
    joins: tuple[str, ...]
    plurals: tuple[str, ...]
    denied: tuple[str, ...]
    duties: tuple[str, ...]
    ever: tuple[str, ...]
    passive: tuple[str, ...]
    noun_marks: tuple[str, ...]
    faults: tuple[str, ...]
    elects_for: tuple[str, ...]
    give: str
    announce: tuple[str, ...]
    give_to: tuple[str, ...]
    give_for: tuple[str, ...]
    about: tuple[str, ...]
    given: str
    speeches: tuple[str, ...]
    between: str
    between_of: tuple[str, ...]
    at: tuple[str, ...]
    place: str
    one: str
    before: str
    doer: str
    that: tuple[str, ...]
    according: tuple[str, ...]
    shared_posts: tuple[str, ...]
    no_titles: tuple[str, ...]
    elsewhere: tuple[str, ...]
    papers: tuple[str, ...]
    dead: tuple[str, ...]
    long_dead: tuple[str, ...]
    away: tuple[str, ...]
    spoken_person: tuple[str, ...]
    visits: tuple[str, ...]
    as_said_by: tuple[str, ...]
    moreover: tuple[str, ...]
    answers: tuple[str, ...]
    questions: tuple[str, ...]
    askers: tuple[str, ...]
    of: str
    among: tuple[str, ...]
    until: tuple[str, ...]
    objects: tuple[str, ...]
    same_day: tuple[str, ...]
    since: tuple[str, ...]
    trials: tuple[str, ...]
    background: tuple[str, ...]
    earlier: tuple[str, ...]
    planned: tuple[str, ...]
    planned_after: tuple[str, ...]
    spoken_of: tuple[str, ...]
    stops: tuple[str, ...]
    announced: tuple[str, ...]
    several: tuple[str, ...]
    in_front: tuple[str, ...]
    topics: tuple[str, ...]
    no_names: tuple[str, ...]
    name_ends: tuple[str, ...]
    name_stops: tuple[str, ...]
    loose_ends: tuple[str, ...]
    name_verbs: tuple[str, ...]
    act_goes_on: tuple[str, ...]
    name_goes_on: tuple[str, ...]
    number_cues: tuple[str, ...]
    numbered: tuple[str, ...]
    numbers: tuple[str, ...]
    empty: tuple[str, ...]
    apart: tuple[str, ...]
    indoors: tuple[str, ...]
    sittings: tuple[str, ...]
    blank: tuple[str, ...]
    groups: tuple[str, ...]
    group_heads: tuple[str, ...]
    no_groups: tuple[str, ...]
    group_leads: tuple[str, ...]
    group_openers: tuple[str, ...]
    delegates: str
    area_kinds: tuple[str, ...]
    place_ends: tuple[str, ...]
    no_places: tuple[str, ...]


@cache
def load_meeting_words() -> MeetingWords:
    """The words of meetings, read once.

    Raises:
        LexiconError: the file has an unknown key, a value of the wrong type, or text that is not NFC.
    """
    return load_yaml("meetings.yaml", MeetingWords)
