"""All errors that kg raises on purpose.

    KgError
    ├── InputError      a source, record or dump that can't be used as it is
    ├── LexiconError    a fault in one of the project's own word lists
    ├── NotFoundError   a name, post, query or id that the graph doesn't know
    ├── AmbiguousError  a name that fits several people or posts
    └── SinkError       a database or dump that couldn't be written or asked

A message says what, where (file, line, offset), what was tried and what to do next.
"""

from __future__ import annotations


class KgError(Exception):
    """The root of every error that kg raises on purpose; its text is fit to show to a user."""


class InputError(KgError):
    """A source, record or dump that can't be used as it is.

    Args:
        message: what is wrong and what to do next.
        path: the file, or "-" for standard input.
        line: the line in that file, from 1.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        self.message, self.path, self.line = message, path, line
        where = "" if path is None else path if line is None else f"{path}:{line}"
        super().__init__(f"{where}: {message}" if where else message)


class LexiconError(KgError):
    """A fault in one of the project's own word lists: a duplicate, an unknown key, text that is not NFC."""


class NotFoundError(KgError):
    """A name, post, query or id that the graph doesn't know."""


class AmbiguousError(KgError):
    """A name that fits several people or posts; the message lists them."""


class SinkError(KgError):
    """A database or dump that couldn't be written or asked."""
