"""What the office owes people in the demo year: told by law, restricted, consents withdrawn, the yearly question, own changes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from compass import owning, services
from compass.models import Actor, CompetenceKind, Purpose
from compass.privacy import services as privacy
from compass.yearly import services as yearly
from core import texts
from core.journal import AUTHOR, Who
from demo.cast import Event
from demo.network.stage import Stage, book

CHANNEL = "eigener Link"


def stories(stage: Stage) -> Iterator[Event]:
    """Yield what was owed and done."""
    office = book("office")
    law = office["privacy"]
    for key, day, how in law["informed"]:
        yield stage.event(day, f"inform {key}", partial(_informed, stage, key, how), key)
    for key, day, why in law["restricted"]:
        yield stage.event(day, f"restrict {key}", partial(_restrict, stage, key, why), key)
    for key, purpose, day in law["withdrawn"]:
        yield stage.event(day, f"withdraw {key}", partial(_withdraw, stage, key, Purpose(purpose)), key)
    for key, purpose, day in law["again"]:
        yield stage.event(day - 20, f"withdraw {key}", partial(_withdraw, stage, key, Purpose(purpose)), key)
        yield stage.event(day, f"again {key}", partial(_again, stage, key, Purpose(purpose)), key)
    for day in office["yearly"]["asked"]:
        yield stage.event(day, "yearly", lambda _: yearly.write())
    for key, day in office["yearly"]["answered"]:
        yield stage.event(day, f"answered {key}", partial(_still_right, stage, key), key)
    for entry in office["own_change"]:
        yield stage.event(entry["day"], f"own {entry['actor']}", partial(_change, stage, entry), entry["actor"])


def _informed(stage: Stage, key: str, how: str, who: Who) -> None:
    privacy.informed(stage.cast.actor(key), how, who)


def _restrict(stage: Stage, key: str, why: str, who: Who) -> None:
    privacy.restrict(stage.cast.actor(key), why, who)


def _withdraw(stage: Stage, key: str, purpose: Purpose, _: Who) -> None:
    services.withdraw_consent(stage.cast.actor(key), purpose, CHANNEL, AUTHOR)


def _again(stage: Stage, key: str, purpose: Purpose, who: Who) -> None:
    wording = texts.text(f"compass.consent.{purpose}")
    services.give_consent(stage.cast.actor(key), purpose, "am Telefon, danach per E-Mail", wording, who)


def _still_right(stage: Stage, key: str, _: Who) -> None:
    owning.confirm(stage.cast.actor(key))


def _change(stage: Stage, entry: dict[str, Any], _: Who) -> None:
    """Let somebody put other words into their own entry; everything else stays as it is."""
    actor = services.locked(stage.cast.actor(entry["actor"]))
    before, remark = actor.about.split("\n\n")
    said = {"about": f"{entry['about']}\n\n{remark}", "areas": tuple(one.id for one in actor.areas), **_lists(actor)}
    owning.change(actor.id, said, [("Beschreibung", before, entry["about"])], actor.version)


def _lists(actor: Actor) -> dict[str, tuple[str, ...]]:
    kinds = {
        "competences": CompetenceKind.COMPETENCE,
        "interests": CompetenceKind.INTEREST,
        "offers": CompetenceKind.OFFER,
    }
    return {name: tuple(row.text for row in actor.competences if row.kind is kind) for name, kind in kinds.items()}
