"""A hall of 500 phones on one small server: each rates every five seconds and asks every two whether something is new.

A real gunicorn on SQLite with durable commits; the phones are one loop in this process, each request over a connection of
its own, with ETag and a jitter of a fifth, as the seat's script does. Meanwhile rankings are opened, which changes what
every phone shows. Afterwards each acknowledged stone is looked for. Idle is the same server asked by one phone alone, before.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from sqlalchemy import select

from bench import sites
from bench.asking import asker
from bench.figures import NO_LIMIT, Figure, percentile, settled, show
from bench.memory import gunicorn, members
from bench.sites import Site
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from dialogues.models import Ballot, Ranking, RankingItem
from dialogues.rankings import services as rankings
from tests.support import meetings, seats
from tests.support.seats import Seat

PHONES, RATES, POLLS, JITTER = 500, 5.0, 2.0, 0.2
SECONDS, CHANGES, ALONE = 32.0, (8.0, 15.0, 22.0), 100
FIRST_LOAD_KB, POLL_KB, TIMES = 60.0, 2.0, 3
THESES = tuple(f"Die {number}. These dieses Abends ist kurz." for number in range(1, 11))


@dataclass
class Phone:
    """One phone: its seat, what it was told is stored (stone by key), what it shows, when it saw something new."""

    seat: Seat
    stand: str = ""
    stored: dict[str, int] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    seen: list[tuple[float, str]] = field(default_factory=list)


@dataclass
class Hall:
    """All phones of a meeting, how long answers took in seconds, and what went wrong."""

    host: str
    port: int
    theses: tuple[int, ...]
    phones: list[Phone]
    laid: list[float] = field(default_factory=list)
    polled: list[float] = field(default_factory=list)
    bytes_polled: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def ask(
        self, phone: Phone, path: str, form: dict[str, str] | None = None, tag: str = ""
    ) -> tuple[int, bytes]:
        """Send one request over a connection of its own; return status and the whole answer."""
        body = urlencode(form).encode() if form is not None else b""
        lines = [f"{'POST' if form is not None else 'GET'} {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [
            f"Cookie: {phone.seat.cookies}",
            "Accept: application/json",
            "Accept-Encoding: gzip",
            "Connection: close",
        ]
        lines += [f'If-None-Match: W/"{tag}"'] if tag else []
        if form is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        reader, sender = await asyncio.open_connection(self.host, self.port)
        try:
            sender.write("\r\n".join([*lines, "", ""]).encode() + body)
            answer = await asyncio.wait_for(reader.read(), 30)
        finally:
            sender.close()
        return int(answer[9:12] or 0), answer

    async def lay(self, phone: Phone, thesis: int, stone: int) -> None:
        """Lay a stone; what is not acknowledged may or may not lie there."""
        key = phone.seat.key(thesis)
        phone.doubtful.add(key)
        began = time.monotonic()
        try:
            status, _ = await self.ask(
                phone, f"/mitmachen/platz/{thesis}", {"token": phone.seat.token, "turn": "1", "stone": str(stone)}
            )
        except (OSError, TimeoutError) as error:
            return self.errors.append(type(error).__name__)
        self.laid.append(time.monotonic() - began)
        if status != 200:
            return self.errors.append(f"{status}")
        phone.doubtful.discard(key)
        phone.stored[key] = stone
        return None

    async def lay_any(self, phone: Phone) -> None:
        """Lay any stone for any thesis."""
        await self.lay(phone, random.choice(self.theses), random.randint(1, 5))

    async def poll(self, phone: Phone) -> None:
        """Ask whether something is new."""
        began = time.monotonic()
        try:
            status, answer = await self.ask(phone, "/mitmachen/platz/stand", tag=phone.stand)
        except (OSError, TimeoutError) as error:
            return self.errors.append(type(error).__name__)
        self.polled.append(time.monotonic() - began)
        self.bytes_polled.append(len(answer))
        if status == 200:
            phone.stand = re.search(rb'"stand":\s*"([^"]+)"', answer)[1].decode()  # type: ignore[index]  # every answer has it
            phone.seen.append((time.monotonic(), phone.stand))
        elif status != 304:
            self.errors.append(f"{status}")
        return None

    async def evening(self, phone: Phone, end: float) -> None:
        """Be one phone for a while."""
        await asyncio.gather(self._rates(phone, end), self._polls(phone, end))

    async def _rates(self, phone: Phone, end: float) -> None:
        await asyncio.sleep(random.random() * RATES)
        while time.monotonic() < end:
            began = time.monotonic()
            await self.lay_any(phone)
            await asyncio.sleep(max(0.0, RATES - (time.monotonic() - began)))

    async def _polls(self, phone: Phone, end: float) -> None:
        await asyncio.sleep(random.random() * POLLS)
        while time.monotonic() < end:
            await self.poll(phone)
            await asyncio.sleep(POLLS * random.uniform(1 - JITTER, 1 + JITTER))


def run() -> bool:
    """Print the tables; True when nothing is lost, news comes in time and the server stays quick."""
    with sites.sqlite(100, searched=False) as site:
        weighed = show("The phone's page", weight(site))
        kept = show(f"{PHONES} phones, {site.engine}, gunicorn", settled(partial(measured, site)))
    return weighed and kept


def weight(site: Site) -> Sequence[Figure]:
    """Weigh a thesis page with everything it loads, gzipped, and one poll with its headers."""
    meeting, _ = planned(site.app)
    cookies = seats.taken(site.app, meeting.id, 1)[0].cookies
    page = asker(site.app, f"/mitmachen/platz/{meeting.theses[0]}", cookie=cookies)()
    text = gzip.decompress(page.body).decode()
    loaded = sorted(set(re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js|svg|woff2)[^"]*)"', text)))
    whole = len(page.body) + sum(len(asker(site.app, path)().body) for path in (*loaded, *fonts(site, loaded)))
    first = asker(site.app, "/mitmachen/platz/stand", cookie=cookies)()
    poll = len(first.body) + sum(len(name) + len(value) + 4 for name, value in first.headers.items())
    return (
        Figure("first load, everything", whole / 1000, "kB", "limit", FIRST_LOAD_KB),
        Figure("a poll with something new", poll / 1000, "kB", "limit", POLL_KB),
    )


def fonts(site: Site, loaded: Sequence[str]) -> Iterator[str]:
    """Yield the fonts that the style sheets name."""
    for path in loaded:
        if ".css" in path:
            answer = asker(site.app, path)()
            sheet = gzip.decompress(answer.body) if answer.headers.get("Content-Encoding") == "gzip" else answer.body
            yield from re.findall(r'url\("?(/[^")]+\.woff2)', sheet.decode(errors="ignore"))


def planned(app: House) -> tuple[meetings.Meeting, list[int]]:
    """Open a meeting of ten theses with some rankings that wait."""
    with app.app_context():
        meeting = meetings.opened(THESES)
        with writing():
            rows = [
                Ranking(
                    dialogue_id=meeting.id,
                    title=f"Reihung {number}",
                    items=[RankingItem(position=place, text=f"Zeile {place}") for place in (1, 2, 3)],
                )
                for number, _ in enumerate(CHANGES)
            ]
            db.session.add_all(rows)
            db.session.flush()
            ids = [row.id for row in rows]
        db.session.remove()
    return meeting, ids


def measured(site: Site) -> Sequence[Figure]:
    """Fill the hall, open rankings meanwhile, count what is missing afterwards."""
    meeting, waiting = planned(site.app)
    phones = [Phone(seat) for seat in seats.taken(site.app, meeting.id, PHONES)]
    with site.app.app_context():
        db.engine.dispose()
    with gunicorn(site) as (address, group):
        host, port = urlsplit(address).netloc.split(":")
        hall = Hall(host, int(port), meeting.theses, phones)
        idle_laid, idle_polled, needed = asyncio.run(alone(hall, partial(processor_seconds, group)))
        opened = asyncio.run(together(hall, site.app, meeting, waiting))
    waits = [wait for moment, stand in opened for wait in until_seen(hall, moment, stand)]
    lost = missing(site, hall)
    return (
        Figure("errors", len(hall.errors), "", "limit", 0.5),
        Figure("acknowledged and not stored", lost, "", "limit", 0.5),
        Figure("stones acknowledged a second", len(hall.laid) / SECONDS, "", "sent", PHONES / RATES, NO_LIMIT),
        Figure("polls a second", len(hall.polled) / SECONDS, "", "sent", PHONES / POLLS, NO_LIMIT),
        Figure("processors that all of them need", needed, "", "of a small server", 2),
        Figure("news on a phone, p50", percentile(waits, 50), "s", "two polls", 2 * POLLS),
        Figure("news on a phone, p95", percentile(waits, 95), "s", "two polls", 2 * POLLS),
        *(
            Figure(f"{what}, p{percent}", percentile(busy, percent) * 1e3, "ms", "idle", percentile(idle, percent) * 1e3,
                   TIMES if percent == 50 else NO_LIMIT)
            for what, busy, idle in (("a stone", hall.laid, idle_laid), ("a poll", hall.polled, idle_polled))
            for percent in (50, 95)
        ),
        Figure("bytes of a poll, largest", max(hall.bytes_polled), "B", "limit", POLL_KB * 1000),
    )  # fmt: skip


def processor_seconds(group: int) -> float:
    """Return the processor time that a server's processes have used so far."""
    ticks = 0
    for number in members(group):
        fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def alone(hall: Hall, spent: Callable[[], float]) -> tuple[list[float], list[float], float]:
    """Let one phone lay, then ask, for a while; return the waits, and how many processors a full hall's requests need."""
    phone, needed = hall.phones[0], 0.0
    for number, a_second, ask in (
        (ALONE, PHONES / RATES, hall.lay_any),
        (ALONE * 4, PHONES / POLLS, hall.poll),
    ):
        for _ in range(number // 2):  # the workers' first ones cost more
            await ask(phone)
        before = spent()
        for _ in range(number):
            await ask(phone)
        needed += (spent() - before) / number * a_second
    idle = hall.laid[ALONE // 2 :], hall.polled[ALONE * 2 :]
    hall.laid, hall.polled = [], []
    return *idle, needed


async def together(
    hall: Hall, app: House, meeting: meetings.Meeting, waiting: Sequence[int]
) -> list[tuple[float, str]]:
    """Let all phones live, open a ranking now and then; return when each was open and what phones should show then."""
    begun = time.monotonic()
    evening = [asyncio.create_task(hall.evening(phone, begun + SECONDS)) for phone in hall.phones]
    opened, total = [], 0
    for after, number in zip(CHANGES, waiting, strict=True):
        await asyncio.sleep(begun + after - time.monotonic())
        await asyncio.to_thread(open_ranking, app, meeting.id, number)
        total += number
        opened.append((time.monotonic(), f"laying-1-0-r{total}"))
    await asyncio.gather(*evening)
    return opened


def open_ranking(app: House, meeting: int, number: int) -> None:
    """Open a ranking, as the office would from another process."""
    with app.app_context(), writing():
        rankings.open_up(meeting, number, HOUSE)


def until_seen(hall: Hall, moment: float, stand: str) -> Iterator[float]:
    """Yield for each phone how long it took to show something; endless where it never did."""
    for phone in hall.phones:
        yield min((seen - moment for seen, shown in phone.seen if shown == stand), default=float("inf"))


def missing(site: Site, hall: Hall) -> int:
    """Count the stones that were acknowledged and do not lie there."""
    with site.app.app_context():
        there = {row[0]: row[1] for row in db.session.execute(select(Ballot.key, Ballot.stone))}
        db.session.rollback()
    return sum(
        there.get(key) != stone
        for phone in hall.phones
        for key, stone in phone.stored.items()
        if key not in phone.doubtful
    )
