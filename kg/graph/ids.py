"""What an id of the graph looks like."""

from __future__ import annotations

import re

#: `person-0123456789abcdef`
PATTERN = "[a-z]+-[0-9a-f]{16}"

_ID = re.compile(PATTERN)


def is_id(text: str) -> bool:
    """Whether a text has the form of the graph's ids."""
    return _ID.fullmatch(text) is not None
