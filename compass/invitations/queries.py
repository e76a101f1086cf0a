"""Every read of invitations: templates, rounds, who gets a letter and who none, what was answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload, raiseload

from compass import queries as actors
from compass.invitations.models import Answer, Invitation, InvitationRound, InvitationTemplate, Way
from compass.invitations.wording import STANDS
from compass.models import SECTOR_WORDS, Actor, ActorKind, Purpose, Sector, Tie, TieKind
from compass.writing_to import is_real_example
from core import clock
from core.db import db
from core.errors import NotThere
from core.things import Thing

PAGE = 50
SUGGESTED_FOR = "challenge"
MOST = 50
"""Templates that are offered."""
Head = aliased(Actor)


@dataclass(frozen=True)
class Stand:
    """How a round stands: people per answer (None: a letter and no answer yet), by sector; those without a letter apart."""

    answers: dict[tuple[Sector, Answer | None], int]
    without: int

    def of(self, answer: Answer | None, sector: Sector | None = None) -> int:
        """Return how many gave an answer, in all or of one sector."""
        wanted = (count for (where, said), count in self.answers.items() if said is answer and sector in {None, where})
        return sum(wanted)

    def invited(self, sector: Sector | None = None) -> int:
        """Return how many got a letter, in all or of one sector."""
        return sum(count for (where, _), count in self.answers.items() if sector in {None, where})

    def coming(self, sector: Sector) -> int:
        """Return how many of a sector come or send somebody."""
        return self.of(Answer.YES, sector) + self.of(Answer.OTHER, sector)

    @property
    def missing(self) -> list[str]:
        """Who is missing, in sentences."""
        said = []
        for sector, word in SECTOR_WORDS.items():
            if not self.invited(sector):
                said.append(f"Aus der {word} ist niemand eingeladen.")
            elif not self.coming(sector):
                said.append(f"Aus der {word} hat noch niemand zugesagt.")
        return said


def templates(*, active: bool = True) -> list[InvitationTemplate]:
    """Return the templates by name."""
    wanted = select(InvitationTemplate).order_by(InvitationTemplate.key, InvitationTemplate.id).limit(MOST)
    return list(db.session.scalars(wanted.where(InvitationTemplate.active) if active else wanted))


def template(number: int) -> InvitationTemplate:
    """Return one template."""
    found = db.session.get(InvitationTemplate, number)
    if found is None:
        raise NotThere
    return found


def one(number: int) -> InvitationRound:
    """Return one round."""
    found = db.session.get(InvitationRound, number)
    if found is None:
        raise NotThere
    return found


def locked(number: int) -> InvitationRound:
    """Return one round, locked until the transaction ends."""
    found = db.session.get(InvitationRound, number, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotThere
    return found


def rounds(before: int = 0) -> list[InvitationRound]:
    """Return rounds, newest first; one more than a page says that there are more."""
    wanted = select(InvitationRound).order_by(InvitationRound.id.desc()).limit(PAGE + 1)
    return list(db.session.scalars(wanted.where(InvitationRound.id < before) if before else wanted))


def about(thing: Thing) -> list[InvitationRound]:
    """Return the rounds that hang on a thing, newest first, at most a page of them."""
    wanted = select(InvitationRound).where(
        InvitationRound.about_kind == thing.kind, InvitationRound.about_id == thing.id
    )
    return list(db.session.scalars(wanted.order_by(InvitationRound.id.desc()).limit(PAGE)))


def is_open(of: InvitationRound) -> bool:
    """Tell whether an answer may still be given or changed: until the end of the day itself."""
    return not of.day_on or clock.today().isoformat() <= of.day_on


def sums(ids: Collection[int]) -> dict[int, dict[Answer | None, int]]:
    """Return how many letters of some rounds were answered, by answer: one statement."""
    wanted = select(Invitation.round_id, Invitation.answer, func.count()).where(Invitation.round_id.in_(ids))
    rows = db.session.execute(
        wanted.where(Invitation.letter_at.is_not(None)).group_by(Invitation.round_id, Invitation.answer)
    )
    found: dict[int, dict[Answer | None, int]] = {number: {} for number in ids}
    for number, answer, count in rows:
        found[number][answer] = count
    return found


def stand(number: int) -> Stand:
    """Return how a round stands: one statement."""
    wanted = select(Actor.sector, Invitation.answer, Invitation.letter_at.is_not(None), func.count())
    wanted = wanted.join(Actor, Actor.id == Invitation.actor_id).where(Invitation.round_id == number)
    rows = db.session.execute(wanted.group_by(Actor.sector, Invitation.answer, Invitation.letter_at.is_not(None))).all()
    answers = {(sector, answer): count for sector, answer, lettered, count in rows if lettered}
    return Stand(answers, sum(count for *_, lettered, count in rows if not lettered))


def _heads() -> Select[int]:
    """Return the heads that may be written to: who speaks for an organisation today, agreed and has an address."""
    wanted = select(Head.id).join(Tie, Tie.from_id == Head.id)
    may = (Head.email != "", ~is_real_example(Head), Head.id.in_(actors.agreed(Purpose.INVITATIONS)))
    return wanted.where(Tie.kind == TieKind.SPEAKS_FOR, Tie.to_id == Actor.id, actors.stands(), *may).correlate(Actor)


def head() -> ColumnElement[int | None]:
    """Return the head that gets the letter for an organisation, as a column of a select of actors."""
    return _heads().order_by(Head.id).limit(1).scalar_subquery()


def why_not(of: InvitationRound) -> ColumnElement[str]:
    """Return why an actor gets no letter (a key of LEFT_WORDS), empty when it does; restricted ones count as without consent.

    Whoever is asked because they were suggested must have agreed to that too, up to the letter.
    """
    reachable: ColumnElement[bool] = and_(Actor.email != "", ~is_real_example())
    cases: list[tuple[ColumnElement[bool], str]] = [
        (Actor.restricted_at.is_not(None), "restricted"),
        (Actor.id.not_in(actors.agreed(Purpose.INVITATIONS)), "consent"),
    ]
    if of.about_kind == SUGGESTED_FOR:
        cases.append((Actor.id.not_in(actors.agreed(Purpose.MATCHING)), "matching"))
    if of.way is Way.RELEASE:
        reachable = or_(reachable, exists(_heads()))
        cases.insert(0, (Actor.kind == ActorKind.PERSON, "person"))
    cases += [(and_(~reachable, is_real_example()), "example"), (~reachable, "address")]
    return case(*((condition, literal(word)) for condition, word in cases), else_="")


def reasons(of: InvitationRound) -> dict[str, int]:
    """Return how many of a round would get a letter now (under the empty word) and how many not, and why."""
    why = why_not(of).label("why")
    wanted = select(why).select_from(Invitation).join(Actor, Actor.id == Invitation.actor_id)
    inner = wanted.where(Invitation.round_id == of.id, Invitation.letter_at.is_(None)).subquery()
    return dict(db.session.execute(select(inner.c.why, func.count()).group_by(inner.c.why)).all())


def people(of: InvitationRound, stand: str, after: int = 0) -> list[tuple[Invitation, str]]:
    """Return the invited of a round with why they get none, by id; one more than a page says that there are more."""
    why = Invitation.left if of.sent_at else why_not(of)
    wanted = select(Invitation, why).join(Actor, Actor.id == Invitation.actor_id)
    wanted = wanted.where(Invitation.round_id == of.id, Invitation.id > after, *_standing(stand))
    options = (joinedload(Invitation.actor).options(raiseload("*")), raiseload(Invitation.round))
    rows = db.session.execute(wanted.options(*options).order_by(Invitation.id).limit(PAGE + 1))
    return [(invitation, why_none) for invitation, why_none in rows]


def _standing(stand: str) -> Sequence[ColumnElement[bool]]:
    if stand == "ohne":
        return (Invitation.letter_at.is_(None),)
    if stand == "offen":
        return (Invitation.letter_at.is_not(None), Invitation.answer.is_(None))
    return (Invitation.answer == STANDS[stand],) if stand in STANDS else ()


def next_ones(of: InvitationRound, limit: int, *, again: bool) -> list[tuple[Invitation, Actor, int | None, str]]:
    """Return the next invitations that a letter is due to, each with its actor, the head, and why it gets none."""
    through = head() if of.way is Way.RELEASE else literal(None)
    due = (
        (Invitation.letter_at.is_not(None), Invitation.answer.is_(None), Invitation.reminded_at.is_(None))
        if again
        else (Invitation.letter_at.is_(None), Invitation.left == "")
    )
    wanted = select(Invitation, Actor, through, why_not(of)).join(Actor, Actor.id == Invitation.actor_id)
    rows = db.session.execute(wanted.where(Invitation.round_id == of.id, *due).order_by(Invitation.id).limit(limit))
    return [(invitation, actor, through_id, why) for invitation, actor, through_id, why in rows]


def how_many_due(of: InvitationRound, *, again: bool) -> int:
    """Return how many letters are due."""
    due = (
        (Invitation.letter_at.is_not(None), Invitation.answer.is_(None), Invitation.reminded_at.is_(None))
        if again
        else (Invitation.letter_at.is_(None), Invitation.left == "")
    )
    return db.session.scalar(select(func.count(Invitation.id)).where(Invitation.round_id == of.id, *due)) or 0


def samples(of: InvitationRound, most: int = 3) -> list[tuple[Actor, Actor | None]]:
    """Return the first who would get a letter now, each with the head it would go to."""
    through = head() if of.way is Way.RELEASE else literal(None)
    wanted = select(Actor, through).join(Invitation, Invitation.actor_id == Actor.id)
    wanted = wanted.where(Invitation.round_id == of.id, why_not(of) == "").order_by(Invitation.id).limit(most)
    rows = [(actor, number) for actor, number in db.session.execute(wanted.options(raiseload("*")))]
    heads = by_ids([number for _, number in rows if number])
    return [(actor, heads.get(number or 0)) for actor, number in rows]


def by_ids(ids: Collection[int]) -> dict[int, Actor]:
    """Return actors by id, nothing else loaded."""
    wanted = select(Actor).where(Actor.id.in_(ids)).options(raiseload("*"))
    return {one.id: one for one in db.session.scalars(wanted)} if ids else {}


def invitation(number: int, *, lock: bool = False) -> Invitation:
    """Return one invitation with its round and actor; NotThere when it is gone."""
    options = (joinedload(Invitation.round), joinedload(Invitation.actor).options(raiseload("*")))
    wanted = select(Invitation).where(Invitation.id == number).options(*options)
    wanted = wanted.with_for_update(of=Invitation) if lock else wanted
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return found


def of_actor(actor_id: int, limit: int = 20) -> list[Invitation]:
    """Return the invitations of an actor that got a letter, newest first, with their rounds."""
    wanted = select(Invitation).where(Invitation.actor_id == actor_id, Invitation.letter_at.is_not(None))
    wanted = wanted.options(joinedload(Invitation.round)).order_by(Invitation.id.desc()).limit(limit)
    return list(db.session.scalars(wanted))


def gone(ids: Collection[int]) -> set[int]:
    """Return those among invitations whose letter must not leave any more: withdrawn, restricted, deleted."""
    agreed = actors.agreed(Purpose.INVITATIONS)
    stands = and_(
        Invitation.actor_id.in_(agreed), or_(Invitation.through_id.is_(None), Invitation.through_id.in_(agreed))
    )
    about = func.coalesce(InvitationRound.about_kind, "")
    suggested = or_(about != SUGGESTED_FOR, Invitation.actor_id.in_(actors.agreed(Purpose.MATCHING)))
    wanted = select(Invitation.id).join(InvitationRound, InvitationRound.id == Invitation.round_id)
    kept = set(db.session.scalars(wanted.where(Invitation.id.in_(ids), stands, suggested)))
    return set(ids) - kept


def unnamed(ids: Collection[int]) -> set[int]:
    """Return those among invitations in which nobody is named any more who would come instead."""
    kept = select(Invitation.id).where(Invitation.id.in_(ids), Invitation.guest_email != "")
    return set(ids) - set(db.session.scalars(kept))
