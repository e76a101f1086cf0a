"""What is kept and what goes: applications that came to nothing, names and addresses after the end, the index."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, indexing, jobs, links
from core.config import settings
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.outbox import deliver_due
from core.rows import Base
from core.search.query import parse
from core.things import Thing
from kickbox import services
from kickbox.models import Box, BoxState
from tests.support.making_boxes import make_box
from tests.support.smtp import Sink

ADDRESS = "ganzgeheim@example.org"


def kept() -> str:
    db.session.rollback()
    return " ".join(str(row) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table)))


def purged_after(days: float) -> set[int]:
    """Return which boxes are left when so many days have passed."""
    with clock.at(clock.now() + timedelta(days=days)):
        jobs.purge()
    db.session.rollback()
    return set(db.session.scalars(select(Box.id)))


def test_applications_that_came_to_nothing_go(app: House) -> None:
    asked, confirmed, declined = (
        make_box(state=state) for state in (BoxState.ASKED, BoxState.CONFIRMED, BoxState.DECLINED)
    )
    assert purged_after(6.9) == {asked, confirmed, declined}
    assert purged_after(7.1) == {confirmed, declined}
    assert purged_after(29.9) == {confirmed, declined}
    assert purged_after(30.1) == {confirmed}


def test_half_a_year_after_the_end_nobody_knows_who_it_was(app: House) -> None:
    ended = make_box(state=BoxState.LEARNED, email=ADDRESS)
    runs = make_box(email="laeuft@example.org")
    assert links.outstanding("kickbox.own", Thing("box", ended))
    purged_after(181)
    assert db.session.get_one(Box, ended).email == ADDRESS
    purged_after(183)
    box = db.session.get_one(Box, ended)
    assert (box.innovator, box.email, box.title) == ("", "", "Bäume, die Bescheid sagen")
    assert not links.outstanding("kickbox.own", Thing("box", ended))
    assert db.session.get_one(Box, runs).email == "laeuft@example.org"


def test_of_a_declined_application_nothing_stays(app: House, letters: Sink) -> None:
    number = make_box(title="Zimtschneckenkiste", state=BoxState.DECLINED, email=ADDRESS)
    deliver_due()
    letters.wait_for(3)
    indexing.tend()
    with clock.at(clock.now() + timedelta(days=400)):
        jobs.purge()
        jobs.tidy()
    assert db.session.get(Box, number) is None
    assert ADDRESS not in kept()
    assert "Zimtschneckenkiste" not in kept()


def test_only_boxes_that_everybody_may_see_are_in_the_index(app: House) -> None:
    made = {make_box(title="Kiste", state=state, email=ADDRESS, text=f"Wort{state.name}"): state for state in BoxState}
    indexing.tend()
    for audience in ("public", "desk"):
        hits = indexing.find(parse("Kiste"), audience=audience, kind="box").hits
        shown = {made[int(hit.id.split(":")[1])] for hit in hits}
        assert shown == {BoxState.RUNNING, BoxState.GOES_ON, BoxState.LEARNED}
    indexing.rebuild()
    files = b"".join(p.read_bytes() for p in Path(settings().instance / "search").rglob("*") if p.is_file()).lower()
    for hidden in (b"wortasked", b"wortconfirmed", b"wortdeclined", b"ganzgeheim", b"demo innovator"):
        assert hidden not in files


def test_no_public_page_names_applicants_or_what_waits(app: House, visitor: FlaskClient) -> None:
    for state in BoxState:
        make_box(title=f"Kiste {state.value}", state=state, email=ADDRESS)
    with writing():
        running = make_box(title="Kiste im Lauf", email=ADDRESS)
    with writing():
        services.reach(running, 2, "Viel gelernt.", HOUSE)
    pages = [visitor.get("/kickbox")] + [visitor.get(f"/kickbox/{number}") for number in range(1, 9)]
    pages += [visitor.get(path) for path in ("/", "/mitmachen", "/radar")]
    shown = " ".join(page.get_data(as_text=True) for page in pages)
    assert "Kiste im Lauf" in shown
    for hidden in ("Kiste asked", "Kiste confirmed", "Kiste declined", ADDRESS, "Demo Innovator"):
        assert hidden not in shown
