"""Debian's own Chromium, driven by playwright: windows that collect what must not happen, and axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tools import parts

AXE = Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# No sandbox: root cannot have one, and only our own pages are shown. A container's /dev/shm is too small for Chromium.
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none")
OWN_SCHEMES = ("data:", "blob:", "about:")
PATIENCE = 10_000  # milliseconds that a press, a page or what a test expects on it may take


@dataclass
class Window:
    """A page in a context of its own, with the console errors and foreign requests it caused."""

    page: Page
    base_url: str
    console_errors: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, *words: str) -> None:
        """Name words of console errors that belong to the test, such as "404" for a page that is not there."""
        self.expected.extend(words)

    def check(self) -> None:
        """Fail when the page logged an error nobody expected or asked another server for something."""
        surprises = [line for line in self.console_errors if not any(word in line for word in self.expected)]
        assert not surprises, f"console errors: {surprises}"
        assert not self.foreign_requests, f"requests to other servers: {self.foreign_requests}"

    def hear(self, message: ConsoleMessage) -> None:
        """Keep a console message if it is an error."""
        if message.type == "error":
            self.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def see(self, request: Request) -> None:
        """Keep a request if it leaves our server."""
        if not request.url.startswith((f"{self.base_url}/", *OWN_SCHEMES)):
            self.foreign_requests.append(request.url)


def missing() -> str:
    """Return why no browser can be had on this machine, empty when one can."""
    return "" if parts.chromium() else "Chromium is not installed."


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chromium for the length of a block; once per test session is enough."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=parts.chromium(), args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def window(
    chromium: Browser, base_url: str, *, width: int = 375, height: int = 812, javascript: bool = True
) -> Iterator[Window]:
    """Open a fresh window (no cookies, German, calm); at the end of the block it is checked and closed."""
    context = chromium.new_context(
        base_url=base_url,
        viewport={"width": width, "height": height},
        java_script_enabled=javascript,
        locale="de-DE",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    try:
        opened = Window(context.new_page(), base_url.rstrip("/"))
        opened.page.on("console", opened.hear)
        opened.page.on("pageerror", lambda error: opened.console_errors.append(str(error)))
        opened.page.on("request", opened.see)
        yield opened
        opened.check()
    finally:
        context.close()


def axe(page: Page) -> tuple[list[str], list[str]]:
    """Return what axe finds on a page: its violations, and the places whose contrast it could not decide."""
    page.wait_for_load_state()
    page.evaluate(axe_source())
    found = page.evaluate("rules => axe.run({runOnly: rules})", list(RULES))
    contrast = [entry for entry in found["incomplete"] if entry["id"].startswith("color-contrast")]
    return lines(found["violations"]), lines(contrast)


def lines(entries: list[dict[str, Any]]) -> list[str]:
    """Turn axe's findings into one line for each place: rule, help, selector, markup."""
    return [
        f"{entry['id']}: {entry['help']} | {place['target']} | {place['html']}"
        for entry in entries
        for place in entry["nodes"]
    ]


@cache
def axe_source() -> str:
    """Read axe once."""
    return AXE.read_text(encoding="utf-8")


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window: 0, or somebody scrolls sideways."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(width)


def widest(page: Page) -> str:
    """Name the innermost thing that sticks out of the window at the right, to find the fault."""
    return str(
        page.evaluate("""() => {
            const wide = [...document.querySelectorAll("body *")].filter(
                (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
            const one = wide.find((it) => ![...it.children].some((child) => wide.includes(child)));
            return one ? `${one.parentElement.tagName}.${one.parentElement.className} > ${one.outerHTML.slice(0, 120)}` : "?";
        }""")
    )
