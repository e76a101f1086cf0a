"""An evening of the D.I.V. from its form to its minutes: 25 phones in two groups, six people with real stones, two rounds.

Everybody does what people do, form by form: the office, two moderators, a projector, the phones, an invited actor, a
visitor; letters come from a real mail server. Every number was worked out by hand and stands here as a plain number.
"""

from __future__ import annotations

import re
import subprocess

from flask.testing import FlaskClient

from compass.models import Sector
from core.factory import House
from radar import queries as radar
from tests.support import evening_before as before
from tests.support import evening_steps as steps
from tests.support.evening_before import AUTHORS, MEMBERS, Evening
from tests.support.evening_steps import DESK, NORTH, SOUTH, text
from tests.support.forms import done, submit
from tests.support.pages import token, version
from tests.support.parts import need
from tests.support.smtp import Sink

MEASURED, BUS, FIRMS = range(3)
ADMINISTRATION, SCIENCE, BUSINESS, CIVIL = Sector.ADMINISTRATION, Sector.SCIENCE, Sector.BUSINESS, Sector.CIVIL_SOCIETY
PEOPLE = {
    NORTH: [*[ADMINISTRATION] * 4, *[SCIENCE] * 3, *[CIVIL] * 3, *[BUSINESS] * 2, None],
    SOUTH: [*[ADMINISTRATION] * 3, *[SCIENCE] * 3, *[CIVIL] * 3, BUSINESS, None, None],
}
TABLES = {  # by round and group: the stones of each thesis, gold to tar, then silence
    (1, NORTH): ((4, 4, 2, 2, 1, 0), (7, 2, 2, 1, 1, 0), (0, 1, 2, 4, 6, 0)),
    (1, SOUTH): ((2, 3, 3, 2, 2, 0), (3, 1, 1, 3, 4, 0), (0, 1, 1, 4, 6, 0)),
    (2, NORTH): ((8, 4, 1, 0, 0, 0), (9, 2, 1, 1, 0, 0), (0, 0, 0, 0, 13, 0)),
    (2, SOUTH): ((5, 4, 2, 1, 0, 0), (1, 0, 0, 2, 8, 1), (0, 1, 3, 8, 0, 0)),
}
BY_HAND = {
    1: ((2, 2, 1, 1, 0, 0), (1, 1, 1, 1, 2, 0), (0, 0, 0, 2, 4, 0)),
    2: ((3, 2, 1, 0, 0, 0), (1, 1, 1, 1, 2, 0), (0, 0, 0, 2, 4, 0)),
}
"""Together after the talk: 16 10 4 1 0, then 11 3 2 4 10 and one silence, then 0 1 3 10 17."""
OPEN, WAITING = "Alle sehen, was die Stadt misst", "Der Bus kommt, wenn viele warten"
TOGETHER = "Wo viele warten, fährt ein Bus. Niemand muss dafür sagen, wohin."
SILENT = "Welche Steine liegen, sieht niemand"
WAITS = "Andere Gruppen legen noch Steine"
VERDICTS = ("Einig dafür", "Einig dagegen", "Uneinig", "Gemischt", "Wenig Zustimmung")


def opened(evening: Evening) -> dict[str, list[FlaskClient]]:
    """Links go to the front; the north begins, its wall shows the code, and 25 people take their seats."""
    links = {
        (name, purpose): steps.front(evening.office, evening.id, name, purpose)
        for name in (NORTH, SOUTH)
        for purpose in ("moderation", "leinwand")
    }
    evening.links, front = links, evening.app.test_client()
    assert "Gleich geht es los" in text(front, links[NORTH, "leinwand"])
    steps.step(front, links[NORTH, "moderation"], "open-1")
    entrance = steps.code(front, links[NORTH, "leinwand"])
    evening.groups = steps.groups(evening.app, entrance)
    seats = {
        name: [steps.seat(evening.app, entrance, evening.groups[name], sector) for sector in sectors]
        for name, sectors in PEOPLE.items()
    }
    assert "25 Plätze" in text(evening.office, f"{evening.desk}/runde")
    return seats


def lay(evening: Evening, seats: dict[str, list[FlaskClient]], name: str, turn: int) -> None:
    """Everybody of a group lays a stone for each thesis of a round."""
    for thesis, table in zip(evening.theses, TABLES[turn, name], strict=True):
        for phone, stone in zip(seats[name], steps.spread(table), strict=True):
            steps.lay(phone, thesis, stone)


def first_round(evening: Evening, seats: dict[str, list[FlaskClient]]) -> None:
    """The north lays and talks while the south still waits, then lays; nobody reads a result before both are through."""
    front, links = evening.app.test_client(), evening.links
    lay(evening, seats, NORTH, 1)
    assert "Legen Sie" not in text(seats[SOUTH][0], "/mitmachen/platz")
    assert "39 Antworten" in text(front, links[NORTH, "moderation"])
    assert SILENT in text(front, links[NORTH, "moderation"])
    steps.step(front, links[NORTH, "moderation"], "talking-1")
    late = seats[NORTH][0].post(f"/mitmachen/platz/{evening.theses[0]}", data={"stone": "1"})
    assert late.status_code in {400, 409}
    assert WAITS in text(front, links[NORTH, "leinwand"])
    assert not any(word in text(front, links[NORTH, "leinwand"]) for word in VERDICTS)
    steps.step(front, links[SOUTH, "moderation"], "open-1")
    lay(evening, seats, SOUTH, 1)
    steps.step(front, links[SOUTH, "moderation"], "talking-1")
    for name in (NORTH, SOUTH):
        shown = text(front, links[name, "leinwand"])
        assert "erste Runde, vor dem Gespräch" in shown
        assert "13 von 25 dafür" in shown
        assert "0 von 25 dafür" not in shown
        assert "2 von 25 dafür" in shown


def talked(evening: Evening) -> None:
    """Moderators write down what is said, beside a thesis and as Leitfragen; the better question goes up."""
    front, links = evening.app.test_client(), evening.links
    for name, kind, words, thesis in (
        (NORTH, "notiz", "Ohne Namen gern, mit Namen nie.", evening.theses[BUS]),
        (SOUTH, "leitfrage", "Wer bewacht den Schlüssel?", 0),
        (SOUTH, "leitfrage", "Was müsste sicher sein?", evening.theses[BUS]),
    ):
        link = links[name, "moderation"]
        done(submit(front, link, f"{link}/notiz", thesis=thesis, text=words, kind=kind))
    link = links[SOUTH, "moderation"]
    up = re.findall(rf"{link}/leitfrage/\d+/hoch", front.get(link).text)
    done(front.post(up[-1], data={"token": token(front.get(link), f"{link}/leitfrage")}))
    assert "Ohne Namen gern, mit Namen nie." in text(front, links[SOUTH, "moderation"])


def second_round(evening: Evening, seats: dict[str, list[FlaskClient]]) -> None:
    """Both lay again; the south is first through and waits; six people at a table lay real stones, the office types them in."""
    front, links = evening.app.test_client(), evening.links
    for name in (SOUTH, NORTH):
        steps.step(front, links[name, "moderation"], "open-2")
        lay(evening, seats, name, 2)
    for turn, tables in BY_HAND.items():
        steps.by_hand(evening.office, evening.id, turn, dict(zip(evening.theses, tables, strict=True)))
    assert not any(word in text(front, links[SOUTH, "leinwand"]) for word in VERDICTS)
    steps.step(front, links[SOUTH, "moderation"], "talking-2")
    assert WAITS in text(front, links[SOUTH, "leinwand"])
    assert f"/div/{evening.id}/ergebnisse.csv" not in evening.office.get(evening.desk).text
    steps.step(front, links[NORTH, "moderation"], "talking-2")


def results_read(evening: Evening, seats: dict[str, list[FlaskClient]], visitor: FlaskClient) -> None:
    """Wall, phone and public page say the same; of groups and sectors only words, and none where one could subtract."""
    front, public = evening.app.test_client(), f"/div/{evening.id}"
    walls, phone = text(front, evening.links[NORTH, "leinwand"]), text(seats[SOUTH][3], "/mitmachen/platz")
    for page in (walls, phone, text(visitor, public)):
        assert "26 von 31" in page
        assert "14 von 30" in page
        assert "1 von 31" in page
        assert "Uneinig" in page
    page = text(visitor, public)
    first, second, third = (
        page.index(words) for words in ("Was die Stadt mit", "Ich gebe der Stadt", "Die Auswertung")
    )
    measured, bus, firms = page[first:second], page[second:third], page[third : third + 1500]
    assert "Zustimmung 26 von 31 (84 %)" in measured
    assert "(0,66 von −1 bis 1)" in measured
    assert "Vor dem Gespräch: 17 von 31 dafür (Gemischt). Danach: 26 von 31 (Einig dafür)." in measured
    assert f"{NORTH}: Einig dafür · {SOUTH}: Einig dafür" in measured
    assert "Zustimmung 14 von 30 (47 %)" in bus
    assert "(−0,41 von −1 bis 1)" in bus
    assert "14 sind dafür, 14 dagegen." in bus
    assert "1 Person sagte dazu nichts." in bus
    assert f"{NORTH}: Einig dafür · {SOUTH}: Einig dagegen" in bus
    assert "Verwaltung: Gemischt · Wissenschaft: Uneinig · Zivilgesellschaft: Uneinig" in bus
    assert "24 von Telefonen, 6 von Hand gezählt (Tisch am Fenster)" in bus
    assert "Zustimmung 1 von 31 (3 %)" in firms
    assert "(0,69 von −1 bis 1)" in firms
    assert NORTH not in firms, "all at one table laid tar: its word and the other one's would tell"
    assert SOUTH not in firms
    assert "Wirtschaft" not in measured + bus + firms


def visions_written(evening: Evening) -> dict[str, int]:
    """The office begins two visions from impulses; on the wall the room finds better words for one: a second version."""
    area = radar.taxonomy().areas_by_key["td2"].id
    open_data = {"ideas": [evening.ideas["offen"], evening.ideas["karte"]], "theses": [evening.theses[MEASURED]]}
    waiting = {"ideas": [evening.ideas["bus"]], "theses": [evening.theses[BUS]]}
    said = {"text": "So soll es sein.", "main_area": area}
    visions = {
        "offen": steps.vision(evening.office, evening.id, title=OPEN, **said, **open_data),
        "bus": steps.vision(evening.office, evening.id, title=WAITING, **said, **waiting),
    }
    front, link = evening.app.test_client(), evening.links[NORTH, "moderation"]
    page = f"{link}/visionen/{visions['bus']}"
    done(submit(front, page, text=TOGETHER))
    for name in (NORTH, SOUTH):
        wall = text(front, evening.links[name, "leinwand"])
        assert WAITING in wall
        assert TOGETHER in wall
    shown = text(evening.office, f"{DESK}/visionen/{visions['bus']}")
    assert "Fassung 2 (jetzt)" in shown
    assert "Fassung 1" in shown
    return visions


def ranked(evening: Evening, seats: dict[str, list[FlaskClient]]) -> None:
    """Ten points for two visions: 15 phones give 6 and 4, ten give 3 and 7, so 120 and 130; the wall counts along."""
    new = f"{evening.desk}/reihungen/neu/visions"
    page = done(submit(evening.office, new, points=10, tie_rule="breadth")).split("?")[0]
    done(submit(evening.office, page, f"{page}/oeffnen"))
    number, front = page.rsplit("/", 1)[1], evening.app.test_client()
    phones = [*seats[NORTH], *seats[SOUTH]]
    for place, phone in enumerate(phones):
        assert f"/mitmachen/platz/reihung/{number}" in phone.get("/mitmachen/platz").text
        steps.give(phone, number, {OPEN: 6, WAITING: 4} if place < 15 else {OPEN: 3, WAITING: 7})
        if place in {0, 24}:
            wall = text(front, evening.links[SOUTH, "leinwand"])
            assert f"{place + 1} {'Telefon hat' if place == 0 else 'Telefone haben'} Punkte gegeben" in wall
            assert "Punkte von" not in wall, "no sum before the ranking is closed"
    done(submit(evening.office, page, f"{page}/schliessen"))
    for shown in (text(front, evening.links[NORTH, "leinwand"]), text(evening.office, page)):
        assert shown.index(f"{WAITING}") < shown.index(f"{OPEN}")
        assert "130 Punkte" in shown
        assert "120 Punkte" in shown
        assert "25 Personen haben" in shown
        assert "stünde manches anders" in shown, "15 of 25 put the other one first"
    done(submit(evening.office, page, f"{page}/uebernehmen"))


def ways_chosen(evening: Evening, visions: dict[str, int]) -> None:
    """Each vision gets its way: a circle, and an office outside the house."""
    for name, way in (("offen", {"way": "circle"}), ("bus", {"way": "department", "way_place": "Amt für Verkehr"})):
        page = f"{DESK}/visionen/{visions[name]}"
        done(submit(evening.office, page, f"{page}/weg", **way))


def attended(evening: Evening) -> None:
    """Three of four members came, and 28 guests: 31 people, as many as laid stones."""
    guests = {"administration": 7, "science": 6, "business": 4, "civil_society": 11}
    page = f"{evening.desk}/dabei"
    done(submit(evening.office, page, page, here=evening.members[:3], **guests))
    assert "31 Menschen waren da. Von 4 Mitgliedern waren 3 da, 1 fehlte." in text(evening.office, page)


def finished(evening: Evening) -> list[str]:
    """The office looks at everything that will happen, and presses; return the subjects it was shown."""
    page = f"{evening.desk}/abschluss"
    shown = evening.office.get(page)
    told = steps.words(shown.text)
    assert "4 Briefe gehen hinaus" in told
    assert f"Diese Visionen werden veröffentlicht: {WAITING}, {OPEN}." in told
    assert told.count("von „Im Gespräch“ zu „Weitergegeben“") == 1
    assert told.count("von „Im Gespräch“ zu „Veröffentlicht“") == 1
    assert not any(email in told for email in AUTHORS.values())
    sent = len(evening.letters.letters)
    done(submit(evening.office, page, page))
    done(evening.office.post(page, data={"token": token(shown, page), "version": version(shown)}))
    steps.post()
    assert len(evening.letters.letters) == sent + 4, "pressed twice, told once"
    return re.findall(r"<summary><strong>([^<]+)</strong>", shown.text)


def letters_come(evening: Evening, subjects: list[str]) -> None:
    """Each author gets the one letter that was shown before, with what became of the own idea."""
    last = {name: evening.letters.to(email)[-1] for name, email in AUTHORS.items()}
    came = sorted(str(one.message["Subject"]) for one in last.values())
    assert came == sorted(subjects)
    body = {name: " ".join(one.text.split()) for name, one in last.items()}
    for name in ("offen", "karte"):
        assert f"mit einer anderen die Vision „{OPEN}“ geworden" in body[name]
        assert "Ein Innovationszirkel arbeitet daran" in body[name]
    assert f"Aus Ihrer Idee ist die Vision „{WAITING}“ geworden." in body["bus"]
    assert "Amt für Verkehr" in body["bus"]
    assert "Eine Vision ist diesmal nicht daraus geworden." in body["bank"]


def minutes_read(evening: Evening, visitor: FlaskClient) -> None:
    """Page and PDF: who was there, red theses first, pictures in words, notes, Leitfragen, the ranking, visions, ways."""
    page = f"/div/{evening.id}/protokoll"
    paper = visitor.get(f"{page}-{evening.id}.pdf")
    assert paper.status_code == 200
    read = subprocess.run(["pdftotext", "-", "-"], input=paper.get_data(), capture_output=True, check=True)
    printed = " ".join(read.stdout.decode().replace("\xa0", " ").split())
    for told in (text(visitor, page), printed):
        assert "31 Menschen waren dabei" in told
        assert "Von 4 Mitgliedern waren 3 da, 1 fehlte." in told
        assert "Verwaltung: 8, davon 7 ohne Eintrag" in told
        order = [told.index(f"These {number}:") for number in (2, 3, 1)]
        assert order == sorted(order), "red ones first, the least united at the top"
        assert "stimme voll zu (Gold): 11, stimme eher zu (Bernstein): 3, teils, teils (Kiesel): 2" in told
        assert "Zustimmung: 14 von 30 (47 %)" in told
        assert "Ohne Namen gern, mit Namen nie." in told
        assert told.index("Was müsste sicher sein?") < told.index("Wer bewacht den Schlüssel?")
        assert f"{WAITING}: 130 Punkte" in told
        assert f"{OPEN}: 120 Punkte" in told
        assert TOGETHER in told
        assert "Ein Amt übernimmt es" in told
        assert not any(name in told for name in MEMBERS if name != "Amt für Verkehr")


def test_an_evening_from_its_form_to_its_minutes(
    app: House, office: FlaskClient, visitor: FlaskClient, letters: Sink
) -> None:
    need("pango")
    evening = before.prepared(app, office, letters)
    before.everybody_reads_what_comes(evening, visitor)
    before.invited(evening, visitor)
    before.rehearsed(evening)
    seats = opened(evening)
    first_round(evening, seats)
    talked(evening)
    second_round(evening, seats)
    results_read(evening, seats, visitor)
    visions = visions_written(evening)
    ranked(evening, seats)
    ways_chosen(evening, visions)
    attended(evening)
    letters_come(evening, finished(evening))
    minutes_read(evening, visitor)
