"""Ideas that other places, classes and the archive have to do with, for walks over all pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core import clock, links
from core.db import writing
from core.journal import HOUSE
from core.things import Thing
from ideas import services as ideas
from ideas.archive import queries as archived
from ideas.archive import services as archive
from ideas.languages import services as languages
from ideas.languages.services import Translation
from ideas.models import Source
from ideas.passing import letters as place_letters
from ideas.passing import services as passing
from ideas.passing.models import Consent, PlaceKind
from ideas.passing.services import Described, Order, Statement
from ideas.school import entering
from ideas.school import services as school
from ideas.services import Draft, Said
from ideas.stages import Stage
from tests.support.making import published

Values = Mapping[str, int | str]


@dataclass
class Elsewhere:
    """What was made: values for addresses, a living link for each holder's door."""

    values: dict[str, Sequence[Values]]
    tokens: dict[str, str]


def lay_out(long: str) -> Elsewhere:
    """Pass ideas on in every state, make a class with an idea its teacher asks about, offer a closed file."""
    made = Elsewhere({}, {})
    _places(made, long)
    _class(made, long)
    _offer(made, long)
    return made


def _places(made: Elsewhere, long: str) -> None:
    waits, answered, shown, spare = (published(f"{word} {long}").id for word in ("Bank", "Baum", "Bach", "Brücke"))
    with writing():
        languages.translate(spare, Translation("ar", f"Eine Brücke {long}", "Eine Brücke über den Bach."), HOUSE)
        place = passing.put_place(None, Described(f"Amt {long}", PlaceKind.DEPARTMENT, "amt@example.org"), HOUSE).id
    until = (clock.today() + timedelta(days=14)).isoformat()
    numbers = []
    for idea in (waits, answered, shown):
        with writing():
            numbers.append(passing.pass_on(idea, Order(place, until, long), HOUSE).id)
    with writing():
        for number in numbers[1:]:
            passing.record(number, Statement(f"Das geht. {long}", long))
    with writing():
        passing.release(numbers[2], "Das geht.", f"Das geht. {long}", HOUSE)
    asked = published("Ein Steg", email="inge@example.org").id
    with writing():
        ideas.confirm(asked)
        question = passing.pass_on(asked, Order(place, until, consent=Consent.ASKED), HOUSE).id
        made.tokens["passing_place"] = _link(place_letters.PLACE, "passing", numbers[0])
        made.tokens["passing_consent"] = _link(place_letters.CONSENT, "passing", question)
    made.values |= {
        "/buero/ideen/stellen/": [{"number": place}],
        "/buero/ideen/weitergeben/": [{"number": number, "idea_id": spare} for number in numbers],
        "/buero/ideen/<int:number>/sprache": [{"number": spare}],
        "/ideen/hilfe/": [{"code": code} for code in ("en", "tr", "ar", "uk")],
    }


def _class(made: Elsewhere, long: str) -> None:
    until = (clock.today() + timedelta(days=7)).isoformat()
    with writing():
        found = school.make_class("Schule am Bach, 7b", long, until, HOUSE)
        number, code = found.id, entering.grouped(found.code)
        taken = school.hand_in(found, Draft(f"Ein Zebrastreifen {long}", source=Source.SCHOOL), "class", None)
        idea = taken.idea.id
        made.tokens["school_teacher"] = _link(school.TEACHER, "school_class", number)
    with writing():
        school.ask_out(number, idea, long)
    made.values |= {
        "/ideen/schule/": [{"code": code}],
        "/ideen/klasse/": [{"idea_id": idea}],
        "/buero/ideen/klassen/": [{"number": number}],
        "/buero/ideen/klassen/idee/": [{"number": idea}],
    }


def _offer(made: Elsewhere, long: str) -> None:
    with clock.at(clock.now() - archived.after() - timedelta(days=1)):
        number = published(f"Fertig {long}").id
        with writing():
            ideas.advance(number, Stage.DONE, HOUSE, Said(reason="Das gibt es jetzt."))
    with writing():
        made.values["/buero/ideen/archiv/"] = [{"number": archive.offer(HOUSE).id}]


def _link(purpose: str, kind: str, number: int) -> str:
    return links.issue(purpose, Thing(kind, number), lifetime=timedelta(days=1), uses=None)
