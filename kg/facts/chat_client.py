"""Asking an OpenAI-compatible chat endpoint, with the standard library alone.

The protocol is OpenAI's "Create chat completion" (POST /v1/chat/completions) with `response_format` of type
"json_schema", which vLLM, llama.cpp's server, Ollama, LM Studio and others speak too.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse
from ipaddress import ip_address
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec

from kg.errors import KgError

#: An answer may be as long as this, in bytes.
ANSWER_LIMIT = 4 * 2**20
#: No wait between attempts is longer, whatever Retry-After says, in seconds.
WAIT_LIMIT = 60.0
_PATH = "/chat/completions"
_CHUNK = 65_536
_SHOWN = 300
_TOO_MANY, _UNAUTHORISED = 429, {401, 403}


class ChatSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where to ask and how patiently.

    Attributes:
        url: the endpoint's base ("http://127.0.0.1:8080/v1") or whole address ("…/chat/completions").
        model: the model's name there.
        key: sent as a bearer token; empty if the endpoint wants none.
        timeout: seconds for one attempt, from asking to the last byte.
        attempts: how often a busy or failing endpoint is asked.
        pause: seconds before the second attempt; doubled before each further one.
    """

    url: str
    model: str
    key: str = ""
    timeout: float = 120.0
    attempts: int = 4
    pause: float = 1.0

    def __repr__(self) -> str:
        """The settings without the key, which must not get into messages or logs."""
        return f"ChatSettings(url={self.url!r}, model={self.model!r})"


def read_settings(environment: Mapping[str, str]) -> ChatSettings:
    """The settings that the environment gives: KG_CHAT_URL, KG_CHAT_MODEL and KG_CHAT_KEY.

    Raises:
        KgError: one is missing (a key only where the endpoint asks for it), or the address can't be used.
    """
    missing = [name for name in ("KG_CHAT_URL", "KG_CHAT_MODEL") if not environment.get(name, "").strip()]
    if missing:
        raise KgError(
            f"the extractor chat needs {' and '.join(missing)} in the environment, such as "
            "KG_CHAT_URL=http://127.0.0.1:8080/v1 and KG_CHAT_MODEL=my-model (and KG_CHAT_KEY where the endpoint asks "
            "for a key); see docs/facts.md"
        )
    url, model = environment["KG_CHAT_URL"].strip().rstrip("/"), environment["KG_CHAT_MODEL"].strip()
    key = environment.get("KG_CHAT_KEY", "").strip()
    _check_address(url, key)
    return ChatSettings(url=url, model=model, key=key)


def ask(settings: ChatSettings, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str:
    """What the endpoint answers, which should be JSON of the schema.

    Args:
        settings: where to ask.
        messages: the conversation so far.
        schema: the JSON Schema of the answer.

    Raises:
        KgError: it can't be reached in time, refuses, redirects, answers too much, or gives no completion.
    """
    body = {
        "model": settings.model,
        "messages": messages,
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "facts", "strict": True, "schema": dict(schema)},
        },
    }
    return _read_completion(_send(settings, json.dumps(body).encode()))


def _check_address(url: str, key: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise KgError(f"KG_CHAT_URL is no address ({error}); give one such as http://127.0.0.1:8080/v1") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise KgError("KG_CHAT_URL is no http or https address; give one such as http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise KgError("KG_CHAT_URL must have no user name, query or fragment; the key goes into KG_CHAT_KEY")
    if key and parts.scheme == "http" and not _is_here(host):
        raise KgError(f"KG_CHAT_KEY would go to {host} unencrypted; use an https address, or unset the key")
    if not (key.isascii() and key.isprintable()):
        raise KgError("KG_CHAT_KEY holds characters that no key has; set it anew")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirect: another host must not get the article or the key."""

    def redirect_request(  # noqa: PLR0917 - the standard library's signature
        self,
        req: Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """No request: the redirect becomes an error."""
        return


def _send(settings: ChatSettings, body: bytes) -> bytes:
    """The answer to one request, asked again while the endpoint is busy or failing."""
    where = urlsplit(settings.url).netloc
    for attempt in range(1, settings.attempts + 1):
        try:
            return _send_once(settings, body)
        except HTTPError as error:
            with error:
                wait, fault = _read_wait(error), _describe(error, where, settings.key)
        except TimeoutError as error:
            raise KgError(f"{where} gave no whole answer within {settings.timeout:g} s; try a faster model") from error
        except (URLError, ConnectionError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise KgError(f"{where} can't be reached within {settings.timeout:g} s; check KG_CHAT_URL") from error
            wait, fault = 0.0, f"{where} can't be reached ({reason}); check KG_CHAT_URL and that the server runs"
        if wait is None or attempt == settings.attempts:
            break
        time.sleep(min(WAIT_LIMIT, max(wait, settings.pause * 2 ** (attempt - 1))))
    raise KgError(f"{fault}; asked {attempt} {'time' if attempt == 1 else 'times'}")


def _send_once(settings: ChatSettings, body: bytes) -> bytes:
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "kg"}
    url = settings.url if settings.url.endswith(_PATH) else settings.url + _PATH
    request = Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - only http and https get here
    if settings.key:
        request.add_unredirected_header("Authorization", f"Bearer {settings.key}")
    deadline = time.monotonic() + settings.timeout
    with build_opener(_NoRedirect).open(request, timeout=settings.timeout) as response:
        return _read_bytes(response, deadline)


def _read_bytes(response: HTTPResponse, deadline: float) -> bytes:
    """All of a response; one that drips in is as late as one that doesn't come."""
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        data += chunk
        if len(data) > ANSWER_LIMIT:
            raise KgError(f"the endpoint's answer is longer than {ANSWER_LIMIT // 2**20} MB; it can't be a record")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(data)


def _read_wait(error: HTTPError) -> float | None:
    """How many seconds the endpoint wants to be left alone; None if asking again is of no use."""
    if error.code != _TOO_MANY and error.code < 500:
        return None
    wanted = (error.headers.get("Retry-After") or "").strip()
    if wanted.isascii() and wanted.isdigit():
        return float(wanted[:6])
    try:
        return max(0.0, parsedate_to_datetime(wanted).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _describe(error: HTTPError, where: str, key: str) -> str:
    if 300 <= error.code < 400:
        target = urlsplit(error.headers.get("Location") or "").netloc or "another address"
        return f"{where} redirects to {target}, which is not followed; set KG_CHAT_URL to the endpoint's own address"
    try:
        said = " ".join(error.read(_SHOWN * 4).decode("utf-8", "replace").split())
    except (OSError, HTTPException):
        said = ""
    said = (said.replace(key, "[key]") if key else said)[:_SHOWN]
    hint = "; check KG_CHAT_KEY" if error.code in _UNAUTHORISED else ""
    return f"{where} refuses with {error.code} {error.reason}{f' ({said})' if said else ''}{hint}"


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


def _read_completion(data: bytes) -> str:
    try:
        completion = msgspec.json.decode(data, type=_Completion)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise KgError(f"the endpoint gives no chat completion ({error}); check KG_CHAT_URL") from error
    choice = next(iter(completion.choices), None)
    if choice is None or not choice.message.content:
        refusal = choice.message.refusal if choice is not None else None
        raise KgError(f"the endpoint gives an empty answer{f': {refusal[:_SHOWN]}' if refusal else ''}")
    if choice.finish_reason == "length":
        raise KgError("the endpoint cut its answer short; let it write more tokens, or split the article")
    return choice.message.content
