"""Every change of passing on: places, giving an idea away, the statement, its release, reminders, consent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from core import clock, journal, links, texts, versions
from core.db import db, stale
from core.errors import Refused
from core.journal import AUTHOR, HOUSE, Who
from core.things import Thing
from ideas import queries as ideas
from ideas import services
from ideas.models import Idea
from ideas.passing import letters, queries
from ideas.passing.models import Agency, Consent, Passing, PlaceKind
from ideas.services import Said
from ideas.services.steps import locked
from ideas.stages import WORDS, Stage, may_follow

PLACE = Who("place")
CLOSED = "Diese Idee ist nicht mehr offen. Bitte antworten Sie nicht mehr darauf."


@dataclass(frozen=True)
class Described:
    """What the office says about a place."""

    name: str
    kind: PlaceKind
    email: str = ""
    reach: str = ""
    hints: str = ""
    active: bool = True


@dataclass(frozen=True)
class Order:
    """Where an idea goes, until when (ISO day) we ask for an answer, and what about the author's address."""

    place_id: int
    due_on: str
    message: str = ""
    consent: Consent = Consent.NONE


@dataclass(frozen=True)
class Statement:
    """What a place says: its words, who speaks (a role, no name), whether it says that it is not its job."""

    text: str
    role: str = ""
    not_ours: bool = False


def put_place(number: int | None, told: Described, who: Who, version: int | None = None) -> Agency:
    """Make a place, or change one; two places never share a name."""
    place = queries.place(number) if number else Agency()
    if number and place.version != version:
        raise stale()
    place.name, place.kind, place.email = told.name, told.kind, told.email
    place.reach, place.hints, place.active = told.reach, told.hints, told.active
    try:
        with db.session.begin_nested():
            db.session.add(place)
    except IntegrityError as error:
        raise Refused(f"Eine Stelle mit dem Namen „{told.name}“ gibt es schon.") from error
    journal.note("place.changed" if number else "place.made", Thing("passing_place", place.id), who)
    for subject in ("places", "ideas"):
        versions.up(subject)
    return place


def pass_on(idea_id: int, order: Order, who: Who, version: int | None = None) -> Passing:
    """Give an idea to a place: the stage follows, the place and the author get letters.

    An idea that is with one place already may go to another one; its stage stays then.
    """
    idea, place = locked(idea_id), queries.place(order.place_id)
    if version is not None and idea.version != version:
        raise Refused(ideas.meanwhile(idea))
    _may(idea, place, order)
    is_step = idea.stage is not Stage.PASSED_ON
    passing = Passing(idea_id=idea.id, place_id=place.id, passed_at=clock.now(), due_on=order.due_on)
    passing.message, passing.consent, passing.is_step = order.message, order.consent, is_step
    db.session.add(passing)
    db.session.flush()
    if is_step:
        services.advance(idea.id, Stage.PASSED_ON, who, Said(place=place.name))
    else:
        letters.news(idea, WORDS[Stage.PASSED_ON], texts.text("passing.also", Stelle=place.name))
    journal.note("idea.given_to_place", services.thing(idea), who, place=place.name)
    letters.place(passing, idea, place)
    if order.consent is Consent.ASKED:
        letters.consent(passing, idea, place)
    versions.up("ideas")
    return passing


def _may(idea: Idea, place: Agency, order: Order) -> None:
    if not place.active:
        raise Refused(f"{place.name} steht nicht mehr auf der Liste der Stellen.")
    if idea.stage is not Stage.PASSED_ON and not may_follow(idea.stage, Stage.PASSED_ON):
        raise Refused(f"Die Idee steht auf „{WORDS[idea.stage]}“. Von da geht sie an keine andere Stelle.")
    if queries.open_at(idea.id, place.id) is not None:
        raise Refused(f"Die Idee liegt schon bei {place.name}. Dort können Sie erinnern.")
    contact = ideas.contact(idea.id)
    if order.consent is not Consent.NONE and (contact is None or contact.confirmed_at is None):
        raise Refused("Von der Verfasser*in haben wir keine bestätigte E-Mail-Adresse. Es geht nur der Text weiter.")


def _open(number: int) -> Passing:
    """Hold a passing whose idea is still open; what was taken back is nobody's business any more."""
    passing = queries.locked(number)
    if passing.idea.stage in queries.CLOSED or passing.ended_at is not None:
        raise Refused(CLOSED)
    return passing


def record(number: int, said: Statement, who: Who = PLACE) -> Passing:
    """Keep what a place wrote, once; the second of two people at the place is told who was first."""
    passing = _open(number)
    if passing.answered_at is not None:
        raise Refused(
            f"Von dieser Stelle ist schon eine Stellungnahme da ({clock.time_in_words(passing.answered_at)}). "
            "Möchten Sie etwas ändern? Bitte rufen Sie uns an."
        )
    passing.statement, passing.role, passing.not_ours = said.text, said.role, said.not_ours
    passing.answered_at = clock.now()
    journal.note("idea.statement_came", Thing("idea", passing.idea_id), who, place=passing.place.name)
    versions.up("ideas")
    return passing


def release(number: int, short: str, text: str, who: Who, version: int | None = None) -> Passing:
    """Show a statement, shortened where needed, to its author and to everybody; what the place wrote stays beside it.

    The idea is answered by it unless another place still owes a word. Released again, only the words change.
    """
    passing = _open(number)
    if version is not None and passing.version != version:
        raise stale()
    if passing.answered_at is None:
        raise Refused("Die Stelle hat noch nicht geantwortet.")
    first = passing.released_at is None
    passing.short, passing.released = short, text
    passing.released_at = passing.released_at or clock.now()
    verb = "idea.statement_released" if first else "idea.statement_changed"
    journal.note(verb, Thing("idea", passing.idea_id), who, place=passing.place.name)
    db.session.flush()
    if first:
        _tell(passing, who)
    versions.up("ideas")
    return passing


def _tell(passing: Passing, who: Who) -> None:
    idea = locked(passing.idea_id)
    if idea.stage is Stage.PASSED_ON and not queries.others_wait(passing):
        services.advance(idea.id, Stage.ANSWERED, who, Said(reason=passing.short), letter=False)
    sentence = f"{passing.short}\n\n{passing.place.name} schreibt:\n\n{passing.released}"
    letters.news(idea, WORDS[Stage.ANSWERED], sentence)


def remind(number: int, who: Who) -> None:
    """Write to a place once more; refused for one without an address, or twice on one day."""
    passing = _open(number)
    if not passing.waits:
        raise Refused("Die Stelle hat schon geantwortet.")
    if not passing.place.email:
        raise Refused(f"Von {passing.place.name} haben wir keine E-Mail-Adresse. Bitte rufen Sie dort an.")
    if passing.reminded_at and clock.local(passing.reminded_at).date() == clock.today():
        raise Refused("Diese Stelle haben wir heute schon erinnert.")
    passing.reminded_at = clock.now()
    letters.place(passing, passing.idea, passing.place, again=True)
    journal.note("idea.place_reminded", Thing("idea", passing.idea_id), who, place=passing.place.name)


def remind_the_late() -> int:
    """Remind every place whose day is over, once; return how many."""
    numbers = queries.to_remind()
    for number in numbers:
        remind(number, HOUSE)
    return len(numbers)


def end(number: int, who: Who) -> None:
    """Wait no longer, or leave a statement unreleased: the place's link opens nothing from now on."""
    passing = queries.locked(number)
    if not (passing.waits or passing.to_release):
        raise stale()
    passing.ended_at = clock.now()
    for purpose in (letters.PLACE, letters.CONSENT):
        links.revoke(purpose, Thing("passing", passing.id))
    journal.note("idea.place_left", Thing("idea", passing.idea_id), who, place=passing.place.name)
    versions.up("ideas")


def decide_consent(number: int, *, agreed: bool) -> Passing:
    """Note whether the author lets the place see the address; the author may say it once per question."""
    passing = queries.locked(number)
    if passing.consent is not Consent.ASKED:
        raise stale()
    passing.consent = Consent.GIVEN if agreed else Consent.DECLINED
    verb = "idea.consent_given" if agreed else "idea.consent_declined"
    journal.note(verb, Thing("idea", passing.idea_id), AUTHOR, place=passing.place.name)
    return passing
