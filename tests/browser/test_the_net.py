"""The network as a picture in a real browser: with no script, on a telephone, by mouse and keyboard, on paper; the large map."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from compass import services
from compass.graphs import building
from compass.models import Sector, TieKind
from core.db import rollback, writing
from core.journal import HOUSE
from tests.support import chromium, filled, houses
from tests.support.making_actors import make_actor

pytestmark = pytest.mark.browser
WIDE, NARROW = ".net__scroll--wide", ".net__scroll--narrow"


def a_net(site: houses.Furnished) -> list[int]:
    """Make a house in the middle of twelve others, in two steps, and the snapshot of all; return their ids."""
    site.empty()
    with site.app.app_context():
        ids = [make_actor(f"Verein Nummer {one}", sector=list(Sector)[one % 4]) for one in range(26)]
        with writing():
            for place, other in enumerate(ids[1:13]):
                services.tie(ids[0], other, TieKind.COOPERATES, HOUSE)
                services.tie(ids[place + 13], other, TieKind.MEMBER_OF, HOUSE, since_on="2020-01-01")
        building.build_now()
        rollback()
    return ids


@pytest.mark.parametrize("javascript", [True, False])
def test_the_picture_is_read_and_walked_with_and_without_a_script(
    site: houses.Furnished, browser: Any, javascript: bool
) -> None:
    ids = a_net(site)
    address = f"/netzwerk/netz?um={ids[0]}&tiefe=2"
    with chromium.window(browser, site.base_url, width=1280, javascript=javascript) as window:
        page = window.page
        page.goto(address)
        expect(page.locator(WIDE)).to_be_visible()
        expect(page.locator(NARROW)).to_be_hidden()
        assert page.locator(f"{WIDE} .net__node").count() == 25
        assert chromium.overflow(page) == 0
        page.locator(f"{WIDE} [data-node='{ids[3]}']").click()
        page.wait_for_url(re.compile(rf"um={ids[3]}&tiefe=2$"))
        page.get_by_role("link", name="1 Schritt").click()
        page.wait_for_url(re.compile(rf"um={ids[3]}&tiefe=1$"))
        page.locator(f"{WIDE} [data-node='{ids[3]}']").click()
        page.wait_for_url(re.compile(rf"/netzwerk/{ids[3]}$"))
        page.get_by_role("link", name="Als Netz ansehen").click()
        expect(page.get_by_role("heading", name="Rund um Verein Nummer 3")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_no_barrier_in_any_width(site: houses.Furnished, browser: Any, width: int) -> None:
    ids = a_net(site)
    with chromium.window(browser, site.base_url, width=width) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for address in (
            f"/netzwerk/netz?um={ids[0]}&tiefe=2",
            "/netzwerk/netz",
            f"/buero/netz?um={ids[0]}&bereich=science&am=2021-01-01&q=Verein",
            "/netzwerk/netz/gross",
        ):
            page.goto(address)
            assert chromium.overflow(page) == 0, chromium.widest(page)
            assert chromium.axe(page) == ([], []), address


def test_on_a_telephone_the_picture_moves_in_its_own_frame_from_its_middle(
    site: houses.Furnished, browser: Any
) -> None:
    ids = a_net(site)
    with chromium.window(browser, site.base_url, width=375) as window:
        page = window.page
        page.goto(f"/netzwerk/netz?um={ids[0]}&tiefe=2")
        frame = page.locator(NARROW)
        expect(frame).to_be_visible()
        expect(page.locator(WIDE)).to_be_hidden()
        drawn, shown, before = frame.evaluate("e => [e.scrollWidth, e.clientWidth, e.scrollLeft]")
        assert drawn > shown
        assert abs(before - (drawn - shown) / 2) <= 1
        frame.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "before => document.querySelector('.net__scroll--narrow').scrollLeft > before", arg=before
        )
        assert chromium.overflow(page) == 0


def test_whoever_points_or_walks_the_list_sees_whose_ties_these_are(site: houses.Furnished, browser: Any) -> None:
    ids = a_net(site)
    with chromium.window(browser, site.base_url, width=1280) as window:
        page = window.page
        page.goto(f"/netzwerk/netz?um={ids[0]}&tiefe=2")
        page.locator(f"[data-row-of='{ids[1]}'] a").first.focus()
        expect(page.locator(f"{WIDE} .net.is-asked")).to_be_visible()
        near = page.locator(f"{WIDE} .net__node.is-near").evaluate_all(
            "all => all.map(one => Number(one.dataset.node))"
        )
        assert sorted(near) == sorted([ids[0], ids[1], ids[13]])


def test_on_paper_stands_the_wide_picture_with_its_legend(site: houses.Furnished, browser: Any) -> None:
    ids = a_net(site)
    with chromium.window(browser, site.base_url, width=375) as window:
        page = window.page
        page.goto(f"/netzwerk/netz?um={ids[0]}")
        page.emulate_media(media="print")
        expect(page.locator(WIDE)).to_be_visible()
        expect(page.locator(NARROW)).to_be_hidden()
        expect(page.get_by_role("searchbox")).to_be_hidden()
        expect(page.locator(".net__legend")).to_be_visible()


def test_the_large_map_is_drawn_or_says_where_the_same_stands(site: houses.Furnished, browser: Any) -> None:
    a_net(site)
    with chromium.window(browser, site.base_url, width=1280) as window:
        window.expect("WebGL")
        page = window.page
        page.goto("/netzwerk/netz/gross")
        page.locator("[data-drawn='25'], [data-none]:not([hidden])").first.wait_for()
        expect(page.get_by_role("link", name=re.compile("Verein Nummer 0")).first).to_be_visible()
        if page.locator("[data-drawn]").count():
            page.get_by_role("button", name="Näher").click()
            page.get_by_role("button", name="Alles").click()
    with chromium.window(browser, site.base_url, width=1280, javascript=False) as window:
        window.page.goto("/netzwerk/netz/gross")
        expect(window.page.get_by_text("Die Liste darunter sagt dasselbe")).to_be_visible()
        expect(window.page.get_by_role("link", name=re.compile("Verein Nummer 0")).first).to_be_visible()
