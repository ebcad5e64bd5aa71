"""Extractors as plug-ins: whatever makes a facts record of an article, found by its entry point."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from kg.documents.records import Document
from kg.errors import KgError
from kg.facts.records import Facts

GROUP = "kg.extractors"


@runtime_checkable
class Extractor(Protocol):
    """Reads one article at a time; the same article always gives the same facts.

    Attributes:
        name: the name under which it is registered as an entry point.
    """

    name: str

    def extract(self, document: Document) -> Facts:
        """What the article says about officials; `id` is the document's, quotes and offsets are of its text."""
        ...


@runtime_checkable
class Warner(Protocol):
    """An extractor that may have something to warn of, which its facts don't show."""

    def take_warnings(self) -> list[str]:
        """What there is to warn of about the article that was read last; told once."""
        ...


def list_extractors() -> list[str]:
    """The names of the extractors that are installed, sorted."""
    return sorted({entry.name for entry in entry_points(group=GROUP)})


def load_extractor(name: str) -> Extractor:
    """The installed extractor of this name, ready to read.

    Args:
        name: that of an entry point in the group "kg.extractors", such as "builtin".

    Raises:
        KgError: there is none of this name, it can't be imported, it lacks a setting, or it is no extractor.
    """
    entry = _find_entry(name)
    try:
        made = entry.load()()
    except KgError:
        raise
    except Exception as error:  # a plug-in's fault, whatever it is, is told by its name
        raise KgError(
            f"the extractor {name} ({entry.value}) doesn't load: {error!r}; repair or uninstall it"
        ) from error
    if not isinstance(made, Extractor) or made.name != name:
        raise KgError(
            f"the extractor {name} ({entry.value}) is none: it needs a method extract(document) and the attribute "
            f"name = {name!r}; see docs/facts.md"
        )
    return made


def _find_entry(name: str) -> EntryPoint:
    found = entry_points(group=GROUP, name=name)
    if not found:
        raise KgError(f"no extractor is called {name}; installed are: {', '.join(list_extractors()) or 'none'}")
    return next(iter(found))
