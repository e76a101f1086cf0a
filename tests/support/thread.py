"""A row of everything the thread knows, and which address meets which of them: for walks over all pages."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.routing import Rule

from circles import queries
from circles import services as circles
from compass import joining, letters
from compass import services as compass
from compass.custom import services as own_fields
from compass.custom.models import FieldType
from compass.doubles import merging
from compass.doubles import services as doubles
from compass.models import ActorKind, OwnChange, Sector, TieKind
from compass.notes import services as actor_notes
from compass.roles import services as roles
from core import clock, links
from core.accounts import services as accounts
from core.db import db, writing
from core.journal import HOUSE
from core.rights import Role
from core.things import Thing
from core.word_lists import SAID
from dialogues import ballots
from dialogues import services as dialogues
from dialogues.models import Way
from ideas import services as bundling
from ideas.additions import services as additions
from ideas.attachments import queries as attached
from ideas.attachments import services as attachments
from ideas.attachments import taking
from ideas.following import letters as follow_letters
from ideas.following import services as following
from ideas.following.models import Following, Rhythm
from ideas.following.subjects import Subject
from ideas.places import services as places
from kickbox.models import BoxState
from papers import membership
from papers import queries as papers
from papers.models import ConsultationRole
from radar import queries as radar
from tests.support import inviting, making_answers, making_contacts, making_elsewhere, making_sorted, meetings, pictures
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.making_boxes import make_box
from tests.support.making_orders import make_deliverable, make_order
from tests.support.making_papers import COUNCIL, make_body, make_member, make_paper, make_result, say
from tests.support.making_people import make_people
from tests.support.making_tables import make_card, make_import
from tests.support.making_visions import make_dialogue, make_vision

STONES = (5, 5, 4, 2, 1, 1)
WORDS = {"slug": "aktionsfelder", "key": "start.lead", "name": "app.css", "code": "AAAA-AAAA"}
TEXTS = (
    "Hilfe beim Handy Straßenbahnhaltestellenüberdachungsbeleuchtungserneuerung",
    "Ein Fühler am Baum",
    "Ein Ort für alle",
)
LONG = "Straßenbahnhaltestellenüberdachungsbeleuchtungserneuerung"
Values = Mapping[str, int | str]


@dataclass
class Thread:
    """What stands in the house: for the beginning of an address the values it may hold, for a holder's door a living link."""

    values: dict[str, Sequence[Values]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    meeting: meetings.Meeting = field(default_factory=lambda: meetings.Meeting(0, ()))
    member: int = 0
    ideas: tuple[int, ...] = ()

    def addresses(self, rule: Rule, token: str = "") -> list[str]:
        """Fill an address in every way there are rows for; what nobody made is 1, a link is the living one or `token`."""
        known = [start for start in self.values if rule.rule.startswith(start)]
        choices = self.values[max(known, key=len)] if known else [{}]
        link = token or self.tokens.get(rule.endpoint.split(".", maxsplit=1)[0], "abc")
        return list(dict.fromkeys(_filled(rule.rule, {**WORDS, **chosen, "token": link}) for chosen in choices))


def _filled(rule: str, values: Values) -> str:
    plain = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], 1)), plain)


def lay_out(texts: tuple[str, str, str] = TEXTS) -> Thread:
    """Put a row of everything into the house; needs an application context.

    The first idea goes through a meeting into a circle, the second into a kickbox, the third before the council.
    """
    thread = Thread()
    ideas = [published(text).id for text in texts]
    thread.ideas = tuple(ideas)
    thread.values |= {"/ideen/": [{"number": ideas[0], "slug": "x"}], "/buero/ideen/": [{"number": ideas[0]}]}
    thread.values["/buero/suchwoerter/"] = [{"slug": said.slug} for said in SAID.values()]
    with writing():
        thread.tokens["invitation"] = accounts.invite("neu@example.org", "Nele Neu", Role.READER, HOUSE)
        for door, purpose in (("ideas_confirm", "idea.confirm"), ("ideas_letters", "idea.letters")):
            thread.tokens[door] = _link(purpose, "idea", ideas[0])
    actor = _network(thread)
    _roles(thread)
    _desk_of_the_network(thread, actor)
    _doubles(thread)
    vision = _talks(thread, ideas, actor)
    _papers(thread, ideas[2])
    _circles(thread, vision, actor)
    _boxes(thread, ideas[1])
    _answers(thread)
    _following(thread, ideas[0])
    _bundles(thread, ideas)
    _additions(thread, ideas[0])
    _elsewhere(thread)
    _tables(thread)
    _people(thread)
    _files(thread, ideas[0])
    _sorting(thread, ideas)
    _contacts(thread, actor, ideas[0])
    _inviting(thread)
    return thread


def _inviting(thread: Thread) -> None:
    laid = inviting.lay_out(LONG)
    thread.values |= laid["values"]
    thread.tokens |= laid["tokens"]


def _contacts(thread: Thread, actor: int, idea: int) -> None:
    dialogue = int(thread.values["/buero/div/"][0]["number"])
    values, tokens = making_contacts.lay_out(actor, make_actor("Zweiter Verein"), idea, dialogue, LONG)
    thread.values |= values
    thread.tokens |= tokens


def _tables(thread: Thread) -> None:
    occasion, card = make_card(f"Eine Karte über {LONG}")
    waiting, judged = make_import(LONG, judged=False), make_import(LONG)
    taken = make_import(LONG, taken=True)
    thread.values |= {
        "/buero/ideen/karten/": [{"number": occasion, "idea_id": card}],
        "/buero/ideen/uebernahmen/": [{"number": number} for number in (waiting, judged, taken)],
    }


def _people(thread: Thread) -> None:
    """Lists of people: one that waits for its columns, one that was judged, one that was taken."""
    waiting, judged = make_people(LONG, judged=False), make_people(LONG)
    taken = make_people(LONG, taken=True)
    thread.values["/buero/netzwerk/uebernahmen/"] = [{"number": number} for number in (waiting, judged, taken)]


def _elsewhere(thread: Thread) -> None:
    laid = making_elsewhere.lay_out(LONG)
    thread.values |= laid.values
    thread.tokens |= laid.tokens


def _sorting(thread: Thread, ideas: Sequence[int]) -> None:
    thread.values |= making_sorted.lay_out(ideas, LONG)


def _bundles(thread: Thread, ideas: Sequence[int]) -> None:
    with writing():
        bundling.bundle(ideas[:2], "Hilfe beim Handy", HOUSE)
        thread.tokens["ideas_alone"] = _link("idea.alone", "idea", ideas[0])


def _following(thread: Thread, idea: int) -> None:
    for email in ("folgt@example.org", "fragt@example.org"):
        with writing():
            following.ask(email, Subject("idee", idea), Rhythm.AT_ONCE)
    first, second = db.session.scalars(select(Following.id).order_by(Following.id)).all()
    with writing():
        confirmed = following.confirm(first)
        thread.tokens["ideas_follow_confirm"] = _link(follow_letters.CONFIRM, "following", second)
        thread.tokens["ideas_follow_stop"] = follow_letters.stop_token(confirmed.thing, confirmed.follower)


def _additions(thread: Thread, idea: int) -> None:
    with writing():
        shown, waiting = (additions.take(idea, f"{text} {LONG}", text).id for text in ("Am Markt auch.", "Und abends?"))
        additions.publish(shown, "Am Markt auch.", HOUSE)
    thread.values["/buero/ideen/ergaenzungen/"] = [{"number": shown}, {"number": waiting}]


def _answers(thread: Thread) -> None:
    laid = making_answers.lay_out(LONG)
    thread.values |= laid.values
    with writing():
        thread.tokens["ideas_question"] = _link("idea.question", "idea", laid.asked)


def _files(thread: Thread, idea: int) -> None:
    """A photo that everybody sees, and the point of its idea."""
    photo = FileStorage(io.BytesIO(pictures.photo()), "bach.jpg")
    taking.take(idea, photo, "photo", f"Der Bach {LONG}")
    with writing():
        one = attached.of_idea(idea)[0]
        attachments.show(one.id, one.alt, HOUSE, one.version)
        places.put(idea, 8.5312, 52.0217, HOUSE)
    thread.values |= {"/ideen/anhang/": [{"number": one.id}], "/buero/ideen/anhaenge/": [{"number": one.id}]}


def _network(thread: Thread) -> int:
    area = radar.taxonomy().areas[0].id
    actor = make_actor(f"Treffpunkt {LONG}", areas=(area,), competences=("Sprechstunden",), email="amt@example.org")
    other = make_actor("Bündnis der Häuser", kind=ActorKind.ALLIANCE, sector=Sector.SCIENCE, offers=("Räume",))
    asked = joining.Asked("Erika Beispiel", ActorKind.PERSON, Sector.BUSINESS, "erika@example.org", public_wording="Ja")
    with writing():
        tie = compass.tie(actor, other, TieKind.MEMBER_OF, HOUSE).id
        challenge = compass.make_challenge("Wer hilft beim Handy?", "In Ruhe.", (area,), None, HOUSE).id
        first, second = (joining.ask(asked, nonce, None).id for nonce in ("first", "second"))
        joining.confirm(first)
        thread.tokens["compass_confirm"] = _link(letters.CONFIRM, "join_request", second)
        thread.tokens["compass_own"] = _link(letters.OWN, "actor", actor)
        own = OwnChange(actor_id=actor, at=clock.now(), said=[{"field": "Telefon", "before": "", "after": "0521 0"}])
        db.session.add(own)
        db.session.flush()
        change = own.id
    thread.values |= {
        "/netzwerk/": [{"number": actor}],
        "/buero/netzwerk/selbst-geaendert/": [{"number": change}],
        "/buero/netzwerk/lange-nicht-bestaetigt/": [{"number": actor}],
        "/buero/netzwerk/": [{"number": actor, "tie_id": tie}],
        "/buero/netzwerk/herausforderungen/": [{"number": challenge}],
        "/buero/netzwerk/selbsteintragungen/": [{"number": first}],
    }
    return actor


def _doubles(thread: Thread) -> None:
    """A pair that is likely one, and a merge that can be taken back."""
    first, second = make_actor(f"Werkstatt {LONG}", about="Wir bauen."), make_actor(f"Werkstatt {LONG} gGmbH")
    kept, gone = make_actor("Singkreis am Park"), make_actor("Singkreis am Park e. V.")
    with writing():
        merge = merging.merge(kept, gone, {}, HOUSE).id
        doubles.compare()
    thread.values["/buero/netzwerk/doppelte/"] = [{"left": first, "right": second, "number": merge}]


def _desk_of_the_network(thread: Thread, actor: int) -> None:
    """A note, a private one, and an own field with something in it."""
    with writing():
        note = actor_notes.write(actor, f"Ruft lieber an {LONG}", HOUSE, "actor-note").id
        actor_notes.write(actor, "Nur für mich", HOUSE, "private-note", is_private=True)
        field = own_fields.define(own_fields.FieldDraft(f"Mitglieder {LONG}"[:80]), FieldType.NUMBER, HOUSE).id
        own_fields.fill_in(actor, {field: "12"}, HOUSE, None)
    thread.values |= {
        "/buero/netzwerk/<int:number>/notizen": [{"number": actor, "note": note}],
        "/buero/netzwerk/eigene-felder/": [{"field": field}],
    }


def _roles(thread: Thread) -> None:
    """A person with a job, a body with a member and who stands in for it, a free text that means no term yet."""
    firm, body = make_actor(f"Werk {LONG}"), make_actor("Beirat der Häuser", kind=ActorKind.BODY)
    erika = make_actor("Erika Muster", kind=ActorKind.PERSON, competences=(LONG, "Handykurse"), sector_follows=True)
    otto = make_actor("Otto Muster", kind=ActorKind.PERSON)
    with writing():
        job = compass.tie(erika, firm, TieKind.WORKS_FOR, HOUSE, role="Leitung", since_on="2020-01-01", is_main=True).id
        compass.tie(otto, firm, TieKind.WORKS_FOR, HOUSE, until_on="2020-01-01")
        seat = compass.tie(erika, body, TieKind.MEMBER_OF, HOUSE, role="Vorsitz").id
        roles.note([roles.NewTie(otto, body, TieKind.DEPUTY_IN, compass.TieDraft(), for_id=seat)], HOUSE)
    ties: list[Values] = [{"number": erika, "tie_id": job}, {"number": body, "tie_id": seat}]
    thread.values["/netzwerk/"] = [*thread.values["/netzwerk/"], {"number": body}]
    thread.values["/buero/netzwerk/<int:number>/verbinden"] = ties
    thread.values["/buero/netzwerk/<int:number>/verbindungen/"] = ties
    thread.values["/buero/netzwerk/<int:number>/wechsel"] = [{"number": erika}]
    thread.values["/buero/netzwerk/verbindungsarten/"] = [{"key": "works_for"}]


def _talks(thread: Thread, ideas: Sequence[int], actor: int) -> int:
    planned = make_dialogue(ideas[0], theses=("Hilfe muss zu Fuß erreichbar sein.",))
    evaluated, thread.meeting = meetings.opened(), meetings.opened()
    with writing():
        dialogues.add_member(actor, HOUSE)
        for number, stone in enumerate(STONES):
            ballots.lay(evaluated.id, evaluated.theses[0], f"{number:064x}", stone)
    thesis = ballots.one(planned).theses[0].id
    meetings.closed(evaluated)
    vision = make_vision(ideas[0], dialogue_id=evaluated.id, way=Way.CIRCLE)
    written = make_vision(ideas[1], dialogue_id=evaluated.id, title="Ein Baum sagt Bescheid", released=False)
    all_three: list[Values] = [
        {"number": planned, "thesis_id": thesis, "idea_id": ideas[0]},
        {"number": thread.meeting.id, "thesis_id": thread.meeting.theses[0]},
        {"number": evaluated.id, "thesis_id": evaluated.theses[0]},
    ]
    thread.values |= {
        "/div/": all_three,
        "/div/visionen/": [{"number": vision}],
        "/buero/div/": all_three,
        "/buero/div/gremium": [{"actor_id": actor}],
        "/buero/div/impuls/": [{"idea_id": ideas[0]}],
        "/buero/div/visionen/": [{"number": vision}, {"number": written}],
        "/mitmachen/<code>": [{"code": thread.meeting.code}],
        "/mitmachen/platz/": [{"number": thesis} for thesis in thread.meeting.theses[:1]],
    }
    return vision


def _circles(thread: Thread, vision: int, actor: int) -> None:
    running, planned = make_order(vision), make_order(field="leben", started=False)
    make_deliverable(running, released=False)
    ended = make_order(field="leben", title="Fertig")
    make_deliverable(ended)
    with writing():
        place = circles.take(running, actor, HOUSE).id
        order = queries.order(running, public=False)
        circle, kind = order.circle_id, order.result_kind_id
        measure = order.deliverable.measures[0].id if order.deliverable else 0
        other = queries.order(ended, public=False).circle_id
    thread.values |= {
        "/zirkel/": [{"number": circle, "circle_id": circle}],
        "/zirkel/<int:circle_id>/auftrag/": [
            {"circle_id": circle, "number": running},
            {"circle_id": other, "number": ended},
        ],
        "/buero/zirkel/": [{"number": circle}],
        "/buero/zirkel/auftrag/": [
            {"number": number, "place_id": place, "measure_id": measure} for number in (running, planned, ended)
        ],
        "/buero/zirkel/ergebnisarten/": [{"number": kind}],
    }


def _boxes(thread: Thread, idea: int) -> None:
    running = make_box(idea, level=2)
    confirmed, learned = make_box(state=BoxState.CONFIRMED), make_box(state=BoxState.LEARNED, title=LONG)
    asked = make_box(state=BoxState.ASKED)
    thread.values |= {
        "/kickbox/": [{"number": number} for number in (running, learned)],
        "/buero/kickbox/": [{"number": number} for number in (running, confirmed, learned)],
    }
    with writing():
        thread.tokens["kickbox_confirm"] = _link("kickbox.confirm", "box", asked)
        thread.tokens["kickbox_own"] = _link("kickbox.own", "box", running)


def _papers(thread: Thread, idea: int) -> None:
    released = make_paper(deliverable_id=make_result(idea))
    say(released)
    closed = make_paper(subject="Ein Grundstück", in_public=False, bodies=((COUNCIL, ConsultationRole.DECIDES),))
    drafted = make_paper(subject=f"Entwurf {LONG}", released=False)
    body = make_body(COUNCIL)
    thread.member = make_member(body_id=body)
    turn = papers.paper(released, "desk").consultations[0].id
    thread.values |= {
        "/vorlagen/": [{"number": released, "again": released}],
        "/rat/vorlagen/": [{"number": number, "again": number} for number in (released, closed)],
        "/buero/vorlagen/": [
            {"number": number, "turn": turn, "again": number} for number in (released, closed, drafted)
        ],
        "/buero/vorlagen/gremien/": [{"number": body}],
        "/buero/vorlagen/rat/": [{"number": thread.member}],
    }
    spare = make_member("Zweite", "zwei@example.org")
    with writing():
        thread.tokens["council_link"] = _link(membership.ENTER, "council_member", spare)


def _link(purpose: str, kind: str, number: int) -> str:
    return links.issue(purpose, Thing(kind, number), lifetime=timedelta(days=1), uses=None)
