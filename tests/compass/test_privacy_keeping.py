"""Kept no longer than needed, restricted means only kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from compass import keeping, queries, services
from compass.documents import documents
from compass.models import Actor, Basis, Purpose
from compass.page_documents import documents as public_documents
from compass.privacy import queries as privacy_queries
from compass.privacy import services as privacy
from compass.privacy.forms import WHY
from core import clock, indexing, journal, outbox, texts
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from core.search.query import parse
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.pages import fill
from tests.support.written_down import DAY, change, names, written


@pytest.mark.parametrize(
    ("basis", "years"), [(Basis.CONSENT, 3), (Basis.PUBLIC_TASK, 5), (Basis.CONTRACT, 6), (Basis.NOT_PERSONAL, None)]
)
def test_each_basis_has_its_clock(app: House, basis: Basis, years: int | None) -> None:
    number = written("Anna Eins", public=True, basis=basis)

    def listed(after: timedelta) -> bool:
        db.session.rollback()
        with clock.at(DAY + after):
            return bool(privacy_queries.expiring())

    end = keeping.until(db.session.get_one(Actor, number), [DAY])
    if years is None:
        assert (end, listed(timedelta(days=20_000))) == (None, False)
        return
    assert end == date(2026 + years, 3, 2)
    whole = (end - DAY.date()).days
    assert [listed(timedelta(days=whole - 31)), listed(timedelta(days=whole - 29))] == [False, True]


def test_a_new_sign_sets_the_clock_back(app: House) -> None:
    number = written("Anna Eins", public=True, basis=Basis.CONSENT)
    later = DAY + timedelta(days=3 * 365)
    with clock.at(later):
        assert [one.actor.id for one in privacy_queries.expiring()] == [number]
        with writing():
            services.give_consent(number, Purpose.INVITATIONS, "am Telefon", "Ja.", HOUSE)
        assert privacy_queries.expiring() == []


def test_an_entry_without_the_consent_it_rests_on_is_listed_and_not_kept(office: FlaskClient) -> None:
    number = written("Anna Eins", public=True, basis=Basis.CONSENT)
    with clock.at(DAY + timedelta(days=40)):
        with writing():
            services.withdraw_consent(number, Purpose.PUBLIC, "am Telefon", HOUSE)
        (one,) = privacy_queries.expiring()
        assert one.until is None
        with pytest.raises(Refused, match="keine gilt"), writing():
            privacy.keep(number, "Weil", HOUSE)


def test_one_press_keeps_an_entry_for_a_reason(office: FlaskClient) -> None:
    number = written("Anna Eins")
    change(number, added_at=clock.now() - timedelta(days=3000), changed_at=clock.now() - timedelta(days=3000))
    page, to = f"/buero/netzwerk/{number}/datenschutz", f"/buero/netzwerk/{number}/datenschutz/behalten"
    assert names(office, "/buero/netzwerk/datenschutz/aufbewahrung") == ["Anna Eins"]

    assert fill(office, page, action=to, to=to, reason="").status_code == 409
    assert fill(office, page, action=to, to=to, reason="Sie leitet noch den Treffpunkt.").status_code == 303

    db.session.rollback()
    actor = db.session.get_one(Actor, number)
    assert actor.keep_until_on == keeping.later(clock.today(), 5).isoformat()
    assert "Sie leitet noch den Treffpunkt." in office.get(page).get_data(as_text=True)
    assert names(office, "/buero/netzwerk/datenschutz/aufbewahrung") == []
    assert "leitet" not in str([entry.parameters for entry in journal.entries(Thing("actor", number))])


@pytest.mark.parametrize("reason", ["\x00", "   ", "x" * 100_000])
def test_a_reason_that_is_none_keeps_nothing(office: FlaskClient, reason: str) -> None:
    number = written("Anna Eins")
    page, to = f"/buero/netzwerk/{number}/datenschutz", f"/buero/netzwerk/{number}/datenschutz/behalten"

    assert fill(office, page, action=to, to=to, reason=reason).status_code == 409
    assert db.session.get_one(Actor, number).keep_until_on == ""


def test_the_office_sets_how_many_years(app: House) -> None:
    with writing():
        texts.edit("compass.keep.public_task", "1", HOUSE)
    number = written("Anna Eins")

    assert keeping.until(db.session.get_one(Actor, number), []) == date(2027, 3, 2)


def test_restricted_is_only_kept(office: FlaskClient, visitor: FlaskClient) -> None:
    number = make_actor("Anna Eins", competences=["Handy"], email="a@example.org")
    outbox.deliver_due(only={"index"})
    page, to = f"/buero/netzwerk/{number}/datenschutz", f"/buero/netzwerk/{number}/datenschutz/einschraenken"

    assert fill(office, page, action=to, to=to, reason=WHY[0]).status_code == 303

    assert visitor.get(f"/netzwerk/{number}").status_code == 404
    for lists in ("/netzwerk", "/netzwerk?q=Handy"):
        assert "Anna Eins" not in visitor.get(lists).get_data(as_text=True)
    for lists in ("/buero/netzwerk?q=Handy", "/buero/netzwerk?sektor=", "/buero/herausforderungen"):
        assert 'href="/buero/netzwerk/1"' not in office.get(lists).get_data(as_text=True).split("Zuletzt")[0]
    assert queries.matchable([number]) == {}
    assert list(db.session.scalars(queries.agreed(Purpose.INVITATIONS))) == []
    assert queries.choices("Anna") == []
    assert queries.page(queries.Filters(), public=False).total == 0
    assert [*documents([number]), *public_documents([number])] == []
    outbox.deliver_due(only={"index"})
    assert indexing.find(parse("Handy"), audience="desk").total == 0
    assert "Eintrag ist eingeschränkt" in office.get(f"/buero/netzwerk/{number}").get_data(as_text=True)
    assert names(office, "/buero/netzwerk/datenschutz/eingeschraenkt") == ["Anna Eins"]


def test_freed_counts_again_once_the_person_knows(office: FlaskClient, visitor: FlaskClient) -> None:
    number = make_actor("Anna Eins")
    with writing():
        privacy.restrict(number, WHY[3], HOUSE)
    page, to = f"/buero/netzwerk/{number}/datenschutz", f"/buero/netzwerk/{number}/datenschutz/freigeben"

    assert fill(office, page, action=to, to=to).status_code == 409
    assert visitor.get(f"/netzwerk/{number}").status_code == 404
    assert fill(office, page, action=to, to=to, known="y").status_code == 303
    assert visitor.get(f"/netzwerk/{number}").status_code == 200
    with pytest.raises(NotThere), writing():
        privacy.free(number, HOUSE)
