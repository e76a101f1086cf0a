"""The page „Was daraus wurde“ and the small drawing of the start page: only what everybody may see, in few statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from core.db import writing
from core.factory import House
from core.journal import HOUSE
from core.parts import DatePart
from ideas import reported, services
from ideas.services import Said
from ideas.stages import Stage
from radar import blips, lists, queries
from radar import services as words
from radar.blips import Blip, Ring
from radar.services import Draft
from tests.support.making import make_idea, published
from tests.support.statements import counted

DRAWN = re.compile(r'<use class="radar__mark" href="#m-(\w+)"')
LINE = re.compile(
    r'<td class="num">(\d+)</td><td><svg.*?</svg> <a href="([^"]+)">(.*?)</a>.*?\((\w+)\).*?<td>(\w+)</td>'
)
SPACE = "http://www.w3.org/2000/svg"


def shown(visitor: FlaskClient, address: str = "/radar") -> str:
    page = visitor.get(address)
    assert page.status_code == 200, address
    return page.text


def lines(page: str) -> list[tuple[str, str, str]]:
    """Return title, kind and ring of each line of the table."""
    return [(title, kind, ring) for _, _, title, kind, ring in LINE.findall(page)]


@pytest.fixture
def others(app: House) -> Iterator[list[Blip]]:
    """What the rooms above report, to be filled by a test."""
    given: list[Blip] = []

    def report() -> list[Blip]:
        return given

    hooks = app.extensions["slots"]["radar.blips"]
    hooks.append(report)
    yield given
    hooks.remove(report)


def every_kind() -> list[Blip]:
    areas = queries.taxonomy().areas
    made = [("vision", Ring.TRIED), ("order", Ring.DONE), ("box", Ring.LASTING), ("paper", Ring.IMPULSE)]
    return [Blip(kind, n, f"Ein {kind}", areas[2 * n].id, ring, f"/{kind}/{n}") for n, (kind, ring) in enumerate(made)]


def test_an_empty_radar_invites(visitor: FlaskClient) -> None:
    page = shown(visitor)
    assert "Den Anfang macht eine Idee" in page
    assert DRAWN.findall(page) == []


def test_everything_has_a_mark_and_a_line(visitor: FlaskClient, others: list[Blip]) -> None:
    published("Mehr Schatten am Markt.", areas=(queries.taxonomy().areas[7].id,))
    others += every_kind()
    page = shown(visitor)
    assert sorted(DRAWN.findall(page)) == ["box", "idea", "order", "paper", "vision"]
    assert lines(page) == [
        ("Ein vision", "Vision", "erprobt"),
        ("Ein order", "Arbeitsauftrag", "umgesetzt"),
        ("Ein box", "Kickbox", "verstetigt"),
        ("Ein paper", "Vorlage", "Impuls"),
        ("Mehr Schatten am Markt", "Idee", "Impuls"),
    ]


def test_the_drawing_is_sound_and_says_what_it_shows(visitor: FlaskClient, others: list[Blip]) -> None:
    others += [*every_kind(), Blip("box", 9, "<b>&\"'", queries.taxonomy().areas[0].id, Ring.DONE, "/kickbox/9")]
    found = re.findall(r'<svg((?: class="radar__hits")? viewBox="-384.*?</svg>)', shown(visitor), re.DOTALL)
    drawn, hits = (ET.fromstring(f'<svg xmlns="{SPACE}"{one}') for one in found)  # noqa: S314 - our own page
    assert drawn.attrib["role"] == "img"
    assert {drawn.attrib["aria-labelledby"], drawn.attrib["aria-describedby"]} == {"radar-t", "radar-d"}
    described = drawn.find(f"{{{SPACE}}}desc")
    assert described is not None
    assert described.text == "1 verstetigt, 2 umgesetzt, 1 erprobt, 1 Impuls. Die Tabelle nennt alle."
    assert drawn.find(f"{{{SPACE}}}title") is not None
    assert list(drawn.iter(f"{{{SPACE}}}text")) == list(drawn.iter(f"{{{SPACE}}}a")) == []
    assert hits.attrib["aria-hidden"] == "true"
    assert {link.attrib["tabindex"] for link in hits.iter(f"{{{SPACE}}}a")} == {"-1"}


def test_hidden_ideas_never_appear(visitor: FlaskClient) -> None:
    area = queries.taxonomy().areas[0].id
    with writing():
        services.tag(make_idea("Geheim eins.").id, (area,), category_id=None, district_id=None, who=HOUSE)
    gone = published("Geheim zwei.", areas=(area,))
    assert "Geheim zwei" in shown(visitor)
    with writing():
        services.advance(gone.id, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Name einer Person."))
    for address in ("/radar", "/", "/radar?was=idea"):
        assert "Geheim" not in shown(visitor, address)
        assert DRAWN.findall(shown(visitor, address)) == []


def test_ideas_without_a_topic_are_not_drawn(visitor: FlaskClient) -> None:
    published("Ohne Thema.")
    assert DRAWN.findall(shown(visitor)) == []


def test_a_done_idea_stands_further_inside(visitor: FlaskClient) -> None:
    made = published("Fertige Bank.", areas=(queries.taxonomy().areas[0].id,))
    with writing():
        services.advance(made.id, Stage.DONE, HOUSE, Said(reason="Die Bank steht."))
    assert lines(shown(visitor)) == [("Fertige Bank", "Idee", "umgesetzt")]


def test_of_many_ideas_the_newest_stand_there(visitor: FlaskClient) -> None:
    area = queries.taxonomy().areas[1]
    for number in range(11):
        published(f"Idee Nummer {number:02} am Bach.", areas=(area.id, queries.taxonomy().areas[3].id))
    page = shown(visitor)
    assert [title for title, _, _ in lines(page)] == [f"Idee Nummer {n:02} am Bach" for n in range(10, 2, -1)]
    assert "11 Einträge" in page
    assert "Hier stehen die 8 neuesten." in page
    assert f'<a href="/ideen?thema={area.id}">Alle Ideen zu „{area.name}“</a>' in page.replace("&amp;", "&")


def test_done_ideas_leave_room_for_new_ones(app: House) -> None:
    area = queries.taxonomy().areas[1].id
    made = [published(f"Idee {number:02} am Bach.", areas=(area,)) for number in range(20)]
    for one in made[8:]:
        with writing():
            services.advance(one.id, Stage.DONE, HOUSE, Said(reason="Steht."))
    ids = {ring: sorted(b.id for b in reported.blips() if b.ring is ring) for ring in (Ring.DONE, Ring.IMPULSE)}
    assert ids == {Ring.DONE: [m.id for m in made[-4:]], Ring.IMPULSE: [m.id for m in made[4:8]]}
    assert [(one.area_id, one.number) for one in reported.totals()] == [(area, 20)]


def test_filters_narrow_and_say_so(visitor: FlaskClient, others: list[Blip]) -> None:
    others += every_kind()
    page = shown(visitor, "/radar?was=vision&was=box&feld=leben")
    assert lines(page) == [("Ein box", "Kickbox", "verstetigt")]
    assert DRAWN.findall(page) == ["box"]
    assert re.findall(r'class="set" href="([^"]+)">', page.replace("&amp;", "&")) == [
        "/radar?was=box&feld=leben",
        "/radar?was=vision&feld=leben",
        "/radar?was=vision&was=box",
    ]
    assert "1 Eintrag</strong>" in page
    assert "Nehmen Sie einen Filter weg." in shown(visitor, "/radar?was=order&feld=leben")


@pytest.mark.parametrize(
    "address",
    [
        "/radar?was=x&feld=99",
        "/radar?was=%00&feld=%ED%A0%80",
        "/radar?was[]=idea&feld=" + "x" * 5000,
        "/radar?was=&q=1",
    ],
)
def test_junk_in_the_address_is_passed_over(visitor: FlaskClient, others: list[Blip], address: str) -> None:
    others += every_kind()
    assert len(lines(shown(visitor, address))) == 4


def test_a_full_cell_leads_to_its_part_of_the_table(visitor: FlaskClient, others: list[Blip]) -> None:
    area = queries.taxonomy().areas[0]
    others += [Blip("box", n, f"Kiste {n}", area.id, Ring.LASTING, f"/kickbox/{n}") for n in range(1, 21)]
    page = shown(visitor, "/radar?was=box").replace("&amp;", "&")
    assert f'<a href="/radar?was=box&feld={area.field_key}#h-tab" tabindex="-1">' in page
    assert len(DRAWN.findall(page)) < len(lines(page)) == 20
    assert "/radar?was=box&feld=" not in shown(visitor, "/").replace("&amp;", "&")


@pytest.mark.parametrize("address", ["/radar", "/radar?was=idea", "/"])
def test_three_and_thirty_ideas_cost_the_same(app: House, visitor: FlaskClient, address: str) -> None:
    def cost(*, kept: bool) -> int:
        if not kept:
            app.extensions["shelf"].clear()
        with counted() as statements:
            shown(visitor, address)
        return len(statements)

    areas = queries.taxonomy().areas
    for number in range(3):
        published(f"Idee {number} am Bach.", areas=(areas[number % 8].id,))
    few = cost(kept=False), cost(kept=True)
    for number in range(27):
        published(f"Idee {number} am Markt.", areas=(areas[number % 8].id,))
    assert (cost(kept=False), cost(kept=True)) == few


def test_a_second_look_costs_the_versions_alone(visitor: FlaskClient) -> None:
    published("Eine Bank am Bach.", areas=(queries.taxonomy().areas[0].id,))
    shown(visitor)
    with counted() as statements:
        shown(visitor)
    assert len(statements) == 1


def test_what_did_not_change_is_not_sent_again(visitor: FlaskClient) -> None:
    tag = visitor.get("/radar").headers["ETag"]
    assert visitor.get("/radar", headers={"If-None-Match": tag}).status_code == 304
    published("Neue Bank.", areas=(queries.taxonomy().areas[0].id,))
    assert visitor.get("/radar", headers={"If-None-Match": tag}).status_code == 200


def test_an_area_that_is_off_takes_its_things_along(visitor: FlaskClient, others: list[Blip]) -> None:
    areas = queries.taxonomy().areas
    both, alone = (areas[0].id, areas[5].id), (areas[0].id,)
    published("Bleibt stehen.", areas=both)
    published("Geht mit.", areas=alone)
    others.append(Blip("vision", 1, "Geht auch mit", areas[0].id, Ring.TRIED, "/div/visionen/1"))
    assert "3 Einträge</strong>" in shown(visitor)
    area = lists.by_slug("aktionsfelder")
    row = queries.entry(area, areas[0].id)
    with writing():
        words.change(area, row.id, Draft(row.name, row.about, active=False), HOUSE, row.version)
    page = shown(visitor)
    assert lines(page) == [("Bleibt stehen", "Idee", "Impuls")]
    assert "1 Eintrag</strong>" in page
    assert DRAWN.findall(page) == ["idea"]
    assert f"<li>{areas[0].name}</li>".replace("&", "&amp;") not in page


def test_a_third_area_gets_its_part(visitor: FlaskClient) -> None:
    first = queries.taxonomy().fields[0]
    with writing():
        words.add(lists.by_slug("aktionsfelder"), Draft("Stadt <b>der</b> Stimmen", field_id=first.id), HOUSE)
    added = queries.taxonomy().fields[0].areas[2]
    published("Eine Stimme.", areas=(added.id,))
    page = shown(visitor)
    names = dict(re.findall(r'<ul class="radar__areas at-(1-\d)">\s*<li>(.*?)</li>', page))
    assert names["1-3"] == "Stadt &lt;b&gt;der&lt;/b&gt; Stimmen"
    assert sorted(names) == ["1-1", "1-2", "1-3"]
    assert lines(page) == [("Eine Stimme", "Idee", "Impuls")]


def test_links_lead_only_to_pages_that_are_there(app: House, visitor: FlaskClient) -> None:
    known = {rule.rule for rule in app.url_map.iter_rules()}
    near = re.search(r'<ul class="near">.*?</ul>', shown(visitor), re.DOTALL)
    linked = re.findall(r'href="([^"]+)"', near[0]) if near else []
    assert linked == [path for path in ("/div", "/zirkel", "/kickbox", "/vorlagen") if path in known]


def test_the_first_visit_is_light(visitor: FlaskClient, others: list[Blip]) -> None:
    for area in queries.taxonomy().areas:
        for number in range(8):
            published(f"Eine Idee mit einem langen Titel über Bänke und Schatten {number}.", areas=(area.id,))
        others += [Blip("box", area.id * 9 + n, f"Kiste {n}", area.id, Ring.TRIED, "/kickbox/1") for n in range(9)]
    page = visitor.get("/radar", headers={"Accept-Encoding": "gzip"})
    style = re.search(r'href="(/static/app[^"]+\.css)"', shown(visitor))
    assert style
    sent = visitor.get(style[1], headers={"Accept-Encoding": "gzip"})
    assert len(page.data) + len(sent.data) < 60_000


def test_dates_of_the_rooms_stand_on_the_start_page_in_their_order(app: House, visitor: FlaskClient) -> None:
    slots = app.extensions["slots"]
    before = slots.get("start.dates", [])
    later = DatePart("Treffen", "Stadtbibliothek", "17 Uhr", "2026-12-09", "/div/1", "Sie werden gefragt")
    slots["start.dates"] = [lambda: [later, DatePart("Aufruf", "Bewerben", "ab jetzt", "", "/kickbox")]]
    try:
        page = shown(visitor, "/")
    finally:
        slots["start.dates"] = before
    assert page.index("Aufruf</a>") < page.index("Treffen</a>")
    assert '<time datetime="2026-12-09">9<span>Dez.</span></time>' in page
    assert "17 Uhr · Stadtbibliothek" in page
    assert "Sie werden gefragt" in page


def test_what_is_reported_has_a_fixed_order(app: House, others: list[Blip]) -> None:
    others += every_kind()
    assert [blip.kind for blip in blips.reported()] == ["box", "order", "paper", "vision"]
