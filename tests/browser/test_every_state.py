"""Phone, wall and moderator in every state of an evening: no barrier, no sideways scroll, thumbs hit, ten metres read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import chromium, evening_states, houses
from tests.support.evening_states import Evening

pytestmark = pytest.mark.browser
VIEWS = ((1280, "light"), (320, "light"), (375, "dark"))
PROJECTORS = ((1920, 1080), (1280, 720))
SMALL = """() => [...document.querySelectorAll("button, summary, select, input:not([type=hidden]), [class*=btn], main nav a")]
  .filter((one) => one.checkVisibility() && !one.closest("noscript") && one.tabIndex >= 0)
  .map((one) => [one, one.type === "checkbox" ? one.closest("label") : one])
  .map(([one, target]) => [one, target.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
LETTERS = """() => Math.min(...[...document.querySelectorAll("main *")]
  .filter((one) => one.checkVisibility() && one.tagName !== "title")
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


def held(page: Any, name: str) -> list[str]:
    """Return what is wrong with a screen: in three widths and the dark; of the wall also type and height on the projector."""
    before, faults = page.viewport_size, []
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 700})
        page.emulate_media(color_scheme=scheme)
        if over := chromium.overflow(page):
            faults.append(f"{name} {width}: {over} px too wide: {chromium.widest(page)}")
        violations, undecided = chromium.axe(page)
        faults += [f"{name} {width} {scheme}: {line}" for line in (*violations, *undecided)]
        if width <= 375:
            faults += [f"{name} {width}: small: {line}" for line in page.evaluate(SMALL)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)
    return faults + (projected(page, name) if name.startswith("wall") else [])


def projected(page: Any, name: str) -> list[str]:
    """Return what is wrong with the wall: everything stands on it at once, and nothing is smaller than 28 px of 1080."""
    faults = []
    for width, height in PROJECTORS:
        page.set_viewport_size({"width": width, "height": height})
        if (tall := page.evaluate("document.documentElement.scrollHeight")) > height:
            faults.append(f"{name} {width}: {tall} px tall")
        if (smallest := page.evaluate(LETTERS)) * 1080 / height < 27.9:
            faults.append(f"{name} {width}: letters of {smallest} px")
    page.set_viewport_size({"width": 1920, "height": 1080})
    return faults


@pytest.mark.parametrize("walk", [evening_states.own_pace, evening_states.led, evening_states.points])
def test_every_state_of_an_evening(site: houses.Furnished, browser: Any, walk: Callable[[Evening], None]) -> None:
    site.empty()
    faults: list[str] = []
    with (
        chromium.window(browser, site.base_url, height=700) as phone,
        chromium.window(browser, site.base_url, width=1920, height=1080) as wall,
        chromium.window(browser, site.base_url, height=700) as lead,
    ):
        pages = (phone.page, wall.page, lead.page)
        walk(Evening(*pages, lambda page, name: faults.extend(held(page, name)), site.app.app_context))
    assert not faults, "\n".join(faults)
