"""From a phone to the reply, with real letters: a citizen and a follower in Chromium at 375 px, the office, a department."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect
from sqlalchemy import func, select

from core import clock, indexing, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas.following.models import Follower
from ideas.models import Idea
from ideas.passing import services as passing
from ideas.passing.models import Passing, PlaceKind
from ideas.passing.services import Described
from ideas.places import queries as places
from ideas.stages import Stage
from tests.support import chromium, houses, people, pictures, server
from tests.support.forms import done, submit
from tests.support.making import published
from tests.support.smtp import Delivery, Sink

pytestmark = pytest.mark.browser

THERE = "Auf dem Weg am Fluss fehlen Bänke, auf denen ältere Menschen ausruhen können."
MINE = "Am Fluss brauchen wir Sitzbänke zum Ausruhen für ältere Menschen, am besten im Schatten."
OTHERS = ("Die Ampel ist zu kurz grün.", "Mehr Licht im Park.", "Ein Regal für Bücher.", "Die Halle im Winter öffnen.")
AUTHOR, FOLLOWER, PLACE = "mila@example.org", "jo@example.org", "gruen@example.org"
QUESTION, ANSWER = "Welches Ufer meinen Sie?", "Das linke Ufer, bei der Brücke."
RELEASED = "Drei Bänke im Schatten sind möglich."
SHORT, COSTS, PERIOD = "Wir stellen drei Bänke auf.", "etwa 4.500 €", "März bis Mai"
TILES = "https://karten.example.org/{z}/{x}/{y}.png"


@pytest.fixture
def address(app: House, letters: Sink) -> Iterator[str]:
    """The house behind a real server, its letters full of links to it, with a map of the city's own service."""
    del letters
    with server.serve(app) as where, houses.changed(app, base_url=where, map_tiles=TILES):
        yield where


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Callable[[], Any]]:
    """Give pages of new phones; each is held to its console and its requests at the end."""
    with ExitStack() as open_windows:

        def window() -> Any:
            one = open_windows.enter_context(chromium.window(browser, address, width=375, height=700))
            tile = pictures.photo((1, 1))
            one.page.route("https://karten.example.org/**", lambda route: route.fulfill(body=tile))
            return one

        yield window


def calm(page: Any, name: str) -> None:
    """Hold what is open to the measures of every page."""
    violations, undecided = chromium.axe(page)
    assert [*violations, *undecided] == [], name
    assert chromium.overflow(page) == 0, name


def post(letters: Sink, recipient: str, count: int) -> Delivery:
    """Send what waits, news first; return the last of exactly so many letters that an address has got by now."""
    for _ in range(3):
        outbox.deliver_due(without={"index"})
    found = letters.to(recipient)
    assert len(found) == count, [str(one.message["Subject"]) for one in found]
    return found[-1]


def link(letter: Delivery, address: str, part: str) -> str:
    """Return the path of a letter's link."""
    found = re.search(re.escape(address) + rf"({part}\S+)", letter.text)
    assert found, letter.text
    return found[1]


def stage(number: int) -> Stage:
    db.session.rollback()
    return db.session.get_one(Idea, number, populate_existing=True).stage


def hand_in(window: Any, there: int) -> str:
    """Write on the phone, see what is alike, show interest in it, hand in one's own with a point and a photo; return the code."""
    page = window.page
    page.goto("/")
    page.get_by_role("link", name="Idee abgeben").first.click()
    page.get_by_label("Was ist Ihre Idee oder Ihr Wunsch?").fill(MINE)
    page.get_by_role("heading", name="Gibt es das schon? Eine Idee ist ähnlich").wait_for()
    assert f"/ideen/{there}-" in str(page.get_by_role("link", name=re.compile("Mehr Bänke")).get_attribute("href"))
    page.get_by_role("button", name=re.compile("Das interessiert mich auch")).click()
    page.get_by_text("Danke! Das zählt dort mit.").wait_for()
    page.locator("summary", has_text="Mehr angeben").click()
    page.get_by_label("E-Mail", exact=True).fill(AUTHOR)
    calm(page, "form")
    assert window.foreign_requests == [], "the city's server is asked only once somebody opens the map"
    page.locator("summary", has_text="Den Ort auf der Karte zeigen").click()
    page.locator("[data-pick].leaflet-container").click()
    page.get_by_text("Punkt gesetzt").wait_for()
    assert chromium.axe(page)[0] == [], "of what lies on map pictures nobody can tell the contrast"
    assert chromium.overflow(page) == 0
    window.foreign_requests.clear()
    page.get_by_role("button", name="Idee abschicken").click()
    code = str(page.locator("#merk-code").inner_text())
    calm(page, "thanks")
    page.locator("summary", has_text="Ein Foto oder PDF dazulegen").click()
    photo = {"name": "ufer.jpg", "mimeType": "image/jpeg", "buffer": pictures.from_a_telephone()}
    page.get_by_label("Foto oder PDF").set_input_files(photo)
    page.get_by_label("Was ist zu sehen?").fill("Ein Weg am Ufer ohne Bank.")
    page.get_by_role("button", name="Datei schicken").click()
    page.get_by_text("Die Datei ist bei uns.").wait_for()
    calm(page, "photo")
    return code


def follow(window: Any, number: int, letters: Sink, address: str) -> None:
    """Ask on a phone for letters about an idea, and press the button behind the letter's link."""
    page = window.page
    page.goto(f"/ideen/{number}")
    page.get_by_role("link", name="Dieser Idee per E-Mail folgen").click()
    page.get_by_label("Sofort, bei jedem Schritt").check(force=True)
    page.get_by_label("Ihre E-Mail-Adresse").fill(FOLLOWER)
    calm(page, "follow")
    page.get_by_role("button", name="Brief anfordern").click()
    page.get_by_text("Brief").first.wait_for()
    page.goto(link(post(letters, FOLLOWER, 1), address, "/ideen/folgen/bestaetigen/"))
    page.get_by_role("button", name="Ja, schreiben Sie mir").click()
    page.wait_for_url("**notiz=folgen-bestaetigt")


def read_and_ask(office: FlaskClient, number: int) -> None:
    """The office finds the idea in its queue, takes it over, and puts a question with a day."""
    queue = office.get("/buero/ideen").get_data(as_text=True)
    assert "Am Fluss brauchen wir Sitzbänke" in queue
    path = f"/buero/ideen/{number}"
    done(submit(office, path, f"{path}/zuweisen", mine="1"))
    assert db.session.get_one(Idea, number, populate_existing=True).assigned_to is not None
    assert people.NAMES["office"] in office.get(path).get_data(as_text=True)
    until = (clock.today() + timedelta(days=10)).isoformat()
    done(submit(office, f"{path}/rueckfrage", question=QUESTION, answer_by=until))
    assert stage(number) is Stage.QUESTION


def publish(office: FlaskClient, number: int) -> None:
    """The office takes the answer into account, shows photo and idea."""
    path = f"/buero/ideen/{number}"
    shown = office.get(path).get_data(as_text=True)
    assert ANSWER in shown
    found = re.search(r'action="(/buero/ideen/anhaenge/\d+)"', shown)
    assert found
    done(submit(office, path, found[1], show="1"))
    done(submit(office, path, publish="1"))
    assert stage(number) is Stage.PUBLISHED


def ask_a_place(office: FlaskClient, visitor: FlaskClient, number: int, letters: Sink, address: str) -> None:
    """The office passes a question to a department, which answers by the link of its letter; the office releases it."""
    with writing():
        place = passing.put_place(None, Described("Amt für Grün", PlaceKind.DEPARTMENT, PLACE), HOUSE).id
    done(submit(office, f"/buero/ideen/weitergeben/idee/{number}", place=place, message="Ist dort Platz?"))
    door = link(post(letters, PLACE, 1), address, "/stelle/")
    seen = visitor.get(door).get_data(as_text=True)
    assert "Ist dort Platz?" in seen
    assert AUTHOR not in seen
    done(submit(visitor, door, text=f"{RELEASED} Fragen an Herrn Muster.", role="Planung"))
    row = db.session.scalars(select(Passing.id).where(Passing.idea_id == number)).one()
    release = f"/buero/ideen/weitergeben/{row}"
    done(submit(office, release, f"{release}/freigeben", short="Ja, dort ist Platz.", released=RELEASED))
    assert stage(number) is Stage.ANSWERED


def bundle_and_answer(office: FlaskClient, number: int, there: int) -> None:
    """The office puts the idea beside the alike one, and gives the official answer."""
    page = f"/buero/ideen/{number}/buendel"
    proposed = office.get(page).get_data(as_text=True)
    assert f'value="{there}"' in proposed
    done(submit(office, page, ideas=[there], title="Bänke am Fluss"))
    soon = (clock.today() + timedelta(days=60)).isoformat()
    words = {"role": "Umweltamt", "short": SHORT, "text": "Am Ufer ist Platz.", "costs": COSTS, "period": PERIOD}
    done(submit(office, f"/buero/ideen/{number}/antwort", stage="in_work", place="Umweltamt", on=soon, **words))
    assert stage(number) is Stage.IN_WORK


def unsubscribe(letter: Delivery, visitor: FlaskClient, address: str) -> None:
    """End the letters as a mail program does with one click (RFC 8058), and find the address gone."""
    assert SHORT in letter.text
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = str(letter.message["List-Unsubscribe"]).strip("<>").removeprefix(address)
    assert visitor.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 303
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Follower)) == 0


def answer(page: Any, door: str) -> None:
    """Answer the office's question on the page behind the letter's link."""
    page.goto(door)
    page.get_by_label("Ihre Antwort").fill(ANSWER)
    calm(page, "question")
    page.get_by_role("button", name="Antwort schicken").click()
    page.get_by_role("heading", name="Danke! Ihre Antwort ist bei uns.").wait_for()


def look_up(page: Any, code: str) -> None:
    """Read the whole way by the Merk-Code, with what is between the author and the office."""
    page.goto("/ideen/nachsehen")
    page.get_by_label("Ihr Merk-Code").fill(code)
    page.locator("main").get_by_role("button", name="Nachsehen").click()
    expect(page.get_by_text("Drei Bänke stehen.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Rückfrage")).to_be_visible()
    calm(page, "own")


def whole_way(page: Any, number: int) -> None:
    """Read on the phone how it all went, as one way."""
    page.goto(f"/ideen/{number}")
    way = page.locator("section", has=page.locator("#h-weg")).inner_text()
    told = ["Eingegangen", "Veröffentlicht", "Weitergegeben", "Beantwortet", "In Arbeit", "Umgesetzt"]
    assert "Rückfrage" not in way, "that is between the author and the office"
    places_found = [way.index(word) for word in told]
    assert places_found == sorted(places_found), way
    for words in (RELEASED, SHORT, COSTS, PERIOD, "Mehr Bänke am Fluss", "Zusammen mit einer ähnlichen Idee"):
        expect(page.get_by_text(words).first, words).to_be_visible()
    expect(page.get_by_role("img", name="Ein Weg am Ufer ohne Bank.")).to_be_visible()
    expect(page.get_by_text("° Nord").first).to_be_visible()
    text = page.locator("main").inner_text()
    assert not [secret for secret in (ANSWER, "Herrn Muster", AUTHOR, people.NAMES["office"]) if secret in text]
    calm(page, "idea")
    page.goto("/ideen/zahlen")
    expect(page.locator("main")).to_contain_text("6 von 6")
    assert chromium.axe(page)[0] == [], "of what a table hides at its side nobody can tell the contrast"
    assert chromium.overflow(page) == 0


@pytest.mark.usefixtures("app")
def test_from_phone_to_reply(
    letters: Sink, address: str, phone: Callable[[], Any], office: FlaskClient, visitor: FlaskClient
) -> None:
    there = published(THERE, title="Mehr Bänke am Fluss").id
    for other in OTHERS:
        published(other)
    indexing.tend()
    citizen, other = phone(), phone()
    page = citizen.page

    code = hand_in(citizen, there)
    number = db.session.scalars(select(Idea.id).order_by(Idea.id.desc())).first() or 0
    assert places.points([number])
    page.goto(link(post(letters, AUTHOR, 1), address, "/ideen/"))
    page.locator("main").get_by_role("button").first.click()

    read_and_ask(office, number)
    asked = post(letters, AUTHOR, 2)
    assert QUESTION in asked.text
    answer(page, link(asked, address, "/ideen/rueckfrage/"))

    publish(office, number)
    assert post(letters, AUTHOR, 3).message["Subject"] == "Ihre Idee: Veröffentlicht"
    follow(other, number, letters, address)
    ask_a_place(office, visitor, number, letters, address)
    bundle_and_answer(office, number, there)
    told = [str(one.message["Subject"]) for one in (post(letters, AUTHOR, 7), *letters.to(AUTHOR))]
    assert told[-1] == "Ihre Idee: In Arbeit"
    unsubscribe(post(letters, FOLLOWER, 4), visitor, address)
    done(submit(office, f"/buero/ideen/{number}", go="1", step="done", reason="Drei Bänke stehen."))
    assert "Drei Bänke stehen." in post(letters, AUTHOR, 8).text
    post(letters, FOLLOWER, 4)

    whole_way(page, number)
    look_up(page, code)
