"""An organisation with a phone: applies, is listed, changes its data, withdraws its page, deletes itself; with real letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select

from compass.models import Actor, JoinRequest
from core import indexing, outbox
from core.db import db
from core.journal import Entry
from tests.support import chromium, filled, houses, smtp

pytestmark = pytest.mark.browser
NAME, EMAIL, PHONE = "Repair-Café Sieker", "cafe@example.org", "0521 0000-11"
WORDS = (NAME, EMAIL, PHONE, "Geräte reparieren")


@pytest.fixture
def letters(site: houses.Furnished) -> Iterator[smtp.Sink]:
    """A real mail server for the house behind the real server."""
    site.empty()
    with smtp.sink() as sink, houses.changed(site.app, smtp_host="127.0.0.1", smtp_port=sink.port):
        yield sink


def delivered(site: houses.Furnished, letters: smtp.Sink, count: int) -> str:
    with site.app.app_context():
        for _ in range(2):
            outbox.deliver_due()
        indexing.tend()
    return letters.wait_for(count)[-1].text


def link(letter: str, way: str) -> str:
    found = re.search(rf"http://localhost(/netzwerk/{way}/\S+)", letter)
    assert found, letter
    return found[1]


def sound(page: Page) -> None:
    """Look at a page as it stands: nothing sticks out, axe finds nothing."""
    assert chromium.overflow(page) == 0, (page.url, chromium.widest(page))
    assert chromium.axe(page) == ([], []), page.url


def apply(page: Page) -> None:
    page.goto("/netzwerk")
    sound(page)
    page.get_by_role("link", name="Mich eintragen").first.click()
    sound(page)
    page.get_by_role("link", name="Gruppe eintragen").click()
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Was sind Sie?").select_option(label="Initiative")
    page.get_by_label("Woher kommen Sie?").select_option(index=1)
    page.get_by_label(re.compile("Das können wir")).fill("Geräte reparieren\nNähen")
    page.get_by_text("Themen, Orte und Sprachen").click()
    page.get_by_label("Umwelt & Ressourcen").check()
    page.get_by_label("E-Mail", exact=True).first.fill(EMAIL)
    page.get_by_label(re.compile("^Telefon")).first.fill(PHONE)
    assert page.locator("main :checked:not(option)").count() == 1  # the topic: no Yes is given before
    page.get_by_role("button", name="Eintrag abschicken").click()
    assert page.get_by_text("Bitte erlauben Sie mindestens eines davon.").first.is_visible()
    sound(page)
    page.get_by_label(re.compile("auf einer öffentlichen Seite sehen")).check()
    page.get_by_label(re.compile("darf stehen: mein Können")).check()
    page.get_by_role("button", name="Eintrag abschicken").click()
    assert page.get_by_role("heading", name="Fast geschafft").is_visible()


def accept(site: houses.Furnished, browser: Any) -> None:
    with chromium.window(browser, site.base_url, width=1280) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto("/buero/netzwerk/selbsteintragungen")
        page.get_by_role("link", name=NAME).click()
        assert page.get_by_label("Umwelt & Ressourcen").is_checked()
        page.get_by_role("button", name="Aufnehmen und Brief schicken").click()
        assert page.get_by_text("Aufgenommen.").is_visible()


def change(page: Page, own: str) -> None:
    page.goto(own)
    sound(page)
    page.get_by_role("link", name="Etwas ändern").click()
    sound(page)
    page.get_by_label(re.compile("In ein paar Sätzen")).fill("Jeden Samstag im Stadtteilhaus.")
    page.get_by_role("button", name="Speichern").click()
    assert page.get_by_text("Gespeichert. Das gilt ab sofort.").is_visible()
    page.get_by_role("button", name="Ja sagen: Beschreibung zeigen").click()
    page.get_by_role("link", name="Öffentliche Seite ansehen").click()
    assert page.get_by_text("Jeden Samstag im Stadtteilhaus.").is_visible()
    assert PHONE not in page.content()
    sound(page)


def leave(page: Any, own: str, public: str) -> None:
    """Take everything along, withdraw the page, and see that nobody finds the entry any more."""
    page.goto(own)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Für Programme (JSON)").click()
    assert PHONE in taken.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Zurücknehmen: Öffentliche Seite").click()
    assert page.get_by_text("nicht öffentlich").is_visible()
    page.goto(public)
    assert page.get_by_role("heading", level=1).inner_text() != NAME
    page.goto("/netzwerk?q=Geräte")
    assert NAME not in page.content()


def delete(page: Any, own: str) -> None:
    """Delete the entry; the link has ended, and asking for a new one tells nothing."""
    page.goto(own)
    page.get_by_role("link", name="Eintrag löschen").click()
    sound(page)
    page.get_by_role("button", name="Endgültig löschen").click()
    assert page.get_by_text("Ihr Eintrag ist gelöscht.").is_visible()
    page.go_back()
    page.goto(own)
    assert page.get_by_role("heading", name="Dieser Link gilt nicht mehr").is_visible()
    sound(page)
    page.get_by_label("E-Mail").fill(EMAIL)
    page.get_by_role("button", name="Link schicken").click()
    assert page.get_by_text("Wenn wir die Adresse kennen").is_visible()


def test_from_the_phone_into_the_network_and_out(site: houses.Furnished, browser: Any, letters: smtp.Sink) -> None:
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        window.expect("404", "422")
        apply(page)
        page.goto(link(delivered(site, letters, 1), "bestaetigen"))
        page.get_by_role("button", name="Ja, das war ich").click()
        assert page.get_by_text("Danke! Ihre Adresse ist bestätigt.").is_visible()
        assert NAME not in page.content()
        accept(site, browser)
        own = link(delivered(site, letters, 2), "mein-eintrag")
        page.goto("/netzwerk?q=Geräte")
        page.get_by_role("link", name=NAME).click()
        assert page.get_by_text("Geräte reparieren").is_visible()
        public = page.url
        change(page, own)

        leave(page, own, public)
        delete(page, own)
        delivered(site, letters, 2)
        assert len(letters.letters) == 2
    with site.app.app_context():
        assert [db.session.scalar(select(func.count(row.id))) for row in (Actor, JoinRequest)] == [0, 0]
        said = " ".join(str(one.parameters) for one in db.session.scalars(select(Entry)))
        assert not [word for word in WORDS if word in said]
