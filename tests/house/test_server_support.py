"""Servers for tests answer, can be killed, and leave no thread behind; windows see what must not happen."""

import threading
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import chromium, server

PAGE = """<!doctype html><html lang="de"><head><title>Probe</title><link rel="icon" href="data:,"></head>
<body><main><h1>Probe</h1><p id="script">ohne</p>{extra}</main></body></html>"""
COUNTER = """
import os, socketserver, sys
class Answer(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(100)
        self.request.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n" + str(os.getpid()).encode())
socketserver.TCPServer.allow_reuse_address = True
print("ready", flush=True)
socketserver.TCPServer((os.environ["HOST"], int(os.environ["PORT"])), Answer).serve_forever()
"""


def application(extra: str = "") -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        status = "404 Not Found" if environ["PATH_INFO"] == "/fehlt" else "200 OK"
        start(status, [("Content-Type", "text/html; charset=utf-8")])
        return [PAGE.replace("{extra}", extra).encode()]

    return answer


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  our own address
        return str(answer.read().decode())


def test_a_served_application_answers_and_ends() -> None:
    before = {thread.ident for thread in threading.enumerate()}  # another test's server may go on for the whole session
    with server.serve(application()) as url:
        assert "<h1>Probe</h1>" in read(url)

    left = [thread.name for thread in threading.enumerate() if thread.ident not in before]
    assert "test server" not in left


def test_a_killed_process_comes_back_on_the_same_port(tmp_path: Path) -> None:
    script = tmp_path / "counter.py"
    script.write_text(COUNTER, encoding="utf-8")
    with server.process(environment={}, script=script) as running:
        first = read(running.url)

        running.kill()
        assert not running.answers()
        running.start()

        assert read(running.url) != first
        assert running.words() == "ready\nready\n"


def test_a_process_that_ends_at_once_shows_its_words(tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text("raise SystemExit('Der Schlüssel fehlt.')", encoding="utf-8")

    with pytest.raises(AssertionError, match="Der Schlüssel fehlt"), server.process(environment={}, script=script):
        pass


@pytest.mark.browser
def test_a_window_has_the_width_and_script_one_asks_for(browser: Browser) -> None:
    script = "<script>document.getElementById('script').textContent = 'mit'</script>"
    with server.serve(application(script)) as url:
        with chromium.window(browser, url, width=320) as window:
            window.page.goto("/")
            assert (window.page.evaluate("innerWidth"), window.page.inner_text("#script")) == (320, "mit")
            assert chromium.overflow(window.page) == 0
        with chromium.window(browser, url, javascript=False) as window:
            window.page.goto("/")
            assert window.page.inner_text("#script") == "ohne"


@pytest.mark.browser
def test_a_window_fails_on_foreign_requests_and_console_errors(browser: Browser) -> None:
    picture = "<img alt='' src='http://127.0.0.1:1/zaehlpixel.png'>"
    with server.serve(application(picture)) as url, chromium.window(browser, url) as window:
        window.page.goto("/", wait_until="load")

        with pytest.raises(AssertionError, match=r"console errors: .*ERR_"):
            window.check()
        window.expect("ERR_")
        with pytest.raises(AssertionError, match=r"other servers: .*zaehlpixel\.png"):
            window.check()
        window.foreign_requests.clear()


@pytest.mark.browser
def test_a_missing_page_is_expected_by_name(browser: Browser) -> None:
    with server.serve(application()) as url:
        with pytest.raises(AssertionError, match="404"), chromium.window(browser, url) as window:
            window.page.goto("/fehlt")
        with chromium.window(browser, url) as window:
            window.expect("404")
            window.page.goto("/fehlt")
    assert len(window.console_errors) == 1


@pytest.mark.browser
def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    pale = "<p style='color:#aaa;background:#fff'>blass</p><img src='data:,'>"
    with server.serve(application(pale)) as url, chromium.window(browser, url) as window:
        window.page.goto("/")
        violations, undecided = chromium.axe(window.page)

    assert sorted(line.partition(":")[0] for line in violations) == ["color-contrast", "image-alt"]
    assert undecided == []
