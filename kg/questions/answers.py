"""What comes back from a question, the same from every engine."""

from __future__ import annotations

from typing import Any

import msgspec

from kg.questions.library import Question


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Rows in the order of the query; dates are ISO text, ids are bare.

    Attributes:
        columns: the names of the columns, in the order in which they are shown.
        rows: one mapping a row; None where there is no value.
        lines: plain lines in place of rows: `true` or `false` from ASK, N-Triples from CONSTRUCT and DESCRIBE.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    lines: tuple[str, ...] | None = None


def pick_columns(question: Question, found: tuple[str, ...], parameters: frozenset[str]) -> tuple[str, ...]:
    """The columns to show: the header's, else those that were found and are not just parameters handed back."""
    if question.header is not None:
        return tuple(question.header.columns)
    return tuple(column for column in found if column not in parameters)
