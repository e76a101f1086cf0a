"""Whom the office invites in the demo year and what people answer; checklists counted back from a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from compass.checklists import services as checklists
from compass.checklists.models import ChecklistPlan, ChecklistStep
from compass.invitations import queries
from compass.invitations import services as invitations
from compass.invitations.drafts import RoundDraft, Said
from compass.invitations.models import Answer, Invitation, Way
from core.db import db
from core.journal import Who
from core.things import Thing
from demo.calendar import chance
from demo.cast import SHORTLY, Event, in_order
from demo.network.stage import Stage, book


def stories(stage: Stage) -> Iterator[Event]:
    """Yield rounds and checklists."""
    for entry in book("office")["round"]:
        yield from _round(stage, entry)
    for entry in book("office")["checklist"]:
        yield from _checklist(stage, entry)


def _round(stage: Stage, entry: dict[str, Any]) -> Iterator[Event]:
    """Yield one round: drafted, sent and delivered, answered, reminded of; as far as it has come."""
    number, who, calendar = list[int](), stage.cast.staff[0], stage.cast.calendar
    title = entry["title"]
    drafted = stage.at(entry["drafted"], f"draft {title}", *entry["to"])
    yield Event(drafted, lambda: number.append(_draft(stage, entry, who)))
    if "sent" not in entry:
        return
    sent = max(calendar.at_work(entry["sent"], f"send {title}"), drafted + SHORTLY)
    yield Event(sent, lambda: invitations.send(number[0], who, queries.one(number[0]).version))
    yield Event(sent + SHORTLY / 3, lambda: _deliver(number[0], again=False), alone=True)
    for said, answers in entry["answers"].items():
        for one in answers:
            late = 0 if said == Answer.LATER else entry.get("reminded", 0)
            yield from _answer(stage, number, Answer(said), one, sent + SHORTLY, (entry["sent"], late))
    if "reminded" in entry:
        reminded = max(calendar.at_work(entry["reminded"], f"remind {title}"), sent + SHORTLY)
        yield Event(reminded, lambda: invitations.remind(number[0], who))
        yield Event(reminded + SHORTLY / 3, lambda: _deliver(number[0], again=True), alone=True)


def _draft(stage: Stage, entry: dict[str, Any], who: Who) -> int:
    template = next(one for one in queries.templates() if one.name == entry["template"])
    day = stage.cast.calendar.weekday
    said = RoundDraft(
        entry["title"],
        Way(entry["way"]),
        template.subject,
        template.body,
        day_on=day(entry["on"]).isoformat(),
        starts_at=entry["starts"],
        ends_at=entry.get("ends", ""),
        place=entry["place"],
        answer_by_on=day(entry["by"]).isoformat(),
    )
    about = Thing("dialogue", stage.cast.meetings[entry["meeting"]]) if "meeting" in entry else None
    ids = stage.numbers(entry["to"])
    return invitations.draft(said, ids, who, f"demo round: {entry['title']}", about=about).id


def _deliver(number: int, *, again: bool) -> None:
    """Write the letters, as the worker would; the promise that it finds later has nothing left to do."""
    invitations.deliver(0, {"round": number, "again": again})


def _answer(
    stage: Stage, of: list[int], answer: Answer, said: list[Any], after: datetime, within: tuple[int, int]
) -> Iterator[Event]:
    """Yield how somebody answers on one of the days between, and how who is sent instead says Yes."""
    actor, note, *guest = said
    day = within[0] + 1 + chance(f"answer {actor}", max(1, within[1] - within[0] - 1))
    moment = max(stage.at(day, f"answer {actor}"), after)
    number: list[int] = []

    def give() -> None:
        wanted = select(Invitation.id).where(
            Invitation.round_id == of[0], Invitation.actor_id == stage.cast.actor(actor)
        )
        number.append(db.session.scalars(wanted).one())
        invitations.answer(number[0], Said(answer, note, *guest[:2]))

    yield Event(moment, give)
    if guest and guest[2]:
        yield Event(moment + SHORTLY, lambda: invitations.confirm_guest(number[0]))


def _checklist(stage: Stage, entry: dict[str, Any]) -> Iterator[Event]:
    number, who = list[int](), stage.cast.staff[0]
    words = entry.get("title", entry["plan"])

    def hang() -> None:
        plan = db.session.scalars(select(ChecklistPlan.id).where(ChecklistPlan.name == entry["plan"])).one()
        nonce = f"demo checklist: {words}"
        if "meeting" in entry:
            thing = Thing("dialogue", stage.cast.meetings[entry["meeting"]])
            number.append(checklists.hang(plan, who, nonce, thing=thing).id)
        else:
            on = stage.cast.calendar.weekday(entry["on"]).isoformat()
            number.append(checklists.hang(plan, who, nonce, title=entry["title"], on=on).id)

    def tick(words: str) -> None:
        same = (ChecklistStep.checklist_id == number[0], ChecklistStep.words == words)
        checklists.tick(number[0], db.session.scalars(select(ChecklistStep.id).where(*same)).one(), who)

    moment = stage.at(entry["day"], f"checklist {words}")
    later = [
        (stage.at(entry["day"] + place, f"tick {one}"), partial(tick, one))
        for place, one in enumerate(entry["done"], start=1)
    ]
    yield from in_order([(moment, hang), *later])
