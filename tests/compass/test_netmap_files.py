"""A view as a file: the same as on the page, without who may not leave, noted in the journal without names."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from compass import services
from compass.models import ActorKind, Purpose, Sector, TieKind
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from tests.support.making_actors import make_actor
from tests.support.pages import fill

DESK, PUBLIC = "/buero/netz", "/netzwerk/netz"
FILES = ("svg", "png", "graphml", "gexf")
P = ActorKind.PERSON


def laid_out() -> tuple[int, int, int]:
    """Make a meeting place, a university it works with since 2021, and a person who works there and agreed to both."""
    middle, school = make_actor("Treffpunkt & <Alter>"), make_actor("Hochschule", sector=Sector.SCIENCE)
    person = make_actor("Frau Ja", kind=P)
    with writing():
        services.tie(middle, school, TieKind.COOPERATES, HOUSE, since_on="2021-05-01")
        services.tie(person, middle, TieKind.WORKS_FOR, HOUSE)
    return middle, school, person


def taken(office: FlaskClient, form: str, query: str) -> bytes:
    """Press the button below the picture in the office; return the file."""
    page = f"{DESK}{query}"
    answer = fill(office, page, to=f"{DESK}/herunterladen/{form}{query}", action=None)
    assert answer.status_code == 200
    return bytes(answer.data)


def names_of(form: str, body: bytes) -> set[str]:
    """Return the names of the actors in a file; a PNG names nobody that can be read."""
    if form == "svg":
        groups = ET.fromstring(body).iter("{http://www.w3.org/2000/svg}title")  # noqa: S314 - our own file
        return {str(one.text) for one in groups}
    if form == "png":
        return set()
    graph = nx.read_graphml(io.BytesIO(body)) if form == "graphml" else nx.read_gexf(io.BytesIO(body))
    return {str(said.get("name") or said["label"]) for _, said in graph.nodes(data=True)}


@pytest.mark.parametrize("form", FILES)
def test_a_public_file_holds_only_who_shows_their_ties(app: House, visitor: FlaskClient, form: str) -> None:
    middle, _, person = laid_out()
    hidden = make_actor("Geheimbund", public=False)
    with writing():
        services.tie(hidden, middle, TieKind.COOPERATES, HOUSE)
    address = f"{PUBLIC}/herunterladen/{form}?um={middle}&tiefe=3"
    first = visitor.get(address)
    assert first.status_code == 200
    assert "attachment" in first.headers["Content-Disposition"]
    assert "Geheimbund" not in str(names_of(form, first.data))
    assert b"Geheimbund" not in first.data
    assert form == "png" or "Frau Ja" in str(names_of(form, first.data))
    with writing():
        services.withdraw_consent(person, Purpose.SHOW_TIES, "schriftlich", HOUSE)
    later = visitor.get(address)
    assert "Frau Ja" not in str(names_of(form, later.data))
    assert len(later.data) < len(first.data)
    assert visitor.get(f"{PUBLIC}/herunterladen/{form}?um={person}").status_code == 404
    assert visitor.get(f"{PUBLIC}/herunterladen/{form}?um={hidden}").status_code == 404


@pytest.mark.parametrize("form", FILES)
def test_from_the_office_nobody_leaves_who_may_not_and_the_journal_says_so(
    app: House, office: FlaskClient, form: str
) -> None:
    middle, _, person = laid_out()
    inside = make_actor("Herr Drinnen", kind=P, public=False)
    with writing():
        services.tie(inside, middle, TieKind.WORKS_FOR, HOUSE)
    assert "Herr Drinnen" in office.get(f"{DESK}?um={middle}").text
    body = taken(office, form, f"?um={middle}")
    assert "Herr Drinnen" not in str(names_of(form, body))
    assert form == "png" or "Frau Ja" in str(names_of(form, body))
    line = db.session.scalars(select(Entry).where(Entry.verb == "netmap.taken")).one()
    assert line.parameters["number"] == 3
    assert set(line.parameters) == {"form", "number"}
    assert person


def test_who_only_reads_takes_nothing_along(app: House, reader: FlaskClient, office: FlaskClient) -> None:
    middle, *_ = laid_out()
    page = reader.get(f"{DESK}?um={middle}")
    assert page.status_code == 200
    assert "Dieses Bild mitnehmen" not in page.text
    assert reader.post(f"{DESK}/herunterladen/svg?um={middle}").status_code == 403
    assert office.post(f"{DESK}/herunterladen/svg?um={middle}").status_code == 400
    assert db.session.scalars(select(Entry).where(Entry.verb == "netmap.taken")).all() == []


def test_the_svg_needs_nothing_else_and_holds_no_text(app: House, visitor: FlaskClient) -> None:
    middle, *_ = laid_out()
    body = visitor.get(f"{PUBLIC}/herunterladen/svg?um={middle}").data
    root = ET.fromstring(body)  # noqa: S314 - our own file
    tags = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert not tags & {"text", "style", "script", "image", "a", "foreignObject"}
    known = {one.get("id") for one in root.iter()}
    used = set(re.findall(rb'href="#([^"]+)"', body))
    assert {one.decode() for one in used} <= known
    assert b"class=" not in body.replace(b'class="net__', b"")
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Netz um Treffpunkt & <Alter>"


def test_the_png_is_a_picture_with_the_colours_of_the_sectors(app: House, visitor: FlaskClient) -> None:
    middle, *_ = laid_out()
    body = visitor.get(f"{PUBLIC}/herunterladen/png?um={middle}").data
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.format == "PNG"
        colours = {colour for _, colour in picture.convert("RGB").getcolors(10**6) or ()}
    assert {(0x1B, 0x7A, 0x43), (0x7B, 0x2D, 0x8B), (255, 255, 255)} <= colours


def test_programs_read_places_words_and_days(app: House, visitor: FlaskClient) -> None:
    middle, school, _ = laid_out()
    query = f"?um={middle}"
    graph = nx.read_graphml(io.BytesIO(visitor.get(f"{PUBLIC}/herunterladen/graphml{query}").data))
    assert graph.nodes[f"actor-{middle}"]["name"] == "Treffpunkt & <Alter>"
    assert (graph.nodes[f"actor-{middle}"]["x"], graph.nodes[f"actor-{middle}"]["y"]) == (0.0, 0.0)
    (said,) = [
        said for one, other, said in graph.edges(data=True) if {one, other} == {f"actor-{middle}", f"actor-{school}"}
    ]
    assert (said["label"], said["since"]) == ("arbeitet zusammen mit", "2021-05-01")
    gexf = visitor.get(f"{PUBLIC}/herunterladen/gexf{query}").data
    assert b'start="2021-05-01"' in gexf
    assert nx.read_gexf(io.BytesIO(gexf)).number_of_nodes() == 3
