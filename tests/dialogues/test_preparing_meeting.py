"""What a meeting says: how one comes together, how much say people have, its groups; what stays once it has opened."""

from __future__ import annotations

import html
from typing import Any

import pytest
from flask.testing import FlaskClient

from core.db import writing
from core.factory import House
from dialogues import ballots, queries, services
from dialogues.models import Mode, Pace, Say
from dialogues.services import DialogueDraft
from tests.dialogues.test_desk_pages import MEETING, only_meeting
from tests.support import meetings
from tests.support.making_visions import OFFICE, draft, make_dialogue
from tests.support.pages import fill, token, version

FULL = {
    **MEETING,
    "ends": "20:00",
    "mode": "hybrid",
    "link": "https://treffen.example.org/raum",
    "moderator": "Ada Beispiel, Büro für gute Gespräche",
    "agenda": "17:30 Begrüßung\n17:45 Steine legen\n18:30 Gespräch",
    "say": "working",
    "groups": "Tisch am Fenster\n\n  Tisch   an der Tür  ",
    "pace": "moderated",
    "two_rounds": "y",
    "single_codes": "y",
    "informal": "y",
    "sounds": "y",
    "vibration": "y",
}
FAULTS = [
    ("ends", "16:00"),
    ("ends", "25:99"),
    ("mode", "telepathie"),
    ("link", "javascript:alert(1)"),
    ("link", "treffen.example.org"),
    ("link", "https://" + "a" * 400),
    ("moderator", "a" * 301),
    ("agenda", "a" * 100_000),
    ("say", "alles"),
    ("pace", "schnell"),
    ("groups", "Allein"),
    ("groups", "Eins\neins"),
    ("groups", "\n".join(str(number) for number in range(13))),
    ("groups", "a" * 81 + "\nb"),
]


def names(number: int) -> list[str]:
    """Return the groups of a meeting in their order."""
    return [one.name for one in queries.groups_of(number)]


def test_a_meeting_says_it_all_and_everybody_reads_it(office: FlaskClient, visitor: FlaskClient) -> None:
    assert fill(office, "/buero/div/neu", **FULL).status_code == 303
    number = only_meeting()
    found = queries.dialogue(number, public=True)
    assert (found.mode, found.say, found.pace, found.rounds) == (Mode.HYBRID, Say.WORKING, Pace.MODERATED, 2)
    assert (found.ends, found.single_codes, found.informal, found.asks_sector) == ("20:00", True, True, False)
    assert (found.sounds, found.vibration) == (True, True)
    assert names(number) == ["Tisch am Fenster", "Tisch an der Tür"]
    page = html.unescape(visitor.get(f"/div/{number}").text)
    for words in (
        "Sie arbeiten mit",
        "17:30 bis 20:00 Uhr",
        "Vor Ort und online",
        "Büro für gute Gespräche",
        "Tisch am Fenster, Tisch an der Tür",
        "17:45 Steine legen",
        'href="https://treffen.example.org/raum"',
        f"/div/{number}/regeln",
        f"/div/{number}/treffen.ics",
    ):
        assert words in page, words
    assert "Sie arbeiten mit" in visitor.get("/div").text
    opened = office.get(f"/buero/div/{number}/bearbeiten").text
    for words in (
        'value="20:00"',
        "Tisch am Fenster\nTisch an der Tür",
        "18:30 Gespräch",
        "https://treffen.example.org/raum",
    ):
        assert words in opened, words


def test_without_more_a_meeting_is_in_the_room_and_thinks_along(office: FlaskClient, visitor: FlaskClient) -> None:
    assert fill(office, "/buero/div/neu", **MEETING).status_code == 303
    page = visitor.get(f"/div/{only_meeting()}").text
    assert "Sie denken mit" in page
    assert "Online dabei sein" not in page
    assert "Ablauf" not in page


@pytest.mark.parametrize(("field", "value"), FAULTS)
def test_what_cannot_be_is_said_at_the_field(office: FlaskClient, field: str, value: str) -> None:
    sent = {"token": token(office.get("/buero/div/neu")), **FULL, field: value}
    answer = office.post("/buero/div/neu", data=sent)
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text
    assert queries.coming(public=False) == []


def test_groups_keep_their_row_while_their_name_stays(app: House) -> None:
    number = make_dialogue(groups=("Eins", "Zwei", "Drei"))
    before = {one.name: one.id for one in queries.groups_of(number)}
    with writing():
        services.change(number, draft(groups=("Drei", "Neu", "Eins")), OFFICE)
    after = {one.name: one.id for one in queries.groups_of(number)}
    assert names(number) == ["Drei", "Neu", "Eins"]
    assert (after["Drei"], after["Eins"], after["Neu"]) == (before["Drei"], before["Eins"], before["Zwei"])
    with writing():
        services.change(number, draft(), OFFICE)
    assert names(number) == []


def test_what_the_rules_say_stays_once_the_meeting_has_opened(office: FlaskClient) -> None:
    number = make_dialogue(theses=("Eins.",), groups=("A", "B"), say=Say.ASKED, rounds=2)
    with writing():
        ballots.open_up(number, OFFICE)
    page = f"/buero/div/{number}/bearbeiten"
    opened = office.get(page)
    assert 'name="groups"' not in opened.text
    assert "Regeln bleiben, wie sie allen gezeigt wurden" in opened.text
    changed = {**FULL, "kind": "assembly", "title": "Neuer Titel", "token": token(opened), "version": version(opened)}
    assert office.post(page, data=changed).status_code == 303
    found = queries.dialogue(number, public=False)
    assert (found.title, found.moderator) == ("Neuer Titel", FULL["moderator"])
    assert (found.say, found.rounds, found.pace, found.single_codes) == (Say.ASKED, 2, Pace.OWN, False)
    assert names(number) == ["A", "B"]


@pytest.mark.parametrize("given", [{}, {"say": Say.COUNCIL, "mode": Mode.ONLINE, "groups": ("A", "B")}])
def test_a_workshop_without_the_body_has_the_same_tools(office: FlaskClient, given: dict[str, Any]) -> None:
    meeting = meetings.planned(announced=False)
    with writing():
        services.change(meeting.id, DialogueDraft("Workshop", "2027-01-01", of_assembly=False, **given), OFFICE)
    page = f"/buero/div/{meeting.id}"
    for address in (page, f"{page}/regeln", f"{page}/papier", f"{page}/treffen.ics", f"{page}/thesen/liste"):
        assert office.get(address).status_code == 200, address
