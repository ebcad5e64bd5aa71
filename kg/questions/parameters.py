"""What a user gives a question (`-p key=value`), as typed arguments that are bound and never spliced into a query."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

import msgspec

from kg.errors import InputError
from kg.graph.ids import is_id
from kg.questions.library import Header, Parameter, Question

ArgumentType = Literal["string", "date", "integer", "id"]

_TYPES: dict[str | None, ArgumentType] = {
    None: "string",
    "string": "string",
    "date": "date",
    "integer": "integer",
    "id": "id",
}
_TYPED_NAME = re.compile(r"(?P<name>\w+)(?::(?P<type>string|date|integer|id))?")


class Argument(msgspec.Struct, frozen=True):
    """A value for a parameter: text in NFC, an ISO day, a whole number as decimal digits, or the id of a record."""

    type: ArgumentType
    text: str


def read_arguments(question: Question, given: Mapping[str, str]) -> dict[str, Argument]:
    """The arguments that a question is asked with.

    Args:
        question: what is asked; with a header, that says which parameters there are and of which type.
        given: parameter → value as text. For a file without a header the key may say the type: `on:date`.

    Raises:
        InputError: a parameter is unknown or missing, or a value is not of its type; the message lists what is taken.
    """
    if question.header is None:
        return dict(_read_untyped(key, text) for key, text in given.items())
    header = question.header
    faults = [*_find_unknown(header, given), *_find_missing(header, given)]
    arguments = {}
    for name, parameter in header.parameters.items():
        text = given.get(name, parameter.default)
        if text is not None:
            try:
                arguments[name] = read_argument(parameter.type, text)
            except ValueError as error:
                faults.append(f"{name}: {error}")
    if faults:
        raise InputError(f"{question.name}: {'; '.join(faults)}.\n{describe_parameters(header)}")
    return arguments


def read_argument(type_: ArgumentType, text: str) -> Argument:
    """One argument from text.

    Raises:
        ValueError: the text is not of the type.
    """
    text = unicodedata.normalize("NFC", text)
    if type_ == "date":
        _check_day(text)
    elif type_ == "integer":
        if not re.fullmatch(r"-?[0-9]{1,15}", text):
            raise ValueError(f"{text!r} is not a whole number")
        text = str(int(text))
    elif type_ == "id" and not is_id(text):
        raise ValueError(f"{text!r} is not an id, such as person-0123456789abcdef")
    return Argument(type_, text)


def describe_parameters(header: Header) -> str:
    """What a question takes, one parameter a line."""
    if not header.parameters:
        return "It takes no parameters."
    lines = (_describe_parameter(name, parameter) for name, parameter in header.parameters.items())
    return "\n".join(["It takes:", *lines])


def _describe_parameter(name: str, parameter: Parameter) -> str:
    default = "" if parameter.default is None else f"; without it {parameter.default!r}"
    return f"  -p {name}=…  ({parameter.type}, such as {parameter.example}{default}) {parameter.doc}"


def _check_day(text: str) -> None:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day, such as 2021-04-13") from None


def _read_untyped(key: str, text: str) -> tuple[str, Argument]:
    match = _TYPED_NAME.fullmatch(key)
    if match is None:
        raise InputError(f"{key!r} is not the name of a parameter; write -p name=value or -p name:date=2021-04-13")
    try:
        return match["name"], read_argument(_TYPES[match["type"]], text)
    except ValueError as error:
        raise InputError(f"{match['name']}: {error}") from None


def _find_unknown(header: Header, given: Mapping[str, str]) -> list[str]:
    return [f"there is no parameter {name!r}" for name in given if name not in header.parameters]


def _find_missing(header: Header, given: Mapping[str, str]) -> list[str]:
    needed = (name for name, parameter in header.parameters.items() if parameter.default is None)
    return [f"{name} is missing" for name in needed if name not in given]
