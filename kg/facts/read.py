"""Facts records out of JSONL, each checked before it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kg.documents.faults import FaultLog
from kg.documents.read import SourceReader, parse_article, read_items
from kg.documents.records import Document
from kg.errors import InputError
from kg.facts.check import find_faults
from kg.facts.records import Facts

_FACTS = msgspec.json.Decoder(Facts)
_KEYS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_FACT_KEYS = frozenset({"persons", "tenures", "changes", "meetings"})
_SHOWN = 3


def read_facts(sources: Iterable[str | Path], *, faults: FaultLog) -> Iterator[Facts]:
    """The facts records of JSONL files, in their order.

    Args:
        sources: .jsonl files (also gzipped), folders of them, "-" for standard input.
        faults: gets one fault for each file or line that had to be left out.
    """
    for item in read_items(sources, parse_line=_parse_facts_line, faults=faults):
        if isinstance(item, Facts):
            yield item
        else:
            faults.fault(f"article {item.id}: an article where facts are wanted; run kg extract on it first")


def parse_facts(line: bytes) -> Facts:
    """The facts record that a line of JSON holds.

    Raises:
        InputError: it is none, or it has faults; the first three are told with their JSON paths.
    """
    try:
        facts = _FACTS.decode(line)
    except msgspec.ValidationError as error:
        raise InputError(
            f"not a facts record ({error}); kg validate tells all faults, docs/facts.md the form"
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"malformed JSON ({error}); put one whole JSON object on each line") from error
    found = list(find_faults(facts))
    if found:
        more = "" if len(found) <= _SHOWN else f" and {len(found) - _SHOWN} more"
        raise InputError(f"unsound facts record: {'; '.join(found[:_SHOWN])}{more}; kg validate tells all faults")
    return facts


def parse_article_or_facts(line: bytes, reader: SourceReader) -> Document | Facts:
    """The article or the facts record that a line of JSON holds; a line with `persons` or facts in it is a record.

    Raises:
        InputError: it is neither, or can't be used.
    """
    return parse_facts(line) if is_facts_line(line) else parse_article(line, reader)


def is_facts_line(line: bytes) -> bool:
    """Whether a line of JSON is an object with one of the lists of a facts record."""
    if not any(b'"%s"' % key.encode() in line for key in _FACT_KEYS):
        return False
    try:
        return not _FACT_KEYS.isdisjoint(_KEYS.decode(line))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def _parse_facts_line(line: bytes, _: SourceReader) -> Facts:
    return parse_facts(line)
