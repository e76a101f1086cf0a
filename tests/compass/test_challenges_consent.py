"""Who did not agree to be suggested, or took it back, appears in no output about a challenge, wherever one looks."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from compass import queries, services, suggesting, telling
from compass.challenges import page
from compass.challenges import queries as wing_queries
from compass.challenges import services as wing
from compass.challenges.models import State, SuggestionFeedback
from compass.challenges.services import Verdict
from compass.models import Actor, Consent, Purpose, TieKind
from core import clock
from core.db import db, writing
from core.journal import HOUSE
from tests.support.making_challenges import ROOT, a_challenge, a_network, without
from tests.support.pages import fill


def everything(office: FlaskClient, number: int) -> str:
    """Return all pages about a challenge as one text."""
    paths = (ROOT, f"{ROOT}/{number}", f"{ROOT}/{number}?art=eingespielt", f"{ROOT}/{number}?art=bruecken")
    pages = [office.get(path) for path in (*paths, f"{ROOT}/{number}/bearbeiten")]
    assert {one.status_code for one in pages} == {200}
    return "\n".join(one.get_data(as_text=True) for one in pages)


def test_without_a_yes_nobody_is_on_any_page(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        services.tie(ids["Stumm"], ids["Treff"], TieKind.COOPERATES, HOUSE)
        services.tie(ids["Amt"], ids["Stumm"], TieKind.COOPERATES, HOUSE)
    assert "Stumm" not in everything(office, number)
    assert office.get(f"{ROOT}/{number}/rueckmeldung/{ids['Stumm']}").status_code == 404
    place = f"{ROOT}/{number}"
    for path, fields in (
        ("einladen", {"wahl": str(ids["Stumm"])}),
        ("team", {"actor": str(ids["Stumm"]), "step": "drin"}),
    ):
        there = f"{place}/{path}"
        refused = fill(office, place, to=there, action=there, **fields)
        assert refused.status_code == 409
        assert "Stumm" not in refused.get_data(as_text=True)


def test_who_takes_the_yes_back_is_gone_from_everything_at_once(office: FlaskClient, admin: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        wing.pick(number, ids["Treff"], HOUSE, is_in=True)
        wing.pick(number, ids["Verein"], HOUSE, is_in=False)
        wing.say(number, ids["Treff"], Verdict(State.ACCEPTED), HOUSE, version=0)
        wing.say(number, ids["Amt"], Verdict(State.DECLINED), HOUSE, version=0)
    before = everything(office, number)
    assert all(f">{name}<" in before for name in ("Treff", "Verein", "Amt"))
    for name in ("Treff", "Verein", "Amt"):
        without(ids[name])
    db.session.rollback()

    after = everything(office, number)
    assert not [name for name in ("Treff", "Verein", "Amt") if f">{name}<" in after]
    assert wing_queries.said() == []
    assert "Noch keine Rückmeldung" in admin.get(f"{ROOT}/guete").get_data(as_text=True)
    assert office.get(f"{ROOT}/{number}/rueckmeldung/{ids['Treff']}").status_code == 404
    assert "Zugesagt" in telling.as_json(telling.of(ids["Treff"]))


def test_who_is_restricted_is_gone_too(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    assert ">Treff<" in everything(office, number)
    with writing():
        db.session.scalars(select(Actor).where(Actor.id == ids["Treff"])).one().restricted_at = clock.now()
    assert ">Treff<" not in everything(office, number)


def test_a_cached_network_names_nobody_who_said_no_meanwhile(office: FlaskClient) -> None:
    """The network is kept while its version stands: consent is asked anew, even where nobody raised the version."""
    ids, number = a_network(), a_challenge()
    assert ">Treff<" in everything(office, number)
    with writing():
        yes = (Consent.actor_id == ids["Treff"], Consent.purpose == Purpose.MATCHING)
        db.session.scalars(select(Consent).where(*yes)).one().withdrawn_at = clock.now()
    assert ">Treff<" not in everything(office, number)


def test_a_list_of_now_holds_only_who_agreed(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        wing.invite(number, [ids["Treff"]], HOUSE, "list")
    noted = set(db.session.scalars(select(SuggestionFeedback.actor_id)))
    assert ids["Stumm"] not in noted
    assert noted == {one.actor.id for one in suggesting.of(queries.challenge(number)).everybody}


def test_the_team_is_made_of_those_who_agreed(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    for name in ("Treff", "Verein", "Laden"):
        without(ids[name])
    db.session.rollback()
    team = page.face(queries.challenge(number), "")["team"]
    assert [one.person.name for one in team.seats] == ["Amt"]
    assert [person.name for person, _ in team.first] == ["Amt"]
    agreed = set(db.session.scalars(queries.agreed(Purpose.MATCHING)))
    assert team.chosen <= agreed
