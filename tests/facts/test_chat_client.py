"""Asking an endpoint over real sockets: what goes out, what comes back, and everything that can go wrong."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest

from kg.errors import KgError
from kg.facts.chat_client import ANSWER_LIMIT, ChatSettings, ask, read_settings
from tests.chat_server import ChatServer, Step, complete, drip, flood, send, sleep

KEY = "sk-not-a-real-key"
MESSAGES = [{"role": "user", "content": "Ông A là Giám đốc."}]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def ask_server(*steps: Step, timeout: float = 5.0, key: str = KEY, attempts: int = 3) -> tuple[str, ChatServer]:
    with ChatServer(*steps).running() as server:
        settings = ChatSettings(url=server.url, model="m", key=key, timeout=timeout, attempts=attempts, pause=0.01)
        return ask(settings, MESSAGES, {"type": "object"}), server


def fail(*steps: Step, **settings: float) -> str:
    """What is told when asking fails; the key must never be in it."""
    with pytest.raises(KgError) as caught:
        ask_server(*steps, **settings)  # type: ignore[arg-type]
    assert KEY not in str(caught.value)
    return str(caught.value)


def test_a_good_answer() -> None:
    content, server = ask_server(complete('{"persons": []}', finish_reason="stop"))
    assert content == '{"persons": []}'
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.body["model"] == "m"
    assert asked.body["messages"] == MESSAGES
    assert asked.body["temperature"] == 0
    assert asked.body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "facts", "strict": True, "schema": {"type": "object"}},
    }


def test_no_key_is_sent_where_there_is_none() -> None:
    _, server = ask_server(complete("{}"), key="")
    assert "Authorization" not in server.asked[0].headers


def test_the_whole_address_is_taken_as_it_is() -> None:
    with ChatServer(complete("{}")).running() as server:
        ask(ChatSettings(url=f"{server.url}/chat/completions", model="m"), MESSAGES, {})
        assert server.asked[0].path == "/v1/chat/completions"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(status: int) -> None:
    content, server = ask_server(send(status, b"wait"), complete("{}"))
    assert (content, len(server.asked)) == ("{}", 2)


@pytest.mark.parametrize("wanted", ["1", "date"])
def test_retry_after_is_kept(wanted: str) -> None:
    value = formatdate(time.time() + 2, usegmt=True) if wanted == "date" else wanted
    _, server = ask_server(send(429, Retry_After=value), complete("{}"))
    assert server.asked[1].at - server.asked[0].at > 0.9


@pytest.mark.parametrize("wanted", ["0", "soon", "-5", "Mon, 99 Foo 2021", "²", ""])
def test_a_retry_after_that_says_nothing_costs_no_time(wanted: str) -> None:
    value = wanted.encode("latin-1", "ignore").decode("latin-1")
    _, server = ask_server(send(503, Retry_After=value), complete("{}"))
    assert server.asked[1].at - server.asked[0].at < 0.5


def test_an_endpoint_that_fails_on_and_on_is_left() -> None:
    said = fail(send(500, b"out of\n memory"))
    assert "refuses with 500 Internal Server Error (out of memory); asked 3 times" in said


@pytest.mark.parametrize(
    ("status", "said"), [(400, "bad schema"), (401, "check KG_CHAT_KEY"), (403, "check KG_CHAT_KEY"), (404, "404")]
)
def test_a_refusal_is_told_at_once(status: int, said: str) -> None:
    told = fail(send(status, f"bad schema for {KEY}".encode()), complete("{}"))
    assert said in told
    assert told.endswith("asked 1 time")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with ChatServer(complete("{}")).running() as other:
        said = fail(send(status, Location=f"{other.url}/chat/completions"))
        assert other.asked == []
    assert f"redirects to {other.url.split('/')[2]}, which is not followed" in said


@pytest.mark.parametrize("slow", [sleep(1.5), drip(0.1)], ids=["silent", "dripping"])
def test_a_slow_endpoint_is_given_up(slow: Step) -> None:
    before = time.monotonic()
    assert "gave no whole answer within 0.4 s" in fail(slow, timeout=0.4)
    assert time.monotonic() - before < 3


def test_a_huge_answer_is_not_read() -> None:
    assert "longer than 4 MB" in fail(flood(4 * ANSWER_LIMIT))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (send(200, b"<html>hello</html>"), "gives no chat completion"),
        (send(200, b""), "gives no chat completion"),
        (send(200, b"\xff\xfe"), "gives no chat completion"),
        (send(200, b"[" * 100_000), "gives no chat completion"),
        (send(200, b'{"object": "list", "data": []}'), "gives no chat completion"),
        (send(200, b'{"choices": []}'), "empty answer"),
        (send(200, b'{"choices": [{"message": {"refusal": "I will not"}}]}'), "empty answer: I will not"),
        (complete('{"persons": [', finish_reason="length"), "cut its answer short"),
    ],
)
def test_what_is_no_completion(step: Step, said: str) -> None:
    assert said in fail(step)


def test_nobody_there() -> None:
    with ChatServer(complete("{}")).running() as server:
        url = server.url
    with pytest.raises(KgError, match=r"can't be reached .*asked 2 times"):
        ask(ChatSettings(url=url, model="m", attempts=2, pause=0.01), MESSAGES, {})


GOOD = {"KG_CHAT_URL": "http://127.0.0.1:8080/v1/", "KG_CHAT_MODEL": " m ", "KG_CHAT_KEY": KEY}


def test_settings() -> None:
    settings = read_settings(GOOD)
    assert (settings.url, settings.model, settings.key) == ("http://127.0.0.1:8080/v1", "m", KEY)
    assert KEY not in repr(settings)
    assert read_settings({**GOOD, "KG_CHAT_KEY": ""}).key == ""
    assert read_settings({**GOOD, "KG_CHAT_URL": "https://chat.example.org/v1"}).key == KEY


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"KG_CHAT_URL": ""}, "needs KG_CHAT_URL in"),
        ({"KG_CHAT_MODEL": " "}, "needs KG_CHAT_MODEL in"),
        ({"KG_CHAT_URL": "", "KG_CHAT_MODEL": ""}, "needs KG_CHAT_URL and KG_CHAT_MODEL in"),
        ({"KG_CHAT_URL": "file:///etc/passwd"}, "no http or https address"),
        ({"KG_CHAT_URL": "127.0.0.1:8080"}, "no http or https address"),
        ({"KG_CHAT_URL": "http://[::1"}, "no address"),
        ({"KG_CHAT_URL": "http://127.0.0.1:x/"}, "no address"),
        ({"KG_CHAT_URL": "http://me:secret@127.0.0.1/"}, "no user name"),
        ({"KG_CHAT_URL": "http://127.0.0.1/v1?key=1"}, "no user name, query"),
        ({"KG_CHAT_URL": "http://chat.example.org/v1"}, "unencrypted"),
        ({"KG_CHAT_KEY": "a\nb"}, "characters that no key has"),
    ],
)
def test_settings_that_cannot_be_used(change: dict[str, str], said: str) -> None:
    with pytest.raises(KgError, match=said) as caught:
        read_settings({**GOOD, **change})
    assert KEY not in str(caught.value)
    assert "secret" not in str(caught.value)
