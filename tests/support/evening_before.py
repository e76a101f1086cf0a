"""The first half of the journey of an evening: what the office prepares, what everybody reads, who answers, the rehearsal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flask.testing import FlaskClient

from compass.models import Sector
from core.db import writing
from core.factory import House
from ideas import services as idea_services
from tests.support import evening_steps as steps
from tests.support.evening_steps import DESK, NORTH, SOUTH, text
from tests.support.forms import done, submit
from tests.support.inviting import LINK, willing
from tests.support.making import published
from tests.support.smtp import Sink

MEMBERS = {
    "Bürgernetz": ("netz@example.org", Sector.CIVIL_SOCIETY),
    "Universität": ("uni@example.org", Sector.SCIENCE),
    "Amt für Verkehr": ("verkehr@example.org", Sector.ADMINISTRATION),
    "Werkhof": ("werkhof@example.org", Sector.BUSINESS),
}
AUTHORS = {"offen": "ada@example.org", "karte": "bo@example.org", "bus": "cleo@example.org", "bank": "dan@example.org"}


@dataclass
class Evening:
    """What the steps of this journey hand on to each other."""

    app: House
    office: FlaskClient
    letters: Sink
    id: int
    theses: list[int]
    ideas: dict[str, int]
    members: list[int]
    groups: dict[str, int] = field(default_factory=dict)
    links: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def desk(self) -> str:
        """The office's page of the meeting."""
        return f"{DESK}/{self.id}"


def prepared(app: House, office: FlaskClient, letters: Sink) -> Evening:
    """The office sets up the body, fills in the form, takes impulses, pastes theses."""
    done(submit(office, f"{DESK}/gremium", f"{DESK}/gremium/einrichten"))
    members = [willing(name, email, sector=sector) for name, (email, sector) in MEMBERS.items()]
    for name, actor in zip(MEMBERS, members, strict=True):
        done(submit(office, f"{DESK}/gremium?q={name}", f"{DESK}/gremium/mitglieder", actor=actor))
    ideas = {
        "offen": told("Die Messwerte der Stadt sollen alle sehen.", AUTHORS["offen"]),
        "karte": told("Eine Karte mit allen Messgeräten.", AUTHORS["karte"]),
        "bus": told("Der Bus soll fahren, wenn viele warten.", AUTHORS["bus"]),
        "bank": told("Am Bach fehlt eine Bank im Schatten.", AUTHORS["bank"]),
    }
    number = steps.meeting(office)
    page = f"{DESK}/{number}/impulse"
    done(submit(office, page, page, ideas=list(ideas.values())))
    theses = steps.theses(office, number)
    return Evening(app, office, letters, number, theses, ideas, members)


def told(words: str, email: str) -> int:
    """Publish an idea whose author confirmed an address."""
    idea = published(words, email=email).id
    with writing():
        idea_services.confirm(idea)
    return idea


def everybody_reads_what_comes(evening: Evening, visitor: FlaskClient) -> None:
    """The page of the meeting says agenda, rules, groups and badge; the calendar takes the day; authors get a letter."""
    page = text(visitor, f"/div/{evening.id}")
    wanted = ("Sie denken mit", "Mo Beispiel", "17:45 Thesen mit Steinen", NORTH, SOUTH, "Die Messwerte der Stadt")
    assert all(one in page for one in wanted), page
    rules = text(visitor, f"/div/{evening.id}/regeln")
    assert "3 Thesen" in rules
    assert "zwei Runden" in rules
    assert "Urbane Daten" in visitor.get(f"/div/{evening.id}/treffen.ics").text
    steps.post()
    for email in AUTHORS.values():
        assert str(evening.letters.to(email)[-1].message["Subject"]) == "Ihre Idee: Im Gespräch"


def invited(evening: Evening, visitor: FlaskClient) -> None:
    """The office invites the members; one says Yes, one No; the office sees it beside the meeting."""
    members = re.findall(r"/buero/netzwerk/(\d+)", evening.office.get(f"{DESK}/gremium").text)
    chosen = "&".join(f"wahl={one}" for one in evening.members)
    assert set(map(int, members)) >= set(evening.members)
    page = f"/buero/netzwerk/einladungen/neu?sache=dialogue:{evening.id}&{chosen}"
    said = {"subject": "Kommen Sie zum D.I.V.?", "body": "wir laden {Name} ein.", "way": "self"}
    of = done(submit(evening.office, page, "/buero/netzwerk/einladungen/neu", **said)).split("?")[0]
    done(submit(evening.office, of, f"{of}/senden"))
    steps.post()
    for email, answer in (("netz@example.org", "yes"), ("werkhof@example.org", "no")):
        letter = evening.letters.to(email)[-1].text
        assert f"/div/{evening.id}/regeln" in letter or f"/div/{evening.id}" in letter
        done(submit(visitor, LINK.findall(letter)[0], LINK.findall(letter)[0], answer=answer))
    assert "Zugesagt 1 Abgesagt 1" in text(evening.office, of)
    assert "4 Briefe, 1 Zusage, 1 Absage" in text(evening.office, evening.desk)


def rehearsed(evening: Evening) -> None:
    """The office tries the evening to its very end, sees what would leave; afterwards nothing of it is left."""
    office, sent = evening.office, len(evening.letters.letters)
    copy = done(submit(office, evening.desk, f"{evening.desk}/probe")).split("?")[0]
    done(submit(office, f"{copy}/runde", f"{copy}/runde/oeffnen"))
    wall = steps.front(office, int(copy.rsplit("/", 1)[1]), "Ganzes Treffen", "leinwand")
    assert "Probe" in text(evening.app.test_client(), wall)
    done(submit(office, f"{copy}/runde", f"{copy}/runde/schliessen"))
    end = f"{copy}/abschluss"
    assert "4 Briefe gingen am Abend selbst hinaus" in text(office, end)
    done(submit(office, end, end))
    assert "Protokoll: Probe: Urbane Daten" in text(office, end)
    steps.post()
    assert len(evening.letters.letters) == sent
    done(submit(office, copy, f"{copy}/probe/beenden"))
    assert office.get(copy).status_code == 404
    assert "Noch nicht offen" in text(office, f"{evening.desk}/runde")
