"""From suggestion to invitation to what became of it: two presses, letters, answers, reasons, a year, the person's answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass import services, telling
from compass.challenges import quality, queries
from compass.challenges import services as wing
from compass.challenges.models import State, SuggestionFeedback, UnfitReason
from compass.challenges.queries import Said
from compass.challenges.services import Verdict
from compass.doubles import merging
from compass.invitations import services as invitations
from compass.invitations.models import Invitation, InvitationRound
from compass.models import Purpose, Sector
from core import clock, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from tests.support import inviting
from tests.support.making_actors import make_actor
from tests.support.making_challenges import ROOT, a_challenge, a_network, without
from tests.support.pages import fill, token
from tests.support.together import at_once

NO = Verdict(State.UNFIT, UnfitReason.OTHER_SUBJECT, "Meint ein anderes Gerät.")


def rows() -> dict[int, SuggestionFeedback]:
    db.session.rollback()
    db.session.expire_all()
    return {one.actor_id: one for one in db.session.scalars(select(SuggestionFeedback))}


def states() -> dict[int, str]:
    return {number: one.state.value for number, one in rows().items()}


def invite(office: FlaskClient, number: int, ids: list[int]) -> str:
    place = f"{ROOT}/{number}"
    page = office.get(place)
    sent = {"token": token(page, f"{place}/einladen"), "wahl": [str(one) for one in ids]}
    answers = [office.post(f"{place}/einladen", data=sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    return str(answers[0].headers["Location"])


def send(place: str) -> None:
    number = int(place.rsplit("/", 1)[1])
    with writing():
        invitations.send(number, HOUSE, 1)
    outbox.deliver_due(only={invitations.KIND})


def test_two_presses_write_the_letters_and_the_answers_come_back(office: FlaskClient, visitor: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    place = invite(office, number, [ids["Treff"], ids["Verein"]])

    assert set(states()) == {ids[name] for name in ("Treff", "Verein", "Amt", "Laden", "Werke")}
    assert set(states().values()) == {"suggested"}
    assert rows()[ids["Treff"]].place >= 1
    assert rows()[ids["Werke"]].place == 0
    round_page = office.get(place).get_data(as_text=True)
    assert "2 Briefe verschicken" in round_page
    assert f"{ROOT}/{number}" in round_page

    send(place)
    assert {states()[ids[name]] for name in ("Treff", "Verein")} == {"invited"}
    assert inviting.answered(visitor, "treff@example.org", answer="yes") == 303
    assert inviting.answered(visitor, "verein@example.org", answer="no") == 303
    assert (states()[ids["Treff"]], states()[ids["Verein"]]) == ("accepted", "declined")

    shown = office.get(f"{ROOT}/{number}").get_data(as_text=True)
    assert "Zugesagt" in shown
    assert "hat abgesagt" in shown
    assert "hat zugesagt" in shown


def test_a_letter_that_leaves_late_does_not_undo_what_somebody_said(app: House) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        wing.say(number, ids["Treff"], Verdict(State.ACCEPTED), HOUSE, version=0)
        wing.heard(wing.thing(number), ids["Treff"], "invited")
    assert states() == {ids["Treff"]: "accepted"}
    with writing():
        wing.heard(wing.thing(number), ids["Treff"], "later")
        wing.heard(wing.thing(999), ids["Treff"], "yes")
        wing.heard(wing.thing(number), ids["Stumm"], "yes")
    assert states() == {ids["Treff"]: "accepted"}


def test_who_does_not_fit_stays_out_of_this_team_only(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    page = f"{ROOT}/{number}/rueckmeldung/{ids['Treff']}"
    assert fill(office, page, version="0", state="unfit", reason="", said="").status_code == 422
    sent = {"version": "0", "state": "unfit", "reason": "other_subject", "said": "Anderes Gerät"}
    for _ in range(2):
        assert fill(office, page, action=page, **sent).status_code == 303
    assert fill(office, page, action=page, **{**sent, "reason": "no_time"}).status_code == 409

    shown = office.get(f"{ROOT}/{number}").get_data(as_text=True)
    assert "Passt nicht zu dieser Aufgabe: Der Beleg meint etwas anderes" in shown
    other = a_challenge()
    assert "Passt nicht zu" not in office.get(f"{ROOT}/{other}").get_data(as_text=True)

    changed = {"version": "1", "state": "accepted", "reason": "other_subject", "said": "bleibt nicht"}
    assert fill(office, page, action=page, **changed).status_code == 303
    kept = rows()[ids["Treff"]]
    assert (kept.state, kept.reason, kept.said) == (State.ACCEPTED, None, "")
    assert fill(office, page, to=f"{page}/loeschen", action=f"{page}/loeschen", version="1").status_code == 409
    assert fill(office, page, to=f"{page}/loeschen", action=f"{page}/loeschen", version="2").status_code == 303
    assert rows() == {}


@pytest.mark.parametrize(
    "bad",
    [
        {"state": ""},
        {"state": "suggested"},
        {"state": "\x00"},
        {"state": "unfit", "reason": "dumm"},
        {"state": "unfit", "reason": "no_time", "said": "x" * 301},
        {"state": "unfit", "reason": "no_time", "said": "x" * 100_000},
        {"token": ""},
    ],
)
def test_bad_feedback_is_told_and_not_stored(office: FlaskClient, bad: dict[str, str]) -> None:
    ids, number = a_network(), a_challenge()
    page = f"{ROOT}/{number}/rueckmeldung/{ids['Treff']}"
    assert fill(office, page, **{"version": "0", "state": "accepted", **bad}).status_code == 422
    assert rows() == {}


def test_two_people_say_what_became_of_it(app: House) -> None:
    ids, number = a_network(), a_challenge()
    said = at_once(
        app,
        lambda: wing.say(number, ids["Treff"], Verdict(State.ACCEPTED), HOUSE, version=0),
        lambda: wing.say(number, ids["Treff"], NO, HOUSE, version=0),
    )
    assert said[0] == ""
    assert "Jemand anderes" in said[1]
    assert len(rows()) == 1


def test_a_year_later_it_is_gone(app: House) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        wing.say(number, ids["Treff"], NO, HOUSE, version=0)
        wing.pick(number, ids["Amt"], HOUSE, is_in=True)
    for days, left in ((364, 1), (366, 0)):
        with clock.at(clock.now() + timedelta(days=days)), writing():
            wing.purge()
        assert len(rows()) == left
    assert queries.picks(number) == []


def test_a_yes_taken_back_takes_the_notes_with_it(app: House) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        wing.say(number, ids["Treff"], NO, HOUSE, version=0)
        wing.pick(number, ids["Treff"], HOUSE, is_in=False)
    without(ids["Treff"])
    with writing():
        assert wing.purge() == 2
    assert rows() == {}


def test_the_person_reads_all_of_it(app: House) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        wing.say(number, ids["Treff"], NO, HOUSE, version=0)
        wing.pick(number, ids["Treff"], HOUSE, is_in=False)
    db.session.rollback()
    told = telling.as_json(telling.of(ids["Treff"]))
    for word in (
        "Vorschläge für Aufgaben",
        "Hilfe am Handy",
        "Passt nicht zu dieser Aufgabe",
        "Der Beleg meint etwas anderes",
        "Meint ein anderes Gerät.",
        "nicht dabei",
    ):
        assert word in told, word
    asked = a_challenge(asker_id=ids["Verein"])
    db.session.rollback()
    assert asked
    assert "Aufgaben, für die Sie andere suchen" in telling.as_json(telling.of(ids["Verein"]))
    assert "Meint ein anderes" not in telling.as_json(telling.of(ids["Verein"]))


@pytest.mark.parametrize("both", [False, True])
def test_two_entries_that_become_one_keep_what_was_said(app: House, *, both: bool) -> None:
    ids, number = a_network(), a_challenge()
    gone = make_actor("Treff e. V.", competences=["Kurse am Handy"])
    with writing():
        wing.say(number, gone, NO, HOUSE, version=0)
        wing.pick(number, gone, HOUSE, is_in=False)
        if both:
            wing.say(number, ids["Treff"], Verdict(State.ACCEPTED), HOUSE, version=0)
            wing.pick(number, ids["Treff"], HOUSE, is_in=True)
    with writing():
        merging.merge(ids["Treff"], gone, {}, HOUSE)

    kept = rows()
    assert set(kept) == {ids["Treff"]}
    assert kept[ids["Treff"]].state is (State.ACCEPTED if both else State.UNFIT)
    assert [one.actor_id for one in queries.picks(number)] == [ids["Treff"]]


def test_an_invitation_needs_people_who_may_be_suggested(app: House) -> None:
    ids, number = a_network(), a_challenge()
    for wrong in ([], [ids["Stumm"]], [ids["Treff"], 999]):
        with pytest.raises(Refused), writing():
            wing.invite(number, wrong, HOUSE, "nonce")
    db.session.rollback()
    assert db.session.scalars(select(InvitationRound)).all() == []
    assert rows() == {}


def test_who_takes_the_yes_back_gets_no_letter_any_more(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    place = invite(office, number, [ids["Treff"], ids["Verein"]])
    without(ids["Treff"])
    assert "das Ja zu Vorschlägen zurückgenommen" in office.get(place).get_data(as_text=True)
    send(place)
    invited = db.session.scalars(select(Invitation).order_by(Invitation.id)).all()
    assert {one.actor_id: one.left for one in invited} == {ids["Treff"]: "matching", ids["Verein"]: ""}
    assert [one["to"] for one in inviting.waiting()] == ["verein@example.org"]


def test_a_letter_on_its_way_stays_here_too(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    send(invite(office, number, [ids["Treff"]]))
    invitation = db.session.scalars(select(Invitation.id)).one()
    assert inviting_gone([invitation]) == set()
    without(ids["Treff"])
    db.session.rollback()
    assert inviting_gone([invitation]) == {invitation}


def inviting_gone(ids: list[int]) -> set[int]:
    from compass.invitations import queries as rounds  # noqa: PLC0415 - the wing's own read, used here alone

    return rounds.gone(ids)


def test_without_a_yes_to_letters_nobody_is_offered_one(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    shown = office.get(f"{ROOT}/{number}").get_data(as_text=True)
    assert "kein Ja zu Briefen" in shown
    assert f'name="wahl" value="{ids["Laden"]}"' not in shown
    assert f'name="wahl" value="{ids["Treff"]}"' in shown
    with writing():
        services.give_consent(ids["Laden"], Purpose.INVITATIONS, "schriftlich", "Ja.", HOUSE)
    assert f'name="wahl" value="{ids["Laden"]}"' in office.get(f"{ROOT}/{number}").get_data(as_text=True)


def test_figures_of_quality() -> None:
    civil, business = Sector.CIVIL_SOCIETY, Sector.BUSINESS
    found = quality.figures(
        [
            Said(1, civil, State.ACCEPTED, 2),
            Said(1, civil, State.DECLINED, 1),
            Said(1, business, State.SUGGESTED, 3),
            Said(2, civil, State.ACCEPTED, 9),
            Said(2, civil, State.ACCEPTED, 0),
            Said(2, civil, State.UNFIT, 4),
            Said(3, civil, State.INVITED, 1),
            Said(3, civil, State.ACCEPTED, 6),
            Said(3, civil, State.ACCEPTED, 5),
        ]
    )
    assert (found.whole.accepted.part, found.whole.accepted.whole) == (5, 6)
    assert found.whole.accepted.words == "83\u00a0% (5\u00a0von\u00a06)"
    assert (found.hits.part, found.hits.whole) == (2, 3)
    assert found.hits.words == "2\u00a0von\u00a03"
    assert (found.whole.suggested, found.whole.asked, found.whole.unfit, found.challenges) == (9, 7, 1, 3)
    by_word = {row.word: row.accepted.words for row in found.sectors}
    assert by_word["Wirtschaft"] == "noch keine"
    assert by_word["Zivilgesellschaft"] == "83\u00a0% (5\u00a0von\u00a06)"


def test_only_admins_read_the_figures(admin: FlaskClient, office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    assert "Noch keine Rückmeldung" in admin.get(f"{ROOT}/guete").get_data(as_text=True)
    with writing():
        wing.say(number, ids["Treff"], Verdict(State.ACCEPTED), HOUSE, version=0)
    shown = admin.get(f"{ROOT}/guete").get_data(as_text=True)
    assert "1\u00a0von\u00a01" in shown
    assert f"{ROOT}/guete" in admin.get(ROOT).get_data(as_text=True)
    assert office.get(f"{ROOT}/guete").status_code == 403
    assert f"{ROOT}/guete" not in office.get(ROOT).get_data(as_text=True)
