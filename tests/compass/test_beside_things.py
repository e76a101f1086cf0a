"""Invitations and contacts stand on the office's pages of what they are about, each with one link to write the next."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass import telling
from compass.checklists import services as checklists
from compass.checklists.forms import PATH
from compass.checklists.models import ChecklistPlan
from compass.contacts import services as contacts
from compass.contacts.models import Occasion
from compass.invitations.models import InvitationRound
from compass.models import ActorKind
from compass.segments import services as segments
from core import clock
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from dialogues.models import Dialogue
from tests.support.inviting import willing
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_circle, make_order
from tests.support.making_visions import make_dialogue, make_vision
from tests.support.pages import fill

NEW = "/buero/netzwerk/einladungen/neu"


def page_of(kind: str) -> tuple[int, str]:
    """Make a thing; return its number and the office's page of it."""
    if kind == "dialogue":
        number = make_dialogue()
        return number, f"/buero/div/{number}"
    if kind == "circle":
        number = make_circle()
        return number, f"/buero/zirkel/{number}"
    number = make_order()
    return number, f"/buero/zirkel/auftrag/{number}"


def test_a_round_is_written_from_a_meeting_and_stands_there_afterwards(
    office: FlaskClient, reader: FlaskClient
) -> None:
    willing("Labor")
    number, page = page_of("dialogue")
    day = clock.today() + timedelta(days=30)
    with writing():
        db.session.get_one(Dialogue, number).held_on = day.isoformat()
    link = f"{NEW}?sache=dialogue:{number}"
    assert f'href="{link}"' in office.get(page).text

    form = unescape(office.get(link).text)
    assert f'value="{day.isoformat()}"' in form
    title = db.session.get_one(Dialogue, number).title
    assert f'value="{title}"' in form
    made = fill(office, link, to=NEW, action=NEW, about=f"dialogue:{number}", title="Runde eins", way="self",
                subject="Einladung: {Anlass}", body="wir laden {Name} ein.")  # fmt: skip
    assert made.status_code == 303, made.text

    shown = office.get(page).text
    assert "Runde eins" in shown
    assert made.headers["Location"] in shown
    assert "Runde eins" not in reader.get(page).text


@pytest.mark.parametrize("kind", ["circle", "order"])
def test_circles_and_orders_lead_to_their_invitations(office: FlaskClient, kind: str) -> None:
    number, page = page_of(kind)
    assert f'href="{NEW}?sache={kind}:{number}"' in office.get(page).text
    assert office.get(f"{NEW}?sache={kind}:{number}").status_code == 200


def test_a_meeting_that_is_over_gives_no_day(office: FlaskClient) -> None:
    number, page = page_of("dialogue")
    with writing():
        db.session.get_one(Dialogue, number).held_on = "2020-01-01"
    assert "2020-01-01" not in office.get(f"{NEW}?sache=dialogue:{number}").text
    assert "h-einladungen" not in office.get(page).text
    for strange in ("dialogue:999999999", "dialogue:", "nichts:1", "dialogue:1:1", "dialogue:%00", "idea:x"):
        assert office.get(f"{NEW}?sache={strange}").status_code == 200


def test_whom_to_invite_is_one_press_on_a_segment_and_the_meeting_stays(app: House, office: FlaskClient) -> None:
    willing("Labor")
    number, _ = page_of("dialogue")
    with writing():
        owner = db.session.scalars(select(Account.id).order_by(Account.id)).first() or 0
        segments.keep(owner, "Vereine", [("bereich", "civil_society")], for_all=True, nonce="n")
    address = f"{NEW}?bereich=civil_society&sache=dialogue%3A{number}"

    page = unescape(office.get(f"{NEW}?sache=dialogue:{number}").text)

    assert f'href="{address}"' in page
    there = office.get(address).text
    assert "Bereich: Zivilgesellschaft" in there
    assert f'value="dialogue:{number}"' in there
    assert 'aria-current="true">Vereine' in there


def test_the_step_of_the_checklist_leads_to_the_letters_of_its_meeting(app: House, office: FlaskClient) -> None:
    number, page = page_of("dialogue")
    with writing():
        plan = db.session.scalars(select(ChecklistPlan.id).where(ChecklistPlan.for_kind == "dialogue")).one()
        checklists.hang(plan, HOUSE, "n", thing=Thing("dialogue", number))
    text = office.get(page).text
    step = text[text.index("Einladungen raus") :]
    assert f'href="{NEW}?sache=dialogue:{number}"' in step[: step.index("</li>")]
    assert PATH.fullmatch(f"{NEW}?sache=dialogue:1"), "the office may still change the template"
    assert not PATH.fullmatch("//boese.example:80")


def test_contacts_about_a_vision_stand_on_its_page(office: FlaskClient, reader: FlaskClient) -> None:
    meeting = make_dialogue()
    vision = make_vision(dialogue_id=meeting, released=False)
    page = f"/buero/div/visionen/{vision}"
    new = f"/buero/netzwerk/kontakte/neu/vision/{vision}"
    assert f'href="{new}"' in office.get(page).text
    assert office.get(new).status_code == 200
    assert "kontakte/neu" not in reader.get(page).text


def test_the_answer_says_what_a_contact_was_about_and_which_languages(app: House) -> None:
    actor, vision = (
        make_actor("Erika Beispiel", kind=ActorKind.PERSON, languages=("de", "tr")),
        make_vision(dialogue_id=make_dialogue(), released=False, title="Jemand hilft"),
    )
    with writing():
        said = contacts.Draft(Occasion.VISIT, "2026-01-02", "Wir haben geredet.")
        contacts.write((actor,), said, HOUSE, "n", thing=Thing("vision", vision))
    answer = telling.as_json(telling.of(actor))
    assert "Jemand hilft" in answer
    assert "Türkisch" in answer


def test_rounds_of_one_thing_are_not_those_of_another(app: House, office: FlaskClient) -> None:
    number, page = page_of("dialogue")
    with writing():
        for kind in ("dialogue", "circle"):
            made = InvitationRound(title=f"Runde {kind}", way="self", subject="S", body="B", nonce_hash=kind)
            made.about_kind, made.about_id, made.made_at = kind, number, clock.now()
            db.session.add(made)
    text = office.get(page).text
    assert "Runde dialogue" in text
    assert "Runde circle" not in text
