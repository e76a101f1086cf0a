"""The office takes a list over, makes two entries one, invites a segment; people answer by link; the office sees it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from compass.doubles import services as doubles
from compass.models import Actor
from core import clock, indexing
from core.db import db, writing
from core.factory import House
from core.outbox import deliver_due
from tests.support import importing_actors
from tests.support.forms import done, submit
from tests.support.inviting import LINK
from tests.support.smtp import Delivery, Sink

ROOT = "/buero/netzwerk"
NEW = f"{ROOT}/einladungen/neu"
QUERY = "bereich=civil_society"
ROUND = {
    "title": "Runder Tisch",
    "place": "Rathaus",
    "way": "self",
    "subject": "Kommen Sie?",
    "body": "wir laden {Name} ein.",
}
LIST = """Name;E-Mail;Telefon
Bürgernetz Sieker e. V.;info@buergernetz.example;0521 1234567
Werkhof Baumheide;werkhof@example.org;0521 222333
Chor am Kesselbrink;chor@example.org;0521 444555
"""


def number_of(name: str) -> int:
    db.session.rollback()
    return db.session.scalars(select(Actor.id).where(Actor.name == name)).one()


def shown(client: FlaskClient, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.get_data(as_text=True)


def links_of(letter: Delivery) -> list[str]:
    return LINK.findall(letter.text)


def agree(office: FlaskClient, name: str) -> None:
    page = f"{ROOT}/{number_of(name)}"
    said = {"purpose": "invitations", "channel": "schriftlich", "give": "1"}
    done(submit(office, page, f"{page}/einwilligung", **said))


def made_one(office: FlaskClient) -> str:
    """Take the list over, write a double down, make both one; return its name."""
    importing_actors.taken(office, LIST, kind="organisation", sector="civil_society")
    given = {"name": "Buergernetz Sieker", "kind": "organisation", "sector": "civil_society", "basis": "public_task"}
    given |= {"source": "Visitenkarte", "capacity": "unknown", "email": "post@buergernetz.example"}
    assert "Bürgernetz Sieker e. V." in submit(office, f"{ROOT}/neu", **given).text  # warned before it is saved
    done(submit(office, f"{ROOT}/neu", **given, doubles_seen="1"))
    with writing():
        doubles.compare()
    pair = re.search(rf"{ROOT}/doppelte/(\d+)/(\d+)", shown(office, f"{ROOT}/doppelte"))
    assert pair is not None
    assert {int(pair[1]), int(pair[2])} == {number_of("Bürgernetz Sieker e. V."), number_of("Buergernetz Sieker")}
    assert done(submit(office, pair[0], merge="1")).startswith(f"{ROOT}/{pair[1]}?")
    return db.session.get_one(Actor, int(pair[1])).name


def sent_to_the_segment(office: FlaskClient) -> str:
    """Keep the list as a segment, invite it, look at the letters, send them; return the round's address."""
    done(submit(office, f"{ROOT}?{QUERY}", f"{ROOT}/segmente", name="Zivilgesellschaft"))
    segments = shown(office, f"{ROOT}/segmente")
    assert "3 Einträge" in segments
    assert f"{NEW}?{QUERY}" in segments
    page = done(submit(office, f"{NEW}?{QUERY}", NEW, **ROUND))
    preview = shown(office, page)
    assert "2</strong> Briefe gehen" in preview
    assert "1: hat nicht zugestimmt, Einladungen zu bekommen" in preview
    done(submit(office, page, f"{page}/senden"))
    return page


def answered(visitor: FlaskClient, letters: Sink, chor: Delivery, net: Delivery) -> None:
    """One comes, the other names somebody, who says so herself."""
    link = links_of(chor)[0]
    assert done(submit(visitor, link, link, answer="yes")) == f"{link}/danke"
    sends = {"answer": "other", "guest_name": "Erika Beispiel", "guest_email": "erika@example.org", "guest_knows": "y"}
    done(submit(visitor, links_of(net)[0], links_of(net)[0], **sends))
    deliver_due()
    to_guest = letters.wait_for(3)[-1]
    assert to_guest.recipients == ("erika@example.org",)
    guest = links_of(to_guest)[0]
    done(submit(visitor, guest, guest, ja="1"))


def test_from_a_list_to_answers(app: House, office: FlaskClient, visitor: FlaskClient, letters: Sink) -> None:
    indexing.tend()
    for name in (made_one(office), "Chor am Kesselbrink"):
        agree(office, name)
    page = sent_to_the_segment(office)
    deliver_due()
    deliver_due()

    by = {one.recipients[0]: one for one in letters.wait_for(2)}
    chor = by.pop("chor@example.org")
    (net,) = by.values()
    assert chor.message["Subject"] == "Kommen Sie?"
    assert "wir laden Chor am Kesselbrink ein." in chor.text
    assert chor.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answered(visitor, letters, chor, net)

    told, people = shown(office, page), shown(office, f"{page}/leute")
    assert "Aus der Wissenschaft ist niemand eingeladen." in told
    assert "2 eingeladen, 2 Zusagen" in told
    assert "Es kommt: Erika Beispiel" in people
    assert "hat selbst zugesagt" in people
    assert "Einladung „Runder Tisch“" in shown(office, f"{ROOT}/{number_of('Chor am Kesselbrink')}")

    stop = chor.message["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    assert visitor.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 303
    again = done(submit(office, f"{NEW}?{QUERY}", NEW, **ROUND))
    assert "1</strong> Brief geht" in shown(office, again)


def test_a_day_goes_into_the_calendar(office: FlaskClient, visitor: FlaskClient, letters: Sink) -> None:
    importing_actors.taken(office, LIST, kind="organisation", sector="civil_society")
    agree(office, "Chor am Kesselbrink")
    chor = number_of("Chor am Kesselbrink")
    day = (clock.today() + timedelta(days=9)).isoformat()
    hours = {"starts": "19:00", "ends": "21:00"}
    page = done(submit(office, f"{NEW}?wahl={chor}", NEW, title="Probe", way="self", day=day, **hours))
    done(submit(office, page, f"{page}/senden"))
    deliver_due()
    deliver_due()
    link = links_of(letters.wait_for(1)[0])[0]
    done(submit(visitor, link, link, answer="yes"))

    event: Any = Calendar.from_ical(visitor.get(f"{link}/termin.ics").data).events[0]

    assert (str(event["summary"]), event["dtstart"].dt.hour, event["dtend"].dt.hour) == ("Probe", 19, 21)
