"""Every list as an Atom feed: well-formed whatever people wrote, narrowed as the list is, 304 while nothing changed."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from core import outbox
from core.db import db, writing
from core.journal import HOUSE
from ideas.models import Idea
from ideas.services import Said, advance
from ideas.stages import Stage
from radar import queries as radar
from tests.support.making import make_idea, published

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: FlaskClient, address: str = "/ideen.atom") -> ET.Element:
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(answer.get_data())  # noqa: S314 - our own feed


def titles(root: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def valid(root: ET.Element) -> None:
    """Hold a feed against RFC 4287, sections 4.1.1 and 4.1.2."""
    assert root.tag == f"{ATOM}feed"
    for element, authors in [(root, 1), *((entry, 0) for entry in root.findall(f"{ATOM}entry"))]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
            assert element.findtext(f"{ATOM}{name}"), name
        assert len(element.findall(f"{ATOM}author")) == authors
        for name in ("updated", "published"):
            for moment in element.findall(f"{ATOM}{name}"):
                datetime.strptime(moment.text or "", "%Y-%m-%dT%H:%M:%S%z")
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert len(set(links)) == len(links)
        assert ("alternate", "text/html") in links
        assert all((link.get("href") or "").startswith("http://localhost/") for link in element.findall(f"{ATOM}link"))
    ids = [found.text for found in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    own = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [root.findtext(f"{ATOM}id")]


def test_the_feed_holds_what_the_list_holds_and_is_valid(visitor: FlaskClient) -> None:
    area, district = radar.taxonomy().areas[0], radar.taxonomy().districts[0]
    published("Am Bach fehlt eine Bank. Im Schatten.", areas=(area.id,), district_id=district.id)
    published("Ein Baum am Markt.")
    make_idea("Geheime Kelleridee.")
    root = feed(visitor)
    valid(root)
    assert titles(root) == ["Ein Baum am Markt", "Am Bach fehlt eine Bank"]
    assert root.findall(f"{ATOM}entry")[1].findtext(f"{ATOM}summary") == "Am Bach fehlt eine Bank. Im Schatten."
    narrowed = feed(visitor, f"/ideen.atom?thema={area.id}&bezirk={district.id}&stand=published")
    valid(narrowed)
    assert titles(narrowed) == ["Am Bach fehlt eine Bank"]
    assert area.name in (narrowed.findtext(f"{ATOM}title") or "")
    assert titles(feed(visitor, "/ideen.atom?stand=answered")) == []


def test_a_search_is_a_feed_too(visitor: FlaskClient) -> None:
    published("Am Bach fehlt eine Bank.")
    published("Ein Baum am Markt.")
    outbox.deliver_due()
    root = feed(visitor, "/ideen.atom?q=Bank")
    valid(root)
    assert titles(root) == ["Am Bach fehlt eine Bank"]
    tag = visitor.get("/ideen.atom?q=Bank").headers["ETag"]
    assert visitor.get("/ideen.atom?q=Bank", headers={"If-None-Match": tag}).status_code == 304


def test_an_empty_feed_is_valid(visitor: FlaskClient) -> None:
    valid(feed(visitor))


def test_no_text_breaks_the_feed(visitor: FlaskClient) -> None:
    idea = published("Bank ]]> & <b>Baum</b> am Bach.").id
    with writing():
        row = db.session.get_one(Idea, idea)
        row.text, row.title = "von\x0bfrüher\ufffe eingelesen & <![CDATA[", "Alt\x01 & <neu>"
    root = feed(visitor)
    valid(root)
    assert titles(root) == ["Alt & <neu>"]


@pytest.mark.parametrize(
    "query", ["thema=x&bezirk=999&art=-1", "q=%00%ff", "q=" + "a" * 5000, "vor=x", "nach=9-9", "ab=x&q=a", "stand=<b>"]
)
def test_junk_in_the_address_is_no_fault(visitor: FlaskClient, query: str) -> None:
    assert visitor.get(f"/ideen.atom?{query}").status_code in {200, 404}


def test_nothing_new_is_said_shortly_and_what_is_hidden_is_gone(visitor: FlaskClient) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    tag = visitor.get("/ideen.atom").headers["ETag"]
    again = visitor.get("/ideen.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    with writing():
        advance(idea, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Doch nicht."))
    after = visitor.get("/ideen.atom", headers={"If-None-Match": tag})
    assert (after.status_code, b"Bank" in after.get_data()) == (200, False)


def test_the_list_names_its_feed(visitor: FlaskClient) -> None:
    area = radar.taxonomy().areas[0].id
    page = visitor.get(f"/ideen?thema={area}&q=Bank").get_data(as_text=True)
    link = re.search(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', page)
    assert link
    assert link[1] == f"/ideen.atom?q=Bank&amp;thema={area}"
    assert f'href="/ideen/folgen?thema={area}"' in page


def test_an_idea_can_be_passed_on_without_foreign_services(visitor: FlaskClient) -> None:
    idea = published("Am Bach fehlt eine Bank & mehr.").id
    page = visitor.get(f"/ideen/{idea}", follow_redirects=True).get_data(as_text=True)
    assert f'data-copy="http://localhost/ideen/{idea}"' in page
    assert (
        f"mailto:?subject=Am%20Bach%20fehlt%20eine%20Bank%20%26%20mehr&amp;body=http%3A//localhost/ideen/{idea}" in page
    )
    assert f'href="/ideen/folgen?idee={idea}"' in page
