"""What the office's pages of invitations show: rounds with their figures, three letters, who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from compass.invitations import letters, queries, wording
from compass.invitations.models import Answer, Invitation, InvitationRound, Stage
from compass.models import SECTOR_WORDS, Actor, Sector
from core import clock, mail, slots
from core.things import Thing, kinds

STAGE_WORDS = {Stage.DRAFT: "Entwurf", Stage.SENDING: "wird verschickt", Stage.SENT: "verschickt"}


@dataclass(frozen=True)
class Sample:
    """One letter as it would leave: to whom, subject and text."""

    to: str
    subject: str
    body: str


PLURAL = {"Brief": "e", "Zusage": "n", "Absage": "n"}


def rows(found: Sequence[InvitationRound]) -> list[tuple[InvitationRound, str, str]]:
    """Return rounds with their stage and their answers in words."""
    sums = queries.sums([one.id for one in found])
    return [(one, STAGE_WORDS[one.stage], _summed(one, sums[one.id])) for one in found]


def _summed(of: InvitationRound, counted: dict[Answer | None, int]) -> str:
    if of.past is not None:
        counted = {(Answer(key) if key else None): number for key, number in of.past.items()}
    if not counted:
        return ""
    coming = counted.get(Answer.YES, 0) + counted.get(Answer.OTHER, 0)
    told = ((sum(counted.values()), "Brief"), (coming, "Zusage"), (counted.get(Answer.NO, 0), "Absage"))
    return ", ".join(f"{number} {word if number == 1 else word + PLURAL[word]}" for number, word in told)


def title_of(about: Thing | None) -> str:
    """Return what a thing is called; empty without one, or when it is gone."""
    return kinds()[about.kind].titles([about.id]).get(about.id, "")[:160] if about and about.kind in kinds() else ""


def day_of(about: Thing | None) -> date | None:
    """Return the day on which a thing is, if it is still to come: the room that has it says so."""
    said = [day for _, day in slots.parts("compass.dated", kind=about.kind, ids=[about.id])] if about else []
    day = date.fromisoformat(said[0]) if said and said[0] else None
    return day if day and day >= clock.today() else None


def settled_of(about: Thing | None) -> dict[str, object]:
    """Return from when to when and where a thing is, as the form of a round asks for it: the room that has it says so."""
    said = slots.parts("compass.settled", kind=about.kind, id=about.id) if about else []
    if not said:
        return {}
    starts, ends, place = said[0]
    hours = {name: time.fromisoformat(hour) for name, hour in (("starts", starts), ("ends", ends)) if hour}
    return {**hours, "place": place}


def is_over(about: Thing) -> bool:
    """Tell whether a thing has a day, and that day is past: nobody is invited to it any more."""
    said = [day for _, day in slots.parts("compass.dated", kind=about.kind, ids=[about.id]) if day]
    return bool(said) and date.fromisoformat(said[0]) < clock.today()


def lists() -> list[tuple[str, str]]:
    """Return the segments that one may invite: name and end of the address."""
    return slots.parts("compass.lists")


def _about(of: InvitationRound) -> tuple[str, str, str] | None:
    """Return noun, title and address of the thing that a round hangs on."""
    if of.about_kind is None or of.about_id is None:
        return None
    title = title_of(Thing(of.about_kind, of.about_id))
    kind = kinds().get(of.about_kind)
    return (kind.noun, title, kind.desk_address(of.about_id)) if kind and title else None


def form_words() -> dict[str, object]:
    """Return what the form of a letter says beside its fields."""
    return {"placeholders": wording.PLACEHOLDERS, "helps": wording.WAY_HINTS}


def face(of: InvitationRound) -> dict[str, object]:
    """Return what the page of a round shows."""
    sent = of.sent_at is not None
    reasons = {} if sent else queries.reasons(of)
    stand = queries.stand(of.id)
    return {
        "of": of,
        "stage": STAGE_WORDS[of.stage],
        "way": wording.WAY_WORDS[of.way],
        "letter": wording.as_sent(of),
        "facts": [*wording.facts(of), ("Auswahl", of.narrowed)] if of.narrowed else wording.facts(of),
        "about": _about(of),
        "samples": [] if sent else samples(of),
        "going": reasons.get("", 0),
        "left": [(wording.LEFT_WORDS[why], number) for why, number in sorted(reasons.items()) if why],
        "staying": sum(number for why, number in reasons.items() if why),
        "stand": stand,
        "figures": [(stand.of(one), wording.STAND_WORDS[word], None) for word, one in wording.STANDS.items()],
        "open": stand.of(None),
        "sectors": [(key.value, word, _of_sector(stand, key)) for key, word in SECTOR_WORDS.items()],
        "missing": stand.missing if sent and of.past is None else [],
        "waiting": queries.how_many_due(of, again=False) if of.stage is Stage.SENDING else 0,
        "past": _summed(of, {}) if of.past is not None else "",
    }


def _of_sector(stand: queries.Stand, sector: Sector) -> list[int]:
    return [stand.invited(sector), stand.coming(sector), stand.of(Answer.NO, sector), stand.of(None, sector)]


def samples(of: InvitationRound) -> list[Sample]:
    """Return the first three letters as they would leave, with the real names and a link that leads nowhere."""
    return [_sample(of, actor, head) for actor, head in queries.samples(of)]


def _sample(of: InvitationRound, actor: Actor, head: Actor | None) -> Sample:
    said = letters.written(of, actor, head)
    to = f"{head.name} für {actor.name}" if head else actor.name
    return Sample(to, said["subject"], mail.wrapped(said["written"]).strip())


def people(of: InvitationRound, stand: str, after: int) -> dict[str, Any]:
    """Return what the list of the invited shows."""
    stand = stand if stand in wording.STAND_WORDS else ""
    found = queries.people(of, stand, after)
    shown = found[: queries.PAGE]
    heads = queries.by_ids([one.through_id for one, _ in shown if one.through_id])
    return {
        "of": of,
        "stand": stand,
        "stands": wording.STAND_WORDS,
        "rows": [
            (one, wording.LEFT_WORDS.get(why, ""), _said(one), heads.get(one.through_id or 0)) for one, why in shown
        ],
        "after": shown[-1][0].id if len(found) > queries.PAGE else None,
    }


def reached(shown: Mapping[str, Any]) -> int:
    """Return how many people's addresses stand on the list of the invited."""
    return sum(bool(row[0].guest_email) for row in shown["rows"])


def _said(one: Invitation) -> str:
    words = {said: wording.STAND_WORDS[word] for word, said in wording.STANDS.items()}
    return words[one.answer] if one.answer else ""
