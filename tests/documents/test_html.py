"""Web pages: the article in them, and pages made to break their reader."""

from __future__ import annotations

import io
import time
import unicodedata
from pathlib import Path

import pytest

from kg.documents.faults import FaultLog
from kg.documents.html import read_page
from kg.documents.read import read_documents
from kg.errors import InputError

BODY = (
    "<p>Sáng nay, lãnh đạo huyện dự lễ khánh thành cây cầu mới bắc qua sông Vạc, nối hai xã ven đê.</p>"
    "<p>Bà Hoàng Mẫu Đơn, Chủ tịch UBND huyện, cắt băng khánh thành và tặng quà cho đội thi công.</p>"
)


def page(*, head: str = "", before: str = "", body: str = BODY) -> bytes:
    menu = "<nav><a href='/'>Trang chủ</a> <a href='/2'>Chính trị</a></nav><h1>Khánh thành cầu Vạc</h1>"
    foot = "<footer>© 2026 Báo Ninh Bình. Giấy phép số 1.</footer>"
    whole = f"<body>{menu}{before}<article>{body}</article>{foot}</body>"
    return f"<!DOCTYPE html><html><head>{head}</head>{whole}</html>".encode()


def test_a_page() -> None:
    head = (
        "<meta charset='utf-8'><title>Khánh thành cầu Vạc - Báo Ninh Bình</title>"
        "<meta property='og:site_name' content='baoninhbinh.org.vn'>"
        "<link rel='canonical' href='https://baoninhbinh.org.vn/cau-vac'>"
    )
    row, warning = read_page(page(head=head, before="<span>Thứ Ba, 13/04/2021, 11:42</span>"), id_="a")
    title, first, second = row.text.splitlines()
    assert title == row.title == "Khánh thành cầu Vạc"
    assert first.endswith("nối hai xã ven đê.")
    assert second.startswith("Bà Hoàng Mẫu Đơn, Chủ tịch UBND huyện,")
    assert (row.published, row.publisher) == ("2021-04-13", "Báo Ninh Bình")
    assert row.url == "https://baoninhbinh.org.vn/cau-vac"
    assert warning is None


@pytest.mark.parametrize(
    ("head", "before", "day"),
    [
        ("<meta property='article:published_time' content='2021-04-13T11:42:00+07:00'>", "", "2021-04-13"),
        ("", "<time datetime='2021-04-13'>hôm qua</time>", "2021-04-13"),
        ("", "<div>13/04/2021 | 11:42</div>", "2021-04-13"),
        ("", "<div><b>Thứ Ba</b>,</div> <i>13/04/2021</i>", "2021-04-13"),
        ("", "", None),  # never out of "© 2026"
        ("", "<ul>" + "<li>Tin khác</li>" * 9 + "<li>13/04/2021</li></ul>", None),  # of another article
    ],
)
def test_the_day_is_read_and_never_guessed(head: str, before: str, day: str | None) -> None:
    row, _ = read_page(page(head=head, before=before), id_="a")
    assert row.published == day


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("<meta property='og:site_name' content='Báo Hà Tĩnh điện tử'>", "Báo Hà Tĩnh"),
        ("<meta property='og:site_name' content='Trang của tôi'>", "Trang của tôi"),
        ("<title>Khánh thành cầu Vạc | Báo Gia Lai</title>", "Báo Gia Lai"),
        ("<meta property='og:url' content='https://www.baolaocai.vn/x'>", "Báo Lào Cai"),
        ("<link rel='canonical' href='javascript:alert(1)'>", None),
    ],
)
def test_the_paper(head: str, publisher: str | None) -> None:
    row, _ = read_page(page(head=head), id_="a")
    assert row.publisher == publisher


def test_the_day_of_today_above_the_title_is_not_the_article_s() -> None:
    data = page(before="<div>13/04/2021, 11:42</div>").replace(b"<nav>", "<p>Thứ Hai, 23/11/2026</p><nav>".encode())
    assert read_page(data, id_="a")[0].published == "2021-04-13"
    data = page().replace(b"<nav>", "<p>Thứ Hai, 23/11/2026</p><nav>".encode())
    assert read_page(data, id_="a")[0].published is None


def test_the_lead_is_kept_and_not_doubled() -> None:
    lead = "(Baohatinh.vn) - Cây cầu dài hai trăm mét nối đôi bờ sông Vạc đã xong trước hẹn."
    apart, _ = read_page(page(before=f"<h2 class='detail-sapo'>{lead}</h2>"), id_="a")
    within, _ = read_page(page(body=f"<p class='sapo'>{lead}</p>{BODY}"), id_="a")
    assert apart.text.count(lead) == within.text.count(lead) == 1
    assert apart.text.splitlines()[1] == lead


def test_a_page_laid_out_as_a_table() -> None:
    row, _ = read_page(page(body=f"<table><tr><td>Mục lục</td><td>{BODY}</td></tr></table>"), id_="a")
    assert "|" not in row.text
    assert len(row.text.splitlines()) >= 3


def test_a_page_in_windows_1258() -> None:
    text = page().decode()
    data = "".join(_spell(char) for char in text).encode("cp1258")
    row, warning = read_page(data, id_="a")
    assert row.title is not None
    assert "windows-1258" in (warning or "")


def _spell(char: str) -> str:
    """A letter as windows-1258 has it: its tone apart."""
    for tone in "\u0301\u0300\u0309\u0303\u0323":
        apart = unicodedata.normalize("NFD", char)
        if tone in apart:
            return unicodedata.normalize("NFC", apart.replace(tone, "")) + tone
    return char


def test_a_page_with_an_xml_declaration() -> None:
    row, _ = read_page(b'<?xml version="1.0" encoding="iso-8859-1"?>\n' + page(), id_="a")
    assert "Hoàng Mẫu Đơn" in row.text


HOSTILE = {
    "empty": b"<html></html>",
    "only a comment": b"<!-- <html> -->",
    "only a doctype": b"<!doctype html>",
    "not html": b"%PDF-1.7 stream endstream",
    "NUL": b"<html>\0</html>",
    "binary": bytes(range(256)) * 100,
    "deep": b"<html><body>" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000,
    "many attributes": b"<html><body><p " + b"a='1' " * 100_000 + b">x",
    "unclosed": b"<html><body><article><p>" * 5_000,
    "only a script": b"<html><body><script>" + b"Xin " * 10_000 + b"</script></body></html>",
    "one word": b"<html><body><p>Xin</p></body></html>",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_are_refused_soon(data: bytes) -> None:
    before = time.perf_counter()
    with pytest.raises(InputError):
        read_page(data, id_="a")
    assert time.perf_counter() - before < 5


def test_nothing_is_fetched_or_run_or_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("MẬT", "utf-8")
    doctype = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]>"
    body = BODY + "<p>&x; <script>document.write('MẬT')</script><iframe src='http://127.0.0.1:9/'>MẬT</iframe></p>"
    row, _ = read_page(page(body=body).replace(b"<!DOCTYPE html>", doctype.encode()), id_="a")
    assert "MẬT" not in row.text
    assert "<" not in row.text


def test_hostile_pages_beside_a_good_one(tmp_path: Path) -> None:
    for number, data in enumerate(HOSTILE.values()):
        (tmp_path / f"{number:02d}.html").write_bytes(data)
    (tmp_path / "good.html").write_bytes(page())
    faults = FaultLog(io.StringIO())
    assert [document.id for document in read_documents([tmp_path], faults=faults)] == ["good"]
    assert faults.fault_count == len(HOSTILE)
