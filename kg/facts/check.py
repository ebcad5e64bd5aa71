"""Is a facts record sound: what its schema says, and what no schema can say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from kg.facts.records import Evidence, Facts
from kg.lexicon.edtf import is_edtf

#: Fields that hold an EDTF date (a tenure's `start` and `end`; those of evidence are numbers).
EDTF_FIELDS = frozenset({"date", "start", "end"})
#: Fields that hold an ISO day.
DAY_FIELDS = frozenset({"published"})
#: Fields that hold at least one character.
FILLED_FIELDS = frozenset({"id", "key", "name", "person", "post", "quote"})

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def find_faults(facts: Facts) -> Iterator[str]:
    """Everything that is wrong with a record, each with its JSON path: "$.tenures[0].person: …"."""
    yield from _find_field_faults(facts, "$")
    yield from _find_repeated((person.key for person in facts.persons), "$.persons")
    yield from _find_repeated((meeting.key for meeting in facts.meetings), "$.meetings")
    keys = {person.key for person in facts.persons}
    for path, key in _iter_references(facts):
        if key not in keys:
            yield f"{path}: no person of this record has the key {key}"


def find_text_faults(facts: Facts, text: str) -> Iterator[str]:
    """Every quote that isn't in the article's text, or not where its evidence says.

    Args:
        facts: a record.
        text: the text of the article that it is about.
    """
    for path, quote, evidence in _iter_quotes(facts):
        if evidence is None:
            if quote not in text:
                yield f"{path}.quote: these words aren't in the article"
        elif text[evidence.start : evidence.end] != quote:
            yield f"{path}.evidence: the article has other words at {evidence.start}:{evidence.end} than the quote"
        elif not _is_around(evidence, text):
            yield f"{path}.evidence: prefix or suffix are not the words around the quote"


def _is_around(evidence: Evidence, text: str) -> bool:
    before = text[: evidence.start].endswith(evidence.prefix)
    return before and text.startswith(evidence.suffix, evidence.end)


def _find_field_faults(value: object, path: str) -> Iterator[str]:
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if isinstance(field, str):
                yield from _find_string_faults(name, field, f"{path}.{name}")
            elif field is not None:
                yield from _find_field_faults(field, f"{path}.{name}")
        yield from _find_struct_faults(value, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _find_field_faults(item, f"{path}[{number}]")


def _find_string_faults(name: str, value: str, path: str) -> Iterator[str]:
    if name in FILLED_FIELDS and not value:
        yield f"{path}: must not be empty"
    if name in EDTF_FIELDS and not is_edtf(value):
        yield f"{path}: {value!r} is no EDTF date, such as 2018-07-30, 2018-07 or XXXX-07-30"
    if name in DAY_FIELDS and not _is_day(value):
        yield f"{path}: {value!r} is no ISO day, such as 2018-07-30"


def _find_struct_faults(value: msgspec.Struct, path: str) -> Iterator[str]:
    if isinstance(value, Evidence) and not 0 <= value.start < value.end:
        yield f"{path}: from {value.start} to {value.end} is no span of text"
    quote, evidence = getattr(value, "quote", None), getattr(value, "evidence", None)
    if isinstance(evidence, Evidence) and evidence.end - evidence.start != len(quote or ""):
        yield f"{path}.evidence: its span is not as long as the quote (offsets are code points, not bytes)"
    confidence = getattr(value, "confidence", 1.0)
    if not 0 <= confidence <= 1:
        yield f"{path}.confidence: {confidence} is not between 0 and 1"


def _is_day(value: str) -> bool:
    try:
        return _DAY.fullmatch(value) is not None and date.fromisoformat(value) is not None
    except ValueError:
        return False


def _find_repeated(keys: Iterable[str], path: str) -> Iterator[str]:
    for key, count in sorted(Counter(keys).items()):
        if count > 1:
            yield f"{path}: the key {key} is there {count} times"


def _iter_references(facts: Facts) -> Iterator[tuple[str, str]]:
    for name in ("tenures", "changes"):
        for number, fact in enumerate(getattr(facts, name)):
            yield f"$.{name}[{number}].person", fact.person
            if getattr(fact, "replaces", None) is not None:
                yield f"$.{name}[{number}].replaces", fact.replaces
    for number, meeting in enumerate(facts.meetings):
        for place, attendee in enumerate(meeting.attendees):
            yield f"$.meetings[{number}].attendees[{place}].person", attendee.person


def _iter_quotes(facts: Facts) -> Iterator[tuple[str, str, Evidence | None]]:
    for name in ("tenures", "changes", "meetings"):
        for number, fact in enumerate(getattr(facts, name)):
            yield f"$.{name}[{number}]", fact.quote, fact.evidence
    for number, meeting in enumerate(facts.meetings):
        for place, attendee in enumerate(meeting.attendees):
            if attendee.quote is not None:
                yield f"$.meetings[{number}].attendees[{place}]", attendee.quote, attendee.evidence
