"""The rules: in plain words, frozen at the start, shown to everybody; the day for the calendar."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from compass.invitations import services as inviting
from core import clock, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from dialogues import agreement, ballots, queries, rules, services
from dialogues.agreement import Counts
from dialogues.models import Dialogue, Mode, Pace, Ranking, Say
from tests.support import meetings
from tests.support.inviting import letter_to, said, willing
from tests.support.making_visions import OFFICE, draft, make_dialogue


def spoken(dialogue: Dialogue) -> str:
    """Return all rules of a meeting as one text."""
    return "\n".join(sentence for part in rules.shown(dialogue) for sentence in part.sentences)


def test_the_rules_say_what_the_code_does(app: House) -> None:
    number = make_dialogue(theses=("Eins.", "Zwei."))
    plain = spoken(queries.dialogue(number, public=False))
    for words in (
        "2 Thesen.",
        f"Unter {agreement.ENOUGH} Steinen",
        f"Unter {agreement.SHOWN} Steinen",
        f"mindestens {int(agreement.CAMP * 100)} %",
        "höchstens ein Drittel",
        "Der Treffen-Code öffnet nur die Tür.",
        "woher sie oder er kommt",
        "Alle können sie lesen.",
        "„Sie denken mit“",
    ):
        assert words in plain, words
    for words in ("zwei Runden", "Gruppen:", "Punkte"):
        assert words not in plain, words


def test_the_rules_follow_what_was_prepared(app: House) -> None:
    number = make_dialogue(theses=("Eins.",))
    more = draft(
        rounds=2,
        pace=Pace.MODERATED,
        single_codes=True,
        asks_sector=False,
        groups=("Nord", "Süd"),
        announced=False,
        say=Say.COUNCIL,
    )
    with writing():
        services.change(number, more, OFFICE)
        db.session.add(Ranking(dialogue_id=number, title="Was zuerst?", points=7, tie_rule="shared"))
    full = spoken(queries.dialogue(number, public=False))
    for words in (
        "zwei Runden",
        "2 Gruppen: Nord, Süd",
        "Der Treffen-Code öffnet nur die Tür.",
        "Jeder persönliche Code gibt genau einen Platz.",
        "eine These nach der anderen",
        "Öffentlich sind sie nicht.",
        "Am Ende entscheidet die Politik.",
        "„Was zuerst?“: Alle verteilen 7 Punkte. Die größte Summe steht vorn. Bei gleicher Summe gilt derselbe Platz.",
        "Eine Reihung zeigen wir erst, wenn 5 Menschen Punkte verteilt haben.",
    ):
        assert words in full, words
    for words in ("woher sie oder er kommt", "Ist auch das gleich"):
        assert words not in full, words


def test_where_all_are_online_only_personal_codes_open(app: House) -> None:
    number = make_dialogue(theses=("Eins.",))
    with writing():
        services.change(number, draft(single_codes=True, mode=Mode.ONLINE), OFFICE)
    full = spoken(queries.dialogue(number, public=False))
    assert "Jeder persönliche Code gibt genau einen Platz." in full
    assert "Treffen-Code" not in full


def test_the_rules_are_frozen_when_the_meeting_opens(app: House) -> None:
    meeting = meetings.opened()
    found = ballots.one(meeting.id)
    before, frozen_at = rules.shown(found), found.rules_at
    assert frozen_at is not None
    with writing():
        found = ballots.one(meeting.id)
        found.say, found.rounds = Say.INFORMED, 2
        ballots.open_up(meeting.id, OFFICE)
    again = ballots.one(meeting.id)
    assert (rules.shown(again), again.rules_at) == (before, frozen_at)


def test_real_stones_have_rules_too(app: House) -> None:
    meeting = meetings.planned()
    version = ballots.one(meeting.id).version
    with writing():
        ballots.count(meeting.id, {thesis: Counts(5, 2, 1, 0, 0, 0) for thesis in meeting.theses}, version, OFFICE)
    assert ballots.one(meeting.id).rules_at is not None


def test_everybody_reads_the_rules(app: House, visitor: FlaskClient, office: FlaskClient, reader: FlaskClient) -> None:
    meeting = meetings.planned()
    page = visitor.get(f"/div/{meeting.id}/regeln")
    assert page.status_code == 200
    assert "Wenn es beginnt, werden die Regeln festgehalten." in page.text
    assert f"/div/{meeting.id}/regeln" in visitor.get(f"/div/{meeting.id}").text
    with writing():
        ballots.open_up(meeting.id, OFFICE)
    for client, address in (
        (visitor, f"/div/{meeting.id}/regeln"),
        (office, f"/buero/div/{meeting.id}/regeln"),
        (reader, f"/buero/div/{meeting.id}/regeln"),
    ):
        assert "Diese Regeln gelten seit dem Beginn" in client.get(address).text


def test_a_workshop_inside_shows_its_rules_to_those_who_are_there(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.opened(announced=False)
    for hidden in (f"/div/{meeting.id}/regeln", f"/div/{meeting.id}/treffen.ics", "/div/999999/regeln"):
        assert visitor.get(hidden).status_code == 404
    phone = meetings.phone(app, meeting)
    assert "Öffentlich sind sie nicht." in phone.get("/mitmachen/platz/regeln").text
    assert visitor.get("/mitmachen/platz/regeln").status_code != 200


@pytest.mark.parametrize(
    ("begins", "ends", "hours"), [("17:30", "20:00", 2.5), ("17:30", "", 2), ("", "", 24), ("23:30", "", 2)]
)
def test_the_calendar_knows_day_hours_and_place(visitor: FlaskClient, begins: str, ends: str, hours: float) -> None:
    number = make_dialogue(
        begins=begins, ends=ends, mode=Mode.HYBRID, link="https://raum.example.org/a", moderator="Ada\nBCC: x"
    )
    answer = visitor.get(f"/div/{number}/treffen.ics")
    assert answer.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["summary"] == "Digitale Hilfe für Ältere"
    assert event["location"] == "Stadtbibliothek, https://raum.example.org/a"
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=hours)
    assert f"/div/{number}" in str(event["url"])
    assert str(event.decoded("dtstart"))[:10] == (clock.today() + timedelta(days=14)).isoformat()


def test_an_invitation_knows_the_meeting_and_leads_to_rules_and_calendar(app: House, office: FlaskClient) -> None:
    number, hidden = make_dialogue(ends="20:00"), make_dialogue(title="Drinnen", announced=False)
    willing("Initiative")
    form = html.unescape(office.get(f"/buero/netzwerk/einladungen/neu?sache=dialogue:{number}").text)
    for words in ('value="17:30"', 'value="20:00"', 'value="Stadtbibliothek"', 'value="Digitale Hilfe für Ältere"'):
        assert words in form, words
    for meeting, name in ((number, "Verein"), (hidden, "Labor")):
        actor = willing(name)
        with writing():
            made = inviting.draft(
                said(), [actor], HOUSE, f"nonce-{meeting}", narrowed="", about=Thing("dialogue", meeting)
            )
            made_id = made.id
        with writing():
            inviting.send(made_id, HOUSE, 1)
        outbox.deliver_due(only={inviting.KIND})
    letter = letter_to("verein@example.org")
    assert f"/div/{number}/treffen.ics" in str(letter)
    assert "/div/" not in str(letter_to("labor@example.org"))
    assert "1 Brief, 0 Zusagen" in office.get(f"/buero/div/{number}").text
