"""The pages in a real browser: Debian's chromium, driven by playwright; skipped where there is none, but not in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.serve.running import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def page() -> Iterator[Page]:
    """A page that fails the test when the browser complains of anything, or asks for anything from elsewhere."""
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    hosts: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        yield opened
        browser.close()
    assert (complaints, len(hosts)) == ([], 1)


def test_a_reader_searches_reads_and_asks(server: Server, page: Page) -> None:
    page.goto(server.address)
    page.get_by_role("searchbox").fill("ngo thi an")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Ngô Thị An").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ngô Thị An"
    assert page.locator("mark").first.is_visible()
    style = "getComputedStyle(document.querySelector('mark')).backgroundColor"
    assert page.evaluate(style) != "rgba(0, 0, 0, 0)", "the style sheet is not there"
    page.locator("figcaption a").first.click()
    assert "/page/article-" in page.url
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a telephone"
    page.get_by_role("link", name="SPARQL", exact=True).click()
    page.get_by_role("button", name="Ask").click()
    assert page.locator("td a").count() > 0


def test_an_iri_leads_a_browser_to_a_page(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/id/person-0000000000000001")
    assert page.url.endswith("/page/person-0000000000000001")
    assert page.title() == "Ngô Thị An – kg"
