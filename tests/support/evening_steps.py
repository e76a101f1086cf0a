"""Steps of an evening as people take them, form by form: the office prepares, phones sit down and lay, the front leads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask.testing import FlaskClient

from compass.models import Sector
from core import clock, outbox
from core.db import db
from core.factory import House
from tests.support.forms import done, submit
from tests.support.pages import token

DESK = "/buero/div"
NORTH, SOUTH = "Tisch Nord", "Tisch Süd"
LIST = """1. Was die Stadt mit meinem Geld misst, muss ich ansehen dürfen. | Was darf trotzdem nicht offen sein?
2. Ich gebe der Stadt meine Bewegungsdaten, wenn der Bus dann besser fährt. | Was müsste dafür sicher sein?
3. Die Auswertung unserer Daten überlassen wir am besten großen Konzernen. | Was brauchen wir, um es selbst zu können?"""
FORM = {
    "title": "Urbane Daten",
    "about": "Wem gehören die Daten der Stadt?",
    "kind": "assembly",
    "begins": "17:30",
    "ends": "20:00",
    "mode": "hybrid",
    "place": "Stadtbibliothek",
    "link": "https://konferenz.example.org/urbane-daten",
    "moderator": "Mo Beispiel",
    "agenda": "17:30 Ankommen\n17:45 Thesen mit Steinen\n19:30 Visionen",
    "say": "thinking",
    "groups": f"{NORTH}\n{SOUTH}",
    "pace": "own",
    "two_rounds": "y",
    "asks_sector": "y",
    "announced": "y",
}
STONES = (5, 4, 3, 2, 1, 0)
"""Gold first, silence last, as the table of a group names its numbers."""


def text(client: FlaskClient, page: str) -> str:
    """Return what a page says, in one line without its marks."""
    shown = client.get(page)
    assert shown.status_code == 200, (page, shown.status)
    return words(shown.get_data(as_text=True))


def words(page: str) -> str:
    """Return the words of a page in one line."""
    bare = re.sub(r"<(title|style|script)[^>]*>.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).replace("\xa0", " ").split())


def meeting(office: FlaskClient) -> int:
    """Fill in the form of a meeting for tonight; return its number."""
    today = clock.today().isoformat()
    return int(done(submit(office, f"{DESK}/neu", held_on=today, **FORM)).split("?")[0].rsplit("/", 1)[1])


def theses(office: FlaskClient, number: int) -> list[int]:
    """Paste a list of theses, look at it, take it over; return their numbers in order."""
    page = f"{DESK}/{number}/thesen/liste"
    looked = submit(office, page, page, lines=LIST)
    assert "3 Thesen übernehmen" in looked.text
    take = f"{page}/uebernehmen"
    done(office.post(take, data={"token": token(looked, take), "lines": LIST}))
    shown = office.get(f"{DESK}/{number}").text
    return [int(one) for one in dict.fromkeys(re.findall(rf"{DESK}/{number}/thesen/(\d+)", shown))]


def vision(office: FlaskClient, number: int, **said: Any) -> int:
    """Write a vision; return its number."""
    page = f"{DESK}/{number}/vision"
    return int(done(submit(office, page, **said)).split("?")[0].rsplit("/", 1)[1])


def front(office: FlaskClient, number: int, name: str, purpose: str) -> str:
    """Let the office hand out a link for a group (or "Ganzes Treffen"); return its path."""
    page = f"{DESK}/{number}/vorne"
    shown = office.get(page).text
    place = shown.index(f"{'Moderation' if purpose == 'moderation' else 'Leinwand'}, {name}")
    found = re.search(rf'action="({page}/\w+/\d+/{purpose})"', shown[shown.rindex("<form", 0, place) :])
    assert found, (name, purpose)
    made = submit(office, page, found[1])
    link = re.search(rf"(/div/{purpose}/[\w-]+)", made.text)
    assert link, made.text
    return link[1]


def step(moderator: FlaskClient, link: str, key: str) -> None:
    """Press the button that leads a group on."""
    shown = moderator.get(link).text
    group = re.search(rf'id="s-(\d+)-{key}"', shown)
    assert group, (key, words(shown))
    done(submit(moderator, link, f"{link}/schritt", group=group[1], step=key))


def code(wall: FlaskClient, link: str) -> str:
    """Read the Treffen-Code from the projector."""
    found = re.search(r'enter__code">([^<]+)<', wall.get(link).text)
    assert found
    return found[1].strip()


def groups(app: House, entrance: str) -> dict[str, int]:
    """Read from the page behind a code which groups one may choose."""
    client = app.test_client()
    page = client.get(done(submit(client, "/mitmachen", code=entrance))).text
    return {name: int(number) for number, name in re.findall(r'<option value="(\d+)">([^<]+)</option>', page)}


def seat(app: House, entrance: str, group: int, sector: Sector | None) -> FlaskClient:
    """Take a seat by the code on the wall, saying group and sector as one likes."""
    client = app.test_client()
    page = done(submit(client, "/mitmachen", code=entrance))
    done(submit(client, page, group=group, sector=sector.value if sector else ""))
    return client


def lay(client: FlaskClient, thesis: int, stone: int) -> None:
    """Lay a stone by the form of a thesis; 0 says nothing."""
    said = {"stone": stone} if stone else {"stone": None, "nothing": "1"}
    done(submit(client, f"/mitmachen/platz/{thesis}", **said))


def spread(table: Sequence[int]) -> list[int]:
    """Return the stones of a table one by one, gold first: 2 1 0 0 0 1 is gold, gold, amber, silence."""
    return [stone for stone, number in zip(STONES, table, strict=True) for _ in range(number)]


def give(client: FlaskClient, ranking: str, points: Mapping[str, int]) -> None:
    """Spread points over the lines of a ranking, named by their words."""
    page = f"/mitmachen/platz/reihung/{ranking}"
    found = {line: field for field, line in re.findall(r'<label for="(p\d+)">([^<]+)</label>', client.get(page).text)}
    done(submit(client, page, None, **{found[line]: number for line, number in points.items()}))


def by_hand(office: FlaskClient, number: int, turn: int, tables: Mapping[int, Sequence[int]]) -> None:
    """Type in the real stones of a round under the name of their table."""
    kinds = ("gold", "amber", "pebble", "slate", "tar", "passed")
    numbers = {
        f"t{one}_{kind}": count for one, table in tables.items() for kind, count in zip(kinds, table, strict=True)
    }
    page = f"{DESK}/{number}/zaehlungen/von-hand"
    done(submit(office, page, None, name="Tisch am Fenster", round=turn, **numbers))


def post() -> None:
    """Let the worker send what waits, and what that promises."""
    for _ in range(3):
        outbox.deliver_due(without={"index"})
    db.session.rollback()
