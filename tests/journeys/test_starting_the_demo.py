"""`python run.py demo` as a process: a newcomer's first minutes, power cuts, two at once, starting anew."""

from __future__ import annotations

import html
import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from demo import command
from demo.folder import Folder
from tests.support import server
from tests.support.pages import TOKEN

Browser = urllib.request.OpenerDirector
BANNER = "Vorführung, keine Seite der Stadt"


def read(
    url: str, browser: Browser | None = None, sent: dict[str, str] | None = None, **headers: str
) -> tuple[int, str]:
    """Fetch a page as a browser would, or send a form; return its status and text."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = urlencode(sent).encode() if sent else None
    asked = urllib.request.Request(url, body, headers=named)  # noqa: S310 - our own server's address
    try:
        with (browser or urllib.request.build_opener()).open(asked, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def enter(address: str) -> tuple[Browser, str]:
    """Follow the demo's log-in link and press its button; return the browser and the page it shows then."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    status, page = read(address, browser)
    token = TOKEN.search(page)
    assert (status, BANNER in page, token is not None) == (200, True, True)
    status, page = read(address, browser, {"token": html.unescape(token[1] if token else "")})
    assert status == 200
    return browser, page


def links(folder: Path) -> dict[str, str]:
    """Read the demo's links."""
    found: dict[str, str] = json.loads((folder / "demo-links.json").read_text(encoding="utf-8"))
    return found


def refused(arguments: tuple[str, ...], folder: Path, port: int) -> str:
    """Start a demo that must not start; return its words."""
    environment = {"STADTKOMPASS_INSTANCE_DIR": str(folder), "PORT": str(port), "HOST": server.HOST}
    other = server.Process(("demo", *arguments), environment)
    ended = subprocess.run(
        other.command, env={**other.environment, **environment}, capture_output=True, text=True, timeout=60, check=False
    )
    other.output.close()
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    return ended.stderr


@pytest.mark.slow
def test_a_newcomer_s_first_minutes(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    with server.process("demo", environment={"STADTKOMPASS_INSTANCE_DIR": str(folder)}) as process:
        doors = links(folder)  # complete as soon as the port answers
        assert doors["visitor"] == f"{process.url}/"
        assert next(iter(doors.values())) in process.words()
        status, page = read(f"{process.url}/ideen?q=Regenwasser")
        assert (status, BANNER in page, "Regenwasser vom Dach" in re.sub(r"</?mark>", "", page)) == (200, True, True)

        status, _ = read(doors["office"], X_Forwarded_For="203.0.113.7")
        assert status == 404
        browser, page = enter(doors["office"])
        assert (BANNER in page, "Demo Büro" in page) == (True, True)
        for path in ("/buero/ideen", "/buero/ideen/alle", "/buero/briefe/"):
            status, page = read(process.url + path, browser)
            assert (path, status, BANNER in page) == (path, 200, True)

        assert "Another demo is using these files" in refused((), folder, server.free_port())
        assert "choose another port" in refused((), tmp_path / "elsewhere", urlsplit(process.url).port or 0)

        process.restart()  # as after a power cut
        again = links(folder)
        assert again["follow_up_code"] == doors["follow_up_code"]
        assert "Demo Büro" in enter(again["office"])[1]
        assert "Playing a year" not in process.words().split("Stop with Ctrl+C")[-2]
        process.stop()


@pytest.mark.slow
def test_a_year_that_was_cut_short_is_played_anew_and_reset_takes_only_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    environment = {"STADTKOMPASS_INSTANCE_DIR": str(folder)}
    cut = server.Process(("demo",), environment)
    running = subprocess.Popen(
        cut.command, env=cut.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    database = folder / "demo" / "stadtkompass.db"
    end = time.monotonic() + 60
    while not database.exists() and time.monotonic() < end:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait(20)
    cut.output.close()
    assert database.exists()
    assert not (folder / "demo" / "played").exists()

    kept = [folder / "notes.txt", folder / "demo" / "mine.txt", folder / "mail" / "holiday.eml", folder / "house.db"]
    with server.process("demo", environment=environment) as process:
        assert read(f"{process.url}/ideen?q=Regenwasser")[0] == 200
        letters = len(list((folder / "mail").glob("*.eml")))
        code = links(folder)["follow_up_code"]
    for path in kept:
        path.write_text("not the demo's", encoding="utf-8")

    with server.process("demo", environment={**environment, "RESET": "1"}) as process:
        assert [path.read_text(encoding="utf-8") for path in kept] == ["not the demo's"] * 4
        assert len(list((folder / "mail").glob("*.eml"))) == letters + 1
        assert links(folder)["follow_up_code"] == code
        assert "Playing a year" in process.words()


@pytest.mark.parametrize(
    ("host", "address", "private"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", True),
        ("localhost", "http://localhost:8000", True),
        ("::1", "http://[::1]:8000", True),
        ("0.0.0.0", "http://127.0.0.1:8000", False),  # noqa: S104 - never bound here
        ("192.0.2.7", "http://192.0.2.7:8000", False),
    ],
)
def test_the_office_s_door_exists_only_where_nobody_else_can_come_in(
    tmp_path: Path, host: str, address: str, private: bool
) -> None:
    folder = Folder(tmp_path, host, 8000)

    assert (folder.address, folder.private) == (address, private)


@pytest.mark.parametrize(("words", "anew"), [("1", True), ("0", False), ("", False)])
def test_reset_is_understood_as_make_passes_it(monkeypatch: pytest.MonkeyPatch, words: str, anew: bool) -> None:
    monkeypatch.setenv("RESET", words)

    assert command.demo.make_context("demo", []).params == {"reset": anew}
