"""Gibt es das schon? On a phone: similar ideas appear while somebody writes, nothing is lost, and it works without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support import chromium, houses
from tests.support.making import published

pytestmark = pytest.mark.browser
TEXT = "Auf dem Weg am Fluss fehlen Bänke, auf denen ältere Menschen ausruhen können."
MINE = "Am Fluss brauchen wir Sitzbänke zum Ausruhen für ältere Menschen."


def write(page: Any, text: str) -> None:
    page.get_by_label("Was ist Ihre Idee oder Ihr Wunsch?").fill(text)


def test_similar_ideas_appear_while_writing_and_a_tap_loses_nothing(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        there = published(TEXT, title="Mehr Bänke am Fluss").id
        published("Die Ampel an der Schule ist zu kurz grün.")
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        page.set_viewport_size({"width": 375, "height": 700})
        page.goto("/ideen/neu")
        expect(page.locator("#aehnlich h2")).to_be_hidden()
        write(page, MINE)
        page.get_by_role("heading", name="Gibt es das schon? Eine Idee ist ähnlich").wait_for()
        expect(page.locator("[data-alike-said]")).to_have_text("Eine Idee ist ähnlich.")
        link = page.get_by_role("link", name=re.compile("Mehr Bänke am Fluss"))
        assert f"/ideen/{there}-" in str(link.get_attribute("href"))
        violations, undecided = chromium.axe(page)
        assert [*violations, *undecided] == []
        assert chromium.overflow(page) == 0
        page.get_by_role("button", name=re.compile("Das interessiert mich auch")).click()
        page.get_by_text("Danke! Das zählt dort mit.").wait_for()
        expect(page.get_by_label("Was ist Ihre Idee oder Ihr Wunsch?")).to_have_value(MINE)
        page.get_by_role("button", name="Idee abschicken").click()
        expect(page.locator("#merk-code")).to_be_visible()
        expect(page.get_by_role("heading", name="Das gibt es schon ähnlich")).to_be_visible()
        assert chromium.overflow(page) == 0


def test_words_that_many_ideas_have_show_nothing(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        published(TEXT)
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        page.goto("/ideen/neu")
        with page.expect_response("**/ideen/aehnliche") as answered:
            write(page, "Ich möchte gern, dass alle das können")
        assert answered.value.status in {200, 204}
        with page.expect_response("**/ideen/aehnliche") as answered:
            write(page, "Ich möchte gern")
        assert answered.value.status == 204
        expect(page.locator("#aehnlich h2")).to_be_hidden()


def test_without_javascript_the_thanks_page_shows_them(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        published(TEXT, title="Mehr Bänke am Fluss")
    with chromium.window(browser, site.base_url, javascript=False) as window:
        page = window.page
        page.goto("/ideen/neu")
        write(page, MINE)
        page.get_by_role("button", name="Idee abschicken").click()
        expect(page.locator("#merk-code")).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("Mehr Bänke am Fluss"))).to_be_visible()
        with page.context.expect_page() as opened:
            page.get_by_role("button", name=re.compile("Das interessiert mich auch")).click()
        opened.value.wait_for_load_state()
        assert "notiz=interesse" in opened.value.url
        expect(page.locator("#merk-code")).to_be_visible()
