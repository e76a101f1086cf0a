"""Every page in a real browser: no barrier that axe knows, no sideways scrolling, no foreign request, the telephone number."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from core import links
from core.audience import Door
from core.db import writing
from core.things import Thing
from ideas.stages import Stage
from tests.support import chromium, filled, houses

pytestmark = pytest.mark.browser
WIDTHS = (1280, 375, 320)
NUMBERS = {"categories.edit": "1", "radar_edit.word": "1"}


@pytest.fixture(scope="module")
def lived(site: houses.Furnished) -> tuple[houses.Furnished, list[str], list[str]]:
    """A filled house with all its addresses: public ones, the office's."""
    site.empty()
    made = filled.fill(site.app)
    with site.app.app_context(), writing():
        idea = Thing("idea", made[Stage.IN_WORK].id)
        tokens = {
            purpose: links.issue(purpose, idea, lifetime=timedelta(days=1))
            for purpose in ("idea.confirm", "idea.letters")
        }
    public, desk = addresses(site, made, tokens)
    return site, public, desk


def addresses(site: houses.Furnished, made: dict[Stage, Any], tokens: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return an address for every page of the house."""
    number = str(made[Stage.IN_WORK].id)
    public = ["/gibt-es-nicht", "/ideen?q=bank&stand=published", "/ideen?q=gibtesnicht"]
    desk: list[str] = []
    for rule in site.app.url_map.iter_rules():
        door = site.app.blueprints.get(rule.endpoint.rsplit(".", 1)[0])
        if "GET" not in (rule.methods or set()) or not isinstance(door, Door) or door.demo_only:
            continue
        path = rule.rule.replace("<int:number>", NUMBERS.get(rule.endpoint, number)).replace("-<slug>", "-x")
        path = re.sub(r"<slug>", "aktionsfelder", path).replace("<key>", "start.lead")
        if "<token>" in path:
            purpose = {"ideas_confirm.ask": "idea.confirm", "ideas_letters.stand": "idea.letters"}.get(rule.endpoint)
            if purpose is None:
                continue
            path = path.replace("<token>", tokens[purpose])
        if "<" not in path:
            (desk if door.audience == "desk" else public).append(path)
    return public, desk


def held(page: Any, path: str) -> list[str]:
    """Return what is wrong with the page that is open, in every width."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 812})
        if over := chromium.overflow(page):
            faults.append(f"{path} {width}: {over} px too wide")
        violations, undecided = chromium.axe(page)
        faults += [f"{path} {width}: {line}" for line in (*violations, *undecided)]
    if "0521 51-0" not in page.content():
        faults.append(f"{path}: no telephone number")
    return faults


def test_every_public_page(lived: tuple[houses.Furnished, list[str], list[str]], browser: Any) -> None:
    site, public, _ = lived
    faults: list[str] = []
    with chromium.window(browser, site.base_url) as window:
        window.expect("404", "403")  # the doors of seat and council are closed without a pass
        for path in public:
            window.page.goto(path)
            faults += held(window.page, path)
        assert window.page.context.cookies() == []
    assert not faults, "\n".join(faults)


def test_every_page_of_the_office(lived: tuple[houses.Furnished, list[str], list[str]], browser: Any) -> None:
    site, _, desk = lived
    faults: list[str] = []
    with chromium.window(browser, site.base_url) as window:
        window.expect("404")
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for path in desk:
            window.page.goto(path)
            assert "/anmelden" not in window.page.url, path
            faults += held(window.page, path)
    assert not faults, "\n".join(faults)


def test_pages_after_a_form(lived: tuple[houses.Furnished, list[str], list[str]], browser: Any) -> None:
    site, _, _ = lived
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


def test_a_dark_scheme_changes_nothing(lived: tuple[houses.Furnished, list[str], list[str]], browser: Any) -> None:
    site, public, _ = lived
    faults: list[str] = []
    with chromium.window(browser, site.base_url, width=375) as window:
        window.expect("404")
        window.page.emulate_media(color_scheme="dark")
        for path in public:
            window.page.goto(path)
            violations, undecided = chromium.axe(window.page)
            faults += [f"{path}: {line}" for line in (*violations, *undecided)]
    assert not faults, "\n".join(faults)


def test_what_people_came_for_is_on_the_first_screen(
    lived: tuple[houses.Furnished, list[str], list[str]], browser: Any
) -> None:
    site, _, _ = lived
    with chromium.window(browser, site.base_url, width=375, height=700) as window:
        window.page.goto("/ideen")
        first = window.page.locator(".cards > li").first.bounding_box()
        assert first
        assert first["y"] < 420
        window.page.goto("/ideen/neu")
        field = window.page.locator("textarea").first.bounding_box()
        assert field
        assert field["y"] < 380
