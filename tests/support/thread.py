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
from core import links
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
from tests.support import (
    making_answers,
    making_elsewhere,
    making_sorted,
    meetings,
    pictures,
    thread_evening,
    thread_network,
)
from tests.support.making import published
from tests.support.making_boxes import make_box
from tests.support.making_orders import make_deliverable, make_order
from tests.support.making_papers import COUNCIL, make_body, make_member, make_paper, make_result, say
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
    actor = thread_network.lay_network(thread)
    thread_network.lay_roles(thread)
    thread_network.lay_desk_of_the_network(thread, actor)
    thread_network.lay_doubles(thread)
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
    thread_network.lay_people(thread)
    _files(thread, ideas[0])
    _sorting(thread, ideas)
    thread_network.lay_contacts(thread, actor, ideas[0])
    thread_network.lay_inviting(thread)
    return thread


def _tables(thread: Thread) -> None:
    occasion, card = make_card(f"Eine Karte über {LONG}")
    waiting, judged = make_import(LONG, judged=False), make_import(LONG)
    taken = make_import(LONG, taken=True)
    thread.values |= {
        "/buero/ideen/karten/": [{"number": occasion, "idea_id": card}],
        "/buero/ideen/uebernahmen/": [{"number": number} for number in (waiting, judged, taken)],
    }


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
    thread_evening.lay_front(thread, LONG)
    thread_evening.lay_evening(thread, LONG)
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
