"""Two thousand submissions of spam within a minute, from as many sources, while honest people hand in ideas.

Over HTTP, on a real server with its worker, on a house of ten thousand ideas. Half of the wave fills the field that
people do not see, half writes what the office has declined before. Measured: whether honest ideas get through and
stand first, what the office's pages cost with the wave and without it, and how long the one action takes. The search
index is there before, as in life: to build it meanwhile would take more of the processor than the wave.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from flask.testing import FlaskClient

from bench import sites
from bench.asking import statements
from bench.figures import Figure, show
from bench.sites import Site
from core.db import db, writing
from core.journal import HOUSE
from ideas import waiting
from ideas.services import Draft, submit
from ideas.suspicion import bayes, services
from tests.support import forms, people, server
from tests.support.pages import TOKEN

WAVE, HONEST, AT_A_TIME, FIRST = 2000, 20, 8, 150
MINUTE = 60.0
QUEUE, LIST = "/buero/ideen", "/buero/ideen/verdacht"
SPAM = "Casino Bonus und Kredit ohne Schufa, jetzt klicken"
SLOWER = 3.0
"""How many times as long the queue may take with two thousand more ideas waiting."""


def run() -> bool:
    """Send the wave on SQLite; True when honest ideas stand first, pages cost the same and one action clears it."""
    with sites.sqlite() as site:
        learned(site)
        with site.app.app_context():
            office = people.logged_in(site.app, "office")
        given = {"worker": "thread", "trusted_proxies": "1", "ideas_per_hour": "10"}
        with server.process("serve", environment=site.environment(**given)) as house:
            sent = list(enumerate(forms_sent()))
            wave(house.url, sent[:FIRST])
            before = costs(site, office)
            spent = processor_seconds(house)
            seconds = wave(house.url, sent[FIRST:])
            spent = processor_seconds(house) - spent
            first, after = in_front(site), costs(site, office)
            cleared, left = clear(site, office)
    return show(
        f"A wave of {WAVE:,}, {site.engine}",
        [
            Figure("handing in", seconds, "s", "a minute", MINUTE, aim=True),
            Figure("server's processor, its worker's too", spent, "s", "a minute", MINUTE),
            Figure("honest ideas not in front", HONEST - first, "", "limit", 1, 0.99),
            Figure("queue, statements", after[0], "", f"with {FIRST} waiting", before[0]),
            Figure("queue", after[1], "ms", f"with {FIRST} waiting", before[1], SLOWER),
            Figure("list of suspects", after[2], "ms", f"with {FIRST} waiting", before[2], SLOWER),
            Figure("cleared, the click", cleared[0], "s", "limit", 1.0),
            Figure("cleared, to the last", cleared[1], "s", "limit", MINUTE),
            Figure("ideas left in the queue", left, "", "honest", HONEST),
        ],
    )


def learned(site: Site) -> None:
    """Let the office decline as spam what it needs to have declined."""
    with site.app.app_context():
        for number in range(bayes.FEWEST):
            with writing():
                idea = submit(Draft(text=f"{SPAM} {number}"), f"spam-{number}").idea
                services.decline(idea.id, HOUSE, idea.version)
        services.learn()


def forms_sent() -> list[dict[str, str]]:
    """Return what is typed into each form of the wave, an honest idea behind every hundredth."""
    sent = [{"text": f"{SPAM} {one}", "website": "x" if one % 2 else ""} for one in range(WAVE)]
    every = WAVE // HONEST
    for one in range(HONEST):
        sent.insert(one * (every + 1) + every, {"text": f"Am Bach fehlt Bank Nummer {one}.", "website": ""})
    return sent


def wave(base: str, sent: Sequence[tuple[int, dict[str, str]]]) -> float:
    """Send forms, several at a time; return the seconds."""
    began = time.monotonic()
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(lambda one: hand_in(base, one[1], one[0]), sent))
    return time.monotonic() - began


def processor_seconds(house: server.Process) -> float:
    """Return the processor time a server has taken so far, all its threads together; Linux only."""
    assert house.running  # noqa: S101 - it was started
    fields = Path(f"/proc/{house.running.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def in_front(site: Site) -> int:
    """Return how many honest ideas stand first in the queue."""
    with site.app.app_context():
        db.session.rollback()
        return sum(idea.text.startswith("Am Bach") for idea in waiting.to_read(limit=HONEST))


def hand_in(base: str, fields: dict[str, str], number: int) -> None:
    """Open the form from a source of its own and send it."""
    source = {"X-Forwarded-For": f"198.18.{number // 250}.{number % 250 + 1}"}
    found = TOKEN.search(_fetch(f"{base}/ideen/neu", source))
    assert found  # noqa: S101 - every form carries one
    _fetch(f"{base}/ideen/neu", source, urlencode({**fields, "token": found[1]}).encode())


def _fetch(address: str, source: dict[str, str], form: bytes | None = None) -> str:
    with urlopen(Request(address, data=form, headers=source), timeout=60) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def costs(site: Site, office: FlaskClient) -> tuple[int, float, float]:
    """Return the queue's statements, its milliseconds and those of the list of suspects, each the best of some."""
    office.get(QUEUE)
    with statements(site.app) as heard:
        office.get(QUEUE)
    return len(heard), _best(lambda: office.get(QUEUE)), _best(lambda: office.get(LIST))


def _best(call: Callable[[], object], rounds: int = 8) -> float:
    spent = []
    for _ in range(rounds):
        began = time.monotonic()
        call()
        spent.append(time.monotonic() - began)
    return min(spent) * 1e3


def clear(site: Site, office: FlaskClient) -> tuple[Sequence[float], int]:
    """Decline all groups with one click; return seconds to the answer and to the last one, and how many ideas wait still."""
    began = time.monotonic()
    assert forms.submit(office, LIST, reasons=["honeypot", "words"]).status_code == 303  # noqa: S101 - the form must be taken
    clicked = time.monotonic() - began
    with site.app.app_context():
        while (left := _waiting()) > HONEST and time.monotonic() - began < 2 * MINUTE:
            time.sleep(0.2)
    return (clicked, time.monotonic() - began), left


def _waiting() -> int:
    db.session.rollback()
    return waiting.how_many()
