"""Every page in a real browser: no barrier that axe knows, no sideways scrolling, no foreign request, the telephone number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from compass.graphs import building
from core import indexing
from core.audience import Door, cookie_name
from core.factory import House
from tests.support import chromium, filled, houses, people
from tests.support.thread import Thread, lay_out

pytestmark = pytest.mark.browser
WIDTHS = (1280, 375, 320)
AXE = (1280, 320)
FILES = (".pdf", ".csv", ".svg", ".png", ".xml", ".ics", ".json", ".atom", "/<name>")


@dataclass
class Lived:
    """A filled house: its addresses by audience, and the passes of those who came in."""

    site: houses.Furnished
    paths: dict[str, list[str]]
    passes: dict[str, Any]


@pytest.fixture(scope="module")
def lived(site: houses.Furnished) -> Lived:
    """A house with a row of everything."""
    site.empty()
    filled.fill(site.app)
    with site.app.app_context():
        laid = lay_out()
        indexing.rebuild()
        building.build_now()
        passes = {
            "seat": people.seated(site.app, laid.meeting).get_cookie(cookie_name("seat")),
            "council": people.councillor(site.app, laid.member).get_cookie(cookie_name("council")),
        }
    return Lived(site, addresses(site.app, laid), passes)


def addresses(app: House, laid: Thread) -> dict[str, list[str]]:
    """Return an address for every page of the house, by audience."""
    found: dict[str, list[str]] = {
        "public": ["/gibt-es-nicht", "/ideen?q=bank&stand=published", "/ideen?q=gibtesnicht"]
    }
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        page = "GET" in (rule.methods or set()) and not rule.rule.endswith(FILES)
        if page and isinstance(door, Door) and not door.demo_only:
            found.setdefault(door.audience, []).extend(laid.addresses(rule))
    return found


def is_page(page: Any, path: str) -> bool:
    """Tell a page from a file: a browser saves or draws files, there is nothing to read in them."""
    answer = page.request.get(path)
    return str(answer.headers.get("content-type", "")).startswith("text/html")


def held(page: Any, path: str) -> list[str]:
    """Return what is wrong with the page that is open, in every width."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 812})
        if over := chromium.overflow(page):
            faults.append(f"{path} {width}: {over} px too wide: {chromium.widest(page)}")
        if width in AXE:
            violations, undecided = chromium.axe(page)
            wide = width == max(WIDTHS)  # on a phone a table's columns lie outside what can be judged
            faults += [f"{path} {width}: {line}" for line in (*violations, *(undecided if wide else ()))]
    if "0521 51-0" not in page.content():
        faults.append(f"{path}: no telephone number")
    return faults


@pytest.mark.parametrize("audience", ["public", "holder", "seat", "council", "desk"])
def test_every_page(lived: Lived, browser: Any, audience: str) -> None:
    faults: list[str] = []
    with chromium.window(browser, lived.site.base_url) as window:
        window.expect("404")
        if audience == "desk":
            window.page.context.add_cookies([filled.office_cookie(lived.site.app, lived.site.base_url)])
        if kept := lived.passes.get(audience):
            window.page.context.add_cookies([{"name": kept.key, "value": kept.value, "url": lived.site.base_url}])
        brought = len(window.page.context.cookies())
        for path in lived.paths[audience]:
            if not is_page(window.page, path):
                continue
            answer = window.page.goto(path)
            assert answer
            assert "/anmelden" not in window.page.url or audience != "desk", path
            faults += held(window.page, path)
        assert len(window.page.context.cookies()) == brought
    assert len(lived.paths[audience]) > 1
    assert not faults, "\n".join(faults)


def test_pages_after_a_form(lived: Lived, browser: Any) -> None:
    site = lived.site
    faults: list[str] = []
    with chromium.window(browser, site.base_url) as window:
        window.expect("422")
        page = window.page
        page.goto("/ideen/neu")
        page.get_by_role("button", name="Idee abschicken").click()
        assert page.title().startswith("Fehler: ")
        faults += held(page, "/ideen/neu with faults")
        page.get_by_label("Was ist Ihre Idee oder Ihr Wunsch?").fill("Am Bach fehlt eine Bank.")
        page.locator("summary", has_text="Mehr angeben").click()
        faults += held(page, "/ideen/neu opened")
        page.get_by_role("button", name="Idee abschicken").click()
        code = page.locator("#merk-code").inner_text()
        faults += held(page, "thanks")
        page.goto("/ideen/nachsehen")
        page.get_by_label("Ihr Merk-Code").fill(code)
        page.locator("main").get_by_role("button", name="Nachsehen").click()
        faults += held(page, "found")
        page.goto("/ideen/nachsehen")
        page.get_by_label("Ihr Merk-Code").fill("AAAA-AAAA-AAAA")
        page.locator("main").get_by_role("button", name="Nachsehen").click()
        faults += held(page, "wrong code")
        page.goto("/barrierefreiheit/melden")
        page.get_by_role("button", name="Meldung abschicken").click()
        faults += held(page, "report with faults")
    assert not faults, "\n".join(faults)


def test_a_dark_scheme_changes_nothing(lived: Lived, browser: Any) -> None:
    site, public = lived.site, lived.paths["public"]
    faults: list[str] = []
    with chromium.window(browser, site.base_url, width=1280) as window:
        window.expect("404")
        window.page.emulate_media(color_scheme="dark")
        for path in public:
            if not is_page(window.page, path):
                continue
            window.page.goto(path)
            violations, undecided = chromium.axe(window.page)
            faults += [f"{path}: {line}" for line in (*violations, *undecided)]
    assert not faults, "\n".join(faults)


def test_what_people_came_for_is_on_the_first_screen(lived: Lived, browser: Any) -> None:
    site = lived.site
    with chromium.window(browser, site.base_url, width=375, height=700) as window:
        window.page.goto("/ideen")
        first = window.page.locator(".cards > li").first.bounding_box()
        assert first
        assert first["y"] < 420
        window.page.goto("/ideen/neu")
        field = window.page.locator("textarea").first.bounding_box()
        assert field
        assert field["y"] < 380
