"""How word lists are read: strictly, from `kg/lexicon/data`, so that a typo is an error and not a silent miss."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kg.errors import LexiconError

EntryT = TypeVar("EntryT")

_DATA = Path(__file__).parent / "data"


def load_yaml(name: str, kind: type[EntryT], *, root: Path | None = None) -> EntryT:
    """The YAML list `kg/lexicon/data/<name>` as a typed record.

    Args:
        name: path below `kg/lexicon/data`, such as "bodies.yaml".
        kind: a frozen msgspec Struct with `forbid_unknown_fields=True`, or a container of such.
        root: another folder to read from.

    Raises:
        LexiconError: the file is missing, is not NFC, repeats a key, or doesn't fit `kind`.
    """
    path = (root or _DATA) / name
    text = _read_text(path)
    try:
        return msgspec.convert(_parse_yaml(text, path), kind)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{path}: {error}; correct the entry") from error


def load_tsv(name: str, columns: tuple[str, ...], *, root: Path | None = None) -> list[tuple[str, ...]]:
    """The rows of the tab-separated list `kg/lexicon/data/<name>`; lines that start with # are comments.

    Args:
        name: path below `kg/lexicon/data`, such as "areas/districts.tsv".
        columns: the header that the file must have.
        root: another folder to read from.

    Raises:
        LexiconError: another header, a row of another width, text that is not NFC.
    """
    path = (root or _DATA) / name
    lines = [line for line in _read_text(path).splitlines() if line and not line.startswith("#")]
    rows = [tuple(line.split("\t")) for line in lines]
    if not rows or rows[0] != columns:
        raise LexiconError(f"{path}: the header must be {' '.join(columns)}")
    for number, row in enumerate(rows):
        if len(row) != len(columns):
            raise LexiconError(f"{path}: entry {number} ({row[0]}) has {len(row)} fields, not {len(columns)}")
    return rows[1:]


def index_by(entries: Iterable[EntryT], key: Callable[[EntryT], Hashable], *, source: str) -> dict[Hashable, EntryT]:
    """The entries by their key, in order of it.

    Raises:
        LexiconError: two entries have one key.
    """
    index: dict[Hashable, EntryT] = {}
    for entry in entries:
        if key(entry) in index:
            raise LexiconError(f"{source}: {key(entry)} is there twice; remove one entry")
        index[key(entry)] = entry
    return dict(sorted(index.items(), key=lambda item: str(item[0])))


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: the word list can't be read ({error}); install kg again") from error
    text = raw.decode("utf-8")
    if not unicodedata.is_normalized("NFC", text):
        bad = next(n for n, line in enumerate(text.splitlines(), 1) if not unicodedata.is_normalized("NFC", line))
        raise LexiconError(f"{path}:{bad}: text is not NFC; save the file in NFC")
    return text


def _parse_yaml(text: str, path: Path) -> object:
    import yaml  # noqa: PLC0415 - look-ups in TSV lists do without it

    try:
        return yaml.load(text, Loader=_strict_loader())  # noqa: S506 - a SafeLoader that refuses repeated keys
    except yaml.YAMLError as error:
        raise LexiconError(f"{path}: not YAML: {error}") from error


@cache
def _strict_loader() -> Any:
    import yaml  # noqa: PLC0415

    class StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Refuses a key that a mapping has twice."""

    def construct(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
        pairs = [
            (loader.construct_object(key, deep=True), loader.construct_object(value, deep=True))
            for key, value in node.value
        ]
        seen: dict[Any, Any] = {}
        for (key, value), (mark, _) in zip(pairs, node.value, strict=True):
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key} is there twice", mark.start_mark)
            seen[key] = value
        return seen

    def as_text(loader: Any, node: yaml.ScalarNode) -> str:
        return str(loader.construct_scalar(node))

    StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", as_text)
    StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, construct)
    return StrictLoader
