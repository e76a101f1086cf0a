"""Every change beside a challenge: the team by hand, what became of suggestions, the step to the invitation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from compass import queries as actors
from compass import suggesting
from compass.challenges.models import State, SuggestionFeedback, TeamPick, UnfitReason
from compass.challenges.queries import KEPT
from compass.models import Challenge, Purpose
from core import clock, journal, slots, texts, versions
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing

SUBJECT = "compass.challenges"
GONE = "Diese Person kann gerade nicht vorgeschlagen werden."
APART = "Politik, städtische Unternehmen und Beiräte stehen gesondert: Sie füllen keinen Platz im Team."
FULL = "Mehr Menschen, als Plätze da sind, lassen sich nicht festlegen. Nehmen Sie erst jemanden heraus."
STATES = {"invited": State.INVITED, "yes": State.ACCEPTED, "other": State.ACCEPTED, "no": State.DECLINED}
"""What letters tell about somebody (slot compass.invited), as a state."""


@dataclass(frozen=True)
class Verdict:
    """What became of a suggestion, as somebody of the office says it; reason and words belong to UNFIT alone."""

    state: State
    reason: UnfitReason | None = None
    said: str = ""


def thing(number: int) -> Thing:
    """Return a challenge as the rest of the house points at it."""
    return Thing("challenge", number)


def _turn(number: int) -> Challenge:
    """Return a challenge, its row locked: whoever changes something beside it does so after the other."""
    wanted = select(Challenge).where(Challenge.id == number).with_for_update(of=Challenge)
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    versions.up(SUBJECT)
    return found


def pick(number: int, actor_id: int, who: Who, *, is_in: bool) -> None:
    """Put somebody into the team for sure, or keep them out; the last word counts."""
    challenge = _turn(number)
    marks = actors.marked([actor_id])
    if actor_id not in marks:
        raise Refused(GONE)
    if is_in and marks[actor_id]:
        raise Refused(APART)
    there = _pick(number, actor_id)
    if is_in and (there is None or not there.is_in) and _locked(number) >= challenge.seats:
        raise Refused(FULL)
    if there is None:
        there = TeamPick(challenge_id=number, actor_id=actor_id)
        db.session.add(there)
    elif there.is_in is is_in:
        return
    there.is_in, there.account_id, there.picked_at = is_in, who.account, clock.now()
    journal.note("challenge.picked", thing(number), who)


def _pick(number: int, actor_id: int) -> TeamPick | None:
    wanted = select(TeamPick).where(TeamPick.challenge_id == number, TeamPick.actor_id == actor_id)
    return db.session.scalars(wanted).one_or_none()


def _locked(number: int) -> int:
    wanted = select(func.count(TeamPick.id)).where(TeamPick.challenge_id == number, TeamPick.is_in)
    return db.session.scalar(wanted.where(TeamPick.actor_id.in_(actors.agreed(Purpose.MATCHING)))) or 0


def unpick(number: int, actor_id: int, who: Who) -> None:
    """Let the choice decide about somebody again; without a decision by hand nothing happens."""
    _turn(number)
    there = _pick(number, actor_id)
    if there is not None:
        db.session.delete(there)
        journal.note("challenge.picked", thing(number), who)


def say(number: int, actor_id: int, verdict: Verdict, who: Who, *, version: int) -> None:
    """Note what became of a suggestion; `version` is that of the row that was seen, 0 without one; twice the same is once."""
    standing = _standing(actors.challenge(number))
    _turn(number)
    if actor_id not in actors.marked([actor_id]):
        raise Refused(GONE)
    unfit, there = verdict.state is State.UNFIT, _row(number, actor_id)
    reason, said = (verdict.reason, verdict.said) if unfit else (None, "")
    if there is not None and (there.state, there.reason, there.said) == (verdict.state, reason, said):
        return
    if (there.version if there else 0) != version:
        raise stale()
    there = there or _new(number, actor_id, *standing.get(actor_id, (0, 0)))
    _set(there, verdict.state, who, reason=reason, said=said)
    journal.note("challenge.feedback", thing(number), who)


def _row(number: int, actor_id: int) -> SuggestionFeedback | None:
    same = (SuggestionFeedback.challenge_id == number, SuggestionFeedback.actor_id == actor_id)
    return db.session.scalars(select(SuggestionFeedback).where(*same).with_for_update()).one_or_none()


def _new(number: int, actor_id: int, place: int, points: int) -> SuggestionFeedback:
    now = clock.now()
    made = SuggestionFeedback(
        challenge_id=number, actor_id=actor_id, place=place, points=points, made_at=now, changed_at=now
    )
    made.state = State.SUGGESTED
    db.session.add(made)
    return made


def _set(
    row: SuggestionFeedback, state: State, who: Who | None, *, reason: UnfitReason | None = None, said: str = ""
) -> None:
    row.state, row.reason, row.said = state, reason, said
    row.changed_at, row.account_id = clock.now(), who.account if who else None


def _standing(challenge: Challenge) -> dict[int, tuple[int, int]]:
    """Return the list as it stands: place (0 for those apart) and points of each."""
    return {one.actor.id: (one.place, one.points) for one in suggesting.of(challenge).everybody}


def forget_feedback(number: int, actor_id: int, who: Who, *, version: int) -> None:
    """Delete what was noted about a suggestion: it was a mistake."""
    _turn(number)
    there = _row(number, actor_id)
    if there is None:
        return
    if there.version != version:
        raise stale()
    db.session.delete(there)
    journal.note("challenge.feedback", thing(number), who)


def invite(number: int, ids: Sequence[int], who: Who, nonce: str) -> str:
    """Draft the letters to some suggested people and note the list of now; return the address of the draft.

    The letters leave by one more press there, to those who agreed to invitations. The wing of invitations hangs itself
    into the slot compass.inviting (ids=, title=, subject=, body=, days=, about=, who=, nonce=) and yields the address.
    """
    standing = _standing(actors.challenge(number))
    challenge = _turn(number)
    if not ids or set(ids) != actors.marked(ids).keys():
        raise Refused(GONE)
    _note_list(number, standing)
    said = {
        "subject": texts.text("compass.challenge.subject"),
        "body": texts.text("compass.challenge.letter", Frist="{Antwort bis}"),
    }
    days = int(texts.text("compass.challenge.days"))
    given = {"ids": list(ids), "title": challenge.title, "about": thing(number), "who": who, "nonce": nonce}
    (address,) = slots.parts("compass.inviting", **said, **given, days=days)
    journal.note("challenge.invited", thing(number), who)
    return str(address)


def _note_list(number: int, standing: Mapping[int, tuple[int, int]]) -> None:
    noted = select(SuggestionFeedback.actor_id).where(SuggestionFeedback.challenge_id == number)
    for actor_id in standing.keys() - set(db.session.scalars(noted)):
        _new(number, actor_id, *standing[actor_id])


def heard(about: Thing, actor_id: int, word: str) -> list[None]:
    """Note what a letter or its answer says about somebody; hangs in the slot compass.invited.

    An answer is the person's own word and counts more than what the office noted; that a letter left says less.
    """
    if about.kind != "challenge" or word not in STATES or db.session.get(Challenge, about.id) is None:
        return []
    _turn(about.id)
    if actor_id not in actors.marked([actor_id]):
        return []
    row = _row(about.id, actor_id) or _new(about.id, actor_id, 0, 0)
    if word != "invited" or row.state is State.SUGGESTED:
        _set(row, STATES[word], None)
    db.session.flush()
    return []


def purge() -> int:
    """Delete what was noted a year ago, and of those who may not be suggested any more; return how many rows went."""
    agreed = actors.agreed(Purpose.MATCHING)
    old = SuggestionFeedback.changed_at < clock.now() - KEPT
    gone = db.session.execute(
        delete(SuggestionFeedback).where(old | SuggestionFeedback.actor_id.not_in(agreed)),
        execution_options={"synchronize_session": False},
    )
    late = TeamPick.picked_at < clock.now() - KEPT
    picks = db.session.execute(
        delete(TeamPick).where(late | TeamPick.actor_id.not_in(agreed)),
        execution_options={"synchronize_session": False},
    )
    return int(gone.rowcount) + int(picks.rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
