"""Whom the office invites in the demo year and what people answer; checklists counted back from a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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

BETWEEN = SHORTLY / 3
"""Until the worker writes the letters."""


def stories(stage: Stage) -> Iterator[Event]:
    """Yield rounds and checklists."""
    for entry in book("office")["round"]:
        yield from Round(stage, entry, stage.cast.staff[0]).story()
    for entry in book("office")["checklist"]:
        yield from _checklist(stage, entry)


@dataclass(frozen=True)
class Round:
    """One round of the material: its entry, who of the office sends it, its number once it is drafted."""

    stage: Stage
    entry: dict[str, Any]
    who: Who
    number: list[int] = field(default_factory=list)

    def story(self) -> Iterator[Event]:
        """Yield the round: drafted, sent and delivered, answered, reminded of; as far as it has come."""
        entry, title = self.entry, self.entry["title"]
        drafted = self.stage.at(entry["drafted"], f"draft {title}", *entry["to"])
        yield Event(drafted, lambda: self.number.append(_draft(self.stage, entry, self.who)))
        if "sent" not in entry:
            return
        sent = max(self.stage.at(entry["sent"], f"send {title}"), drafted + SHORTLY)
        yield Event(sent, self._send)
        yield Event(sent + BETWEEN, lambda: self._deliver(again=False), alone=True)
        for said, answers in entry["answers"].items():
            for one in answers:
                yield from self._answer(Answer(said), one, sent + SHORTLY)
        if "reminded" in entry:
            reminded = max(self.stage.at(entry["reminded"], f"remind {title}"), sent + SHORTLY)
            yield Event(reminded, lambda: invitations.remind(self.number[0], self.who))
            yield Event(reminded + BETWEEN, lambda: self._deliver(again=True), alone=True)

    def _send(self) -> None:
        invitations.send(self.number[0], self.who, queries.one(self.number[0]).version)

    def _deliver(self, *, again: bool) -> None:
        """Write the letters, as the worker would; the promise that it finds later has nothing left to do."""
        invitations.deliver(0, {"round": self.number[0], "again": again})

    def _answer(self, answer: Answer, said: list[Any], after: datetime) -> Iterator[Event]:
        """Yield how somebody answers on one of the days since, and how who is sent instead says Yes."""
        actor, note, *guest = said
        sent, last = self.entry["sent"], 0 if answer is Answer.LATER else self.entry.get("reminded", 0)
        day = sent + 1 + chance(f"answer {actor}", max(1, last - sent - 1))
        moment = max(self.stage.at(day, f"answer {actor}"), after)

        def give() -> None:
            invitations.answer(self._of(actor), Said(answer, note, *guest[:2]))

        yield Event(moment, give)
        if guest and guest[2]:
            yield Event(moment + SHORTLY, lambda: invitations.confirm_guest(self._of(actor)))

    def _of(self, actor: str) -> int:
        """Return the number of somebody's invitation."""
        same = (Invitation.round_id == self.number[0], Invitation.actor_id == self.stage.cast.actor(actor))
        return db.session.scalars(select(Invitation.id).where(*same)).one()


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
