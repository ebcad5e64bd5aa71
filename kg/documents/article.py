"""One article: its row in a JSONL file, and what its own text adds to what was handed in with it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kg.documents.dateline import read_day
from kg.documents.encodings import repair_text
from kg.documents.heading import Heading, read_heading
from kg.documents.records import Document
from kg.errors import InputError
from kg.lexicon.publishers import find_by_site

#: Longest text of one article, in code points.
MAX_TEXT = 5_000_000


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of an article file; further fields are free."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None


_ROWS = msgspec.json.Decoder(ArticleRow)


def parse_row(line: bytes) -> ArticleRow:
    """The article that a line of JSON holds.

    Raises:
        InputError: it is no JSON, or lacks `id` or `text`, or a field is of the wrong type.
    """
    try:
        return _ROWS.decode(line)
    except msgspec.ValidationError as error:
        raise InputError(f"not an article ({error}); each line needs the strings id and text{_hint(line)}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"malformed JSON ({error}); put one whole JSON object on each line") from error


def _hint(line: bytes) -> str:
    if b'"persons"' in line or b'"tenures"' in line:
        return ". This looks like a facts record: give those to kg build or kg validate"
    return ""


def make_document(row: ArticleRow, *, warn: Callable[[str], None]) -> Document:
    """The article of a row, with title, day and paper read from its text where they weren't handed in.

    Args:
        row: the article as handed in.
        warn: gets what was converted or is doubtful.

    Raises:
        InputError: the text is empty, too long, garbled or holds NUL characters, or the id can't be one.
    """
    text = _check_text(row, warn)
    heading = read_heading(text)
    site = None if row.url is None else find_by_site(row.url)
    return Document(
        id=_check_id(row.id),
        text=text,
        title=_repair(row.title, warn) or heading.title,
        published=_find_day(row, heading, warn),
        publisher=_repair(row.publisher, warn) or heading.publisher or (None if site is None else site.name),
        url=_blank_to_none(row.url),
        lang=_blank_to_none(row.lang) or "vi",
    )


def _check_text(row: ArticleRow, warn: Callable[[str], None]) -> str:
    if len(row.text) > MAX_TEXT:
        raise InputError(f"a text of {len(row.text):,} characters, more than {MAX_TEXT:,}; split it into its articles")
    if not row.text.strip("\ufeff \t\r\n\u00a0"):
        raise InputError("empty text; fetch the article again, or remove it")
    return _repair(row.text, warn) or ""


def _check_id(id_: str) -> str:
    if not id_.strip() or not id_.isprintable():
        raise InputError(f"the id {id_!r} is empty or not printable; give the article another")
    return id_


def _repair(text: str | None, warn: Callable[[str], None]) -> str | None:
    if text is None or not text.strip():
        return None
    decoded = repair_text(text)
    if decoded.warning is not None:
        warn(decoded.warning)
    return decoded.text


def _blank_to_none(text: str | None) -> str | None:
    return None if text is None else text.strip() or None


def _find_day(row: ArticleRow, heading: Heading, warn: Callable[[str], None]) -> str | None:
    """The day handed in, else that of the dateline; a weekday that isn't that day's is told and the day kept."""
    if row.published is not None and row.published.strip():
        day = read_day(row.published)
        if day is not None:
            return day
        warn(f"`published` is no date ({row.published!r}) and is left out; give YYYY-MM-DD")
    if heading.dateline is None:
        return None
    if heading.dateline.weekday_fits is False:
        warn(f"the dateline's weekday is not that of {heading.dateline.published}; the day is kept, check it")
    return heading.dateline.published
