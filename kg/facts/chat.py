"""An extractor that asks a chat endpoint for the record, and believes only what the article's own words bear out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kg.documents.records import Document
from kg.facts.chat_answer import FIELDS, read_answer
from kg.facts.chat_client import ChatSettings, ask, read_settings
from kg.facts.records import Facts

#: No more of an article than this is sent, in characters.
TEXT_LIMIT = 40_000
#: How near the limit a space is looked for, so that no word is cut.
_NEAR = 200
_PROMPT = Path(__file__).parent / "data" / "chat_prompt.md"


class ChatExtractor:
    """Asks a language model behind an OpenAI-compatible endpoint; off unless `--extractor chat` asks for it."""

    name = "chat"

    def __init__(self, settings: ChatSettings | None = None) -> None:
        """Make an extractor.

        Args:
            settings: where to ask; None means those of the environment, read now.

        Raises:
            KgError: the environment lacks a setting or has one that can't be used.
        """
        self._settings = read_settings(os.environ) if settings is None else settings
        self._warnings: list[str] = []

    def extract(self, document: Document) -> Facts:
        """The facts that the endpoint finds in an article, each with its evidence in the article's text.

        Raises:
            KgError: the endpoint can't be reached, refuses, or gives no record.
        """
        read = _cut(document)
        content = ask(self._settings, make_messages(read), make_answer_schema())
        facts, dropped = read_answer(content, read)
        self._warnings = [*_tell_cut(read, document), *_tell_dropped(dropped)]
        return facts

    def take_warnings(self) -> list[str]:
        """What there is to warn of about the article that was read last; told once."""
        told, self._warnings = self._warnings, []
        return told


def make_messages(document: Document) -> list[dict[str, str]]:
    """The messages that are sent: what to do, as the system's, and the article, as the user's."""
    known = {"published": document.published, "publisher": document.publisher}
    lines = [f"{name}: {' '.join(value.split())}" for name, value in known.items() if value]
    article = "\n".join([*lines, "", document.text])
    return [{"role": "system", "content": _read_prompt()}, {"role": "user", "content": article}]


@cache
def make_answer_schema() -> dict[str, Any]:
    """The JSON Schema of the answer: the facts record without what kg fills in (id, article, offsets, rule).

    Strict structured output asks that every property is required and that there are no others.
    """
    _, definitions = msgspec.json.schema_components([Facts], ref_template="#/$defs/{name}")
    kept = {name: _keep_fields(definitions[name], wanted) for name, wanted in FIELDS.items()}
    return {**kept.pop("Facts"), "$defs": kept}


def _keep_fields(definition: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    properties = {name: _complete(definition["properties"][name]) for name in wanted}
    return {"type": "object", "properties": properties, "required": list(wanted), "additionalProperties": False}


def _complete(field: dict[str, Any]) -> dict[str, Any]:
    """A field's schema without its default and with its type, as strict structured output asks."""
    kind = {"type": "string"} if "enum" in field else {}
    return {**kind, **{key: value for key, value in field.items() if key != "default"}}


def _cut(document: Document) -> Document:
    """The article, or the start of one that is too long."""
    text = document.text
    if len(text) <= TEXT_LIMIT:
        return document
    spaces = [at for at in range(TEXT_LIMIT - _NEAR, TEXT_LIMIT) if text[at].isspace()]
    return msgspec.structs.replace(document, text=text[: spaces[-1] if spaces else TEXT_LIMIT])


def _tell_cut(read: Document, document: Document) -> Iterator[str]:
    if len(read.text) < len(document.text):
        yield (
            f"only its first {len(read.text)} of {len(document.text)} characters were sent to the endpoint; "
            "split the article to have all of it read"
        )


def _tell_dropped(dropped: Mapping[str, int]) -> Iterator[str]:
    if dropped:
        told = ", ".join(f"{what} ({count})" for what, count in sorted(dropped.items()))
        yield f"left out of the endpoint's answer: {told}"


@cache
def _read_prompt() -> str:
    return _PROMPT.read_text("utf-8")
