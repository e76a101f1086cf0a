"""What a first visit brings over the wire: page, style sheets, fonts, script, icon, as a browser without a cache gets them."""

from __future__ import annotations

import gzip
import re
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import brotli
from playwright.sync_api import Browser

from bench import sites
from bench.figures import NO_LIMIT, Figure, show
from tests.support import chromium, server

IDEAS = 300
LIMIT_KB = 150
PEER_KB = 1220
ACCEPTED = {"Accept-Encoding": "gzip, deflate, br"}
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
PARTS = re.compile(r"url\((/static/[^)]+\.(?!woff2)[a-z0-9]+)\)")

Visit = Callable[[str], Mapping[str, int]]


def run() -> bool:
    """Print the table; tell whether every first visit keeps the limit."""
    with sites.sqlite(IDEAS) as site, server.serve(site.app) as base:
        pages = {"start": "/", "list": "/ideen", "idea": newest(base), "form": "/ideen/neu"}
        with visitor(base) as (who, visit):
            figures = [figure for name, path in pages.items() for figure in measured(name, path, visit(path))]
    return show(f"First visit, {who}: kilobytes on the wire, headers included", figures)


def measured(name: str, path: str, sizes: Mapping[str, int]) -> Iterator[Figure]:
    """Return what a page and all it brings weigh, and the page's own part of it."""
    whole = sum(sizes.values()) / 1000
    yield Figure(f"{name}, {len(sizes)} files", whole, "kB", "limit", LIMIT_KB)
    yield Figure(f"{name}, {len(sizes)} files", whole, "kB", "peer, a page", PEER_KB, LIMIT_KB / PEER_KB, aim=True)
    yield Figure(f"{name}, the page itself", sizes[path] / 1000, "kB", "all its files", whole, NO_LIMIT)


def newest(base: str) -> str:
    """Return the address of an idea on the list."""
    found = re.search(r'<h2><a href="(/ideen/\d+-[^"]*)"', fetch(base, "/ideen")[0].decode())
    assert found  # noqa: S101 - the house was filled
    return found[1]


@contextmanager
def visitor(base: str) -> Iterator[tuple[str, Visit]]:
    """Give real Chromium where it can be had, else something that follows the page's links."""
    why = chromium.missing()
    if why:
        print(why)
        yield "by following links", lambda path: followed(base, path)
        return
    with chromium.browser() as browser:
        yield "Chromium", lambda path: opened(browser, base, path)


def opened(browser: Browser, base: str, path: str) -> dict[str, int]:
    """Open a page in a fresh window; return the bytes of each file by its path, what Chromium itself counted."""
    context = browser.new_context(base_url=base, viewport={"width": 375, "height": 812}, locale="de-DE")
    try:
        page = context.new_page()
        counter = context.new_cdp_session(page)
        paths: dict[str, str] = {}
        sizes: dict[str, int] = {}

        def answered(event: Any) -> None:  # noqa: ANN401 - the protocol's own shape
            paths[event["requestId"]] = event["response"]["url"].removeprefix(base)

        def loaded(event: Any) -> None:  # noqa: ANN401 - the protocol's own shape
            sizes[paths[event["requestId"]]] = int(event["encodedDataLength"])

        counter.on("Network.responseReceived", answered)
        counter.on("Network.loadingFinished", loaded)
        counter.send("Network.enable")
        page.goto(path, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        for icon in STATIC.findall(page.content()):  # a browser without a window asks for no icon
            if "favicon" in icon and icon not in sizes:
                sizes[icon] = fetch(base, icon)[1]
        return {path: size for path, size in sizes.items() if not path.startswith("data:")}
    finally:
        context.close()


def followed(base: str, path: str) -> dict[str, int]:
    """Fetch a page and all it links to; fonts as far as they are preloaded, since the others depend on the letters used."""
    contents, size = fetch(base, path)
    sizes = {path: size}
    waiting = STATIC.findall(contents.decode())
    while waiting:
        name = waiting.pop()
        if name not in sizes:
            contents, sizes[name] = fetch(base, name)
            waiting += PARTS.findall(contents.decode()) if name.endswith(".css") else []
    return sizes


def fetch(base: str, path: str) -> tuple[bytes, int]:
    """Return what lies at an address, unpacked, and how many bytes came over the wire."""
    request = urllib.request.Request(base + path, headers=ACCEPTED)  # noqa: S310 - our own server
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        packed = answer.read()
        size = len(packed) + len(str(answer.headers)) + len("HTTP/1.1 200 OK\r\n")
        coding = answer.headers.get("Content-Encoding")
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)
    return unpack(packed), size
