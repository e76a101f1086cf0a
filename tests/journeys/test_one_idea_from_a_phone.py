"""One idea, from a phone into the Ideenspeicher and on: visitor, office, letters from a real mail server, both databases."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from core import indexing
from core.factory import House
from core.outbox import deliver_due
from radar import queries as radar
from tests.support.pages import fill, token, version
from tests.support.smtp import Sink

TEXT = "Am Kesselbrink fehlen Bänke im Schatten. Im Sommer ist es dort mittags zu heiß."
ADDRESS = "mila@example.org"


def shown(client: FlaskClient, path: str) -> str:
    page = client.get(path, follow_redirects=True)
    assert page.status_code == 200, path
    return page.get_data(as_text=True)


def link_in(letter: str) -> str:
    found = re.search(r"http://localhost(/\S+)", letter)
    assert found
    return found[1]


def press(client: FlaskClient, path: str) -> None:
    assert client.post(path, data={"token": token(client.get(path))}).status_code == 303


def decide(office: FlaskClient, path: str, **fields: object) -> None:
    page = office.get(path)
    sent = {"token": token(page, path), "version": version(page), **fields}
    answer = office.post(path, data=sent)
    assert answer.status_code == 303, answer.get_data(as_text=True)


def test_from_a_phone_to_the_end(app: House, visitor: FlaskClient, office: FlaskClient, letters: Sink) -> None:
    indexing.tend()
    page = fill(visitor, "/ideen/neu", text=TEXT, email=ADDRESS).get_data(as_text=True)
    assert "Danke! Ihre Idee ist bei uns." in page
    found = re.search(r'id="merk-code">(.*?)</p>', page, re.DOTALL)
    assert found
    code = re.sub(r"<[^>]+>", "", found[1])

    deliver_due()
    press(visitor, link_in(letters.wait_for(1)[0].text))

    assert "Bänke im Schatten" not in shown(visitor, "/ideen")
    assert "Am Kesselbrink fehlen Bänke im Schatten" in shown(office, "/buero/ideen")
    area = radar.taxonomy().areas_by_key["la2"]
    decide(office, "/buero/ideen/1", publish="1", areas=[str(area.id)])

    deliver_due()
    assert letters.wait_for(2)[-1].message["Subject"] == "Ihre Idee: Veröffentlicht"
    listed = shown(visitor, "/ideen?q=bank+schatten")
    assert '<strong class="num">1 Idee</strong>' in listed
    assert area.name.replace("&", "&amp;") in listed
    way = shown(visitor, "/ideen/1")
    assert "Der Weg dieser Idee" in way
    assert "hier steht die Idee jetzt" in way

    decide(office, "/buero/ideen/1", go="1", step="in_talk", on="2031-11-30", areas=[str(area.id)])
    decide(office, "/buero/ideen/1", go="1", step="done", reason="zehn Bänke unter Bäumen.", areas=[str(area.id)])
    deliver_due()
    subjects = [letter.message["Subject"] for letter in letters.wait_for(4)]
    assert subjects[2:] == ["Ihre Idee: Im Gespräch", "Ihre Idee: Umgesetzt"]
    for told in (shown(visitor, "/ideen/1"), fill(visitor, "/ideen/nachsehen", code=code).get_data(as_text=True)):
        assert "Das gibt es jetzt: zehn Bänke unter Bäumen." in told
        titles = re.findall(r"<h3>(\w[^<]*)", told[told.index("Der Weg dieser Idee") :])
        assert titles == ["Eingegangen", "Veröffentlicht", "Im Gespräch", "Umgesetzt"]

    press(visitor, link_in(letters.letters[-1].text))
    decide(office, "/buero/ideen/1", decline="1", reason="Bitte noch einmal prüfen.")
    deliver_due()
    assert len(letters.letters) == 4
    assert ADDRESS not in shown(office, "/buero/ideen/1")


def test_declined_rewritten_published(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    page = fill(visitor, "/ideen/neu", text="Der Herr aus Nummer 14 stellt seinen Wagen auf den Gehweg.").get_data(
        as_text=True
    )
    found = re.search(r'id="merk-code">(.*?)</p>', page, re.DOTALL)
    assert found
    code = re.sub(r"<[^>]+>", "", found[1])
    decide(office, "/buero/ideen/1", decline="1", reason="Der Text zeigt auf einen Menschen.")

    own = fill(visitor, "/ideen/nachsehen", code=code)
    assert "Der Text zeigt auf einen Menschen." in own.get_data(as_text=True)
    sent = {"token": token(own, "/ideen/nachsehen/aendern"), "code": code, "text": "Auf dem Gehweg wird oft geparkt."}
    assert "Danke! Der neue Text ist bei uns." in visitor.post("/ideen/nachsehen/aendern", data=sent).get_data(
        as_text=True
    )

    decide(office, "/buero/ideen/1", publish="1")
    public = shown(visitor, "/ideen/1")
    assert "Auf dem Gehweg wird oft geparkt." in public
    assert "Nummer 14" not in public
    assert "zeigt auf einen Menschen" not in public
