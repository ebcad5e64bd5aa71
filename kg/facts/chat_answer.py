"""What an endpoint says about an article, held against the article: what its words don't bear out is left out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeVar

import msgspec

from kg.documents.records import Document
from kg.errors import KgError
from kg.facts.check import EDTF_FIELDS
from kg.facts.evidence import CONTEXT_LIMIT
from kg.facts.records import AttendeeFact, ChangeFact, Evidence, Facts, MeetingFact, NamedPerson, TenureFact
from kg.lexicon.edtf import is_edtf
from kg.lexicon.fold import squash, to_nfc
from kg.mentions.sentences import split_sentences

#: record → the fields that an endpoint fills
FIELDS: dict[str, tuple[str, ...]] = {
    "Facts": ("persons", "tenures", "changes", "meetings"),
    "NamedPerson": ("key", "name", "official", "scope", "mentions"),
    "TenureFact": ("person", "post", "body", "status", "start", "end", "term", "quote"),
    "ChangeFact": ("type", "person", "post", "body", "date", "by", "replaces", "quote"),
    "MeetingFact": ("key", "name", "date", "place", "organiser", "attendees", "collective", "quote"),
    "AttendeeFact": ("person", "role", "quote"),
}
RULE = "chat"
#: Nobody has measured how often an endpoint is right: `kg eval --calibration` does.
CONFIDENCE = 0.8
#: So many places of a quote are looked at.
_PLACES = 50

RecordT = TypeVar("RecordT", bound=msgspec.Struct)
FactT = TypeVar("FactT", TenureFact, ChangeFact, MeetingFact)


class _Answer(msgspec.Struct):
    persons: list[Any] = []
    tenures: list[Any] = []
    changes: list[Any] = []
    meetings: list[Any] = []


def read_answer(content: str, document: Document) -> tuple[Facts, Counter[str]]:
    """The facts of an answer that the article bears out, and how many of what were left out.

    Args:
        content: the endpoint's JSON.
        document: the article that it read.

    Raises:
        KgError: the answer as a whole is no record.
    """
    reader = _Reader(document)
    try:
        answer = msgspec.json.decode(_without_fence(content).encode(), type=_Answer)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise KgError(
            f"the endpoint's answer is no facts record ({error}); take a model that keeps to a JSON Schema"
        ) from error
    reader.read_persons(answer.persons)
    facts = Facts(
        id=document.id,
        persons=tuple(reader.people.values()),
        tenures=tuple(reader.read_facts(answer.tenures, TenureFact)),
        changes=tuple(reader.read_facts(answer.changes, ChangeFact)),
        meetings=tuple(reader.read_meetings(answer.meetings)),
    )
    return facts, reader.dropped


def _without_fence(content: str) -> str:
    """The JSON inside the Markdown fence that some models put around it."""
    content = content.strip()
    if content.startswith("```") and content.endswith("```"):
        return content[3:-3].removeprefix("json")
    return content


class _Reader:
    """Reads the parts of one answer; `dropped` counts what was left out, by the reason."""

    def __init__(self, document: Document) -> None:
        self.people: dict[str, NamedPerson] = {}
        self.dropped: Counter[str] = Counter()
        self._words = f" {squash(document.text)} "
        self._places = _Places(document.text)

    def read_persons(self, rows: list[Any]) -> None:
        """Keep the people whom the article names, by their keys."""
        for row in rows:
            person = self._convert(row, NamedPerson)
            if person is None:
                continue
            if not self._is_said(person.name):
                self.dropped["people whom the article doesn't name"] += 1
            elif person.key in self.people:
                self.dropped["people under a key that another has"] += 1
            else:
                mentions = self._keep_said(person.mentions)
                self.people[person.key] = msgspec.structs.replace(person, mentions=mentions)

    def read_facts(self, rows: list[Any], kind: type[FactT]) -> Iterator[FactT]:
        """The tenures or changes whose person is known and whose quote stands in the text."""
        for row in rows:
            fact = self._convert(row, kind)
            if fact is None:
                continue
            people = {getattr(fact, "person", None), getattr(fact, "replaces", None)} - {None}
            if not people <= self.people.keys():
                self.dropped["facts about people who aren't listed"] += 1
                continue
            names = self._names(getattr(fact, "person", None))
            found = self._places.find(fact.quote, names)
            if found is None:
                self.dropped["facts whose quote isn't in the article"] += 1
                continue
            quote, evidence = found
            yield msgspec.structs.replace(fact, quote=quote, evidence=evidence, rule=RULE, confidence=CONFIDENCE)

    def read_meetings(self, rows: list[Any]) -> Iterator[MeetingFact]:
        """The meetings whose quote stands in the text, with those attendees who are known."""
        number = 0
        for row in rows:
            bare = {**row, "key": "m", "attendees": []} if isinstance(row, dict) else row
            for meeting in self.read_facts([bare], MeetingFact):
                number += 1
                attendees = tuple(self._read_attendees(row.get("attendees")))
                collective = self._keep_said(meeting.collective)
                yield msgspec.structs.replace(meeting, key=f"m{number}", attendees=attendees, collective=collective)

    def _read_attendees(self, rows: object) -> Iterator[AttendeeFact]:
        for row in rows if isinstance(rows, list) else ():
            attendee = self._convert(row, AttendeeFact)
            if attendee is None:
                continue
            found = self._places.find(attendee.quote, self._names(attendee.person)) if attendee.quote else None
            if attendee.person not in self.people:
                self.dropped["facts about people who aren't listed"] += 1
            elif found is not None:
                yield msgspec.structs.replace(attendee, quote=found[0], evidence=found[1])
            elif attendee.quote is None:
                yield attendee
            else:
                self.dropped["facts whose quote isn't in the article"] += 1

    def _convert(self, row: object, kind: type[RecordT]) -> RecordT | None:
        """A row as the record that it should be; None, and counted, if it is none."""
        if isinstance(row, dict):
            row = {name: row[name] for name in FIELDS[kind.__name__] if self._is_usable(name, row.get(name))}
        try:
            return msgspec.convert(row, kind)
        except msgspec.ValidationError:
            self.dropped["rows that don't fit the schema"] += 1
            return None

    def _is_usable(self, name: str, value: object) -> bool:
        """Whether a value can go into a record; an empty one can't, nor a date that is none."""
        if value is None or value == "":
            return False
        if name in EDTF_FIELDS and isinstance(value, str) and not is_edtf(value):
            self.dropped["dates that are no EDTF"] += 1
            return False
        return True

    def _names(self, key: str | None) -> tuple[str, ...]:
        person = self.people.get(key or "")
        return () if person is None else (person.name, *person.mentions)

    def _is_said(self, words: str) -> bool:
        found = squash(words)
        return found != "" and f" {found} " in self._words

    def _keep_said(self, forms: tuple[str, ...]) -> tuple[str, ...]:
        kept = tuple(form for form in forms if self._is_said(form))
        if len(kept) < len(forms):
            self.dropped["forms of names or groups that the article doesn't have"] += len(forms) - len(kept)
        return kept


class _Places:
    """Where quotes stand in an article, whatever Unicode form it is in."""

    def __init__(self, text: str) -> None:
        self._source, self._text = text, to_nfc(text)
        self._sentences = split_sentences(self._text.text)
        self._starts = [sentence.start for sentence in self._sentences]

    def find(self, quote: str, names: tuple[str, ...]) -> tuple[str, Evidence] | None:
        """The quote as the article has it and its evidence; None if its words aren't there.

        Of several places the first whose sentence has one of the names is taken, else the first.
        """
        wanted = to_nfc(quote).text.strip()
        places = list(islice(self._iter_places(wanted), _PLACES)) if wanted else []
        if not places:
            return None
        forms = [to_nfc(name).text for name in names]
        start = next((at for at in places if self._has_name(at, at + len(wanted), forms)), places[0])
        return self._make_evidence(start, start + len(wanted))

    def _iter_places(self, wanted: str) -> Iterator[int]:
        start = self._text.text.find(wanted)
        while start >= 0:
            yield start
            start = self._text.text.find(wanted, start + 1)

    def _has_name(self, start: int, end: int, names: list[str]) -> bool:
        left, right = self._around(start, end)
        return any(self._text.text.find(name, left, right) >= 0 for name in names)

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentences of a span begin and end."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, end - 1) - 1
        return self._sentences[first].start, max(self._sentences[last].end, end)

    def _make_evidence(self, start: int, end: int) -> tuple[str, Evidence]:
        begin, stop = self._text.span(start, end)
        left, right = self._around(start, end)
        before, after = self._text.offset(left), self._text.span(left, right)[1]
        prefix = self._source[max(before, begin - CONTEXT_LIMIT) : begin]
        suffix = self._source[stop : max(stop, min(after, stop + CONTEXT_LIMIT))]
        return self._source[begin:stop], Evidence(start=begin, end=stop, prefix=prefix, suffix=suffix)
